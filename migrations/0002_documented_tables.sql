-- The seventeen documented tables. Each statement adds what is missing and leaves what is there, so
-- that a database that already holds these tables, or half of them, becomes the same as a new one.
-- Only ids are surely there: everything else may be null in old rows. Timestamps are in UTC.

-- What is there already is not news; warnings stay.
set local client_min_messages = warning;

create table if not exists users (id serial primary key);
alter table users
    add column if not exists id integer,
    add column if not exists telegram_user_id bigint,
    add column if not exists telegram_username varchar(255),
    add column if not exists device_id varchar(255),
    add column if not exists referral_code_used varchar(20),
    add column if not exists is_banned boolean,
    add column if not exists banned_at timestamp,
    add column if not exists ban_reason text,
    add column if not exists created_at timestamp;
alter table users
    alter column is_banned set default false,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists avatars (id serial primary key);
alter table avatars
    add column if not exists id integer,
    add column if not exists user_id integer,
    add column if not exists name varchar(255),
    add column if not exists status varchar(20),
    add column if not exists thumbnail_url text,
    add column if not exists created_at timestamp;
alter table avatars
    alter column status set default 'draft',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists payments (id serial primary key);
alter table payments
    add column if not exists id integer,
    add column if not exists user_id integer,
    add column if not exists payment_id varchar(255),
    add column if not exists provider varchar(20),
    add column if not exists amount decimal(10, 2),
    add column if not exists status varchar(20),
    add column if not exists tier_id varchar(20),
    add column if not exists photo_count integer,
    add column if not exists generation_consumed boolean,
    add column if not exists consumed_at timestamp,
    add column if not exists consumed_avatar_id integer,
    add column if not exists telegram_charge_id varchar(255),
    add column if not exists stars_amount integer,
    add column if not exists ton_tx_hash char(64),
    add column if not exists ton_amount decimal(20, 9),
    add column if not exists created_at timestamp;
-- A payment without a provider is one of T-Bank's, from the time when there was no other; so the
-- provider has no default.
alter table payments
    alter column status set default 'pending',
    alter column generation_consumed set default false,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists generation_jobs (id serial primary key);
alter table generation_jobs
    add column if not exists id integer,
    add column if not exists avatar_id integer,
    add column if not exists payment_id integer,
    add column if not exists style_id varchar(50),
    add column if not exists status varchar(20),
    add column if not exists total_photos integer,
    add column if not exists completed_photos integer,
    add column if not exists error_message text,
    add column if not exists created_at timestamp;
alter table generation_jobs
    alter column status set default 'pending',
    alter column completed_photos set default 0,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists kie_tasks (id serial primary key);
alter table kie_tasks
    add column if not exists id integer,
    add column if not exists job_id integer,
    add column if not exists avatar_id integer,
    add column if not exists kie_task_id varchar(255),
    add column if not exists prompt text,
    add column if not exists prompt_index integer,
    add column if not exists style_id varchar(50),
    add column if not exists status varchar(20),
    add column if not exists result_url text,
    add column if not exists attempts integer,
    add column if not exists max_attempts integer,
    add column if not exists created_at timestamp;
alter table kie_tasks
    alter column status set default 'pending',
    alter column attempts set default 0,
    alter column max_attempts set default 3,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists generated_photos (id serial primary key);
alter table generated_photos
    add column if not exists id integer,
    add column if not exists avatar_id integer,
    add column if not exists style_id varchar(50),
    add column if not exists prompt text,
    add column if not exists image_url text,
    add column if not exists created_at timestamp;
alter table generated_photos
    alter column created_at set default (now() at time zone 'utc');

create table if not exists reference_photos (id serial primary key);
alter table reference_photos
    add column if not exists id integer,
    add column if not exists avatar_id integer,
    add column if not exists image_url text,
    add column if not exists created_at timestamp;
alter table reference_photos
    alter column created_at set default (now() at time zone 'utc');

create table if not exists referral_balances (id serial primary key);
alter table referral_balances
    add column if not exists id integer,
    add column if not exists user_id integer,
    add column if not exists referral_code varchar(20),
    add column if not exists balance decimal(10, 2),
    add column if not exists referrals_count integer,
    add column if not exists total_earned decimal(10, 2),
    add column if not exists is_partner boolean,
    add column if not exists commission_rate decimal(3, 2),
    add column if not exists partner_approved_at timestamp,
    add column if not exists created_at timestamp;
alter table referral_balances
    alter column balance set default 0,
    alter column referrals_count set default 0,
    alter column total_earned set default 0,
    alter column is_partner set default false,
    alter column commission_rate set default 0.10,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists referral_earnings (id serial primary key);
alter table referral_earnings
    add column if not exists id integer,
    add column if not exists referrer_user_id integer,
    add column if not exists referred_user_id integer,
    add column if not exists payment_id integer,
    add column if not exists amount decimal(10, 2),
    add column if not exists commission_rate decimal(3, 2),
    add column if not exists status varchar(20),
    add column if not exists created_at timestamp;
alter table referral_earnings
    alter column status set default 'pending',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists withdrawal_requests (id serial primary key);
alter table withdrawal_requests
    add column if not exists id integer,
    add column if not exists user_id integer,
    add column if not exists amount decimal(10, 2),
    add column if not exists method varchar(50),
    add column if not exists details jsonb,
    add column if not exists status varchar(20),
    add column if not exists processed_by integer,
    add column if not exists processed_at timestamp,
    add column if not exists created_at timestamp;
alter table withdrawal_requests
    alter column status set default 'pending',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists partner_applications (id serial primary key);
alter table partner_applications
    add column if not exists id integer,
    add column if not exists user_id integer,
    add column if not exists contact_name varchar(255),
    add column if not exists contact_email varchar(255),
    add column if not exists telegram_username varchar(255),
    add column if not exists audience_size varchar(50),
    add column if not exists promotion_channels text [],
    add column if not exists status varchar(20),
    add column if not exists reviewed_by integer,
    add column if not exists created_at timestamp;
alter table partner_applications
    alter column status set default 'pending',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists support_tickets (id serial primary key);
alter table support_tickets
    add column if not exists id integer,
    add column if not exists ticket_number varchar(20),
    add column if not exists user_id integer,
    add column if not exists telegram_chat_id bigint,
    add column if not exists subject varchar(255),
    add column if not exists category varchar(50),
    add column if not exists priority varchar(10),
    add column if not exists status varchar(20),
    add column if not exists assigned_to varchar(255),
    add column if not exists escalated boolean,
    add column if not exists sla_first_response_at timestamp,
    add column if not exists first_responded_at timestamp,
    add column if not exists created_at timestamp;
alter table support_tickets
    alter column priority set default 'P3',
    alter column status set default 'open',
    alter column escalated set default false,
    alter column created_at set default (now() at time zone 'utc');

create table if not exists ticket_messages (id serial primary key);
alter table ticket_messages
    add column if not exists id integer,
    add column if not exists ticket_id integer,
    add column if not exists sender_type varchar(20),
    add column if not exists sender_id varchar(255),
    add column if not exists sender_name varchar(255),
    add column if not exists message text,
    add column if not exists message_type varchar(20),
    add column if not exists telegram_message_id integer,
    add column if not exists created_at timestamp;
alter table ticket_messages
    alter column message_type set default 'text',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists admin_users (id serial primary key);
alter table admin_users
    add column if not exists id integer,
    add column if not exists username varchar(255),
    add column if not exists password_hash varchar(255),
    add column if not exists role varchar(20),
    add column if not exists created_at timestamp;
-- Who is made without a role gets the least.
alter table admin_users
    alter column role set default 'viewer',
    alter column created_at set default (now() at time zone 'utc');

create table if not exists admin_audit_log (id serial primary key);
alter table admin_audit_log
    add column if not exists id integer,
    add column if not exists admin_id integer,
    add column if not exists action varchar(100),
    add column if not exists target_type varchar(50),
    add column if not exists target_id integer,
    add column if not exists metadata jsonb,
    add column if not exists created_at timestamp;
alter table admin_audit_log
    alter column created_at set default (now() at time zone 'utc');

create table if not exists pricing_tiers (id varchar(20) primary key);
alter table pricing_tiers
    add column if not exists id varchar(20),
    add column if not exists name varchar(100),
    add column if not exists price decimal(10, 2),
    add column if not exists photo_count integer,
    add column if not exists is_popular boolean,
    add column if not exists is_active boolean,
    add column if not exists sort_order integer,
    add column if not exists updated_at timestamp;
alter table pricing_tiers
    alter column is_popular set default false,
    alter column is_active set default true,
    alter column sort_order set default 0,
    alter column updated_at set default (now() at time zone 'utc');

create table if not exists custom_prompts (id serial primary key);
alter table custom_prompts
    add column if not exists id integer,
    add column if not exists prompt_key varchar(50),
    add column if not exists prompt_text text,
    add column if not exists style_category varchar(50),
    add column if not exists is_active boolean,
    add column if not exists created_at timestamp;
alter table custom_prompts
    alter column is_active set default true,
    alter column created_at set default (now() at time zone 'utc');

-- Types that a table made by hand easily has instead, brought to the documented ones where that
-- loses nothing; what cannot be changed is named, because the bot would trip over it later.
do $$
declare
    drift record;
begin
    for drift in
        select
            attrelid::regclass as of_table,
            attname as of_column,
            format_type(atttypid, null) as found,
            wanted
        from pg_attribute
        join (
            values
                ('timestamp without time zone', 'timestamp with time zone', array[
                    'created_at', 'banned_at', 'consumed_at', 'partner_approved_at', 'processed_at',
                    'sla_first_response_at', 'first_responded_at', 'updated_at'
                ]),
                ('bigint', 'integer', array['telegram_user_id', 'telegram_chat_id']),
                ('jsonb', 'json', array['details', 'metadata']),
                ('text[]', 'character varying[]', array['promotion_channels']),
                ('integer', 'bigint', array[
                    'id', 'user_id', 'avatar_id', 'payment_id', 'job_id', 'ticket_id', 'admin_id',
                    'consumed_avatar_id', 'referrer_user_id', 'referred_user_id', 'target_id',
                    'photo_count', 'total_photos', 'completed_photos', 'prompt_index', 'attempts',
                    'max_attempts', 'stars_amount', 'referrals_count', 'processed_by', 'reviewed_by',
                    'telegram_message_id', 'sort_order'
                ])
        ) as expectation (wanted, instead, columns)
            on attname = any (columns) and format_type(atttypid, null) = instead
        where attrelid = any (array[
            'users', 'avatars', 'payments', 'generation_jobs', 'kie_tasks', 'generated_photos',
            'reference_photos', 'referral_balances', 'referral_earnings', 'withdrawal_requests',
            'partner_applications', 'support_tickets', 'ticket_messages', 'admin_users',
            'admin_audit_log', 'pricing_tiers', 'custom_prompts'
        ]::regclass[])
            and attnum > 0
            and not attisdropped
    loop
        begin
            execute format(
                'alter table %s alter column %I type %s using %I%s',
                drift.of_table, drift.of_column, drift.wanted, drift.of_column,
                case drift.wanted
                    when 'timestamp without time zone' then ' at time zone ''utc'''
                    else '::' || drift.wanted
                end
            );
        exception when others then
            raise warning '%.% is % and cannot become %: %',
                drift.of_table, drift.of_column, drift.found, drift.wanted, sqlerrm;
        end;
    end loop;
end
$$;
