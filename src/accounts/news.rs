//! Whether a person wants to hear of news. Everybody does until they say otherwise.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::store;

/// # Errors
/// When the database can't be asked.
pub async fn wants_news(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    store::wants_news(connection, person_id).await
}

/// Notes whether the person wants news from now on.
///
/// # Errors
/// When the database refuses it.
pub async fn set_news(
    connection: &mut PgConnection,
    person_id: i32,
    is_wanted: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::set_news(connection, person_id, is_wanted, now).await
}
