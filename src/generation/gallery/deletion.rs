//! Deletion at a person's wish: of a photo, of a set, of an avatar with all its
//! portraits. Rows go at once, objects by jobs that no crash forgets. What was
//! delivered stays delivered: deleted photos are counted, so that they are neither
//! made again nor paid back, and a deleted set keeps its row for its payment.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::MessageId;

use super::screens;
use crate::{
    accounts::{Go, Person},
    avatars,
    generation::{
        Deps, Set, chat,
        store::{deletions, gallery, sets},
    },
    removal,
    telegram::{Buttons, Dialogue, Handled, Reply, Routes, tap},
};

/// A tap that deletes, or asks first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::generation) enum DeletionTap {
    AskSet(i32),
    Set(i32),
    /// An avatar with all its portraits.
    Avatar(i32),
}

impl Buttons for DeletionTap {
    const FEATURE: &'static str = "delete";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(tap::<DeletionTap>().endpoint(choose))
        .branch(
            tap::<Go>()
                .filter_map(|go: Go| match go {
                    Go::EraseAvatar(avatar_id) => Some(avatar_id),
                    _ => None,
                })
                .endpoint(ask_avatar),
        )
}

/// What came of a wish to delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    /// It is still being made.
    Busy,
    /// Gone before, or never this person's.
    NotThere,
}

async fn choose(
    tap: DeletionTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    match tap {
        DeletionTap::AskSet(id) => ask_set(id, &person, &reply, &deps).await,
        DeletionTap::Set(id) => {
            let (outcome, count) = delete_set(&deps, &person, id).await?;
            tell(outcome, count, "popup-set-busy", &person, &reply).await
        }
        DeletionTap::Avatar(id) => {
            let (outcome, count, panel) = erase_avatar(&deps, &dialogue, &person, id).await?;
            tell(outcome, count, "avatar-busy", &person, &reply).await?;
            // The message that showed how its selfies came in has nothing to show.
            if let Some(panel) = panel.filter(|panel| Some(*panel) != reply.tapped) {
                deps.sender.take_away(person.chat(), panel).await;
            }
            Ok(())
        }
    }
}

async fn tell(
    outcome: Outcome,
    count: usize,
    busy: &str,
    person: &Person,
    reply: &Reply,
) -> Handled {
    match outcome {
        Outcome::Done => {
            reply.screen(&screens::deleted(person.lang, count)).await?;
        }
        Outcome::Busy => reply.popup(&person.lang.text(busy, &[])).await,
        Outcome::NotThere => {
            let words = person.lang.text("popup-deleted-before", &[]);
            reply.popup(&words).await;
        }
    }
    Ok(())
}

async fn ask_set(id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let set = sets::find(&mut *deps.db.connection().await?, id).await?;
    match set.filter(|set| is_own(set, person)) {
        Some(set) if is_busy(&set) => {
            let words = person.lang.text("popup-set-busy", &[]);
            reply.popup(&words).await;
        }
        Some(set) => {
            reply
                .screen(&screens::ask_delete_set(person.lang, &set))
                .await?;
        }
        None => return chat::say_gone(person, reply).await,
    }
    Ok(())
}

async fn ask_avatar(avatar_id: i32, person: Person, reply: Reply, deps: Deps) -> Handled {
    let mut connection = deps.db.connection().await?;
    let avatar = avatars::find(&mut connection, avatar_id).await?;
    let photos = deletions::photos_of_avatar(&mut connection, avatar_id).await?;
    drop(connection);
    let Some(avatar) = avatar.filter(|avatar| avatar.user_id == person.id) else {
        let words = person.lang.text("popup-deleted-before", &[]);
        reply.popup(&words).await;
        return Ok(());
    };
    let count = i64::try_from(photos.len())?;
    let screen = screens::ask_delete_avatar(person.lang, avatar_id, &avatar.name, count);
    reply.screen(&screen).await?;
    Ok(())
}

fn is_own(set: &Set, person: &Person) -> bool {
    set.user_id == person.id && !set.is_deleted
}

/// Sets of an older program have no chat; nobody makes anything of them any more,
/// whatever their status says.
fn is_busy(set: &Set) -> bool {
    set.is_running() && set.chat_id.is_some()
}

/// Deletes one photo of the person's.
pub(super) async fn delete_photo(
    deps: &Deps,
    person: &Person,
    photo_id: i32,
) -> anyhow::Result<Outcome> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let found = gallery::portraits(&mut tx, person.id, &[photo_id]).await?;
    let Some(portrait) = found.into_iter().next() else {
        return Ok(Outcome::NotThere);
    };
    if let Some(set_id) = portrait.set_id {
        sets::lock(&mut tx, set_id).await?;
        let set = sets::find(&mut tx, set_id).await?;
        if set.as_ref().is_some_and(is_busy) {
            return Ok(Outcome::Busy);
        }
    }
    let count = forget(&mut tx, &[photo_id], now).await?;
    tx.commit()
        .await
        .context("cannot commit the deletion of a photo")?;
    Ok(if count == 0 {
        Outcome::NotThere
    } else {
        Outcome::Done
    })
}

/// Deletes a set of the person's with all its photos; how many there were.
async fn delete_set(deps: &Deps, person: &Person, set_id: i32) -> anyhow::Result<(Outcome, usize)> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    sets::lock(&mut tx, set_id).await?;
    let set = sets::find(&mut tx, set_id).await?;
    let Some(set) = set.filter(|set| is_own(set, person)) else {
        return Ok((Outcome::NotThere, 0));
    };
    let set_ids = deletions::with_rerolls(&mut tx, set_id).await?;
    if is_busy(&set) || deletions::any_running(&mut tx, &set_ids).await? {
        return Ok((Outcome::Busy, 0));
    }
    let photo_ids = deletions::photos_of_sets(&mut tx, &set_ids).await?;
    let count = forget(&mut tx, &photo_ids, now).await?;
    hide(&mut tx, &set_ids, now).await?;
    tx.commit()
        .await
        .context("cannot commit the deletion of a set")?;
    Ok((Outcome::Done, count))
}

/// Deletes an avatar of the person's with its selfies and all portraits that were
/// made of it; how many portraits there were, and the avatar's panel.
async fn erase_avatar(
    deps: &Deps,
    dialogue: &Dialogue,
    person: &Person,
    avatar_id: i32,
) -> anyhow::Result<(Outcome, usize, Option<MessageId>)> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let avatar = avatars::find(&mut tx, avatar_id).await?;
    if avatar.is_none_or(|avatar| avatar.user_id != person.id) {
        return Ok((Outcome::NotThere, 0, None));
    }
    // Sets before their avatar, as those do who write photos.
    let set_ids = deletions::list_sets(&mut tx, avatar_id).await?;
    let photo_ids = deletions::photos_of_avatar(&mut tx, avatar_id).await?;
    let count = forget(&mut tx, &photo_ids, now).await?;
    hide(&mut tx, &set_ids, now).await?;
    // Portraits that are being made keep the avatar, and with it everything.
    let deleted = avatars::delete_with(&mut tx, dialogue, person, avatar_id, now).await?;
    let panel = match deleted {
        avatars::Deleted::Done(panel) => panel,
        avatars::Deleted::Busy => return Ok((Outcome::Busy, 0, None)),
        avatars::Deleted::NotThere => return Ok((Outcome::NotThere, 0, None)),
    };
    tx.commit()
        .await
        .context("cannot commit the deletion of an avatar with its portraits")?;
    Ok((Outcome::Done, count, panel))
}

/// Hides sets, and has removed what their failed attempts may have stored.
async fn hide(tx: &mut PgConnection, set_ids: &[i32], now: DateTime<Utc>) -> anyhow::Result<()> {
    for storage_key in deletions::take_unused_keys(tx, set_ids).await? {
        removal::order(tx, storage_key, now + removal::STORING_IS_OVER).await?;
    }
    deletions::hide_sets(tx, set_ids, now).await
}

/// Forgets photos and has their objects removed; how many there were.
async fn forget(
    tx: &mut PgConnection,
    photo_ids: &[i32],
    now: DateTime<Utc>,
) -> anyhow::Result<usize> {
    let deleted = deletions::delete_photos(tx, photo_ids).await?;
    let count = deleted.len();
    for storage_key in deleted.into_iter().filter_map(|photo| photo.storage_key) {
        removal::order(tx, storage_key, now).await?;
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for tap in [
            DeletionTap::AskSet(i32::MAX),
            DeletionTap::Set(i32::MAX),
            DeletionTap::Avatar(i32::MAX),
        ] {
            assert_eq!(DeletionTap::decode(&tap.encode()), Some(tap));
        }
    }
}
