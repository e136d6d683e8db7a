//! Being paid what one has earned.
//!
//! ```text
//! Anna: /withdraw
//! Bot: 2,340.50 ₽ are yours to withdraw … How much?  [All: 2,340.50 ₽] [1,100 ₽] [1,000 ₽] [Cancel]
//! Anna: 1500
//! Bot: 1,500 ₽. Where to?  [💳 A card] [🏦 A bank, by phone number] [💎 A TON wallet] …
//! Anna taps [💳 A card]
//! Bot (edited): Send me the number of the card. …
//! Anna: 4111 1111 1111 1111  (deleted at once)
//! Bot: Is this right? 1,500 ₽, card •••• 1111 …  [✅ Yes, send 1,500 ₽] …
//! Anna taps [✅ Yes, send 1,500 ₽]
//! Bot (edited): ✅ Withdrawal № 12 is with our team. …
//! Bot: 👍 Withdrawal № 12 is approved. …
//! Bot: 💸 Withdrawal № 12 is sent. …
//! ```
//!
//! What tells where the money goes is sealed before it is written anywhere, and its
//! message is deleted from the chat. It is not kept once the request is over, so it is
//! asked for each time.
//!
//! Older keyboards stay in the chat: what they choose counts as a change of mind as long
//! as the conversation lasts, and only the newest summary can be confirmed. A step that
//! was cut off by a crash is gone through again with the same result.

mod amounts;
mod confirming;
mod giving;
mod reading;
mod requests;
mod screens;
mod telling;

pub(super) use self::screens::list_button as withdrawals_button;

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use teloxide::{
    requests::Requester,
    types::{Message, MessageId},
};
use uuid::Uuid;

pub(super) use self::screens::{cancel_button, list_button, waits};
pub(in crate::referral) use self::telling::tell_withdrawal;
use super::{Visit, visited};
use crate::{
    accounts::Go,
    referral::withdrawals::Method,
    telegram::{Buttons, Handled, Lane, Routes, SendError, Step, command, state, tap},
};

/// A tap on the way to a withdrawal, or below one. Requests are named by id, whoever's
/// they may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum PayoutTap {
    /// In kopecks.
    Amount(i64),
    /// The amounts once more.
    Amounts,
    Method(Method),
    /// The methods once more.
    Methods,
    Bank(KnownBank),
    /// The summary with this key is right.
    Confirm(Uuid),
    Stop,
    /// A page of one's requests, the newest on page 0.
    List(u32),
    Open(i32),
    AskCancel(i32),
    Cancel(i32),
}

impl Buttons for PayoutTap {
    const FEATURE: &'static str = "payout";
}

/// So many digits are a number that tells something about somebody.
const DIGITS_OF_A_SECRET: usize = 9;

/// Banks that many people have; others are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum KnownBank {
    Sber,
    Tbank,
    Vtb,
    Alfa,
    Gazprom,
    Raiffeisen,
    Ozon,
    Yandex,
}

impl KnownBank {
    const ALL: [Self; 8] = [
        Self::Sber,
        Self::Tbank,
        Self::Vtb,
        Self::Alfa,
        Self::Gazprom,
        Self::Raiffeisen,
        Self::Ozon,
        Self::Yandex,
    ];
}

/// Where a person is on the way to a withdrawal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Withdrawing {
    /// How much?
    Amount,
    /// By which way?
    Method { amount: Decimal },
    /// Where to?
    Details { amount: Decimal, method: Method },
    /// In which bank?
    Bank { amount: Decimal, given: Given },
    /// Is it all right?
    Confirm {
        amount: Decimal,
        method: Method,
        /// As everybody may see it.
        masked: String,
        given: Given,
    },
}

/// Details that were given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Given {
    /// Becomes the request's key, and is what the seal belongs to.
    pub key: Uuid,
    /// In base64.
    pub sealed: String,
    /// The message that told them: when it comes again, it was answered before.
    pub message: i32,
}

impl Withdrawing {
    /// The amount that was chosen, if one was.
    fn amount(&self) -> Option<Decimal> {
        match self {
            Self::Amount => None,
            Self::Method { amount }
            | Self::Details { amount, .. }
            | Self::Bank { amount, .. }
            | Self::Confirm { amount, .. } => Some(*amount),
        }
    }

    fn given(&self) -> Option<&Given> {
        match self {
            Self::Bank { given, .. } | Self::Confirm { given, .. } => Some(given),
            Self::Amount | Self::Method { .. } | Self::Details { .. } => None,
        }
    }
}

impl Step for Withdrawing {
    const FEATURE: &'static str = "payout";

    /// Card numbers come when they are asked for, and sometimes earlier.
    fn is_confidential(&self) -> bool {
        true
    }
}

impl Visit {
    fn step(&self) -> Option<Withdrawing> {
        self.dialogue.step()
    }

    async fn go_to(&self, step: &Withdrawing) -> anyhow::Result<()> {
        let mut connection = self.deps.db.connection().await?;
        self.dialogue.go_to(&mut connection, step).await
    }

    /// Deletes what tells where money goes from the chat. `false` when it stays there.
    async fn delete(&self, message: MessageId) -> bool {
        let chat = self.reply.chat;
        let request = self.reply.sender.bot().delete_message(chat, message);
        let deletion = self.reply.sender.call(Lane::Answer, Some(chat), request);
        match deletion.await {
            Ok(_) => true,
            // An earlier run, or its author, has deleted it.
            Err(SendError::Gone(why)) => why.contains("not found"),
            Err(error) => {
                tracing::warn!(%error, "a message with details could not be deleted");
                false
            }
        }
    }
}

pub(in crate::referral) fn routes() -> Routes {
    visited()
        .branch(command("withdraw").endpoint(begin))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Withdraw)
                .endpoint(begin),
        )
        .branch(tap::<PayoutTap>().endpoint(choose))
        .branch(state::<Withdrawing>().endpoint(write))
}

/// Whether a message must not stay in the chat, asked for or not.
fn holds_a_number(message: &Message) -> bool {
    let words = message.text().or(message.caption()).unwrap_or_default();
    words.chars().filter(|letter| letter.is_numeric()).count() >= DIGITS_OF_A_SECRET
}

async fn begin(visit: Visit) -> Handled {
    amounts::ask(&visit).await
}

async fn choose(tap: PayoutTap, visit: Visit) -> Handled {
    match tap {
        PayoutTap::Amount(kopecks) => amounts::choose(&visit, Decimal::new(kopecks, 2)).await,
        PayoutTap::Amounts => amounts::ask(&visit).await,
        PayoutTap::Method(method) => giving::choose_method(&visit, method).await,
        PayoutTap::Methods => giving::ask_for_method(&visit).await,
        PayoutTap::Bank(bank) => giving::choose_bank(&visit, bank).await,
        PayoutTap::Confirm(key) => confirming::confirm(&visit, key).await,
        PayoutTap::Stop => confirming::stop(&visit).await,
        PayoutTap::List(page) => requests::list(&visit, page).await,
        PayoutTap::Open(id) => requests::open(&visit, id).await,
        PayoutTap::AskCancel(id) => requests::ask_to_cancel(&visit, id).await,
        PayoutTap::Cancel(id) => requests::cancel(&visit, id).await,
    }
}

async fn write(step: Withdrawing, message: Arc<Message>, visit: Visit) -> Handled {
    match step {
        Withdrawing::Amount => amounts::write(&visit, &message).await,
        step => giving::write(&visit, step, &message).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let mut taps = vec![
            PayoutTap::Amount(i64::MAX),
            PayoutTap::Amounts,
            PayoutTap::Methods,
            PayoutTap::Confirm(Uuid::from_u128(u128::MAX)),
            PayoutTap::Stop,
            PayoutTap::List(u32::MAX),
            PayoutTap::Open(i32::MAX),
            PayoutTap::AskCancel(i32::MIN),
            PayoutTap::Cancel(i32::MAX),
        ];
        taps.extend([Method::Card, Method::Bank, Method::Wallet].map(PayoutTap::Method));
        taps.extend(KnownBank::ALL.map(PayoutTap::Bank));
        for tap in taps {
            assert_eq!(PayoutTap::decode(&tap.encode()), Some(tap));
        }
    }
}
