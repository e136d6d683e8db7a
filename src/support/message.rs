//! What is said in a ticket. A row is written where somebody speaks, and the relay
//! takes it to the other side.

use chrono::{DateTime, Utc};
use serde_json::Value;
use teloxide::types::{ChatId, MediaKind, Message, MessageEntity, MessageId, MessageKind};

use crate::telegram::largest_copy;

/// As many letters of the words as are allowed, with a sign that there were more.
pub(super) fn cut(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return words.to_owned();
    }
    let head: String = words.chars().take(most - 1).collect();
    format!("{}…", head.trim_end())
}

/// Who says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The ticket's person.
    Person,
    /// A member of the staff.
    Operator,
    /// The product, to the staff: a line of the topic.
    Product,
}

/// How far a message is on the way to the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relay {
    /// It goes nowhere: a note among the staff.
    None,
    Waiting,
    /// Its author is asked first whether it should go.
    Held,
    Sent,
    /// It did not and will not get there; the staff has been told why.
    Failed,
}

/// A message as Telegram brought it, to be written down in a ticket.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub chat: ChatId,
    pub message: MessageId,
    /// Text or caption.
    pub words: String,
    /// The formatting of the words, as Telegram gave it.
    pub entities: Value,
    pub content: &'static str,
    /// Telegram's id of the file in it.
    pub file_id: Option<String>,
    /// What Telegram calls `media_group_id`.
    pub album: Option<String>,
    /// The message in the same chat that it answers.
    pub reply_to: Option<MessageId>,
}

/// A message as a ticket keeps it.
#[derive(Clone, Debug)]
pub(super) struct TicketMessage {
    pub id: i32,
    pub ticket_id: i32,
    pub speaker: Speaker,
    pub is_note: bool,
    pub author_name: Option<String>,
    pub words: String,
    pub entities: Option<Value>,
    pub content: String,
    pub file_id: Option<String>,
    pub album: Option<String>,
    pub reply_to: Option<i32>,
    /// Where it was written, unless the product wrote it.
    pub origin: Option<(ChatId, MessageId)>,
    /// Where the other side sees it.
    pub copy: Option<(ChatId, MessageId)>,
    pub relay: Relay,
    pub created_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Speaker {
    /// As `ticket_messages.sender_type` keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Person => "user",
            Self::Operator => "operator",
            Self::Product => "system",
        }
    }

    pub fn stored(id: &str) -> Self {
        match id {
            "user" => Self::Person,
            "operator" => Self::Operator,
            _ => Self::Product,
        }
    }
}

impl Relay {
    /// As `ticket_messages.relay` keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Waiting => "waiting",
            Self::Held => "held",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    pub fn stored(id: &str) -> Self {
        match id {
            "waiting" => Self::Waiting,
            "held" => Self::Held,
            "sent" => Self::Sent,
            "failed" => Self::Failed,
            _ => Self::None,
        }
    }
}

impl Said {
    /// `None` for what tells of something instead of saying it: a pinned message,
    /// a payment, a new member.
    pub fn in_message(message: &Message) -> Option<Self> {
        let MessageKind::Common(common) = &message.kind else {
            return None;
        };
        let (content, file_id) = content(message, &common.media_kind);
        let words = message.text().or(message.caption()).unwrap_or_default();
        let entities: &[MessageEntity] = message
            .entities()
            .or(message.caption_entities())
            .unwrap_or_default();
        Some(Self {
            chat: message.chat.id,
            message: message.id,
            words: words.to_owned(),
            entities: serde_json::to_value(entities).unwrap_or_default(),
            content,
            file_id,
            album: message.media_group_id().map(|id| id.0.clone()),
            reply_to: answered(message),
        })
    }
}

/// The message that this one replies to.
pub(super) fn answered(message: &Message) -> Option<MessageId> {
    let answered = message.reply_to_message()?.id;
    // In a topic, whatever answers nothing formally answers the topic's opening. Where
    // there are no topics, the thread is named by the first message that was answered.
    let opening = message.thread_id.filter(|_| message.is_topic_message);
    (opening.map(|thread| thread.0) != Some(answered)).then_some(answered)
}

/// Words behind `//` or `/note` stay among the staff, also as a caption.
pub(super) fn is_note(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    words.starts_with("//") || first.eq_ignore_ascii_case("/note")
}

/// What a message is beside its words, and Telegram's id of its file.
fn content(message: &Message, media: &MediaKind) -> (&'static str, Option<String>) {
    let id = |file: &teloxide::types::FileMeta| Some(file.id.0.clone());
    match media {
        MediaKind::Text(_) => ("text", None),
        MediaKind::Photo(_) => ("photo", largest_copy(message)),
        MediaKind::Animation(media) => ("animation", id(&media.animation.file)),
        MediaKind::Document(media) => ("document", id(&media.document.file)),
        MediaKind::Voice(media) => ("voice", id(&media.voice.file)),
        MediaKind::Audio(media) => ("audio", id(&media.audio.file)),
        MediaKind::Video(media) => ("video", id(&media.video.file)),
        MediaKind::VideoNote(media) => ("video_note", id(&media.video_note.file)),
        MediaKind::Sticker(media) => ("sticker", id(&media.sticker.file)),
        MediaKind::Location(_) | MediaKind::Venue(_) => ("location", None),
        MediaKind::Contact(_) => ("contact", None),
        _ => ("other", None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_told_from_answers() {
        for words in [
            "// she wrote in March",
            "//x",
            "/note call her",
            "/NOTE",
            "/note\nlong",
        ] {
            assert!(is_note(words), "{words}");
        }
        for words in ["Hello", "http://a.b", "/notes", " / note", ""] {
            assert!(!is_note(words), "{words}");
        }
    }
}
