-- Many updates come in, are claimed and are written down by one statement.

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

-- Takes updates in, and tells which of them the caller has in hand at once: of up to `room`
-- conversations of which nothing else is unfinished. `hold_until` is when the caller counts as
-- dead; with no room, everything waits for whoever claims it.
--
-- Two processes may take updates of one conversation in at the same moment, and neither sees the
-- other's until it is committed; so they take turns. It is a function because only what begins
-- after the wait sees what was committed meanwhile, and a statement sees what was there when it
-- began.
create function take_updates(
    ids bigint[],
    conversations bigint[],
    kinds text[],
    payloads text[],
    came_at timestamptz,
    hold_until timestamptz,
    room integer
) returns table (update_id bigint, is_in_hand boolean)
language plpgsql as $$
#variable_conflict use_column
begin
    if room > 0 then
        perform pg_advisory_xact_lock(42, key)
        from (
            select distinct hashint8(conversation) as key
            from unnest(conversations) as conversation
            order by key
        ) as keys;
    end if;
    return query
    with batch as (
        select *
        from unnest(ids, conversations, kinds, payloads)
            as batch (update_id, conversation, kind, payload)
    ), in_hand as (
        select conversation
        from batch
        where not exists (
            select
            from telegram_updates as unfinished
            where unfinished.conversation = batch.conversation
                and unfinished.status in ('waiting', 'running')
        )
        group by conversation
        order by min(batch.update_id)
        limit greatest(room, 0)
    )
    insert into telegram_updates (
        update_id, conversation, kind, payload, status, attempts, run_at, lease_until, received_at
    )
    select
        batch.update_id,
        batch.conversation,
        batch.kind,
        batch.payload,
        case when in_hand.conversation is null then 'waiting' else 'running' end,
        case when in_hand.conversation is null then 0 else 1 end,
        came_at,
        case when in_hand.conversation is null then null else hold_until end,
        came_at
    from batch
    left join in_hand on in_hand.conversation = batch.conversation
    order by batch.update_id
    on conflict (update_id) do nothing
    returning telegram_updates.update_id, telegram_updates.status = 'running';
end
$$;
