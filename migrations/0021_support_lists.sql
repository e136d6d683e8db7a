-- Support: tickets are looked up by their number and by who has them.

create index support_tickets_number on support_tickets (ticket_number);
create index support_tickets_mine on support_tickets (assigned_telegram_id)
where status in ('open', 'in_progress');
