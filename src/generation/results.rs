//! Bringing a finished picture home: read from Kie, stored under a key that was
//! written down first, then recorded. Kie keeps results for a day only.

use anyhow::{Context, anyhow};
use bytes::Bytes;
use url::Url;

use super::{
    Deps, attempts,
    kie::Fetched,
    pictures::{self, Shape},
    store::{
        photos::{self, NewPhoto},
        tasks::{self, Task},
    },
};
use crate::{
    files::FileKey,
    queue::{Failure, Lease, OrElse},
    removal,
};

/// A result that can't be read this often, over eight minutes, is made anew.
const MOST_READS: i32 = 8;

/// What came of a finished picture.
pub(super) enum Kept {
    Yes,
    Unusable(&'static str),
}

/// Stores and records the picture of a task. A task that has its photo already
/// keeps that one.
pub(super) async fn keep(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    urls: &[Url],
) -> Result<Kept, Failure> {
    let Some(address) = urls.first() else {
        return Ok(Kept::Unusable("a success without a picture"));
    };
    let (bytes, _room) = match deps.kie.fetch(address).await {
        Fetched::File(bytes, room) => (bytes, room),
        Fetched::Gone => return Ok(Kept::Unusable("the result is gone")),
        Fetched::Refused(why) => return Ok(Kept::Unusable(why)),
        Fetched::Unavailable if lease.failures >= MOST_READS => {
            return Ok(Kept::Unusable("the result can't be read"));
        }
        Fetched::Unavailable => {
            return Err(Failure::Retry(anyhow!(
                "a result can't be read at the moment"
            )));
        }
    };
    let Some(shape) = pictures::shape_of(&bytes) else {
        return Ok(Kept::Unusable("the result is no portrait"));
    };
    let key = choose_key(deps, task, shape).await.or_retry()?;
    let content_type = shape.format.to_mime_type();
    deps.files
        .put(&key, bytes.clone(), content_type)
        .await
        .or_retry()?;
    record(deps, lease, task, address, &key, shape, &bytes)
        .await
        .or_retry()?;
    Ok(Kept::Yes)
}

async fn choose_key(deps: &Deps, task: &Task, shape: Shape) -> anyhow::Result<FileKey> {
    let key = FileKey::random("portraits", shape.extension());
    let mut connection = deps.db.connection().await?;
    let chosen = tasks::choose_result_key(&mut connection, task.id, key.as_str()).await?;
    Ok(FileKey::stored(chosen))
}

async fn record(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    address: &Url,
    key: &FileKey,
    shape: Shape,
    bytes: &Bytes,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let new = NewPhoto {
        storage_key: key.as_str(),
        image_url: &deps.files.address(key),
        byte_size: bytes.len().try_into().context("a photo is too large")?,
        width: shape.width.try_into().context("a photo is too wide")?,
        height: shape.height.try_into().context("a photo is too high")?,
    };
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let present = tasks::lock(&mut tx, task.id).await?;
    if !present.is_some_and(|present| present.is_pending) {
        // The task ended without it, or has it already.
        if !photos::is_stored_under(&mut tx, task.id, key.as_str()).await? {
            removal::order(&mut tx, key.as_str().to_owned(), now).await?;
            tx.commit()
                .await
                .context("cannot commit that a picture goes")?;
        }
        return Ok(());
    }
    photos::insert(&mut tx, task, &new, now).await?;
    tasks::complete(&mut tx, task.id, address.as_str()).await?;
    attempts::settle(&mut tx, task.set_id, now).await?;
    tx.commit().await.context("cannot commit a photo")?;
    metrics::counter!("pinglass_photos_total", "outcome" => "completed").increment(1);
    if let Some(ordered_at) = task.created_remotely_at {
        let making = (now - ordered_at).to_std().unwrap_or_default();
        metrics::histogram!("pinglass_photo_making_seconds").record(making);
    }
    tracing::info!(task.id = task.id, "a photo was made");
    Ok(())
}
