-- no-transaction
-- The queue is searched priority by priority, in each of them up to the present, however much waits
-- for later.
create index concurrently jobs_in_turn on jobs (priority, run_at, id)
where status in ('waiting', 'running');
