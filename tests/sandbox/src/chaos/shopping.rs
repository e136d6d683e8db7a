//! Buying a set: an avatar first, then a style, a set and a way to pay, each with what people do
//! wrong there: pay twice, late, in parts, or not at all.

use std::time::Duration;

use bytes::Bytes;
use rand::Rng;

use super::{
    person::{GaveUp, Guest, newest, offers, says},
    plot::Coins,
};
use crate::{
    selfies,
    telegram::{Action, PaymentState, SeenMessage},
    ton::Transfer,
};

/// As many photos as an avatar needs.
const SELFIES: u32 = 4;

/// Some of those who send coins are seen on the chain so much later.
const INDEX_IS_BEHIND: Duration = Duration::from_secs(20);

const NANO: u64 = 1_000_000_000;

impl Guest {
    /// Makes an avatar.
    pub async fn makes_an_avatar(&mut self) -> Result<(), GaveUp> {
        self.asks("/new", |message| {
            offers(std::slice::from_ref(message), "I agree") || message.text.contains("call")
        })
        .await?;
        self.taps("I agree", |messages| offers(messages, "Just call it"))
            .await?;
        self.taps("Just call it", |messages| says(messages, "0 of 4"))
            .await?;
        let first = self.random.random_range(0..1000) * SELFIES;
        let photos: Vec<Bytes> = (first..first + SELFIES)
            .map(|number| selfies::selfie(number).into())
            .collect();
        self.note("sends four photos");
        self.person.sends_album(photos);
        self.sees(|messages| offers(messages, "Done")).await?;
        self.taps("Done", |messages| offers(messages, "style"))
            .await
    }

    /// Chooses a set and pays for it; whether the money is gone.
    pub async fn buys(&mut self) -> Result<bool, GaveUp> {
        self.asks("/portraits", |message| {
            offers(std::slice::from_ref(message), "Lifestyle")
        })
        .await?;
        let is_chosen = |messages: &[SeenMessage]| offers(messages, "Starter");
        self.taps("Lifestyle", |messages| {
            is_chosen(messages) || offers(messages, "Buy another set")
        })
        .await?;
        if !is_chosen(&self.person.messages()) {
            self.taps("Buy another set", is_chosen).await?;
        }
        self.taps("Starter", |messages| offers(messages, "Telegram Stars"))
            .await?;
        match self.random.random_range(0..10) {
            0..=4 => self.pays_stars().await,
            5..=7 => self.pays_bank().await,
            _ => self.pays_coins().await,
        }
    }

    async fn pays_stars(&mut self) -> Result<bool, GaveUp> {
        let before = newest(&self.person.messages());
        self.taps("Telegram Stars", |messages| {
            messages
                .iter()
                .any(|message| message.id > before && message.invoice.is_some())
        })
        .await?;
        if self.chance(8) {
            self.note("leaves the invoice");
            return Ok(false);
        }
        let is_hasty = self.chance(10);
        while !self.tries_to_pay(is_hasty).await? {
            self.waits(2..6).await?;
        }
        Ok(true)
    }

    /// Who is hasty presses the button twice.
    async fn tries_to_pay(&mut self, is_hasty: bool) -> Result<bool, GaveUp> {
        let mut attempts = Vec::new();
        for _ in 0..=u8::from(is_hasty) {
            attempts.extend(self.person.pays().ok());
        }
        let mut is_paid = false;
        for attempt in attempts {
            let state = attempt.settled().await;
            self.note(format!("pays the invoice: {state:?}"));
            is_paid |= matches!(state, PaymentState::Charged { .. });
            if matches!(state, PaymentState::Refused { .. }) {
                return Ok(true);
            }
        }
        Ok(is_paid)
    }

    async fn pays_bank(&mut self) -> Result<bool, GaveUp> {
        self.taps("Card or SBP", |messages| {
            says(messages, "Where should the receipt go") || link(messages).is_some()
        })
        .await?;
        if link(&self.person.messages()).is_none() {
            self.note("gives an e-mail");
            self.person
                .sends(format!("guest{}@guests.example", self.id()));
        }
        self.sees(|messages| link(messages).is_some()).await?;
        let url = link(&self.person.messages()).unwrap_or_default();
        let bank = &self.plot.ground.tbank;
        let payments = bank.payments();
        let Some(payment) = payments.iter().find(|payment| payment.url == url) else {
            self.note(format!("the link leads nowhere: {url}"));
            return Ok(false);
        };
        let id = payment.payment_id;
        self.plot.pays_bank(self.id(), id);
        let (bank, choice) = (bank.clone(), self.random.random_range(0..10));
        let outcome = match choice {
            0 => {
                self.note(format!("opens the bank's form {id} and leaves it"));
                return Ok(bank.open_form(id).is_err());
            }
            1 => bank.declines(id).and_then(|()| bank.pays(id)),
            2 => bank.holds(id).and_then(|()| bank.captures(id)),
            3..=5 => bank.pays_by_sbp(id),
            _ => bank.pays(id),
        };
        self.note(format!("pays {id} at the bank: {outcome:?}"));
        Ok(outcome.is_ok())
    }

    async fn pays_coins(&mut self) -> Result<bool, GaveUp> {
        let before = newest(&self.person.messages());
        let fresh = |messages: &[SeenMessage]| {
            let messages = messages.iter().filter(|message| message.id > before);
            messages
                .filter_map(|message| quote(&message.text))
                .next_back()
        };
        self.taps("TON", |messages| fresh(messages).is_some())
            .await?;
        let Some((nano, comment)) = fresh(&self.person.messages()) else {
            return Ok(false);
        };
        let parts = match self.random.random_range(0..10) {
            0 => {
                self.note("leaves the quote");
                return Ok(false);
            }
            1 | 2 => vec![nano / 2, nano - nano / 2],
            _ => vec![nano],
        };
        for part in parts {
            self.sends_coins(part, &comment).await?;
        }
        Ok(true)
    }

    async fn sends_coins(&mut self, nano: u64, comment: &str) -> Result<(), GaveUp> {
        let ton = self.plot.ground.ton.clone();
        let is_late = self.chance(20);
        let hash = ton.receive(Transfer {
            hidden: is_late,
            ..Transfer::of(nano, comment)
        });
        self.note(format!(
            "sends {nano} nano for {comment}, seen late: {is_late}"
        ));
        self.plot.sends_coins(Coins {
            hash: hash.clone(),
            person: self.id(),
            comment: comment.to_owned(),
            nano,
        });
        if is_late {
            // Whether the run is over or not: what is on the chain is shown some day.
            tokio::spawn(async move {
                tokio::time::sleep(INDEX_IS_BEHIND).await;
                if let Err(error) = ton.reveal(&hash) {
                    tracing::error!("a transfer is lost: {error:#}");
                }
            });
        }
        self.waits(1..3).await
    }

    /// Waits for the end of what was bought.
    pub async fn gets_portraits(&self, sets_before: usize) -> Result<(), GaveUp> {
        self.sees(|messages| ended_sets(messages) > sets_before)
            .await?;
        self.note("has the portraits, or the money back");
        Ok(())
    }
}

/// How many sets have come to their last message, or have been paid back.
pub fn ended_sets(messages: &[SeenMessage]) -> usize {
    let last_words = |message: &&SeenMessage| {
        message.kind == "refunded_payment"
            || message.from_bot && offers(std::slice::from_ref(*message), "As files")
    };
    messages.iter().filter(last_words).count()
}

/// Where the newest link to the bank leads.
fn link(messages: &[SeenMessage]) -> Option<String> {
    let live = messages
        .iter()
        .rev()
        .filter(|message| message.from_bot && !message.deleted);
    let mut buttons = live.flat_map(|message| message.keyboard.iter().flatten());
    buttons.find_map(|button| match &button.action {
        Action::Url { url } if button.text.contains("Pay ") => Some(url.clone()),
        _ => None,
    })
}

/// The amount in nano and the comment that a quote asks for.
fn quote(text: &str) -> Option<(u64, String)> {
    let (_, rest) = text.split_once("Send exactly ")?;
    let (coins, rest) = rest.split_once(" TON")?;
    let (_, rest) = rest.split_once("with the comment ")?;
    let comment = rest.split_whitespace().next()?.to_owned();
    let (whole, part) = coins.split_once('.').unwrap_or((coins, ""));
    let whole: u64 = whole.parse().ok()?;
    let part: u64 = format!("{part:0<9}").parse().ok()?;
    Some((whole * NANO + part, comment))
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn a_quote_is_read_to_the_nano() {
        let text = "Send exactly 4.219 TON\nto UQDK\nwith the comment PG-7K4M9QX2TD\n\nWithout";
        assert_eq!(
            quote(text),
            Some((4_219_000_000, "PG-7K4M9QX2TD".to_owned()))
        );
        assert_eq!(quote("Thank you! We have received 4.219 TON."), None);
    }
}
