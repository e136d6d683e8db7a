-- What time does to tickets by itself, each thing once.

-- What the staff and the person have been told of a ticket's time: reminders by their
-- deadline, the end of a silence by its beginning.
create table ticket_reminders (
    ticket_id integer not null references support_tickets on delete cascade,
    key varchar(80) not null,
    told_at timestamptz not null,
    primary key (ticket_id, key)
);

-- When the ticket is to be looked at again. A time that is over by minutes, or none, says
-- that its job was lost, or that another program opened it.
alter table support_tickets add column watch_at timestamptz;
create index support_tickets_watch on support_tickets (watch_at)
where status in ('open', 'in_progress', 'resolved');

-- The weeks whose picture the staff group has got, or will.
create table support_weeks (
    monday date primary key,
    ordered_at timestamptz not null
);
create index ticket_events_at on ticket_events (at);
