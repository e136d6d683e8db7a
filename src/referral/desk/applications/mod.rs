//! Applications of partners, as the staff decides them.
//!
//! ```text
//! Bot: 🤝 Application № 1 … Anna Petrova … [✅ Approve at 50%] [30%] [40%] [60%] [✖️ Refuse …]
//! Olga taps [✅ Approve at 50%]
//! Bot: Make the applicant of № 1 a partner at 50%? …  [✅ Yes, approve] [‹ No]
//! Olga taps [✅ Yes, approve]
//! Bot (edited): ✅ Application № 1: a partner at 50%. Decided by Olga.
//! ```
//!
//! What partners usually get, or less, is decided by whoever may move money, and so is a
//! refusal. More than usual is a setting: only an admin gives it. Own words for a refusal
//! are an answer to the question for them, and go out after they were confirmed; what is
//! said below the card is talk. Only the card names the applicant, so that nothing of
//! them is left in the group when they are erased.

mod card;
mod list;
mod screens;
mod taps;
mod watch;
mod words;

use serde::{Deserialize, Serialize};

use crate::{
    queue::Registry,
    referral::{Deps, partners::USUAL_RATE, rate, refusal::Refusal},
    staff::{self, Permission},
    telegram::{self, Buttons, Routes},
};

pub(in crate::referral) use self::watch::schedule_sweep;

/// A tap about an application, by its number. Rates are per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum ApplicationTap {
    /// Asks whether to approve at this rate.
    #[serde(rename = "a")]
    Approve(i32, u8),
    #[serde(rename = "A")]
    ApproveNow(i32, u8),
    /// Asks why it is refused.
    #[serde(rename = "r")]
    Refuse(i32),
    /// Asks whether to refuse for this reason.
    #[serde(rename = "f")]
    RefuseFor(i32, Refusal),
    #[serde(rename = "F")]
    RefuseForNow(i32, Refusal),
    /// Says how to refuse in own words.
    #[serde(rename = "o")]
    OwnWords(i32),
    /// Refuses in the words that the tapped message answers.
    #[serde(rename = "O")]
    OwnWordsNow(i32),
    /// Leaves it undecided.
    #[serde(rename = "n")]
    Leave(i32),
    /// The same, below the question for own words.
    #[serde(rename = "w")]
    LeaveWords(i32),
    /// Shows its card at the end of the topic.
    #[serde(rename = "s")]
    Show(i32),
}

impl Buttons for ApplicationTap {
    const FEATURE: &'static str = "application";
}

impl ApplicationTap {
    fn application_id(self) -> i32 {
        match self {
            Self::Approve(id, _)
            | Self::ApproveNow(id, _)
            | Self::Refuse(id)
            | Self::RefuseFor(id, _)
            | Self::RefuseForNow(id, _)
            | Self::OwnWords(id)
            | Self::OwnWordsNow(id)
            | Self::Leave(id)
            | Self::LeaveWords(id)
            | Self::Show(id) => id,
        }
    }

    fn permission(self) -> Permission {
        match self {
            Self::Approve(_, percent) | Self::ApproveNow(_, percent)
                if rate::of_percent(percent) > USUAL_RATE =>
            {
                Permission::ChangeSettings
            }
            Self::Show(_) => Permission::Look,
            _ => Permission::MoveMoney,
        }
    }
}

pub(super) fn routes() -> Routes {
    let tapped = |permission: Permission| {
        telegram::tap::<ApplicationTap>()
            .filter(move |tap: ApplicationTap| tap.permission() == permission)
            .chain(staff::require(permission))
            .endpoint(taps::tap)
    };
    dptree::entry()
        .branch(tapped(Permission::Look))
        .branch(tapped(Permission::MoveMoney))
        .branch(tapped(Permission::ChangeSettings))
        .branch(staff::command("applications").endpoint(list::show))
        .branch(dptree::filter_map(words::answered).endpoint(words::ask))
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let registry = card::register(registry, deps);
    watch::register(registry, deps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::ready::Ready;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let id = i32::MAX;
        let mut taps = vec![
            ApplicationTap::Approve(id, 100),
            ApplicationTap::ApproveNow(id, 100),
            ApplicationTap::Refuse(id),
            ApplicationTap::OwnWords(id),
            ApplicationTap::OwnWordsNow(id),
            ApplicationTap::Leave(id),
            ApplicationTap::LeaveWords(id),
            ApplicationTap::Show(id),
        ];
        for reason in Refusal::ALL.iter().copied() {
            taps.extend([
                ApplicationTap::RefuseFor(id, reason),
                ApplicationTap::RefuseForNow(id, reason),
            ]);
        }
        for tapped in taps {
            assert_eq!(ApplicationTap::decode(&tapped.encode()), Some(tapped));
        }
    }

    #[test]
    fn only_admins_give_more_than_usual() {
        for (percent, permission) in [
            (0, Permission::MoveMoney),
            (50, Permission::MoveMoney),
            (51, Permission::ChangeSettings),
            (100, Permission::ChangeSettings),
        ] {
            let tapped = ApplicationTap::ApproveNow(1, percent);
            assert_eq!(tapped.permission(), permission, "{percent}%");
        }
    }
}
