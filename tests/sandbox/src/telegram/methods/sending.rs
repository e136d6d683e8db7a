//! Text messages, and what all sending has in common: the chat, the topic, the answered message,
//! the keyboard, the styled text.

use serde::Deserialize;
use serde_json::{Value, json};

use super::chat_id;
use crate::telegram::{
    html,
    keyboard::Markup,
    message::{Body, Message},
    request::{Fields, Refusal},
    state::State,
    text::{Entity, Styled, utf16_length},
};

/// From <https://core.telegram.org/bots/api#sendmessage> and `#sendphoto`.
pub const MAX_TEXT_LENGTH: usize = 4096;
pub const MAX_CAPTION_LENGTH: usize = 1024;

const CHAT_ACTIONS: [&str; 11] = [
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
];

/// Where a message goes and what hangs on it.
pub struct Envelope {
    pub chat: i64,
    topic: Option<i64>,
    reply_to: Option<i64>,
    keyboard: Option<Markup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplyParameters {
    message_id: i64,
    #[serde(default)]
    chat_id: Option<i64>,
    #[serde(default)]
    allow_sending_without_reply: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LinkPreviewOptions {
    #[serde(default, rename = "is_disabled")]
    _is_disabled: bool,
    #[serde(default, rename = "url")]
    _url: Option<String>,
    #[serde(default, rename = "prefer_small_media")]
    _prefer_small_media: bool,
    #[serde(default, rename = "prefer_large_media")]
    _prefer_large_media: bool,
    #[serde(default, rename = "show_above_text")]
    _show_above_text: bool,
}

impl Envelope {
    /// Reads and checks what all methods that send have in common.
    pub fn read(
        state: &mut State,
        fields: &Fields,
        messages: usize,
        is_invoice: bool,
    ) -> Result<Self, Refusal> {
        let chat = chat_id(fields, "chat_id")?;
        state.open_chat(chat)?;
        state.admit(chat, messages)?;
        let reply_to = read_reply(state, fields, chat)?;
        // An answer stands where the answered message does, unless another place is named.
        let answered = reply_to.and_then(|id| state.message(chat, id));
        let topic = fields.find("message_thread_id")?;
        let topic = topic.or_else(|| answered.and_then(|answered| answered.topic));
        if let Some(topic) = topic {
            state.require_open_topic(chat, topic)?;
        }
        Ok(Self {
            chat,
            topic,
            reply_to,
            keyboard: Markup::read(fields, is_invoice)?,
        })
    }

    /// The message to post.
    pub fn message(&self, state: &State, body: Body, text: Styled) -> Message {
        Message {
            topic: self.topic,
            reply_to: self.reply_to,
            keyboard: self.keyboard.clone(),
            ..Message::new(self.chat, state.bot.id, body).with_text(text)
        }
    }

    /// Posts a message, writes it down, and answers with it.
    pub fn send(&self, state: &mut State, body: Body, text: Styled) -> Value {
        let message = self.message(state, body, text);
        let message = state.post(message);
        state.log_sent(std::slice::from_ref(&message));
        state.message_json(&message)
    }
}

fn read_reply(state: &State, fields: &Fields, chat: i64) -> Result<Option<i64>, Refusal> {
    let Some(reply) = fields.find::<ReplyParameters>("reply_parameters")? else {
        return Ok(None);
    };
    if reply.chat_id.is_some_and(|other| other != chat) {
        return Err(Refusal::bad("the sandbox has no replies across chats"));
    }
    if state.message(chat, reply.message_id).is_some() {
        return Ok(Some(reply.message_id));
    }
    if reply.allow_sending_without_reply {
        return Ok(None);
    }
    Err(state.missing(chat, reply.message_id, "message to be replied not found"))
}

/// Reads a text or caption with its styling, as `parse_mode` or as a list of entities.
pub fn read_text(
    state: &State,
    fields: &Fields,
    name: &str,
    entities_name: &str,
) -> Result<Styled, Refusal> {
    let text: String = fields.find(name)?.unwrap_or_default();
    let mode: Option<String> = fields.find("parse_mode")?;
    let entities: Option<Vec<Entity>> = fields.find(entities_name)?;
    style(state, &text, mode.as_deref(), entities)
}

/// Styles a text in the way that the bot asked for.
pub fn style(
    state: &State,
    text: &str,
    mode: Option<&str>,
    entities: Option<Vec<Entity>>,
) -> Result<Styled, Refusal> {
    let mut styled = match mode {
        None => Styled {
            text: text.to_owned(),
            entities: entities.unwrap_or_default(),
        },
        Some(mode) if mode.eq_ignore_ascii_case("html") => html::parse(text)
            .map_err(|reason| Refusal::bad(format!("can't parse entities: {reason}")))?,
        Some(mode) => {
            return Err(Refusal::bad(format!(
                "the sandbox knows no parse mode \"{mode}\""
            )));
        }
    };
    let length = utf16_length(&styled.text);
    if styled
        .entities
        .iter()
        .any(|entity| entity.offset + entity.length > length)
    {
        return Err(Refusal::bad("ENTITY_BOUNDS_INVALID"));
    }
    // A link to a person becomes a mention, or nothing when the bot does not know the person.
    styled.entities.retain_mut(|entity| {
        let address = entity.url.as_deref().unwrap_or_default();
        let Some(id) = address.strip_prefix("tg://user?id=") else {
            return true;
        };
        let user = id.parse().ok().and_then(|id| state.user(id));
        entity.kind = "text_mention".to_owned();
        entity.user = user.map(|user| json!(user));
        entity.url = None;
        entity.user.is_some()
    });
    Ok(styled.trimmed().with_found_entities())
}

/// Reads a caption, within its limit.
pub fn read_caption(state: &State, fields: &Fields) -> Result<Styled, Refusal> {
    let caption = read_text(state, fields, "caption", "caption_entities")?;
    check_caption(caption)
}

pub fn check_caption(caption: Styled) -> Result<Styled, Refusal> {
    if utf16_length(&caption.text) > MAX_CAPTION_LENGTH {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

/// Reads the text of a text message; `too_long` is what Telegram says of a longer one.
pub fn read_message_text(
    state: &State,
    fields: &Fields,
    too_long: &str,
) -> Result<Styled, Refusal> {
    fields.find::<LinkPreviewOptions>("link_preview_options")?;
    let text = read_text(state, fields, "text", "entities")?;
    if text.text.is_empty() {
        return Err(Refusal::bad("message text is empty"));
    }
    if utf16_length(&text.text) > MAX_TEXT_LENGTH {
        return Err(Refusal::bad(too_long));
    }
    Ok(text)
}

pub fn send_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, false)?;
    let text = read_message_text(state, fields, "message is too long")?;
    Ok(envelope.send(state, Body::Text, text))
}

pub fn send_chat_action(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    let action: String = fields.require("action")?;
    if !CHAT_ACTIONS.contains(&action.as_str()) {
        return Err(Refusal::bad("wrong parameter action in request"));
    }
    if let Some(topic) = fields.find("message_thread_id")? {
        state.require_open_topic(chat, topic)?;
    }
    let now = state.now();
    state.own_chat(chat).bot_action = Some((action, now));
    Ok(json!(true))
}

impl State {
    /// Lets messages pass, or refuses them for being too many at a time.
    pub fn admit(&mut self, chat: i64, messages: usize) -> Result<(), Refusal> {
        let is_group = self.chat(chat).is_some_and(|chat| chat.is_group());
        let now = self.now();
        self.record
            .limits
            .admit(chat, is_group, messages, now)
            .map_err(Refusal::flood)
    }
}
