//! What our tables, and Telegram's list, say of the people of a batch.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sandbox::telegram::StarTransaction;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::patrons::{self, EarningFact};

#[derive(Clone, Debug, FromRow)]
pub struct OrderFact {
    pub id: Uuid,
    pub user_id: i32,
    pub status: String,
    pub stars: Option<i32>,
    pub ton_comment: Option<String>,
    pub ton_amount: Option<Decimal>,
}

#[derive(Clone, Debug, FromRow)]
pub struct AttemptFact {
    pub id: Uuid,
    pub order_id: Uuid,
    pub user_id: i32,
    pub has_link: bool,
}

#[derive(Clone, Debug, FromRow)]
pub struct PaymentFact {
    pub id: i32,
    pub user_id: i32,
    pub provider: String,
    pub status: String,
    pub charge_id: String,
    /// In the unit of its provider: Stars, roubles or TON.
    pub amount: Decimal,
    /// What that is worth.
    pub roubles: Decimal,
    pub is_used: bool,
    pub is_wanted_back: bool,
    pub refund_reason: Option<String>,
}

#[derive(Clone, Debug, FromRow)]
pub struct SetFact {
    pub id: i32,
    pub user_id: i32,
    pub payment_id: i32,
    pub is_stopped: bool,
    pub is_told: bool,
    pub ready: i64,
    pub pending: i64,
    pub total: i64,
    /// Photos that Telegram has, or may have.
    pub sent: i64,
    pub is_rest_paid_back: bool,
}

#[derive(Clone, Debug, FromRow)]
pub struct RefundFact {
    pub id: Uuid,
    pub payment_id: Option<i32>,
    pub transfer_hash: Option<String>,
    pub amount: Decimal,
    pub address: Option<String>,
    pub reason: String,
    pub status: String,
    pub has_job: bool,
}

#[derive(Clone, Debug, FromRow)]
pub struct TransferFact {
    pub hash: String,
    pub payment_id: Option<i32>,
    pub amount: Decimal,
    pub outcome: String,
}

/// All of it, for one batch.
pub struct Facts {
    pub orders: Vec<OrderFact>,
    pub attempts: Vec<AttemptFact>,
    pub payments: Vec<PaymentFact>,
    pub sets: Vec<SetFact>,
    pub refunds: Vec<RefundFact>,
    pub transfers: Vec<TransferFact>,
    pub earnings: Vec<EarningFact>,
    /// Telegram's own lines, by the person who paid.
    pub star_lines: HashMap<i64, Vec<StarTransaction>>,
}

impl Facts {
    /// Of these people, and of what happened since the batch began.
    pub async fn load(db: &PgPool, users: &[i32], since: DateTime<Utc>) -> Self {
        let orders = sqlx::query_as(
            "select id, user_id, status, stars_amount as stars, ton_comment, ton_amount
             from orders where user_id = any($1) order by created_at, id",
        );
        let attempts = sqlx::query_as(
            "select attempt.id, order_id, user_id, payment_url is not null as has_link
             from tbank_attempts as attempt join orders on orders.id = order_id
             where user_id = any($1) order by attempt.created_at, attempt.id",
        );
        let payments = sqlx::query_as(
            "select id, user_id, provider, status,
                    coalesce(telegram_charge_id, ton_tx_hash, payment_id) as charge_id,
                    case provider when 'stars' then stars_amount when 'ton' then ton_amount else amount end as amount,
                    amount as roubles,
                    coalesce(generation_consumed, false) as is_used,
                    refund_requested_at is not null as is_wanted_back,
                    refund_reason
             from payments where user_id = any($1) and settled_at is not null order by id",
        );
        let sets = sqlx::query_as(
            "select job.id, user_id, payment_id, stopped_at is not null as is_stopped,
                    notified_at is not null as is_told, rest_refunded_at is not null as is_rest_paid_back,
                    total_photos::bigint as total,
                    (select count(*) from generated_photos where job_id = job.id) as ready,
                    (select count(*) from kie_tasks where job_id = job.id and status = 'pending') as pending,
                    (select coalesce(sum(cardinality(photo_ids)), 0) from albums
                     where job_id = job.id and started_at is not null) as sent
             from generation_jobs as job join avatars on avatars.id = avatar_id
             where user_id = any($1) order by job.id",
        );
        let refunds = sqlx::query_as(
            "select id, payment_id, transfer_hash::text, coalesce(stars_amount, amount_rub, ton_amount) as amount,
                    address, reason, status,
                    exists (select from jobs where kind = 'refund_payment' and payload->>'payment_id' = payment_id::text)
                    as has_job
             from refunds where created_at >= $1 order by created_at, id",
        );
        let transfers = sqlx::query_as(
            "select hash::text, payment_id, ton_amount as amount, outcome
             from ton_transfers where noted_at >= $1 order by lt",
        );
        Self {
            orders: orders.bind(users).fetch_all(db).await.unwrap(),
            attempts: attempts.bind(users).fetch_all(db).await.unwrap(),
            payments: payments.bind(users).fetch_all(db).await.unwrap(),
            sets: sets.bind(users).fetch_all(db).await.unwrap(),
            refunds: refunds.bind(since).fetch_all(db).await.unwrap(),
            star_lines: HashMap::new(),
            earnings: patrons::load(db, users).await,
            transfers: transfers.bind(since).fetch_all(db).await.unwrap(),
        }
    }
}
