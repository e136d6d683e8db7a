//! People as conversation tests speak of them: each act is sent, and everything
//! that follows from it happens before the next.

use sandbox::telegram::{NewPerson, Other, PaymentState, Person, SeenMessage};

use super::{World, selfies};

/// A person with a chat, in a world.
pub struct Friend<'world> {
    pub person: Person,
    pub world: &'world World,
}

impl World {
    /// A customer whose Telegram speaks English.
    pub fn anna(&self) -> Friend<'_> {
        self.friend(101, "Anna", "en")
    }

    /// A customer whose Telegram speaks Russian.
    pub fn boris(&self) -> Friend<'_> {
        self.friend(102, "Борис", "ru")
    }

    pub fn friend(&self, id: i64, first_name: &str, language_code: &str) -> Friend<'_> {
        let person = self.telegram.person(NewPerson {
            id,
            first_name: first_name.to_owned(),
            username: None,
            language_code: Some(language_code.to_owned()),
        });
        Friend {
            person,
            world: self,
        }
    }
}

impl Friend<'_> {
    pub async fn sends(&self, text: &str) {
        self.person.sends(text);
        self.world.settle().await;
    }

    /// Taps the newest button whose label contains `label`.
    pub async fn taps(&self, label: &str) {
        self.person.taps(label).unwrap();
        self.world.settle().await;
    }

    pub async fn sends_photo(&self, photo: Vec<u8>) {
        self.person.sends_photo(photo);
        self.world.settle().await;
    }

    pub async fn sends_album(&self, photos: Vec<Vec<u8>>) {
        self.person.sends_album(photos);
        self.world.settle().await;
    }

    pub async fn sends_file(&self, bytes: Vec<u8>, name: &str, mime: &str) {
        self.person.sends_file(bytes, name, mime);
        self.world.settle().await;
    }

    pub async fn sends_other(&self, other: Other) {
        self.person.sends_other(other);
        self.world.settle().await;
    }

    /// Answers the newest message that says this, in a chat or topic.
    pub async fn replies_to(&self, fragment: &str, words: &str) {
        let message = self.message(fragment, |_| true);
        self.person.replies(message, words);
        self.world.settle().await;
    }

    /// As [`Friend::replies_to`], with styles, written as HTML.
    pub async fn replies_styled_to(&self, fragment: &str, html: &str) {
        let message = self.message(fragment, |_| true);
        self.person.replies_styled(message, html).unwrap();
        self.world.settle().await;
    }

    /// Answers the newest message that says this by a photo with a caption.
    pub async fn replies_with_photo_to(&self, fragment: &str, photo: Vec<u8>, caption: &str) {
        let message = self.message(fragment, |_| true);
        self.person.replies_with_photo(message, photo, caption);
        self.world.settle().await;
    }

    /// Answers the newest message that says this by a file.
    pub async fn replies_with_file_to(&self, fragment: &str, file: &[u8], name: &str) {
        let message = self.message(fragment, |_| true);
        self.person.replies_with_file(message, file.to_vec(), name);
        self.world.settle().await;
    }

    /// Changes the words of the newest own message that says this.
    pub async fn edits(&self, fragment: &str, words: &str) {
        let message = self.message(fragment, |message| !message.from_bot);
        self.person.edits(message, words).unwrap();
        self.world.settle().await;
    }

    /// Deletes the newest message that says this.
    pub async fn deletes(&self, fragment: &str) {
        let message = self.message(fragment, |_| true);
        self.person.deletes(message).unwrap();
        self.world.settle().await;
    }

    /// Puts an emoji on the newest message that says this.
    pub async fn reacts_to(&self, fragment: &str, emoji: &str) {
        self.reacts(self.message(fragment, |_| true), emoji).await;
    }

    /// The number of the newest message whose words contain this and for which something holds.
    fn message(&self, fragment: &str, holds: impl Fn(&SeenMessage) -> bool) -> i64 {
        let messages = self.person.messages();
        let found = messages
            .iter()
            .rev()
            .find(|message| !message.deleted && message.text.contains(fragment) && holds(message));
        let found = found.unwrap_or_else(|| panic!("no message says “{fragment}”"));
        found.id
    }

    /// Puts an emoji on a message, in place of the earlier one; an empty one takes it off.
    pub async fn reacts(&self, message: i64, emoji: &str) {
        self.person.reacts(message, emoji).unwrap();
        self.world.settle().await;
    }

    /// The numbers of the messages that show portraits, oldest first.
    pub fn portrait_messages(&self) -> Vec<i64> {
        let messages = self.person.messages();
        let portraits = messages
            .iter()
            .filter(|message| message.from_bot && message.kind == "photo" && !message.deleted);
        portraits.map(|message| message.id).collect()
    }

    /// Pays the newest invoice; what the buyer sees in the end.
    pub async fn pays(&self) -> PaymentState {
        let attempt = self.person.pays().unwrap();
        self.world.settle().await;
        attempt.state()
    }

    /// What was said in the chat since the last look.
    pub fn transcript(&self) -> String {
        let said = self.person.transcript();
        assert!(
            !said.contains(['{', '}']),
            "a message lacks a variable: {said}"
        );
        said
    }

    /// What was said since the last look, for jobs that run side by side: each
    /// message whole, in the order of the alphabet.
    pub fn transcript_in_any_order(&self) -> String {
        let said = self.transcript();
        let mut messages: Vec<String> = Vec::new();
        for line in said.lines() {
            match messages.last_mut() {
                Some(message) if line.is_empty() || line.starts_with(' ') => {
                    message.push('\n');
                    message.push_str(line);
                }
                _ => messages.push(line.to_owned()),
            }
        }
        messages.sort();
        messages.join("\n")
    }

    /// Goes from nothing to a finished avatar, in the words of the person's language.
    pub async fn has_an_avatar(&self) {
        let words = self.words();
        self.sends("/new").await;
        self.taps(words.agree).await;
        self.sends(words.name).await;
        self.sends_album(selfies(4)).await;
        self.taps(words.done).await;
        self.transcript();
    }

    /// Goes from a finished avatar to an invoice for the smallest set.
    pub async fn has_an_invoice(&self) {
        let words = self.words();
        self.sends("/portraits").await;
        self.taps(words.style).await;
        self.taps(words.tier).await;
        self.transcript();
    }

    fn words(&self) -> Words {
        let russian = self.person.id() == 102;
        if russian {
            Words {
                agree: "Соглашаюсь",
                name: "Борис",
                done: "Готово",
                style: "Лайфстайл",
                tier: "Старт",
            }
        } else {
            Words {
                agree: "I agree",
                name: "Anna",
                done: "Done",
                style: "Lifestyle",
                tier: "Starter",
            }
        }
    }
}

struct Words {
    agree: &'static str,
    name: &'static str,
    done: &'static str,
    style: &'static str,
    tier: &'static str,
}
