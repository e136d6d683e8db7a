//! The SQL of `payments` after they succeeded: unused, used, and given back.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::payments::{Price, Provider, UnusedPayment};

/// A payment that can be sent back by a tap: it came through us, so that its
/// provider knows it by what is on record.
struct UnusedRow {
    id: i32,
    user_id: i32,
    tier_id: Option<String>,
    photo_count: i32,
    provider: Option<String>,
    amount: Decimal,
    stars_amount: Option<i32>,
    ton_amount: Option<Decimal>,
    is_refundable: bool,
}

impl UnusedRow {
    fn into_unused(self) -> UnusedPayment {
        UnusedPayment {
            id: self.id,
            user_id: self.user_id,
            tier_id: self.tier_id,
            photo_count: self.photo_count,
            price: match Provider::stored(self.provider.as_deref()) {
                Provider::Stars => Price::Stars(self.stars_amount.unwrap_or_default()),
                Provider::Tbank => Price::Roubles(self.amount),
                Provider::Ton => Price::Ton(self.ton_amount.unwrap_or_default()),
                Provider::Gift => Price::Gift,
            },
            is_refundable: self.is_refundable,
        }
    }
}

/// The document's query "available payment for generation", mended: it asked for
/// one provider at a time, took payments without photos, and would have handed
/// out one whose refund was already decided. Refundable are payments that came
/// through us since `since`.
pub(in crate::payments) async fn list_unused(
    connection: &mut PgConnection,
    user_id: i32,
    refundable_since: DateTime<Utc>,
) -> anyhow::Result<Vec<UnusedPayment>> {
    let rows = sqlx::query_as!(
        UnusedRow,
        r#"select id,
                  user_id as "user_id!",
                  tier_id,
                  photo_count as "photo_count!",
                  provider,
                  coalesce(amount, 0) as "amount!",
                  stars_amount,
                  ton_amount,
                  provider is distinct from 'gift'
                  and (provider = 'stars' and telegram_charge_id is not null or settled_at is not null)
                  and coalesce(settled_at, created_at at time zone 'utc', $2) >= $2 as "is_refundable!"
           from payments
           where user_id = $1
             and status = 'succeeded'
             and coalesce(generation_consumed, false) = false
             and refund_requested_at is null
             and photo_count > 0
           order by created_at desc, id desc"#,
        user_id,
        refundable_since,
    )
    .fetch_all(connection)
    .await
    .context("cannot list unused payments")?;
    Ok(rows.into_iter().map(UnusedRow::into_unused).collect())
}

/// Marks a payment as used; `None` when it can't be. Returns its photo count.
pub(in crate::payments) async fn consume(
    connection: &mut PgConnection,
    payment_id: i32,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        r#"update payments
           set generation_consumed = true,
               consumed_at = $3,
               consumed_avatar_id = $2
           where id = $1
             and status = 'succeeded'
             and coalesce(generation_consumed, false) = false
             and refund_requested_at is null
             and photo_count > 0
           returning photo_count as "photo_count!""#,
        payment_id,
        avatar_id,
        now.naive_utc(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot consume a payment")
}

/// Notes the wish once; `false` when there is nothing (more) to give back.
pub(in crate::payments) async fn request_refund(
    connection: &mut PgConnection,
    payment_id: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update payments
         set refund_requested_at = $3, refund_reason = $2
         where id = $1
           and status = 'succeeded'
           and refund_requested_at is null
           and provider is distinct from 'gift'",
        payment_id,
        reason,
        now,
    )
    .execute(connection)
    .await
    .context("cannot request a refund")?;
    Ok(noted.rows_affected() == 1)
}

/// Whether the payment is the person's own and nothing was made of it, with its
/// row locked, so that nobody begins a set of it meanwhile.
pub(in crate::payments) async fn hold_unused(
    connection: &mut PgConnection,
    payment_id: i32,
    user_id: i32,
) -> anyhow::Result<bool> {
    let held = sqlx::query_scalar!(
        "select id from payments
         where id = $1
           and user_id = $2
           and status = 'succeeded'
           and coalesce(generation_consumed, false) = false
           and refund_requested_at is null
         for update",
        payment_id,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot hold an unused payment")?;
    Ok(held.is_some())
}

/// Whether this call is the one that moved the payment to refunded. The set that
/// was made of it, if any, is given back: the payment counts as unused.
pub(in crate::payments) async fn mark_refunded(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let moved = sqlx::query!(
        "update payments
         set status = 'refunded',
             refunded_at = $2,
             refund_requested_at = coalesce(refund_requested_at, $2),
             generation_consumed = false,
             consumed_at = null,
             consumed_avatar_id = null
         where id = $1 and status = 'succeeded'",
        payment_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot mark a payment refunded")?;
    Ok(moved.rows_affected() == 1)
}

/// The document's query "user with Pro status"; who was given a set has not paid.
pub(in crate::payments) async fn is_pro(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from users
               join payments on payments.user_id = users.id
               where users.telegram_user_id = $1
                 and payments.status = 'succeeded'
                 and payments.provider is distinct from 'gift'
           ) as "is_pro!""#,
        telegram_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask for the Pro status")
}
