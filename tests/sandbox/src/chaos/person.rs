//! Somebody in a chat, as patient and as clumsy as people are: whoever sees nothing happen does the
//! same again, and whoever has waited until the end of the run goes.

use std::{fmt, sync::Arc, time::Duration};

use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::time::{Instant, sleep};

use super::plot::{Plot, Who};
use crate::telegram::{NewPerson, Person, SeenMessage};

/// Whoever sees nothing for so long does it again.
const AGAIN_AFTER: Duration = Duration::from_secs(15);
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// The run was over before it happened.
#[derive(Debug)]
pub struct GaveUp;

impl fmt::Display for GaveUp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the run is over")
    }
}

impl std::error::Error for GaveUp {}

pub struct Guest {
    pub plot: Arc<Plot>,
    pub person: Person,
    pub random: StdRng,
}

/// First names that nothing else says, so that one in a log is found.
pub const NAME: &str = "Quillon";

impl Guest {
    pub fn enters(plot: &Arc<Plot>, seed: u64, id: i64) -> Self {
        plot.arrives(id);
        Self::of(plot, seed, known(plot, id))
    }

    /// Somebody who is there already.
    pub fn of(plot: &Arc<Plot>, seed: u64, person: Person) -> Self {
        let id = person.id();
        Self {
            plot: Arc::clone(plot),
            person,
            random: StdRng::seed_from_u64(
                seed.wrapping_mul(1_000_003).wrapping_add(id.unsigned_abs()),
            ),
        }
    }

    pub fn id(&self) -> i64 {
        self.person.id()
    }

    pub fn note(&self, what: impl Into<String>) {
        self.plot.note(Who::Person(self.id()), what);
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    /// Lets some time pass.
    pub async fn waits(&mut self, secs: std::ops::Range<u64>) -> Result<(), GaveUp> {
        let pause =
            Duration::from_millis(self.random.random_range(secs.start * 1000..secs.end * 1000));
        tokio::select! {
            () = sleep(pause) => Ok(()),
            () = self.plot.over.cancelled() => Err(GaveUp),
        }
    }

    /// Does something again and again until it has had its effect. `act` says whether it could be
    /// done: there is no button to tap before it is shown.
    pub async fn does(
        &self,
        what: &str,
        act: impl Fn(&Person) -> bool,
        is_seen: impl Fn(&[SeenMessage]) -> bool,
    ) -> Result<(), GaveUp> {
        loop {
            if act(&self.person) {
                self.note(what);
                if self.sees_within(AGAIN_AFTER, &is_seen).await? {
                    return Ok(());
                }
                self.note(format!("sees nothing of it: {what}"));
            } else if is_seen(&self.person.messages()) {
                return Ok(());
            } else {
                self.pauses().await?;
            }
        }
    }

    /// Sends a command until this is seen in a new message.
    pub async fn asks(
        &self,
        command: &str,
        is_it: impl Fn(&SeenMessage) -> bool,
    ) -> Result<(), GaveUp> {
        let before = newest(&self.person.messages());
        let is_seen = |messages: &[SeenMessage]| {
            let mut fresh = messages.iter().filter(|message| message.id > before);
            fresh.any(|message| message.from_bot && is_it(message))
        };
        let send = |person: &Person| {
            person.sends(command);
            true
        };
        self.does(command, send, is_seen).await
    }

    /// Taps the newest button with this label until something else is shown.
    pub async fn taps(
        &self,
        label: &str,
        is_seen: impl Fn(&[SeenMessage]) -> bool,
    ) -> Result<(), GaveUp> {
        let what = format!("taps [{label}]");
        self.does(&what, |person| person.taps(label).is_ok(), is_seen)
            .await
    }

    /// Waits for what comes by itself.
    pub async fn sees(&self, is_seen: impl Fn(&[SeenMessage]) -> bool) -> Result<(), GaveUp> {
        while !is_seen(&self.person.messages()) {
            self.pauses().await?;
        }
        Ok(())
    }

    /// Whether it comes in time.
    pub async fn sees_within(
        &self,
        patience: Duration,
        is_seen: impl Fn(&[SeenMessage]) -> bool,
    ) -> Result<bool, GaveUp> {
        let deadline = Instant::now() + patience;
        while Instant::now() < deadline {
            if is_seen(&self.person.messages()) {
                return Ok(true);
            }
            self.pauses().await?;
        }
        Ok(false)
    }

    async fn pauses(&self) -> Result<(), GaveUp> {
        tokio::select! {
            () = sleep(LOOK_EVERY) => Ok(()),
            () = self.plot.over.cancelled() => Err(GaveUp),
        }
    }
}

/// The person with this id.
pub fn known(plot: &Plot, id: i64) -> Person {
    plot.ground.telegram.person(NewPerson {
        id,
        first_name: format!("{NAME}{id}"),
        username: None,
        language_code: Some("en".to_owned()),
    })
}

pub fn newest(messages: &[SeenMessage]) -> i64 {
    messages.last().map_or(0, |message| message.id)
}

/// Whether a message that is still there offers this button.
pub fn offers(messages: &[SeenMessage], label: &str) -> bool {
    let mut live = messages
        .iter()
        .filter(|message| message.from_bot && !message.deleted);
    live.any(|message| message.labels().iter().any(|text| text.contains(label)))
}

/// Whether the bot says this anywhere.
pub fn says(messages: &[SeenMessage], words: &str) -> bool {
    let mut from_bot = messages.iter().filter(|message| message.from_bot);
    from_bot.any(|message| message.text.contains(words))
}
