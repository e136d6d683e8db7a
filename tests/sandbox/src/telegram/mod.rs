//! A stateful and strict fake of Telegram's Bot API on a real socket. The bot under test talks to
//! it as to Telegram; tests and the demo's page act as the people and see what people see.
//! Strict means: what Telegram would refuse is refused with Telegram's words and noted as a problem.

mod options;
mod seen;

mod crowd;
mod group;
mod people;
mod pointing;
mod pressing;
mod standing;

mod request;
mod server;
mod webhook;

mod methods;

mod callbacks;
mod files;
mod html;
mod icons;
mod keyboard;
mod message;
mod payments;
mod photo;
mod settings;
mod state;
mod text;
mod transcript;
mod updates;
mod wire;

mod faults;
mod limits;
mod record;

mod folder;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::server::{Server, bind};

pub use self::{
    faults::Fault,
    group::Group,
    options::Options,
    payments::{PaymentAttempt, PaymentState, StarTransaction},
    people::{NewPerson, Other, Person},
    pointing::Tap,
    seen::*,
    standing::{GroupKind, Right},
};
use self::{
    folder::Keeper,
    state::{State, User},
};

/// The running fake; clones are handles to the same one.
#[derive(Clone)]
pub struct Telegram {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    keeper: Option<Mutex<Keeper>>,
    changes: watch::Sender<u64>,
    stop: CancellationToken,
    /// None once it is stopped. It serves a handle to this very fake, so only `stop` ends it.
    server: Mutex<Option<Server>>,
    url: String,
    token: String,
}

/// The only look at the real clock.
#[expect(
    clippy::disallowed_methods,
    reason = "the fake lives in real time, moved by what a test adds"
)]
fn wall_clock() -> DateTime<Utc> {
    Utc::now()
}

impl Telegram {
    /// Starts the fake on the current tokio runtime; it lives until `stop` or the runtime's end.
    ///
    /// # Errors
    /// When the port is taken or the state folder cannot be read.
    pub fn start(options: Options) -> anyhow::Result<Self> {
        let listener = bind(options.port)?;
        let address = listener.local_addr().context("cannot tell the port")?;
        let state = first_state(&options)?;
        let keeper = options
            .state_dir
            .map(|folder| Mutex::new(Keeper::new(folder, &state)));
        let shared = Shared {
            state: Mutex::new(state),
            keeper,
            changes: watch::Sender::new(0),
            stop: CancellationToken::new(),
            server: Mutex::new(None),
            url: format!("http://{address}"),
            token: options.token,
        };
        let telegram = Self {
            shared: Arc::new(shared),
        };
        let server = Server::start_on(listener, server::router(telegram.clone()))?;
        *lock(&telegram.shared.server) = Some(server);
        tokio::spawn(webhook::deliver(telegram.clone()));
        if telegram.shared.keeper.is_some() {
            tokio::spawn(folder::keep(telegram.clone()));
        }
        Ok(telegram)
    }

    /// Where the fake listens: the base URL for methods and files.
    pub fn url(&self) -> String {
        self.shared.url.clone()
    }

    /// The bot's token.
    pub fn token(&self) -> String {
        self.shared.token.clone()
    }

    /// The bot's name without the @.
    pub fn bot_username(&self) -> String {
        self.read(|state| state.bot.username.clone().unwrap_or_default())
    }

    /// Closes the listener and all connections, and saves the state where there is a folder for it.
    ///
    /// # Errors
    /// When the state cannot be saved.
    pub fn stop(&self) -> anyhow::Result<()> {
        self.shared.stop.cancel();
        lock(&self.shared.server).take();
        self.save()
    }

    /// Makes a person known to the fake, or finds the one that has this id already.
    pub fn person(&self, new: NewPerson) -> Person {
        Person::new(self.clone(), new)
    }

    /// Takes all waiting updates out of the fake, as raw JSON, for a test that delivers them itself.
    pub fn take_updates(&self) -> Vec<String> {
        self.quietly(|state| {
            let now = state.now();
            state.updates.take_all(now)
        })
    }

    /// All updates that ever were, as raw JSON, to deliver some of them again.
    pub fn update_history(&self) -> Vec<String> {
        self.read(|state| state.updates.history())
    }

    /// Queues an update as it stands, forged or doubled; without an `update_id` it gets the next.
    pub fn push_update(&self, update: Value) {
        self.change(|state| {
            let now = state.now();
            state.updates.push_raw(update, now);
        });
    }

    /// Queues an update that was there before once more, with the same id.
    pub fn repeat_update(&self, update_id: i64) {
        self.change(|state| {
            let now = state.now();
            state.updates.repeat(update_id, now);
        });
    }

    /// Holds updates back until `release_updates`.
    pub fn hold_updates(&self) {
        self.change(|state| state.updates.is_held = true);
    }

    /// Lets the updates go that were held back.
    pub fn release_updates(&self) {
        self.change(|state| state.updates.is_held = false);
    }

    /// Lets the next call of a method go wrong; several faults of one method queue up.
    pub fn fail_next(&self, method: &str, fault: Fault) {
        self.change(|state| state.record.faults.plan(method, fault));
    }

    /// Lets every call go wrong for which the predicate, given method and parameters, names a fault.
    pub fn fail_when(
        &self,
        predicate: impl Fn(&str, &Value) -> Option<Fault> + Send + Sync + 'static,
    ) {
        self.change(|state| state.record.faults.set_predicate(Some(Arc::new(predicate))));
    }

    /// Ends what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        self.change(|state| state.record.faults = faults::Faults::default());
    }

    /// All messages of a chat, oldest first, deleted ones included and marked.
    pub fn messages(&self, chat: i64) -> Vec<SeenMessage> {
        self.read(|state| {
            let messages = state
                .chat(chat)
                .into_iter()
                .flat_map(|chat| chat.messages.values());
            messages.map(|message| state.seen(message)).collect()
        })
    }

    /// All chats.
    pub fn chats(&self) -> Vec<SeenChat> {
        self.read(State::seen_chats)
    }

    /// All people.
    pub fn people(&self) -> Vec<SeenPerson> {
        self.read(State::seen_people)
    }

    /// The content of a file.
    pub fn file(&self, file_id: &str) -> Option<Bytes> {
        self.read(|state| state.files.content(file_id))
    }

    /// The requests that the bot made; of very many, the latest.
    pub fn calls(&self) -> Vec<Call> {
        self.read(|state| state.record.calls())
    }

    /// The requests of one method.
    pub fn calls_of(&self, method: &str) -> Vec<Call> {
        self.calls()
            .into_iter()
            .filter(|call| call.method == method)
            .collect()
    }

    /// What the bot did that Telegram would not accept. An honest test ends with none.
    pub fn problems(&self) -> Vec<String> {
        self.read(|state| state.record.problems.clone())
    }

    /// Taps that the bot has not answered, as "Anna taps \[Buy\]".
    pub fn unanswered_taps(&self) -> Vec<String> {
        self.read(State::unanswered_taps)
    }

    /// The answers to taps in a chat, oldest first; an answer without a text is not shown and not
    /// listed.
    pub fn alerts(&self, chat: i64) -> Vec<Alert> {
        self.read(|state| state.alerts(chat))
    }

    /// How often the bot sent faster than Telegram allows; counted only with flood limits on.
    pub fn flood_violations(&self) -> usize {
        self.read(|state| state.record.limits.violations)
    }

    /// Everything that happened in a chat since the last call, readable, without ids and times.
    pub fn transcript(&self, chat: i64) -> String {
        self.quietly(|state| state.read_log(chat))
    }

    /// What happened in one topic of a group since it was last told of, without the topic's name
    /// in every line.
    pub fn transcript_of_topic(&self, group: i64, topic: i64) -> String {
        self.quietly(|state| state.read_topic(group, topic))
    }

    /// A counter that moves with every change, to wait for one without sleeping.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.shared.changes.subscribe()
    }

    /// Moves the fake's clock: message dates, deadlines of queries, the age of updates.
    pub fn advance(&self, by: Duration) {
        self.change(|state| state.set_now(state.now() + by));
    }

    /// Sets the fake's clock; it goes on from there.
    pub fn set_time(&self, now: DateTime<Utc>) {
        self.change(|state| state.set_now(now));
    }

    /// Payments and refunds in the order in which they happened.
    pub fn star_transactions(&self) -> Vec<StarTransaction> {
        self.read(|state| state.payments.transactions.clone())
    }

    /// Gives a payment back as its bot's owner can elsewhere; the bot is told by an update.
    ///
    /// # Errors
    /// When there is no such payment, or it is refunded.
    pub fn refund_elsewhere(&self, user_id: i64, charge_id: &str) -> anyhow::Result<()> {
        self.change(|state| state.refund(user_id, charge_id))
            .map_err(|refusal| anyhow::anyhow!("{refusal:?}"))
    }

    /// Adds a line to the Stars account that no payment in a chat makes.
    pub fn add_star_line(&self, line: Value) {
        self.change(|state| state.add_foreign_line(line));
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = lock(&self.shared.state);
        state.end_overdue_payments();
        state
    }

    /// Takes Stars of a person without asking the bot first, for the invoice with this payload;
    /// the bot hears of it. Returns the charge's id.
    pub fn charges(&self, payer: i64, payload: &str, stars: i64) -> String {
        self.change(|state| state.charge(payer, payload, stars))
    }

    /// Gives a charge back without the bot's doing, as Telegram's support can; the bot hears of it.
    ///
    /// # Errors
    /// When there is no such charge, or it was given back.
    pub fn refunds_elsewhere(&self, payer: i64, charge_id: &str) -> anyhow::Result<()> {
        self.change(|state| state.refund(payer, charge_id))
            .map_err(|refusal| anyhow::anyhow!("{refusal:?}"))
    }

    /// Looks at the state.
    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.lock())
    }

    /// Changes the state in a way that nobody waits for.
    fn quietly<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.lock())
    }

    /// Changes the state and wakes everybody who waits for a change.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.lock());
        self.shared.changes.send_modify(|count| *count += 1);
        result
    }

    fn save(&self) -> anyhow::Result<()> {
        match &self.shared.keeper {
            Some(keeper) => lock(keeper).save(self),
            None => Ok(()),
        }
    }
}

/// A lock that outlives a test's panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The state that a run before left, or a new one.
fn first_state(options: &Options) -> anyhow::Result<State> {
    let id = options
        .token
        .split(':')
        .next()
        .and_then(|id| id.parse().ok());
    let bot = User {
        id: id.context("a bot's token begins with its numeric id")?,
        is_bot: true,
        first_name: options.bot_name.clone(),
        username: Some(options.bot_username.clone()),
        language_code: None,
    };
    let kept = match &options.state_dir {
        Some(folder) => folder::load(folder)?,
        None => None,
    };
    let is_new = kept.is_none();
    let mut state = kept.unwrap_or_else(|| State::new(bot.clone()));
    state.bot = bot;
    if is_new {
        state.updates.allowed = options.allowed_updates.clone();
    }
    state.record.limits.is_on = options.flood_limits;
    Ok(state)
}
