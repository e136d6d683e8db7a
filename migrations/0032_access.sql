-- Signing in from Telegram. How often somebody was wrong lately: one row for each Telegram account
-- that tries, and one for each user name that is tried, of which only a digest is kept, as people
-- type passwords where a name is asked for. A row is forgotten after a quiet week.
create table staff_login_tries (
    key text primary key,
    tries integer not null default 0,
    paused_until timestamptz,
    -- The message that was counted last: one that is handled again is not counted again.
    last_message integer,
    last_at timestamptz not null
);
create index staff_login_tries_quiet on staff_login_tries (last_at);

-- What was looked for in the audit log, for the buttons that turn its pages.
create table staff_log_searches (
    id bigint generated always as identity primary key,
    words text not null unique,
    asked_at timestamptz not null
);
create index staff_log_searches_old on staff_log_searches (asked_at);

-- The log is read newest first: all of it, by who did it, by what was done. Another program may have
-- left the time out; such entries are the oldest.
create index admin_audit_log_at
    on admin_audit_log ((coalesce(created_at, '-infinity'::timestamp)), id);
create index admin_audit_log_admin
    on admin_audit_log (admin_id, (coalesce(created_at, '-infinity'::timestamp)), id);
create index admin_audit_log_telegram
    on admin_audit_log ((metadata ->> 'telegram_id'), (coalesce(created_at, '-infinity'::timestamp)), id);
create index admin_audit_log_action
    on admin_audit_log (action, (coalesce(created_at, '-infinity'::timestamp)), id);

-- How the group knows whoever acted in it, as they were called last: an owner needs no account, and
-- need not be a customer.
create table staff_names (
    telegram_id bigint primary key,
    name text not null,
    noted_at timestamptz not null
);
