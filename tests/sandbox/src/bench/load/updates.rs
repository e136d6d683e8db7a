//! The updates that people cause, as Telegram writes them.

use serde_json::{Value, json};

/// What a person is charged.
pub const STARS: i32 = 700;

/// Below the fake's charges, a charge is known by its payer: everybody pays once.
pub const CHARGE: &str = "load-charge-";

/// The buttons that are tapped, as both bots write them into callback data.
pub const HELP: &str = r#"go:"Help""#;
pub const MENU: &str = r#"go:"Menu""#;

/// A photo as Telegram offers it: in sizes.
const SIZES: [(u32, u32, u32); 4] = [
    (68, 90, 1_500),
    (240, 320, 22_000),
    (600, 800, 90_000),
    (960, 1280, 190_000),
];

/// Writes updates one after the other.
pub struct Writer {
    next_update: i64,
    next_message: i64,
}

impl Writer {
    pub fn beginning_at(first_update: i64) -> Self {
        Self {
            next_update: first_update,
            next_message: 1,
        }
    }

    pub fn next_message(&mut self) -> i64 {
        self.next_message += 1;
        self.next_message
    }

    pub fn command(&mut self, person: i64, text: &str) -> String {
        self.message(
            person,
            json!({
                "text": text,
                "entities": [{"offset": 0, "length": text.len(), "type": "bot_command"}],
            }),
        )
    }

    pub fn words(&mut self, person: i64, text: &str) -> String {
        self.message(person, json!({ "text": text }))
    }

    pub fn photo(&mut self, person: i64, album: &str, number: u32) -> String {
        let size = |(width, height, bytes): (u32, u32, u32)| {
            json!({
                "file_id": format!("AgACAgIAAxkBAAI-{person}-{number}-{width}"),
                "file_unique_id": format!("AQAD-{person}-{number}-{width}"),
                "file_size": bytes,
                "width": width,
                "height": height,
            })
        };
        let sizes: Vec<Value> = SIZES.into_iter().map(size).collect();
        self.message(person, json!({ "media_group_id": album, "photo": sizes }))
    }

    pub fn payment(&mut self, person: i64) -> String {
        self.message(
            person,
            json!({"successful_payment": {
                "currency": "XTR",
                "total_amount": STARS,
                "invoice_payload": order_of(person),
                "telegram_payment_charge_id": format!("{CHARGE}{person}"),
                "provider_payment_charge_id": "",
            }}),
        )
    }

    pub fn pre_checkout(&mut self, person: i64) -> String {
        self.update(
            "pre_checkout_query",
            json!({
                "id": person.to_string(),
                "from": who(person),
                "currency": "XTR",
                "total_amount": STARS,
                "invoice_payload": order_of(person),
            }),
        )
    }

    /// A tap on a button of the menu.
    pub fn tap(&mut self, person: i64, data: &str) -> String {
        let query = self.next_message();
        let query = format!("{person}-{query}");
        self.update(
            "callback_query",
            json!({
                "id": query,
                "from": who(person),
                "message": {
                    "message_id": person % 1_000_000 + 1,
                    "from": bot(),
                    "chat": chat(person),
                    "date": DATE,
                    "text": "What shall we do?",
                    "entities": [{"offset": 0, "length": 17, "type": "bold"}],
                    "reply_markup": {"inline_keyboard": [
                        [{"text": "✨ Create an avatar", "callback_data": "go:\"NewAvatar\""}],
                        [{"text": "🎁 Invite friends", "callback_data": "go:\"Referral\""}],
                        [
                            {"text": "🌐 Language", "callback_data": "go:\"Language\""},
                            {"text": "❓ Help", "callback_data": HELP},
                        ],
                    ]},
                },
                "chat_instance": "-3712637467214365",
                "data": data,
            }),
        )
    }

    fn message(&mut self, person: i64, content: Value) -> String {
        let mut message = json!({
            "message_id": self.next_message(),
            "from": who(person),
            "chat": chat(person),
            "date": DATE,
        });
        if let (Some(message), Value::Object(content)) = (message.as_object_mut(), content) {
            message.extend(content);
        }
        self.update("message", message)
    }

    fn update(&mut self, kind: &str, content: Value) -> String {
        self.next_update += 1;
        json!({"update_id": self.next_update, kind: content}).to_string()
    }
}

/// When everything happens; nobody here looks at it.
pub const DATE: i64 = 1_780_000_000;

/// The order that a person has open.
pub fn order_of(person: i64) -> String {
    format!("00000000-0000-4000-8000-{person:012}")
}

pub fn bot() -> Value {
    json!({
        "id": 7_000_000_001_i64,
        "is_bot": true,
        "first_name": "PinGlass",
        "username": "pinglass_bot",
    })
}

fn who(person: i64) -> Value {
    json!({"id": person, "is_bot": false, "first_name": "Anna", "language_code": "en"})
}

pub fn chat(person: i64) -> Value {
    json!({"id": person, "first_name": "Anna", "type": "private"})
}
