-- A portrait that is made again is a set of one photo: it is ordered, watched, ended in time and swept
-- like any other, and what was paid for the set that it belongs to never sees it. Its scene is the
-- place of the first portrait, beside which it is shown.
alter table generation_jobs
    add column reroll_of integer references generation_jobs on delete cascade,
    add column reroll_of_photo integer references generated_photos on delete set null,
    add column reroll_scene integer,
    add column reroll_reason text;
create index generation_jobs_reroll_of on generation_jobs (reroll_of);
create index generation_jobs_reroll_of_photo on generation_jobs (reroll_of_photo);
-- One photo is made again once at a time, however often its button is tapped.
create unique index generation_jobs_one_reroll on generation_jobs (reroll_of_photo)
where status = 'processing';

-- A heart marks a favourite. A portrait that took another's place keeps that one's place in the set.
alter table generated_photos
    add column if not exists favourite_at timestamptz,
    add column scene_index integer;

-- Which message showed which portrait: a reaction names nothing but a message. Every copy counts, as
-- people react where they look.
create table shown_photos (
    chat_id bigint not null,
    message_id integer not null,
    photo_id integer not null references generated_photos on delete cascade,
    shown_at timestamptz not null,
    primary key (chat_id, message_id)
);
create index shown_photos_photo on shown_photos (photo_id);
create index shown_photos_shown_at on shown_photos (shown_at);

-- Albums that arrived whole before say which message shows what.
insert into shown_photos (chat_id, message_id, photo_id, shown_at)
select
    job.chat_id,
    shown.message_id,
    shown.photo_id,
    albums.sent_at
from albums
inner join generation_jobs as job on albums.job_id = job.id
cross join lateral unnest(albums.photo_ids, albums.message_ids) as shown (photo_id, message_id)
inner join generated_photos as photo on shown.photo_id = photo.id
where job.chat_id is not null
    and albums.sent_at is not null
    and cardinality(albums.photo_ids) = cardinality(albums.message_ids)
on conflict do nothing;

-- Pictures that show people what a style looks like, given by the staff. The key is chosen before the
-- picture is stored; until then Telegram's own copy is shown.
create table style_previews (
    id integer generated always as identity primary key,
    style_id text not null,
    telegram_file_id text not null,
    storage_key text not null unique,
    stored_at timestamptz,
    added_by bigint not null,
    added_at timestamptz not null
);
create index style_previews_style on style_previews (style_id);

-- What was made again is paged through beside its first portrait, as a photo of the same set.
create or replace view gallery_photos as
select
    photo.id,
    avatars.user_id,
    photo.avatar_id,
    photo.job_id,
    photo.favourite_at,
    coalesce(job.reroll_of, photo.job_id) as set_id,
    coalesce(photo.scene_index, task.prompt_index) as scene,
    job.reroll_of is not null as is_reroll
from generated_photos as photo
join avatars on photo.avatar_id = avatars.id
left join generation_jobs as job on photo.job_id = job.id
left join kie_tasks as task on photo.task_id = task.id
where avatars.user_id is not null
    and job.stopped_at is null
    and (
        job.id is null
        or job.chat_id is null
        or job.status in ('completed', 'failed')
        or photo.telegram_file_id is not null
    );
