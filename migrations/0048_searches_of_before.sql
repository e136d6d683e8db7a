-- Indexes that served only the searches of before: each costs every update and job that is handled.
-- Older processes search by those that took their places.
drop index telegram_updates_due;
drop index telegram_updates_leased;
drop index jobs_claim;
