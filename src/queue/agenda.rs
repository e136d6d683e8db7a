//! When jobs fall due that this process has put back. Nobody announces that; whoever looks once a
//! second instead is late by up to a second each time, which in a line where one goes after the
//! other adds up.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Later ones need not be known: by then somebody looks anyway, and a second is nothing to them.
const AHEAD: TimeDelta = TimeDelta::minutes(1);

/// Those that fall due within so long are one look at the database.
const TOGETHER: TimeDelta = TimeDelta::milliseconds(20);

#[derive(Default)]
pub(super) struct Agenda {
    times: Mutex<BTreeSet<DateTime<Utc>>>,
}

impl Agenda {
    /// Notes that a job falls due.
    pub(super) fn note(&self, due_at: DateTime<Utc>, now: DateTime<Utc>) {
        if due_at - now > AHEAD {
            return;
        }
        let last = due_at + TOGETHER - TimeDelta::microseconds(1);
        // Dates too far away to be rounded are not within a minute.
        if let Ok(time) = last.duration_trunc(TOGETHER) {
            self.times().insert(time);
        }
    }

    /// How long until the next falls due.
    pub(super) fn next(&self, now: DateTime<Utc>) -> Option<Duration> {
        let first = self.times().first().copied()?;
        Some((first - now).to_std().unwrap_or_default())
    }

    /// Whatever was due by then is being looked for.
    pub(super) fn forget(&self, until: DateTime<Utc>) {
        let mut times = self.times();
        *times = times.split_off(&(until + TimeDelta::microseconds(1)));
    }

    fn times(&self) -> MutexGuard<'_, BTreeSet<DateTime<Utc>>> {
        self.times.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(milliseconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(milliseconds)
    }

    #[test]
    fn what_falls_due_together_is_one_look_and_none_comes_before_its_time() {
        let agenda = Agenda::default();
        for due in [3045, 3041, 3055, 3060, 3061] {
            agenda.note(after(due), after(0));
        }
        assert_eq!(agenda.next(after(0)), Some(Duration::from_millis(3060)));
        agenda.forget(after(3059));
        assert_eq!(agenda.next(after(3061)), Some(Duration::ZERO));
        agenda.forget(after(3060));
        assert_eq!(agenda.next(after(3060)), Some(Duration::from_millis(20)));
        agenda.forget(after(3080));
        assert_eq!(agenda.next(after(3080)), None);
    }

    #[test]
    fn what_is_far_away_is_not_kept() {
        let agenda = Agenda::default();
        agenda.note(after(61_000), after(0));
        agenda.note(DateTime::<Utc>::MAX_UTC, after(0));
        assert_eq!(agenda.next(after(0)), None);
    }
}
