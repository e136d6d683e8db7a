//! The SQL of `telegram_polling`: whose turn it is to poll.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Takes the turn if nobody has it, or renews one's own; whether it is one's own now.
pub(in crate::telegram) async fn take_turn(
    connection: &mut PgConnection,
    process: Uuid,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> anyhow::Result<bool> {
    // Versions before leases hold this lock while they poll. The number is "pinglass" in ASCII,
    // whose halves PostgreSQL shows apart.
    let taken = sqlx::query_scalar!(
        r#"update telegram_polling
           set process = $1, lease_until = $3
           where (process is null or process = $1 or lease_until <= $2)
             and not exists (
                 select
                 from pg_locks
                 where locktype = 'advisory'
                   and granted
                   and database = (select oid from pg_database where datname = current_database())
                   and (classid::bigint << 32) | objid::bigint = 8100966834217808243
             )
           returning true as "taken!""#,
        process,
        now,
        lease_until,
    )
    .fetch_optional(connection)
    .await
    .context("cannot ask for the right to poll")?;
    Ok(taken.unwrap_or_default())
}

/// Lets somebody else have it at once.
pub(in crate::telegram) async fn leave_turn(
    connection: &mut PgConnection,
    process: Uuid,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update telegram_polling set process = null, lease_until = null where process = $1",
        process,
    )
    .execute(connection)
    .await
    .context("cannot hand the right to poll over")?;
    Ok(())
}
