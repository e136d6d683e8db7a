//! Chats as the bot asks about them, and the bot's standing there.

use serde_json::{Value, json};

use super::chat_id;
use crate::telegram::{
    request::{Fields, Refusal},
    state::{Chat, State},
};

pub fn get_chat(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id = chat_id(fields, "chat_id")?;
    let chat = known_chat(state, id)?;
    let mut json = state.chat_json(id);
    json["accent_color_id"] = json!(0);
    json["max_reaction_count"] = json!(11);
    json["accepted_gift_types"] = json!({
        "unlimited_gifts": true,
        "limited_gifts": true,
        "unique_gifts": true,
        "premium_subscription": true,
        "gifts_from_channels": true,
    });
    if let Some(pinned) = chat.newest(|message| message.is_pinned) {
        json["pinned_message"] = state.message_json(pinned);
    }
    Ok(json)
}

pub fn get_chat_member(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id = chat_id(fields, "chat_id")?;
    let chat = known_chat(state, id)?;
    let user_id: i64 = fields.require("user_id")?;
    let user = state
        .user(user_id)
        .ok_or_else(|| Refusal::bad("user not found"))?;
    if user_id == state.bot.id && chat.is_group() {
        return Ok(state.bot_member_json(id));
    }
    let is_member = chat.members.contains(&user_id) || user_id == state.bot.id;
    let status = if is_member { "member" } else { "left" };
    Ok(json!({"status": status, "user": user}))
}

/// A chat that the bot may ask about: unlike writing there, it can even where it is blocked.
fn known_chat(state: &State, id: i64) -> Result<&Chat, Refusal> {
    let chat = state.chat(id).filter(|chat| chat.is_started);
    let chat = chat.ok_or_else(|| Refusal::bad("chat not found"))?;
    chat.check_standing()?;
    Ok(chat)
}
