-- no-transaction
-- The inbox is searched from the oldest unfinished update on: by when it came, as whoever is asked
-- for the order of its number may walk the primary key, and reads every update of the last two days
-- on the way.
create index concurrently telegram_updates_in_order on telegram_updates (received_at, update_id)
where status in ('waiting', 'running');
