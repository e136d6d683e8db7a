-- Support: how far the relay between a person and the staff group is with each thing it has to do.

alter table support_tickets
    -- Since when a topic is being made whose number is not known yet.
    add column topic_asked_at timestamptz,
    -- Why the place before this one was left, until the staff has been told so in the new one.
    add column place_lost varchar(20),
    -- Whether somebody has closed the topic by hand.
    add column topic_closed boolean default false,
    -- Since when the card and the topic may look otherwise than they should.
    add column look_wanted_at timestamptz;
create index support_tickets_look on support_tickets (look_wanted_at)
where look_wanted_at is not null;

alter table ticket_messages
    -- The line above the copy's own words, as it was sent.
    add column copy_header text,
    -- Whether the copy is to be deleted.
    add column take_back_waits boolean default false,
    -- The emoji that one side put on it, and whether the other side does not see that yet.
    add column person_emoji text,
    add column person_emoji_waits boolean default false,
    add column staff_emoji text,
    add column staff_emoji_waits boolean default false;
create index ticket_messages_errands on ticket_messages (ticket_id, id)
where relay = 'waiting' or edit_waits or take_back_waits or person_emoji_waits or staff_emoji_waits;
create index ticket_messages_missed on ticket_messages (ticket_id, id)
where relay = 'failed' and relay_error = 'unreachable';

-- Since when the staff group can't be reached, and since when its owners know.
create table staff_group_silences (
    chat_id bigint primary key,
    since timestamptz not null,
    told_at timestamptz
);
