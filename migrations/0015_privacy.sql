-- Photos that are kept no longer than they are needed, and people who are forgotten when they ask.

-- From the wish on nothing new is written down of the person; at the end the row stays, without the
-- person, for the payments that refer to it.
alter table users
    add column if not exists erasure_asked_at timestamptz,
    add column if not exists erased_at timestamptz;
create index users_leaving on users (erasure_asked_at)
where erasure_asked_at is not null and erased_at is null;

-- What still lies in the storage of a person whose rows are gone: written in the transaction that
-- deletes the rows, so that no crash leaves an object that nobody knows of. What a worker may be
-- storing at that very moment is deleted when that is surely over.
create table doomed_objects (
    storage_key text primary key,
    user_id integer not null references users,
    not_before timestamptz not null
);
create index doomed_objects_user on doomed_objects (user_id);

-- Whoever was banned stays so after their row is gone: by a seal of their Telegram id that only a
-- process with the bot's token can make, so that the table alone names nobody.
create table sealed_bans (
    seal text primary key,
    banned_at timestamptz not null
);

-- When the photos of an avatar were last needed, from which the time of their keeping counts; when
-- their person was told of their end; and when they were deleted on schedule.
alter table avatars
    add column if not exists references_used_at timestamptz,
    add column if not exists references_warned_at timestamptz,
    add column if not exists references_deleted_at timestamptz;
update avatars
set references_used_at = (
    select max(coalesce(finished_at, created_at at time zone 'utc'))
    from generation_jobs
    where avatar_id = avatars.id
);
