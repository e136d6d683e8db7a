//! How a ticket looks in the group: the name and icon of its topic, and its card. What
//! is shown is remembered, so that nothing is sent that changes nothing.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::carry::utf16_length;
use crate::{
    support::ticket::{Status, Ticket},
    telegram::Screen,
};

/// Bot API, createForumTopic: 1–128 characters.
const MOST_NAME_CHARS: usize = 128;

/// As `support_tickets.topic_look` keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Look {
    pub name: String,
    /// An emoji that says the state.
    pub icon: String,
    /// What tells one card from another.
    pub card: String,
    /// The card is there and not pinned yet.
    #[serde(default)]
    pub needs_pin: bool,
}

impl Look {
    /// How the ticket should look.
    pub fn of(ticket: &Ticket, first_name: &str, card: &Screen) -> Self {
        Self {
            name: name(&ticket.number, first_name, &ticket.subject),
            icon: icon(ticket).to_owned(),
            card: seal(card),
            needs_pin: false,
        }
    }

    /// How it looks now, as far as that is known.
    pub fn stored(look: Option<&str>) -> Self {
        let read = look.and_then(|look| serde_json::from_str(look).ok());
        read.unwrap_or_default()
    }

    pub fn to_stored(&self) -> String {
        serde_json::to_string(self).expect("strings can be written as JSON")
    }

    /// The topic's name, which says the state where no icon does.
    pub fn shown_name(&self, has_icon: bool) -> String {
        if has_icon {
            return self.name.clone();
        }
        cut(&format!("{} {}", self.icon, self.name), MOST_NAME_CHARS)
    }
}

/// One emoji per state, each among Telegram's icons of topics.
fn icon(ticket: &Ticket) -> &'static str {
    match ticket.status {
        Status::Resolved => "✅",
        Status::Closed => "📁",
        Status::Open | Status::InProgress if ticket.waiting_since.is_some() => "☕",
        Status::Open | Status::InProgress if ticket.is_escalated => "🔥",
        Status::Open => "❗",
        Status::InProgress => "👀",
    }
}

fn name(number: &str, first_name: &str, subject: &str) -> String {
    let parts = [number, first_name.trim(), subject.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    cut(&parts.join(" · "), MOST_NAME_CHARS)
}

/// Cuts to so many UTF-16 units, at a word's end where one is near.
fn cut(text: &str, most: usize) -> String {
    if utf16_length(text) <= most {
        return text.to_owned();
    }
    let mut length = 0;
    let fits = text.chars().take_while(|letter| {
        length += letter.len_utf16();
        length < most
    });
    let head: String = fits.collect();
    let end = match head.rfind(char::is_whitespace) {
        Some(space) if head.len() - space < 20 => space,
        _ => head.len(),
    };
    format!("{}…", head[..end].trim_end_matches([' ', '·', ',']))
}

fn seal(card: &Screen) -> String {
    let mut hash = Sha256::new();
    hash.update(&card.text);
    hash.update(serde_json::to_vec(&card.keyboard).unwrap_or_default());
    hex::encode(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_cut_at_a_word_within_telegrams_limit() {
        let subject = "the portraits of my second set never came ".repeat(4);
        let name = name("TKT-2026-001", "Anna", &subject);
        assert!(utf16_length(&name) <= MOST_NAME_CHARS);
        assert!(name.starts_with("TKT-2026-001 · Anna · the portraits"));
        assert!(name.ends_with("…") && !name.ends_with(" …"));
    }

    #[test]
    fn a_name_of_emoji_counts_twice() {
        let name = name("TKT-2026-001", "👩‍🎨", &"🎨".repeat(100));
        assert!(utf16_length(&name) <= MOST_NAME_CHARS);
    }

    #[test]
    fn what_is_missing_leaves_no_gap() {
        assert_eq!(name("TKT-2026-001", " ", ""), "TKT-2026-001");
    }

    #[test]
    fn a_look_of_another_version_is_forgotten() {
        assert_eq!(Look::stored(Some("TKT")), Look::default());
        let look = Look {
            name: "TKT-2026-001".to_owned(),
            icon: "✅".to_owned(),
            card: "1".to_owned(),
            needs_pin: true,
        };
        assert_eq!(Look::stored(Some(&look.to_stored())), look);
    }
}
