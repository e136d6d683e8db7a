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
