//! What becomes of previews in the storage.

use serde::{Deserialize, Serialize};

use super::store;
use crate::{
    clock::Clock,
    db::Db,
    files::{FileKey, Files},
    queue::{Job, JobResult, Next, OrElse, Registry},
    telegram::{Download, Sender, download},
};

/// Puts a preview into the storage, as our own copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct StorePreview {
    pub preview_id: i32,
}

impl Job for StorePreview {
    const KIND: &'static str = "store_preview";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(self.preview_id.to_string())
    }
}

/// Takes a removed preview out of the storage.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DeletePreview {
    pub storage_key: String,
}

impl Job for DeletePreview {
    const KIND: &'static str = "delete_preview";
    const PRIORITY: i16 = 110;
}

/// What previews take.
#[derive(Clone)]
pub struct PreviewTools {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
    pub files: Files,
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, tools: PreviewTools) -> Registry {
    let storing = tools.clone();
    registry
        .on(move |job: StorePreview, _| store_preview(storing.clone(), job.preview_id))
        .on(move |job: DeletePreview, _| {
            delete_preview(tools.clone(), FileKey::stored(job.storage_key))
        })
}

async fn store_preview(tools: PreviewTools, preview_id: i32) -> JobResult {
    let mut connection = tools.db.connection().await.or_retry()?;
    let preview = store::find(&mut connection, preview_id).await.or_retry()?;
    drop(connection);
    let Some(preview) = preview.filter(|preview| !preview.is_stored) else {
        return Ok(Next::Done);
    };
    let bytes = match download(&tools.sender, &preview.telegram_file_id)
        .await
        .or_retry()?
    {
        Download::File(bytes) => bytes,
        Download::TooBig | Download::Gone => {
            tracing::warn!(
                preview.id = preview_id,
                "a preview can't be fetched from Telegram and has no copy of ours"
            );
            return Ok(Next::Done);
        }
    };
    let key = FileKey::stored(preview.storage_key);
    tools
        .files
        .put(&key, bytes, "image/jpeg")
        .await
        .or_retry()?;
    let mut connection = tools.db.connection().await.or_retry()?;
    let is_there = store::mark_stored(&mut connection, preview_id, tools.clock.now())
        .await
        .or_retry()?;
    drop(connection);
    if !is_there {
        // Removed meanwhile, perhaps before there was anything to take away.
        tools.files.delete(&key).await.or_retry()?;
    }
    Ok(Next::Done)
}

async fn delete_preview(tools: PreviewTools, key: FileKey) -> JobResult {
    tools.files.delete(&key).await.or_retry()?;
    Ok(Next::Done)
}
