//! The SQL of `gifts`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Why a set was given away.
#[derive(Clone, Debug)]
pub(in crate::customers) struct Gift {
    pub reason: String,
    pub given_by_name: String,
}

pub(in crate::customers) async fn insert(
    connection: &mut PgConnection,
    payment_id: i32,
    reason: &str,
    (by, by_name): (i64, &str),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into gifts (payment_id, reason, given_by, given_by_name, given_at)
         values ($1, $2, $3, $4, $5)",
        payment_id,
        reason,
        by,
        by_name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot write down why a set is given away")?;
    Ok(())
}

pub(in crate::customers) async fn find(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<Gift>> {
    sqlx::query_as!(
        Gift,
        "select reason, given_by_name from gifts where payment_id = $1",
        payment_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find why a set was given away")
}

/// Forgets why sets were given to somebody who was erased.
pub(in crate::customers) async fn forget(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from gifts where payment_id in (select id from payments where user_id = $1)",
        user_id,
    )
    .execute(connection)
    .await
    .context("cannot forget why sets were given away")?;
    Ok(())
}
