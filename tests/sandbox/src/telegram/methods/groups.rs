//! Chats, members and the topics of a forum.

use serde_json::{Value, json};

use super::chat_id;
use crate::telegram::{
    message::{Body, Deletion, Message},
    request::{Fields, Refusal},
    state::{State, Topic},
    text::utf16_length,
};

/// From <https://core.telegram.org/bots/api#createforumtopic>.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 1..=128;
const ICON_COLORS: [i64; 6] = [
    7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047,
];

pub fn create_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = forum(state, fields)?;
    let name = topic_name(fields)?.ok_or_else(|| Refusal::bad("TOPIC_TITLE_EMPTY"))?;
    let icon_color = fields.find("icon_color")?.unwrap_or(ICON_COLORS[0]);
    if !ICON_COLORS.contains(&icon_color) {
        return Err(Refusal::bad("TOPIC_ICON_COLOR_INVALID"));
    }
    state.admit(chat, 1)?;
    let body = Body::TopicCreated {
        name: name.clone(),
        icon_color,
    };
    let service = Message::new(chat, state.bot.id, body);
    let id = state.post_service(service);
    let topic = Topic {
        name: name.clone(),
        icon_color,
        is_closed: false,
        deletion: None,
    };
    state.own_chat(chat).topics.insert(id, topic);
    Ok(json!({"message_thread_id": id, "name": name, "icon_color": icon_color}))
}

pub fn edit_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let (chat, id) = existing_topic(state, fields)?;
    let name = topic_name(fields)?;
    let topic = state.own_topic(chat, id);
    if name.as_ref().is_none_or(|name| *name == topic.name) {
        return Err(not_modified());
    }
    topic
        .name
        .clone_from(name.as_ref().expect("no name is not modified"));
    change(state, chat, id, Body::TopicEdited { name });
    Ok(json!(true))
}

pub fn close_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    set_closed(state, fields, true)
}

pub fn reopen_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    set_closed(state, fields, false)
}

fn set_closed(state: &mut State, fields: &Fields, is_closed: bool) -> Result<Value, Refusal> {
    let (chat, id) = existing_topic(state, fields)?;
    let topic = state.own_topic(chat, id);
    if topic.is_closed == is_closed {
        return Err(not_modified());
    }
    topic.is_closed = is_closed;
    let body = if is_closed {
        Body::TopicClosed
    } else {
        Body::TopicReopened
    };
    change(state, chat, id, body);
    Ok(json!(true))
}

pub fn delete_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let (chat, id) = existing_topic(state, fields)?;
    state.delete_topic(chat, id, state.bot.id);
    Ok(json!(true))
}

fn not_modified() -> Refusal {
    Refusal::bad("TOPIC_NOT_MODIFIED").unavoidable()
}

fn change(state: &mut State, chat: i64, topic: i64, body: Body) {
    let service = Message::new(chat, state.bot.id, body).in_topic(Some(topic));
    state.post_service(service);
}

fn forum(state: &State, fields: &Fields) -> Result<i64, Refusal> {
    let chat = chat_id(fields, "chat_id")?;
    if !state.open_chat(chat)?.is_group() {
        return Err(Refusal::bad("the chat is not a forum"));
    }
    Ok(chat)
}

fn existing_topic(state: &State, fields: &Fields) -> Result<(i64, i64), Refusal> {
    let chat = forum(state, fields)?;
    let id = fields.require("message_thread_id")?;
    state.require_topic(chat, id, "TOPIC_ID_INVALID")?;
    Ok((chat, id))
}

fn topic_name(fields: &Fields) -> Result<Option<String>, Refusal> {
    let name: Option<String> = fields.find("name")?;
    match name {
        Some(name) if !NAME_LENGTH.contains(&utf16_length(&name)) => {
            Err(Refusal::bad("TOPIC_TITLE_INVALID"))
        }
        name => Ok(name),
    }
}

pub fn get_chat(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let id = chat_id(fields, "chat_id")?;
    let chat = state.chat(id).filter(|chat| chat.is_started);
    let chat = chat.ok_or_else(|| Refusal::bad("chat not found"))?;
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
    let chat = state.chat(id).filter(|chat| chat.is_started);
    let chat = chat.ok_or_else(|| Refusal::bad("chat not found"))?;
    let user_id: i64 = fields.require("user_id")?;
    let user = state
        .user(user_id)
        .ok_or_else(|| Refusal::bad("user not found"))?;
    if user_id == state.bot.id && chat.is_group() {
        let mut json = json!({
            "status": "administrator",
            "user": user,
            "can_be_edited": false,
            "is_anonymous": false,
        });
        for right in ADMINISTRATOR_RIGHTS {
            json[right] = json!(true);
        }
        return Ok(json);
    }
    let is_member = chat.members.contains(&user_id) || user_id == state.bot.id;
    let status = if is_member { "member" } else { "left" };
    Ok(json!({"status": status, "user": user}))
}

const ADMINISTRATOR_RIGHTS: [&str; 12] = [
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
];

impl State {
    /// Posts a service message that the bot caused, which comes back to it as an update, and
    /// returns its id. The one that opens a topic is the first message in it.
    pub fn post_service(&mut self, message: Message) -> i64 {
        let opens_topic = matches!(message.body, Body::TopicCreated { .. });
        let mut message = self.post(message);
        self.log_sent(std::slice::from_ref(&message));
        if opens_topic {
            message.topic = Some(message.id);
            if let Some(kept) = self.message_mut(message.chat, message.id) {
                kept.topic = message.topic;
            }
        }
        let update = self.message_json(&message);
        self.push_update("message", message.chat, update);
        message.id
    }

    /// Refuses a topic that is not there; no problem if a person took it away.
    pub fn require_topic(&self, chat: i64, id: i64, reason: &str) -> Result<(), Refusal> {
        let topic = self.chat(chat).and_then(|chat| chat.topics.get(&id));
        match topic.map(|topic| topic.deletion) {
            Some(None) => Ok(()),
            Some(Some(Deletion::ByPerson)) => Err(Refusal::bad(reason).unavoidable()),
            _ => Err(Refusal::bad(reason)),
        }
    }

    fn own_topic(&mut self, chat: i64, id: i64) -> &mut Topic {
        let topic = self.own_chat(chat).topics.get_mut(&id);
        topic.expect("the topic was found before, under the same lock")
    }

    /// Takes a topic and its messages away.
    pub fn delete_topic(&mut self, chat: i64, id: i64, deleter: i64) {
        let line = format!("{} deletes the topic", self.name_of(deleter));
        self.write_log(chat, Some(id), &line);
        let is_bot = deleter == self.bot.id;
        let deletion = Some(if is_bot {
            Deletion::ByBot
        } else {
            Deletion::ByPerson
        });
        let chat = self.own_chat(chat);
        if let Some(topic) = chat.topics.get_mut(&id) {
            topic.deletion = deletion;
        }
        for message in chat
            .messages
            .values_mut()
            .filter(|message| message.topic == Some(id))
        {
            message.deletion = deletion;
        }
    }
}
