-- no-transaction
-- Every few minutes what is left of the wallets of people who were erased is forgotten: few people
-- among many, from whom their payments are found.
create index concurrently users_erased on users (id)
where erased_at is not null;
