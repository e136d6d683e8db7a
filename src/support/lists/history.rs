//! The whole history of a ticket: what was said and what was done, in order. It is made
//! from the rows, so that it is there when the topic is not.

mod telling;

use std::collections::BTreeMap;

use chrono_tz::Tz;
use sqlx::PgConnection;

use self::telling::{Entry, Teller};
use super::{ListTap, Shown, lines, name_of, screens, screens::Lines};
use crate::{
    support::{
        Deps, card,
        store::{events, messages},
        ticket::Ticket,
    },
    telegram::{Screen, button},
};

/// Of Telegram's 4096, which count after the formatting is taken out; the rest is for the
/// heading and for days.
const PAGE_CHARS: usize = 3200;

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
    // What happened by a message stands before it: the opening, the taking.
    let mut entries: Vec<Entry> = happened
        .iter()
        .filter_map(|event| teller.event(event))
        .chain(said.iter().flat_map(|message| teller.message(message)))
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

#[cfg(test)]
mod tests {
    use chrono::DateTime;

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
}
