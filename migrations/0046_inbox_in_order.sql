-- no-transaction
-- The inbox is searched from the oldest unfinished update on. Where the primary key was walked
-- instead, every update of the last two days was read on the way.
create index concurrently telegram_updates_in_order on telegram_updates (update_id)
where status in ('waiting', 'running');
