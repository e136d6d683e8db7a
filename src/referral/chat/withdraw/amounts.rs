//! The first question: how much of what is there.

use rust_decimal::Decimal;
use teloxide::types::Message;

use super::{
    Visit, Withdrawing, holds_a_number,
    reading::{self, Wanted},
    screens::{self, Trouble},
};
use crate::{
    referral::{store, withdrawals::Withdrawal},
    telegram::Handled,
};

/// What a person has, and from how much on it is sent.
#[derive(Clone, Debug)]
pub(super) struct Means {
    pub available: Decimal,
    pub least: Decimal,
    /// What is set aside for requests that are not over.
    pub reserved: Decimal,
    /// Whether they ever asked for a withdrawal.
    pub has_requests: bool,
    /// What nobody is sending yet, the newest.
    pub waiting: Option<Withdrawal>,
}

impl Means {
    /// What is in the way of withdrawing this much.
    pub fn trouble_with(&self, amount: Decimal) -> Option<Trouble> {
        if amount > self.available {
            Some(Trouble::TooMuch)
        } else if amount < self.least {
            Some(Trouble::TooLittle)
        } else {
            None
        }
    }
}

pub(super) async fn means(visit: &Visit) -> anyhow::Result<Means> {
    let mut connection = visit.deps.db.connection().await?;
    let account = store::accounts::find(&mut connection, visit.person.id).await?;
    let reserved = store::withdrawals::reserved_of(&mut connection, visit.person.id).await?;
    let waiting = store::withdrawals::find_waiting(&mut connection, visit.person.id).await?;
    let first = store::withdrawals::list_of_person(&mut connection, visit.person.id, 0, 1).await?;
    Ok(Means {
        available: account.map(|account| account.balance).unwrap_or_default(),
        least: visit.deps.rules.withdrawal_min,
        reserved,
        has_requests: !first.is_empty(),
        waiting,
    })
}

/// Begins anew, wherever the person was; or says why it can't be now.
pub(super) async fn ask(visit: &Visit) -> Handled {
    ask_again(visit, None).await
}

pub(super) async fn ask_again(visit: &Visit, trouble: Option<Trouble>) -> Handled {
    let means = means(visit).await?;
    let (lang, is_staffed) = (visit.person.lang, visit.deps.is_staffed);
    if !is_staffed || means.available < means.least {
        let mut connection = visit.deps.db.connection().await?;
        if visit.step().is_some() {
            visit.dialogue.end(&mut connection).await?;
        }
        drop(connection);
        let screen = screens::not_now(lang, &means, is_staffed);
        visit.reply.screen(&screen).await?;
        return Ok(());
    }
    visit.go_to(&Withdrawing::Amount).await?;
    let screen = screens::amounts(lang, &means, trouble);
    visit.reply.screen(&screen).await?;
    Ok(())
}

pub(super) async fn write(visit: &Visit, message: &Message) -> Handled {
    if holds_a_number(message) {
        // Some send the number of their card first.
        visit.delete(message.id).await;
    }
    match message.text().and_then(reading::read) {
        Some(Wanted::Roubles(amount)) => choose(visit, amount).await,
        Some(Wanted::All) => choose(visit, means(visit).await?.available).await,
        Some(Wanted::FarTooMuch) => ask_again(visit, Some(Trouble::TooMuch)).await,
        None => ask_again(visit, Some(Trouble::NoAmount)).await,
    }
}

/// A button of an earlier conversation may offer what is not there any more.
pub(super) async fn choose(visit: &Visit, amount: Decimal) -> Handled {
    if visit.step().is_none() {
        visit.popup("withdraw-lapsed").await;
        return Ok(());
    }
    let trouble = means(visit).await?.trouble_with(amount);
    if trouble.is_some() || !visit.deps.is_staffed {
        return ask_again(visit, trouble).await;
    }
    visit.go_to(&Withdrawing::Method { amount }).await?;
    let screen = screens::methods(visit.person.lang, amount);
    visit.reply.screen(&screen).await?;
    Ok(())
}
