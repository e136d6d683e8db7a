-- What the staff tell many people at once: the message in each language, whom it is for, and its
-- way to each of them, written down before each step, so that nobody gets it twice.
create table broadcasts (
    id integer generated always as identity primary key,
    status text not null default 'draft'
        check (status in ('draft', 'scheduled', 'sending', 'paused', 'stopped', 'done')),
    audience jsonb not null,
    -- Counts the changes of a draft: what was confirmed is what was shown.
    revision integer not null default 0,
    -- When it shall begin; null is as soon as it is confirmed.
    wanted_at timestamptz,
    made_by_name text not null,
    created_at timestamptz not null,
    starts_at timestamptz,
    started_at timestamptz,
    paused_at timestamptz,
    finished_at timestamptz,
    refused_in_a_row integer not null default 0,
    -- What Telegram said when it refused too many in a row.
    trouble text,
    -- The message of the staff group that shows how it stands, and when that is due again.
    card_chat_id bigint,
    card_message_id integer,
    card_due_at timestamptz
);
create index broadcasts_under_way on broadcasts (status, starts_at)
where status in ('scheduled', 'sending', 'paused');

-- Its words in a language, as Telegram's HTML, with a picture as Telegram knows it.
create table broadcast_letters (
    broadcast_id integer not null references broadcasts on delete cascade,
    language text not null,
    html text not null,
    photo_file_id text,
    buttons jsonb not null default '[]',
    primary key (broadcast_id, language)
);

-- The people of a list that was typed or sent as a file. They, and what they were sent, go with
-- what else is known of a person who is erased.
create table broadcast_listed (
    broadcast_id integer not null references broadcasts on delete cascade,
    user_id integer not null references user_settings on delete cascade,
    primary key (broadcast_id, user_id)
);
create index broadcast_listed_user on broadcast_listed (user_id);

-- Everybody whom it is for, from the moment when it starts.
create table broadcast_recipients (
    broadcast_id integer not null references broadcasts on delete cascade,
    user_id integer not null references user_settings on delete cascade,
    status text not null default 'waiting'
        check (status in ('waiting', 'sending', 'delivered', 'blocked', 'refused', 'unknown', 'skipped')),
    -- The language of the letter that they were sent.
    language text,
    -- Names them in the addresses of the buttons.
    token uuid not null default gen_random_uuid(),
    -- Telegram asked to try them again no sooner.
    try_at timestamptz,
    tried_at timestamptz,
    primary key (broadcast_id, user_id)
);
create index broadcast_recipients_waiting on broadcast_recipients (broadcast_id, user_id)
where status = 'waiting';
create index broadcast_recipients_sending on broadcast_recipients (broadcast_id)
where status = 'sending';
create unique index broadcast_recipients_token on broadcast_recipients (token);
create index broadcast_recipients_user on broadcast_recipients (user_id);

create table broadcast_clicks (
    broadcast_id integer not null,
    user_id integer not null,
    button smallint not null,
    clicks integer not null default 1,
    first_at timestamptz not null,
    primary key (broadcast_id, user_id, button),
    foreign key (broadcast_id, user_id) references broadcast_recipients on delete cascade
);

-- Since when a person wants no news.
alter table user_settings add column news_off_at timestamptz;
