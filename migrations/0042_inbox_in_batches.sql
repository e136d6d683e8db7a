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

-- A claim counts as a try, also of what was never begun when its process died. Of an update that was
-- claimed more often than it could have failed, this counts how often it really began.
alter table telegram_updates add column begun smallint not null default 0;

-- Of these tables the planner always knows what was true a moment ago, and guesses that it may as
-- well read all that is unfinished, with all that those rows left behind. The two functions tell it
-- not to: what they look for is found by an index, one by one, however many there are. And there is
-- no join in them that could be done the other way round: a plan that was made while the table was
-- empty, when walking it whole costs nothing, is kept for as long as nobody analyses it.

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
language plpgsql
set plan_cache_mode = force_generic_plan
set jit = off
set enable_bitmapscan = off
set enable_seqscan = off
as $$
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
        select
            new.*,
            (
                select true
                from telegram_updates as unfinished
                where unfinished.conversation = new.conversation
                    and unfinished.status in ('waiting', 'running')
                limit 1
            ) is not null as is_busy,
            min(update_id) over (partition by conversation) as first_id
        from unnest(ids, conversations, kinds, payloads)
            as new (update_id, conversation, kind, payload)
    ), sorted as (
        select
            *,
            not is_busy and dense_rank() over (partition by is_busy order by first_id) <= room
                as is_in_hand
        from batch
    )
    insert into telegram_updates (
        update_id, conversation, kind, payload, status, attempts, run_at, lease_until, received_at
    )
    select
        update_id,
        conversation,
        kind,
        payload,
        case when is_in_hand then 'running' else 'waiting' end,
        case when is_in_hand then 1 else 0 end,
        came_at,
        case when is_in_hand then hold_until end,
        came_at
    from sorted
    order by update_id
    on conflict (update_id) do nothing
    returning telegram_updates.update_id, telegram_updates.status = 'running';
end
$$;

-- Writes down what was handled, and claims of up to `room` conversations that nobody has in hand
-- the oldest unfinished update and up to `most_behind` behind it. Those that were handled are
-- returned first, with `is_done`; the rest of what was to be was lost to others.
--
-- Another process that claims at the same time locks the oldest first and is skipped; what it
-- has claimed by then still counts as unfinished here. What is behind the oldest needs no lock:
-- nobody claims it before the oldest is done. There is no gap in what is claimed: one that is
-- tried again later keeps those behind it waiting. An update that came late, before others in its
-- conversation that somebody has in hand, waits for those.
--
-- Whose turn it is and what has been handled is bookkeeping that a crash of the server may undo,
-- as what it forgets is done again. So this does not wait for the disk. The words of a handled
-- update are forgotten, and whose it was; only its number is kept.
create function turn_updates(
    handled_ids bigint[],
    handled_attempts smallint[],
    room bigint,
    most_behind bigint,
    present timestamptz,
    hold_until timestamptz
) returns table (
    is_done boolean,
    update_id bigint,
    conversation bigint,
    payload text,
    attempts smallint,
    received_at timestamptz
)
language plpgsql
set plan_cache_mode = force_generic_plan
set jit = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
set enable_sort = off
as $$
#variable_conflict use_column
begin
    perform set_config('synchronous_commit', 'off', true);
    if cardinality(handled_ids) > 0 then
        return query
        update telegram_updates as update
        set status = 'done', conversation = 0, payload = '',
            finished_at = present, lease_until = null, error = null
        where update.update_id = any (handled_ids)
            and update.attempts = (handled_attempts)[array_position(handled_ids, update.update_id)]
            -- Not by the indexes of what is unfinished, which would be walked whole.
            and update.status || '' = 'running'
        returning
            true, update.update_id, 0::bigint, ''::text, update.attempts, update.received_at;
    end if;
    if room > 0 then
        return query
        with oldest as (
            select update_id, conversation
            from telegram_updates as update
            where finished_at is null
                and status in ('waiting', 'running')
                and (
                    status = 'waiting' and run_at <= present
                    or status = 'running' and lease_until <= present
                )
                and (
                    select true
                    from telegram_updates as other
                    where other.conversation = update.conversation
                        and other.status in ('waiting', 'running')
                        and (
                            other.update_id < update.update_id
                            or other.update_id > update.update_id
                            and other.status = 'running' and other.lease_until > present
                        )
                    limit 1
                ) is null
            order by received_at, update_id
            limit room
            for update skip locked
        ), next as (
            select update_id
            from oldest
            union all
            select behind.update_id
            from oldest
            cross join lateral (
                -- By its number and nothing, lest the rows of all conversations are walked in order.
                select
                    update_id,
                    bool_and(status = 'waiting' and run_at <= present) over (order by update_id + 0)
                        as is_due
                from telegram_updates as later
                where later.conversation = oldest.conversation
                    and later.update_id + 0 > oldest.update_id
                    and later.status in ('waiting', 'running')
                order by update_id + 0
                limit most_behind
            ) as behind
            where behind.is_due
        )
        update telegram_updates as update
        set status = 'running', attempts = update.attempts + 1, lease_until = hold_until
        where update.update_id = any (array (select update_id from next))
        returning
            false,
            update.update_id,
            update.conversation,
            update.payload,
            update.attempts,
            update.received_at;
    end if;
end
$$;
