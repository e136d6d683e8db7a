//! Everything a fake of TON remembers: the wallet's history, the price, and what the bot did.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
};

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use super::{
    address::hash_from_hex,
    options::Options,
    query::Query,
    rates::Rates,
    transaction::{Cause, Hash, Transaction},
    transfer::Finality,
};
use crate::{faults::Faults, kept};

/// When the network began, in seconds since 1970.
const GENESIS_SECS: i64 = 1_573_822_385;
/// Brings logical times of today near those of the real chain, so that a fake which starts anew
/// goes on above what an earlier one gave out.
const LT_PER_SECOND: u64 = 300_000;
/// Logical time between two blocks.
const LT_PER_BLOCK: u64 = 1_000_000;

/// What the bot can ask; faults are ordered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Transactions,
    Rates,
}

/// A request that arrived, whatever became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub method: Method,
    /// What followed the question mark.
    pub query: String,
    pub at: DateTime<Utc>,
}

impl Call {
    /// A parameter of the request, decoded.
    pub fn parameter(&self, name: &str) -> Option<String> {
        form_urlencoded::parse(self.query.as_bytes())
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.into_owned())
    }
}

/// The state behind all handles and request handlers of one fake.
#[derive(Debug)]
pub(super) struct Network {
    pub options: Options,
    pub faults: Faults<Method>,
    ledger: Mutex<Ledger>,
}

impl Network {
    pub fn new(options: Options) -> anyhow::Result<Self> {
        let kept = match &options.state_file {
            Some(file) => kept::load(file)?,
            None => None,
        };
        Ok(Self {
            options,
            faults: Faults::default(),
            ledger: Mutex::new(kept.unwrap_or_default()),
        })
    }

    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger
            .lock()
            .expect("no thread panics while it holds the ledger")
    }

    /// Puts a transaction at the end of the wallet's history.
    pub fn append(&self, cause: Cause) -> Hash {
        let now = self.options.clock.now();
        let mut ledger = self.ledger();
        let hash = ledger.append(cause, now);
        if let Some(file) = &self.options.state_file {
            kept::keep(file, &*ledger);
        }
        hash
    }

    pub fn problem(&self, problem: String) {
        tracing::warn!(problem, "the bot used TON wrongly");
        self.ledger().problems.push(problem);
    }
}

/// The history is kept for a later run; what tests look at or order is not.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    /// In the order of logical time.
    history: Vec<Transaction>,
    #[serde(skip)]
    pub rates: Rates,
    #[serde(skip)]
    pub calls: Vec<Call>,
    #[serde(skip)]
    pub problems: Vec<String>,
    /// Whether the next page starts with the end of the page before.
    #[serde(skip)]
    pub repeats_next_page: bool,
    #[serde(skip)]
    last_shown: Option<Hash>,
    /// Recent requests that the limit let through.
    #[serde(skip)]
    admitted: VecDeque<DateTime<Utc>>,
}

impl Ledger {
    pub fn append(&mut self, cause: Cause, now: DateTime<Utc>) -> Hash {
        let hash = rand::random();
        let (previous_lt, previous_hash) = self
            .history
            .last()
            .map_or((0, [0; 32]), |last| (last.lt, last.hash));
        let (emulated, finality, hidden) = match &cause {
            Cause::Received(transfer) => (transfer.emulated, transfer.finality, transfer.hidden),
            Cause::Sent { .. } => (false, Finality::Finalized, false),
        };
        self.history.push(Transaction {
            hash,
            lt: next_lt(previous_lt, now),
            now: now.timestamp(),
            previous_lt,
            previous_hash,
            cause,
            emulated,
            finality,
            hidden,
        });
        hash
    }

    /// What came and stayed, in nano.
    pub fn received(&self) -> u64 {
        let amounts = self
            .history
            .iter()
            .map(|transaction| match &transaction.cause {
                Cause::Received(transfer) if !transfer.bounced_back => transfer.nano,
                _ => 0,
            });
        amounts.sum()
    }

    /// The transaction with this hash in hex.
    pub fn transaction(&mut self, hash: &str) -> anyhow::Result<&mut Transaction> {
        hash_from_hex(hash)
            .and_then(|hash| {
                self.history
                    .iter_mut()
                    .find(|transaction| transaction.hash == hash)
            })
            .with_context(|| format!("the wallet has no transaction {hash:?}"))
    }

    /// What the index answers now.
    pub fn page(&mut self, query: &Query) -> Vec<Transaction> {
        let shown = |transaction: &&Transaction| !transaction.hidden && query.matches(transaction);
        let (offset, limit) = (query.offset, query.limit());
        let matching = self.history.iter().filter(shown);
        let mut page: Vec<Transaction> = if query.oldest_first {
            matching.skip(offset).take(limit).cloned().collect()
        } else {
            matching.rev().skip(offset).take(limit).cloned().collect()
        };
        if let Some(last) = self.last_shown.filter(|_| self.repeats_next_page) {
            let repeated = self.history.iter().find(|again| again.hash == last);
            page.splice(0..0, repeated.cloned());
            page.truncate(limit);
            self.repeats_next_page = false;
        }
        self.last_shown = page.last().map_or(self.last_shown, |last| Some(last.hash));
        page
    }

    /// Counts a request without a key, unless there were too many of late.
    pub fn admit(&mut self, options: &Options) -> bool {
        let Some(rate) = options.rate else {
            return true;
        };
        let now = options.clock.now();
        let window = chrono::Duration::from_std(rate.window).expect("a window of some seconds");
        self.admitted.retain(|moment| now - *moment < window);
        let admitted = self.admitted.len() < rate.limit;
        if admitted {
            self.admitted.push_back(now);
        }
        admitted
    }
}

/// A logical time in a later block than the previous one, and not behind the clock.
fn next_lt(previous: u64, now: DateTime<Utc>) -> u64 {
    let age_secs = u64::try_from(now.timestamp() - GENESIS_SECS).unwrap_or_default();
    let blocks = previous / LT_PER_BLOCK + 1 + rand::random_range(1..=3);
    let by_clock = age_secs * LT_PER_SECOND / LT_PER_BLOCK;
    blocks.max(by_clock) * LT_PER_BLOCK + rand::random_range(1..=9)
}
