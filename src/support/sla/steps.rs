//! What time does to a ticket by itself: it reminds, calls for help, and ends what
//! nobody says anything about. Pure, so that a table of timelines can test it; the
//! watcher carries it out.
//!
//! Each thing is done once. It is remembered by a key that says what it was about,
//! so that a new deadline is reminded of, and a pause that only moves one is not.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Deadline, Measure, Rules, Timeline};
use crate::support::ticket::Priority;

/// How long before a silent ticket is resolved its person is told; half of the time
/// where that is less.
const TOLD_BEFORE: TimeDelta = TimeDelta::days(1);

/// Whether its person still waits for something is asked again this much later.
const OWED_AGAIN: TimeDelta = TimeDelta::hours(6);

/// What has been said about a ticket's time, by key, and when.
pub(in crate::support) type Told = BTreeMap<String, DateTime<Utc>>;

/// One thing that is to be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::support) enum Step {
    /// The priority goes up, and the staff is called.
    Escalate { to: Priority, awaited: Deadline },
    /// The staff is told that something is due soon, or was.
    Remind { of: Deadline, is_over: bool },
    /// Its person is told that it will be resolved.
    Announce,
    /// Nobody has said anything for long.
    Resolve,
    /// It can't be opened again any more.
    Close,
}

/// What is to be done now, with the keys to remember it by, and when to look again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::support) struct Plan {
    pub steps: Vec<Step>,
    pub keys: Vec<String>,
    pub next_at: Option<DateTime<Utc>>,
}

impl Rules {
    /// How long before a silent ticket is resolved its person is told.
    pub(in crate::support) fn told_before_silence_ends(&self) -> TimeDelta {
        TOLD_BEFORE.min(TimeDelta::days(self.quiet_days.into()) / 2)
    }
}

impl Plan {
    /// `is_owed` says that its person waits for something they paid for: such a
    /// ticket never ends by silence.
    pub fn new(
        rules: &Rules,
        timeline: &Timeline,
        told: &Told,
        is_owed: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let mut plan = Self::default();
        if timeline.is_closed {
            return plan;
        }
        if let Some(resolved_at) = timeline.resolved_at {
            let until = rules.reopens_until(resolved_at);
            if plan.is_due(until, now) {
                plan.steps.push(Step::Close);
            }
            return plan;
        }
        plan.escalate(timeline, told, now);
        if plan.steps.is_empty() {
            let resolution = timeline.resolution.filter(|_| timeline.is_running);
            for deadline in timeline.awaited().into_iter().chain(resolution) {
                plan.remind(deadline, told, now);
            }
        }
        if let Some(silent_since) = timeline.silent_since {
            if is_owed {
                plan.look_again_at(now + OWED_AGAIN);
            } else {
                plan.end_silence(rules, silent_since, told, now);
            }
        }
        plan
    }

    /// Whether it is time; if not, it is looked at again then.
    fn is_due(&mut self, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        if now < at {
            self.look_again_at(at);
        }
        at <= now
    }

    fn look_again_at(&mut self, at: DateTime<Utc>) {
        self.next_at = Some(self.next_at.map_or(at, |next_at| next_at.min(at)));
    }

    /// What the call for help says of the response needs no reminder besides.
    fn escalate(&mut self, timeline: &Timeline, told: &Told, now: DateTime<Utc>) {
        let Some((escalation, awaited)) = timeline.escalation.zip(timeline.awaited()) else {
            return;
        };
        if !self.is_due(escalation.at, now) {
            return;
        }
        self.remind(awaited, told, now);
        self.steps = vec![Step::Escalate {
            to: escalation.to,
            awaited,
        }];
        self.look_again_at(now);
    }

    fn remind(&mut self, deadline: Deadline, told: &Told, now: DateTime<Utc>) {
        let (Some(soon_at), Some(due_at)) = (deadline.soon_at, deadline.due_at) else {
            // It stands still; whoever ends that has it looked at again.
            return;
        };
        let is_over = self.is_due(due_at, now);
        if !is_over && !self.is_due(soon_at, now) {
            return;
        }
        let is_told = if is_over {
            told.keys().any(|key| is_over_at_least(deadline, key))
        } else {
            told.contains_key(&key_of(deadline, false))
        };
        if !is_told {
            self.steps.push(Step::Remind {
                of: deadline,
                is_over,
            });
            self.keys.push(key_of(deadline, is_over));
        }
    }

    /// However late its person was told, they have the time that they were told of.
    fn end_silence(
        &mut self,
        rules: &Rules,
        silent_since: DateTime<Utc>,
        told: &Told,
        now: DateTime<Utc>,
    ) {
        let quiet = TimeDelta::days(rules.quiet_days().into());
        let before = rules.told_before_silence_ends();
        let key = format!("silence:{}", silent_since.timestamp_micros());
        match told.get(&key) {
            None => {
                if self.is_due(silent_since + quiet - before, now) {
                    self.steps.push(Step::Announce);
                    self.keys.push(key);
                    self.look_again_at(now + before);
                }
            }
            Some(told_at) => {
                if self.is_due((silent_since + quiet).max(*told_at + before), now) {
                    self.steps.push(Step::Resolve);
                }
            }
        }
    }
}

/// The same for one deadline however pauses move it, and another after a change of
/// its target.
fn key_of(deadline: Deadline, is_over: bool) -> String {
    let minutes = deadline.target.num_minutes();
    format!("{}{minutes}", key_stem(deadline, is_over))
}

fn key_stem(deadline: Deadline, is_over: bool) -> String {
    let measure = match deadline.measure {
        Measure::FirstResponse => "first",
        Measure::NextResponse => "next",
        Measure::Resolution => "resolution",
    };
    let began_at = deadline.began_at.timestamp_micros();
    let stage = if is_over { "over" } else { "soon" };
    format!("{measure}:{began_at}:{stage}:")
}

/// Whether the key says that the deadline was over by this target or a longer one:
/// then its being over by a shorter one is no news.
fn is_over_at_least(deadline: Deadline, key: &str) -> bool {
    let minutes = key.strip_prefix(&key_stem(deadline, true));
    let minutes: Option<i64> = minutes.and_then(|minutes| minutes.parse().ok());
    minutes.is_some_and(|minutes| minutes >= deadline.target.num_minutes())
}
