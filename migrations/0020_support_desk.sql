-- Support: what operators have been told of a ticket, so that they are told it once.

create table ticket_hints (
    ticket_id integer not null references support_tickets on delete cascade,
    key text not null,
    told_at timestamptz not null,
    primary key (ticket_id, key)
);
create index support_tickets_card on support_tickets (staff_chat_id, card_message_id)
where card_message_id is not null;
