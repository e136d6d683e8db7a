//! What a person does.

use bytes::Bytes;

use super::{PaymentAttempt, SeenMessage};

/// Who a person is.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub id: i64,
    pub first_name: String,
    pub username: Option<String>,
    pub language_code: Option<String>,
}

/// Kinds of messages that the bot has no use for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    Sticker,
    Voice,
    Video,
    Location,
    Contact,
}

/// A person in a chat; cheap to clone.
#[derive(Clone)]
pub struct Person;

impl Person {
    /// The person's Telegram id.
    pub fn id(&self) -> i64 {
        unimplemented!()
    }

    /// The chat this person speaks in: the private chat with the bot has the person's own id.
    pub fn chat_id(&self) -> i64 {
        unimplemented!()
    }

    /// Sends a text; a leading `/word` is a command. Returns the message's id, as all sending does.
    pub fn sends(&self, _text: impl AsRef<str>) -> i64 {
        unimplemented!()
    }

    /// Sends a text as a reply to a message.
    pub fn replies(&self, _to: i64, _text: impl AsRef<str>) -> i64 {
        unimplemented!()
    }

    /// Edits an own text message.
    ///
    /// # Errors
    /// When it is not there, not a text, or someone else's.
    pub fn edits(&self, _message_id: i64, _text: impl AsRef<str>) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Deletes a message for both sides; bots are not told.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn deletes(&self, _message_id: i64) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Sends a picture as a photo. What is no picture goes as a file, as in Telegram's apps.
    pub fn sends_photo(&self, _bytes: impl Into<Bytes>) -> i64 {
        unimplemented!()
    }

    /// Sends 2 to 10 pictures as an album.
    pub fn sends_album<T: Into<Bytes>>(&self, _photos: Vec<T>) -> Vec<i64> {
        unimplemented!()
    }

    /// Sends a file as it is.
    pub fn sends_file(&self, _bytes: impl Into<Bytes>, _name: &str, _mime: &str) -> i64 {
        unimplemented!()
    }

    /// Sends something that is neither text, photo nor file.
    pub fn sends_other(&self, _other: Other) -> i64 {
        unimplemented!()
    }

    /// Taps the button whose text contains `label` on the newest message of the bot that shows one.
    ///
    /// # Errors
    /// When no message shows it, listing the buttons there are, or when it opens a link.
    pub fn taps(&self, _label: &str) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Sends the callback query of a button with this data under this message, whether or not it is
    /// shown there now: an old or a foreign button.
    pub fn taps_data(&self, _message_id: i64, _data: &str) {
        unimplemented!()
    }

    /// Pays the newest invoice in the chat; the same invoice can be paid again and again.
    ///
    /// # Errors
    /// When there is no invoice.
    pub fn pays(&self) -> anyhow::Result<PaymentAttempt> {
        unimplemented!()
    }

    /// Pays an invoice that someone forwarded from another chat.
    ///
    /// # Errors
    /// When it is no invoice, or has a start parameter: such copies lead to the bot instead.
    pub fn pays_forwarded(&self, _invoice: &SeenMessage) -> anyhow::Result<PaymentAttempt> {
        unimplemented!()
    }

    /// Pays through an invoice link.
    ///
    /// # Errors
    /// When the bot made no such link.
    pub fn pays_link(&self, _link: &str) -> anyhow::Result<PaymentAttempt> {
        unimplemented!()
    }

    /// Puts an emoji on a message, in place of the person's earlier one; an empty one takes it off.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn reacts(&self, _message_id: i64, _emoji: &str) -> anyhow::Result<()> {
        unimplemented!()
    }

    /// Blocks the bot: it can send nothing here any more, and is told so.
    pub fn blocks_bot(&self) {
        unimplemented!()
    }

    /// Lets the bot write again.
    pub fn unblocks_bot(&self) {
        unimplemented!()
    }

    /// The messages of the chat this person speaks in.
    pub fn messages(&self) -> Vec<SeenMessage> {
        unimplemented!()
    }

    /// The newest message of the bot that is not deleted.
    pub fn last_from_bot(&self) -> Option<SeenMessage> {
        unimplemented!()
    }

    /// See `Telegram::transcript`.
    pub fn transcript(&self) -> String {
        unimplemented!()
    }
}
