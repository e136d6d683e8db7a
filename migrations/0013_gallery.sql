-- What makes finished photos worth keeping: favourites, a contact sheet of each set, and deletion.

alter table generated_photos
    add column favourite_at timestamptz;
-- The gallery pages through the photos of an avatar, and through the favourites among them, by id.
create index generated_photos_of_avatar on generated_photos (avatar_id, id);
create index generated_photos_favourite on generated_photos (avatar_id, id)
where favourite_at is not null;

-- A photo that its person deleted was made and delivered: it is counted, so that nobody takes it for
-- one that is still owed. A deleted set stays as a row, for its payment.
alter table generation_jobs
    add column deleted_photos integer default 0 check (deleted_photos >= 0),
    add column deleted_at timestamptz,
    -- The contact sheet as Telegram keeps it, and the photos on it in short: others make it stale.
    add column sheet_file_id text,
    add column sheet_fingerprint bigint;

-- The photos that a person can page through: all that were sent to them. Photos of a set that is
-- still being made appear when they have been sent, those of a set that was paid back never.
create view gallery_photos as
select
    photo.id,
    avatars.user_id,
    photo.avatar_id,
    photo.job_id,
    photo.favourite_at
from generated_photos as photo
join avatars on avatars.id = photo.avatar_id
left join generation_jobs as job on job.id = photo.job_id
where avatars.user_id is not null
    and job.stopped_at is null
    and (
        job.id is null
        or job.chat_id is null
        or job.status in ('completed', 'failed')
        or photo.telegram_file_id is not null
    );
