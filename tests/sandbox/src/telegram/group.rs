//! The staff's forum supergroup.

use super::{Person, SeenTopic};

/// A forum supergroup; cheap to clone.
#[derive(Clone)]
pub struct Group;

impl Group {
    /// The chat's id.
    pub fn id(&self) -> i64 {
        unimplemented!()
    }

    /// The topics that are not deleted.
    pub fn topics(&self) -> Vec<SeenTopic> {
        unimplemented!()
    }

    /// The newest topic whose name contains this.
    pub fn find_topic(&self, _name: &str) -> Option<SeenTopic> {
        unimplemented!()
    }

    /// The same person, speaking in the group's general topic.
    pub fn speaker(&self, _person: &Person) -> Person {
        unimplemented!()
    }

    /// The same person, speaking in the newest topic whose name contains this.
    ///
    /// # Errors
    /// When there is no such topic.
    pub fn speaker_in(&self, _person: &Person, _topic: &str) -> anyhow::Result<Person> {
        unimplemented!()
    }

    /// Deletes a topic with its messages, as an administrator's app does.
    pub fn delete_topic(&self, _topic: i64) {
        unimplemented!()
    }
}
