-- no-transaction
-- Each new ticket looks for the highest number of its year, which another program may have given.
create index concurrently support_tickets_of_year on support_tickets (
    (substring(ticket_number from '^TKT-(\d{4})-\d{1,9}$')::smallint),
    (substring(ticket_number from '^TKT-\d{4}-(\d{1,9})$')::integer)
);
