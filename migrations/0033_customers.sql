-- People and payments in the hands of the staff.

-- Who banned whom, when, why, and whether the person was told why. `users.is_banned`,
-- `banned_at` and `ban_reason` say the same of the present for other programs; this is the memory.
create table bans (
    id integer generated always as identity primary key,
    user_id integer not null references users,
    reason text not null,
    is_told_why boolean not null,
    -- The member of staff, by Telegram id and name.
    banned_by bigint not null,
    banned_by_name text not null,
    banned_at timestamptz not null,
    lifted_by bigint,
    lifted_by_name text,
    lifted_at timestamptz
);
create index bans_user on bans (user_id, banned_at);
create unique index bans_in_force on bans (user_id)
where lifted_at is null;

-- Payments that the staff wants to look at again, and when.
create table follow_ups (
    id integer generated always as identity primary key,
    payment_id integer not null references payments,
    note text not null,
    due_at timestamptz not null,
    made_by bigint not null,
    made_by_name text not null,
    created_at timestamptz not null,
    done_by_name text,
    done_at timestamptz
);
create index follow_ups_payment on follow_ups (payment_id);
create index follow_ups_open on follow_ups (due_at)
where done_at is null;

-- Why the staff gave a set away, and who of them; the payment that it is says the rest.
create table gifts (
    payment_id integer primary key references payments,
    reason text not null,
    given_by bigint not null,
    given_by_name text not null,
    given_at timestamptz not null
);

-- Messages of the staff group that name a person, so that they can go with them; of those that
-- show somebody's card the newest is kept true.
create table shown_people (
    chat_id bigint not null,
    message_id integer not null,
    user_id integer not null references users,
    is_card boolean not null,
    shown_at timestamptz not null,
    primary key (chat_id, message_id, user_id)
);
create index shown_people_user on shown_people (user_id, shown_at);

-- Whom a deed is about, so that it is forgotten with them.
alter table staff_deeds
add column about integer;
create index staff_deeds_about on staff_deeds (about);

-- Sets that the staff gave away are payments too: by nobody, for nothing. Rows of other programs
-- that break the rule stay as they are.
alter table payments
drop constraint if exists payments_provider_check;
alter table payments
add constraint payments_provider_check check (provider in ('tbank', 'stars', 'ton', 'gift')) not valid;
do $$
begin
    if not exists (select from payments where provider not in ('tbank', 'stars', 'ton', 'gift')) then
        alter table payments validate constraint payments_provider_check;
    end if;
end
$$;
