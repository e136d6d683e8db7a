-- A deleted avatar whose sets and payments are on record keeps its row and is shown to nobody.
alter table avatars
    add column if not exists deleted_at timestamptz;

-- The key is chosen before the picture is stored, so that no crash leaves an object that nobody
-- knows of.
alter table avatar_uploads
    add column storage_key text;

-- What the panel shows, so that whoever redraws it shows the same; and when it was last redrawn.
alter table avatar_panels
    add column view text not null default 'photos' check (view in ('photos', 'remove', 'restart')),
    add column edited_at timestamptz;

-- An older program may have left avatars half-way. Each is looked at once, so that none stays there.
insert into jobs (kind, payload, key, priority, run_at)
select
    'prepare_avatar',
    jsonb_build_object('avatar_id', id),
    id::text,
    20,
    now()
from avatars
where status = 'processing';
