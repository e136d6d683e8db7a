//! Tables to take along, as files for one's own spreadsheet: what was sold, made, earned
//! and asked within a time. Files hold no words, photos or links of customers; only the
//! one of people names them.
//!
//! ```text
//! Olga: /export payments 2026-03
//! Bot: ⏳ Payments, 2026-03: the file comes in a moment.
//! Bot: (payments-2026-03.csv) Payments, 2026-03: 1,204 rows
//! ```

mod job;
mod times;

use serde::{Deserialize, Serialize};
use serde_json::json;

pub(super) use self::{job::register, times::Times};
use super::Deps;
use crate::{
    i18n::Lang,
    queue,
    staff::{self, Member, Permission},
    telegram::{self, Buttons, Handled, Incoming, Reply, Routes, Screen, button},
};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum What {
    #[serde(rename = "p")]
    Payments,
    #[serde(rename = "s")]
    Sets,
    #[serde(rename = "e")]
    Earnings,
    #[serde(rename = "t")]
    Tickets,
    #[serde(rename = "u")]
    People,
}

/// Which month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Which {
    #[serde(rename = "t")]
    This,
    #[serde(rename = "l")]
    Last,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct ExportTap(What, Which);

impl Buttons for ExportTap {
    const FEATURE: &'static str = "export";
}

impl What {
    pub const ALL: [Self; 5] = [
        Self::Payments,
        Self::Sets,
        Self::Earnings,
        Self::Tickets,
        Self::People,
    ];

    /// As it is typed, and as its files are called.
    pub fn id(self) -> &'static str {
        match self {
            Self::Payments => "payments",
            Self::Sets => "sets",
            Self::Earnings => "earnings",
            Self::Tickets => "tickets",
            Self::People => "people",
        }
    }

    /// Who people are is for those who may do everything; the rest is what those need who
    /// deal with money.
    fn permission(self) -> Permission {
        match self {
            Self::People => Permission::ChangeSettings,
            _ => Permission::MoveMoney,
        }
    }

    pub fn title(self, lang: Lang) -> String {
        lang.text(&format!("export-{}", self.id()), &[])
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<ExportTap>()
            .filter(move |tap: ExportTap| tap.0.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(on_tap)
    };
    dptree::entry()
        .branch(staff::command("export").endpoint(on_command))
        .branch(tapped(Permission::MoveMoney))
        .branch(tapped(Permission::ChangeSettings))
}

/// `/export payments 2026-03`; alone it shows what there is.
async fn on_command(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let words = incoming.command().map(|(_, words)| words);
    let words = words.unwrap_or_default();
    let (name, time) = words
        .split_once(char::is_whitespace)
        .unwrap_or((&words, ""));
    let what = What::ALL.into_iter().find(|what| what.id() == name);
    let times = match time.trim() {
        "" => Some(Times::this_month(now, deps.zone)),
        time => Times::read(time, deps.zone),
    };
    let Some((what, times)) = what.zip(times) else {
        reply.new_message(&choice(lang, &member)).await?;
        return Ok(());
    };
    if !member.role.may(what.permission()) {
        return staff::refuse(member, incoming, lang, reply).await;
    }
    order(&deps, &member, &reply, what, times).await
}

async fn on_tap(
    ExportTap(what, which): ExportTap,
    member: Member,
    reply: Reply,
    deps: Deps,
) -> Handled {
    let now = deps.desk.clock.now();
    let times = match which {
        Which::This => Times::this_month(now, deps.zone),
        Which::Last => Times::last_month(now, deps.zone),
    };
    order(&deps, &member, &reply, what, times).await
}

/// Notes who takes what along, and has it written.
async fn order(deps: &Deps, member: &Member, reply: &Reply, what: What, times: Times) -> Handled {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let words = Screen::plain(lang.html("export-ordered", &times.args(lang, what)));
    let job = job::SendExport::new(what, times, reply);
    let mut tx = deps.desk.db.begin().await?;
    let details = json!({ "what": what.id(), "time": job.time() });
    staff::audit(&mut tx, member, "exported", what.id(), None, details, now).await?;
    queue::add(&mut tx, &job, now).await?;
    tx.commit().await?;
    reply.new_message(&words).await?;
    Ok(())
}

/// What there is for this member.
fn choice(lang: Lang, member: &Member) -> Screen {
    let allowed = What::ALL
        .into_iter()
        .filter(|what| member.role.may(what.permission()));
    let rows = allowed.map(|what| {
        let label = |which, key: &str| {
            let args = [("what", what.title(lang).into())];
            button(lang.text(key, &args), &ExportTap(what, which))
        };
        vec![
            label(Which::This, "export-this-month"),
            label(Which::Last, "export-last-month"),
        ]
    });
    Screen::with_buttons(lang.html("export-usage", &[]), rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for what in What::ALL {
            for which in [Which::This, Which::Last] {
                let tap = ExportTap(what, which);
                assert_eq!(ExportTap::decode(&tap.encode()), Some(tap));
            }
        }
    }
}
