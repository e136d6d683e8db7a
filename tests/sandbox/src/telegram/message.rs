//! A message as the fake keeps it.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use super::{
    files::PhotoSize,
    keyboard::Markup,
    payments::{Charge, Invoice},
    seen::{Reaction, SeenInvoice, SeenMedia, SeenMessage},
    state::State,
    text::Styled,
};

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Message {
    pub id: i64,
    pub chat: i64,
    pub topic: Option<i64>,
    pub sender: i64,
    /// At which host and port the bot called to send it.
    #[serde(default)]
    pub called_at: Option<String>,
    /// Unix seconds, as all times in messages.
    pub date: i64,
    pub edited_at: Option<i64>,
    pub reply_to: Option<i64>,
    pub forwarded: Option<Origin>,
    pub album: Option<String>,
    pub body: Body,
    /// The text, or the caption.
    pub text: Styled,
    pub keyboard: Option<Markup>,
    /// Who put which emoji on it.
    pub reactions: Vec<(i64, String)>,
    pub is_pinned: bool,
    pub deletion: Option<Deletion>,
}

/// Who took a message away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deletion {
    ByBot,
    ByPerson,
}

/// Where a forwarded message came from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Origin {
    pub sender: i64,
    pub date: i64,
}

/// What a message is, apart from its text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Body {
    Text,
    Photo(Vec<PhotoSize>),
    Document(String),
    Sticker(String),
    Voice(String),
    Video(String),
    Audio(String),
    Animation(String),
    VideoNote(String),
    Dice {
        emoji: String,
        value: i64,
    },
    Poll {
        question: String,
        options: Vec<String>,
    },
    Location {
        latitude: f64,
        longitude: f64,
    },
    Contact {
        phone_number: String,
        first_name: String,
    },
    Invoice(Invoice),
    SuccessfulPayment(Charge),
    RefundedPayment(Charge),
    TopicCreated {
        name: String,
        icon_color: i64,
        #[serde(default)]
        icon: Option<String>,
    },
    TopicEdited {
        name: Option<String>,
        /// Empty where the icon was taken away.
        #[serde(default)]
        icon: Option<String>,
    },
    TopicClosed,
    TopicReopened,
    Pinned {
        message: i64,
    },
    UpgradedTo {
        chat: i64,
    },
    UpgradedFrom {
        chat: i64,
    },
}

impl Message {
    pub fn new(chat: i64, sender: i64, body: Body) -> Self {
        Self {
            id: 0,
            chat,
            topic: None,
            sender,
            called_at: None,
            date: 0,
            edited_at: None,
            reply_to: None,
            forwarded: None,
            album: None,
            body,
            text: Styled::default(),
            keyboard: None,
            reactions: Vec::new(),
            is_pinned: false,
            deletion: None,
        }
    }

    pub fn with_text(self, text: Styled) -> Self {
        Self { text, ..self }
    }

    pub fn in_topic(self, topic: Option<i64>) -> Self {
        Self { topic, ..self }
    }

    pub fn is_deleted(&self) -> bool {
        self.deletion.is_some()
    }

    pub fn is_deleted_by_person(&self) -> bool {
        self.deletion == Some(Deletion::ByPerson)
    }

    /// The file a message carries; of a photo the largest.
    pub fn file_id(&self) -> Option<&str> {
        match &self.body {
            Body::Photo(sizes) => sizes.last().map(|size| size.file_id.as_str()),
            Body::Document(id)
            | Body::Sticker(id)
            | Body::Voice(id)
            | Body::Video(id)
            | Body::Audio(id)
            | Body::Animation(id)
            | Body::VideoNote(id) => Some(id),
            _ => None,
        }
    }

    /// Service messages report something that happened and carry no content.
    pub fn is_service(&self) -> bool {
        matches!(
            self.body,
            Body::SuccessfulPayment(_)
                | Body::RefundedPayment(_)
                | Body::TopicCreated { .. }
                | Body::TopicEdited { .. }
                | Body::TopicClosed
                | Body::TopicReopened
                | Body::Pinned { .. }
                | Body::UpgradedTo { .. }
                | Body::UpgradedFrom { .. }
        )
    }

    /// Whether words can stand below what it shows.
    pub fn has_caption(&self) -> bool {
        matches!(
            self.body,
            Body::Photo(_)
                | Body::Document(_)
                | Body::Voice(_)
                | Body::Video(_)
                | Body::Audio(_)
                | Body::Animation(_)
        )
    }

    /// Puts one emoji of one sender on the message in place of the earlier one; none takes it off.
    /// Returns the earlier one.
    pub fn react(&mut self, sender: i64, emoji: Option<&str>) -> Option<String> {
        let earlier = self.reactions.iter().position(|(who, _)| *who == sender);
        let earlier = earlier.map(|index| self.reactions.remove(index).1);
        self.reactions
            .extend(emoji.map(|emoji| (sender, emoji.to_owned())));
        earlier
    }
}

impl Body {
    /// The name of the body's field in the Bot API.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Photo(_) => "photo",
            Self::Document(_) => "document",
            Self::Sticker(_) => "sticker",
            Self::Voice(_) => "voice",
            Self::Video(_) => "video",
            Self::Audio(_) => "audio",
            Self::Animation(_) => "animation",
            Self::VideoNote(_) => "video_note",
            Self::Dice { .. } => "dice",
            Self::Poll { .. } => "poll",
            Self::Location { .. } => "location",
            Self::Contact { .. } => "contact",
            Self::Invoice(_) => "invoice",
            Self::SuccessfulPayment(_) => "successful_payment",
            Self::RefundedPayment(_) => "refunded_payment",
            Self::TopicCreated { .. } => "forum_topic_created",
            Self::TopicEdited { .. } => "forum_topic_edited",
            Self::TopicClosed => "forum_topic_closed",
            Self::TopicReopened => "forum_topic_reopened",
            Self::Pinned { .. } => "pinned_message",
            Self::UpgradedTo { .. } => "migrate_to_chat_id",
            Self::UpgradedFrom { .. } => "migrate_from_chat_id",
        }
    }
}

impl State {
    /// A message as a person sees it.
    pub fn seen(&self, message: &Message) -> SeenMessage {
        let buttons = message
            .keyboard
            .as_ref()
            .map(Markup::buttons)
            .unwrap_or_default();
        let is_inline = matches!(message.keyboard, Some(Markup::Inline(_)));
        let (mut keyboard, reply_keyboard) = if is_inline {
            (buttons, Vec::new())
        } else {
            (Vec::new(), buttons)
        };
        let invoice = match &message.body {
            Body::Invoice(invoice) => {
                if keyboard.is_empty() {
                    keyboard = vec![vec![invoice.pay_button()]];
                }
                Some(invoice.seen())
            }
            _ => None,
        };
        SeenMessage {
            chat: message.chat,
            id: message.id,
            topic: message.topic,
            from_id: message.sender,
            from_name: self
                .user(message.sender)
                .map_or_else(String::new, |u| u.first_name.clone()),
            from_bot: message.sender == self.bot.id,
            called_at: message.called_at.clone(),
            date: DateTime::from_timestamp(message.date, 0).unwrap_or_default(),
            kind: message.body.kind(),
            text: self.shown_text(message),
            entities: message.text.entities.clone(),
            keyboard,
            reply_keyboard,
            media: message.file_id().and_then(|id| self.seen_media(id)),
            album: message.album.clone(),
            invoice,
            reply_to: message.reply_to,
            forwarded: message.forwarded.is_some(),
            edited: message.edited_at.is_some(),
            deleted: message.is_deleted(),
            pinned: message.is_pinned,
            reactions: message
                .reactions
                .iter()
                .map(|(from_id, emoji)| Reaction {
                    from_id: *from_id,
                    emoji: emoji.clone(),
                })
                .collect(),
        }
    }

    fn seen_media(&self, file_id: &str) -> Option<SeenMedia> {
        let file = self.files.find(file_id)?;
        Some(SeenMedia {
            file_id: file_id.to_owned(),
            file_unique_id: file.unique_id.clone(),
            name: file.name.clone(),
            mime: file.mime.clone(),
            width: file.width,
            height: file.height,
            bytes: self.files.content(file_id)?,
        })
    }

    /// The text, or for a service message the sentence that an app shows.
    fn shown_text(&self, message: &Message) -> String {
        match &message.body {
            Body::SuccessfulPayment(charge) => format!("Paid {} ⭐", charge.invoice.total_amount),
            Body::RefundedPayment(charge) => format!("Refunded {} ⭐", charge.invoice.total_amount),
            Body::TopicCreated { name, .. } => format!("Topic “{name}” created"),
            Body::TopicEdited {
                name: Some(name), ..
            } => format!("Topic renamed to “{name}”"),
            Body::TopicEdited { name: None, .. } => "Topic icon changed".to_owned(),
            Body::TopicClosed => "Topic closed".to_owned(),
            Body::TopicReopened => "Topic reopened".to_owned(),
            Body::Pinned { .. } => "Message pinned".to_owned(),
            Body::UpgradedTo { .. } | Body::UpgradedFrom { .. } => {
                "The group became a supergroup".to_owned()
            }
            _ => message.text.text.clone(),
        }
    }
}

impl Invoice {
    fn seen(&self) -> SeenInvoice {
        SeenInvoice {
            title: self.title.clone(),
            description: self.description.clone(),
            payload: self.payload.clone(),
            currency: self.currency.clone(),
            total_amount: self.total_amount,
            start_parameter: self.start_parameter.clone(),
        }
    }
}
