//! The staff's forum supergroup, as its members see it.

use anyhow::Context;

use super::{Person, Telegram, seen::SeenTopic};

/// A forum supergroup; cheap to clone.
#[derive(Clone)]
pub struct Group {
    telegram: Telegram,
    id: i64,
}

impl Group {
    pub(super) fn new(telegram: Telegram, id: i64) -> Self {
        Self { telegram, id }
    }

    /// The chat's id.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The topics that are not deleted.
    pub fn topics(&self) -> Vec<SeenTopic> {
        self.telegram.read(|state| state.seen_topics(self.id))
    }

    /// The newest topic whose name contains this.
    pub fn find_topic(&self, name: &str) -> Option<SeenTopic> {
        self.topics()
            .into_iter()
            .rev()
            .find(|topic| topic.name.contains(name))
    }

    /// The same person, speaking in the group's general topic.
    pub fn speaker(&self, person: &Person) -> Person {
        person.speaking_in(self.id, None)
    }

    /// The same person, speaking in the newest topic whose name contains this.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn speaker_in(&self, person: &Person, topic: &str) -> anyhow::Result<Person> {
        let found = self.find_topic(topic);
        let found = found.with_context(|| format!("no topic's name contains \"{topic}\""))?;
        Ok(person.speaking_in(self.id, Some(found.id)))
    }

    /// Deletes a topic with its messages, as a member who may do so does. Bots are not told.
    pub fn delete_topic(&self, deleter: &Person, topic: i64) {
        self.telegram
            .change(|state| state.delete_topic(self.id, topic, deleter.id()));
    }

    /// See `Telegram::transcript`.
    pub fn transcript(&self) -> String {
        self.telegram.transcript(self.id)
    }
}
