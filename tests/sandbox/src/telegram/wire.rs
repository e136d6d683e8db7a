//! Messages, chats and files in the shapes of the Bot API.

use serde_json::{Value, json};

use super::{
    files::PhotoSize,
    keyboard::Markup,
    message::{Body, Message},
    payments::Charge,
    state::State,
    text::Styled,
};

impl State {
    /// A chat as it stands in messages and updates.
    pub fn chat_json(&self, id: i64) -> Value {
        let Some(chat) = self.chat(id) else {
            return json!({"id": id, "type": "private"});
        };
        if let Some(title) = &chat.title {
            return json!({"id": id, "type": "supergroup", "title": title, "is_forum": true});
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
        put(&mut json, "edit_date", message.edited_at);
        put(&mut json, "media_group_id", message.album.as_ref());
        if let Some(topic) = message.topic {
            json["message_thread_id"] = json!(topic);
            json["is_topic_message"] = json!(true);
        }
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

    fn put_body(&self, json: &mut Value, message: &Message) {
        put_text(json, &message.text, matches!(message.body, Body::Text));
        json[message.body.kind()] = match &message.body {
            Body::Text => json!(message.text.text),
            Body::Photo(sizes) => sizes.iter().map(PhotoSize::to_json).collect(),
            Body::Document(id) | Body::Voice(id) | Body::Video(id) | Body::Sticker(id) => {
                self.media_json(id, &message.body)
            }
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
            Body::TopicCreated { name, icon_color } => {
                json!({"name": name, "icon_color": icon_color})
            }
            Body::TopicEdited { name } => {
                let mut edited = json!({});
                put(&mut edited, "name", name.as_ref());
                edited
            }
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
            Body::Voice(_) | Body::Video(_) => json["duration"] = json!(3),
            _ => {}
        }
        if matches!(body, Body::Sticker(_) | Body::Video(_)) {
            json["width"] = json!(file.width.unwrap_or(512));
            json["height"] = json!(file.height.unwrap_or(512));
        }
        if !matches!(body, Body::Sticker(_)) {
            json["mime_type"] = json!(file.mime);
            put(&mut json, "file_name", file.name.as_ref());
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
