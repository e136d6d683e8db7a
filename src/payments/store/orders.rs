//! The SQL of `orders`: what was offered, and whether it may still be paid.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::payments::Order;

/// Everything that decides whether an order may be paid now.
pub(in crate::payments) struct CheckoutRow {
    pub order_status: String,
    pub expires_at: DateTime<Utc>,
    pub stars_amount: Option<i32>,
    pub owner_telegram_id: Option<i64>,
    pub is_banned: bool,
    pub tier_is_active: bool,
    pub sales_are_paused: bool,
}

pub(in crate::payments) struct NewOrder<'a> {
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
pub(in crate::payments) async fn find_open_order(
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
pub(in crate::payments) async fn insert_order(
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

pub(in crate::payments) async fn set_invoice_message(
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

pub(in crate::payments) async fn lock_order(
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

pub(in crate::payments) async fn checkout(
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

/// Ends orders whose invoice ran out, and their payments. A charge that comes
/// later all the same is honoured.
pub(in crate::payments) async fn close_expired_orders(
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
