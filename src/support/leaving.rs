//! A person is erased: their tickets stay as numbers for the statistics, without
//! what was said in them.

use serde_json::Value;
use sqlx::PgConnection;

use super::store::leaving;

/// Forgets what a person wrote to the support.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    leaving::forget(connection, person_id).await
}

/// A person's tickets with all that was said in them.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    leaving::export(connection, person_id).await
}
