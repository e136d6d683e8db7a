//! The clock of a ticket: when a first response, the next response and a resolution
//! are due. It is computed from the ticket's events alone, so that whatever else
//! happens, a reminder above all, can't move it.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    events::{Event, Recorded},
    ticket::Priority,
};

/// How long things may take at one priority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    pub first_response: TimeDelta,
    pub next_response: TimeDelta,
    pub resolution: TimeDelta,
    /// Without a response for this long, the ticket is escalated.
    pub escalation: TimeDelta,
}

/// What the clock goes by.
#[derive(Clone, Debug)]
pub struct Rules {
    targets: BTreeMap<Priority, Targets>,
}

/// What is due, as far as anything is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    pub first_response_due_at: Option<DateTime<Utc>>,
    pub next_response_due_at: Option<DateTime<Utc>>,
    pub resolution_due_at: Option<DateTime<Utc>>,
}

impl Default for Rules {
    fn default() -> Self {
        let targets = |first: i64, resolution: i64, escalation: i64| Targets {
            first_response: TimeDelta::minutes(first),
            next_response: TimeDelta::minutes(first),
            resolution: TimeDelta::minutes(resolution),
            escalation: TimeDelta::minutes(escalation),
        };
        Self {
            targets: BTreeMap::from([
                (Priority::P1, targets(60, 240, 30)),
                (Priority::P2, targets(120, 480, 60)),
                (Priority::P3, targets(240, 1440, 180)),
                (Priority::P4, targets(1440, 4320, 720)),
            ]),
        }
    }
}

impl Rules {
    pub fn targets(&self, priority: Priority) -> Targets {
        self.targets[&priority]
    }

    /// What is due after these events, oldest first.
    pub(super) fn deadlines(&self, events: &[Recorded]) -> Deadlines {
        let mut priority = Priority::P3;
        let (mut opened_at, mut asked_at, mut responded_at) = (None, None, None);
        for recorded in events {
            match recorded.event {
                Event::Opened { priority: given } => {
                    priority = given;
                    opened_at = Some(recorded.at);
                }
                Event::PriorityChanged { to } | Event::Escalated { to } => priority = to,
                Event::Asked => asked_at = asked_at.or(Some(recorded.at)),
                Event::Answered => {
                    asked_at = None;
                    responded_at = responded_at.or(Some(recorded.at));
                }
                _ => {}
            }
        }
        let targets = self.targets(priority);
        let next = asked_at.filter(|_| responded_at.is_some());
        Deadlines {
            first_response_due_at: opened_at.map(|at| at + targets.first_response),
            next_response_due_at: next.map(|at| at + targets.next_response),
            resolution_due_at: opened_at.map(|at| at + targets.resolution),
        }
    }
}
