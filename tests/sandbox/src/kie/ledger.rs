//! Everything a fake of Kie.ai remembers: the account, the tasks, and what the bot did wrong.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, MutexGuard, OnceLock},
};

use chrono::{DateTime, Utc};
use serde::Serialize;
use tokio::{runtime::Handle, sync::watch};

use super::{
    callbacks::{CallbackAttempt, CallbackPlan},
    options::{Options, PictureSize, Rate},
    references::Photos,
    task::Task,
};
use crate::faults::{Fault, Faults};

/// What the bot can ask of Kie; faults are ordered by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    CreateTask,
    RecordInfo,
    Credit,
    DownloadUrl,
    /// The download of a result.
    Result,
}

/// A createTask request that was read, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Creation {
    pub model: String,
    pub prompt: String,
    pub references: Vec<String>,
    pub callback_url: Option<String>,
    /// 200, or the code of the refusal.
    pub code: i32,
    pub task_id: Option<String>,
    pub at: DateTime<Utc>,
}

/// A recordInfo request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Poll {
    pub task_id: String,
    pub code: i32,
    pub at: DateTime<Utc>,
}

/// An error in Kie's format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub code: i32,
    pub message: String,
}

impl Refusal {
    pub fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// The state behind all handles and request handlers of one fake.
#[derive(Debug)]
pub(super) struct Account {
    pub options: Options,
    pub faults: Faults<Method>,
    pub http: reqwest::Client,
    pub photos: Photos,
    pub runtime: Handle,
    /// Known once the server listens.
    pub url: OnceLock<String>,
    pub changes: watch::Sender<u64>,
    ledger: Mutex<Ledger>,
}

impl Account {
    pub fn new(options: Options, http: reqwest::Client) -> Self {
        let ledger = Ledger {
            credits: options.credits,
            picture_size: options.picture_size,
            ..Ledger::default()
        };
        Self {
            options,
            faults: Faults::default(),
            http,
            photos: Photos::default(),
            runtime: Handle::current(),
            url: OnceLock::new(),
            changes: watch::Sender::new(0),
            ledger: Mutex::new(ledger),
        }
    }

    /// Reads the ledger without telling subscribers.
    pub fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger
            .lock()
            .expect("no thread panics while it holds the ledger")
    }

    /// Changes the ledger and tells subscribers.
    pub fn update<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        let outcome = change(&mut self.ledger());
        self.changes.send_modify(|changes| *changes += 1);
        outcome
    }

    pub fn problem(&self, problem: String) {
        tracing::warn!(problem, "the bot used Kie wrongly");
        self.update(|ledger| ledger.problems.push(problem));
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.options.clock.now()
    }

    pub fn url(&self) -> &str {
        self.url
            .get()
            .expect("the server listens before anyone can ask for its URL")
    }
}

#[derive(Debug, Default)]
pub(super) struct Ledger {
    pub tasks: Vec<Task>,
    pub credits: f64,
    pub maintenance: bool,
    /// What every request of a method suffers, until the outage is over.
    pub outage: HashMap<Method, Fault>,
    pub picture_size: PictureSize,
    pub callback_plan: CallbackPlan,
    pub dooms: Vec<Doom>,
    pub requests: HashMap<Method, usize>,
    pub creations: Vec<Creation>,
    pub polls: Vec<Poll>,
    pub callback_attempts: Vec<CallbackAttempt>,
    pub problems: Vec<String>,
    pub creation_window: Window,
    pub poll_window: Window,
}

impl Ledger {
    pub fn find_task(&mut self, id: &str) -> Option<&mut Task> {
        self.tasks.iter_mut().find(|task| task.id == id)
    }

    /// The code with which a task of this prompt has to fail, if a test wants it to.
    pub fn take_doom(&mut self, prompt: &str) -> Option<String> {
        let doom = self
            .dooms
            .iter_mut()
            .find(|doom| doom.times_left > 0 && prompt.contains(&doom.text))?;
        doom.times_left -= 1;
        Some(doom.fail_code.clone())
    }
}

/// An order to fail the next tasks whose prompt contains a text.
#[derive(Debug)]
pub(super) struct Doom {
    pub text: String,
    pub times_left: usize,
    pub fail_code: String,
}

/// The moments of recent requests, for a limit over a sliding window.
#[derive(Debug, Default)]
pub(super) struct Window(VecDeque<DateTime<Utc>>);

impl Window {
    /// Counts a request, unless the window is full.
    pub fn admit(&mut self, rate: Option<Rate>, now: DateTime<Utc>) -> bool {
        let Some(rate) = rate else { return true };
        let window = chrono::Duration::from_std(rate.window).expect("a window of some seconds");
        while self.0.front().is_some_and(|moment| now - *moment >= window) {
            self.0.pop_front();
        }
        let admitted = self.0.len() < rate.limit;
        if admitted {
            self.0.push_back(now);
        }
        admitted
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_window_slides() {
        let rate = Some(Rate {
            limit: 2,
            window: Duration::from_secs(10),
        });
        let at = |secs| DateTime::from_timestamp(secs, 0).expect("a moment");
        let mut window = Window::default();
        let admitted = [0, 5, 9, 10, 12, 15].map(|secs| window.admit(rate, at(secs)));
        assert_eq!(admitted, [true, true, false, true, false, true]);
    }
}
