//! The log in the group: newest first, by what is looked for.
//!
//! ```text
//! Olga: /audit refund 2026-11
//! Bot: 📜 What was done: refund 2026-11 … 02.11.2026 12:00 · Oleg: gave a payment back …
//!      [Older ›]
//! Olga: /audit oleg payment:1042
//! Olga: /audit csv refund
//! Bot: (audit.csv) …
//! ```

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    super::{Desk, Member, Permission, command, refuse, store::log as store, tap},
    file, screens,
    search::{self, Filter, Unknown},
};
use crate::telegram::{Buttons, Handled, Incoming, Reply, Routes, Screen};

/// What fits in a message, with changes of several lines.
const PER_PAGE: i64 = 10;

/// The word before a search whose result is wanted as a file.
const FILE: &str = "csv";

/// Longer words are no search.
const MOST_CHARS: usize = 200;

/// What can be tapped below a page: the number of the search, 0 for all of the log, and
/// the entry below which it goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LogTap {
    #[serde(rename = "n")]
    Newest(i64),
    #[serde(rename = "o")]
    Older(i64, i32),
}

impl Buttons for LogTap {
    const FEATURE: &'static str = "log";
}

pub(in crate::staff) fn routes() -> Routes {
    dptree::entry()
        .branch(command("audit").endpoint(look))
        .branch(tap::<LogTap>(Permission::Look).endpoint(turn))
}

async fn look(incoming: Incoming, member: Member, desk: Desk, reply: Reply) -> Handled {
    let (_, words) = incoming.command().unwrap_or_default();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let wants_file = words.first().is_some_and(|word| *word == FILE);
    if wants_file && !member.role.may(Permission::ChangeSettings) {
        return refuse(member, incoming, desk.lang, reply).await;
    }
    if wants_file {
        words.remove(0);
    }
    let words = words.join(" ");
    if words.chars().count() > MOST_CHARS {
        let usage = desk.lang.html("log-usage", &[]);
        reply.new_message(&Screen::plain(usage)).await?;
        return Ok(());
    }
    let mut tx = desk.db.begin().await?;
    let screen = match search::read(&mut tx, &words, desk.timezone).await? {
        Err(Unknown(word)) => screens::unknown(desk.lang, &word),
        Ok(filter) if wants_file => {
            tx.commit().await?;
            return file::send(&desk, &member, &reply, &words, &filter).await;
        }
        Ok(filter) => {
            let search = if words.is_empty() {
                0
            } else {
                store::keep_search(&mut tx, &words, desk.clock.now()).await?
            };
            let page = Asked {
                search,
                words,
                filter,
                before: None,
            };
            page.screen(&mut tx, &desk).await?
        }
    };
    tx.commit().await?;
    reply.new_message(&screen).await?;
    Ok(())
}

async fn turn(tap: LogTap, desk: Desk, reply: Reply) -> Handled {
    let (search, before) = match tap {
        LogTap::Newest(search) => (search, None),
        LogTap::Older(search, before) => (search, Some(before)),
    };
    let mut tx = desk.db.begin().await?;
    let words = match search {
        0 => Some(String::new()),
        search => store::find_search(&mut tx, search).await?,
    };
    let filter = match &words {
        Some(words) => search::read(&mut tx, words, desk.timezone).await?.ok(),
        None => None,
    };
    let (Some(words), Some(filter)) = (words, filter) else {
        drop(tx);
        reply.popup(&desk.lang.text("log-forgotten", &[])).await;
        return Ok(());
    };
    let page = Asked {
        search,
        words,
        filter,
        before,
    };
    let screen = page.screen(&mut tx, &desk).await?;
    tx.commit().await?;
    reply.screen(&screen).await?;
    Ok(())
}

/// A page that somebody wants to see.
struct Asked {
    search: i64,
    words: String,
    filter: Filter,
    before: Option<i32>,
}

impl Asked {
    async fn screen(&self, connection: &mut PgConnection, desk: &Desk) -> anyhow::Result<Screen> {
        let mut entries = store::list(connection, &self.filter, self.before, PER_PAGE + 1).await?;
        let has_more = entries.len() > usize::try_from(PER_PAGE)?;
        entries.truncate(usize::try_from(PER_PAGE)?);
        let last = entries.last().filter(|_| has_more);
        let older = last.map(|entry| LogTap::Older(self.search, entry.id));
        let newer = self.before.map(|_| LogTap::Newest(self.search));
        Ok(screens::page(desk, &self.words, &entries, newer, older))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for tap in [LogTap::Newest(i64::MAX), LogTap::Older(i64::MAX, i32::MAX)] {
            assert_eq!(LogTap::decode(&tap.encode()), Some(tap));
        }
    }
}
