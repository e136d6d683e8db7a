//! The whole history of a ticket: what was said and what was done, in order. It is made
//! from the rows, so that it is there when the topic is not.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

use super::{ListTap, Shown, lines, name_of, screens, screens::Lines};
use crate::{
    i18n::Lang,
    support::{
        Deps, card,
        events::{Actor, Event, Recorded},
        message::{Relay, Speaker, TicketMessage},
        store::{events, messages},
        ticket::Ticket,
    },
    telegram::{Screen, button},
};

/// Of Telegram's 4096, which count after the formatting is taken out; the rest is for the
/// heading and for days.
const PAGE_CHARS: usize = 3200;

/// Of one message; a longer one goes on in another piece.
const PIECE_CHARS: usize = 1500;

/// One thing that happened, ready to be shown.
#[derive(Clone, Debug)]
struct Entry {
    at: DateTime<Utc>,
    html: String,
    /// What people see of it, in characters.
    length: usize,
    /// The message whose file it names.
    file: Option<i32>,
}

/// A page of the history; without a number the last one, where the present is.
pub(super) async fn shown(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
    page: Option<u16>,
) -> anyhow::Result<Shown> {
    let pages = pages(connection, deps, ticket).await?;
    let last = pages.len().saturating_sub(1);
    let page = page.map_or(last, |page| usize::from(page).min(last));
    let name = name_of(connection, ticket).await?;
    let lines = lines(deps);
    let (lang, zone) = (lines.lang, lines.zone);
    let mut parts = vec![heading(&lines, ticket, name)];
    let empty = Vec::new();
    let shown = pages.get(page).unwrap_or(&empty);
    parts.extend(by_day(zone, shown));
    let number = u16::try_from(page)?;
    let mut keyboard = Vec::new();
    let files = shown.iter().filter(|entry| entry.file.is_some()).count();
    if files > 0 {
        let label = lang.text("history-show-files", &[("count", files.into())]);
        keyboard.push(vec![button(label, &ListTap::Files(ticket.id, number))]);
    }
    let to = |page: u16| ListTap::History(ticket.id, Some(page));
    keyboard.extend(screens::page_buttons(
        lang,
        number,
        u16::try_from(pages.len())?,
        to,
    ));
    Ok(Shown {
        screen: Screen::with_buttons(parts.join("\n\n"), keyboard),
        tickets: vec![ticket.id],
    })
}

/// The messages whose files are named on a page.
pub(super) async fn files_on(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
    page: u16,
) -> anyhow::Result<Vec<i32>> {
    let pages = pages(connection, deps, ticket).await?;
    let entries = pages.get(usize::from(page));
    let entries = entries.into_iter().flatten();
    Ok(entries.filter_map(|entry| entry.file).collect())
}

/// The number of the ticket and how it stands, and where it goes on.
fn heading(lines: &Lines, ticket: &Ticket, name: Option<String>) -> String {
    let lang = lines.lang;
    let name = name.unwrap_or_else(|| lang.text("list-erased", &[]));
    let about = [name, card::priority(lang, ticket.priority)];
    let about = format!(
        "{} · {}",
        about.join(" · "),
        card::category(lang, ticket.category)
    );
    let number = ticket.number.clone();
    let head = match ticket.place.as_ref().and_then(screens::link) {
        Some(link) => lang.html(
            "history-head-linked",
            &[
                ("number", number.into()),
                ("link", link.to_string().into()),
                ("about", about.into()),
            ],
        ),
        None => lang.html(
            "history-head",
            &[("number", number.into()), ("about", about.into())],
        ),
    };
    let mut rows = vec![head, lines.state(ticket)];
    if !ticket.subject.is_empty() {
        rows.insert(
            1,
            lang.html(
                "history-subject",
                &[("subject", ticket.subject.clone().into())],
            ),
        );
    }
    rows.join("\n")
}

/// Entries below the day on which they happened.
fn by_day(zone: Tz, entries: &[Entry]) -> Vec<String> {
    let mut days: BTreeMap<chrono::NaiveDate, Vec<&str>> = BTreeMap::new();
    for entry in entries {
        let day = entry.at.with_timezone(&zone).date_naive();
        days.entry(day).or_default().push(&entry.html);
    }
    let days = days.into_iter().map(|(day, entries)| {
        let day = day.format("%d.%m.%Y");
        format!("<u>{day}</u>\n{}", entries.join("\n"))
    });
    days.collect()
}

async fn pages(
    connection: &mut PgConnection,
    deps: &Deps,
    ticket: &Ticket,
) -> anyhow::Result<Vec<Vec<Entry>>> {
    let teller = Teller {
        lang: deps.staff_lang,
        zone: deps.rules.timezone(),
    };
    let said = messages::list(connection, ticket.id).await?;
    let happened = events::list(connection, ticket.id).await?;
    let mut entries: Vec<Entry> = said
        .iter()
        .flat_map(|message| teller.message(message))
        .chain(happened.iter().filter_map(|event| teller.event(event)))
        .collect();
    entries.sort_by_key(|entry| entry.at);
    Ok(into_pages(entries))
}

fn into_pages(entries: Vec<Entry>) -> Vec<Vec<Entry>> {
    let mut pages: Vec<Vec<Entry>> = Vec::new();
    let mut room = 0;
    for entry in entries {
        if pages.is_empty() || entry.length > room {
            pages.push(Vec::new());
            room = PAGE_CHARS;
        }
        room = room.saturating_sub(entry.length);
        if let Some(page) = pages.last_mut() {
            page.push(entry);
        }
    }
    pages
}

/// Tells of what happened in the staff's language, by the desk's wall clock.
struct Teller {
    lang: Lang,
    zone: Tz,
}

impl Teller {
    fn time(&self, at: DateTime<Utc>) -> String {
        at.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// A message, in pieces where it is long.
    fn message(&self, message: &TicketMessage) -> Vec<Entry> {
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
        let mut pieces = pieces(&message.words);
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
    fn event(&self, recorded: &Recorded) -> Option<Entry> {
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

    fn entry(length: usize) -> Entry {
        Entry {
            at: DateTime::UNIX_EPOCH,
            html: String::new(),
            length,
            file: None,
        }
    }

    #[test]
    fn pages_are_full_and_nothing_is_left_out() {
        let lengths = [100, PAGE_CHARS - 100, 1, PAGE_CHARS * 2, 5];
        let pages = into_pages(lengths.map(entry).to_vec());
        let pages: Vec<Vec<usize>> = pages
            .iter()
            .map(|page| page.iter().map(|entry| entry.length).collect())
            .collect();
        assert_eq!(
            pages,
            [
                vec![100, PAGE_CHARS - 100],
                vec![1],
                vec![PAGE_CHARS * 2],
                vec![5]
            ]
        );
    }

    #[test]
    fn a_long_message_loses_no_word() {
        let words = "слово ".repeat(1000);
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
