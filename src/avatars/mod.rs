//! Avatars: a name and a handful of good photos of one person.
//!
//! ```text
//! draft ── Done ──▶ processing ── every photo is in the storage ──▶ ready
//!   ▲                   │
//!   └── some are lost ──┘
//! ```
//! A photo is a row first and a picture later: whoever sends one only causes a
//! row and a job, so no crash swallows it, and an album answers as fast as a
//! single photo. A photo that the coach advises against waits for its owner, who
//! may overrule the advice; a refusal stands.

mod attachment;
mod chat;
mod coach;
mod drafts;
mod editing;
mod gallery;
mod jobs;
mod keeping;
mod leaving;
mod likeness;
mod name;
mod overruling;
mod panel;
mod photo;
mod receive;
mod refusal;
mod screens;
mod sent;
mod shrink;
mod store;
mod thumbnail;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::MessageId;

pub use self::{
    chat::{leaves_alone, routes},
    gallery::screen,
    jobs::{Tools, register},
    keeping::{schedule_sweeps, told_before},
    leaving::{export, forget_all, hold_all},
    store::{find, find_ready, has_any, hold_ready, list, list_ready},
};
use crate::{accounts::Person, db::Db, removal, telegram::Dialogue};

/// How far an avatar is. Rows of other programs that say anything else count as drafts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Draft,
    Processing,
    Ready,
}

impl Status {
    fn stored(status: &str) -> Self {
        match status {
            "ready" => Self::Ready,
            "processing" => Self::Processing,
            _ => Self::Draft,
        }
    }
}

/// An avatar that has not been deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Avatar {
    pub id: i32,
    /// Its owner, `users.id`.
    pub user_id: i32,
    pub name: String,
    pub status: Status,
    /// How many reference photos it has.
    pub photo_count: i64,
    /// When they were last needed, from which the time of their keeping counts;
    /// `None` where there are none, or nobody knows.
    pub photos_kept_from: Option<DateTime<Utc>>,
    /// Whether it has none because they were deleted on schedule.
    pub were_photos_deleted: bool,
}

/// A reference photo. Those of other programs have no key in our storage, only
/// the address at which they were put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub id: i32,
    pub storage_key: Option<String>,
    pub image_url: Option<String>,
}

/// The avatar's photos, the best first and each next one unlike those before it:
/// whoever takes only so many takes the first.
///
/// # Errors
/// When the database can't be asked.
pub async fn references(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<Reference>> {
    Ok(coach::best_first(
        store::photos(connection, avatar_id).await?,
    ))
}

/// What came of the wish to delete an avatar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// With the message that showed its panel, if there was one.
    Done(Option<MessageId>),
    /// Portraits of it are being made.
    Busy,
    /// Gone before, or never this person's.
    NotThere,
}

/// Deletes a person's avatar with its photos. Its row stays, hidden, when sets
/// or payments refer to it.
async fn delete(
    db: &Db,
    dialogue: &Dialogue,
    person: &Person,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Deleted> {
    let mut tx = db.begin().await?;
    let deleted = delete_with(&mut tx, dialogue, person, avatar_id, now).await?;
    tx.commit().await?;
    Ok(deleted)
}

/// Deletes a person's avatar as part of the caller's transaction, for those who
/// delete more with it.
///
/// # Errors
/// When the database refuses it.
pub async fn delete_with(
    tx: &mut PgConnection,
    dialogue: &Dialogue,
    person: &Person,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Deleted> {
    let avatar = store::lock(tx, avatar_id).await?;
    if avatar.is_none_or(|avatar| avatar.user_id != person.id) {
        return Ok(Deleted::NotThere);
    }
    if store::has_running_set(tx, avatar_id).await? {
        return Ok(Deleted::Busy);
    }
    let panel = store::find_panel(tx, avatar_id).await?;
    forget_photos(tx, avatar_id, now).await?;
    store::delete(tx, avatar_id, now).await?;
    if matches!(dialogue.step(), Some(chat::Making::Photos { avatar_id: id }) if id == avatar_id) {
        dialogue.end(tx).await?;
    }
    Ok(Deleted::Done(panel.map(|panel| panel.message())))
}

/// Notes that the photos of an avatar were needed just now: a set of it has begun
/// or ended. The time of their keeping counts from here.
///
/// # Errors
/// When the database refuses it.
pub async fn note_use(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::note_use(connection, avatar_id, now).await
}

/// Forgets all photos of a locked avatar, those on their way and the thumbnail too.
///
/// # Errors
/// When the database can't be asked.
pub async fn forget_photos(
    connection: &mut PgConnection,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    for storage_key in store::delete_uploads(connection, avatar_id).await? {
        removal::order(connection, storage_key, now + removal::STORING_IS_OVER).await?;
    }
    for storage_key in store::delete_photos(connection, avatar_id).await? {
        removal::order(connection, storage_key, now).await?;
    }
    if let Some(storage_key) = store::delete_thumbnail(connection, avatar_id).await? {
        removal::order(connection, storage_key, now + removal::STORING_IS_OVER).await?;
    }
    Ok(())
}
