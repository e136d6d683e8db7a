//! The SQL of `ton_transfers`: every transfer to our wallet, each in one state.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

/// A transfer that reached our wallet.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Transfer {
    /// 64 lower-case hex digits.
    pub hash: String,
    /// The sender's address.
    pub source: String,
    pub ton_amount: Decimal,
}

pub(in crate::payments) struct NewTransfer<'a> {
    pub hash: &'a str,
    pub lt: i64,
    pub received_at: DateTime<Utc>,
    pub source: &'a str,
    pub ton_amount: Decimal,
    pub comment: Option<&'a str>,
    pub order_id: Option<Uuid>,
    /// `paid`, `held`, `owed`, `kept` or `bounced`.
    pub outcome: &'a str,
}

/// `false` when the transfer is known.
pub(in crate::payments) async fn insert_transfer(
    connection: &mut PgConnection,
    new: &NewTransfer<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let inserted = sqlx::query!(
        "insert into ton_transfers (hash, lt, received_at, source, ton_amount, comment, order_id, outcome, noted_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing",
        new.hash,
        new.lt,
        new.received_at,
        new.source,
        new.ton_amount,
        new.comment,
        new.order_id,
        new.outcome,
        now,
    )
    .execute(connection)
    .await
    .context("cannot write a transfer")?;
    Ok(inserted.rows_affected() == 1)
}

/// Transfers for an order that were too little so far.
pub(in crate::payments) async fn list_held(
    connection: &mut PgConnection,
    order_id: Uuid,
) -> anyhow::Result<Vec<Transfer>> {
    sqlx::query_as!(
        Transfer,
        "select hash, source, ton_amount
         from ton_transfers
         where order_id = $1 and outcome = 'held'
         order by lt",
        order_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list held transfers")
}

/// Orders that hold transfers although their time was over at `until`.
pub(in crate::payments) async fn list_overdue_holds(
    connection: &mut PgConnection,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select distinct ton_transfers.order_id as "order_id!"
           from ton_transfers
           join orders on orders.id = ton_transfers.order_id
           where ton_transfers.outcome = 'held' and orders.expires_at <= $1"#,
        until,
    )
    .fetch_all(connection)
    .await
    .context("cannot list overdue holds")
}

/// The transfers that a payment consists of.
pub(in crate::payments) async fn list_transfers(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Transfer>> {
    sqlx::query_as!(
        Transfer,
        "select hash, source, ton_amount
         from ton_transfers
         where payment_id = $1 and outcome = 'paid'
         order by lt",
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a payment's transfers")
}

/// Makes the transfer part of a payment.
pub(in crate::payments) async fn assign_transfer(
    connection: &mut PgConnection,
    hash: &str,
    payment_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ton_transfers set outcome = 'paid', payment_id = $2 where hash = $1",
        hash,
        payment_id,
    )
    .execute(connection)
    .await
    .context("cannot assign a transfer")?;
    Ok(())
}

pub(in crate::payments) async fn set_outcome(
    connection: &mut PgConnection,
    hash: &str,
    outcome: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ton_transfers set outcome = $2 where hash = $1",
        hash,
        outcome
    )
    .execute(connection)
    .await
    .context("cannot note what became of a transfer")?;
    Ok(())
}

/// What is left over of a payment's transfers and not worth sending back is part
/// of its price.
pub(in crate::payments) async fn add_to_ton_amount(
    connection: &mut PgConnection,
    payment_id: i32,
    surplus: Decimal,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update payments set ton_amount = ton_amount + $2 where id = $1",
        payment_id,
        surplus,
    )
    .execute(connection)
    .await
    .context("cannot add to a payment's amount")?;
    Ok(())
}

pub(in crate::payments) async fn payment_of_transfer(
    connection: &mut PgConnection,
    hash: &str,
) -> anyhow::Result<Option<i32>> {
    let payment = sqlx::query_scalar!("select payment_id from ton_transfers where hash = $1", hash)
        .fetch_optional(connection)
        .await
        .context("cannot find a transfer's payment")?;
    Ok(payment.flatten())
}

/// When the first quote was made: what the wallet did before is not ours.
pub(in crate::payments) async fn first_quote(
    connection: &mut PgConnection,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!("select min(created_at) from orders where provider = 'ton'")
        .fetch_one(connection)
        .await
        .context("cannot find the first quote")
}

/// Transfers since `from` that became payments, with these.
pub(in crate::payments) async fn list_paid_transfers(
    connection: &mut PgConnection,
    from: DateTime<Utc>,
) -> anyhow::Result<Vec<(String, Option<i32>)>> {
    let rows = sqlx::query!(
        "select hash, payment_id from ton_transfers
         where outcome = 'paid' and received_at >= $1
         order by lt",
        from,
    )
    .fetch_all(connection)
    .await
    .context("cannot list paid transfers")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.hash, row.payment_id))
        .collect())
}
