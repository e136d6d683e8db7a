//! Objects that leave the storage for good: ordered in the transaction that
//! forgets them, and tried until the storage has done it, so that no crash and no
//! outage leaves a picture that no row knows of.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use crate::{
    files::{FileKey, Files},
    queue::{self, Job, JobResult, Next, OrElse, Registry},
};

/// A worker may be storing an object just now that nobody wants any more: it is
/// removed when that is surely over.
pub const STORING_IS_OVER: TimeDelta = TimeDelta::minutes(10);

/// Removes an object that no row refers to any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RemoveObject {
    storage_key: String,
}

impl Job for RemoveObject {
    /// The first objects that were removed were reference photos, and jobs of then may
    /// still wait.
    const KIND: &'static str = "delete_reference";

    fn key(&self) -> Option<String> {
        Some(self.storage_key.clone())
    }
}

/// Orders that the object under `storage_key` is removed at `at` or soon after,
/// as part of the caller's transaction.
///
/// # Errors
/// When the database refuses it.
pub async fn order(
    connection: &mut PgConnection,
    storage_key: String,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &RemoveObject { storage_key }, at).await
}

/// Adds the handler.
pub fn register(registry: Registry, files: Files) -> Registry {
    registry.on(move |job: RemoveObject, _| remove(files.clone(), FileKey::stored(job.storage_key)))
}

async fn remove(files: Files, key: FileKey) -> JobResult {
    files.delete(&key).await.or_retry()?;
    Ok(Next::Done)
}
