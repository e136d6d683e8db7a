//! The avatars that a person has.
//!
//! ```text
//! Anna: /avatars
//! Bot: Your avatars  [✨ Anna · 5 photos] [✏️ Bob · draft] [New avatar] [Menu]
//! Anna taps [✨ Anna · 5 photos]
//! Bot (edited): Anna, ready, 5 photos  [New portraits] [Delete] [All avatars]
//! Anna taps [Delete]
//! Bot (edited): Delete «Anna» and its 5 photos?  [Yes, delete] [Keep it]
//! ```

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Avatar, Deleted, keeping, panel, screens, store};
use crate::{
    accounts::{Go, Person},
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    telegram::{Buttons, Dialogue, Handled, Reply, Routes, Screen, command, tap},
};

/// What can be tapped among one's avatars.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum GalleryTap {
    Open(i32),
    AskDelete(i32),
    Delete(i32),
    /// Keep its photos once more.
    KeepPhotos(i32),
}

impl Buttons for GalleryTap {
    const FEATURE: &'static str = "avatars";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(command("avatars").endpoint(list_avatars))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Avatars)
                .endpoint(list_avatars),
        )
        .branch(tap::<GalleryTap>().endpoint(tap_avatar))
}

async fn list_avatars(person: Person, reply: Reply, db: Db) -> Handled {
    show_all(&reply, &db, &person).await
}

async fn show_all(reply: &Reply, db: &Db, person: &Person) -> Handled {
    let screen = all(&mut *db.connection().await?, person).await?;
    reply.screen(&screen).await?;
    Ok(())
}

async fn all(connection: &mut PgConnection, person: &Person) -> anyhow::Result<Screen> {
    let avatars = store::list(connection, person.id).await?;
    Ok(screens::avatars(person.lang, &avatars))
}

/// An avatar of the person's and what can be done with it; all of them when it is
/// gone or was never theirs.
///
/// # Errors
/// When the database can't be asked.
pub async fn screen(
    connection: &mut PgConnection,
    person: &Person,
    photos: ReferencePhotosConfig,
    avatar_id: i32,
) -> anyhow::Result<Screen> {
    match find_own(connection, person, avatar_id).await? {
        Some(avatar) => {
            let portraits = store::count_portraits(connection, avatar_id).await?;
            let end = keeping::end_of_keeping(&avatar, photos.keep());
            Ok(screens::avatar(person.lang, &avatar, end, portraits))
        }
        None => all(connection, person).await,
    }
}

/// Shows one avatar, or all of them when it is gone or was never this person's.
pub(super) async fn show_avatar(
    reply: &Reply,
    db: &Db,
    person: &Person,
    photos: ReferencePhotosConfig,
    avatar_id: i32,
) -> Handled {
    let mut connection = db.connection().await?;
    let is_there = find_own(&mut connection, person, avatar_id)
        .await?
        .is_some();
    let screen = screen(&mut connection, person, photos, avatar_id).await?;
    drop(connection);
    if !is_there {
        reply.popup(&person.lang.text("avatar-gone", &[])).await;
    }
    reply.screen(&screen).await?;
    Ok(())
}

async fn tap_avatar(
    tapped: GalleryTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    match tapped {
        GalleryTap::Open(avatar_id) => show_avatar(&reply, &db, &person, photos, avatar_id).await,
        GalleryTap::AskDelete(avatar_id) => {
            ask_delete(&reply, &db, &person, photos, avatar_id).await
        }
        GalleryTap::KeepPhotos(avatar_id) => {
            if keeping::keep_longer(&db, &person, avatar_id, clock.now())
                .await?
                .is_some()
            {
                reply
                    .popup(&person.lang.text("avatar-photos-kept", &[]))
                    .await;
            }
            show_avatar(&reply, &db, &person, photos, avatar_id).await
        }
        GalleryTap::Delete(avatar_id) => {
            let deleted = super::delete(&db, &dialogue, &person, avatar_id, clock.now()).await?;
            tell_deleted(&reply, &db, &person, deleted).await
        }
    }
}

async fn ask_delete(
    reply: &Reply,
    db: &Db,
    person: &Person,
    photos: ReferencePhotosConfig,
    avatar_id: i32,
) -> Handled {
    let mut connection = db.connection().await?;
    let found = find_own(&mut connection, person, avatar_id).await?;
    let portraits = store::count_portraits(&mut connection, avatar_id).await?;
    drop(connection);
    let Some(avatar) = found else {
        return show_avatar(reply, db, person, photos, avatar_id).await;
    };
    reply
        .screen(&screens::ask_delete(person.lang, &avatar, portraits))
        .await?;
    Ok(())
}

async fn tell_deleted(reply: &Reply, db: &Db, person: &Person, deleted: Deleted) -> Handled {
    match deleted {
        Deleted::Busy => {
            reply.popup(&person.lang.text("avatar-busy", &[])).await;
            return Ok(());
        }
        Deleted::NotThere => reply.popup(&person.lang.text("avatar-gone", &[])).await,
        Deleted::Done(old_panel) => {
            reply.popup(&person.lang.text("avatar-deleted", &[])).await;
            if let Some(old_panel) = old_panel.filter(|message| Some(*message) != reply.tapped) {
                panel::take_away(&reply.sender, reply.chat, old_panel).await;
            }
        }
    }
    show_all(reply, db, person).await
}

async fn find_own(
    connection: &mut PgConnection,
    person: &Person,
    avatar_id: i32,
) -> anyhow::Result<Option<Avatar>> {
    let avatar = store::find(connection, avatar_id).await?;
    Ok(avatar.filter(|avatar| avatar.user_id == person.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        for tapped in [
            GalleryTap::Open(i32::MAX),
            GalleryTap::AskDelete(i32::MAX),
            GalleryTap::Delete(i32::MAX),
            GalleryTap::KeepPhotos(i32::MAX),
        ] {
            assert_eq!(GalleryTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
