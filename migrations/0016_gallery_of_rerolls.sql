-- What was made again for a set's photo is shown among the photos of that set, and never when the
-- payment of the set went back.
create or replace view gallery_photos as
select
    photo.id,
    avatars.user_id,
    photo.avatar_id,
    coalesce(job.reroll_of, job.id) as job_id,
    photo.favourite_at
from generated_photos as photo
join avatars on avatars.id = photo.avatar_id
left join generation_jobs as job on job.id = photo.job_id
left join generation_jobs as root on root.id = job.reroll_of
where avatars.user_id is not null
    and job.stopped_at is null
    and root.stopped_at is null
    and (
        job.id is null
        or job.chat_id is null
        or job.status in ('completed', 'failed')
        or photo.telegram_file_id is not null
    );
