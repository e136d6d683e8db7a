//! Tickets as the staff looks them up: what is open and due first, one ticket's whole
//! history, and whatever a number, a name or a Telegram id leads to. Asked for in the
//! staff group and answered there.
//!
//! ```text
//! Olga: /tickets
//! Bot: 📋 Open tickets: 2
//!      🔴 TKT-2026-002 · Борис · Где мои фото?
//!         🆕 new · ⏰ answer by 10:00
//!      🟡 TKT-2026-001 · Anna · How do I change my photo?
//!         💭 answered · 🏁 solve by 09:00 tomorrow · Olga has it
//!      [• Open •] [✋ Mine] [🔥 Overdue]  [🗂 By subject] [✅ Done]  [2026-002] [2026-001]
//! Olga: /ticket 1
//! Bot: 📖 TKT-2026-001 · Anna · 🟡 P3 · 👤 Account …  [📎 Show 3 files] [‹] [1 of 2] [›]
//! Olga: /ticket @anna
//! ```

mod files;
mod history;
mod screens;

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

pub(super) use self::screens::link_to;
use self::screens::{Lines, ListScreen, Row};
use super::{
    Deps, desk, number,
    store::{
        lists::{self, Found, Living, Part, ShownWords},
        tickets,
    },
    ticket::{Category, Ticket},
};
use crate::{
    accounts,
    queue::Registry,
    staff::{self, Member, Permission},
    telegram::{Buttons, Handled, Incoming, Reply, Routes, Screen},
};

/// What fits on a screen and can be read at a glance.
const PER_PAGE: i64 = 10;

/// People whose tickets are shown for a name; whoever means others says more.
const MOST_PEOPLE: i64 = 5;

/// Which tickets a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Which {
    #[serde(rename = "o")]
    Open,
    /// Of whoever looks.
    #[serde(rename = "m")]
    Mine,
    #[serde(rename = "l")]
    Overdue,
    #[serde(rename = "c")]
    Of(Category),
    #[serde(rename = "d")]
    Done,
    /// Of a person, by `users.id`.
    #[serde(rename = "p")]
    Person(i32),
}

/// What can be tapped in lists and histories. Pages count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum ListTap {
    #[serde(rename = "l")]
    List(Which, u16),
    /// Shows the categories to choose from.
    #[serde(rename = "c")]
    Categories,
    /// Shows a page of what happened in a ticket; `None` is the last one.
    #[serde(rename = "h")]
    History(i32, Option<u16>),
    /// Sends the files of that page.
    #[serde(rename = "f")]
    Files(i32, u16),
}

impl Buttons for ListTap {
    const FEATURE: &'static str = "list";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::command("tickets").endpoint(show_open))
        .branch(staff::command("ticket").endpoint(look_up))
        .branch(staff::tap::<ListTap>(Permission::Look).endpoint(tap_list))
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    files::register(registry, deps)
}

/// A screen, and the tickets of which it shows something.
struct Shown {
    screen: Screen,
    tickets: Vec<i32>,
}

impl Shown {
    /// Of no ticket.
    fn words(screen: Screen) -> Self {
        Self {
            screen,
            tickets: Vec::new(),
        }
    }

    /// Shows it and writes down where: it goes with the people whose tickets it shows.
    async fn show(self, deps: &Deps, reply: &Reply) -> Handled {
        let message = reply.screen(&self.screen).await?;
        let mut connection = deps.db.connection().await?;
        let words = ShownWords::Text;
        lists::note_shown(&mut connection, reply.chat, message, &self.tickets, words).await
    }
}

async fn show_open(deps: Deps, member: Member, reply: Reply) -> Handled {
    let shown = list(&deps, &member, Which::Open, 0).await?;
    shown.show(&deps, &reply).await
}

/// `/ticket` alone, in a ticket's topic or as a reply to its card, is about that ticket.
async fn look_up(deps: Deps, incoming: Incoming, reply: Reply) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    let mut connection = deps.db.connection().await?;
    let here = match words.is_empty() {
        true => desk::find_here(&mut connection, &incoming).await?,
        false => None,
    };
    let shown = match here {
        Some(ticket) => history::shown(&mut connection, &deps, &ticket, None).await?,
        None if words.is_empty() => Shown::words(screens::how_to_look_up(deps.staff_lang)),
        None => find(&mut connection, &deps, &words).await?,
    };
    if let Some(question) = incoming.message() {
        // It may name the person.
        let (chat, tickets) = (incoming.chat, &shown.tickets);
        lists::note_shown(
            &mut connection,
            chat,
            question.id,
            tickets,
            ShownWords::None,
        )
        .await?;
    }
    drop(connection);
    shown.show(&deps, &reply).await
}

async fn tap_list(
    tapped: ListTap,
    deps: Deps,
    member: Member,
    incoming: Incoming,
    reply: Reply,
) -> Handled {
    let lang = deps.staff_lang;
    let shown = match tapped {
        ListTap::List(which, page) => list(&deps, &member, which, page).await?,
        ListTap::Categories => Shown::words(screens::categories(lang)),
        ListTap::History(ticket_id, page) => {
            let mut connection = deps.db.connection().await?;
            let Some(ticket) = tickets::find(&mut connection, ticket_id).await? else {
                drop(connection);
                reply.popup(&lang.text("staff-old-button", &[])).await;
                return Ok(());
            };
            history::shown(&mut connection, &deps, &ticket, page).await?
        }
        ListTap::Files(ticket_id, page) => {
            let ordered = files::order(&deps, &incoming, ticket_id, page).await?;
            reply.popup(&screens::files_ordered(lang, ordered)).await;
            return Ok(());
        }
    };
    shown.show(&deps, &reply).await
}

/// A page of a list; instead of one beyond the end stands the first.
async fn list(deps: &Deps, member: &Member, which: Which, page: u16) -> anyhow::Result<Shown> {
    let mut connection = deps.db.connection().await?;
    let mut page = page;
    let mut found = find_page(&mut connection, deps, member, which, page).await?;
    if found.ids.is_empty() && page > 0 {
        page = 0;
        found = find_page(&mut connection, deps, member, which, page).await?;
    }
    let rows = rows(&mut connection, &found.ids).await?;
    let whose = match which {
        Which::Mine => Some(member.name.clone()),
        Which::Person(id) => {
            let person = accounts::find_by_id(&mut connection, id).await?;
            person.map(|person| person.first_name)
        }
        _ => None,
    };
    let list = ListScreen {
        lines: lines(deps),
        which,
        whose,
        page,
        all: found.all,
        rows,
    };
    Ok(Shown {
        screen: list.screen(),
        tickets: found.ids,
    })
}

fn lines(deps: &Deps) -> Lines {
    Lines {
        lang: deps.staff_lang,
        zone: deps.rules.timezone(),
        now: deps.clock.now(),
    }
}

async fn find_page(
    connection: &mut PgConnection,
    deps: &Deps,
    member: &Member,
    which: Which,
    page: u16,
) -> anyhow::Result<Found> {
    let part = Part {
        first: i64::from(page) * PER_PAGE,
        most: PER_PAGE,
    };
    let living = match which {
        Which::Done => return lists::list_done(connection, part).await,
        Which::Person(id) => return lists::list_of_person(connection, id, part).await,
        Which::Open => Living::default(),
        Which::Mine => Living {
            assignee: Some(member.telegram_id),
            ..Living::default()
        },
        Which::Overdue => Living {
            due_by: Some(deps.clock.now()),
            ..Living::default()
        },
        Which::Of(category) => Living {
            category: Some(category.id()),
            ..Living::default()
        },
    };
    lists::list_living(connection, living, part).await
}

/// What a number, a name or a Telegram id leads to: the one ticket's history, the tickets
/// of the one person, or a list.
async fn find(connection: &mut PgConnection, deps: &Deps, words: &str) -> anyhow::Result<Shown> {
    let years = lists::list_years(connection).await?;
    let numbers = number::read_any(words, &years);
    let mut ids = lists::list_by_numbers(connection, &numbers).await?;
    let mut all = i64::try_from(ids.len())?;
    let name = words.trim().trim_start_matches('@');
    if !name.is_empty() {
        let telegram_id = name.parse().ok();
        let people = lists::list_people(connection, name, telegram_id, MOST_PEOPLE).await?;
        for person in people {
            let (first, most) = (0, PER_PAGE);
            let found = lists::list_of_person(connection, person, Part { first, most }).await?;
            all += found.all;
            ids.extend(found.ids);
        }
    }
    if let [id] = ids[..]
        && let Some(ticket) = tickets::find(connection, id).await?
    {
        return history::shown(connection, deps, &ticket, None).await;
    }
    ids.truncate(PER_PAGE.try_into()?);
    let rows = rows(connection, &ids).await?;
    Ok(Shown {
        screen: screens::found(&lines(deps), words, all, &rows),
        tickets: ids,
    })
}

async fn rows(connection: &mut PgConnection, ids: &[i32]) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for id in ids {
        if let Some(ticket) = tickets::find(connection, *id).await? {
            let name = name_of(connection, &ticket).await?;
            rows.push(Row { ticket, name });
        }
    }
    Ok(rows)
}

/// The name of a ticket's person; `None` when they were erased.
async fn name_of(connection: &mut PgConnection, ticket: &Ticket) -> anyhow::Result<Option<String>> {
    let Some(user_id) = ticket.user_id else {
        return Ok(None);
    };
    let person = accounts::find_by_id(connection, user_id).await?;
    Ok(person.map(|person| person.first_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_button_fits_and_comes_back() {
        let mut taps = vec![
            ListTap::Categories,
            ListTap::List(Which::Person(i32::MAX), u16::MAX),
            ListTap::History(i32::MAX, None),
            ListTap::History(i32::MAX, Some(u16::MAX)),
            ListTap::Files(i32::MAX, u16::MAX),
        ];
        for which in [Which::Open, Which::Mine, Which::Overdue, Which::Done] {
            taps.push(ListTap::List(which, u16::MAX));
        }
        for category in Category::ALL {
            taps.push(ListTap::List(Which::Of(category), u16::MAX));
        }
        for tapped in taps {
            assert_eq!(ListTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
