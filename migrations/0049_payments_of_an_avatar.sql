-- no-transaction
-- Whoever deletes an avatar asks whether a payment was used for it.
create index concurrently payments_consumed_avatar on payments (consumed_avatar_id)
where consumed_avatar_id is not null;
