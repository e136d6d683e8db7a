//! A ticket's events as its clock sees them. See the rules in `mod.rs`.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Rules, Targets};
use crate::support::{
    events::{Event, Recorded},
    ticket::Priority,
};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) enum Measure {
    FirstResponse,
    NextResponse,
    Resolution,
}

/// Something that was promised for a certain time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) struct Deadline {
    pub measure: Measure,
    pub began_at: DateTime<Utc>,
    pub target: TimeDelta,
    /// When three quarters of the time are over; as `due_at`.
    pub soon_at: Option<DateTime<Utc>>,
    /// `None` while the clock stands still before it was reached. What has ended
    /// would have been due then.
    pub due_at: Option<DateTime<Utc>>,
    /// When it happened, or was wanted no more.
    pub ended_at: Option<DateTime<Utc>>,
}

/// When somebody is called, and what the priority is then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) struct Escalation {
    pub at: DateTime<Utc>,
    pub to: Priority,
}

/// A ticket as its clock sees it.
#[derive(Clone, Debug)]
pub(in crate::support) struct Timeline {
    /// The first one and each next one, oldest first; only the last may be open.
    pub responses: Vec<Deadline>,
    pub resolution: Option<Deadline>,
    /// `None` while nobody waits for a response, or all were called.
    pub escalation: Option<Escalation>,
    /// Since when it is its person's turn to say something.
    pub silent_since: Option<DateTime<Utc>>,
    /// Since when it is resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// Whether it is over for good.
    pub is_closed: bool,
    /// Whether time counts now.
    pub is_running: bool,
}

impl Deadline {
    /// Whether it came too late, or has not come in time. While the clock stands
    /// still nothing gets late.
    pub fn is_broken(&self, now: DateTime<Utc>) -> bool {
        self.due_at
            .is_some_and(|due_at| due_at < self.ended_at.unwrap_or(now))
    }
}

impl Timeline {
    /// From what happened, oldest first.
    pub fn new(rules: &Rules, events: &[Recorded]) -> Self {
        let mut history = History::default();
        for recorded in events {
            history.add(&recorded.event, recorded.at);
        }
        history.timeline(rules)
    }

    /// The response that its person waits for.
    pub fn awaited(&self) -> Option<Deadline> {
        let last = self.responses.last().copied();
        last.filter(|response| response.ended_at.is_none())
    }
}

/// A response that its person waits for, or has got.
#[derive(Clone, Copy, Debug)]
struct Response {
    began_at: DateTime<Utc>,
    /// By which it is measured.
    priority: Priority,
    ended_at: Option<DateTime<Utc>>,
}

/// A time in which the clock stands still.
#[derive(Clone, Copy, Debug)]
struct Pause {
    from: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
}

/// What the events have come to.
#[derive(Default)]
struct History {
    opened_at: Option<DateTime<Utc>>,
    priority: Option<Priority>,
    responses: Vec<Response>,
    /// The last one may go on.
    pauses: Vec<Pause>,
    resolved_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    silent_since: Option<DateTime<Utc>>,
    /// The last change of the priority, by whomever.
    urgency_changed_at: Option<DateTime<Utc>>,
    /// Whether all were called in the present silence: there is nothing above P1, so
    /// that this happens once.
    is_everybody_called: bool,
}

impl History {
    fn add(&mut self, event: &Event, at: DateTime<Utc>) {
        match event {
            Event::Opened { priority } => {
                self.opened_at = Some(at);
                self.priority = Some(*priority);
                self.expect_response(at);
            }
            Event::Asked => {
                self.end_waiting(at);
                self.silent_since = None;
                self.expect_response(at);
            }
            Event::Answered => {
                self.end_response(at);
                self.silent_since = Some(at);
            }
            Event::Waiting if self.resolved_at.is_none() => {
                self.pause(at);
                self.silent_since = Some(at);
            }
            Event::Resumed => {
                self.end_waiting(at);
                self.silent_since = None;
            }
            Event::PriorityChanged { to } => {
                self.change_urgency(*to, at);
                if let Some(awaited) = self.awaited() {
                    awaited.priority = *to;
                }
            }
            Event::Escalated { to } => {
                self.is_everybody_called |= self.priority == Some(Priority::P1);
                self.change_urgency(*to, at);
            }
            Event::Resolved | Event::Closed => self.end(event, at),
            Event::Reopened => {
                self.resolved_at = None;
                self.closed_at = None;
                self.resume(at);
                self.silent_since = None;
            }
            Event::Waiting | Event::Taken | Event::Released | Event::Rated { .. } => {}
        }
    }

    fn expect_response(&mut self, at: DateTime<Utc>) {
        if self.awaited().is_some() {
            return;
        }
        self.is_everybody_called = false;
        self.responses.push(Response {
            began_at: at,
            priority: self.priority.unwrap_or(Priority::P3),
            ended_at: None,
        });
    }

    fn awaited(&mut self) -> Option<&mut Response> {
        let last = self.responses.last_mut();
        last.filter(|response| response.ended_at.is_none())
    }

    fn end_response(&mut self, at: DateTime<Utc>) {
        if let Some(awaited) = self.awaited() {
            awaited.ended_at = Some(at);
        }
    }

    fn change_urgency(&mut self, to: Priority, at: DateTime<Utc>) {
        self.priority = Some(to);
        self.urgency_changed_at = Some(at);
    }

    /// A question that a resolution came instead of is waited for no more; the first
    /// response is one only when somebody says something.
    fn end(&mut self, event: &Event, at: DateTime<Utc>) {
        if *event == Event::Closed {
            self.closed_at = Some(at);
        }
        self.resolved_at = self.resolved_at.or(Some(at));
        self.pause(at);
        self.silent_since = None;
        if self.responses.len() > 1 {
            self.end_response(at);
        }
    }

    fn is_running(&self) -> bool {
        self.pauses.last().is_none_or(|last| last.until.is_some())
    }

    fn pause(&mut self, at: DateTime<Utc>) {
        if self.is_running() {
            self.pauses.push(Pause {
                from: at,
                until: None,
            });
        }
    }

    fn resume(&mut self, at: DateTime<Utc>) {
        if let Some(last) = self.pauses.last_mut() {
            last.until = last.until.or(Some(at));
        }
    }

    /// Unless it is resolved: then only reopening lets the clock go on.
    fn end_waiting(&mut self, at: DateTime<Utc>) {
        if self.resolved_at.is_none() {
            self.resume(at);
        }
    }

    fn timeline(&self, rules: &Rules) -> Timeline {
        let numbered = self.responses.iter().enumerate();
        let responses = numbered.map(|(place, response)| {
            let targets = rules.targets(response.priority);
            let (measure, target) = match place {
                0 => (Measure::FirstResponse, targets.first_response),
                _ => (Measure::NextResponse, targets.next_response),
            };
            let ended_at = response.ended_at.or(self.resolved_at);
            self.deadline(rules, measure, response.began_at, target, ended_at)
        });
        let priority = self.priority.unwrap_or(Priority::P3);
        let targets = rules.targets(priority);
        let resolution = self.opened_at.map(|opened_at| {
            let target = targets.resolution;
            self.deadline(
                rules,
                Measure::Resolution,
                opened_at,
                target,
                self.resolved_at,
            )
        });
        Timeline {
            responses: responses.collect(),
            resolution,
            escalation: self.escalation(rules, priority, targets),
            silent_since: self.silent_since,
            resolved_at: self.resolved_at,
            is_closed: self.closed_at.is_some(),
            is_running: self.is_running(),
        }
    }

    fn deadline(
        &self,
        rules: &Rules,
        measure: Measure,
        began_at: DateTime<Utc>,
        target: TimeDelta,
        ended_at: Option<DateTime<Utc>>,
    ) -> Deadline {
        Deadline {
            measure,
            began_at,
            target,
            soon_at: self.used_up(rules, began_at, target * 3 / 4, ended_at),
            due_at: self.used_up(rules, began_at, target, ended_at),
            ended_at,
        }
    }

    fn escalation(
        &self,
        rules: &Rules,
        priority: Priority,
        targets: Targets,
    ) -> Option<Escalation> {
        let awaited = self.responses.last()?;
        let is_over = self.is_everybody_called && priority == Priority::P1;
        if awaited.ended_at.is_some() || self.resolved_at.is_some() || is_over {
            return None;
        }
        let from = self
            .urgency_changed_at
            .map_or(awaited.began_at, |at| at.max(awaited.began_at));
        Some(Escalation {
            at: self.used_up(rules, from, targets.escalation, None)?,
            to: priority.raised(),
        })
    }

    /// When so much time has gone by since `from` on this ticket's clock. After its
    /// end, the clock is thought to go on.
    fn used_up(
        &self,
        rules: &Rules,
        from: DateTime<Utc>,
        amount: TimeDelta,
        ended_at: Option<DateTime<Utc>>,
    ) -> Option<DateTime<Utc>> {
        let (mut from, mut left) = (from, amount);
        for pause in &self.pauses {
            if ended_at.is_some_and(|ended_at| ended_at <= pause.from) {
                break;
            }
            let ran = rules.calendar.between(from, pause.from);
            if ran >= left {
                break;
            }
            left -= ran;
            let until = match (pause.until, ended_at) {
                (Some(until), Some(ended_at)) => Some(until.min(ended_at)),
                (until, ended_at) => until.or(ended_at),
            };
            from = from.max(until?);
        }
        Some(rules.calendar.add(from, left))
    }
}
