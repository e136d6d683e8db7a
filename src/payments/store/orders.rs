//! The SQL of `orders`: what was offered, and whether it may still be paid.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    payments::{Order, Provider},
    telemetry::Cause,
};

/// Everything that decides whether an order may be paid now.
pub(in crate::payments) struct CheckoutRow {
    pub provider: String,
    pub order_status: String,
    pub expires_at: DateTime<Utc>,
    pub stars_amount: Option<i32>,
    pub owner_telegram_id: Option<i64>,
    pub is_banned: bool,
    pub tier_is_active: bool,
    pub style_id: Option<String>,
    pub trace: Option<String>,
    /// The rows of `switches`.
    pub switches: Value,
    /// The reason of the pause of sales that ends last.
    pub pause: Option<String>,
}

pub(in crate::payments) struct NewOrder<'a> {
    pub id: Uuid,
    pub user_id: i32,
    pub avatar_id: i32,
    pub style_id: &'a str,
    pub tier_id: &'a str,
    pub photo_count: i32,
    pub provider: Provider,
    pub amount_rub: Decimal,
    /// With Stars.
    pub stars_amount: Option<i32>,
    pub chat_id: i64,
    pub created_at: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
}

struct OrderRow {
    id: Uuid,
    user_id: i32,
    payment_id: Option<i32>,
    avatar_id: Option<i32>,
    style_id: Option<String>,
    tier_id: String,
    photo_count: i32,
    provider: String,
    amount_rub: Decimal,
    stars_amount: Option<i32>,
    ton_amount: Option<Decimal>,
    ton_comment: Option<String>,
    status: String,
    expires_at: DateTime<Utc>,
    chat_id: Option<i64>,
    invoice_message_id: Option<i32>,
    trace: Option<String>,
}

impl OrderRow {
    fn into_order(self) -> Order {
        Order {
            id: self.id,
            user_id: self.user_id,
            payment_id: self.payment_id,
            avatar_id: self.avatar_id,
            style_id: self.style_id,
            tier_id: self.tier_id,
            photo_count: self.photo_count,
            provider: Provider::stored(Some(&self.provider)),
            amount_rub: self.amount_rub,
            stars_amount: self.stars_amount,
            ton_amount: self.ton_amount,
            ton_comment: self.ton_comment,
            status: self.status,
            expires_at: self.expires_at,
            chat_id: self.chat_id,
            invoice_message_id: self.invoice_message_id,
            trace: self.trace,
        }
    }
}

/// The open order for exactly this offer, so that a second tap finds the first.
pub(in crate::payments) async fn find_open_order(
    connection: &mut PgConnection,
    new: &NewOrder<'_>,
) -> anyhow::Result<Option<Order>> {
    let found = sqlx::query_scalar!(
        "select id
         from orders
         where user_id = $1
           and avatar_id = $2
           and style_id = $3
           and tier_id = $4
           and photo_count = $5
           and provider = $6
           and stars_amount is not distinct from $7
           and amount_rub = $8
           and status = 'open'
           and expires_at > $9
         order by created_at desc
         limit 1",
        new.user_id,
        new.avatar_id,
        new.style_id,
        new.tier_id,
        new.photo_count,
        new.provider.id(),
        new.stars_amount,
        new.amount_rub,
        new.created_at,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find an open order")?;
    match found {
        Some(id) => find_order(connection, id).await,
        None => Ok(None),
    }
}

/// Writes the order and its pending payment.
pub(in crate::payments) async fn insert_order(
    connection: &mut PgConnection,
    new: &NewOrder<'_>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "with payment as (
             insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                                   stars_amount, created_at)
             values ($2, $1::uuid::text, $12, $7, 'pending', $5, $6, $8, $13)
             returning id
         )
         insert into orders (id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count,
                             amount_rub, stars_amount, provider, chat_id, created_at, expires_at, trace)
         select $1, $2, payment.id, $3, $4, $5, $6, $7, $8, $12, $9, $10, $11, $14
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
        new.provider.id(),
        new.created_at.naive_utc(),
        Cause::present().trace,
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

/// Locks the order that a quote's comment names.
pub(in crate::payments) async fn lock_ton_order(
    connection: &mut PgConnection,
    comment: &str,
) -> anyhow::Result<Option<Order>> {
    let found = sqlx::query_scalar!("select id from orders where ton_comment = $1", comment)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot find a quoted order")?;
    match found {
        Some(id) => lock_order(connection, id).await,
        None => Ok(None),
    }
}

/// The order as it is once everybody else has let go of it.
pub(in crate::payments) async fn lock_order(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Order>> {
    let row = sqlx::query_as!(
        OrderRow,
        "select id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, provider, amount_rub,
                stars_amount, ton_amount, ton_comment, status, expires_at, chat_id, invoice_message_id,
                trace
         from orders
         where id = $1
         for update",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock an order")?;
    Ok(row.map(OrderRow::into_order))
}

pub(in crate::payments) async fn find_order(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Order>> {
    let row = sqlx::query_as!(
        OrderRow,
        "select id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, provider, amount_rub,
                stars_amount, ton_amount, ton_comment, status, expires_at, chat_id, invoice_message_id,
                trace
         from orders
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an order")?;
    Ok(row.map(OrderRow::into_order))
}

/// The quote of an order: how many TON at which rate, named by which comment.
pub(in crate::payments) struct TonQuote<'a> {
    pub amount: Decimal,
    /// Roubles for one TON; `None` where the operator's own price holds.
    pub rate: Option<Decimal>,
    pub comment: &'a str,
    pub expires_at: DateTime<Utc>,
}

/// Locks a quote; `false` when the order has one.
pub(in crate::payments) async fn quote_ton(
    connection: &mut PgConnection,
    order: Uuid,
    quote: &TonQuote<'_>,
) -> anyhow::Result<bool> {
    let quoted = sqlx::query!(
        "update orders
         set ton_amount = $2, ton_rate = $3, ton_comment = $4, expires_at = $5
         where id = $1 and ton_comment is null",
        order,
        quote.amount,
        quote.rate,
        quote.comment,
        quote.expires_at,
    )
    .execute(connection)
    .await
    .context("cannot lock a quote")?;
    Ok(quoted.rows_affected() == 1)
}

/// Orders of a provider that nobody took up in time.
pub(in crate::payments) async fn list_overdue_orders(
    connection: &mut PgConnection,
    provider: Provider,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "select id from orders where status = 'open' and provider = $1 and expires_at <= $2",
        provider.id(),
        until,
    )
    .fetch_all(connection)
    .await
    .context("cannot list overdue orders")
}

/// Closes an open order and cancels its payment; `false` when it is not open. A
/// charge that comes later all the same is honoured.
pub(in crate::payments) async fn close_order(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<bool> {
    let closed = sqlx::query!(
        "with closed as (
             update orders set status = 'closed' where id = $1 and status = 'open' returning payment_id
         )
         update payments set status = 'canceled'
         from closed
         where payments.id = closed.payment_id and payments.status = 'pending'",
        id,
    )
    .execute(connection)
    .await
    .context("cannot close an order")?;
    Ok(closed.rows_affected() == 1)
}

/// In one question, as whoever asks has only seconds.
pub(in crate::payments) async fn checkout(
    connection: &mut PgConnection,
    order: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<CheckoutRow>> {
    sqlx::query_as!(
        CheckoutRow,
        r#"select orders.provider,
                  orders.status as order_status,
                  orders.expires_at,
                  orders.stars_amount,
                  users.telegram_user_id as owner_telegram_id,
                  coalesce(users.is_banned, false) as "is_banned!",
                  coalesce(pricing_tiers.is_active, pricing_tiers.id is not null) as "tier_is_active!",
                  orders.style_id,
                  orders.trace,
                  (select coalesce(jsonb_agg(to_jsonb(switches)), '[]') from switches) as "switches!",
                  (
                      select reason from sales_pauses where until > $2 order by until desc, reason limit 1
                  ) as pause
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

/// Ends orders of Stars or T-Bank whose time is over, and their payments; not
/// those of which the bank has a payment open. A charge that comes later all the
/// same is honoured.
pub(in crate::payments) async fn close_expired_orders(
    connection: &mut PgConnection,
    provider: Provider,
    now: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let closed = sqlx::query!(
        "with closed as (
             update orders set status = 'closed'
             where status = 'open'
               and provider = $1
               and expires_at <= $2
               and not exists (
                   select
                   from tbank_attempts
                   where order_id = orders.id and status in ('asked', 'unclear', 'open')
               )
             returning payment_id
         )
         update payments set status = 'canceled'
         from closed
         where payments.id = closed.payment_id and payments.status = 'pending'",
        provider.id(),
        now,
    )
    .execute(connection)
    .await
    .context("cannot close expired orders")?;
    Ok(closed.rows_affected())
}

pub(in crate::payments) async fn has_open_orders(
    connection: &mut PgConnection,
    provider: Provider,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from orders where status = 'open' and provider = $1) as "exists!""#,
        provider.id(),
    )
    .fetch_one(connection)
    .await
    .context("cannot look for open orders")
}
