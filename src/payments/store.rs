//! The SQL of `payments`; that of `orders` is next door.

mod orders;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub(super) use self::orders::{
    CheckoutRow, NewOrder, checkout, close_expired_orders, find_open_order, insert_order,
    lock_order, set_invoice_message,
};
use super::{Order, UnusedPayment};

/// A payment as refunds and settlement look at it.
pub(super) struct PaymentRow {
    pub user_id: Option<i32>,
    pub status: Option<String>,
    pub telegram_charge_id: Option<String>,
    pub stars_amount: Option<i32>,
    pub refund_reason: Option<String>,
    pub payer_telegram_id: Option<i64>,
}

pub(super) async fn find_by_charge(
    connection: &mut PgConnection,
    charge_id: &str,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id from payments where telegram_charge_id = $1 limit 1",
        charge_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a charge")
}

/// Moves the order's own payment to succeeded; `false` when it is not waiting.
pub(super) async fn succeed(
    connection: &mut PgConnection,
    order: &Order,
    charge_id: &str,
    stars_amount: i32,
) -> anyhow::Result<bool> {
    let moved = sqlx::query!(
        "update payments
         set status = 'succeeded', telegram_charge_id = $2, stars_amount = $3
         where id = $1 and status in ('pending', 'canceled')",
        order.payment_id,
        charge_id,
        stars_amount,
    )
    .execute(&mut *connection)
    .await
    .context("cannot settle a payment")?;
    sqlx::query!("update orders set status = 'paid' where id = $1", order.id)
        .execute(connection)
        .await
        .context("cannot close a paid order")?;
    Ok(moved.rows_affected() == 1)
}

/// Writes a charge that has no payment of its own yet. `None` when another
/// process was quicker with the same charge.
pub(super) async fn insert_charge(
    connection: &mut PgConnection,
    user_id: i32,
    charge_id: &str,
    stars_amount: i32,
    order: Option<&Order>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                               telegram_charge_id, stars_amount)
         select $1, $2::text, 'stars', $3::numeric, 'succeeded', $4::text, $5::integer, $2::text, $6::integer
         where not exists (select from payments where telegram_charge_id = $2::text)
         on conflict do nothing
         returning id",
        user_id,
        charge_id,
        order.map(|order| order.amount_rub).unwrap_or_default(),
        order.map(|order| order.tier_id.as_str()),
        order.map(|order| order.photo_count),
        stars_amount,
    )
    .fetch_optional(connection)
    .await
    .context("cannot write an extra charge")
}

/// The document's query "available payment for generation", mended: it asked for
/// one provider at a time, took payments without photos, and would have handed
/// out one whose refund was already decided.
pub(super) async fn list_unused(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<UnusedPayment>> {
    sqlx::query_as!(
        UnusedPayment,
        r#"select id,
                  user_id as "user_id!",
                  tier_id,
                  photo_count as "photo_count!",
                  provider = 'stars' and telegram_charge_id is not null as "is_refundable!"
           from payments
           where user_id = $1
             and status = 'succeeded'
             and coalesce(generation_consumed, false) = false
             and refund_requested_at is null
             and photo_count > 0
           order by created_at desc, id desc"#,
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list unused payments")
}

pub(super) async fn consume(
    connection: &mut PgConnection,
    payment_id: i32,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<UnusedPayment>> {
    sqlx::query_as!(
        UnusedPayment,
        r#"update payments
           set generation_consumed = true,
               consumed_at = $3,
               consumed_avatar_id = $2
           where id = $1
             and status = 'succeeded'
             and coalesce(generation_consumed, false) = false
             and refund_requested_at is null
             and photo_count > 0
           returning id,
                     user_id as "user_id!",
                     tier_id,
                     photo_count as "photo_count!",
                     provider = 'stars' and telegram_charge_id is not null as "is_refundable!""#,
        payment_id,
        avatar_id,
        now.naive_utc(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot consume a payment")
}

/// Notes the wish once; `false` when there is nothing (more) to give back.
pub(super) async fn request_refund(
    connection: &mut PgConnection,
    payment_id: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update payments
         set refund_requested_at = $3, refund_reason = $2
         where id = $1 and status = 'succeeded' and refund_requested_at is null",
        payment_id,
        reason,
        now,
    )
    .execute(connection)
    .await
    .context("cannot request a refund")?;
    Ok(noted.rows_affected() == 1)
}

/// As [`request_refund`], for the owner's own wish: only while nothing was made of it.
pub(super) async fn request_refund_of_unused(
    connection: &mut PgConnection,
    payment_id: i32,
    user_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update payments
         set refund_requested_at = $3, refund_reason = 'asked'
         where id = $1
           and user_id = $2
           and status = 'succeeded'
           and provider = 'stars'
           and telegram_charge_id is not null
           and coalesce(generation_consumed, false) = false
           and refund_requested_at is null",
        payment_id,
        user_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot request a refund of an unused payment")?;
    Ok(noted.rows_affected() == 1)
}

pub(super) async fn find(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<PaymentRow>> {
    sqlx::query_as!(
        PaymentRow,
        r#"select payments.user_id,
                  payments.status,
                  payments.telegram_charge_id,
                  payments.stars_amount,
                  payments.refund_reason,
                  users.telegram_user_id as "payer_telegram_id?"
           from payments
           left join users on users.id = payments.user_id
           where payments.id = $1"#,
        payment_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a payment")
}

/// Whether this call is the one that moved the payment to refunded.
pub(super) async fn mark_refunded(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let moved = sqlx::query!(
        "update payments
         set status = 'refunded', refunded_at = $2, refund_requested_at = coalesce(refund_requested_at, $2)
         where id = $1 and status = 'succeeded'",
        payment_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot mark a payment refunded")?;
    Ok(moved.rows_affected() == 1)
}

/// Payments whose refund was decided and has not been confirmed.
pub(super) async fn list_refunds_under_way(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from payments
         where refund_requested_at is not null and refunded_at is null and status = 'succeeded'",
    )
    .fetch_all(connection)
    .await
    .context("cannot list refunds under way")
}

/// The document's query "user with Pro status".
pub(super) async fn is_pro(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from users
               join payments on payments.user_id = users.id
               where users.telegram_user_id = $1 and payments.status = 'succeeded'
           ) as "is_pro!""#,
        telegram_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask for the Pro status")
}
