//! Very many people at once: they are there without having said anything that is told to the
//! bot, and it can be counted quickly what they got.

use std::ops::Range;

use super::{
    NewPerson, Telegram,
    message::{Body, Message},
    text::Styled,
};

impl Telegram {
    /// People with these ids who have started the bot, as if long ago.
    pub fn crowd(&self, ids: Range<i64>) {
        for id in ids {
            self.person(NewPerson {
                id,
                first_name: format!("Person {id}"),
                username: None,
                language_code: Some("en".to_owned()),
            });
            self.quietly(|state| state.own_chat(id).is_started = true);
        }
    }

    /// A text that each of them got from the bot long ago. Returns the messages' numbers, which
    /// follow one another.
    pub fn letters(&self, ids: Range<i64>, text: &str) -> Vec<i64> {
        self.quietly(|state| {
            ids.map(|id| {
                let letter = Message::new(id, state.bot.id, Body::Text);
                state.post(letter.with_text(Styled::plain(text))).id
            })
            .collect()
        })
    }

    /// How many messages each of these people got from the bot.
    pub fn counts_of_letters(&self, ids: Range<i64>) -> Vec<usize> {
        self.read(|state| {
            let letters = |id| {
                let messages = state
                    .chat(id)
                    .into_iter()
                    .flat_map(|chat| chat.messages.values());
                messages
                    .filter(|message| message.sender == state.bot.id)
                    .count()
            };
            ids.map(letters).collect()
        })
    }
}
