//! What a person does in a chat. All of it takes effect at once; the bot hears of it as updates.

mod albums;

use anyhow::{Context, bail};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    Telegram,
    files::FileKind,
    html,
    message::{Body, Deletion, Message, Origin},
    photo::Photo,
    seen::SeenMessage,
    state::{ANONYMOUS_ADMIN, State, User},
    text::Styled,
};

/// Who a person is.
#[derive(Clone, Debug)]
pub struct NewPerson {
    pub id: i64,
    pub first_name: String,
    pub username: Option<String>,
    pub language_code: Option<String>,
}

/// Kinds of messages beside texts, photos and files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    Sticker,
    Voice,
    Video,
    Audio,
    Animation,
    VideoNote,
    Dice,
    Poll,
    Location,
    Contact,
}

/// A person in a chat; cheap to clone.
#[derive(Clone)]
pub struct Person {
    pub(super) telegram: Telegram,
    pub(super) id: i64,
    pub(super) chat: i64,
    pub(super) topic: Option<i64>,
    /// Whether the group is shown as the author of what the person says.
    is_anonymous: bool,
}

impl Person {
    pub(super) fn new(telegram: Telegram, new: NewPerson) -> Self {
        let id = new.id;
        let user = User {
            id,
            is_bot: false,
            first_name: new.first_name,
            username: new.username,
            language_code: new.language_code,
        };
        telegram.change(|state| state.add_user(user));
        Self {
            telegram,
            id,
            chat: id,
            topic: None,
            is_anonymous: false,
        }
    }

    /// The same person, speaking elsewhere.
    pub(super) fn speaking_in(&self, chat: i64, topic: Option<i64>) -> Self {
        Self {
            chat,
            topic,
            ..self.clone()
        }
    }

    /// The same person, an administrator who hides behind the group. Taps still name the person.
    pub fn anonymously(&self) -> Self {
        Self {
            is_anonymous: true,
            ..self.clone()
        }
    }

    /// As whom the person's messages are signed.
    fn author(&self) -> i64 {
        if self.is_anonymous {
            ANONYMOUS_ADMIN
        } else {
            self.id
        }
    }

    /// The person's Telegram id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The chat this person speaks in: the private chat with the bot has the person's own id.
    pub fn chat_id(&self) -> i64 {
        self.chat
    }

    /// Sends a text; a leading `/word` is a command. Returns the message's id, as all sending does.
    pub fn sends(&self, text: impl AsRef<str>) -> i64 {
        self.post(|_| Body::Text, Styled::plain(text.as_ref()), None)
    }

    /// Sends a text as a reply to a message.
    pub fn replies(&self, to: i64, text: impl AsRef<str>) -> i64 {
        self.post(|_| Body::Text, Styled::plain(text.as_ref()), Some(to))
    }

    /// Sends a text with styles, written as HTML, as a reply to a message.
    ///
    /// # Errors
    /// When the HTML is none.
    pub fn replies_styled(&self, to: i64, html: &str) -> anyhow::Result<i64> {
        let text = html::parse(html).map_err(anyhow::Error::msg)?;
        Ok(self.post(|_| Body::Text, text, Some(to)))
    }

    /// Sends a picture as a photo, with a caption, as a reply to a message.
    pub fn replies_with_photo(&self, to: i64, bytes: impl Into<Bytes>, caption: &str) -> i64 {
        let bytes = bytes.into();
        self.post(
            |state| keep_picture(state, bytes),
            Styled::plain(caption),
            Some(to),
        )
    }

    /// Sends a file as it is, as a reply to a message.
    pub fn replies_with_file(&self, to: i64, bytes: impl Into<Bytes>, name: &str) -> i64 {
        let bytes = bytes.into();
        let keep = |state: &mut State| {
            let file = state
                .files
                .add(FileKind::Document, bytes, Some(name), "text/csv");
            Body::Document(file)
        };
        self.post(keep, Styled::default(), Some(to))
    }

    /// Edits the words of an own message: its text, or its caption.
    ///
    /// # Errors
    /// When it is not there, has no words, or is someone else's.
    pub fn edits(&self, message_id: i64, text: impl AsRef<str>) -> anyhow::Result<()> {
        self.telegram.change(|state| {
            let now = state.unix_now();
            let message = state
                .message_mut(self.chat, message_id)
                .context("no such message")?;
            let has_words = matches!(message.body, Body::Text) || message.has_caption();
            if message.sender != self.author() || !has_words {
                bail!("only an own message with words can be edited");
            }
            message.text = Styled::plain(text.as_ref());
            message.edited_at = Some(now);
            let message = message.clone();
            state.log_edited(&message);
            let update = state.message_json(&message);
            state.push_update("edited_message", self.chat, update);
            Ok(())
        })
    }

    /// Deletes a message for both sides; bots are not told.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn deletes(&self, message_id: i64) -> anyhow::Result<()> {
        self.telegram.change(|state| {
            let message = state
                .message(self.chat, message_id)
                .context("no such message")?
                .clone();
            state.log_about(self.id, "deletes", &message);
            if let Some(message) = state.message_mut(self.chat, message_id) {
                message.deletion = Some(Deletion::ByPerson);
            }
            Ok(())
        })
    }

    /// Sends a picture as a photo. What is no picture goes as a file, as in Telegram's apps.
    pub fn sends_photo(&self, bytes: impl Into<Bytes>) -> i64 {
        self.sends_photo_with_caption(bytes, "")
    }

    /// Sends a picture as a photo with a caption.
    pub fn sends_photo_with_caption(&self, bytes: impl Into<Bytes>, caption: &str) -> i64 {
        let bytes = bytes.into();
        self.post(
            |state| keep_picture(state, bytes),
            Styled::plain(caption),
            None,
        )
    }

    /// Passes a message of any chat on, with its author's name.
    ///
    /// # Errors
    /// When it is not there any more.
    pub fn forwards(&self, message: &SeenMessage) -> anyhow::Result<i64> {
        self.telegram.change(|state| {
            let original = state.message(message.chat, message.id);
            let original = original.context("no such message")?.clone();
            let (sender, date) = (original.sender, original.date);
            let origin = original.forwarded.unwrap_or(Origin { sender, date });
            let forwarded = Message {
                forwarded: Some(origin),
                ..self.message(original.body).with_text(original.text)
            };
            Ok(state.post_by_person(forwarded).id)
        })
    }

    /// Sends a file as it is.
    pub fn sends_file(&self, bytes: impl Into<Bytes>, name: &str, mime: &str) -> i64 {
        let bytes = bytes.into();
        let keep = |state: &mut State| {
            Body::Document(state.files.add(FileKind::Document, bytes, Some(name), mime))
        };
        self.post(keep, Styled::default(), None)
    }

    /// Sends something that is neither text, photo nor file.
    pub fn sends_other(&self, other: Other) -> i64 {
        let add = |state: &mut State, kind, mime| {
            let content = Bytes::from(format!("a {kind:?} of the sandbox"));
            state.files.add(kind, content, None, mime)
        };
        let make = |state: &mut State| match other {
            Other::Sticker => Body::Sticker(add(state, FileKind::Sticker, "image/webp")),
            Other::Voice => Body::Voice(add(state, FileKind::Voice, "audio/ogg")),
            Other::Video => Body::Video(add(state, FileKind::Video, "video/mp4")),
            Other::Audio => Body::Audio(add(state, FileKind::Audio, "audio/mpeg")),
            Other::Animation => Body::Animation(add(state, FileKind::Animation, "video/mp4")),
            Other::VideoNote => Body::VideoNote(add(state, FileKind::VideoNote, "video/mp4")),
            Other::Dice => Body::Dice {
                emoji: "🎲".to_owned(),
                value: 4,
            },
            Other::Poll => Body::Poll {
                question: "Which one is best?".to_owned(),
                options: vec!["The first".to_owned(), "The second".to_owned()],
            },
            Other::Location => Body::Location {
                latitude: 59.93,
                longitude: 30.31,
            },
            Other::Contact => Body::Contact {
                phone_number: "+12025550123".to_owned(),
                first_name: "A friend".to_owned(),
            },
        };
        self.post(make, Styled::default(), None)
    }

    /// Puts an emoji on a message, in place of the person's earlier one; an empty one takes it off.
    ///
    /// # Errors
    /// When there is no such message.
    pub fn reacts(&self, message_id: i64, emoji: &str) -> anyhow::Result<()> {
        let new = Some(emoji).filter(|emoji| !emoji.is_empty());
        self.telegram.change(|state| {
            let message = state
                .message_mut(self.chat, message_id)
                .context("no such message")?;
            let old = message.react(self.id, new);
            let message = message.clone();
            let verb = match new {
                Some(emoji) => format!("reacts {emoji} to"),
                None => "takes the reaction from".to_owned(),
            };
            state.log_about(self.id, &verb, &message);
            let mut update = json!({
                "chat": state.chat_json(self.chat),
                "message_id": message_id,
                "date": state.unix_now(),
                "old_reaction": reaction_list(old.as_deref()),
                "new_reaction": reaction_list(new),
            });
            if self.is_anonymous {
                update["actor_chat"] = state.chat_json(self.chat);
            } else {
                update["user"] = json!(state.user(self.id));
            }
            state.push_update("message_reaction", self.chat, update);
            Ok(())
        })
    }

    /// Blocks the bot: it can send nothing here any more, and is told so.
    pub fn blocks_bot(&self) {
        self.telegram
            .change(|state| state.set_blocked(self.id, true));
    }

    /// Lets the bot write again.
    pub fn unblocks_bot(&self) {
        self.telegram
            .change(|state| state.set_blocked(self.id, false));
    }

    /// The messages where this person speaks: of one topic, or of the whole chat.
    pub fn messages(&self) -> Vec<SeenMessage> {
        let mut messages = self.telegram.messages(self.chat);
        messages.retain(|message| self.topic.is_none() || message.topic == self.topic);
        messages
    }

    /// The newest message of the bot that is not deleted.
    pub fn last_from_bot(&self) -> Option<SeenMessage> {
        self.telegram.read(|state| {
            let is_from_bot = |message: &Message| message.sender == state.bot.id;
            state
                .chat(self.chat)?
                .newest(is_from_bot)
                .map(|message| state.seen(message))
        })
    }

    /// What was said where this person speaks, since the last look: in a topic what was said in
    /// that one, otherwise all that was said in the chat. See `Telegram::transcript`.
    pub fn transcript(&self) -> String {
        match self.topic {
            Some(topic) => self.telegram.transcript_of_topic(self.chat, topic),
            None => self.telegram.transcript(self.chat),
        }
    }

    fn message(&self, body: Body) -> Message {
        Message::new(self.chat, self.author(), body).in_topic(self.topic)
    }

    fn post(
        &self,
        make: impl FnOnce(&mut State) -> Body,
        text: Styled,
        reply_to: Option<i64>,
    ) -> i64 {
        self.telegram.change(|state| {
            let body = make(state);
            let message = Message {
                reply_to,
                ..self.message(body).with_text(text)
            };
            let message = state.post_to_bot(message);
            let id = message.id;
            state.log_sent(&[message]);
            id
        })
    }
}

fn keep_picture(state: &mut State, bytes: Bytes) -> Body {
    match Photo::of(&bytes) {
        Some(photo) => Body::Photo(state.files.add_photo(photo)),
        None => {
            let mime = "application/octet-stream";
            Body::Document(
                state
                    .files
                    .add(FileKind::Document, bytes, Some("file.bin"), mime),
            )
        }
    }
}

fn reaction_list(emoji: Option<&str>) -> Vec<Value> {
    emoji
        .iter()
        .map(|emoji| json!({"type": "emoji", "emoji": emoji}))
        .collect()
}
