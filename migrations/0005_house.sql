-- What the bot keeps besides the documented tables: new columns of theirs, empty in old rows, and
-- tables of our own. Where old rows lack a storage key, image_url says where the picture is.

-- The inbox: each update of Telegram exactly once, in order within its conversation (the chat, or
-- the person when there is no chat), until it is done; so that no crash loses a payment.
create table telegram_updates (
    update_id bigint primary key,
    conversation bigint not null,
    kind text not null,
    payload text not null,
    status text not null default 'waiting' check (status in ('waiting', 'running', 'done', 'dead')),
    attempts smallint not null default 0,
    run_at timestamptz not null default now(),
    lease_until timestamptz,
    received_at timestamptz not null default now(),
    finished_at timestamptz,
    error text,
    reference text
);
create index telegram_updates_unfinished on telegram_updates (conversation, update_id)
where status in ('waiting', 'running');
create index telegram_updates_due on telegram_updates (run_at)
where status = 'waiting';
create index telegram_updates_leased on telegram_updates (lease_until)
where status = 'running';
create index telegram_updates_finished on telegram_updates (finished_at)
where status = 'done';
create index telegram_updates_dead on telegram_updates (finished_at)
where status = 'dead';

-- Work for later, written in the transaction that decides it. A finished job is deleted. The key
-- keeps one waiting job of a kind for one thing; the token tells a worker that its lease is gone.
create table jobs (
    id bigint generated always as identity primary key,
    kind text not null,
    payload jsonb not null,
    key text,
    status text not null default 'waiting' check (status in ('waiting', 'running', 'dead')),
    priority smallint not null default 0,
    attempts integer not null default 0,
    run_at timestamptz not null,
    lease_until timestamptz,
    lease_token bigint not null default 0,
    last_error text,
    created_at timestamptz not null default now()
);
create unique index jobs_waiting_key on jobs (kind, key)
where status in ('waiting');
create index jobs_claim on jobs (priority, run_at)
where status in ('waiting', 'running');
create index jobs_dead on jobs (created_at)
where status = 'dead';

-- When the next call is allowed, for limits that all processes share (Kie's twenty tasks in ten
-- seconds): the virtual scheduling form of the generic cell rate algorithm.
create table throttles (
    name text primary key,
    next_at timestamptz not null
);

-- Where each person is in each conversation; written in the transaction of the business change.
create table dialogues (
    chat_id bigint,
    user_id bigint,
    topic_id integer not null default 0,
    state jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (chat_id, user_id, topic_id)
);

-- What we know of a person besides the documented row: language, consent, whether they can be
-- reached.
create table user_settings (
    user_id integer primary key references users on delete cascade,
    language text,
    language_chosen boolean not null default false,
    consent_version text,
    consented_at timestamptz,
    unreachable_since timestamptz,
    first_name text,
    last_seen_at timestamptz
);

alter table reference_photos
    add column if not exists storage_key text,
    add column if not exists content_sha256 text,
    add column if not exists perceptual_hash text,
    add column if not exists width integer,
    add column if not exists height integer,
    add column if not exists byte_size bigint;

-- Each photo that someone sent for an avatar, from its message to its verdict, so that a crash
-- between the two does not swallow it and an album's message counts once.
create table avatar_uploads (
    id bigint generated always as identity primary key,
    avatar_id integer not null references avatars on delete cascade,
    telegram_file_id text not null,
    telegram_file_unique_id text not null,
    message_id integer not null,
    media_group_id text,
    status text not null default 'waiting' check (status in ('waiting', 'accepted', 'refused')),
    reason text,
    reference_photo_id integer references reference_photos on delete set null,
    created_at timestamptz not null default now(),
    unique (avatar_id, message_id)
);
create index avatar_uploads_reference_photo on avatar_uploads (reference_photo_id);

-- The one message that shows how an avatar's upload goes, edited in place.
create table avatar_panels (
    avatar_id integer primary key references avatars on delete cascade,
    chat_id bigint not null,
    message_id integer not null
);
create index if not exists avatars_user on avatars (user_id);

-- What someone was offered: the price and the set as they were on the invoice, which a payment is
-- held to, however the catalogue changes.
create table orders (
    id uuid primary key,
    user_id integer not null references users,
    payment_id integer unique references payments,
    avatar_id integer references avatars on delete set null,
    style_id text,
    tier_id text not null,
    photo_count integer not null check (photo_count > 0),
    amount_rub numeric(10, 2) not null check (amount_rub >= 0),
    stars_amount integer check (stars_amount > 0),
    status text not null default 'open' check (status in ('open', 'paid', 'closed')),
    chat_id bigint,
    invoice_message_id integer,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index orders_user on orders (user_id);
create index orders_avatar on orders (avatar_id);
create index orders_open on orders (expires_at)
where status = 'open';

-- A refund is wished for before the provider is asked, so that a crash between cannot forget it.
alter table payments
    add column if not exists refund_requested_at timestamptz,
    add column if not exists refunded_at timestamptz,
    add column if not exists refund_reason text;
create index payments_refund_wanted on payments (refund_requested_at)
where refund_requested_at is not null and refunded_at is null;

alter table generation_jobs
    add column if not exists finished_at timestamptz,
    add column if not exists chat_id bigint,
    add column if not exists progress_message_id integer,
    add column if not exists notified_at timestamptz;
-- Whoever had a set before this bot is not told of it again.
update generation_jobs
set
    finished_at = coalesce(created_at at time zone 'utc', now()),
    notified_at = coalesce(created_at at time zone 'utc', now())
where status in ('completed', 'failed')
    and finished_at is null;

-- Creation costs money and its answer can get lost: the start is noted before Kie is asked, the end
-- when it has answered. The token in the callback's address names the task.
alter table kie_tasks
    add column if not exists creation_started_at timestamptz,
    add column if not exists created_remotely_at timestamptz,
    add column if not exists callback_token uuid unique,
    add column if not exists next_poll_at timestamptz,
    add column if not exists error text;
create index kie_tasks_remote on kie_tasks (kie_task_id);
create index kie_tasks_poll on kie_tasks (next_poll_at)
where status = 'pending';
-- A task that Kie has named was created, so it is asked for and not bought again.
update kie_tasks
set
    creation_started_at = coalesce(created_at at time zone 'utc', now()),
    created_remotely_at = coalesce(created_at at time zone 'utc', now()),
    next_poll_at = case when status = 'pending' then now() end
where kie_task_id is not null
    and created_remotely_at is null;

-- One photo per task, whoever saves it twice; the Telegram ids let it be sent again without upload.
alter table generated_photos
    add column if not exists job_id integer references generation_jobs,
    add column if not exists task_id integer unique references kie_tasks,
    add column if not exists storage_key text,
    add column if not exists telegram_file_id text,
    add column if not exists telegram_document_id text,
    add column if not exists byte_size bigint,
    add column if not exists width integer,
    add column if not exists height integer;
create index generated_photos_job on generated_photos (job_id);
-- Old photos know their avatar only: they belong to its newest job of their style that had begun.
update generated_photos as photo
set job_id = (
    select job.id
    from generation_jobs as job
    where job.avatar_id = photo.avatar_id
        and coalesce(job.style_id = photo.style_id, true)
        and coalesce(job.created_at <= photo.created_at, true)
    order by
        job.created_at desc nulls last,
        job.id desc
    limit 1
)
where photo.job_id is null;

-- The albums of a set as they were cut, and how far their sending got: delivery goes on at the first
-- one that is not known to have arrived.
create table albums (
    job_id integer references generation_jobs on delete cascade,
    position smallint,
    photo_ids integer [] not null,
    message_ids integer [],
    started_at timestamptz,
    sent_at timestamptz,
    primary key (job_id, position)
);

-- Which Telegram account a staff account belongs to.
alter table admin_users
    add column if not exists telegram_user_id bigint unique;

drop function adopt_id;
drop function adopt_key;
drop function adopt_rule_of_one;
drop function adopt_reference;
drop function adopt_check;
drop function adopt_has_key;
