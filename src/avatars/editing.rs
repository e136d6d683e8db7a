//! Changing a draft: the buttons of its panel, and `/remove` in reply to a photo.
//!
//! ```text
//! Anna taps [Remove a photo]
//! Bot (edited): Which one shall I take away?  [1] [2] [3] [4] [5] [Back]
//! Anna taps [2]
//! Bot (edited): Which one shall I take away?  [1] [2] [3] [4] [Back]
//! ```

use serde::{Deserialize, Serialize};

use super::{
    chat::{Making, begin},
    drafts::{self, Finished},
    gallery, name, panel, screens,
    store::{self, View},
};
use crate::{
    accounts::Person,
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    telegram::{Buttons, Dialogue, Handled, Incoming, Reply, Routes, command, tap},
};

/// What can be tapped while an avatar is being made. Numbers are avatars and photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum AvatarTap {
    UseFirstName,
    Continue(i32),
    ShowPhotos(i32),
    AskRemove(i32),
    Remove(i32, i32),
    AskRestart(i32),
    Restart(i32),
    Done(i32),
}

impl Buttons for AvatarTap {
    const FEATURE: &'static str = "avatar";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(command("remove").endpoint(remove_by_reply))
        .branch(tap::<AvatarTap>().endpoint(tap_panel))
}

async fn tap_panel(
    tapped: AvatarTap,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    if !person.has_consented {
        return begin(person, reply, dialogue, db, clock, photos).await;
    }
    let now = clock.now();
    let turn = |avatar_id, view| {
        drafts::turn_panel(&db, &person, avatar_id, reply.chat, reply.tapped, view)
    };
    let (avatar_id, is_draft) = match tapped {
        AvatarTap::UseFirstName => match use_first_name(&person, &dialogue, &db, &clock).await? {
            Some(avatar_id) => (avatar_id, true),
            None => return begin(person, reply, dialogue, db, clock, photos).await,
        },
        AvatarTap::Continue(id) => (id, drafts::resume(&db, &dialogue, &person, id, now).await?),
        AvatarTap::ShowPhotos(id) => (id, turn(id, View::Photos).await?),
        AvatarTap::AskRemove(id) => (id, turn(id, View::Remove).await?),
        AvatarTap::AskRestart(id) => (id, turn(id, View::Restart).await?),
        AvatarTap::Restart(id) => (id, drafts::start_over(&db, &person, id, now).await?),
        AvatarTap::Remove(id, photo_id) => {
            if !drafts::remove_photo(&db, &person, id, photo_id, now).await? {
                reply
                    .popup(&person.lang.text("avatar-photo-gone", &[]))
                    .await;
            }
            (id, turn(id, View::Remove).await?)
        }
        AvatarTap::Done(id) => {
            match drafts::finish(&db, &dialogue, &person, id, photos.min, now).await? {
                Finished::Begun => (id, true),
                Finished::NoDraft => (id, false),
                Finished::TooFew(missing) => {
                    reply
                        .popup(
                            &person
                                .lang
                                .text("avatar-too-few", &[("missing", missing.into())]),
                        )
                        .await;
                    (id, true)
                }
            }
        }
    };
    if is_draft {
        panel::show(&reply, &db, &clock, &person, photos, avatar_id).await
    } else {
        gallery::show_avatar(&reply, &db, &person, photos, avatar_id).await
    }
}

/// Begins an avatar with the person's own name; the one begun already when the
/// button is tapped again. `None` when no name is being asked for.
async fn use_first_name(
    person: &Person,
    dialogue: &Dialogue,
    db: &Db,
    clock: &Clock,
) -> anyhow::Result<Option<i32>> {
    match (dialogue.step(), name::parse(&person.first_name)) {
        (Some(Making::Naming { .. }), Ok(name)) => Ok(Some(
            drafts::create(db, dialogue, person, &name, clock.now()).await?,
        )),
        (Some(Making::Photos { avatar_id }), _) => Ok(Some(avatar_id)),
        _ => Ok(None),
    }
}

/// `/remove` in reply to a photo takes that photo away.
async fn remove_by_reply(
    incoming: Incoming,
    person: Person,
    reply: Reply,
    db: Db,
    clock: Clock,
) -> Handled {
    let photo_message = incoming
        .message()
        .and_then(|message| message.reply_to_message().map(|photo| photo.id));
    let found = match photo_message {
        Some(message) => {
            store::find_photo_of_message(&mut *db.connection().await?, person.id, message.0).await?
        }
        None => None,
    };
    let is_removed = match found {
        Some((avatar_id, photo_id)) => {
            drafts::remove_photo(&db, &person, avatar_id, photo_id, clock.now()).await?
        }
        None => false,
    };
    reply
        .screen(&screens::removed_by_reply(person.lang, is_removed))
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        for tapped in [
            AvatarTap::UseFirstName,
            AvatarTap::Continue(i32::MAX),
            AvatarTap::ShowPhotos(i32::MAX),
            AvatarTap::AskRemove(i32::MAX),
            AvatarTap::Remove(i32::MAX, i32::MAX),
            AvatarTap::AskRestart(i32::MAX),
            AvatarTap::Restart(i32::MAX),
            AvatarTap::Done(i32::MAX),
        ] {
            assert_eq!(AvatarTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
