//! The staff's group, as its members see it and change it.

use std::collections::BTreeSet;

use anyhow::Context;

use super::{
    Person, Telegram,
    message::{Body, Message},
    seen::SeenTopic,
    standing::{GroupKind, Presence, Right},
    state::{State, Topic},
};

/// A group; cheap to clone.
#[derive(Clone)]
pub struct Group {
    telegram: Telegram,
    id: i64,
}

impl Telegram {
    /// A forum supergroup with these people and the bot, which is its administrator.
    pub fn staff_group(&self, id: i64, members: &[Person]) -> Group {
        self.group(id, GroupKind::Forum, members)
    }

    /// A group of this kind with these people and the bot, which is its administrator. A group
    /// that is there gets new members only.
    pub fn group(&self, id: i64, kind: GroupKind, members: &[Person]) -> Group {
        let members: BTreeSet<i64> = members.iter().map(Person::id).collect();
        self.change(|state| {
            let is_new = state.chat(id).is_none();
            state.add_chat(id, Some("PinGlass staff".to_owned()), members);
            if is_new {
                state.own_chat(id).standing.kind = kind;
            }
        });
        Group {
            telegram: self.clone(),
            id,
        }
    }
}

impl Group {
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

    /// Opens a topic, as a member who may do so does, and returns its id.
    pub fn open_topic(&self, opener: &Person, name: &str) -> i64 {
        const BLUE: i64 = 7_322_096;
        self.telegram.change(|state| {
            let body = Body::TopicCreated {
                name: name.to_owned(),
                icon_color: BLUE,
                icon: None,
            };
            let id = state.post_service(Message::new(self.id, opener.id(), body));
            let topic = Topic {
                name: name.to_owned(),
                icon_color: BLUE,
                icon: None,
                is_closed: false,
                deletion: None,
            };
            state.own_chat(self.id).topics.insert(id, topic);
            id
        })
    }

    /// Closes a topic, as a member who may do so does; the bot sees it said.
    pub fn close_topic(&self, closer: &Person, topic: i64) {
        self.change_topic(closer, topic, Body::TopicClosed);
    }

    /// Opens a closed topic again.
    pub fn reopen_topic(&self, opener: &Person, topic: i64) {
        self.change_topic(opener, topic, Body::TopicReopened);
    }

    /// Gives a topic another name.
    pub fn rename_topic(&self, namer: &Person, topic: i64, name: &str) {
        let body = Body::TopicEdited {
            name: Some(name.to_owned()),
            icon: None,
        };
        self.change_topic(namer, topic, body);
    }

    fn change_topic(&self, member: &Person, topic: i64, body: Body) {
        self.telegram.change(|state| {
            let Some(changed) = state.own_chat(self.id).topics.get_mut(&topic) else {
                return;
            };
            match &body {
                Body::TopicClosed => changed.is_closed = true,
                Body::TopicReopened => changed.is_closed = false,
                Body::TopicEdited {
                    name: Some(name), ..
                } => changed.name.clone_from(name),
                _ => return,
            }
            let service = Message::new(self.id, member.id(), body).in_topic(Some(topic));
            state.post_by_person(service);
        });
    }

    /// Deletes a topic with its messages, as a member who may do so does. Bots are not told.
    pub fn delete_topic(&self, deleter: &Person, topic: i64) {
        self.telegram
            .change(|state| state.delete_topic(self.id, topic, deleter.id()));
    }

    /// Takes one of the bot's rights as an administrator.
    pub fn take_right(&self, member: &Person, right: Right) {
        self.change(|state| state.take_right(self.id, member.id(), right));
    }

    /// Gives a right back.
    pub fn give_right(&self, member: &Person, right: Right) {
        self.change(|state| state.give_right(self.id, member.id(), right));
    }

    /// Makes the bot an ordinary member.
    pub fn demote_bot(&self, member: &Person) {
        self.set_presence(member, "makes the bot a member", Presence::Member);
    }

    /// Makes the bot an administrator with all rights.
    pub fn promote_bot(&self, member: &Person) {
        self.change(|state| state.own_chat(self.id).standing.taken.clear());
        let words = "makes the bot an administrator";
        self.set_presence(member, words, Presence::Administrator);
    }

    /// Puts the bot out of the group: it hears nothing from there, and can say nothing.
    pub fn kick_bot(&self, member: &Person) {
        self.set_presence(member, "removes the bot", Presence::Kicked);
    }

    /// Lets the bot in again, first as a member and then as the administrator that it was.
    pub fn let_bot_in(&self, member: &Person) {
        self.set_presence(member, "lets the bot in", Presence::Member);
        self.promote_bot(member);
    }

    fn set_presence(&self, member: &Person, words: &str, presence: Presence) {
        self.change(|state| {
            state.change_standing(self.id, member.id(), words, |standing| {
                standing.presence = presence;
            });
        });
    }

    /// Makes the group a supergroup, which has another id. What was said stays behind.
    pub fn upgrade(&self, member: &Person, new_id: i64, kind: GroupKind) -> Self {
        self.change(|state| state.upgrade(self.id, member.id(), new_id, kind));
        Self {
            telegram: self.telegram.clone(),
            id: new_id,
        }
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        self.telegram.change(change);
    }

    /// See `Telegram::transcript`.
    pub fn transcript(&self) -> String {
        self.telegram.transcript(self.id)
    }
}
