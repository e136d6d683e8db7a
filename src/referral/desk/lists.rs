//! Withdrawals as the staff looks them up: what is open, what one has in hand, what was
//! sent, and one with its whole history; and what was sent as a file for the accountant.
//! Lists name no person, so that nothing of them is left when somebody is erased.
//!
//! ```text
//! Olga: /withdrawals
//! Bot: 💸 To be sent: 2
//!      № 12 · 3,000 ₽ · card •• 1111 · 🆕 since 02.03.2026 10:00
//!      [• Open •] [✋ Mine] [✅ Sent]  [№ 12] [№ 13]
//! Olga: /withdrawal 12
//! Bot: № 12: its card is now the last one in the topic “💸 Withdrawals”.
//! Olga: /withdrawals 2026-03
//! Bot: (withdrawals-2026-03.csv) Sent in 2026-03: 4, 12,500 ₽
//! ```

mod file;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::{card, card_key, find_answered, screens};
use crate::{
    referral::{
        Deps,
        store::{self, desk::Part},
    },
    staff::{self, Member, Permission, Topic},
    telegram::{self, Buttons, Handled, Incoming, Reply, Routes, Screen},
};

/// What fits on a screen and can be read at a glance.
pub(super) const PER_PAGE: u16 = 10;

/// The list of what was sent goes back so far.
const SENT_FOR: TimeDelta = TimeDelta::days(30);

/// Which withdrawals a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Which {
    #[serde(rename = "o")]
    Open,
    /// In the hands of whoever looks.
    #[serde(rename = "m")]
    Mine,
    #[serde(rename = "d")]
    Sent,
}

/// What can be tapped in lists. Pages count from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ListTap {
    #[serde(rename = "l")]
    List(Which, u16),
    /// Has a card shown once more.
    #[serde(rename = "s")]
    Show(i32),
    /// The list of what was sent as a file.
    #[serde(rename = "f")]
    File,
}

impl Buttons for ListTap {
    const FEATURE: &'static str = "paydesk_list";
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<ListTap>()
            .filter(move |tap: ListTap| permission_for(tap) == permission)
            .chain(staff::require(permission))
            .endpoint(tap)
    };
    dptree::entry()
        .branch(staff::command("withdrawals").endpoint(list_or_file))
        .branch(staff::command("withdrawal").endpoint(look_up))
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::MoveMoney))
}

fn permission_for(tap: ListTap) -> Permission {
    match tap {
        ListTap::List(..) | ListTap::Show(_) => Permission::Look,
        ListTap::File => Permission::MoveMoney,
    }
}

/// `/withdrawals` lists what is open; with a month it is that month's file.
async fn list_or_file(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    if words.is_empty() {
        return list(&deps, &member, &reply, Which::Open, 0).await;
    }
    let lang = deps.staff_lang;
    if !member.role.may(Permission::MoveMoney) {
        return staff::refuse(member, incoming, lang, reply).await;
    }
    match file::month(&words, deps.timezone) {
        Some(span) => file::send(&deps, &member, &reply, &span).await,
        None => {
            let screen = Screen::plain(lang.html("payout-which-month", &[]));
            reply.new_message(&screen).await?;
            Ok(())
        }
    }
}

async fn tap(tap: ListTap, member: Member, reply: Reply, deps: Deps) -> Handled {
    match tap {
        ListTap::List(which, page) => list(&deps, &member, &reply, which, page).await,
        ListTap::Show(id) => {
            let words = show(&deps, id).await?;
            reply.popup(&words).await;
            Ok(())
        }
        ListTap::File => {
            let now = deps.clock.now();
            let span = file::Span::last(now - SENT_FOR, now);
            file::send(&deps, &member, &reply, &span).await
        }
    }
}

async fn list(deps: &Deps, member: &Member, reply: &Reply, which: Which, page: u16) -> Handled {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let since = now - SENT_FOR;
    let part = match which {
        Which::Open => Part::Open,
        Which::Mine => Part::Of(member.telegram_id),
        Which::Sent => Part::SentSince(since),
    };
    let mut connection = deps.db.connection().await?;
    let (offset, most) = (i64::from(page) * i64::from(PER_PAGE), i64::from(PER_PAGE));
    let (ids, all) = store::desk::list_page(&mut connection, part, offset, most).await?;
    let mut rows = Vec::new();
    for id in ids {
        rows.extend(store::withdrawals::find(&mut connection, id).await?);
    }
    let sums = match which {
        Which::Sent => store::desk::sum_sent(&mut connection, since).await?,
        Which::Open | Which::Mine => Vec::new(),
    };
    drop(connection);
    let list = screens::List {
        which,
        page,
        all,
        rows,
        sums,
    };
    reply.screen(&list.screen(lang, deps.timezone)).await?;
    Ok(())
}

/// `/withdrawal 12`, or as an answer to its card.
async fn look_up(incoming: Incoming, reply: Reply, deps: Deps) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let number = words.unwrap_or_default();
    let named = number.trim_start_matches(['№', '#', ' ']).parse().ok();
    let meant = match (named, incoming.message()) {
        (None, Some(message)) => find_answered(&deps, &message).await?,
        (named, _) => named,
    };
    let words = match meant {
        Some(id) => show(&deps, id).await?,
        None => deps.staff_lang.text("payout-which", &[]),
    };
    reply.new_message(&Screen::plain(words)).await?;
    Ok(())
}

/// Has the card of a withdrawal shown at the end of its topic; what to say of that.
async fn show(deps: &Deps, request_id: i32) -> anyhow::Result<String> {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let mut tx = deps.db.begin().await?;
    card::write(&mut tx, deps, request_id, now).await?;
    let is_shown = staff::move_card_down(&mut tx, &card_key(request_id), now).await?;
    tx.commit().await?;
    let number = ("number", request_id.to_string().into());
    Ok(if is_shown {
        let topic = ("topic", Topic::Withdrawals.title(lang).into());
        lang.text("payout-shown", &[number, topic])
    } else {
        lang.text("payout-not-shown", &[number])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let lists = [Which::Open, Which::Mine, Which::Sent];
        let lists = lists.map(|which| ListTap::List(which, u16::MAX));
        for tap in lists
            .into_iter()
            .chain([ListTap::Show(i32::MAX), ListTap::File])
        {
            assert_eq!(ListTap::decode(&tap.encode()), Some(tap));
        }
    }
}
