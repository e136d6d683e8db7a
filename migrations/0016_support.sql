-- Support: a ticket is relayed between its person's chat and a place in the staff group.

alter table support_tickets
    -- Where the staff sees it: the group, the topic in it (none: what is said hangs below the card),
    -- and the card; and how the topic looks now, which is brought to how it should look.
    add column staff_chat_id bigint,
    add column topic_id integer,
    add column card_message_id integer,
    add column topic_look text,
    -- assigned_to is the name of who took it; this is who that is.
    add column assigned_telegram_id bigint,
    -- Since when its person waits for a word of ours; none while it is their turn.
    add column asked_at timestamptz,
    -- Since when we wait for a word of its person: the clock stands still.
    add column waiting_since timestamptz,
    add column answered_at timestamptz,
    add column next_response_due_at timestamptz,
    add column resolution_due_at timestamptz,
    -- The last word of either side.
    add column last_word_at timestamptz,
    add column resolved_at timestamptz,
    add column closed_at timestamptz,
    add column rating smallint check (rating between 1 and 5),
    add column rating_words text;
create index support_tickets_user on support_tickets (user_id);
create index support_tickets_alive on support_tickets (id)
where status in ('open', 'in_progress');
create unique index support_tickets_topic on support_tickets (staff_chat_id, topic_id)
where topic_id is not null;

alter table ticket_messages
    -- Where it was written; telegram_message_id is its number there.
    add column chat_id bigint,
    -- What it is beside its words: text, photo, voice …, Telegram's id of its file, and its formatting
    -- as Telegram gave it, so that it can be sent again when its original is gone.
    add column content varchar(20) default 'text',
    add column file_id text,
    add column entities jsonb,
    -- Messages of one album share this, Telegram's media_group_id.
    add column album text,
    add column reply_to integer references ticket_messages on delete set null,
    -- How far it is on the way to the other side. Only what waits or is held is still to be decided.
    add column relay varchar(10) default 'none'
        check (relay in ('none', 'waiting', 'held', 'sent', 'failed')),
    add column relay_error text,
    add column copy_chat_id bigint,
    add column copy_message_id integer,
    add column sent_at timestamptz,
    add column edited_at timestamptz,
    -- Whether its copy does not show the last edit yet.
    add column edit_waits boolean default false,
    add column deleted_at timestamptz;
create index ticket_messages_ticket on ticket_messages (ticket_id, id);
-- An update that comes twice is one message.
create unique index ticket_messages_origin on ticket_messages (chat_id, telegram_message_id, ticket_id)
where chat_id is not null;
create unique index ticket_messages_copy on ticket_messages (copy_chat_id, copy_message_id)
where copy_chat_id is not null;
create index ticket_messages_waiting on ticket_messages (id)
where relay = 'waiting' or edit_waits;

-- What happened to a ticket. Its deadlines follow from these rows alone.
create table ticket_events (
    id bigint generated always as identity primary key,
    ticket_id integer not null references support_tickets on delete cascade,
    kind varchar(30) not null,
    -- Who did it; nobody: the product itself, or the person of the ticket.
    actor_telegram_id bigint,
    actor_name text,
    details jsonb not null default '{}',
    at timestamptz not null
);
create index ticket_events_ticket on ticket_events (ticket_id, id);

-- The last number that was given to a ticket of a year.
create table ticket_numbers (
    year smallint primary key,
    last integer not null
);

-- Answers that operators give often, by name and language.
create table canned_answers (
    name varchar(40) not null,
    lang varchar(5) not null,
    words text not null,
    changed_by bigint not null,
    changed_at timestamptz not null,
    primary key (name, lang)
);

-- Telegram gives a group that is upgraded another id; the settings still name the old one.
create table staff_group_moves (
    from_chat_id bigint primary key,
    to_chat_id bigint not null,
    moved_at timestamptz not null
);
