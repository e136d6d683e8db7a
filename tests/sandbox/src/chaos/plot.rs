//! What everybody in a run shares: what stands around, whether it goes on, and the chronicle of who
//! did and saw what, from which a failed count tells its story.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;

use super::{ground::Ground, loss::Loss};
use crate::clock::Clock;

/// Whose doing an entry of the chronicle is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    Person(i64),
    Staff,
    Misfortune,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub at: DateTime<Utc>,
    pub who: Who,
    pub what: String,
}

/// Something said in a ticket: each carries its number, so that it is known again on the other side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Whose ticket.
    pub person: i64,
    pub side: Side,
    pub number: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    Person,
    Staff,
}

/// What begins each numbered line. Nothing that the product itself says contains it.
const MARK: &str = "№¤ ";

impl Line {
    pub fn words(self) -> String {
        let side = match self.side {
            Side::Person => "person",
            Side::Staff => "staff",
        };
        format!("{MARK}{} {side} {}", self.person, self.number)
    }

    /// The line that a message shows, if it shows one.
    pub fn shown_in(text: &str) -> Option<Self> {
        let (_, rest) = text.split_once(MARK)?;
        let mut words = rest.split_whitespace();
        let person = words.next()?.parse().ok()?;
        let side = match words.next()? {
            "person" => Side::Person,
            "staff" => Side::Staff,
            _ => return None,
        };
        let number = words.next()?.parse().ok()?;
        Some(Self {
            person,
            side,
            number,
        })
    }
}

/// Coins that somebody sent for a quote.
#[derive(Clone, Debug)]
pub struct Coins {
    pub hash: String,
    pub person: i64,
    pub comment: String,
    pub nano: u64,
}

#[derive(Default)]
struct Memory {
    chronicle: Vec<Entry>,
    said: Vec<Line>,
    losses: Vec<Loss>,
    coins: Vec<Coins>,
    /// Who pays the bank's payments.
    payers: BTreeMap<u64, i64>,
    /// Codes by which people bring others, and whose they are.
    codes: Vec<(String, i64)>,
    brought: BTreeMap<i64, i64>,
    erased: BTreeSet<i64>,
    /// Who has come, and when.
    arrived: BTreeMap<i64, DateTime<Utc>>,
    /// How many misfortunes have befallen somebody.
    befallen: usize,
    blame: Vec<String>,
}

pub struct Plot {
    pub ground: Arc<Ground>,
    /// Cancelled when nobody begins anything new any more.
    pub over: CancellationToken,
    clock: Clock,
    memory: Mutex<Memory>,
}

impl Plot {
    pub fn new(ground: Arc<Ground>) -> Self {
        Self {
            ground,
            over: CancellationToken::new(),
            clock: Clock::default(),
            memory: Mutex::default(),
        }
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn note(&self, who: Who, what: impl Into<String>) {
        let entry = Entry {
            at: self.now(),
            who,
            what: what.into(),
        };
        self.memory().chronicle.push(entry);
    }

    /// Everything that this one did and saw, and all misfortunes, in order.
    pub fn story_of(&self, person: i64) -> Vec<Entry> {
        let wanted = [Who::Person(person), Who::Misfortune];
        let memory = self.memory();
        let entries = memory.chronicle.iter();
        entries
            .filter(|entry| wanted.contains(&entry.who))
            .cloned()
            .collect()
    }

    pub fn chronicle(&self) -> Vec<Entry> {
        self.memory().chronicle.clone()
    }

    pub fn arrives(&self, person: i64) {
        let now = self.now();
        self.memory().arrived.entry(person).or_insert(now);
    }

    pub fn arrived(&self) -> BTreeSet<i64> {
        self.memory().arrived.keys().copied().collect()
    }

    /// How many people had come by then.
    pub fn arrived_by(&self, moment: DateTime<Utc>) -> usize {
        let memory = self.memory();
        memory.arrived.values().filter(|at| **at <= moment).count()
    }

    pub fn befalls(&self) {
        self.memory().befallen += 1;
    }

    pub fn befallen(&self) -> usize {
        self.memory().befallen
    }

    /// Notes what a process itself did wrong.
    pub fn blames(&self, what: String) {
        self.note(Who::Misfortune, what.clone());
        self.memory().blame.push(what);
    }

    pub fn blame(&self) -> Vec<String> {
        self.memory().blame.clone()
    }

    pub fn says(&self, line: Line) {
        self.memory().said.push(line);
    }

    pub fn said(&self) -> Vec<Line> {
        self.memory().said.clone()
    }

    pub fn loses(&self, loss: Loss) {
        self.memory().losses.push(loss);
    }

    pub fn losses(&self) -> Vec<Loss> {
        self.memory().losses.clone()
    }

    pub fn sends_coins(&self, coins: Coins) {
        self.memory().coins.push(coins);
    }

    pub fn coins(&self) -> Vec<Coins> {
        self.memory().coins.clone()
    }

    pub fn pays_bank(&self, person: i64, payment_id: u64) {
        self.memory().payers.insert(payment_id, person);
    }

    pub fn payers(&self) -> BTreeMap<u64, i64> {
        self.memory().payers.clone()
    }

    pub fn has_code(&self, person: i64, code: &str) {
        self.memory().codes.push((code.to_owned(), person));
    }

    pub fn codes(&self) -> Vec<(String, i64)> {
        self.memory().codes.clone()
    }

    pub fn is_brought(&self, person: i64, owner: i64) {
        self.memory().brought.insert(person, owner);
    }

    pub fn brought(&self) -> BTreeMap<i64, i64> {
        self.memory().brought.clone()
    }

    pub fn is_erased(&self, person: i64) {
        self.memory().erased.insert(person);
    }

    pub fn erased(&self) -> BTreeSet<i64> {
        self.memory().erased.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
