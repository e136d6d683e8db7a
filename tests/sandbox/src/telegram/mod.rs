//! A stateful and strict fake of Telegram's Bot API on a real socket. The bot under test talks to
//! it as to Telegram; tests and the demo's page act as the people and see what people see.
//! Strict means: what Telegram would refuse is refused with Telegram's words and noted as a problem.

mod faults;
mod group;
mod html;
mod payments;
mod people;
mod seen;

use std::{path::PathBuf, time::Duration};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::sync::watch;

pub use self::{
    faults::Fault,
    group::Group,
    payments::{PaymentAttempt, PaymentState, StarTransaction},
    people::{NewPerson, Other, Person},
    seen::*,
};

/// How the fake starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    pub token: String,
    pub bot_name: String,
    pub bot_username: String,
    /// Answers 429 to a bot that sends too fast, as Telegram does.
    pub flood_limits: bool,
    /// Where the state is kept between runs; none forgets it.
    pub state_dir: Option<PathBuf>,
    /// What kinds of updates there are until the bot itself says so by `getUpdates` or
    /// `setWebhook`; none is Telegram's own default, which lacks reactions.
    pub allowed_updates: Option<Vec<String>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            token: "7000000001:AAFakeTokenForTestsAndTheDemoOnly00".to_owned(),
            bot_name: "PinGlass".to_owned(),
            bot_username: "pinglass_bot".to_owned(),
            flood_limits: false,
            state_dir: None,
            allowed_updates: None,
        }
    }
}

/// The running fake; clones are handles to the same one.
#[derive(Clone)]
pub struct Telegram;

impl Telegram {
    /// Starts the fake on the current tokio runtime; it lives until `stop` or the runtime's end.
    ///
    /// # Errors
    /// When the port is taken or the state folder cannot be read.
    pub fn start(_options: Options) -> anyhow::Result<Self> {
        unimplemented!()
    }

    /// Where the fake listens: the base URL for methods and files.
    pub fn url(&self) -> String {
        unimplemented!()
    }

    /// The bot's token.
    pub fn token(&self) -> String {
        unimplemented!()
    }

    /// The bot's name without the @.
    pub fn bot_username(&self) -> String {
        unimplemented!()
    }

    /// Closes the listener and all connections, and saves the state where there is a folder for it.
    pub fn stop(&self) {
        unimplemented!()
    }

    /// Makes a person known to the fake, or finds the one that has this id already.
    pub fn person(&self, _new: NewPerson) -> Person {
        unimplemented!()
    }

    /// A forum supergroup with these people and the bot, which is its administrator.
    pub fn staff_group(&self, _id: i64, _members: &[Person]) -> Group {
        unimplemented!()
    }

    /// Takes all waiting updates out of the fake, as raw JSON, for a test that delivers them itself.
    pub fn take_updates(&self) -> Vec<String> {
        unimplemented!()
    }

    /// All updates that ever were, as raw JSON, to deliver some of them again.
    pub fn update_history(&self) -> Vec<String> {
        unimplemented!()
    }

    /// Queues an update as it stands, forged or doubled; without an `update_id` it gets the next.
    pub fn push_update(&self, _update: Value) {
        unimplemented!()
    }

    /// Queues an update that was there before once more, with the same id.
    pub fn repeat_update(&self, _update_id: i64) {
        unimplemented!()
    }

    /// Holds updates back until `release_updates`.
    pub fn hold_updates(&self) {
        unimplemented!()
    }

    /// Lets the updates go that were held back.
    pub fn release_updates(&self) {
        unimplemented!()
    }

    /// Lets the next call of a method go wrong; several faults of one method queue up.
    pub fn fail_next(&self, _method: &str, _fault: Fault) {
        unimplemented!()
    }

    /// Lets every call go wrong for which the predicate, given method and parameters, names a fault.
    pub fn fail_when(
        &self,
        _predicate: impl Fn(&str, &Value) -> Option<Fault> + Send + Sync + 'static,
    ) {
        unimplemented!()
    }

    /// Ends what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        unimplemented!()
    }

    /// All messages of a chat, oldest first, deleted ones included and marked.
    pub fn messages(&self, _chat: i64) -> Vec<SeenMessage> {
        unimplemented!()
    }

    /// All chats.
    pub fn chats(&self) -> Vec<SeenChat> {
        unimplemented!()
    }

    /// All people.
    pub fn people(&self) -> Vec<SeenPerson> {
        unimplemented!()
    }

    /// The content of a file.
    pub fn file(&self, _file_id: &str) -> Option<Bytes> {
        unimplemented!()
    }

    /// All requests that the bot made.
    pub fn calls(&self) -> Vec<Call> {
        unimplemented!()
    }

    /// All requests of one method.
    pub fn calls_of(&self, _method: &str) -> Vec<Call> {
        unimplemented!()
    }

    /// What the bot did that Telegram would not accept. An honest test ends with none.
    pub fn problems(&self) -> Vec<String> {
        unimplemented!()
    }

    /// Taps that the bot has not answered, as "Anna taps [Buy]".
    pub fn unanswered_taps(&self) -> Vec<String> {
        unimplemented!()
    }

    /// The answers to taps in a chat, oldest first; an answer without a text is not shown and not listed.
    pub fn alerts(&self, _chat: i64) -> Vec<Alert> {
        unimplemented!()
    }

    /// How often the bot sent faster than Telegram allows; counted only with flood limits on.
    pub fn flood_violations(&self) -> usize {
        unimplemented!()
    }

    /// Everything that happened in a chat since the last call, readable, without ids and times.
    pub fn transcript(&self, _chat: i64) -> String {
        unimplemented!()
    }

    /// A counter that moves with every change, to wait for one without sleeping.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        unimplemented!()
    }

    /// Moves the fake's clock: message dates, deadlines of queries, the age of updates.
    pub fn advance(&self, _by: Duration) {
        unimplemented!()
    }

    /// Sets the fake's clock; it goes on from there.
    pub fn set_time(&self, _now: DateTime<Utc>) {
        unimplemented!()
    }

    /// Payments and refunds in the order in which they happened.
    pub fn star_transactions(&self) -> Vec<StarTransaction> {
        unimplemented!()
    }
}
