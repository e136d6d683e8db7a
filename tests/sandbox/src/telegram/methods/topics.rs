//! The topics of a forum.

use serde_json::{Value, json};

use super::chat_id;
use crate::telegram::{
    icons,
    message::{Body, Deletion, Message},
    request::{Fields, Refusal},
    standing::Right,
    state::{State, Topic},
    text::utf16_length,
};

/// From <https://core.telegram.org/bots/api#createforumtopic>.
const NAME_LENGTH: std::ops::RangeInclusive<usize> = 1..=128;
const ICON_COLORS: [i64; 6] = [
    7_322_096, 16_766_590, 13_338_331, 9_367_192, 16_749_490, 16_478_047,
];

pub fn get_forum_topic_icon_stickers(_: &mut State, _: &Fields) -> Result<Value, Refusal> {
    let sticker = |(emoji, id): &(&str, &str)| {
        json!({
            "file_id": format!("CAACAgIAAxUAA{id}"),
            "file_unique_id": format!("AgAD{}", &id[..11]),
            "type": "custom_emoji",
            "width": 512,
            "height": 512,
            "is_animated": true,
            "is_video": false,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": id,
            "file_size": 6_000,
        })
    };
    Ok(icons::ICONS.iter().map(sticker).collect())
}

pub fn create_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let chat = forum(state, fields)?;
    let name = topic_name(fields)?.ok_or_else(|| Refusal::bad("TOPIC_TITLE_EMPTY"))?;
    let icon_color = fields.find("icon_color")?.unwrap_or(ICON_COLORS[0]);
    if !ICON_COLORS.contains(&icon_color) {
        return Err(Refusal::bad("TOPIC_ICON_COLOR_INVALID"));
    }
    let icon = icon(fields)?.filter(|icon| !icon.is_empty());
    let lack = "not enough rights to create a topic";
    state.require_right(chat, Right::ManageTopics, lack)?;
    state.admit(chat, 1)?;
    let body = Body::TopicCreated {
        name: name.clone(),
        icon_color,
        icon: icon.clone(),
    };
    let service = Message::new(chat, state.bot.id, body);
    let id = state.post_service(service);
    let mut json = json!({"message_thread_id": id, "name": name, "icon_color": icon_color});
    if let Some(icon) = &icon {
        json["icon_custom_emoji_id"] = json!(icon);
    }
    let topic = Topic {
        name,
        icon_color,
        icon,
        is_closed: false,
        deletion: None,
    };
    state.own_chat(chat).topics.insert(id, topic);
    Ok(json)
}

pub fn edit_forum_topic(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let (chat, id) = existing_topic(state, fields)?;
    // An empty name leaves the name, an empty icon takes the icon away.
    let name = topic_name(fields)?;
    let icon = icon(fields)?;
    let topic = state.own_topic(chat, id);
    let name = name.filter(|name| *name != topic.name);
    let present = topic.icon.clone().unwrap_or_default();
    let icon = icon.filter(|icon| *icon != present);
    if name.is_none() && icon.is_none() {
        return Err(not_modified());
    }
    state.admit(chat, 1)?;
    let topic = state.own_topic(chat, id);
    if let Some(name) = &name {
        topic.name.clone_from(name);
    }
    if let Some(icon) = &icon {
        topic.icon = Some(icon.clone()).filter(|icon| !icon.is_empty());
    }
    change(state, chat, id, Body::TopicEdited { name, icon });
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
    if state.own_topic(chat, id).is_closed == is_closed {
        return Err(not_modified());
    }
    state.admit(chat, 1)?;
    state.own_topic(chat, id).is_closed = is_closed;
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
    let lack = "not enough rights to delete the topic";
    state.require_right(chat, Right::DeleteMessages, lack)?;
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
    let found = state.open_chat(chat)?;
    if !found.is_forum() {
        let refusal = Refusal::bad("the chat is not a forum");
        // Members decide whether their group has topics.
        return Err(if found.is_group() {
            refusal.unavoidable()
        } else {
            refusal
        });
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
    match name.filter(|name| !name.is_empty()) {
        Some(name) if !NAME_LENGTH.contains(&utf16_length(&name)) => {
            Err(Refusal::bad("TOPIC_TITLE_INVALID"))
        }
        name => Ok(name),
    }
}

/// An icon that topics may have; an empty one is none.
fn icon(fields: &Fields) -> Result<Option<String>, Refusal> {
    let icon: Option<String> = fields.find("icon_custom_emoji_id")?;
    match icon {
        Some(icon) if !icon.is_empty() && icon.parse::<i64>().is_err() => {
            Err(Refusal::bad("invalid custom emoji identifier specified"))
        }
        Some(icon) if !icon.is_empty() && icons::emoji(&icon).is_none() => {
            Err(Refusal::bad("DOCUMENT_INVALID"))
        }
        icon => Ok(icon),
    }
}

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

    /// Refuses a topic in which the bot cannot write now.
    pub fn require_open_topic(&self, chat: i64, id: i64) -> Result<(), Refusal> {
        self.require_topic(chat, id, "message thread not found")?;
        let chat = self.open_chat(chat)?;
        let is_closed = chat.topics.get(&id).is_some_and(|topic| topic.is_closed);
        if is_closed && !chat.allows(Right::ManageTopics) {
            return Err(Refusal::bad("TOPIC_CLOSED").unavoidable());
        }
        Ok(())
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
