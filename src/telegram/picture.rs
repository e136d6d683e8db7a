//! Screens with a picture: sent, and turned from page to page in one message.
//!
//! Telegram lets a message change its picture, and a text become a picture, but
//! never a picture a text again: the way back is a new message, and the old one
//! goes.

use bytes::Bytes;
use teloxide::{
    payloads::{EditMessageMediaSetters, EditMessageReplyMarkupSetters, SendPhotoSetters},
    requests::Requester,
    types::{
        ChatId, FileId, InlineKeyboardMarkup, InputFile, InputMedia, InputMediaPhoto, Message,
        MessageId, ParseMode, ThreadId,
    },
};

use super::{Edited, Lane, Reply, Screen, SendError, Sender};

/// How a PNG begins.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Where Telegram takes a picture from.
#[derive(Clone, Debug)]
pub enum Picture {
    /// Its own copy, by the id that it gave it.
    Known(String),
    /// A picture that fits the limits of sendPhoto.
    New(Bytes),
}

impl Picture {
    fn into_file(self) -> InputFile {
        match self {
            Self::Known(file_id) => InputFile::file_id(FileId(file_id)),
            Self::New(bytes) => {
                let name = if bytes.starts_with(PNG) {
                    "picture.png"
                } else {
                    "portrait.jpg"
                };
                InputFile::memory(bytes).file_name(name)
            }
        }
    }
}

/// A picture with words below it, as Telegram HTML, and buttons.
#[derive(Clone, Debug)]
pub struct PictureScreen {
    pub picture: Picture,
    pub caption: String,
    pub keyboard: Option<InlineKeyboardMarkup>,
}

/// A picture that is now in the chat.
#[derive(Clone, Debug)]
pub struct ShownPicture {
    pub message: MessageId,
    /// Telegram's copy; unknown when the picture was there already.
    pub file_id: Option<String>,
}

impl ShownPicture {
    fn of(message: &Message) -> Self {
        Self {
            message: message.id,
            file_id: largest_copy(message),
        }
    }
}

/// The id of the largest copy that Telegram made of a message's photo.
pub fn largest_copy(message: &Message) -> Option<String> {
    let sizes = message.photo()?;
    let largest = sizes.iter().max_by_key(|size| size.width * size.height)?;
    Some(largest.file.id.0.clone())
}

impl Sender {
    /// Sends `screen` as a new message.
    ///
    /// # Errors
    /// [`SendError::Refused`] also when Telegram no longer knows the picture's
    /// id, or can't read the picture; otherwise see there.
    pub async fn show_picture(
        &self,
        lane: Lane,
        chat: ChatId,
        topic: Option<ThreadId>,
        screen: PictureScreen,
    ) -> Result<ShownPicture, SendError> {
        let mut request = self
            .bot()
            .send_photo(chat, screen.picture.into_file())
            .caption(screen.caption)
            .parse_mode(ParseMode::Html);
        request.message_thread_id = topic;
        request.reply_markup = screen.keyboard.map(Into::into);
        let message = self.call(lane, Some(chat), request).await?;
        Ok(ShownPicture::of(&message))
    }

    /// Makes `message`, a text or a picture, look like `screen`.
    ///
    /// # Errors
    /// As [`Sender::show_picture`]; [`SendError::Gone`] when the message can't be
    /// edited any more.
    pub async fn edit_picture(
        &self,
        lane: Lane,
        chat: ChatId,
        message: MessageId,
        screen: PictureScreen,
    ) -> Result<ShownPicture, SendError> {
        let media = InputMediaPhoto::new(screen.picture.into_file())
            .caption(screen.caption)
            .parse_mode(ParseMode::Html);
        let mut request = self
            .bot()
            .edit_message_media(chat, message, InputMedia::Photo(media));
        if let Some(keyboard) = screen.keyboard {
            request = request.reply_markup(keyboard);
        }
        match self.call(lane, Some(chat), request).await {
            Ok(message) => Ok(ShownPicture::of(&message)),
            Err(SendError::Refused(why)) if why.contains("not modified") => Ok(ShownPicture {
                message,
                file_id: None,
            }),
            Err(error) => Err(error),
        }
    }

    /// Puts other buttons below `message`.
    ///
    /// # Errors
    /// As [`Sender::edit`].
    pub async fn edit_buttons(
        &self,
        lane: Lane,
        chat: ChatId,
        message: MessageId,
        keyboard: InlineKeyboardMarkup,
    ) -> Result<Edited, SendError> {
        let request = self
            .bot()
            .edit_message_reply_markup(chat, message)
            .reply_markup(keyboard);
        match self.call(lane, Some(chat), request).await {
            Ok(_) => Ok(Edited::Done),
            Err(SendError::Refused(why)) if why.contains("not modified") => Ok(Edited::Unchanged),
            Err(error) => Err(error),
        }
    }

    /// Deletes a message that has had its day. It may be gone already, or older than
    /// the two days in which Telegram deletes: then it just stays.
    pub async fn take_away(&self, chat: ChatId, message: MessageId) {
        let request = self.bot().delete_message(chat, message);
        if let Err(error) = self.call(Lane::Answer, Some(chat), request).await {
            tracing::debug!(%error, "an old message could not be deleted");
        }
    }
}

impl Reply {
    /// Shows `screen` in place of the tapped message, or as a new one when nothing
    /// was tapped or the old message can't be edited.
    ///
    /// # Errors
    /// As [`Sender::show_picture`].
    pub async fn picture(&self, screen: PictureScreen) -> Result<ShownPicture, SendError> {
        if let Some(message) = self.tapped {
            let edit = self
                .sender
                .edit_picture(Lane::Answer, self.chat, message, screen.clone());
            match edit.await {
                Err(SendError::Gone(_)) => {}
                result => return result,
            }
        }
        self.sender
            .show_picture(Lane::Answer, self.chat, None, screen)
            .await
    }

    /// Puts other buttons below the tapped message, if it is still there.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn buttons(&self, keyboard: InlineKeyboardMarkup) -> Result<(), SendError> {
        let Some(message) = self.tapped else {
            return Ok(());
        };
        let edit = self
            .sender
            .edit_buttons(Lane::Answer, self.chat, message, keyboard);
        match edit.await {
            Ok(_) | Err(SendError::Gone(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Shows `screen` where the tapped picture was: as a new message, after which
    /// the picture goes. A tapped text is edited.
    ///
    /// # Errors
    /// See [`SendError`].
    pub async fn instead(&self, screen: &Screen) -> Result<(), SendError> {
        let now_shows = self.screen(screen).await?;
        let Some(old) = self.tapped.filter(|old| *old != now_shows) else {
            return Ok(());
        };
        self.sender.take_away(self.chat, old).await;
        Ok(())
    }
}
