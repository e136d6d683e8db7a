//! The terms of partners, as the staff sees and changes them.
//!
//! ```text
//! Olga: /partner @anna
//! Bot: 🤝 Code QWCDFG · user № 17. A partner at 50% since … [✏️ Rate …] [✖️ End …]
//! Olga: /partner QWCDFG 35 %
//! Bot: From 50% to 35%, for payments settled from now on?  [✅ Yes, 35%] [‹ No]
//! Olga taps [✅ Yes, 35%]
//! Bot (edited): ✅ User № 17 gets 35% now. Decided by Olga.
//! ```
//!
//! Rates are settings: admins change them, everybody of the staff may look. What the group
//! shows here names a person by code and number alone, so that nothing has to go when they
//! are erased. Nobody changes their own terms.

mod screens;
mod taps;
mod tell;

use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use self::screens::Terms;
use crate::{
    accounts,
    queue::Registry,
    referral::{
        Deps, rate,
        store::{self, statistics::Which},
    },
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Handled, Incoming, Reply, Routes, Screen},
};

/// People who are named when a name means several.
const MOST_PEOPLE: i64 = 5;

/// Of the earnings that are listed.
const MOST_EARNINGS: i64 = 5;

/// A tap about the terms of a person, by `users.id`. Rates are per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum TermsTap {
    /// Shows the card again.
    #[serde(rename = "k")]
    Card(i32),
    /// Shows rates to choose from.
    #[serde(rename = "r")]
    Rates(i32),
    /// Asks whether to go from one rate to the other.
    #[serde(rename = "s")]
    Set(i32, u8, u8),
    #[serde(rename = "S")]
    SetNow(i32, u8, u8),
    #[serde(rename = "e")]
    End(i32),
    #[serde(rename = "E")]
    EndNow(i32),
}

impl Buttons for TermsTap {
    const FEATURE: &'static str = "terms";
}

impl TermsTap {
    fn permission(self) -> Permission {
        match self {
            Self::Card(_) => Permission::Look,
            _ => Permission::ChangeSettings,
        }
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<TermsTap>()
            .filter(move |tap: TermsTap| tap.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(taps::tap)
    };
    dptree::entry()
        .branch(staff::command("partner").endpoint(look_up))
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::ChangeSettings))
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    tell::register(registry, deps)
}

/// `/partner WHO` shows their terms; `/partner WHO RATE` asks whether to change them.
async fn look_up(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let lang = deps.staff_lang;
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    let (who, wanted) = match words.split_once(char::is_whitespace) {
        Some((who, wanted)) => (who, Some(wanted)),
        None => (words.as_str(), None),
    };
    if who.is_empty() {
        reply.new_message(&screens::usage(lang)).await?;
        return Ok(());
    }
    let mut connection = deps.db.connection().await?;
    let people = store::people::find(&mut connection, who, MOST_PEOPLE).await?;
    let terms = match people[..] {
        [person_id] => load(&mut connection, &deps, person_id).await?,
        _ => None,
    };
    drop(connection);
    let screen = match (terms, wanted) {
        (None, _) => screens::not_found(lang, &people),
        (Some(terms), None) => screens::card(lang, deps.timezone, &terms, member.role),
        (Some(terms), Some(wanted)) => ask_for(&terms, wanted, &member, &deps),
    };
    reply.new_message(&screen).await?;
    Ok(())
}

/// The question whether a person gets the rate that was typed, or why they can't.
fn ask_for(terms: &Terms, wanted: &str, member: &Member, deps: &Deps) -> Screen {
    let lang = deps.staff_lang;
    let Some(wanted) = rate::parse(wanted) else {
        return screens::usage(lang);
    };
    if !member.role.may(Permission::ChangeSettings) {
        return screens::only_admins(lang);
    }
    if terms.telegram_id == Some(member.telegram_id) {
        return screens::own(lang);
    }
    let account = &terms.account;
    if !account.is_partner {
        return screens::no_partner(lang, account.user_id);
    }
    let (from, to) = (rate::percent(account.rate), rate::percent(wanted));
    screens::ask_rate(lang, account.user_id, from, to)
}

/// `None` of somebody who has nothing to do with the programme yet.
async fn load(
    connection: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
) -> anyhow::Result<Option<Terms>> {
    let Some(account) = store::accounts::find(connection, person_id).await? else {
        return Ok(None);
    };
    let person = accounts::find_by_id(connection, person_id).await?;
    let links = store::links::list(connection, person_id).await?;
    let totals = store::statistics::totals(connection, person_id, Which::All).await?;
    let brought = store::applicants::brought(connection, person_id).await?;
    let last = store::statistics::list_last(connection, person_id, MOST_EARNINGS).await?;
    Ok(Some(Terms {
        telegram_id: person.as_ref().map(|person| person.telegram_id),
        is_banned: person.is_some_and(|person| person.is_banned),
        zone: deps.timezone,
        account,
        links,
        totals,
        brought,
        last,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let (id, most) = (i32::MAX, u8::MAX);
        for tapped in [
            TermsTap::Card(id),
            TermsTap::Rates(id),
            TermsTap::Set(id, most, most),
            TermsTap::SetNow(id, most, most),
            TermsTap::End(id),
            TermsTap::EndNow(id),
        ] {
            assert_eq!(TermsTap::decode(&tapped.encode()), Some(tapped));
        }
    }
}
