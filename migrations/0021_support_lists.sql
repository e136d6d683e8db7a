-- Support: tickets are looked up by their number and by who has them, and what the staff
-- group shows of a person goes when the person is erased.

create index support_tickets_number on support_tickets (ticket_number);
create index support_tickets_mine on support_tickets (assigned_telegram_id)
where status in ('open', 'in_progress');

-- Lists and histories in the staff group that show something of a ticket.
create table support_shown (
    chat_id bigint not null,
    message_id integer not null,
    ticket_id integer not null references support_tickets on delete cascade,
    -- What of it the bot can change for ever: the text, the caption, or nothing.
    words varchar(10) not null check (words in ('text', 'caption', 'none')),
    primary key (chat_id, message_id, ticket_id)
);
create index support_shown_ticket on support_shown (ticket_id);

-- What is still to be deleted in the staff group of people who leave: a topic whole, or
-- messages one by one. Numbers only: who it was about is forgotten before.
create table support_remains (
    id bigint generated always as identity primary key,
    user_id integer references users on delete set null,
    ticket_id integer not null references support_tickets on delete cascade,
    chat_id bigint not null,
    topic_id integer,
    message_ids integer[] not null,
    -- Those of them whose words can be taken away when they are too old to be deleted.
    text_ids integer[] not null default '{}',
    caption_ids integer[] not null default '{}',
    -- How many of them Telegram would not let go.
    kept integer not null default 0,
    asked_at timestamptz not null,
    told_at timestamptz,
    deleted_at timestamptz
);
create index support_remains_user on support_remains (user_id) where deleted_at is null;
