//! The SQL of `refunds`: what goes back, from the wish to the provider's word.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::payments::{Price, Provider};

/// Money on its way back.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Refund {
    /// Also what the provider knows a repeated request by.
    pub id: Uuid,
    pub payment_id: Option<i32>,
    pub price: Price,
    /// Where TON goes.
    pub address: Option<String>,
    pub is_whole: bool,
    pub reason: String,
    /// `wanted`, `manual` or `done`.
    pub status: String,
}

pub(in crate::payments) struct NewRefund<'a> {
    pub payment_id: Option<i32>,
    pub transfer_hash: Option<&'a str>,
    pub price: Price,
    pub address: Option<&'a str>,
    pub is_whole: bool,
    pub reason: &'a str,
    /// Whether only the staff can send it.
    pub is_manual: bool,
}

struct RefundRow {
    id: Uuid,
    payment_id: Option<i32>,
    provider: String,
    amount_rub: Option<Decimal>,
    stars_amount: Option<i32>,
    ton_amount: Option<Decimal>,
    address: Option<String>,
    is_whole: bool,
    reason: String,
    status: String,
}

impl RefundRow {
    fn into_refund(self) -> Refund {
        Refund {
            id: self.id,
            payment_id: self.payment_id,
            price: match Provider::stored(Some(&self.provider)) {
                Provider::Stars => Price::Stars(self.stars_amount.unwrap_or_default()),
                Provider::Tbank => Price::Roubles(self.amount_rub.unwrap_or_default()),
                Provider::Ton => Price::Ton(self.ton_amount.unwrap_or_default()),
                Provider::Gift => Price::Gift,
            },
            address: self.address,
            is_whole: self.is_whole,
            reason: self.reason,
            status: self.status,
        }
    }
}

/// Writes the wish; the id, or `None` when it was written before.
pub(in crate::payments) async fn insert_refund(
    connection: &mut PgConnection,
    new: &NewRefund<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        "insert into refunds (id, payment_id, transfer_hash, provider, amount_rub, stars_amount, ton_amount,
                              address, is_whole, reason, status, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, case when $11 then 'manual' else 'wanted' end, $12)
         on conflict do nothing
         returning id",
        Uuid::new_v4(),
        new.payment_id,
        new.transfer_hash,
        new.price.provider().id(),
        new.price.roubles(),
        new.price.stars(),
        new.price.ton(),
        new.address,
        new.is_whole,
        new.reason,
        new.is_manual,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot write a refund")
}

pub(in crate::payments) async fn find_refund(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Refund>> {
    let row = sqlx::query_as!(
        RefundRow,
        "select id, payment_id, provider, amount_rub, stars_amount, ton_amount, address, is_whole, reason,
                status
         from refunds
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a refund")?;
    Ok(row.map(RefundRow::into_refund))
}

/// All refunds of a payment, in the order in which they were wished for.
pub(in crate::payments) async fn list_refunds(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<Refund>> {
    let rows = sqlx::query_as!(
        RefundRow,
        "select id, payment_id, provider, amount_rub, stars_amount, ton_amount, address, is_whole, reason,
                status
         from refunds
         where payment_id = $1
         order by created_at, id",
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a payment's refunds")?;
    Ok(rows.into_iter().map(RefundRow::into_refund).collect())
}

/// Locks the payment's row, so that two wishes for a refund come one after the other.
pub(in crate::payments) async fn lock_payment(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "select id from payments where id = $1 for update",
        payment_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock a payment")?;
    Ok(())
}

/// Notes, in a transaction, that the provider is about to be asked, before it is;
/// gives the time at which it was about to be asked before.
pub(in crate::payments) async fn mark_asked(
    connection: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let before = sqlx::query_scalar!("select asked_at from refunds where id = $1 for update", id)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot see whether a refund was asked for")?;
    sqlx::query!(
        "update refunds set asked_at = coalesce(asked_at, $2) where id = $1",
        id,
        now
    )
    .execute(connection)
    .await
    .context("cannot note that a refund was asked for")?;
    Ok(before.flatten())
}

/// Notes that the provider surely did nothing.
pub(in crate::payments) async fn unmark_asked(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<()> {
    sqlx::query!("update refunds set asked_at = null where id = $1", id)
        .execute(connection)
        .await
        .context("cannot note that a refund was not asked for")?;
    Ok(())
}

/// Leaves a refund to the staff; `false` when it is there or done already.
pub(in crate::payments) async fn hand_over(
    connection: &mut PgConnection,
    id: Uuid,
    note: &str,
) -> anyhow::Result<bool> {
    let handed = sqlx::query!(
        "update refunds set status = 'manual', note = $2 where id = $1 and status = 'wanted'",
        id,
        note,
    )
    .execute(connection)
    .await
    .context("cannot leave a refund to the staff")?;
    Ok(handed.rows_affected() == 1)
}

/// Whether this call is the one that finished the refund. `by` is the Telegram id
/// of whoever of the staff sent it.
pub(in crate::payments) async fn finish_refund(
    connection: &mut PgConnection,
    id: Uuid,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let finished = sqlx::query!(
        "update refunds set status = 'done', done_at = $2, done_by = $3 where id = $1 and status <> 'done'",
        id,
        now,
        by,
    )
    .execute(connection)
    .await
    .context("cannot finish a refund")?;
    Ok(finished.rows_affected() == 1)
}

/// Finishes what is left of a whole refund that was made elsewhere.
pub(in crate::payments) async fn finish_refunds_of(
    connection: &mut PgConnection,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update refunds set status = 'done', done_at = $2 where payment_id = $1 and status <> 'done'",
        payment_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot finish a payment's refunds")?;
    Ok(())
}

/// Payments with a decided refund that no provider has confirmed and that is not
/// the staff's; also those whose wish an older process wrote without the book.
pub(in crate::payments) async fn list_payments_to_refund(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select payment_id as "payment_id!" from refunds where status = 'wanted' and payment_id is not null
           union
           select id
           from payments
           where refund_requested_at is not null
             and refunded_at is null
             and status = 'succeeded'
             and not exists (select from refunds where payment_id = payments.id and is_whole)"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list refunds under way")
}

/// Refunds that wait for the staff.
pub(in crate::payments) async fn list_tasks(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select id from refunds where status = 'manual' order by created_at, id")
        .fetch_all(connection)
        .await
        .context("cannot list the staff's refunds")
}

/// A refund that waits for the staff, and why it is theirs.
pub(in crate::payments) async fn find_task(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<(Refund, Option<String>)>> {
    let note = sqlx::query_scalar!(
        "select note from refunds where id = $1 and status = 'manual'",
        id
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a task")?;
    let Some(note) = note else {
        return Ok(None);
    };
    Ok(find_refund(connection, id)
        .await?
        .map(|refund| (refund, note)))
}

/// Whose order a transfer that goes back was meant for.
pub(in crate::payments) async fn owner_of_transfer_refund(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select orders.user_id
         from refunds
         join ton_transfers on ton_transfers.hash = refunds.transfer_hash
         join orders on orders.id = ton_transfers.order_id
         where refunds.id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the owner of a transfer")
}
