//! The emoji that a person put on a message or took off it. They are read by
//! ourselves: teloxide panics at a reaction of nobody, and drops one with a kind
//! of emoji that it does not know.

use std::sync::Arc;

use serde::Deserialize;
use teloxide::types::{Chat, MessageId, User};

use super::{Event, Incoming};

/// A change of one person's emoji on one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reaction {
    pub message: MessageId,
    before: Vec<String>,
    after: Vec<String>,
}

impl Reaction {
    /// Whether an emoji for which `is_meant` holds is on the message now.
    pub fn shows(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        self.after.iter().any(|emoji| is_meant(emoji))
    }

    /// The emoji that is on the message now; of several, the one that was just added.
    pub fn newest(&self) -> Option<&str> {
        let mut added = self.after.iter();
        let added = added.find(|emoji| !self.before.contains(emoji));
        added.or(self.after.last()).map(String::as_str)
    }

    /// Whether such an emoji was on the message before.
    pub fn showed(&self, is_meant: impl Fn(&str) -> bool) -> bool {
        self.before.iter().any(|emoji| is_meant(emoji))
    }
}

#[derive(Deserialize)]
struct Update {
    message_reaction: Change,
}

/// Bot API, MessageReactionUpdated.
#[derive(Deserialize)]
struct Change {
    chat: Chat,
    message_id: i32,
    /// Nobody's when it was made in the name of a chat.
    user: Option<User>,
    #[serde(default)]
    old_reaction: Vec<Kind>,
    #[serde(default)]
    new_reaction: Vec<Kind>,
}

/// Bot API, ReactionType: only ordinary emoji say what they are.
#[derive(Deserialize)]
struct Kind {
    emoji: Option<String>,
}

/// What an update says of a reaction; `Err` for all other updates. A reaction
/// that can't be read or was made by nobody says nothing.
pub(super) fn read(payload: &str) -> Result<Option<Incoming>, NoReaction> {
    // Cheap for the many updates that are none; a message with this word in it is read in vain.
    if !payload.contains("\"message_reaction\"") {
        return Err(NoReaction);
    }
    let is_reaction = serde_json::from_str::<serde_json::Value>(payload)
        .is_ok_and(|update| update.get("message_reaction").is_some());
    if !is_reaction {
        return Err(NoReaction);
    }
    let update = serde_json::from_str::<Update>(payload).ok();
    Ok(update.and_then(|update| of(update.message_reaction)))
}

/// The update is about something else.
pub(super) struct NoReaction;

fn of(change: Change) -> Option<Incoming> {
    let reaction = Reaction {
        message: MessageId(change.message_id),
        before: emoji(change.old_reaction),
        after: emoji(change.new_reaction),
    };
    Some(Incoming {
        chat: change.chat.id,
        topic: None,
        from: Arc::new(change.user?),
        event: Event::Reaction(Arc::new(reaction)),
    })
}

/// Some apps send an emoji with the mark that asks for colours, some without.
fn emoji(kinds: Vec<Kind>) -> Vec<String> {
    let named = kinds.into_iter().filter_map(|kind| kind.emoji);
    named.map(|emoji| emoji.replace('\u{fe0f}', "")).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn change(reactions: Value) -> String {
        let mut change = json!({
            "chat": {"id": 101, "type": "private", "first_name": "Anna"},
            "message_id": 7,
            "user": {"id": 101, "is_bot": false, "first_name": "Anna"},
            "date": 1_700_000_000,
        });
        for (name, value) in reactions.as_object().unwrap() {
            change[name] = value.clone();
        }
        json!({"update_id": 1, "message_reaction": change}).to_string()
    }

    fn reaction(reactions: Value) -> Option<Arc<Reaction>> {
        let incoming = read(&change(reactions)).ok().expect("it is a reaction")?;
        incoming.reaction()
    }

    #[test]
    fn an_emoji_is_read_with_and_without_its_mark() {
        for heart in ["❤", "❤\u{fe0f}"] {
            let new = json!([{"type": "emoji", "emoji": heart}]);
            let reaction = reaction(json!({"old_reaction": [], "new_reaction": new})).unwrap();
            assert!(reaction.shows(|emoji| emoji == "❤"));
            assert!(!reaction.showed(|emoji| emoji == "❤"));
        }
    }

    #[test]
    fn kinds_that_nobody_knows_yet_do_no_harm() {
        let new = json!([{"type": "paid"}, {"type": "smell", "scent": 4}, {"type": "emoji", "emoji": "👎"}]);
        let reaction = reaction(json!({"new_reaction": new})).unwrap();
        assert!(reaction.shows(|emoji| emoji == "👎"));
    }

    #[test]
    fn a_reaction_of_nobody_says_nothing() {
        assert_eq!(reaction(json!({"user": null})), None);
        assert_eq!(reaction(json!({"message_id": "seven"})), None);
    }

    #[test]
    fn a_message_that_speaks_of_reactions_is_none() {
        let update = json!({"update_id": 1, "message": {"text": "\"message_reaction\""}});
        assert!(read(&update.to_string()).is_err());
    }
}
