//! Somebody who goes through the chat up to an open invoice.

use anyhow::Result;
use bytes::Bytes;

use super::until;
use crate::{
    selfies,
    telegram::{NewPerson, Person, SeenMessage, Telegram},
};

/// As many photos as an avatar needs.
const SELFIES: u32 = 4;

/// What is left of a photo that Telegram's apps send.
const WIDTH: u32 = 960;
const HEIGHT: u32 = 1280;

#[derive(Clone)]
pub struct Customer {
    pub person: Person,
}

impl Customer {
    pub fn enters(telegram: &Telegram, id: i64) -> Self {
        let person = telegram.person(NewPerson {
            id,
            first_name: "Anna".to_owned(),
            username: None,
            language_code: Some("en".to_owned()),
        });
        Self { person }
    }

    /// Comes to where photos are expected.
    pub async fn begins_an_avatar(&self) -> Result<()> {
        self.person.sends("/new");
        self.taps("I agree").await?;
        self.taps("Just call it Anna").await?;
        self.sees("the panel for photos", |message| {
            message.text.contains("0 of 4")
        })
        .await
    }

    /// Makes an avatar and chooses a standard set.
    pub async fn comes_to_pay(&self, selfies: Vec<Bytes>) -> Result<()> {
        self.begins_an_avatar().await?;
        self.person.sends_album(selfies);
        self.taps("Done").await?;
        self.sees("the ready avatar", |message| {
            message.labels().iter().any(|label| label.contains("style"))
        })
        .await?;
        self.person.sends("/portraits");
        self.taps("Lifestyle").await?;
        self.taps("Standard").await?;
        self.sees("an invoice", |message| message.invoice.is_some())
            .await
    }

    /// Portraits that have arrived.
    pub fn portraits(&self) -> usize {
        let messages = self.person.messages();
        let is_portrait = |message: &&SeenMessage| message.from_bot && message.media.is_some();
        messages.iter().filter(is_portrait).count()
    }

    async fn taps(&self, label: &str) -> Result<()> {
        until(label, || self.person.taps(label).ok()).await
    }

    async fn sees(&self, what: &str, is_it: impl Fn(&SeenMessage) -> bool) -> Result<()> {
        until(what, || {
            let messages = self.person.messages();
            messages.iter().any(&is_it).then_some(())
        })
        .await
    }
}

/// Photos that the bot takes and tells apart.
pub fn photos() -> Vec<Bytes> {
    (0..SELFIES).map(selfie).collect()
}

fn selfie(number: u32) -> Bytes {
    selfies::jpeg(&selfies::photo(number, WIDTH, HEIGHT, 1)).into()
}
