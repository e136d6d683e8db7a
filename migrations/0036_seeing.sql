-- Seeing how the business goes and whether all of it works.

-- New people, sales, refunds, commissions and deliveries are looked up by their time.
create index user_settings_started on user_settings (started_at);
create index payments_sold on payments (coalesce(settled_at, created_at at time zone 'UTC'))
where status in ('succeeded', 'refunded');
create index payments_refunded on payments (coalesce(refunded_at, settled_at, created_at at time zone 'UTC'))
where status = 'refunded';
create index referral_earnings_created on referral_earnings (created_at);
create index referral_earnings_taken_back on referral_earnings (taken_back_at)
where taken_back_at is not null;
create index generation_jobs_notified on generation_jobs (notified_at);

-- Money that came in: a payment, when its provider took it. What another program wrote has no such
-- moment; its row was written shortly before. Sets that were given away are no sale. The roubles are
-- the price of the set at that time, whatever it was paid with.
create view report_sales as
select
    id as payment_id,
    user_id,
    coalesce(provider, 'tbank') as provider,
    coalesce(settled_at, created_at at time zone 'UTC') as sold_at,
    coalesce(amount, 0) as roubles,
    coalesce(stars_amount, 0) as stars,
    coalesce(ton_amount, 0) as ton
from payments
where status in ('succeeded', 'refunded')
    and coalesce(provider, 'tbank') in ('tbank', 'stars', 'ton');

-- Money that went back of a sale, when it had arrived. What goes back in Stars or TON counts in
-- roubles as the same share of the price. Transfers that were nobody's payment are no sale, and so
-- no refund. Payments that another program marked have no line in the book: they went back whole.
create view report_refunds as
select
    payments.id as payment_id,
    coalesce(payments.provider, 'tbank') as provider,
    refunds.done_at as refunded_at,
    case coalesce(payments.provider, 'tbank')
        when 'tbank' then coalesce(refunds.amount_rub, 0)
        when 'ton' then round(
            coalesce(payments.amount, 0)
            * least(coalesce(refunds.ton_amount / nullif(payments.ton_amount, 0), 1), 1), 2
        )
        else coalesce(payments.amount, 0)
    end as roubles,
    coalesce(refunds.stars_amount, 0) as stars,
    coalesce(refunds.ton_amount, 0) as ton
from refunds
join payments on refunds.payment_id = payments.id
where refunds.status = 'done'
    and coalesce(payments.provider, 'tbank') in ('tbank', 'stars', 'ton')
union all
select
    id as payment_id,
    coalesce(provider, 'tbank') as provider,
    coalesce(refunded_at, settled_at, created_at at time zone 'UTC') as refunded_at,
    coalesce(amount, 0) as roubles,
    coalesce(stars_amount, 0) as stars,
    coalesce(ton_amount, 0) as ton
from payments
where status = 'refunded'
    and coalesce(provider, 'tbank') in ('tbank', 'stars', 'ton')
    and not exists (select from refunds where payment_id = payments.id and status = 'done');

-- What orders at Kie cost, by quarters of an hour, as every time zone begins its day with one. A row
-- for each order would be the largest table of all.
create table kie_spending (
    since timestamptz not null,
    model text not null,
    purpose text not null check (purpose in ('set', 'again', 'reroll', 'trial')),
    orders integer not null,
    credits numeric(12, 2) not null,
    primary key (since, model, purpose)
);
-- Of what was ordered before, the last attempt is known, and how many there were.
insert into kie_spending (since, model, purpose, orders, credits)
select
    date_bin('15 minutes', task.created_remotely_at, '2000-01-01Z'),
    coalesce(task.model, ''),
    case when job.reroll_of is null then ordered.purpose else 'reroll' end,
    sum(ordered.orders),
    sum(ordered.orders) * case coalesce(task.model, '')
        when 'nano-banana-2' then 12
        when 'nano-banana-2-lite' then 4
        when 'google/nano-banana-edit' then 4
        when 'seedream/4.5-edit' then 6.5
        else 18
    end
from kie_tasks as task
left join generation_jobs as job on task.job_id = job.id
cross join lateral (
    values
        ('set', 1),
        ('again', greatest(coalesce(task.attempts, 1) + coalesce(task.excused, 0) - 1, 0))
) as ordered (purpose, orders)
where task.created_remotely_at is not null
    and task.kie_task_id is not null
    and ordered.orders > 0
group by 1, 2, 3, task.model;

-- When a job was given up, for whoever asks what went wrong lately.
alter table jobs add column died_at timestamptz;

-- What stood how when it was last asked: the storage, Telegram's side of the webhook, the credits
-- left at Kie. Asked by the watch, so that whoever looks need not wait.
create table health_probes (
    name text primary key,
    asked_at timestamptz not null,
    answered_at timestamptz,
    -- Questions in a row without an answer.
    failures integer not null default 0,
    value numeric(20, 2),
    -- When Telegram last failed to hand an update over.
    trouble_at timestamptz
);

-- What is wrong just now, by the name of its rule, since when, and what the staff know of it. What is
-- over is deleted, unless it is muted for longer.
create table health_alerts (
    rule text primary key,
    since timestamptz,
    bad_at timestamptz,
    told_at timestamptz,
    times_told integer not null default 0,
    muted_until timestamptz,
    muted_by text
);

-- The processes that run, each by its own word.
create table health_processes (
    id uuid primary key,
    name text not null,
    roles text not null,
    version text not null,
    started_at timestamptz not null,
    seen_at timestamptz not null,
    -- How often Telegram said "too many requests" to it.
    floods bigint not null default 0
);
