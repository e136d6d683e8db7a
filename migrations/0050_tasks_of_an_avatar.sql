-- no-transaction
-- Whoever deletes an avatar asks whether a photo was ever ordered for it, as the reference between
-- the two does; and a person's tasks go with the person.
create index concurrently kie_tasks_avatar on kie_tasks (avatar_id);
