//! The SQL of `payments` and `orders`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{Order, UnusedPayment};

/// Everything that decides whether an order may be paid now.
pub(super) struct CheckoutRow {
    pub order_status: String,
    pub expires_at: DateTime<Utc>,
    pub stars_amount: Option<i32>,
    pub owner_telegram_id: Option<i64>,
    pub is_banned: bool,
    pub tier_is_active: bool,
    pub sales_are_paused: bool,
}

/// A payment as refunds and settlement look at it.
pub(super) struct PaymentRow {
    pub user_id: Option<i32>,
    pub status: Option<String>,
    pub telegram_charge_id: Option<String>,
    pub stars_amount: Option<i32>,
    pub refund_reason: Option<String>,
    pub payer_telegram_id: Option<i64>,
}

pub(super) struct NewOrder<'a> {
    pub id: Uuid,
    pub user_id: i32,
    pub avatar_id: i32,
    pub style_id: &'a str,
    pub tier_id: &'a str,
    pub photo_count: i32,
    pub amount_rub: Decimal,
    pub stars_amount: i32,
    pub chat_id: i64,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

/// The open order for exactly this offer, so that a second tap finds the first.
pub(super) async fn find_open_order(
    connection: &mut PgConnection,
    new: &NewOrder<'_>,
) -> anyhow::Result<Option<Order>> {
    sqlx::query_as!(
        Order,
        "select id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub,
                stars_amount, status, expires_at, invoice_message_id
         from orders
         where user_id = $1
           and avatar_id = $2
           and style_id = $3
           and tier_id = $4
           and photo_count = $5
           and stars_amount = $6
           and amount_rub = $7
           and status = 'open'
           and expires_at > $8
         order by created_at desc
         limit 1",
        new.user_id,
        new.avatar_id,
        new.style_id,
        new.tier_id,
        new.photo_count,
        new.stars_amount,
        new.amount_rub,
        new.created_at,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an open order")
}

/// Writes the order and its pending payment.
pub(super) async fn insert_order(
    connection: &mut PgConnection,
    new: &NewOrder<'_>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "with payment as (
             insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count, stars_amount)
             values ($2, $1::uuid::text, 'stars', $7, 'pending', $5, $6, $8)
             returning id
         )
         insert into orders (id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count,
                             amount_rub, stars_amount, chat_id, created_at, expires_at)
         select $1, $2, payment.id, $3, $4, $5, $6, $7, $8, $9, $10, $11
         from payment",
        new.id,
        new.user_id,
        new.avatar_id,
        new.style_id,
        new.tier_id,
        new.photo_count,
        new.amount_rub,
        new.stars_amount,
        new.chat_id,
        new.created_at,
        new.expires_at,
    )
    .execute(connection)
    .await
    .context("cannot write an order")?;
    Ok(())
}

pub(super) async fn set_invoice_message(
    connection: &mut PgConnection,
    order: Uuid,
    message: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update orders set invoice_message_id = $2 where id = $1",
        order,
        message
    )
    .execute(connection)
    .await
    .context("cannot note an invoice's message")?;
    Ok(())
}

pub(super) async fn lock_order(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Order>> {
    sqlx::query_as!(
        Order,
        "select id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub,
                stars_amount, status, expires_at, invoice_message_id
         from orders
         where id = $1
         for update",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock an order")
}

pub(super) async fn checkout(
    connection: &mut PgConnection,
    order: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<CheckoutRow>> {
    sqlx::query_as!(
        CheckoutRow,
        r#"select orders.status as order_status,
                  orders.expires_at,
                  orders.stars_amount,
                  users.telegram_user_id as owner_telegram_id,
                  coalesce(users.is_banned, false) as "is_banned!",
                  coalesce(pricing_tiers.is_active, pricing_tiers.id is not null) as "tier_is_active!",
                  exists (select from sales_pauses where until > $2) as "sales_are_paused!"
           from orders
           join users on users.id = orders.user_id
           left join pricing_tiers on pricing_tiers.id = orders.tier_id
           where orders.id = $1"#,
        order,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot look an order up")
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

/// Ends orders whose invoice ran out, and their payments. A charge that comes
/// later all the same is honoured.
pub(super) async fn close_expired_orders(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let closed = sqlx::query!(
        "with closed as (
             update orders set status = 'closed' where status = 'open' and expires_at <= $1 returning payment_id
         )
         update payments set status = 'canceled'
         from closed
         where payments.id = closed.payment_id and payments.status = 'pending'",
        now,
    )
    .execute(connection)
    .await
    .context("cannot close expired orders")?;
    Ok(closed.rows_affected())
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
