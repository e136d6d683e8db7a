//! The SQL of the life of a payment and its set: what each room has written down of it.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// What a number led to.
pub(in crate::customers) struct Hit {
    pub payment_id: i32,
    pub kind: String,
    pub label: String,
}

/// The invoice as it was shown.
#[derive(Clone, Debug)]
pub(in crate::customers) struct Invoice {
    pub id: String,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub status: String,
    pub style_id: Option<String>,
    pub was_shown: bool,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Earning {
    pub referrer_id: i32,
    pub amount: Decimal,
    pub created_at: Option<DateTime<Utc>>,
    pub credited_at: Option<DateTime<Utc>>,
    pub taken_back: Decimal,
    pub taken_back_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Refund {
    pub provider: String,
    pub amount_rub: Option<Decimal>,
    pub stars_amount: Option<i32>,
    pub ton_amount: Option<Decimal>,
    pub is_whole: bool,
    pub reason: String,
    pub is_manual: bool,
    pub note: Option<String>,
    pub created_at: DateTime<Utc>,
    pub asked_at: Option<DateTime<Utc>>,
    pub done_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Set {
    pub id: i32,
    pub is_reroll: bool,
    pub style_id: Option<String>,
    pub status: String,
    pub total: i32,
    pub ready: i64,
    pub scene: Option<i32>,
    pub reroll_reason: Option<String>,
    pub error: Option<String>,
    pub created_at: Option<DateTime<Utc>>,
    pub finished_at: Option<DateTime<Utc>>,
    pub told_at: Option<DateTime<Utc>>,
    pub stopped_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Task {
    pub set_id: i32,
    /// From one.
    pub scene: i32,
    pub status: String,
    pub attempts: i32,
    pub excused: i32,
    pub model: Option<String>,
    pub error: Option<String>,
    pub kie_task_id: Option<String>,
    pub at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Album {
    pub set_id: i32,
    pub number: i32,
    pub photos: i32,
    pub started_at: Option<DateTime<Utc>>,
    pub sent_at: Option<DateTime<Utc>>,
}

/// What the staff did about it.
#[derive(Clone, Debug)]
pub(in crate::customers) struct Deed {
    pub action: String,
    /// Of the staff account that did it.
    pub username: Option<String>,
    /// As the group knows who did it, and who agreed besides.
    pub name: Option<String>,
    pub second_name: Option<String>,
    pub metadata: Option<Value>,
    pub at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug)]
pub(in crate::customers) struct Ticket {
    pub number: String,
    pub subject: Option<String>,
    pub at: Option<DateTime<Utc>>,
}

/// The payments that a number leads to: their own, a set's, an order's beginning, of which
/// `orders` are the first and the last, or what a
/// provider calls its charge.
pub(in crate::customers) async fn search(
    connection: &mut PgConnection,
    bare: &str,
    number: Option<i64>,
    orders: Option<(Uuid, Uuid)>,
    most: i64,
) -> anyhow::Result<Vec<Hit>> {
    sqlx::query_as!(
        Hit,
        r#"select payment_id as "payment_id!", kind as "kind!", label as "label!"
           from (
               select id as payment_id, 'payment' as kind, id::text as label, 1 as place
               from payments where id = $4::bigint
               union all
               select payment_id, 'set', id::text, 2
               from generation_jobs where id = $4::bigint and payment_id is not null
               union all
               select root.payment_id, 'set', job.id::text, 3
               from generation_jobs as job
               join generation_jobs as root on root.id = job.reroll_of
               where job.id = $4::bigint and root.payment_id is not null
               union all
               select id, 'charge', id::text, 4
               from payments
               where telegram_charge_id = $1
                  or payment_id = $1
                  -- As text its index would not serve.
                  or ton_tx_hash = $1::text::bpchar
               union all
               select payment_id, 'order', id::text, 5
               from orders where id between $2 and $5 and payment_id is not null
           ) as hit
           order by place, payment_id desc
           limit $3"#,
        bare,
        orders.map(|(first, _)| first),
        most,
        number,
        orders.map(|(_, last)| last),
    )
    .fetch_all(connection)
    .await
    .context("cannot look for payments")
}

pub(in crate::customers) async fn invoice(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<Invoice>> {
    sqlx::query_as!(
        Invoice,
        r#"select id::text as "id!",
                  created_at,
                  expires_at,
                  status,
                  style_id,
                  invoice_message_id is not null as "was_shown!"
           from orders
           where payment_id = $1"#,
        payment_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the invoice of a payment")
}

pub(in crate::customers) async fn earnings(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Earning>> {
    sqlx::query_as!(
        Earning,
        r#"select coalesce(referrer_user_id, 0) as "referrer_id!",
                  coalesce(amount, 0) as "amount!",
                  coalesce(recorded_at, created_at at time zone 'utc') as created_at,
                  credited_at,
                  coalesce(taken_back, 0) as "taken_back!",
                  taken_back_at
           from referral_earnings
           where payment_id = $1
           order by id"#,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what a payment earned")
}

pub(in crate::customers) async fn refunds(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Refund>> {
    sqlx::query_as!(
        Refund,
        r#"select provider, amount_rub, stars_amount, ton_amount, is_whole, reason,
                  status = 'manual' as "is_manual!", note, created_at, asked_at, done_at
           from refunds
           where payment_id = $1
           order by created_at, id"#,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the refunds of a payment")
}

/// The set of a payment, then its portraits that were made again.
pub(in crate::customers) async fn sets(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Set>> {
    sqlx::query_as!(
        Set,
        r#"select job.id,
                  job.reroll_of is not null as "is_reroll!",
                  job.style_id,
                  coalesce(job.status, 'pending') as "status!",
                  coalesce(job.total_photos, 0) as "total!",
                  (select count(*) from generated_photos where job_id = job.id) as "ready!",
                  job.reroll_scene + 1 as scene,
                  job.reroll_reason,
                  job.error_message as error,
                  job.created_at at time zone 'utc' as created_at,
                  job.finished_at,
                  job.notified_at as told_at,
                  job.stopped_at
           from generation_jobs as job
           where job.id in (
               select id from generation_jobs where payment_id = $1
               union all
               select again.id
               from generation_jobs as root
               join generation_jobs as again on again.reroll_of = root.id
               where root.payment_id = $1
           )
           order by job.id"#,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the sets of a payment")
}

pub(in crate::customers) async fn tasks(
    connection: &mut PgConnection,
    sets: &[i32],
) -> anyhow::Result<Vec<Task>> {
    sqlx::query_as!(
        Task,
        r#"select task.job_id as "set_id!",
                  coalesce(task.prompt_index, 0) + 1 as "scene!",
                  coalesce(task.status, 'pending') as "status!",
                  coalesce(task.attempts, 0) as "attempts!",
                  coalesce(task.excused, 0) as "excused!",
                  task.model,
                  task.error,
                  task.kie_task_id,
                  coalesce(
                      photo.created_at at time zone 'utc',
                      task.created_remotely_at,
                      task.created_at at time zone 'utc'
                  ) as at
           from kie_tasks as task
           left join generated_photos as photo on photo.task_id = task.id
           where task.job_id = any ($1)
           order by task.job_id, task.prompt_index, task.id"#,
        sets,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tasks of a payment")
}

pub(in crate::customers) async fn albums(
    connection: &mut PgConnection,
    sets: &[i32],
) -> anyhow::Result<Vec<Album>> {
    sqlx::query_as!(
        Album,
        r#"select job_id as set_id,
                  position + 1 as "number!",
                  cardinality(photo_ids) as "photos!",
                  started_at,
                  sent_at
           from albums
           where job_id = any ($1)
           order by job_id, position"#,
        sets,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the albums of a payment")
}

/// What the audit log holds about a payment.
pub(in crate::customers) async fn deeds(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Deed>> {
    sqlx::query_as!(
        Deed,
        r#"select coalesce(entry.action, '') as "action!",
                  admin_users.username as "username?",
                  (
                      select name
                      from staff_names
                      where telegram_id::text = entry.metadata ->> 'telegram_id'
                  ) as name,
                  (
                      select name
                      from staff_names
                      where telegram_id::text = entry.metadata -> 'second' ->> 'telegram_id'
                  ) as second_name,
                  entry.metadata,
                  entry.created_at at time zone 'utc' as at
           from admin_audit_log as entry
           left join admin_users on admin_users.id = entry.admin_id
           where entry.target_type = 'payment' and entry.target_id = $1
           order by entry.created_at, entry.id"#,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what the staff did about a payment")
}

/// The person's tickets about payments and portraits since the payment was made.
pub(in crate::customers) async fn tickets(
    connection: &mut PgConnection,
    user_id: i32,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Ticket>> {
    sqlx::query_as!(
        Ticket,
        r#"select coalesce(ticket_number, id::text) as "number!",
                  subject,
                  created_at at time zone 'utc' as at
           from support_tickets
           where user_id = $1
             and created_at >= $2
             and category in ('payment', 'generation')
           order by id"#,
        user_id,
        since.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tickets since a payment")
}
