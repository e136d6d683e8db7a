-- Support: topics that a ticket has left and that are still there, as somebody closed them.
-- They go when the ticket's person is erased.

create table support_left_topics (
    chat_id bigint not null,
    topic_id integer not null,
    ticket_id integer not null references support_tickets on delete cascade,
    primary key (chat_id, topic_id, ticket_id)
);
create index support_left_topics_ticket on support_left_topics (ticket_id);
