//! The SQL of `payments`: charges as they come in, and how they are found again.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::{
    payments::{Charge, Order, Payment, Price, Provider},
    telemetry::Cause,
};

struct PaymentRow {
    id: i32,
    user_id: Option<i32>,
    provider: Option<String>,
    status: Option<String>,
    amount: Option<Decimal>,
    stars_amount: Option<i32>,
    ton_amount: Option<Decimal>,
    charge_id: Option<String>,
    tier_id: Option<String>,
    photo_count: Option<i32>,
    is_used: bool,
    is_going_back: bool,
    refund_reason: Option<String>,
    created_at: Option<DateTime<Utc>>,
    settled_at: Option<DateTime<Utc>>,
    order_id: Option<uuid::Uuid>,
}

impl PaymentRow {
    fn into_payment(self) -> Payment {
        let provider = Provider::stored(self.provider.as_deref());
        let amount = self.amount.unwrap_or_default();
        Payment {
            id: self.id,
            user_id: self.user_id,
            price: match provider {
                Provider::Stars => Price::Stars(self.stars_amount.unwrap_or_default()),
                Provider::Tbank => Price::Roubles(amount),
                Provider::Ton => Price::Ton(self.ton_amount.unwrap_or_default()),
                Provider::Gift => Price::Gift,
            },
            status: self.status.unwrap_or_else(|| "pending".to_owned()),
            charge_id: self.charge_id,
            amount_rub: amount,
            tier_id: self.tier_id,
            photo_count: self.photo_count.unwrap_or_default(),
            is_used: self.is_used,
            is_going_back: self.is_going_back,
            refund_reason: self.refund_reason,
            created_at: self.created_at,
            settled_at: self.settled_at,
            order_id: self.order_id,
        }
    }
}

pub(in crate::payments) async fn find(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<Payment>> {
    Ok(list(connection, &[payment_id]).await?.pop())
}

/// What a payment is worth, in roubles.
pub(in crate::payments) async fn amount_of(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Decimal> {
    let amount = sqlx::query_scalar!("select amount from payments where id = $1", payment_id)
        .fetch_optional(connection)
        .await
        .context("cannot find what a payment is worth")?;
    Ok(amount.flatten().unwrap_or_default())
}

/// The payments with these ids, the newest first.
async fn list(connection: &mut PgConnection, ids: &[i32]) -> anyhow::Result<Vec<Payment>> {
    let rows = sqlx::query_as!(
        PaymentRow,
        r#"select payments.id,
                  payments.user_id,
                  payments.provider,
                  payments.status,
                  payments.amount,
                  payments.stars_amount,
                  coalesce(payments.ton_amount, orders.ton_amount) as ton_amount,
                  case coalesce(payments.provider, 'tbank')
                      when 'stars' then payments.telegram_charge_id
                      when 'ton' then payments.ton_tx_hash
                      else payments.payment_id
                  end as charge_id,
                  payments.tier_id,
                  payments.photo_count,
                  coalesce(payments.generation_consumed, false) as "is_used!",
                  payments.refund_requested_at is not null and payments.refunded_at is null as "is_going_back!",
                  payments.refund_reason,
                  payments.created_at at time zone 'utc' as created_at,
                  payments.settled_at,
                  orders.id as "order_id?"
           from payments
           left join orders on orders.payment_id = payments.id
           where payments.id = any ($1)
           order by payments.created_at desc nulls last, payments.id desc"#,
        ids,
    )
    .fetch_all(connection)
    .await
    .context("cannot find payments")?;
    Ok(rows.into_iter().map(PaymentRow::into_payment).collect())
}

/// A page of the person's payments, the newest first; offers that nobody took up
/// are none.
pub(in crate::payments) async fn list_of_person(
    connection: &mut PgConnection,
    user_id: i32,
    skip: i64,
    most: i64,
) -> anyhow::Result<Vec<Payment>> {
    let ids = sqlx::query_scalar!(
        "select payments.id
         from payments
         left join orders on orders.payment_id = payments.id
         where payments.user_id = $1
           and (
               payments.status in ('succeeded', 'refunded')
               or payments.status = 'pending' and orders.status = 'open' and orders.provider <> 'stars'
           )
         order by payments.created_at desc nulls last, payments.id desc
         offset $2
         limit $3",
        user_id,
        skip,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list a person's payments")?;
    list(connection, &ids).await
}

pub(in crate::payments) async fn find_by_charge(
    connection: &mut PgConnection,
    provider: Provider,
    charge_id: &str,
) -> anyhow::Result<Option<i32>> {
    let found = match provider {
        Provider::Stars => {
            sqlx::query_scalar!(
                "select id from payments where telegram_charge_id = $1",
                charge_id
            )
            .fetch_optional(connection)
            .await
        }
        Provider::Tbank => {
            sqlx::query_scalar!(
                "select id from payments
                 where payment_id = $1 and coalesce(provider, 'tbank') = 'tbank'",
                charge_id
            )
            .fetch_optional(connection)
            .await
        }
        Provider::Ton => {
            sqlx::query_scalar!("select id from payments where ton_tx_hash = $1", charge_id)
                .fetch_optional(connection)
                .await
        }
        Provider::Gift => Ok(None),
    };
    found.context("cannot find a charge")
}

/// Moves a locked order's own payment to succeeded, closes the order, and returns what the
/// payment is worth. `None` when it is not waiting, or the charge is on record: then nothing
/// has happened, and whoever wants to know which asks [`find_by_charge`].
pub(in crate::payments) async fn succeed(
    connection: &mut PgConnection,
    order: &Order,
    charge: &Charge,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Decimal>> {
    sqlx::query_scalar!(
        r#"with moved as (
               update payments
               set status = 'succeeded',
                   settled_at = $3,
                   payment_id = case when $4::text = 'tbank' then $2::text else payment_id end,
                   telegram_charge_id = case when $4 = 'stars' then $2 else telegram_charge_id end,
                   ton_tx_hash = case when $4 = 'ton' then $2 else ton_tx_hash end,
                   ton_amount = coalesce($5, ton_amount)
               where id = $1
                 and status in ('pending', 'canceled')
                 and not exists (
                     select
                     from payments as known
                     where $4 = 'stars' and known.telegram_charge_id = $2
                        or $4 = 'ton' and known.ton_tx_hash = $2::text::bpchar
                        or $4 = 'tbank'
                           and known.payment_id = $2
                           and coalesce(known.provider, 'tbank') = 'tbank'
                 )
               returning coalesce(amount, 0) as amount
           ),
           closed as (
               update orders set status = 'paid' where id = $6 and exists (select from moved)
           )
           select amount as "amount!" from moved"#,
        order.payment_id,
        charge.id,
        now,
        charge.price.provider().id(),
        charge.price.ton(),
        order.id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot settle a payment")
}

/// Closes an order that was paid otherwise than by its own payment.
pub(in crate::payments) async fn close_as_paid(
    connection: &mut PgConnection,
    order: &Order,
) -> anyhow::Result<()> {
    sqlx::query!("update orders set status = 'paid' where id = $1", order.id)
        .execute(connection)
        .await
        .context("cannot close a paid order")?;
    Ok(())
}

/// Writes a charge that has no payment of its own yet. `None` when another
/// process was quicker with the same charge.
pub(in crate::payments) async fn insert_charge(
    connection: &mut PgConnection,
    user_id: i32,
    charge: &Charge,
    offer: Option<&Order>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    let amount = charge
        .price
        .roubles()
        .or(offer.map(|order| order.amount_rub))
        .unwrap_or_default();
    sqlx::query_scalar!(
        "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                               telegram_charge_id, stars_amount, ton_tx_hash, ton_amount, settled_at,
                               created_at)
         values ($1, $2::text, $3::text, $4, 'succeeded', $5, $6, case when $3 = 'stars' then $2 end, $7,
                 case when $3 = 'ton' then $2 end, $8, $9, $10)
         on conflict do nothing
         returning id",
        user_id,
        charge.id,
        charge.price.provider().id(),
        amount,
        offer.map(|order| order.tier_id.as_str()),
        offer.map(|order| order.photo_count),
        charge.price.stars(),
        charge.price.ton(),
        now,
        now.naive_utc(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot write an extra charge")
}

/// Our Stars payments from `since` to `until` that were not refunded, with their charges.
pub(in crate::payments) async fn list_star_charges(
    connection: &mut PgConnection,
    since: Option<DateTime<Utc>>,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        r#"select id, telegram_charge_id as "charge_id!"
           from payments
           where provider = 'stars'
             and status = 'succeeded'
             and telegram_charge_id is not null
             and settled_at >= coalesce($1, '-infinity'::timestamptz)
             and settled_at <= $2
           order by id"#,
        since,
        until,
    )
    .fetch_all(connection)
    .await
    .context("cannot list Stars payments")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.charge_id))
        .collect())
}

/// Writes a set that is given away: a payment that waits to be used. It was never settled,
/// so that no sum of what came in counts it. Returns its number.
pub(in crate::payments) async fn insert_gift(
    connection: &mut PgConnection,
    user_id: i32,
    tier_id: &str,
    photo_count: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count, created_at)
         values ($1, $2, 'gift', 0, 'succeeded', $3, $4, $5)
         returning id",
        user_id,
        format!("gift-{}", uuid::Uuid::new_v4()),
        tier_id,
        photo_count,
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot give a set away")
}

/// Gives a set away in place of a gift that came to nothing, once.
pub(in crate::payments) async fn give_anew(
    connection: &mut PgConnection,
    gift_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count, created_at)
         select user_id, 'gift-after-' || id, 'gift', 0, 'succeeded', tier_id, photo_count, $2
         from payments
         where id = $1
         on conflict do nothing",
        gift_id,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot give a set away anew")?;
    Ok(())
}

/// The order that a payment is for, as the cause of what is done for it; empty for a gift.
pub(in crate::payments) async fn cause_of_payment(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Cause> {
    let row = sqlx::query!(
        "select id, trace from orders where payment_id = $1",
        payment_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a payment's order")?;
    Ok(row.map_or_else(Cause::default, |row| Cause {
        order: Some(row.id),
        trace: row.trace,
    }))
}
