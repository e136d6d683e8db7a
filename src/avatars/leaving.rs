//! Forgetting a person: all their avatars, photos and what they sent for them.

use serde_json::Value;
use sqlx::PgConnection;

use super::store;
use crate::files::Remains;

/// Keeps everybody else from beginning anything with the person's avatars until
/// the caller's transaction ends.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold_all(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    store::hold_all(connection, person_id).await
}

/// Deletes every row of the person's avatars and returns what lies in the storage.
/// Sets and photos that refer to them are gone before.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_all(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Remains> {
    store::forget_all(connection, person_id).await
}

/// What is on record of the person here, as it stands in the rows.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    store::export(connection, person_id).await
}
