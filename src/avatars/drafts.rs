//! What happens to a draft, each thing in one transaction with the jobs that it
//! causes: it is named, photos come in and go, and it is finished.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::{
    Status,
    attachment::SentFile,
    chat::Making,
    forget_photos,
    jobs::{PrepareAvatar, ReceivePhoto, RefreshPanel},
    store::{self, Noted, View},
};
use crate::{
    accounts::Person,
    db::Db,
    queue::{self, NewJob},
    removal,
    telegram::Dialogue,
};

/// How long the panel waits for more before it shows what has changed: the
/// messages of an album come one by one.
pub(super) const GATHERING: TimeDelta = TimeDelta::milliseconds(700);

/// Photos that are kept until there is an avatar to put them into.
const MOST_KEPT: usize = 30;

/// What came of [`finish`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finished {
    Begun,
    /// This many photos are missing.
    TooFew(i64),
    NoDraft,
}

/// The files that came before there was an avatar to put them into.
pub(super) fn kept_files(dialogue: &Dialogue) -> Vec<SentFile> {
    match dialogue.step() {
        Some(Making::Offered { files } | Making::Naming { files }) => files,
        _ => Vec::new(),
    }
}

/// The files kept so far and `file`, once.
pub(super) fn keep(mut files: Vec<SentFile>, file: SentFile) -> Vec<SentFile> {
    let is_new = files.iter().all(|kept| kept.message_id != file.message_id);
    if is_new && files.len() < MOST_KEPT {
        files.push(file);
    }
    files
}

/// Begins an avatar and lets the person send photos for it. Those that they sent
/// before come in at once.
pub(super) async fn create(
    db: &Db,
    dialogue: &Dialogue,
    person: &Person,
    name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    let mut tx = db.begin().await?;
    let avatar_id = store::insert(&mut tx, person.id, name, now).await?;
    take_in(&mut tx, person, avatar_id, &kept_files(dialogue), now).await?;
    dialogue
        .go_to(&mut tx, &Making::Photos { avatar_id })
        .await?;
    tx.commit().await?;
    Ok(avatar_id)
}

/// Lets the person send photos for a draft of theirs. False when it is none.
pub(super) async fn resume(
    db: &Db,
    dialogue: &Dialogue,
    person: &Person,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(false);
    }
    store::reset_view(&mut tx, avatar_id).await?;
    take_in(&mut tx, person, avatar_id, &kept_files(dialogue), now).await?;
    dialogue
        .go_to(&mut tx, &Making::Photos { avatar_id })
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes a file for a draft. False when the avatar is no draft of this person.
pub(super) async fn add_file(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    file: SentFile,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    let Some(noted) = store::lock_draft_and_insert(&mut tx, person, avatar_id, &file, now).await?
    else {
        return Ok(false);
    };
    add_jobs(&mut tx, avatar_id, &[noted], now).await?;
    tx.commit().await?;
    Ok(true)
}

/// Notes these files for a draft of this person that is locked already.
async fn take_in(
    connection: &mut PgConnection,
    person: &Person,
    avatar_id: i32,
    files: &[SentFile],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if files.is_empty() {
        return Ok(());
    }
    let mut noted = Vec::new();
    for file in files {
        let added = store::lock_draft_and_insert(connection, person, avatar_id, file, now);
        noted.extend(added.await?);
    }
    add_jobs(connection, avatar_id, &noted, now).await
}

/// What noted files lead to: those that wait for it are looked at, and the panel tells of all.
async fn add_jobs(
    connection: &mut PgConnection,
    avatar_id: i32,
    noted: &[Noted],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut jobs = Vec::with_capacity(noted.len() + 1);
    for noted in noted {
        if let Noted::Waits(upload_id) = *noted {
            jobs.push(NewJob::of(&ReceivePhoto { upload_id }, now)?);
        }
    }
    jobs.push(NewJob::of(&RefreshPanel { avatar_id }, now + GATHERING)?);
    queue::add_all(connection, &jobs).await
}

/// Turns the panel below which something was tapped to `view`. False when it is
/// not a draft's of this person.
pub(super) async fn turn_panel(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    chat: ChatId,
    tapped: Option<MessageId>,
    view: View,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(false);
    }
    if let Some(tapped) = tapped {
        store::turn_panel(&mut tx, avatar_id, chat, tapped, view).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Removes one photo. False when it was gone already.
pub(super) async fn remove_photo(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    photo_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(false);
    }
    let Some(storage_key) = store::delete_photo(&mut tx, avatar_id, photo_id).await? else {
        return Ok(false);
    };
    if let Some(storage_key) = storage_key {
        removal::order(&mut tx, storage_key, now).await?;
    }
    queue::add(&mut tx, &RefreshPanel { avatar_id }, now + GATHERING).await?;
    tx.commit().await?;
    Ok(true)
}

/// Removes all photos. False when the avatar is no draft of this person.
pub(super) async fn start_over(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(false);
    }
    forget_photos(&mut tx, avatar_id, now).await?;
    store::reset_view(&mut tx, avatar_id).await?;
    tx.commit().await?;
    Ok(true)
}

/// The person has sent all photos: the rest happens without them.
pub(super) async fn finish(
    db: &Db,
    dialogue: &Dialogue,
    person: &Person,
    avatar_id: i32,
    least: u16,
    now: DateTime<Utc>,
) -> anyhow::Result<Finished> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(Finished::NoDraft);
    }
    let count = i64::try_from(store::photos(&mut tx, avatar_id).await?.len())?;
    let missing = i64::from(least) - count;
    if missing > 0 {
        return Ok(Finished::TooFew(missing));
    }
    store::set_status(&mut tx, avatar_id, Status::Processing).await?;
    store::reset_view(&mut tx, avatar_id).await?;
    queue::add(&mut tx, &PrepareAvatar { avatar_id }, now).await?;
    dialogue.end(&mut tx).await?;
    tx.commit().await?;
    Ok(Finished::Begun)
}

/// Locks the avatar and tells whether it is a draft of this person.
pub(super) async fn lock_draft(
    connection: &mut PgConnection,
    person: &Person,
    avatar_id: i32,
) -> anyhow::Result<bool> {
    let avatar = store::lock(connection, avatar_id).await?;
    Ok(avatar.is_some_and(|avatar| avatar.user_id == person.id && avatar.status == Status::Draft))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(message_id: i32) -> SentFile {
        SentFile {
            file_id: format!("file-{message_id}"),
            unique_id: message_id.to_string(),
            message_id,
            album: None,
            refusal: None,
        }
    }

    #[test]
    fn a_file_is_kept_once_however_often_its_message_is_handled() {
        let files = keep(keep(vec![file(1)], file(2)), file(2));
        assert_eq!(files, [file(1), file(2)]);
    }

    #[test]
    fn more_files_than_any_avatar_takes_are_not_kept() {
        let files = (0..100).map(file).fold(Vec::new(), keep);
        assert_eq!(files.len(), MOST_KEPT);
    }
}
