-- Rows for every table that grows and that `sandbox fill` leaves empty: each row something of its
-- own, finished and quiet, as nearly all rows of a product that runs for years are. Statistics of
-- such rows tell the planner that what is unfinished is rare, and that a kind is not.
do $$
declare
    growing record;
    statement text;
begin
    create temporary table columns_told (name text primary key, value text not null);
    insert into columns_told values
    -- One of a few, whatever the table.
    ('action', '''paid'''), ('admin_id', 'n % 10'), ('assigned_telegram_id', 'n % 10'),
    ('broadcast_id', 'n % 5'), ('category', '''other'''), ('content', '''text'''),
    ('copy_chat_id', '-100'), ('kind', '''kind_'' || n % 20'), ('language', '''en'''),
    ('message_type', '''text'''), ('method', '''card'''), ('model', '''model'''),
    ('priority', '0'), ('provider', '''stars'''), ('role', '''operator'''),
    ('sender_type', '''user'''), ('staff_chat_id', '-100'), ('style_id', '''lifestyle'''),
    ('tier_id', '''starter'''), ('topic', '''orders'''), ('words', '''text'''),
    -- What a quiet row has none of.
    ('deleted_at', 'null'), ('doomed_at', 'null'), ('edited_at', 'null'), ('error', 'null'),
    ('in_line_since', 'null'), ('last_error', 'null'), ('lease_until', 'null'),
    ('lifted_at', 'null'), ('look_wanted_at', 'null'), ('next_poll_at', 'null'),
    ('person_emoji', 'null'), ('relay_error', 'null'), ('taken_back_at', 'null'),
    ('try_at', 'null'), ('turn_at', 'null'),
    -- How it ended, or where it rests.
    ('avatar_uploads.status', '''accepted'''), ('broadcast_recipients.status', '''delivered'''),
    ('jobs.status', '''waiting'''), ('kie_tasks.status', '''completed'''),
    ('partner_applications.status', '''approved'''), ('referral_earnings.status', '''credited'''),
    ('refunds.status', '''done'''), ('staff_deeds.status', '''done'''),
    ('support_tickets.status', '''closed'''), ('support_tickets.priority', '''P3'''),
    ('tbank_attempts.status', '''ended'''), ('ticket_messages.relay', '''sent'''),
    ('referral_earnings.taken_back', '0'), ('referral_earnings.told', 'n % 9'),
    ('ton_transfers.outcome', '''paid'''), ('withdrawal_requests.status', '''completed'''),
    -- Several of each.
    ('albums.job_id', 'n / 2'), ('avatar_uploads.avatar_id', 'n / 5'),
    ('kie_tasks.avatar_id', 'n / 7'), ('kie_tasks.job_id', 'n / 7'),
    ('referral_attributions.referrer_id', '5000 + n / 3'),
    ('referral_earnings.referrer_user_id', 'n / 3'), ('ticket_messages.ticket_id', 'n / 10'),
    ('ticket_events.ticket_id', 'n / 10'),
    -- Of the staff's group.
    ('shown_people.chat_id', '-100'), ('staff_cards.chat_id', '-100'),
    ('support_shown.chat_id', '-100'), ('shown_photos.chat_id', '-100');
    for growing in
        select oid, relname
        from pg_class
        where relnamespace = 'public'::regnamespace and relkind = 'r' and reltuples < 1000
            and relname <> all (string_to_array(current_setting('plans.small'), ' '))
    loop
        -- What a status may be is of no interest here, and no row of the fill breaks it.
        select string_agg(format('drop constraint %I', conname), ', ') into statement
        from pg_constraint
        where conrelid = growing.oid and contype = 'c';
        if statement is not null then
            execute format('alter table %I ', growing.relname) || statement;
        end if;
        execute format('delete from %I', growing.relname);
        select format(
            'insert into %I (%s) overriding system value select %s from generate_series(1, 1000) as n',
            growing.relname,
            string_agg(quote_ident(attname), ', ' order by attnum),
            string_agg(
                format(
                    '(%s)::%s',
                    coalesce(
                        of_table.value,
                        of_any.value,
                        case
                            when typcategory = 'A' then '''{}'''
                            when typcategory = 'S' then '''v'' || n'
                            when typname = 'numeric' then 'n % 9'
                            when typcategory = 'N' then 'n'
                            when typname = 'bool' then 'false'
                            when typname = 'date' then 'current_date - n'
                            when typcategory = 'D' then 'now() - n * interval ''1 minute'''
                            when typname = 'uuid' then 'gen_random_uuid()'
                            when typname = 'jsonb' then '''{}'''
                            else ''''''
                        end
                    ),
                    format_type(atttypid, atttypmod)
                ), ', ' order by attnum
            )
        ) into statement
        from pg_attribute
        join pg_type on pg_type.oid = atttypid
        left join columns_told as of_table on of_table.name = growing.relname || '.' || attname
        left join columns_told as of_any on of_any.name = attname
        where attrelid = growing.oid and attnum > 0 and not attisdropped and attgenerated = '';
        execute statement;
    end loop;
    drop table columns_told;
end
$$;
