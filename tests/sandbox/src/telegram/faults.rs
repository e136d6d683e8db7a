//! Failures on demand: a test says which of the bot's calls goes wrong, and how. They are asked
//! for, so they never count as problems.

use std::{sync::Arc, time::Duration};

use serde_json::Value;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Telegram refuses; nothing happens.
    Error {
        code: u16,
        description: String,
        retry_after: Option<u64>,
    },
    /// A proxy in between answers 502 with a page of HTML; nothing happens.
    Gateway502,
    /// The connection breaks before anything happens.
    ResetBeforeEffect,
    /// The call takes effect, then the connection breaks.
    ResetAfterEffect,
    /// No answer ever comes; nothing happens.
    Silence,
    /// The call takes effect after a while.
    Delay(Duration),
}

impl Fault {
    /// Telegram's refusal of a bot that sends too fast.
    pub fn too_many_requests(retry_after: u64) -> Self {
        Self::Error {
            code: 429,
            description: format!("Too Many Requests: retry after {retry_after}"),
            retry_after: Some(retry_after),
        }
    }

    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Error { .. } => "error",
            Self::Gateway502 => "gateway 502",
            Self::ResetBeforeEffect => "reset before effect",
            Self::ResetAfterEffect => "reset after effect",
            Self::Silence => "silence",
            Self::Delay(_) => "delay",
        }
    }
}

type Predicate = Arc<dyn Fn(&str, &Value) -> Option<Fault> + Send + Sync>;

/// The faults that wait for their call.
#[derive(Clone, Default)]
pub(super) struct Faults {
    planned: Vec<(String, Fault)>,
    predicate: Option<Predicate>,
}

impl Faults {
    pub fn plan(&mut self, method: &str, fault: Fault) {
        self.planned.push((method.to_owned(), fault));
    }

    pub fn set_predicate(&mut self, predicate: Option<Predicate>) {
        self.predicate = predicate;
    }

    /// The fault for this call; a planned one is used up by it.
    pub fn take(&mut self, method: &str, params: &Value) -> Option<Fault> {
        let planned = self
            .planned
            .iter()
            .position(|(planned, _)| planned.eq_ignore_ascii_case(method));
        match planned {
            Some(index) => Some(self.planned.remove(index).1),
            None => self.predicate.as_ref()?(method, params),
        }
    }
}
