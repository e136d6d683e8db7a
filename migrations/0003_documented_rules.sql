-- Ids, keys, indexes, references and checks of the documented tables: each added where it is absent
-- and where old rows allow it.

-- What is there already is not news; warnings stay.
set local client_min_messages = warning;

-- A column that the document lets be empty, and that an older program insisted on (device_id of a
-- user, say), would refuse the bot's new rows.
do $$
declare
    demand record;
begin
    for demand in
        select
            attrelid::regclass as of_table,
            attname as of_column
        from pg_attribute
        where attrelid = any (array[
            'users', 'avatars', 'payments', 'generation_jobs', 'kie_tasks', 'generated_photos',
            'reference_photos', 'referral_balances', 'referral_earnings', 'withdrawal_requests',
            'partner_applications', 'support_tickets', 'ticket_messages', 'admin_users',
            'admin_audit_log', 'pricing_tiers', 'custom_prompts'
        ]::regclass[])
            and attnum > 0
            and attname <> 'id'
            and attnotnull
            and not atthasdef
            and attidentity = ''
            and not exists (
                select
                from pg_index
                where indrelid = attrelid and indisprimary and attnum = any (indkey::int2[])
            )
    loop
        execute format('alter table %s alter column %I drop not null', demand.of_table, demand.of_column);
    end loop;
end
$$;

select adopt_id(of_table)
from unnest(array[
    'users', 'avatars', 'payments', 'generation_jobs', 'kie_tasks', 'generated_photos',
    'reference_photos', 'referral_balances', 'referral_earnings', 'withdrawal_requests',
    'partner_applications', 'support_tickets', 'ticket_messages', 'admin_users', 'admin_audit_log',
    'custom_prompts'
]::regclass[]) as of_table;

-- The id of a tier is a word. Of tiers with one id the one on sale keeps it; the others, and those
-- without any, get an id that nobody offers.
do $$
begin
    if not adopt_has_key('pricing_tiers', '{id}') then
        with claim as (
            select
                ctid as place,
                id as old_id,
                row_number() over (
                    partition by id
                    order by is_active desc nulls last, sort_order, ctid
                ) as turn
            from pricing_tiers
        ),
        renamed as (
            update pricing_tiers as row
            set id = coalesce(left(row.id, 11), 'tier') || '_' || left(md5(row::text || row.ctid::text), 8)
            from claim
            where row.ctid = claim.place and (claim.old_id is null or claim.turn > 1)
            returning row.id, claim.old_id
        )
        insert into adoption_conflicts (table_name, row_id, column_name, old_value, kept_row_id)
        select 'pricing_tiers', id, 'id', old_id, old_id
        from renamed;
        alter table pricing_tiers add primary key (id);
    end if;
end
$$;

-- Users. A person with two rows is the one who paid.
select adopt_key(
    'idx_users_telegram', 'users', 'telegram_user_id',
    '(select count(*) from payments where user_id = users.id and status = ''succeeded'') desc, id'
);
create index if not exists idx_users_device on users (device_id);

-- Payments. What the providers call a payment, a charge or a transfer exists once.
select adopt_key('payments_payment_id_key', 'payments', 'payment_id', '(status = ''succeeded'') desc nulls last, id');
select adopt_key(
    'payments_telegram_charge_id_key', 'payments', 'telegram_charge_id',
    '(status = ''succeeded'') desc nulls last, id'
);
select adopt_key('payments_ton_tx_hash_key', 'payments', 'ton_tx_hash', '(status = ''succeeded'') desc nulls last, id');
create index if not exists idx_payments_user on payments (user_id);
create index if not exists idx_payments_status on payments (status);
create index if not exists idx_payments_consumed on payments (user_id, generation_consumed)
where generation_consumed = false;

-- Generation. A set pays for one job, and each of its prompts is one task.
create index if not exists idx_jobs_avatar on generation_jobs (avatar_id);
create index if not exists idx_jobs_status on generation_jobs (status);
create index if not exists idx_kie_tasks_status on kie_tasks (status);
create index if not exists idx_kie_tasks_job on kie_tasks (job_id);
select adopt_rule_of_one('generation_jobs_payment_id_key', 'generation_jobs', '{payment_id}');
select adopt_rule_of_one('kie_tasks_job_id_prompt_index_key', 'kie_tasks', '{job_id, prompt_index}');

-- Photos
create index if not exists idx_photos_avatar on generated_photos (avatar_id);
create index if not exists idx_refs_avatar on reference_photos (avatar_id);

-- Referrals. Of two balances of one person the fuller stays theirs.
select adopt_key('idx_referral_user', 'referral_balances', 'user_id', 'total_earned desc nulls last, balance desc nulls last, id');
select adopt_key('idx_referral_code', 'referral_balances', 'referral_code', 'referrals_count desc nulls last, id');

-- Names that people use
select adopt_key('custom_prompts_prompt_key_key', 'custom_prompts', 'prompt_key', 'is_active desc nulls last, id');
select adopt_key('admin_users_username_key', 'admin_users', 'username');
select adopt_rule_of_one('support_tickets_ticket_number_key', 'support_tickets', '{ticket_number}');

select adopt_reference(of_table::regclass, of_column, to_table::regclass)
from (
    values
        ('avatars', 'user_id', 'users'),
        ('payments', 'user_id', 'users'),
        ('generation_jobs', 'avatar_id', 'avatars'),
        ('generation_jobs', 'payment_id', 'payments'),
        ('kie_tasks', 'job_id', 'generation_jobs'),
        ('kie_tasks', 'avatar_id', 'avatars'),
        ('generated_photos', 'avatar_id', 'avatars'),
        ('reference_photos', 'avatar_id', 'avatars'),
        ('referral_balances', 'user_id', 'users'),
        ('referral_earnings', 'referrer_user_id', 'users'),
        ('referral_earnings', 'referred_user_id', 'users'),
        ('referral_earnings', 'payment_id', 'payments'),
        ('withdrawal_requests', 'user_id', 'users'),
        ('partner_applications', 'user_id', 'users'),
        ('support_tickets', 'user_id', 'users'),
        ('ticket_messages', 'ticket_id', 'support_tickets'),
        ('admin_audit_log', 'admin_id', 'admin_users')
) as reference (of_table, of_column, to_table);

-- Styles, tiers, ticket categories and channels are kept open: staff and later features add to them.
select adopt_check(of_table::regclass, of_column, rule)
from (
    values
        ('avatars', 'status', $$status in ('draft', 'processing', 'ready')$$),
        ('payments', 'provider', $$provider in ('tbank', 'stars', 'ton')$$),
        ('payments', 'status', $$status in ('pending', 'succeeded', 'canceled', 'refunded')$$),
        ('payments', 'amount', 'amount >= 0'),
        ('payments', 'photo_count', 'photo_count > 0'),
        ('payments', 'stars_amount', 'stars_amount > 0'),
        ('payments', 'ton_amount', 'ton_amount > 0'),
        ('generation_jobs', 'status', $$status in ('pending', 'processing', 'completed', 'failed')$$),
        ('generation_jobs', 'total_photos', 'total_photos >= 0'),
        ('generation_jobs', 'completed_photos', 'completed_photos >= 0'),
        ('kie_tasks', 'status', $$status in ('pending', 'completed', 'failed')$$),
        ('kie_tasks', 'prompt_index', 'prompt_index >= 0'),
        ('kie_tasks', 'attempts', 'attempts >= 0'),
        ('kie_tasks', 'max_attempts', 'max_attempts >= 0'),
        ('referral_balances', 'referrals_count', 'referrals_count >= 0'),
        ('referral_balances', 'commission_rate', 'commission_rate between 0 and 1'),
        ('referral_earnings', 'commission_rate', 'commission_rate between 0 and 1'),
        ('referral_earnings', 'status', $$status in ('pending', 'credited')$$),
        ('withdrawal_requests', 'amount', 'amount > 0'),
        ('withdrawal_requests', 'method', $$method in ('card', 'bank', 'wallet')$$),
        ('withdrawal_requests', 'status', $$status in ('pending', 'approved', 'rejected', 'completed')$$),
        ('partner_applications', 'audience_size', $$audience_size in ('small', 'medium', 'large')$$),
        ('partner_applications', 'status', $$status in ('pending', 'approved', 'rejected')$$),
        ('support_tickets', 'priority', $$priority in ('P1', 'P2', 'P3', 'P4')$$),
        ('support_tickets', 'status', $$status in ('open', 'in_progress', 'resolved', 'closed')$$),
        ('ticket_messages', 'sender_type', $$sender_type in ('user', 'operator', 'system')$$),
        ('ticket_messages', 'message_type', $$message_type in ('text', 'system_note')$$),
        ('admin_users', 'role', $$role in ('admin', 'operator', 'viewer')$$),
        ('pricing_tiers', 'price', 'price >= 0'),
        ('pricing_tiers', 'photo_count', 'photo_count > 0')
) as rule_of_column (of_table, of_column, rule);
