//! The work behind avatars: photos are fetched and judged, the panel follows,
//! finished avatars become ready, and removed photos leave the storage.

use std::{sync::Arc, time::Instant};

use bytes::Bytes;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::sync::Semaphore;

use super::{
    Status, keeping, panel,
    photo::{self, Picture},
    receive,
    refusal::Refusal,
    store, thumbnail,
};
use crate::{
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    files::{FileKey, Files},
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    removal,
    telegram::Sender,
};

/// Files of up to 20 MB that are in memory at the same time.
const DOWNLOADS: usize = 4;

/// Photos that are decoded at the same time. A large one counts for two.
const EXAMINATIONS: usize = 2;

/// A photo with more pixels takes so much memory that nothing is decoded beside it.
const LARGE_PIXELS: u64 = 24_000_000;

/// How soon to look again for photos that are still on their way.
const WAIT_FOR_PHOTOS: TimeDelta = TimeDelta::seconds(1);

/// Fetch a sent file, judge it and store it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ReceivePhoto {
    pub upload_id: i64,
}

impl Job for ReceivePhoto {
    const KIND: &'static str = "receive_photo";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.upload_id.to_string())
    }
}

/// Make the avatar's panel show how things are.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct RefreshPanel {
    pub avatar_id: i32,
}

impl Job for RefreshPanel {
    const KIND: &'static str = "refresh_panel";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.avatar_id.to_string())
    }
}

/// Make a finished avatar ready.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PrepareAvatar {
    pub avatar_id: i32,
}

impl Job for PrepareAvatar {
    const KIND: &'static str = "prepare_avatar";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.avatar_id.to_string())
    }
}

/// Delete photos that nobody has needed for long, and tell their people before.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SweepReferences {}

impl Job for SweepReferences {
    const KIND: &'static str = "sweep_references";
    const PRIORITY: i16 = 130;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Tell the person that an avatar's photos are about to be deleted.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WarnOfDeletion {
    pub avatar_id: i32,
}

impl Job for WarnOfDeletion {
    const KIND: &'static str = "warn_of_deletion";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.avatar_id.to_string())
    }
}

/// What this feature's jobs work with. Clones share everything.
#[derive(Clone, Debug)]
pub struct Tools {
    pub(super) db: Db,
    pub(super) clock: Clock,
    pub(super) sender: Sender,
    pub(super) files: Files,
    pub(super) photos: ReferencePhotosConfig,
    pub(super) downloads: Arc<Semaphore>,
    examinations: Arc<Semaphore>,
}

impl Tools {
    pub fn new(
        db: Db,
        clock: Clock,
        sender: Sender,
        files: Files,
        photos: ReferencePhotosConfig,
    ) -> Self {
        let downloads = Arc::new(Semaphore::new(DOWNLOADS));
        let examinations = Arc::new(Semaphore::new(EXAMINATIONS));
        Self {
            db,
            clock,
            sender,
            files,
            photos,
            downloads,
            examinations,
        }
    }

    /// Examines a file on a thread of its own, when there is memory for it.
    pub(super) async fn examine(&self, file: Bytes) -> Result<Picture, Refusal> {
        let places = if photo::pixels(&file) > LARGE_PIXELS {
            2
        } else {
            1
        };
        let _places = self
            .examinations
            .acquire_many(places)
            .await
            .expect("the semaphore is never closed");
        let examination = tokio::task::spawn_blocking(move || {
            let begun_at = Instant::now();
            let picture = photo::examine(&file);
            metrics::histogram!("pinglass_photo_examination_seconds").record(begun_at.elapsed());
            picture
        });
        // A file that makes a decoder panic is as good as a damaged one.
        examination.await.unwrap_or(Err(Refusal::Unreadable))
    }

    /// Computes something about one stored photo on a thread of its own, when there
    /// is memory for it. `None` when that fails.
    pub(super) async fn compute<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Option<T> {
        let _place = self
            .examinations
            .acquire()
            .await
            .expect("the semaphore is never closed");
        tokio::task::spawn_blocking(work).await.ok().flatten()
    }
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, tools: Tools) -> Registry {
    let (receiving, refreshing, preparing) = (tools.clone(), tools.clone(), tools.clone());
    let (sweeping, warning) = (tools.clone(), tools);
    registry
        .on(move |job: ReceivePhoto, lease| {
            receive::receive_photo(receiving.clone(), job.upload_id, lease)
        })
        .on(move |job: RefreshPanel, _| panel::refresh(refreshing.clone(), job.avatar_id))
        .on(move |job: PrepareAvatar, lease| {
            prepare_avatar(preparing.clone(), job.avatar_id, lease)
        })
        .on(move |_: SweepReferences, lease| keeping::sweep(sweeping.clone(), lease))
        .on(move |job: WarnOfDeletion, _| keeping::warn(warning.clone(), job.avatar_id))
}

/// Runs until the avatar is ready, or a draft again because photos got lost, or gone.
async fn prepare_avatar(tools: Tools, avatar_id: i32, lease: Lease) -> JobResult {
    let mut connection = tools.db.connection().await.or_retry()?;
    let avatar = store::find(&mut connection, avatar_id).await.or_retry()?;
    if avatar.is_none_or(|avatar| avatar.status != Status::Processing) {
        return Ok(Next::Done);
    }
    let (waiting, _) = store::oldest_waiting(&mut connection, avatar_id)
        .await
        .or_retry()?;
    if waiting > 0 {
        return Ok(Next::At(tools.clock.now() + WAIT_FOR_PHOTOS));
    }
    let photos = store::photos(&mut connection, avatar_id).await.or_retry()?;
    drop(connection);
    let mut lost = Vec::new();
    for (reference, _) in photos {
        // What other programs stored elsewhere is taken at their word.
        let Some(key) = reference.storage_key else {
            continue;
        };
        if !tools.files.exists(&FileKey::stored(key)).await.or_retry()? {
            lost.push(reference.id);
        }
    }
    let thumbnail = thumbnail::store(&tools, avatar_id, &lost)
        .await
        .or_retry()?;
    settle_avatar(&tools, avatar_id, &lost, thumbnail, lease)
        .await
        .or_retry()?;
    Ok(Next::Done)
}

async fn settle_avatar(
    tools: &Tools,
    avatar_id: i32,
    lost: &[i32],
    thumbnail: Option<FileKey>,
    lease: Lease,
) -> anyhow::Result<()> {
    let mut tx = tools.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let avatar = store::lock(&mut tx, avatar_id).await?;
    if avatar.is_none_or(|avatar| avatar.status != Status::Processing) {
        return Ok(());
    }
    for photo_id in lost {
        store::refuse_lost(&mut tx, *photo_id).await?;
        store::delete_photo(&mut tx, avatar_id, *photo_id).await?;
    }
    let left = store::photos(&mut tx, avatar_id).await?.len();
    let status = if left >= usize::from(tools.photos.min) {
        Status::Ready
    } else {
        Status::Draft
    };
    store::set_status(&mut tx, avatar_id, status).await?;
    if status == Status::Ready {
        complete(tools, &mut tx, avatar_id, thumbnail).await?;
    }
    if store::find_panel(&mut tx, avatar_id).await?.is_some() {
        queue::add(&mut tx, &RefreshPanel { avatar_id }, tools.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The avatar is ready: it gets its face, and what nobody decided on is forgotten.
async fn complete(
    tools: &Tools,
    connection: &mut PgConnection,
    avatar_id: i32,
    thumbnail: Option<FileKey>,
) -> anyhow::Result<()> {
    if let Some(key) = thumbnail {
        store::set_thumbnail(connection, avatar_id, &tools.files.address(&key)).await?;
    }
    for storage_key in store::delete_all_advised(connection, avatar_id).await? {
        removal::order(connection, storage_key, tools.clock.now()).await?;
    }
    Ok(())
}
