-- Where the money of a withdrawal goes is shown to whoever sends it in their own chat with the bot.

-- Messages that show it, each until it is deleted: an end of the withdrawal's sending, or this time.
create table withdrawal_detail_messages (
    request_id integer not null references withdrawal_requests on delete cascade,
    chat_id bigint not null,
    message_id integer not null,
    until timestamptz not null,
    primary key (chat_id, message_id)
);
create index withdrawal_detail_messages_request on withdrawal_detail_messages (request_id);
