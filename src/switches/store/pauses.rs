//! The SQL of `sales_pauses`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::switches::SalesPause;

/// Stops sales for `reason` until `until`; said again, it only moves the time.
///
/// # Errors
/// When the database refuses it.
pub async fn pause_sales(
    connection: &mut PgConnection,
    reason: &str,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into sales_pauses (reason, until)
         values ($1, $2)
         on conflict (reason) do update set until = greatest(sales_pauses.until, excluded.until)",
        reason,
        until,
    )
    .execute(connection)
    .await
    .context("cannot pause sales")?;
    Ok(())
}

/// Ends the pause for `reason`; `false` when there is none.
///
/// # Errors
/// When the database refuses it.
pub async fn resume_sales(connection: &mut PgConnection, reason: &str) -> anyhow::Result<bool> {
    let ended = sqlx::query!("delete from sales_pauses where reason = $1", reason)
        .execute(connection)
        .await
        .context("cannot resume sales")?;
    Ok(ended.rows_affected() > 0)
}

/// The pauses in force, the one that ends last first.
///
/// # Errors
/// When the database can't be asked.
pub async fn list(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<SalesPause>> {
    sqlx::query_as!(
        SalesPause,
        "select reason, until from sales_pauses where until > $1 order by until desc, reason",
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the pauses of sales")
}
