//! What each person wants from the bot, drawn by their own dice.

use std::sync::Arc;

use rand::Rng;

use super::{
    person::{GaveUp, Guest, newest, offers, says},
    plot::{Line, Plot, Side},
    shopping::ended_sets,
};
use crate::{selfies, telegram::SeenMessage};

/// Comes, does what one does, and goes at the end of the run at the latest.
pub async fn live(plot: Arc<Plot>, seed: u64, id: i64) {
    let mut guest = Guest::enters(&plot, seed, id);
    match guest.lives().await {
        Ok(()) => guest.note("has done all that there was to do"),
        Err(GaveUp) => guest.note("the run is over"),
    }
}

impl Guest {
    async fn lives(&mut self) -> Result<(), GaveUp> {
        self.comes().await?;
        if self.chance(85) {
            self.makes_an_avatar().await?;
            if self.chance(15) {
                self.blocks_for_a_while().await?;
            }
            self.buys_and_waits().await?;
            if self.chance(30) {
                self.has_one_made_again().await?;
            }
        }
        if self.chance(25) {
            self.writes_to_support().await?;
        }
        if self.chance(40) {
            self.invites().await?;
        }
        if self.chance(20) {
            self.buys_and_waits().await?;
        }
        if self.chance(6) {
            self.leaves_for_good().await?;
        }
        Ok(())
    }

    /// Some come by somebody's link.
    async fn comes(&mut self) -> Result<(), GaveUp> {
        let codes = self.plot.codes();
        let start = if !codes.is_empty() && self.chance(50) {
            let (code, owner) = &codes[self.random.random_range(0..codes.len())];
            self.plot.is_brought(self.id(), *owner);
            format!("/start {code}")
        } else {
            "/start".to_owned()
        };
        self.asks(&start, |message| message.from_bot).await
    }

    async fn buys_and_waits(&mut self) -> Result<(), GaveUp> {
        let before = ended_sets(&self.person.messages());
        if !self.buys().await? {
            return Ok(());
        }
        if self.chance(10) {
            self.blocks_for_a_while().await?;
        }
        self.gets_portraits(before).await
    }

    /// Whoever blocks the bot comes back: what is sent meanwhile must come then.
    async fn blocks_for_a_while(&mut self) -> Result<(), GaveUp> {
        self.note("blocks the bot");
        self.person.blocks_bot();
        let waited = self.waits(3..15).await;
        self.person.unblocks_bot();
        self.note("lets the bot write again");
        waited?;
        self.asks("/start", |message| message.from_bot).await
    }

    async fn has_one_made_again(&mut self) -> Result<(), GaveUp> {
        let messages = self.person.messages();
        let portrait = messages
            .iter()
            .find(|message| message.from_bot && message.album.is_some() && !message.deleted);
        let Some(portrait) = portrait else {
            return Ok(());
        };
        let before = newest(&messages);
        self.note("puts a thumb down on a portrait");
        let portrait = portrait.id;
        let asked = self.does(
            "reacts 👎",
            |person| {
                person
                    .reacts(portrait, "")
                    .and_then(|()| person.reacts(portrait, "👎"))
                    .is_ok()
            },
            |messages| offers(messages, "Not me"),
        );
        asked.await?;
        let is_taken =
            |messages: &[SeenMessage]| !offers(messages, "Not me") || again(messages, before);
        self.taps("Not me", is_taken).await?;
        self.sees(|messages| again(messages, before)).await?;
        self.note("has the portrait that was made again");
        Ok(())
    }

    async fn writes_to_support(&mut self) -> Result<(), GaveUp> {
        self.asks("/support", |message| {
            offers(std::slice::from_ref(message), "My portraits")
        })
        .await?;
        self.taps("My portraits", |messages| offers(messages, "write to us"))
            .await?;
        self.taps("write to us", |messages| says(messages, "We are listening"))
            .await?;
        self.says_in_ticket(0);
        self.sees(|messages| says(messages, "✅ TKT-")).await?;
        self.note("has a ticket");
        for number in 1..self.random.random_range(2..5) {
            self.waits(2..25).await?;
            self.says_in_ticket(number);
        }
        Ok(())
    }

    /// Words, or now and then a photo with words below.
    fn says_in_ticket(&mut self, number: usize) {
        let line = Line {
            person: self.id(),
            side: Side::Person,
            number,
        };
        self.plot.says(line);
        self.note(format!("says “{}”", line.words()));
        if self.chance(25) {
            let photo = selfies::selfie(self.random.random_range(0..1000));
            self.person.sends_photo_with_caption(photo, &line.words());
        } else {
            self.person.sends(line.words());
        }
    }

    async fn invites(&mut self) -> Result<(), GaveUp> {
        self.asks("/ref", |message| code(&message.text).is_some())
            .await?;
        let messages = self.person.messages();
        if let Some(code) = messages
            .iter()
            .rev()
            .find_map(|message| code(&message.text))
        {
            self.note(format!("invites people by {code}"));
            self.plot.has_code(self.id(), &code);
        }
        Ok(())
    }

    async fn leaves_for_good(&mut self) -> Result<(), GaveUp> {
        self.asks("/privacy", |message| {
            offers(std::slice::from_ref(message), "Erase everything")
        })
        .await?;
        self.taps("Erase everything", |messages| {
            offers(messages, "Yes, erase")
        })
        .await?;
        self.plot.is_erased(self.id());
        self.note("wants to be forgotten");
        self.taps("Yes, erase", |messages| !offers(messages, "Yes, erase"))
            .await
    }
}

/// Whether a portrait that was made again has come since.
fn again(messages: &[SeenMessage], before: i64) -> bool {
    let mut fresh = messages.iter().filter(|message| message.id > before);
    fresh.any(|message| message.from_bot && message.kind == "photo" && message.reply_to.is_some())
}

/// The code in somebody's link.
fn code(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("?start=")?;
    let end = rest
        .find(|character: char| !character.is_ascii_alphanumeric() && character != '_')
        .unwrap_or(rest.len());
    Some(rest[..end].to_owned())
}
