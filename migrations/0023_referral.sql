-- Referral: who brought whom, what it earns, and how it is paid out.
--
-- The documented tables keep their columns. What is added to them is nullable, so that another
-- program can go on writing its rows; the books below say what such a program's sums began with.

-- Further links of a partner, each with a name that only they see. Their codes have seven
-- characters and a person's own has six, so that the two never meet.
create table referral_links (
    id integer generated always as identity primary key,
    user_id integer not null references users,
    code varchar(20) not null unique,
    name varchar(64) not null,
    created_at timestamptz not null,
    closed_at timestamptz
);
create index referral_links_user on referral_links (user_id);

-- Who was brought by whom, once for good. `users.referral_code_used` says the same for other
-- programs, with the referrer's own code whichever link it was.
create table referral_attributions (
    user_id integer primary key references users,
    referrer_id integer not null references users,
    link_id integer references referral_links on delete set null,
    created_at timestamptz not null,
    check (user_id <> referrer_id)
);
-- Two people never bring each other.
create unique index referral_attributions_pair
on referral_attributions (least(user_id, referrer_id), greatest(user_id, referrer_id));
create index referral_attributions_referrer on referral_attributions (referrer_id, created_at);

-- Of the people whom an older program attributed to each other, the one who came later stays
-- the one who was brought. Old rows may point to people who are not there: those stay as they
-- are, and nothing new is written of them, here and below.
insert into referral_attributions (user_id, referrer_id, created_at)
select users.id, owner.user_id, coalesce(users.created_at, timestamp 'epoch') at time zone 'utc'
from users
join referral_balances as owner on owner.referral_code = users.referral_code_used
where
    owner.user_id <> users.id
    and exists (select from users as known where known.id = owner.user_id)
order by users.id desc
on conflict do nothing;

-- Who opened a link, once a day each: what partners see is only the count.
create table referral_visits (
    id bigint generated always as identity primary key,
    owner_id integer not null references users,
    link_id integer references referral_links on delete set null,
    visitor_id integer not null references users,
    -- In the time zone of the reports.
    day date not null,
    unique nulls not distinct (owner_id, link_id, visitor_id, day)
);
create index referral_visits_visitor on referral_visits (visitor_id);

-- When a person first sent /start: only then a link can bring them.
alter table user_settings add column started_at timestamptz;
insert into user_settings (user_id)
select id from users
on conflict (user_id) do nothing;
update user_settings
set started_at = coalesce(users.created_at, timestamp 'epoch') at time zone 'utc'
from users
where users.id = user_settings.user_id;

-- An earning goes from pending to credited, or is taken back, by parts or whole, from either.
alter table referral_earnings
add column recorded_at timestamptz,
add column link_id integer references referral_links on delete set null,
add column credited_at timestamptz,
add column taken_back decimal(10, 2) default 0 check (taken_back >= 0),
add column taken_back_at timestamptz,
-- How much of it its referrer has been told of, credited and taken back.
add column told decimal(10, 2) default 0;
-- One earning per payment. Rows of other programs may break it, and are left alone.
create unique index referral_earnings_payment on referral_earnings (payment_id)
where recorded_at is not null;
create index referral_earnings_of_payment on referral_earnings (payment_id);
create index referral_earnings_referrer on referral_earnings (referrer_user_id, created_at);
create index referral_earnings_untold on referral_earnings (referrer_user_id)
where recorded_at is not null and status = 'credited' and told <> amount - taken_back;

alter table withdrawal_requests
-- What one confirmation of the person is known by, however often it arrives.
add column request_key uuid unique,
-- Where the money goes, readable for whoever holds the key; gone once it was sent.
add column sealed bytea,
add column reason text,
add column approvals_needed smallint default 1,
add column approved_at timestamptz,
-- The member of staff who is sending it just now, by Telegram id: nobody else does.
add column paying_by bigint,
add column paying_at timestamptz;
create index withdrawal_requests_user on withdrawal_requests (user_id, created_at);
create index withdrawal_requests_open on withdrawal_requests (created_at)
where status in ('pending', 'approved');

create table withdrawal_approvals (
    request_id integer not null references withdrawal_requests on delete cascade,
    telegram_id bigint not null,
    name text not null,
    admin_id integer,
    created_at timestamptz not null,
    primary key (request_id, telegram_id)
);

alter table partner_applications
add column submitted_at timestamptz,
add column about text,
add column reason text,
add column decided_at timestamptz;
-- One open application of a person. Rows of other programs may break it.
create unique index partner_applications_open on partner_applications (user_id)
where status = 'pending' and submitted_at is not null;
create index partner_applications_user on partner_applications (user_id);

-- What balances held when this program took them up, beyond what the rows explain. From here on
--     balance = opening + credited - taken back - withdrawn and reserved
-- to the kopeck, and `pinglass check` proves it.
create table referral_openings (
    user_id integer primary key references users,
    balance decimal(12, 2) not null,
    total_earned decimal(12, 2) not null,
    referrals_count integer not null
);

-- Whoever earned, was paid or brought somebody has a balance.
insert into referral_balances (user_id, balance, referrals_count, total_earned)
select user_id, 0, 0, 0
from (
    select referrer_user_id as user_id from referral_earnings
    union
    select user_id from withdrawal_requests
    union
    select referrer_id from referral_attributions
) as known
where exists (select from users where users.id = known.user_id)
on conflict (user_id) do nothing;
insert into referral_openings (user_id, balance, total_earned, referrals_count)
select
    user_id,
    balance - earned + reserved,
    total_earned - earned,
    referrals_count - brought
from (
    select
        held.user_id,
        coalesce(held.balance, 0) as balance,
        coalesce(held.total_earned, 0) as total_earned,
        coalesce(held.referrals_count, 0) as referrals_count,
        (
            select coalesce(sum(amount), 0) from referral_earnings
            where referrer_user_id = held.user_id and status = 'credited'
        ) as earned,
        (
            select coalesce(sum(amount), 0) from withdrawal_requests
            where user_id = held.user_id and coalesce(status, 'pending') <> 'rejected'
        ) as reserved,
        (select count(*) from referral_attributions where referrer_id = held.user_id) as brought
    from referral_balances as held
    where exists (select from users where users.id = held.user_id)
) as book
where balance <> earned - reserved or total_earned <> earned or referrals_count <> brought;

-- Topics of the staff group that are not a ticket's, by their name in the code.
create table staff_topics (
    name varchar(40) not null,
    chat_id bigint not null,
    -- Null while it is being made, and where the group has no topics.
    topic_id integer,
    asked_at timestamptz,
    primary key (name, chat_id)
);

-- Messages of the staff group that show how one thing stands, and are edited when it changes.
create table staff_cards (
    -- Begins with the feature's name: referral.withdrawal:42
    key varchar(100) primary key,
    topic varchar(40) not null,
    text text not null,
    keyboard jsonb,
    -- The person whom it names: the card goes when they are erased.
    about integer references users on delete set null,
    version integer not null default 1,
    shown_version integer not null default 0,
    chat_id bigint,
    topic_id integer,
    message_id integer
);
create index staff_cards_about on staff_cards (about);
