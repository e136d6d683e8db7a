//! A letter as a message, made in one place for the preview and for everybody: what the
//! staff see before, and what Telegram refuses then, is what people would get.

use teloxide::{
    payloads::{SendMessageSetters, SendPhotoSetters},
    requests::Requester,
    types::{ChatId, FileId, InputFile, ParseMode},
};

use super::letter::{Letter, Reader};
use crate::{
    i18n::Lang,
    telegram::{Permit, Sender, Unsent, no_preview},
};

/// Sends the letter once. Addresses in its words bring no preview along, as elsewhere in
/// the bot: a picture is what the staff add.
///
/// # Errors
/// See [`Unsent`].
pub(super) async fn post(
    sender: &Sender,
    permit: Permit,
    chat: ChatId,
    letter: &Letter,
    written_in: Lang,
    reader: &Reader<'_>,
) -> Result<(), Unsent> {
    let keyboard = letter.keyboard(written_in, reader);
    match &letter.photo {
        Some(photo) => {
            let file = InputFile::file_id(FileId(photo.clone()));
            let request = sender
                .bot()
                .send_photo(chat, file)
                .caption(&letter.html)
                .parse_mode(ParseMode::Html)
                .reply_markup(keyboard);
            sender.attempt(permit, chat, request).await.map(drop)
        }
        None => {
            let request = sender
                .bot()
                .send_message(chat, &letter.html)
                .parse_mode(ParseMode::Html)
                .link_preview_options(no_preview())
                .reply_markup(keyboard);
            sender.attempt(permit, chat, request).await.map(drop)
        }
    }
}
