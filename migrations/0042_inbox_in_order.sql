-- Looking for what is to be done next costs the same however much was done before and however much
-- waits for later. Indexes that served only the searches of before go: each costs every update that
-- is handled.

-- The inbox is searched from the oldest unfinished update on. Where the primary key was walked
-- instead, every update of the last two days was read on the way.
create index telegram_updates_in_order on telegram_updates (update_id)
where status in ('waiting', 'running');
drop index telegram_updates_due;
drop index telegram_updates_leased;

-- The queue is searched priority by priority, in each of them up to the present.
create index jobs_in_turn on jobs (priority, run_at, id)
where status in ('waiting', 'running');
drop index jobs_claim;

-- Every row of these two changes several times in its short life. What they leave behind is in the
-- way of every search, so it is cleared away after a few thousand changes rather than after a fifth
-- of the table.
alter table telegram_updates set (
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0.05
);
alter table jobs set (
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_threshold = 2000,
    autovacuum_analyze_scale_factor = 0.05
);
