-- What was measured of a reference photo: the face in pixels of the stored picture, and how well it
-- shows the person. Photos from before, and those of other programs, have none of it and count as
-- average.
alter table reference_photos
    add column if not exists face_count smallint,
    add column if not exists face_left integer,
    add column if not exists face_top integer,
    add column if not exists face_side integer,
    add column if not exists face_light real,
    add column if not exists face_warmth real,
    add column if not exists face_turn real,
    add column if not exists blur real,
    add column if not exists quality real,
    -- What was advised against it, and when the person had it used nevertheless.
    add column if not exists advice text,
    add column if not exists overruled_at timestamptz;

-- A photo that the coach advises against waits until the person decides. It is stored, and all that
-- is needed to use it after all is kept with it.
alter table avatar_uploads
    drop constraint avatar_uploads_status_check,
    add constraint avatar_uploads_status_check
        check (status in ('waiting', 'accepted', 'refused', 'advised')),
    add column findings jsonb,
    add constraint avatar_uploads_advised_check
        check (status <> 'advised' or (findings is not null and storage_key is not null and reason is not null));

-- Where the picture behind `thumbnail_url` lies, so that it can be deleted.
alter table avatars
    add column if not exists thumbnail_key text;
