//! The staff's side of withdrawals: a card for each, with what a careful person checks
//! beside it, and the steps by which money goes out.
//!
//! ```text
//! Bot: 💸 № 12 · 3,000 ₽ · 🆕 waits for approval …
//!      🔎 Nothing unusual
//!      [✅ Approve] [✖️ Reject]
//! Olga taps [✅ Approve]
//! Bot: Olga, approve № 12: 3,000 ₽ to the card •• 1111?  [✅ Yes, approve] [‹ No]
//! Olga taps [✅ Yes, approve]
//! Bot (edited): ✅ № 12: 3,000 ₽, approved by Olga.
//! Oleg taps [💸 Send]
//!   (opens his own chat with the bot, where the details can be copied: see `private`)
//! Oleg taps [✅ It is sent]
//! Bot: Oleg, is № 12 (3,000 ₽ to the card •• 1111) sent?  [✅ Yes, sent] [‹ Not yet]
//! ```
//!
//! The card always shows what the rows say. Questions are messages of their own below
//! it, so that two members who decide at once don't take it from each other.

mod applications;
mod card;
mod checks;
mod lists;
mod private;
mod reject;
mod screens;
mod taps;
mod terms;
mod watch;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::Message;

pub(super) use self::{card::show_open, private::routes as private_routes};
use super::{Deps, rejection::Rejection};
use crate::{
    queue::Registry,
    staff,
    telegram::{Buttons, Routes},
};

/// A tap below the card of a withdrawal, or below a question about one. Where a member
/// follows, by Telegram id, only they can answer the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum DeskTap {
    #[serde(rename = "a")]
    Approve(i32),
    #[serde(rename = "A")]
    ApproveYes(i32, i64),
    #[serde(rename = "s")]
    Send(i32),
    /// Opens the private chat, where the details are.
    #[serde(rename = "p")]
    Open(i32),
    /// A part of the details over the chat, for whoever can't open the private one; they may
    /// be longer than a popup.
    #[serde(rename = "d")]
    Details(i32, u8),
    #[serde(rename = "c")]
    Sent(i32),
    #[serde(rename = "C")]
    SentYes(i32, i64),
    #[serde(rename = "b")]
    NotSent(i32),
    #[serde(rename = "B")]
    NotSentYes(i32, i64),
    /// Shows the reasons.
    #[serde(rename = "r")]
    Reject(i32),
    #[serde(rename = "f")]
    RejectFor(i32, Rejection, i64),
    #[serde(rename = "F")]
    RejectForYes(i32, Rejection, i64),
    /// In words of one's own.
    #[serde(rename = "o")]
    RejectInWords(i32, i64),
    #[serde(rename = "O")]
    RejectInWordsYes(i32, i64),
    /// Leaves the question.
    #[serde(rename = "n")]
    No(i32),
}

impl Buttons for DeskTap {
    const FEATURE: &'static str = "paydesk";
}

impl DeskTap {
    pub fn request_id(self) -> i32 {
        match self {
            Self::Approve(id)
            | Self::ApproveYes(id, _)
            | Self::Send(id)
            | Self::Open(id)
            | Self::Details(id, _)
            | Self::Sent(id)
            | Self::SentYes(id, _)
            | Self::NotSent(id)
            | Self::NotSentYes(id, _)
            | Self::Reject(id)
            | Self::RejectFor(id, ..)
            | Self::RejectForYes(id, ..)
            | Self::RejectInWords(id, _)
            | Self::RejectInWordsYes(id, _)
            | Self::No(id) => id,
        }
    }

    /// Who was asked, if only they may answer.
    pub fn asked(self) -> Option<i64> {
        match self {
            Self::ApproveYes(_, by)
            | Self::SentYes(_, by)
            | Self::NotSentYes(_, by)
            | Self::RejectFor(_, _, by)
            | Self::RejectForYes(_, _, by)
            | Self::RejectInWords(_, by)
            | Self::RejectInWordsYes(_, by) => Some(by),
            _ => None,
        }
    }

    /// Whether it stands below the card, not below a question.
    pub fn is_on_card(self) -> bool {
        matches!(
            self,
            Self::Approve(_)
                | Self::Send(_)
                | Self::Open(_)
                | Self::Details(..)
                | Self::Sent(_)
                | Self::NotSent(_)
                | Self::Reject(_)
        )
    }
}

/// What members of the staff can do about withdrawals.
pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(applications::routes())
        .branch(terms::routes())
        .branch(taps::routes())
        .branch(lists::routes())
        .branch(reject::routes())
}

/// Adds the handlers of the desk's jobs.
pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let showing = deps.clone();
    let registry = registry.on(move |job, lease| card::show(showing.clone(), lease, job));
    let registry = applications::register(registry, deps);
    let registry = terms::register(registry, deps);
    let registry = private::register(registry, deps);
    watch::register(registry, deps)
}

/// Makes sure that open withdrawals are looked for that nothing watches. To be called at
/// every start.
pub(super) async fn plan_recurring(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    applications::schedule_sweep(connection, now).await?;
    watch::schedule_sweep(connection, now).await
}

/// What the names of withdrawals' cards begin with.
const CARD: &str = "referral.withdrawal:";

/// The name of a withdrawal's card.
fn card_key(request_id: i32) -> String {
    format!("{CARD}{request_id}")
}

/// The withdrawal whose card a message answers.
async fn find_answered(deps: &Deps, message: &Message) -> anyhow::Result<Option<i32>> {
    let Some(answered) = message.reply_to_message() else {
        return Ok(None);
    };
    let mut connection = deps.db.connection().await?;
    let key = staff::find_card(&mut connection, message.chat.id, answered.id).await?;
    Ok(key.and_then(|key| key.strip_prefix(CARD)?.parse().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referral::ready::Ready;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let (id, by) = (i32::MAX, 9_999_999_999_999);
        let reasons = Rejection::ALL.iter();
        let taps = reasons
            .flat_map(|reason| {
                let reason = *reason;
                [
                    DeskTap::RejectFor(id, reason, by),
                    DeskTap::RejectForYes(id, reason, by),
                ]
            })
            .chain([
                DeskTap::Approve(id),
                DeskTap::ApproveYes(id, by),
                DeskTap::Send(id),
                DeskTap::Open(id),
                DeskTap::Details(id, u8::MAX),
                DeskTap::Sent(id),
                DeskTap::SentYes(id, by),
                DeskTap::NotSent(id),
                DeskTap::NotSentYes(id, by),
                DeskTap::Reject(id),
                DeskTap::RejectInWords(id, by),
                DeskTap::RejectInWordsYes(id, by),
                DeskTap::No(id),
            ]);
        for tap in taps {
            assert_eq!(DeskTap::decode(&tap.encode()), Some(tap));
            assert_eq!(tap.request_id(), id);
        }
    }
}
