//! What the fake notes about the bot: its calls, its mistakes, its speed. Not kept between runs.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{
    faults::Faults,
    limits::Limits,
    seen::{Call, Outcome},
};

/// Older calls are forgotten, so that a demo can run for weeks.
const MAX_CALLS: usize = 20_000;

#[derive(Default)]
pub struct Record {
    calls: VecDeque<Call>,
    forgotten: usize,
    pub problems: Vec<String>,
    pub faults: Faults,
    pub limits: Limits,
    /// At which host and port the bot made the call that is carried out just now.
    pub called_at: Option<String>,
}

impl Record {
    /// Notes the beginning of a call and returns its number.
    pub fn begin(&mut self, method: &str, params: Value, time: DateTime<Utc>) -> usize {
        if self.calls.len() == MAX_CALLS {
            self.calls.pop_front();
            self.forgotten += 1;
        }
        let method = method.to_owned();
        self.calls.push_back(Call {
            method,
            params,
            time,
            outcome: Outcome::Running,
        });
        self.forgotten + self.calls.len() - 1
    }

    pub fn end(&mut self, number: usize, outcome: Outcome) {
        let index = number.checked_sub(self.forgotten);
        if let Some(call) = index.and_then(|index| self.calls.get_mut(index)) {
            call.outcome = outcome;
        }
    }

    pub fn calls(&self) -> Vec<Call> {
        self.calls.iter().cloned().collect()
    }
}
