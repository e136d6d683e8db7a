//! Acting on one given message, as somebody with a screen does. Tests name what they see instead.

use std::time::Duration;

use anyhow::Context;

use super::{
    Group, Telegram, message::Body, payments::PaymentAttempt, people::Person, seen::Alert,
};

/// A tap on a button; cheap to clone.
#[derive(Clone)]
pub struct Tap {
    telegram: Telegram,
    id: String,
}

impl Tap {
    /// Waits for the bot's answer. None when the button's spinner ended without one.
    pub async fn answered(&self, patience: Duration) -> Option<Alert> {
        let mut changes = self.telegram.subscribe();
        let answer = async {
            loop {
                let answer = self.telegram.read(|state| state.answer_to_tap(&self.id));
                if answer.is_some() {
                    return answer;
                }
                changes.changed().await.ok()?;
            }
        };
        tokio::time::timeout(patience, answer).await.ok().flatten()
    }
}

impl Person {
    /// Taps the button with this data under this message.
    pub fn presses(&self, message_id: i64, data: &str) -> Tap {
        Tap {
            telegram: self.telegram.clone(),
            id: self.taps_data(message_id, data),
        }
    }

    /// Pays the invoice in this message of the chat.
    ///
    /// # Errors
    /// When it is no invoice.
    pub fn pays_message(&self, message_id: i64) -> anyhow::Result<PaymentAttempt> {
        let invoice = self.telegram.read(|state| {
            match state
                .message(self.chat, message_id)
                .map(|message| &message.body)
            {
                Some(Body::Invoice(invoice)) => Some(invoice.clone()),
                _ => None,
            }
        });
        Ok(self.begin_payment(invoice.context("the message is no invoice")?))
    }
}

impl Group {
    /// The same person, speaking in the topic of this id, or in the general one.
    pub fn speaker_at(&self, person: &Person, topic: Option<i64>) -> Person {
        person.speaking_in(self.id(), topic)
    }
}

impl Telegram {
    /// What an empty chat with the bot says that it can do, in a person's language.
    pub fn bot_description(&self, language: &str) -> String {
        self.read(|state| {
            let of = |language: &str| {
                let texts = &state.settings.texts;
                let text = texts.get(&format!("description|{language}"));
                text.filter(|text| !text.is_empty()).cloned()
            };
            of(language).or_else(|| of("")).unwrap_or_default()
        })
    }
}
