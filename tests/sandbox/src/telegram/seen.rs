//! What a test or the chat page can see: copies of chats, messages, people and calls, cut loose
//! from the fake's state so that they can be kept, compared and turned into JSON.

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

pub use super::text::Entity;

/// A message as a person sees it in the chat.
#[derive(Clone, Debug, Serialize)]
pub struct SeenMessage {
    pub chat: i64,
    pub id: i64,
    pub topic: Option<i64>,
    pub from_id: i64,
    pub from_name: String,
    pub from_bot: bool,
    /// At which host and port the bot called to send it: one bot's processes may have an address of
    /// their own each.
    #[serde(skip)]
    pub called_at: Option<String>,
    pub date: DateTime<Utc>,
    /// What the message is: "text", "photo", "document", "invoice", "successful_payment" and so
    /// on, named as its field in the Bot API.
    pub kind: &'static str,
    /// The text, the caption, or for service messages what an app shows.
    pub text: String,
    pub entities: Vec<Entity>,
    pub keyboard: Vec<Vec<Button>>,
    /// The buttons under the input field that this message brought, if any.
    pub reply_keyboard: Vec<Vec<Button>>,
    pub media: Option<SeenMedia>,
    /// Messages of one album share this.
    pub album: Option<String>,
    pub invoice: Option<SeenInvoice>,
    pub reply_to: Option<i64>,
    pub forwarded: bool,
    pub edited: bool,
    pub deleted: bool,
    pub pinned: bool,
    pub reactions: Vec<Reaction>,
}

impl SeenMessage {
    /// The labels of all buttons under the message, row by row.
    pub fn labels(&self) -> Vec<&str> {
        self.keyboard
            .iter()
            .flatten()
            .map(|button| button.text.as_str())
            .collect()
    }

    /// The callback data behind the first button whose text contains `label`.
    pub fn data_behind(&self, label: &str) -> Option<&str> {
        let shown = self
            .keyboard
            .iter()
            .flatten()
            .find(|button| button.text.contains(label))?;
        match &shown.action {
            Action::Callback { data } => Some(data),
            _ => None,
        }
    }
}

/// A button and what it does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Button {
    pub text: String,
    pub action: Action,
}

/// What happens when a person presses a button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Action {
    /// The bot gets a callback query with this data.
    Callback { data: String },
    /// The app opens a link.
    Url { url: String },
    /// The app copies a text.
    Copy { text: String },
    /// The app opens the payment sheet.
    Pay,
    /// The app sends the label as a message.
    Text,
}

/// A picture or file in a message.
#[derive(Clone, Debug, Serialize)]
pub struct SeenMedia {
    pub file_id: String,
    /// The same for the same content, however often it is sent.
    pub file_unique_id: String,
    pub name: Option<String>,
    pub mime: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    #[serde(skip)]
    pub bytes: Bytes,
}

/// An invoice card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeenInvoice {
    pub title: String,
    pub description: String,
    pub payload: String,
    pub currency: String,
    /// In the smallest unit of the currency; whole Stars for XTR.
    pub total_amount: i64,
    pub start_parameter: String,
}

/// One emoji that one person or the bot put on a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reaction {
    pub from_id: i64,
    pub emoji: String,
}

/// A person for the page's list.
#[derive(Clone, Debug, Serialize)]
pub struct SeenPerson {
    pub id: i64,
    pub first_name: String,
    pub username: Option<String>,
    pub language_code: Option<String>,
    pub has_blocked_bot: bool,
}

/// A chat for the page's list; private chats have the person's id.
#[derive(Clone, Debug, Serialize)]
pub struct SeenChat {
    pub id: i64,
    pub title: String,
    pub is_group: bool,
    pub members: Vec<i64>,
    pub topics: Vec<SeenTopic>,
    /// What the bot is shown doing right now ("typing", "upload_photo").
    pub bot_action: Option<String>,
    /// The commands that the app offers here, in this person's language.
    pub commands: Vec<SeenCommand>,
}

/// A topic of a forum supergroup; its id is its thread id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SeenTopic {
    pub id: i64,
    pub name: String,
    /// The emoji before the name.
    pub icon: Option<String>,
    pub is_closed: bool,
}

/// An entry of the command menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeenCommand {
    pub command: String,
    pub description: String,
}

/// A request that the bot made.
#[derive(Clone, Debug, Serialize)]
pub struct Call {
    /// The method's name as the Bot API documents it, whatever case came.
    pub method: String,
    /// The parameters without the contents of files.
    pub params: Value,
    pub time: DateTime<Utc>,
    pub outcome: Outcome,
}

/// How a call ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// Still waiting, as a long poll does.
    Running,
    Done,
    Refused {
        code: u16,
        description: String,
    },
    /// A fault that the test asked for decided what the bot saw.
    Fault {
        name: &'static str,
    },
}

/// The answer to a tapped button, as the person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alert {
    pub text: String,
    /// A dialogue to be closed, not a note that fades away.
    pub is_modal: bool,
    /// A link to the bot itself, which the app opens.
    pub url: Option<String>,
}
