-- Three ways to pay, and a book of every rouble, Star and nano that comes in or goes back.

-- What was offered now says how it is to be paid. A TON quote locks its rate; its comment is never
-- used for another order, so that a transfer names its order however late it comes.
alter table orders
    add column provider text not null default 'stars' check (provider in ('stars', 'tbank', 'ton')),
    add column ton_amount numeric(20, 9) check (ton_amount > 0),
    add column ton_rate numeric(20, 9) check (ton_rate > 0),
    add column ton_comment text unique;

-- When the money came, which may be long after the offer was written.
alter table payments
    add column if not exists settled_at timestamptz;
create index payments_settled on payments (settled_at);

-- Each try to have T-Bank open a payment for an order: the bank wants a number of its own for
-- each, and an answer that got lost must not lose what it said: asked while the bank is at it,
-- unclear when its answer did not come. Of one order at most one is under way or open.
create table tbank_attempts (
    id uuid primary key,
    order_id uuid not null references orders,
    bank_payment_id text unique,
    payment_url text,
    status text not null default 'asked'
        check (status in ('asked', 'unclear', 'open', 'lost', 'ended')),
    bank_status text,
    created_at timestamptz not null,
    looked_at timestamptz
);
create index tbank_attempts_order on tbank_attempts (order_id);
create unique index tbank_attempts_unfinished on tbank_attempts (order_id)
where status in ('asked', 'unclear', 'open');

-- Every transfer that reached our wallet, and what became of it: part of a payment; held until the
-- rest comes; owed to its sender; too small to be worth sending back; or one of ours that bounced.
create table ton_transfers (
    hash char(64) primary key,
    lt bigint not null,
    received_at timestamptz not null,
    source text not null,
    ton_amount numeric(20, 9) not null check (ton_amount > 0),
    comment text,
    order_id uuid references orders,
    payment_id integer references payments,
    outcome text not null check (outcome in ('paid', 'held', 'owed', 'kept', 'bounced')),
    noted_at timestamptz not null
);
create index ton_transfers_order on ton_transfers (order_id);
create index ton_transfers_payment on ton_transfers (payment_id);
create index ton_transfers_held on ton_transfers (noted_at)
where outcome = 'held';

-- Money on its way back. A wish is written before the provider is asked and carries the id that the
-- provider knows repeats by. What no provider can send by itself is a task for the staff.
create table refunds (
    id uuid primary key,
    payment_id integer references payments,
    transfer_hash char(64) references ton_transfers,
    provider text not null check (provider in ('stars', 'tbank', 'ton')),
    amount_rub numeric(10, 2) check (amount_rub > 0),
    stars_amount integer check (stars_amount > 0),
    ton_amount numeric(20, 9) check (ton_amount > 0),
    address text,
    is_whole boolean not null,
    reason text not null,
    status text not null default 'wanted' check (status in ('wanted', 'manual', 'done')),
    asked_at timestamptz,
    note text,
    created_at timestamptz not null,
    done_at timestamptz,
    done_by bigint
);
create index refunds_payment on refunds (payment_id);
create index refunds_unfinished on refunds (created_at)
where status in ('wanted', 'manual');
create index refunds_done on refunds (done_at);
create unique index refunds_whole on refunds (payment_id)
where is_whole and transfer_hash is null;
create unique index refunds_transfer on refunds (transfer_hash, reason);

-- Refunds that were decided before this book was kept.
insert into refunds (
    id, payment_id, provider, amount_rub, stars_amount, is_whole, reason, status, created_at, done_at
)
select
    gen_random_uuid(),
    id,
    coalesce(provider, 'tbank'),
    nullif(amount, 0),
    stars_amount,
    true,
    coalesce(refund_reason, 'asked'),
    case when refunded_at is null then 'wanted' else 'done' end,
    refund_requested_at,
    refunded_at
from payments
where refund_requested_at is not null;

-- How far the lists of a provider were read: a count of Telegram's transactions, a logical time of
-- the chain.
create table provider_cursors (
    name text primary key,
    position bigint not null,
    looked_at timestamptz not null
);

-- The last rate that was learned, for as long as it may be used.
create table exchange_rates (
    currency text primary key,
    rub numeric(20, 9) not null check (rub > 0),
    known_at timestamptz not null
);

-- What the staff decided about refunds; what is not here has its default.
create table refund_policy (
    name text primary key,
    value text not null,
    changed_at timestamptz not null,
    changed_by bigint
);

-- Where our books and a provider's differed, each once; healed or left to the staff.
create table payment_differences (
    key text primary key,
    provider text not null,
    what text not null,
    is_healed boolean not null,
    found_at timestamptz not null
);
create index payment_differences_found on payment_differences (found_at);

-- Whose missing photos were paid back instead of made again.
alter table generation_jobs
    add column if not exists rest_refunded_at timestamptz;
-- Sets of which nothing had been sent when their payment went back.
alter table generation_jobs
    add column if not exists stopped_at timestamptz;

-- Where the bank sends receipts, asked for once.
alter table user_settings
    add column receipt_email text;
