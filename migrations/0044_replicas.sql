-- Many processes, one bot.

-- Whose turn it is to poll Telegram. A lease instead of a lock of the session: behind a
-- transaction pooler sessions are nobody's, and a process that stands still would keep its lock
-- for as long as its connection lasts.
create table telegram_polling (
    only_row boolean primary key default true check (only_row),
    process uuid,
    lease_until timestamptz,
    constraint telegram_polling_lease check ((process is null) = (lease_until is null))
);

insert into telegram_polling default values;

-- How much of Telegram's window of all messages each process may use, and until when. One row that
-- is replaced as a whole when nobody else has replaced it meanwhile: what the shares add up to is
-- always in sight.
create table telegram_window (
    only_row boolean primary key default true check (only_row),
    version bigint not null default 0,
    holders jsonb not null default '[]'
);

insert into telegram_window default values;

-- When the next message to a chat would go out at the steady pace, and when it stopped being quiet,
-- while several processes send. It outlives a crash of PostgreSQL, at which the processes go on sending.
create table telegram_paces (
    chat_id bigint primary key,
    next_at timestamptz not null,
    busy_since timestamptz not null default 'epoch'
);

-- The same for the limits whose bursts a flood uses up.
alter table throttles add column busy_since timestamptz default 'epoch';
