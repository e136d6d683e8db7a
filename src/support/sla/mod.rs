//! The clock of a ticket: when a first response, the next response and a resolution
//! are due, when somebody has to be reminded or called, and when silence ends it.
//!
//! All of it is computed from the ticket's events and the rules alone, so that
//! whatever else happens, a reminder above all, can't move it:
//! * The first response is measured from the opening to the first answer, each next
//!   one from the first question that nobody has answered, a resolution from the
//!   opening.
//! * Only the desk's hours count, and of them not those in which the clock stands
//!   still: while we wait for the person, and from resolving to reopening. After
//!   that it goes on where it stood.
//! * Another priority measures anew, from the same beginning. An escalation makes a
//!   ticket more urgent, but the response that is waited for stays due when its
//!   person was promised it: the later ones and the resolution follow.
//! * What has ended stays as it was measured then.

mod calendar;
mod screens;
mod steps;
mod timeline;
mod watch;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use self::{
    calendar::Calendar,
    steps::{Plan, Step},
};
pub(super) use self::{
    screens::Words,
    steps::Told,
    timeline::{Deadline, Measure, Timeline},
    watch::{register, schedule_sweep},
};
use super::{events::Recorded, ticket::Priority};
use crate::config::{Duty, SupportConfig};

/// How long things may take at one priority, in time of the desk.
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
    /// Of P1 to P4.
    targets: [Targets; 4],
    calendar: Calendar,
    duty: Vec<Duty>,
    quiet_days: u16,
    reopen_days: u16,
}

/// What is due, as far as anything is. While the clock stands still nothing is that
/// was not before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deadlines {
    pub first_response_due_at: Option<DateTime<Utc>>,
    pub next_response_due_at: Option<DateTime<Utc>>,
    pub resolution_due_at: Option<DateTime<Utc>>,
}

impl Rules {
    pub fn new(config: &SupportConfig) -> Self {
        let minutes = |minutes: u32| TimeDelta::minutes(minutes.into());
        let targets = std::array::from_fn(|place| Targets {
            first_response: minutes(config.targets[place].first_response_minutes),
            next_response: minutes(config.targets[place].next_response_minutes),
            resolution: minutes(config.targets[place].resolution_minutes),
            escalation: minutes(config.escalate_minutes[place]),
        });
        Self {
            targets,
            calendar: Calendar::new(config.hours.clone(), config.timezone),
            duty: config.duty.clone(),
            quiet_days: config.quiet_days,
            reopen_days: config.reopen_days,
        }
    }

    pub fn targets(&self, priority: Priority) -> Targets {
        self.targets[priority as usize]
    }

    /// When somebody who asks now may expect the first answer.
    pub fn promise(&self, priority: Priority, now: DateTime<Utc>) -> DateTime<Utc> {
        let target = self.targets(priority).first_response;
        self.calendar.add(now, target)
    }

    /// Whether the desk works now.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.calendar.is_open(now)
    }

    /// When the desk works next: now, while it does.
    pub fn opens_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.calendar.opens_at(now)
    }

    /// In which the desk reads its clock.
    pub fn timezone(&self) -> Tz {
        self.calendar.zone()
    }

    /// Whom an escalation calls.
    pub fn duty(&self) -> &[Duty] {
        &self.duty
    }

    /// Days without a word of its person after which a ticket that waits for them is
    /// resolved.
    pub fn quiet_days(&self) -> u16 {
        self.quiet_days
    }

    /// Days in which a resolved ticket can be opened again.
    pub fn reopen_days(&self) -> u16 {
        self.reopen_days
    }

    /// Until when a ticket that was resolved then can be opened again.
    pub fn reopens_until(&self, resolved_at: DateTime<Utc>) -> DateTime<Utc> {
        resolved_at + TimeDelta::days(self.reopen_days.into())
    }

    /// What is due after these events, oldest first.
    pub(super) fn deadlines(&self, events: &[Recorded]) -> Deadlines {
        let timeline = Timeline::new(self, events);
        let awaited = timeline
            .awaited()
            .filter(|response| response.measure == Measure::NextResponse);
        Deadlines {
            first_response_due_at: timeline.responses.first().and_then(|first| first.due_at),
            next_response_due_at: awaited.and_then(|next| next.due_at),
            resolution_due_at: timeline.resolution.and_then(|resolution| resolution.due_at),
        }
    }
}

#[cfg(test)]
mod tests;
