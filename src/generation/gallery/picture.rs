//! Putting a photo into the viewer's message: from Telegram's own copy if it has
//! one, else from the storage, whose copy at Telegram is then remembered.

use super::{page::Page, screens};
use crate::{
    accounts::Person,
    generation::{
        Deps, media,
        store::{photos, shown},
    },
    telegram::{Picture, PictureScreen, Reply, SendError, ShownPicture},
};

/// What became of showing a photo.
pub(super) enum Showing {
    Done,
    /// It is not in the storage any more, or is no picture.
    Lost,
    /// The storage is away.
    NotNow,
}

/// Shows `page` in place of the tapped message.
///
/// # Errors
/// When Telegram or the database can't be reached.
pub(super) async fn show(
    page: &Page,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> anyhow::Result<Showing> {
    let photo = &page.portrait.photo;
    if let Some(file_id) = photo.telegram_file_id.clone() {
        match put(Picture::Known(file_id), page, person, reply).await {
            Err(SendError::Refused(_)) => {
                tracing::warn!(
                    photo.id = photo.id,
                    "Telegram does not take its own copy of a photo; uploading it again"
                );
            }
            Ok(shown) => {
                remember(&shown, photo.id, reply, deps).await?;
                return Ok(Showing::Done);
            }
            Err(error) => return Err(error.into()),
        }
    }
    let _room = media::reserve(std::iter::once(photo)).await;
    let original = match media::load(deps, photo).await {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return Ok(Showing::Lost),
        Err(error) => {
            tracing::warn!(
                error = format!("{error:#}"),
                photo.id = photo.id,
                "a photo can't be read at the moment"
            );
            return Ok(Showing::NotNow);
        }
    };
    for must_change in [false, true] {
        let Ok(fitting) = media::fit(original.clone(), must_change).await else {
            return Ok(Showing::Lost);
        };
        match put(Picture::New(fitting), page, person, reply).await {
            Ok(shown) => {
                remember(&shown, photo.id, reply, deps).await?;
                return Ok(Showing::Done);
            }
            Err(SendError::Refused(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(Showing::Lost)
}

async fn put(
    picture: Picture,
    page: &Page,
    person: &Person,
    reply: &Reply,
) -> Result<ShownPicture, SendError> {
    let screen = PictureScreen {
        picture,
        caption: screens::caption(person.lang, &page.portrait),
        keyboard: Some(screens::keyboard(person.lang, page)),
    };
    reply.picture(screen).await
}

/// Notes Telegram's copy, and which photo the message shows now: a reaction to it
/// means that one.
async fn remember(
    shown: &ShownPicture,
    photo_id: i32,
    reply: &Reply,
    deps: &Deps,
) -> anyhow::Result<()> {
    let (chat, message, now) = (reply.chat.0, shown.message.0, deps.clock.now());
    let mut connection = deps.db.connection().await?;
    if let Some(file_id) = &shown.file_id {
        photos::set_file_id(&mut connection, photo_id, file_id).await?;
    }
    shown::insert(&mut connection, chat, message, photo_id, now).await
}
