//! Everything a fake of T-Bank remembers: payments, the merchant's balance, notifications that
//! wait, and what the bot did wrong.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, OnceLock},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{runtime::Handle, sync::watch};

use super::{
    notifications::{Attempt, Queued},
    options::Options,
    payment::{Payment, Status},
};
use crate::{faults::Faults, kept};

/// What the bot can ask of T-Bank; faults are ordered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    Init,
    GetState,
    CheckOrder,
    Cancel,
}

/// The state behind all handles and request handlers of one fake.
#[derive(Debug)]
pub(super) struct Bank {
    pub options: Options,
    pub faults: Faults<Method>,
    pub http: reqwest::Client,
    pub runtime: Handle,
    /// Known once the server listens.
    pub url: OnceLock<String>,
    pub changes: watch::Sender<u64>,
    ledger: Mutex<Ledger>,
}

impl Bank {
    pub fn new(options: Options, http: reqwest::Client) -> anyhow::Result<Self> {
        let kept = match &options.state_file {
            Some(file) => kept::load(file)?,
            None => None,
        };
        let ledger = kept.unwrap_or_else(|| Ledger {
            balance: options.balance,
            ..Ledger::default()
        });
        Ok(Self {
            options,
            faults: Faults::default(),
            http,
            runtime: Handle::current(),
            url: OnceLock::new(),
            changes: watch::Sender::new(0),
            ledger: Mutex::new(ledger),
        })
    }

    /// Reads the ledger without telling subscribers. Deadlines pass whether anybody looks or
    /// not, so whoever looks sees them passed.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        let mut ledger = self
            .ledger
            .lock()
            .expect("no thread panics while it holds the ledger");
        ledger.expire(self.now());
        ledger
    }

    /// Changes the ledger, keeps it and tells subscribers.
    pub fn update<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let mut ledger = self.ledger();
        let outcome = change(&mut ledger);
        if let Some(file) = &self.options.state_file {
            kept::keep(file, &*ledger);
        }
        drop(ledger);
        self.changes.send_modify(|changes| *changes += 1);
        outcome
    }

    pub fn problem(&self, problem: String) {
        tracing::warn!(problem, "the bot used T-Bank wrongly");
        self.update(|ledger| ledger.problems.push(problem));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.options.clock.now()
    }

    /// The base of all addresses, without `/v2`.
    pub fn url(&self) -> &str {
        self.url
            .get()
            .expect("the server listens before anyone can ask for its URL")
    }
}

/// What a later run has to know is kept; what tests look at is not.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ledger {
    pub payments: Vec<Payment>,
    /// Kopecks.
    pub balance: i64,
    #[serde(skip)]
    pub calls: Vec<(Method, Value)>,
    #[serde(skip)]
    pub problems: Vec<String>,
    pub queue: VecDeque<Queued>,
    #[serde(skip)]
    pub attempts: Vec<Attempt>,
    /// A field that notifications carry although no documentation knows it.
    #[serde(skip)]
    pub extra_field: Option<(String, Value)>,
}

impl Ledger {
    pub fn find(&mut self, payment_id: u64) -> Option<&mut Payment> {
        self.payments
            .iter_mut()
            .find(|payment| payment.payment_id == payment_id)
    }

    pub fn find_order(&self, order_id: &str) -> Option<&Payment> {
        self.payments
            .iter()
            .find(|payment| payment.order_id == order_id)
    }

    /// A payer who is with his bank already may still finish; everybody else is too late.
    fn expire(&mut self, now: DateTime<Utc>) {
        for payment in &mut self.payments {
            let waits = matches!(payment.status, Status::New | Status::FormShowed);
            if waits && payment.due_at <= now {
                payment.status = Status::DeadlineExpired;
            }
        }
    }
}
