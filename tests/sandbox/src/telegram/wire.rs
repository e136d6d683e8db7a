//! Messages, chats and files in the shapes of the Bot API.

use serde_json::{Value, json};

use super::{
    files::PhotoSize,
    keyboard::Markup,
    message::{Body, Message},
    payments::Charge,
    standing::GroupKind,
    state::{ANONYMOUS_ADMIN, State},
    text::Styled,
};

impl State {
    /// A chat as it stands in messages and updates.
    pub fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chat(id) else {
            return json!({"id": id, "type": "private"});
        };
        if let Some(title) = &chat.title {
            let kind = match chat.standing.kind {
                GroupKind::Basic => "group",
                GroupKind::Forum | GroupKind::Plain => "supergroup",
            };
            let mut json = json!({"id": id, "type": kind, "title": title});
            if chat.is_forum() {
                json["is_forum"] = json!(true);
            }
            return json;
        }
        let mut json = json!({"id": id, "type": "private"});
        if let Some(user) = self.user(id) {
            json["first_name"] = json!(user.first_name);
            put(&mut json, "username", user.username.as_ref());
        }
        json
    }

    /// A message with the one it replies to.
    pub fn message_json(&self, message: &Message) -> Value {
        let mut json = self.message_alone(message);
        let answered = message
            .reply_to
            .and_then(|id| self.message(message.chat, id));
        // In a forum every message that answers nothing formally answers the topic's opening.
        if let Some(answered) = answered.or_else(|| self.topic_opening(message)) {
            json["reply_to_message"] = self.message_alone(answered);
        }
        if let Body::Pinned { message: pinned } = message.body
            && let Some(pinned) = self.message(message.chat, pinned)
        {
            json["pinned_message"] = self.message_alone(pinned);
        }
        json
    }

    fn message_alone(&self, message: &Message) -> Value {
        let mut json = json!({
            "message_id": message.id,
            "date": message.date,
            "chat": self.chat_json(message.chat),
        });
        put(&mut json, "from", self.user(message.sender));
        if message.sender == ANONYMOUS_ADMIN {
            json["sender_chat"] = self.chat_json(message.chat);
        }
        put(&mut json, "edit_date", message.edited_at);
        put(&mut json, "media_group_id", message.album.as_ref());
        if let Some(topic) = message.topic {
            json["message_thread_id"] = json!(topic);
            json["is_topic_message"] = json!(true);
        }
        put(&mut json, "message_thread_id", self.reply_thread(message));
        if let Some(origin) = &message.forwarded {
            json["forward_origin"] = json!({
                "type": "user",
                "date": origin.date,
                "sender_user": self.user(origin.sender),
            });
        }
        put(
            &mut json,
            "reply_markup",
            message.keyboard.as_ref().and_then(Markup::to_json),
        );
        self.put_body(&mut json, message);
        json
    }

    /// In a supergroup without topics, answers to a message and the answers to these are a thread,
    /// which has the number of its first message.
    fn reply_thread(&self, message: &Message) -> Option<i64> {
        let chat = self.chat(message.chat)?;
        if !chat.is_group() || chat.standing.kind != GroupKind::Plain {
            return None;
        }
        let mut first = message.reply_to?;
        while let Some(earlier) = chat.messages.get(&first).and_then(|first| first.reply_to) {
            first = earlier;
        }
        Some(first)
    }

    fn put_body(&self, json: &mut Value, message: &Message) {
        put_text(json, &message.text, matches!(message.body, Body::Text));
        json[message.body.kind()] = match &message.body {
            Body::Text => json!(message.text.text),
            Body::Photo(sizes) => sizes.iter().map(PhotoSize::to_json).collect(),
            Body::Document(id)
            | Body::Voice(id)
            | Body::Video(id)
            | Body::Sticker(id)
            | Body::Audio(id)
            | Body::VideoNote(id) => self.media_json(id, &message.body),
            Body::Animation(id) => {
                // Bots that know no animations see a file.
                json["document"] = self.media_json(id, &Body::Document(id.clone()));
                self.media_json(id, &message.body)
            }
            Body::Dice { emoji, value } => json!({"emoji": emoji, "value": value}),
            Body::Poll { question, options } => poll_json(message.id, question, options),
            Body::Location {
                latitude,
                longitude,
            } => {
                json!({"latitude": latitude, "longitude": longitude})
            }
            Body::Contact {
                phone_number,
                first_name,
            } => {
                json!({"phone_number": phone_number, "first_name": first_name})
            }
            Body::Invoice(invoice) => json!({
                "title": invoice.title,
                "description": invoice.description,
                "start_parameter": invoice.start_parameter,
                "currency": invoice.currency,
                "total_amount": invoice.total_amount,
            }),
            Body::SuccessfulPayment(charge) | Body::RefundedPayment(charge) => charge_json(charge),
            Body::TopicCreated {
                name,
                icon_color,
                icon,
            } => {
                let mut created = json!({"name": name, "icon_color": icon_color});
                put(&mut created, "icon_custom_emoji_id", icon.as_ref());
                created
            }
            Body::TopicEdited { name, icon } => {
                let mut edited = json!({});
                put(&mut edited, "name", name.as_ref());
                put(&mut edited, "icon_custom_emoji_id", icon.as_ref());
                edited
            }
            Body::UpgradedTo { chat } | Body::UpgradedFrom { chat } => json!(chat),
            Body::TopicClosed | Body::TopicReopened => json!({}),
            Body::Pinned { .. } => return,
        };
    }

    fn media_json(&self, id: &str, body: &Body) -> Value {
        let Some(file) = self.files.find(id) else {
            return Value::Null;
        };
        let mut json = json!({
            "file_id": id,
            "file_unique_id": file.unique_id,
            "file_size": file.size,
        });
        match body {
            Body::Sticker(_) => {
                json["type"] = json!("regular");
                json["is_animated"] = json!(false);
                json["is_video"] = json!(false);
                json["emoji"] = json!("🙂");
            }
            Body::Voice(_) | Body::Video(_) | Body::Audio(_) | Body::Animation(_) => {
                json["duration"] = json!(3);
            }
            Body::VideoNote(_) => {
                json["duration"] = json!(3);
                json["length"] = json!(240);
                return json;
            }
            _ => {}
        }
        if matches!(body, Body::Sticker(_) | Body::Video(_) | Body::Animation(_)) {
            json["width"] = json!(file.width.unwrap_or(512));
            json["height"] = json!(file.height.unwrap_or(512));
        }
        if !matches!(body, Body::Sticker(_)) {
            json["mime_type"] = json!(file.mime);
            let has_name = !matches!(body, Body::Voice(_));
            let name = file.name.as_ref().filter(|_| has_name);
            put(&mut json, "file_name", name);
        }
        json
    }
}

fn put_text(json: &mut Value, styled: &Styled, is_text: bool) {
    let (text, entities) = if is_text {
        ("text", "entities")
    } else {
        ("caption", "caption_entities")
    };
    if !styled.text.is_empty() {
        json[text] = json!(styled.text);
    }
    if !styled.entities.is_empty() {
        json[entities] = json!(styled.entities);
    }
}

fn poll_json(message: i64, question: &str, options: &[String]) -> Value {
    let options = options.iter().enumerate().map(
        |(index, text)| json!({"persistent_id": index.to_string(), "text": text, "voter_count": 0}),
    );
    json!({
        "id": format!("54321{message:06}"),
        "question": question,
        "options": options.collect::<Vec<_>>(),
        "total_voter_count": 0,
        "is_closed": false,
        "is_anonymous": true,
        "type": "regular",
        "allows_multiple_answers": false,
        "allows_revoting": true,
    })
}

fn charge_json(charge: &Charge) -> Value {
    json!({
        "currency": charge.invoice.currency,
        "total_amount": charge.invoice.total_amount,
        "invoice_payload": charge.invoice.payload,
        "telegram_payment_charge_id": charge.id,
        "provider_payment_charge_id": charge.provider_id,
    })
}

/// Adds a field that is there; Telegram leaves out what is not, and never sends null.
pub fn put(json: &mut Value, name: &str, value: Option<impl serde::Serialize>) {
    if let Some(value) = value {
        json[name] = json!(value);
    }
}
