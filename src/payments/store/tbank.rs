//! The SQL of `tbank_attempts`: what the bank was asked to open, and what it said.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// One try to have the bank open a payment for an order.
#[derive(Clone, Debug)]
pub(in crate::payments) struct Attempt {
    /// `OrderId` at the bank.
    pub id: Uuid,
    pub order_id: Uuid,
    /// `PaymentId` of the bank.
    pub bank_payment_id: Option<String>,
    pub payment_url: Option<String>,
    /// `asked`, `unclear`, `open`, `lost` or `ended`.
    pub status: String,
    pub created_at: DateTime<Utc>,
}

impl Attempt {
    /// Whether it may still come to be paid, as far as we know.
    pub fn is_unfinished(&self) -> bool {
        matches!(self.status.as_str(), "asked" | "unclear" | "open")
    }
}

/// Writes the try before the bank is asked; `false` when another one for the
/// order has not come to an end.
pub(in crate::payments) async fn insert_attempt(
    connection: &mut PgConnection,
    id: Uuid,
    order_id: Uuid,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let written = sqlx::query!(
        "insert into tbank_attempts (id, order_id, created_at)
         values ($1, $2, $3)
         on conflict do nothing",
        id,
        order_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot write an attempt")?;
    Ok(written.rows_affected() == 1)
}

pub(in crate::payments) async fn find_attempt(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Attempt>> {
    sqlx::query_as!(
        Attempt,
        "select id, order_id, bank_payment_id, payment_url, status, created_at
         from tbank_attempts
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an attempt")
}

/// The try with its row locked, so that of two bits of news on it the second sees
/// what the first has done.
pub(in crate::payments) async fn lock_attempt(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<Option<Attempt>> {
    sqlx::query_as!(
        Attempt,
        "select id, order_id, bank_payment_id, payment_url, status, created_at
         from tbank_attempts
         where id = $1
         for update",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock an attempt")
}

/// The tries for one order, the newest first.
pub(in crate::payments) async fn list_attempts(
    connection: &mut PgConnection,
    order_id: Uuid,
) -> anyhow::Result<Vec<Attempt>> {
    sqlx::query_as!(
        Attempt,
        "select id, order_id, bank_payment_id, payment_url, status, created_at
         from tbank_attempts
         where order_id = $1
         order by created_at desc, id",
        order_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list an order's attempts")
}

/// Tries that have not come to an end.
pub(in crate::payments) async fn list_unfinished_attempts(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<Attempt>> {
    sqlx::query_as!(
        Attempt,
        "select id, order_id, bank_payment_id, payment_url, status, created_at
         from tbank_attempts
         where status in ('asked', 'unclear', 'open')
         order by created_at, id",
    )
    .fetch_all(connection)
    .await
    .context("cannot list unfinished attempts")
}

/// Tries that have not come to an end, and all that were made since `since`.
pub(in crate::payments) async fn list_attempts_since(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Attempt>> {
    sqlx::query_as!(
        Attempt,
        "select id, order_id, bank_payment_id, payment_url, status, created_at
         from tbank_attempts
         where status in ('asked', 'unclear', 'open') or created_at >= $1
         order by created_at, id",
        since,
    )
    .fetch_all(connection)
    .await
    .context("cannot list attempts")
}

/// Notes what the bank opened; `false` when somebody has given the try up meanwhile.
pub(in crate::payments) async fn open_attempt(
    connection: &mut PgConnection,
    id: Uuid,
    bank_payment_id: &str,
    payment_url: &str,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update tbank_attempts
         set bank_payment_id = $2, payment_url = $3, status = 'open'
         where id = $1 and status = 'asked'",
        id,
        bank_payment_id,
        payment_url,
    )
    .execute(connection)
    .await
    .context("cannot note an opened attempt")?;
    Ok(noted.rows_affected() == 1)
}

/// Notes that the bank's answer did not come.
pub(in crate::payments) async fn mark_unclear(
    connection: &mut PgConnection,
    id: Uuid,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update tbank_attempts set status = 'unclear' where id = $1 and status = 'asked'",
        id
    )
    .execute(connection)
    .await
    .context("cannot note that an answer got lost")?;
    Ok(())
}

/// Ends the try as `status`; what the bank called it is kept if we know.
pub(in crate::payments) async fn end_attempt(
    connection: &mut PgConnection,
    id: Uuid,
    status: &str,
    bank_payment_id: Option<&str>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update tbank_attempts
         set status = $2, bank_payment_id = coalesce(bank_payment_id, $3)
         where id = $1",
        id,
        status,
        bank_payment_id,
    )
    .execute(connection)
    .await
    .context("cannot end an attempt")?;
    Ok(())
}

/// Notes the bank's word; whether it is another one than last time.
pub(in crate::payments) async fn note_bank_status(
    connection: &mut PgConnection,
    id: Uuid,
    bank_status: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let is_news = sqlx::query_scalar!(
        r#"with before as (select bank_status from tbank_attempts where id = $1)
           update tbank_attempts
           set bank_status = $2, looked_at = $3
           where id = $1
           returning (select bank_status from before) is distinct from $2 as "is_news!""#,
        id,
        bank_status,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note the bank's word")?;
    Ok(is_news.unwrap_or(false))
}
