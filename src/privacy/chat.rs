//! Privacy in the chat.
//!
//! ```text
//! Anna: /privacy
//! Bot: Your photos and you …  [🗂 My data] [🗑 Erase everything] [Menu]
//! Anna taps [🗑 Erase everything]
//! Bot (edited): Erase everything? …  [🗑 Yes, erase everything] [Keep everything]
//! Anna taps [🗑 Yes, erase everything]
//! Bot (edited): 🗑 Your photos and data are being erased. …
//! Bot: ✅ Everything is erased. …
//! ```

use serde::{Deserialize, Serialize};
use teloxide::{
    payloads::SendDocumentSetters,
    requests::Requester,
    types::{InputFile, ParseMode},
};

use super::{erasing, export, screens, store};
use crate::{
    accounts::{Go, Person},
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    generation,
    telegram::{Buttons, Handled, Incoming, Lane, Reply, Routes, command, tap},
};

/// What the file with a person's data is called.
const FILE_NAME: &str = "pinglass-my-data.json";

/// What can be tapped about one's data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PrivacyTap {
    MyData,
    /// All of it as a file.
    File,
    AskErase,
    /// `users.id` of whoever was asked: whoever comes back after an erasure is
    /// somebody else, whom an old button must not erase.
    Erase(i32),
}

impl Buttons for PrivacyTap {
    const FEATURE: &'static str = "privacy";
}

pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("privacy").endpoint(show_privacy))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Privacy)
                .endpoint(show_privacy),
        )
        .branch(tap::<PrivacyTap>().endpoint(tap_privacy))
}

/// Whether this is about one's data, which also those may see and erase who may
/// do nothing else here.
pub fn is_about(incoming: &Incoming) -> bool {
    let data = incoming.tap().and_then(|tap| tap.data.as_deref());
    let is_tap = data.is_some_and(|data| {
        PrivacyTap::decode(data).is_some() || Go::decode(data) == Some(Go::Privacy)
    });
    is_tap
        || incoming
            .command()
            .is_some_and(|(name, _)| name == "privacy")
}

/// Answers whatever a person does while they are being erased.
///
/// # Errors
/// When it can't be shown.
pub async fn answer_leaving(person: &Person, reply: &Reply, db: &Db) -> Handled {
    if reply.tapped.is_some() {
        reply.popup(&person.lang.text("erasing-popup", &[])).await;
        return Ok(());
    }
    let mut connection = db.connection().await?;
    let is_anything_left = store::next_doomed(&mut connection, person.id)
        .await?
        .is_some()
        || generation::count(&mut connection, person.id).await? != generation::Count::default();
    drop(connection);
    reply
        .new_message(&screens::erasing(person.lang, !is_anything_left))
        .await?;
    Ok(())
}

async fn show_privacy(person: Person, reply: Reply, photos: ReferencePhotosConfig) -> Handled {
    reply.screen(&screens::privacy(person.lang, photos)).await?;
    Ok(())
}

async fn tap_privacy(
    tapped: PrivacyTap,
    person: Person,
    reply: Reply,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    match tapped {
        PrivacyTap::Erase(id) if id == person.id => {
            erasing::begin(&db, person.id, clock.now()).await?;
            reply.screen(&screens::erasing(person.lang, false)).await?;
        }
        PrivacyTap::Erase(_) => {
            reply.popup(&person.lang.text("old-button", &[])).await;
            show_privacy(person, reply, photos).await?;
        }
        PrivacyTap::File => send_file(&person, &reply, &db).await?,
        PrivacyTap::MyData | PrivacyTap::AskErase => {
            let mut connection = db.connection().await?;
            let summary = export::summary(&mut connection, person.id, clock.now()).await?;
            drop(connection);
            let screen = match tapped {
                PrivacyTap::AskErase => screens::ask_erase(person.lang, person.id, &summary),
                _ => screens::my_data(person.lang, &summary),
            };
            reply.screen(&screen).await?;
        }
    }
    Ok(())
}

async fn send_file(person: &Person, reply: &Reply, db: &Db) -> Handled {
    let bytes = export::everything(&mut *db.connection().await?, person.id).await?;
    let request = reply
        .sender
        .bot()
        .send_document(reply.chat, InputFile::memory(bytes).file_name(FILE_NAME))
        .caption(person.lang.html("my-data-file-caption", &[]))
        .parse_mode(ParseMode::Html);
    reply
        .sender
        .call(Lane::Answer, Some(reply.chat), request)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        for tapped in [
            PrivacyTap::MyData,
            PrivacyTap::File,
            PrivacyTap::AskErase,
            PrivacyTap::Erase(i32::MAX),
        ] {
            assert_eq!(PrivacyTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
