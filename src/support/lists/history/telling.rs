//! Each thing of a history in words: what somebody said, and what somebody did.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{
    i18n::Lang,
    support::{
        card,
        events::{Actor, Event, Recorded},
        message::{Relay, Speaker, TicketMessage},
    },
};

/// Of one message; a longer one goes on in another piece.
const PIECE_CHARS: usize = 1500;

/// One thing that happened, ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub at: DateTime<Utc>,
    pub html: String,
    /// What people see of it, in characters.
    pub length: usize,
    /// The message whose file it names.
    pub file: Option<i32>,
}

/// Tells of what happened in the staff's language, by the desk's wall clock.
pub(super) struct Teller {
    pub lang: Lang,
    pub zone: Tz,
}

impl Teller {
    fn time(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// A message, in pieces where it is long.
    pub fn message(&self, message: &TicketMessage) -> Vec<Entry> {
        if message.speaker == Speaker::Product {
            // The product's own lines are Telegram HTML already.
            let html = format!("{} {}", self.time(message.created_at), message.words);
            return vec![Entry {
                at: message.created_at,
                length: message.words.chars().count() + 6,
                html,
                file: None,
            }];
        }
        let content = self.content(message);
        let mut pieces = pieces(words_of(message));
        if pieces.is_empty() {
            pieces.push(String::new());
        }
        let count = pieces.len();
        let told = pieces.into_iter().enumerate().map(|(index, piece)| {
            let is_first = index == 0;
            let mut words = vec![content.clone().filter(|_| is_first).unwrap_or_default()];
            words.push(piece);
            if index + 1 == count {
                words.extend(self.marks(message));
            }
            words.retain(|part| !part.is_empty());
            self.said(message, words.join(" "), is_first)
        });
        told.collect()
    }

    fn said(&self, message: &TicketMessage, words: String, is_first: bool) -> Entry {
        let lang = self.lang;
        let name = message.author_name.clone().filter(|name| !name.is_empty());
        let name = name.unwrap_or_else(|| match message.speaker {
            Speaker::Person => lang.text("list-erased", &[]),
            _ => lang.text("history-staff", &[]),
        });
        let length = words.chars().count() + name.chars().count() + 12;
        let time = self.time(message.created_at);
        let html = if message.is_note {
            lang.html(
                "history-note",
                &[
                    ("time", time.into()),
                    ("name", name.into()),
                    ("words", words.into()),
                ],
            )
        } else {
            lang.html(
                "history-said",
                &[
                    ("time", time.into()),
                    ("sign", sign(message.speaker).into()),
                    ("name", name.into()),
                    ("words", words.into()),
                ],
            )
        };
        let has_file = is_first && message.file_id.is_some();
        Entry {
            at: message.created_at,
            html,
            length,
            file: has_file.then_some(message.id),
        }
    }

    /// What it is beside its words.
    fn content(&self, message: &TicketMessage) -> Option<String> {
        let lang = self.lang;
        Some(match message.content.as_str() {
            "text" => return None,
            "photo" => lang.text("history-photo", &[]),
            "video" | "video_note" => lang.text("history-video", &[]),
            "animation" => lang.text("history-animation", &[]),
            "voice" => lang.text("history-voice", &[]),
            "audio" => lang.text("history-audio", &[]),
            "document" => lang.text("history-file", &[]),
            "sticker" => lang.text("history-sticker", &[]),
            "location" => lang.text("history-location", &[]),
            "contact" => lang.text("history-contact", &[]),
            _ => lang.text("history-other", &[]),
        })
    }

    /// What became of it.
    fn marks(&self, message: &TicketMessage) -> Vec<String> {
        let lang = self.lang;
        let mut marks = Vec::new();
        if message.deleted_at.is_some() {
            marks.push(lang.text("history-deleted", &[]));
        } else if message.edited_at.is_some() {
            marks.push(lang.text("history-edited", &[]));
        }
        match message.relay {
            Relay::Failed => marks.push(lang.text("history-not-delivered", &[])),
            Relay::Waiting | Relay::Held => marks.push(lang.text("history-on-its-way", &[])),
            Relay::None | Relay::Sent => {}
        }
        marks
    }

    /// What was done; `None` for what the messages say by themselves.
    pub fn event(&self, recorded: &Recorded) -> Option<Entry> {
        let lang = self.lang;
        let priority = |priority| card::priority(lang, priority).into();
        let words = match &recorded.event {
            Event::Asked | Event::Answered => return None,
            Event::Opened { priority: opened } => {
                lang.text("history-opened", &[("priority", priority(*opened))])
            }
            Event::PriorityChanged { to } => {
                lang.text("history-priority", &[("priority", priority(*to))])
            }
            Event::Escalated { to } => {
                lang.text("history-escalated", &[("priority", priority(*to))])
            }
            Event::Rated { stars } => lang.text("history-rated", &[("stars", (*stars).into())]),
            Event::Taken => lang.text("history-taken", &[]),
            Event::Released => lang.text("history-released", &[]),
            Event::Waiting => lang.text("history-waiting", &[]),
            Event::Resumed => lang.text("history-resumed", &[]),
            Event::Resolved => lang.text("history-resolved", &[]),
            Event::Reopened => lang.text("history-reopened", &[]),
            Event::Closed => lang.text("history-closed", &[]),
        };
        let actor = match &recorded.actor {
            Actor::Staff { name, .. } => name.clone(),
            Actor::Person => lang.text("history-the-person", &[]),
            Actor::Product => lang.text("history-by-itself", &[]),
        };
        let length = words.chars().count() + actor.chars().count() + 12;
        let html = lang.html(
            "history-event",
            &[
                ("time", self.time(recorded.at).into()),
                ("words", words.into()),
                ("actor", actor.into()),
            ],
        );
        Some(Entry {
            at: recorded.at,
            html,
            length,
            file: None,
        })
    }
}

/// A note without the sign by which it was told from an answer.
fn words_of(message: &TicketMessage) -> &str {
    let words = message.words.trim();
    let signs = ["//", "/note"];
    let bare = signs.iter().find_map(|sign| words.strip_prefix(sign));
    match bare {
        Some(bare) if message.is_note => bare.trim_start(),
        _ => words,
    }
}

fn sign(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Person => "👤",
        Speaker::Operator | Speaker::Product => "🎧",
    }
}

/// Cuts long words into pieces, at a line's or a word's end where one is near.
fn pieces(words: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = words.trim();
    while !rest.is_empty() {
        let end = match rest.char_indices().nth(PIECE_CHARS) {
            None => rest.len(),
            Some((most, _)) => {
                let near = rest[..most].rfind(char::is_whitespace);
                near.filter(|near| *near > most / 2).unwrap_or(most)
            }
        };
        pieces.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_loses_no_word() {
        // 250 words with their spaces fill a piece, so that the last word is alone.
        let words = "слово ".repeat(1001);
        let pieces = pieces(&words);
        assert_eq!(pieces.len(), 5);
        assert!(
            pieces
                .iter()
                .all(|piece| piece.chars().count() <= PIECE_CHARS)
        );
        assert_eq!(pieces.join(" "), words.trim());
        assert_eq!(pieces_of_one_word(), PIECE_CHARS * 2 + 1);
    }

    fn pieces_of_one_word() -> usize {
        let pieces = pieces(&"x".repeat(PIECE_CHARS * 2 + 1));
        pieces.iter().map(String::len).sum()
    }
}
