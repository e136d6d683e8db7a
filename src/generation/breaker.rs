//! Whether Kie is left alone for a while: a breaker, so that an outage costs no
//! photo an attempt, no person money, and Kie no storm of questions.
//!
//! ```text
//! closed ── five calls in a row without an answer, or "no credits", or "maintenance" ──▶ open
//!   ▲                                                                                  │ pause,
//!   │                                                       ┌── it says it is not ─────┤ longer
//!   │                                                       ▼                          │ each time
//!   └── the one order that may try goes well ── half-open ◀── Kie says that it is well ┘
//! ```
//! This file is the state and its changes; what follows from them is in `outage.rs`.

use chrono::{DateTime, TimeDelta, Utc};

use super::kie::Trouble;

/// Calls in a row that Kie did not answer, before it counts as down.
const MOST_FAILURES: i32 = 5;

const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(30);

/// The staff top credits up within minutes once they know; a person who waits
/// should not notice more than that.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(5);

/// An outage so soon after another is the same one: it goes on with the pause that
/// was reached, and Kie is not asked as if nothing had been.
const SAME_OUTAGE: TimeDelta = TimeDelta::minutes(10);

/// The order that tries Kie is given up after this time, whatever became of it.
const TRIAL: TimeDelta = TimeDelta::minutes(2);

/// The breaker as all processes share it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Breaker {
    /// Calls in a row that were not answered.
    pub failures: i32,
    /// Why Kie is left alone; nothing when it is not.
    pub trouble: Option<Trouble>,
    pub opened_at: Option<DateTime<Utc>>,
    /// When Kie is asked how it is.
    pub retry_at: Option<DateTime<Utc>>,
    pub pause_secs: i32,
    /// Kie says that it is well, and one order may prove it.
    pub is_half_open: bool,
    pub trial_task_id: Option<i32>,
    pub trial_until: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// What a call to Kie has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Nothing,
    Opened,
    /// It was open, for this or another reason, and stays so for a longer pause.
    StaysOpen,
    Closed,
}

/// How many orders may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    All,
    One,
    None,
}

impl Breaker {
    pub fn is_open(&self) -> bool {
        self.trouble.is_some()
    }

    /// A call met `trouble`.
    pub fn meet(&mut self, trouble: Trouble, now: DateTime<Utc>) -> Change {
        self.failures = self.failures.saturating_add(1);
        if self.trouble.is_some() {
            // Answers to calls of before the pause say nothing new.
            let is_new = self.is_half_open || self.retry_at.is_some_and(|at| at <= now);
            let needs_a_human = matches!(trouble, Trouble::Account(_));
            let is_another = needs_a_human && self.trouble != Some(trouble);
            if !(is_new || is_another) {
                return Change::Nothing;
            }
            self.leave_alone(trouble, self.pause_secs.saturating_mul(2), now);
            return Change::StaysOpen;
        }
        if trouble == Trouble::Down && self.failures < MOST_FAILURES {
            return Change::Nothing;
        }
        let is_same_outage = self.closed_at.is_some_and(|at| now - at < SAME_OUTAGE);
        let pause_secs = if is_same_outage { self.pause_secs } else { 0 };
        self.opened_at = Some(now);
        self.leave_alone(trouble, pause_secs, now);
        Change::Opened
    }

    fn leave_alone(&mut self, trouble: Trouble, pause_secs: i32, now: DateTime<Utc>) {
        let pause = TimeDelta::seconds(pause_secs.into()).clamp(FIRST_PAUSE, LONGEST_PAUSE);
        self.trouble = Some(trouble);
        self.pause_secs = i32::try_from(pause.num_seconds()).unwrap_or(i32::MAX);
        self.retry_at = Some(now + pause);
        self.is_half_open = false;
        self.trial_task_id = None;
        self.trial_until = None;
    }

    /// A call went well. An open breaker is closed by the order that tries Kie, not
    /// by answers to questions.
    pub fn succeed(&mut self, is_trial: bool, now: DateTime<Utc>) -> Change {
        self.failures = 0;
        if !self.is_open() || !is_trial {
            return Change::Nothing;
        }
        self.close(now);
        Change::Closed
    }

    pub fn close(&mut self, now: DateTime<Utc>) {
        self.failures = 0;
        self.trouble = None;
        self.retry_at = None;
        self.is_half_open = false;
        self.trial_task_id = None;
        self.trial_until = None;
        self.closed_at = Some(now);
    }

    /// Kie has said that it is well: one order may try it.
    pub fn half_open(&mut self, now: DateTime<Utc>) -> DateTime<Utc> {
        let until = now + TRIAL;
        self.is_half_open = true;
        self.trial_task_id = None;
        self.trial_until = Some(until);
        until
    }

    /// How many photos may have their turn.
    pub fn gate(&self) -> Gate {
        match (self.trouble, self.is_half_open, self.trial_task_id) {
            (None, ..) => Gate::All,
            (Some(_), true, None) => Gate::One,
            (Some(_), ..) => Gate::None,
        }
    }

    /// Whether this photo, which has its turn, may be ordered.
    pub fn lets_through(&self, task_id: i32) -> bool {
        !self.is_open() || self.is_trial(task_id)
    }

    pub fn is_trial(&self, task_id: i32) -> bool {
        self.is_half_open && self.trial_task_id == Some(task_id)
    }

    /// Until when Kie is not asked how far photos are; without credits it still
    /// makes and shows what was ordered.
    pub fn looks_wait_until(&self) -> Option<DateTime<Utc>> {
        match self.trouble {
            None | Some(Trouble::Account(402 | 433)) => None,
            Some(_) if self.is_half_open => None,
            Some(_) => self.retry_at,
        }
    }

    /// Whether an outage came over what was begun at `moment`. The order that tries
    /// Kie knew of the outage and is none of those: it counts, lest trials without an
    /// answer buy the same photo all day.
    pub fn opened_after(&self, moment: DateTime<Utc>) -> bool {
        self.opened_at.is_some_and(|at| at >= moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + seconds, 0).unwrap()
    }

    fn opened() -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..MOST_FAILURES {
            breaker.meet(Trouble::Down, at(0));
        }
        breaker
    }

    #[test]
    fn five_calls_in_a_row_open_it_and_an_answer_in_between_does_not() {
        let mut breaker = Breaker::default();
        for second in 0..4 {
            assert_eq!(breaker.meet(Trouble::Down, at(second)), Change::Nothing);
        }
        assert_eq!(breaker.succeed(false, at(5)), Change::Nothing);
        for second in 0..4 {
            assert_eq!(breaker.meet(Trouble::Down, at(second)), Change::Nothing);
        }
        assert_eq!(breaker.gate(), Gate::All);
        assert_eq!(breaker.meet(Trouble::Down, at(9)), Change::Opened);
        assert_eq!(breaker.gate(), Gate::None);
        assert_eq!(breaker.looks_wait_until(), Some(at(39)));
    }

    #[test]
    fn credits_and_maintenance_open_it_at_once() {
        for trouble in [Trouble::Account(402), Trouble::Maintenance] {
            let mut breaker = Breaker::default();
            assert_eq!(breaker.meet(trouble, at(0)), Change::Opened);
            let stops_looks = trouble == Trouble::Maintenance;
            assert_eq!(breaker.looks_wait_until().is_some(), stops_looks);
        }
    }

    #[test]
    fn late_answers_of_one_storm_do_not_lengthen_the_pause() {
        let mut breaker = opened();
        let retry_at = breaker.retry_at;
        for _ in 0..20 {
            assert_eq!(breaker.meet(Trouble::Down, at(3)), Change::Nothing);
        }
        assert_eq!(breaker.retry_at, retry_at);
    }

    #[test]
    fn the_pause_grows_up_to_a_bound_and_outlives_a_short_recovery() {
        let mut breaker = opened();
        let mut pauses = Vec::new();
        for _ in 0..5 {
            pauses.push(breaker.pause_secs);
            let now = breaker.retry_at.unwrap();
            assert_eq!(breaker.meet(Trouble::Down, now), Change::StaysOpen);
        }
        assert_eq!(pauses, [30, 60, 120, 240, 300]);
        breaker.close(at(3000));
        breaker.meet(Trouble::Maintenance, at(3060));
        assert_eq!(breaker.pause_secs, 300);
        breaker.close(at(4000));
        breaker.meet(Trouble::Maintenance, at(9000));
        assert_eq!(breaker.pause_secs, 30);
    }

    #[test]
    fn one_order_tries_kie_and_closes_it() {
        let mut breaker = opened();
        breaker.half_open(at(30));
        assert_eq!(breaker.gate(), Gate::One);
        assert_eq!(breaker.looks_wait_until(), None);
        breaker.trial_task_id = Some(7);
        assert_eq!(breaker.gate(), Gate::None);
        assert!(breaker.lets_through(7) && !breaker.lets_through(8));
        assert_eq!(breaker.succeed(false, at(31)), Change::Nothing);
        assert!(breaker.is_open());
        assert_eq!(breaker.succeed(true, at(32)), Change::Closed);
        assert!(breaker.opened_after(at(0)), "what it came over is excused");
        assert!(!breaker.opened_after(at(31)), "the trial is not");
    }

    #[test]
    fn a_trial_that_fails_opens_it_for_longer() {
        let mut breaker = opened();
        breaker.half_open(at(30));
        breaker.trial_task_id = Some(7);
        assert_eq!(
            breaker.meet(Trouble::Account(402), at(31)),
            Change::StaysOpen
        );
        assert_eq!(breaker.retry_at, Some(at(91)));
        assert_eq!(breaker.gate(), Gate::None);
        assert!(!breaker.lets_through(7));
    }
}
