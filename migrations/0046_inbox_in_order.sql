-- no-transaction
-- The inbox is searched from the oldest unfinished update on: by when it came, as whoever is asked
-- for the order of its number may walk the primary key, and reads every update of the last two days
-- on the way.
-- Its rows are told apart by when they ended, so that no search of one conversation takes it for its
-- own: to a planner that believes there is nothing in it, the two are the same.
create index concurrently telegram_updates_in_order on telegram_updates (received_at, update_id)
where finished_at is null;
