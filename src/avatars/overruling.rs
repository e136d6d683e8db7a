//! Photos that the coach advises against. They do not count until their owner says
//! so; a detector errs, and a profile is a good photo that it can't see.
//!
//! ```text
//! Bot: … 🤔 Photo 3: it is blurred …  [🤔 3]
//! Anna taps [🤔 3]
//! Bot (in reply to that photo): Photo 3: it is blurred …  [👌 Use it anyway] [Leave it out]
//! Anna taps [👌 Use it anyway]
//! Bot (popup): It counts now. The reply goes, and the panel follows.
//! ```

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    drafts::{GATHERING, lock_draft},
    jobs::RefreshPanel,
    panel,
    receive::refusal_beside,
    refusal::Refusal,
    screens, sent, store,
};
use crate::{
    accounts::{self, Person},
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    files::{FileKey, Files},
    queue, removal,
    telegram::{Buttons, Handled, Lane, Reply, Routes, tap},
};

/// What can be tapped about a photo that was advised against. Numbers are an avatar
/// and an upload.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AdviceTap {
    Show(i32, i64),
    Use(i32, i64),
    Leave(i32, i64),
}

impl Buttons for AdviceTap {
    const FEATURE: &'static str = "advice";
}

/// What came of the wish to use a photo anyway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Overruled {
    Counts,
    /// A refusal can't be overruled: meanwhile the places were taken, or the same
    /// photo came a second time.
    Refused(Refusal),
    /// It was decided before, or never this person's.
    Decided,
}

pub(super) fn routes() -> Routes {
    dptree::entry().branch(tap::<AdviceTap>().endpoint(tap_advice))
}

async fn tap_advice(
    tapped: AdviceTap,
    person: Person,
    reply: Reply,
    db: Db,
    clock: Clock,
    files: Files,
    photos: ReferencePhotosConfig,
) -> Handled {
    let lang = person.lang;
    if !person.has_consented {
        reply.screen(&accounts::consent_screen(lang)).await?;
        return Ok(());
    }
    let now = clock.now();
    let decided = lang.text("avatar-decided", &[]);
    let words = match tapped {
        AdviceTap::Show(avatar_id, upload_id) => {
            if !show_photo(&reply, &db, &person, avatar_id, upload_id).await? {
                reply.popup(&decided).await;
            }
            return Ok(());
        }
        AdviceTap::Use(avatar_id, upload_id) => {
            let photo = (avatar_id, upload_id);
            match use_anyway(&db, &files, &person, photo, photos.max, now).await? {
                Overruled::Counts => Some(lang.text("avatar-used-anyway", &[])),
                Overruled::Refused(refusal) => {
                    let reason = refusal.words(lang);
                    Some(lang.text("avatar-unfit", &[("reason", reason.into())]))
                }
                Overruled::Decided => None,
            }
        }
        AdviceTap::Leave(avatar_id, upload_id) => {
            let is_left_out = leave_out(&db, &person, avatar_id, upload_id, now).await?;
            is_left_out.then(|| lang.text("avatar-left-out", &[]))
        }
    };
    reply.popup(words.as_ref().unwrap_or(&decided)).await;
    // Whoever tapped first has the question taken away.
    if let (Some(question), Some(_)) = (reply.tapped, words) {
        panel::take_away(&reply.sender, reply.chat, question).await;
    }
    Ok(())
}

/// Answers to the photo itself, so that nobody has to count. False when it was
/// decided on, or is not this person's.
async fn show_photo(
    reply: &Reply,
    db: &Db,
    person: &Person,
    avatar_id: i32,
    upload_id: i64,
) -> anyhow::Result<bool> {
    let mut connection = db.connection().await?;
    let avatar = store::find(&mut connection, avatar_id).await?;
    let sent = match avatar.filter(|avatar| avatar.user_id == person.id) {
        Some(_) => store::sent(&mut connection, avatar_id).await?,
        None => Vec::new(),
    };
    drop(connection);
    let undecided = sent::undecided(&sent);
    let Some(photo) = undecided.iter().find(|photo| photo.upload_id == upload_id) else {
        return Ok(false);
    };
    let screen = screens::advised(person.lang, avatar_id, photo);
    reply
        .sender
        .show_below(Lane::Answer, reply.chat, Some(photo.message()), &screen)
        .await?;
    Ok(true)
}

/// Makes a reference photo of one that was put aside.
async fn use_anyway(
    db: &Db,
    files: &Files,
    person: &Person,
    (avatar_id, upload_id): (i32, i64),
    most: u16,
    now: DateTime<Utc>,
) -> anyhow::Result<Overruled> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(Overruled::Decided);
    }
    let Some(advised) = store::lock_advised(&mut tx, avatar_id, upload_id).await? else {
        return Ok(Overruled::Decided);
    };
    let known = store::prints(&mut tx, avatar_id).await?;
    let outcome = match refusal_beside(&known, &advised.findings, most) {
        // Another photo may be removed to make place for this one.
        Some(Refusal::Enough) => return Ok(Overruled::Refused(Refusal::Enough)),
        Some(refusal) => {
            store::refuse(&mut tx, upload_id, refusal).await?;
            let storage_key = advised.storage_key;
            removal::order(&mut tx, storage_key, now).await?;
            Overruled::Refused(refusal)
        }
        None => {
            let key = FileKey::stored(advised.storage_key);
            let address = files.address(&key);
            let (findings, advice) = (&advised.findings, Some(advised.advice));
            let photo_id =
                store::insert_photo(&mut tx, avatar_id, &key, &address, findings, advice, now)
                    .await?;
            store::accept(&mut tx, upload_id, photo_id).await?;
            Overruled::Counts
        }
    };
    queue::add(&mut tx, &RefreshPanel { avatar_id }, now + GATHERING).await?;
    tx.commit().await?;
    Ok(outcome)
}

/// Forgets a photo that was put aside. False when it was decided on before.
async fn leave_out(
    db: &Db,
    person: &Person,
    avatar_id: i32,
    upload_id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let mut tx = db.begin().await?;
    if !lock_draft(&mut tx, person, avatar_id).await? {
        return Ok(false);
    }
    let Some(storage_key) = store::delete_advised(&mut tx, avatar_id, upload_id).await? else {
        return Ok(false);
    };
    removal::order(&mut tx, storage_key, now).await?;
    queue::add(&mut tx, &RefreshPanel { avatar_id }, now + GATHERING).await?;
    tx.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        for tapped in [
            AdviceTap::Show(i32::MAX, i64::MAX),
            AdviceTap::Use(i32::MAX, i64::MAX),
            AdviceTap::Leave(i32::MAX, i64::MAX),
        ] {
            assert_eq!(AdviceTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
