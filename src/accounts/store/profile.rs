//! The SQL of what the staff wants to know of a person.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Since when the person is known here.
pub(in crate::accounts) async fn since(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let since = sqlx::query_scalar!(
        "select created_at at time zone 'utc' from users where id = $1",
        id
    )
    .fetch_optional(connection)
    .await
    .context("cannot tell since when a person is known")?;
    Ok(since.flatten())
}
