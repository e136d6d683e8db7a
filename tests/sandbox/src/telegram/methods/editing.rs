//! Changes to messages that are there: edits, deletions, pins and reactions.

use chrono::TimeDelta;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    chat_id,
    sending::{read_caption, read_message_text},
};
use crate::telegram::{
    keyboard::Markup,
    message::{Body, Deletion, Message},
    request::{Fields, Refusal},
    standing::Right,
    state::State,
    text::Styled,
};

/// From <https://core.telegram.org/bots/api#deletemessage>.
const DELETE_WITHIN: TimeDelta = TimeDelta::hours(48);
const MAX_DELETIONS: usize = 100;
const NO_RIGHT_TO_PIN: &str = "not enough rights to manage pinned messages in the chat";
/// From <https://core.telegram.org/bots/api#setmessagereaction>: a bot has one on a message.
const MAX_REACTIONS: usize = 1;
/// The emoji that may be reactions; from <https://core.telegram.org/bots/api#reactiontypeemoji>.
const REACTIONS: &str = "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 \
    ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 \
    🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡";

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum ReactionType {
    Emoji { emoji: String },
}

pub fn edit_message_text(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let message = find_own(state, fields)?;
    if !matches!(message.body, Body::Text) {
        return Err(Refusal::bad("there is no text in the message to edit"));
    }
    let text = read_message_text(state, fields, "MESSAGE_TOO_LONG")?;
    edit(state, fields, message, Some(text), None)
}

pub fn edit_message_caption(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let message = find_own(state, fields)?;
    if !message.has_caption() {
        return Err(Refusal::bad("there is no caption in the message to edit"));
    }
    let caption = read_caption(state, fields)?;
    edit(state, fields, message, Some(caption), None)
}

pub fn edit_message_reply_markup(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let message = find_own(state, fields)?;
    edit(state, fields, message, None, None)
}

/// The message to edit, which must be the bot's.
pub fn find_own(state: &mut State, fields: &Fields) -> Result<Message, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    state.admit(chat, 1)?;
    let id = fields
        .find("message_id")?
        .ok_or_else(|| Refusal::bad("message identifier is not specified"))?;
    let message = state.message(chat, id);
    let missing = || state.missing(chat, id, "message to edit not found");
    let message = message.ok_or_else(missing)?;
    let has_other_keyboard = matches!(
        message.keyboard,
        Some(Markup::Reply(_) | Markup::Remove | Markup::ForceReply)
    );
    let is_own = message.sender == state.bot.id && message.forwarded.is_none();
    if !is_own || has_other_keyboard || message.is_service() {
        return Err(Refusal::bad("message can't be edited"));
    }
    Ok(message.clone())
}

/// Changes the text and the media, where given, and the keyboard, which goes away unless it is
/// given again.
pub fn edit(
    state: &mut State,
    fields: &Fields,
    mut message: Message,
    text: Option<Styled>,
    media: Option<Body>,
) -> Result<Value, Refusal> {
    let is_invoice = matches!(message.body, Body::Invoice(_));
    let keyboard = Markup::read(fields, is_invoice)?;
    if !matches!(keyboard, None | Some(Markup::Inline(_))) {
        return Err(Refusal::bad("inline keyboard expected"));
    }
    let text = text.unwrap_or_else(|| message.text.clone());
    let before = message.file_id().map(str::to_owned);
    let is_media_edit = media.is_some();
    message.body = media.unwrap_or(message.body);
    let is_same_file = message.file_id() == before.as_deref();
    if is_same_file && (&text, &keyboard) == (&message.text, &message.keyboard) {
        let refusal = Refusal::bad(
            "message is not modified: specified new message content and reply markup are exactly \
             the same as a current content and reply markup of the message",
        );
        return Err(refusal.unavoidable());
    }
    message.text = text;
    message.keyboard = keyboard;
    message.edited_at = Some(state.unix_now());
    let kept = state.message_mut(message.chat, message.id);
    *kept.expect("it was found before, under the same lock") = message.clone();
    if is_media_edit {
        state.log_media_edited(&message);
    } else {
        state.log_edited(&message);
    }
    Ok(state.message_json(&message))
}

pub fn delete_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    let id = fields.require("message_id")?;
    let message = state.message(chat, id);
    let message = message.ok_or_else(|| state.missing(chat, id, "message to delete not found"))?;
    check_deletion(state, message)?;
    delete(state, chat, id);
    Ok(json!(true))
}

/// Refuses to delete what is too old, opened a topic, or is another's where the bot has no right to.
fn check_deletion(state: &State, message: &Message) -> Result<(), Refusal> {
    if state.unix_now() - message.date > DELETE_WITHIN.num_seconds() {
        return Err(Refusal::bad("message can't be deleted for everyone"));
    }
    let cannot = "message can't be deleted";
    if matches!(message.body, Body::TopicCreated { .. }) {
        return Err(Refusal::bad(cannot));
    }
    if message.sender != state.bot.id {
        state.require_right(message.chat, Right::DeleteMessages, cannot)?;
    }
    Ok(())
}

pub fn delete_messages(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    let ids: Vec<i64> = fields.require("message_ids")?;
    if ids.is_empty() || ids.len() > MAX_DELETIONS {
        return Err(Refusal::bad(
            "message identifiers are not specified or are too many",
        ));
    }
    // Those that are not there are skipped, as Telegram documents it.
    for message in ids.iter().filter_map(|id| state.message(chat, *id)) {
        check_deletion(state, message)?;
    }
    for id in ids {
        delete(state, chat, id);
    }
    Ok(json!(true))
}

fn delete(state: &mut State, chat: i64, id: i64) {
    let bot = state.bot.id;
    let Some(message) = state.message(chat, id).cloned() else {
        return;
    };
    state.log_about(bot, "deletes", &message);
    if let Some(message) = state.message_mut(chat, id) {
        message.deletion = Some(Deletion::ByBot);
    }
}

pub fn pin_chat_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    state.require_right(chat, Right::PinMessages, NO_RIGHT_TO_PIN)?;
    let id = fields.require("message_id")?;
    let bot = state.bot.id;
    let message = state.message(chat, id);
    let missing = || state.missing(chat, id, "message to pin not found");
    let topic = message.ok_or_else(missing)?.topic;
    if state.chat(chat).is_some_and(|chat| chat.is_group()) {
        state.admit(chat, 1)?;
    }
    if let Some(message) = state.message_mut(chat, id) {
        message.is_pinned = true;
    }
    let service = Message::new(chat, bot, Body::Pinned { message: id }).in_topic(topic);
    state.post_service(service);
    Ok(json!(true))
}

/// Takes down a pinned message; without a number the newest.
pub fn unpin_chat_message(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    let open = state.open_chat(chat)?;
    let newest = open
        .newest(|message| message.is_pinned)
        .map(|message| message.id);
    state.require_right(chat, Right::PinMessages, NO_RIGHT_TO_PIN)?;
    let bot = state.bot.id;
    let Some(id) = fields.find("message_id")?.or(newest) else {
        return Ok(json!(true));
    };
    let missing = state.missing(chat, id, "message to unpin not found");
    let message = state.message_mut(chat, id).ok_or(missing)?;
    if std::mem::take(&mut message.is_pinned) {
        let message = message.clone();
        state.log_about(bot, "unpins", &message);
    }
    Ok(json!(true))
}

pub fn set_message_reaction(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    state.open_chat(chat)?;
    let id = fields.require("message_id")?;
    let reactions: Vec<ReactionType> = fields.find("reaction")?.unwrap_or_default();
    if reactions.len() > MAX_REACTIONS {
        return Err(Refusal::bad("REACTIONS_TOO_MANY"));
    }
    let emoji = reactions
        .into_iter()
        .next()
        .map(|ReactionType::Emoji { emoji }| emoji);
    let is_allowed = |emoji: &str| REACTIONS.split_whitespace().any(|allowed| allowed == emoji);
    if emoji.as_deref().is_some_and(|emoji| !is_allowed(emoji)) {
        return Err(Refusal::bad("REACTION_INVALID"));
    }
    let bot = state.bot.id;
    let missing = state.missing(chat, id, "message to react not found");
    let message = state.message_mut(chat, id).ok_or(missing)?;
    message.react(bot, emoji.as_deref());
    let message = message.clone();
    let verb = emoji.map_or_else(
        || "takes its reaction from".to_owned(),
        |emoji| format!("reacts {emoji} to"),
    );
    state.log_about(bot, &verb, &message);
    Ok(json!(true))
}
