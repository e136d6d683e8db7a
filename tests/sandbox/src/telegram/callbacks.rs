//! Taps on buttons and the bot's answers to them.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{request::Refusal, seen::Alert, state::State};

/// How long a tapped button shows its spinner; a later answer is refused.
const ANSWER_WITHIN: TimeDelta = TimeDelta::seconds(60);

#[derive(Default, Serialize, Deserialize)]
pub struct Callbacks {
    taps: Vec<Tap>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Tap {
    id: String,
    chat: i64,
    topic: Option<i64>,
    person: i64,
    /// What the person saw on the button.
    label: String,
    at: DateTime<Utc>,
    answer: Option<Answer>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Answer {
    text: String,
    is_modal: bool,
    #[serde(default)]
    url: Option<String>,
}

impl State {
    /// A person taps a button; the bot gets a callback query.
    /// Returns the query's id.
    pub fn tap(
        &mut self,
        person: i64,
        chat: i64,
        message_id: i64,
        label: &str,
        data: &str,
    ) -> String {
        let message = self
            .chat(chat)
            .and_then(|chat| chat.messages.get(&message_id));
        let topic = message.and_then(|message| message.topic);
        let shown = match message.filter(|message| !message.is_deleted()) {
            Some(message) => self.message_json(message),
            // As Telegram shows a message that it cannot show any more.
            None => json!({"chat": self.chat_json(chat), "message_id": message_id, "date": 0}),
        };
        let id = format!("{}", 4_200_000_000_000 + self.callbacks.taps.len());
        let update = json!({
            "id": id,
            "from": self.user(person),
            "message": shown,
            "chat_instance": format!("{}", chat.unsigned_abs() * 7_919),
            "data": data,
        });
        let at = self.now();
        let line = format!("{} taps [{label}]", self.name_of(person));
        self.write_log(chat, topic, &line);
        let label = label.to_owned();
        self.callbacks.taps.push(Tap {
            id: id.clone(),
            chat,
            topic,
            person,
            label,
            at,
            answer: None,
        });
        self.push_update("callback_query", chat, update);
        id
    }

    /// The bot answers a tap.
    pub fn answer_tap(
        &mut self,
        id: &str,
        text: &str,
        is_modal: bool,
        url: Option<String>,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let tap = self.callbacks.taps.iter_mut().find(|tap| tap.id == id);
        let tap = tap.filter(|tap| tap.answer.is_none() && now - tap.at <= ANSWER_WITHIN);
        let Some(tap) = tap else {
            return Err(Refusal::bad(
                "query is too old and response timeout expired or query ID is invalid",
            ));
        };
        tap.answer = Some(Answer {
            text: text.to_owned(),
            is_modal,
            url: url.clone(),
        });
        let (chat, topic) = (tap.chat, tap.topic);
        if !text.is_empty() {
            let kind = if is_modal { "alert" } else { "popup" };
            self.write_log(chat, topic, &format!("Bot ({kind}): {text}"));
        }
        if let Some(url) = url {
            self.write_log(chat, topic, &format!("Bot (opens): {url}"));
        }
        Ok(())
    }

    /// The answer to one tap, once it came; its text may be empty.
    pub fn answer_to_tap(&self, id: &str) -> Option<Alert> {
        let tap = self.callbacks.taps.iter().find(|tap| tap.id == id)?;
        let answer = tap.answer.as_ref()?;
        Some(Alert {
            text: answer.text.clone(),
            is_modal: answer.is_modal,
            url: answer.url.clone(),
        })
    }

    pub fn unanswered_taps(&self) -> Vec<String> {
        let unanswered = self
            .callbacks
            .taps
            .iter()
            .filter(|tap| tap.answer.is_none());
        unanswered
            .map(|tap| format!("{} taps [{}]", self.name_of(tap.person), tap.label))
            .collect()
    }

    pub fn alerts(&self, chat: i64) -> Vec<Alert> {
        let answers = self.callbacks.taps.iter().filter(|tap| tap.chat == chat);
        answers
            .filter_map(|tap| tap.answer.as_ref())
            .filter(|answer| !answer.text.is_empty())
            .map(|answer| Alert {
                text: answer.text.clone(),
                is_modal: answer.is_modal,
                url: answer.url.clone(),
            })
            .collect()
    }
}
