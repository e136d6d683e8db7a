//! The life of an alert: told once, again with growing pauses while it lasts, and once more
//! when it is over. What comes and goes is one alert.
//!
//! ```text
//! well ── bad for as long as the rule has patience ──▶ told ── 1 h, 4 h, then each 12 h ──▶ told again
//!   ▲                                                    │
//!   └──────────── well for five minutes, and told ───────┘
//! ```

use chrono::{DateTime, TimeDelta, Utc};

/// The pauses between what is told of one alert; the last one again and again.
const PAUSES: [TimeDelta; 3] = [
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
];

/// What is well for so long is over: what comes again sooner has never gone.
const CALM: TimeDelta = TimeDelta::minutes(5);

/// What is known of one thing that can be wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alert {
    /// Since when it is wrong; nothing when it is well.
    pub since: Option<DateTime<Utc>>,
    /// When it was last seen to be wrong.
    pub bad_at: Option<DateTime<Utc>>,
    pub told_at: Option<DateTime<Utc>>,
    pub times_told: i32,
    pub muted_until: Option<DateTime<Utc>>,
    /// The name of whoever did that.
    pub muted_by: Option<String>,
}

/// What is to be said of it now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Say {
    Nothing,
    /// For the first time.
    Begun,
    /// It has lasted for so long by now.
    Lasts(TimeDelta),
    /// It lasted for so long, and is over.
    Over(TimeDelta),
}

impl Alert {
    pub fn is_muted(&self, now: DateTime<Utc>) -> bool {
        self.muted_until.is_some_and(|until| until > now)
    }

    /// Whether there is nothing to remember.
    pub fn is_forgotten(&self, now: DateTime<Utc>) -> bool {
        self.since.is_none() && !self.is_muted(now)
    }

    /// Somebody has looked, and it is wrong or not.
    pub fn look(&mut self, is_bad: bool, patience: TimeDelta, now: DateTime<Utc>) -> Say {
        if is_bad {
            self.see_bad(patience, now)
        } else {
            self.see_well(now)
        }
    }

    fn see_bad(&mut self, patience: TimeDelta, now: DateTime<Utc>) -> Say {
        let since = *self.since.get_or_insert(now);
        self.bad_at = Some(now);
        if now - since < patience || self.is_muted(now) {
            return Say::Nothing;
        }
        let told = usize::try_from(self.times_told).unwrap_or_default();
        let pause = told
            .checked_sub(1)
            .map(|told| PAUSES[told.min(PAUSES.len() - 1)]);
        let is_due = match (pause, self.told_at) {
            (Some(pause), Some(told_at)) => now - told_at >= pause,
            (None, _) | (_, None) => true,
        };
        if !is_due {
            return Say::Nothing;
        }
        self.told_at = Some(now);
        self.times_told += 1;
        match told {
            0 => Say::Begun,
            _ => Say::Lasts(now - since),
        }
    }

    fn see_well(&mut self, now: DateTime<Utc>) -> Say {
        let (Some(since), Some(bad_at)) = (self.since, self.bad_at) else {
            return Say::Nothing;
        };
        if now - bad_at < CALM {
            return Say::Nothing;
        }
        let was_told = self.times_told > 0;
        let is_muted = self.is_muted(now);
        *self = Self {
            muted_until: self.muted_until,
            muted_by: self.muted_by.take(),
            ..Self::default()
        };
        if was_told && !is_muted {
            Say::Over((bad_at - since).max(TimeDelta::minutes(1)))
        } else {
            Say::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PATIENCE: TimeDelta = TimeDelta::minutes(2);

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000 + minute * 60, 0).unwrap()
    }

    /// What is said in which minute, when it is bad in those for which `is_bad` holds.
    fn said(alert: &mut Alert, minutes: i64, is_bad: impl Fn(i64) -> bool) -> Vec<(i64, Say)> {
        let looks = (0..minutes).map(|minute| {
            let say = alert.look(is_bad(minute), PATIENCE, at(minute));
            (minute, say)
        });
        looks.filter(|(_, say)| *say != Say::Nothing).collect()
    }

    #[test]
    fn what_lasts_is_told_less_and_less_often_and_its_end_once() {
        let said = said(&mut Alert::default(), 60 * 48, |minute| minute < 60 * 40);
        let hours = |minutes| Say::Lasts(TimeDelta::minutes(minutes));
        let told = [
            (2, Say::Begun),
            (62, hours(62)),
            (302, hours(302)),
            (1022, hours(1022)),
            (1742, hours(1742)),
            (2404, Say::Over(TimeDelta::minutes(2399))),
        ];
        assert_eq!(said, told);
    }

    #[test]
    fn what_is_over_within_its_patience_is_never_told() {
        assert_eq!(said(&mut Alert::default(), 60, |minute| minute < 2), []);
    }

    #[test]
    fn what_comes_and_goes_is_one_alert() {
        let said = said(&mut Alert::default(), 60, |minute| {
            minute < 30 && minute % 4 == 0
        });
        let over = Say::Over(TimeDelta::minutes(28));
        assert_eq!(said, [(4, Say::Begun), (33, over)]);
    }

    #[test]
    fn what_is_muted_is_silent_until_then_and_its_end_too() {
        let mut alert = Alert {
            muted_until: Some(at(60)),
            ..Alert::default()
        };
        let lasting = said(&mut alert.clone(), 90, |_| true);
        assert_eq!(lasting, [(60, Say::Begun)]);
        assert_eq!(said(&mut alert, 50, |minute| minute < 10), []);
        assert!(!alert.is_forgotten(at(50)) && alert.is_forgotten(at(60)));
    }

    proptest! {
        #[test]
        fn nothing_is_told_twice_within_an_hour_nor_ends_untold(
            looks in prop::collection::vec(any::<bool>(), 1..2000),
        ) {
            let mut alert = Alert::default();
            let mut last: Option<i64> = None;
            let mut is_open = false;
            for (minute, is_bad) in (0..).zip(looks) {
                match alert.look(is_bad, PATIENCE, at(minute)) {
                    Say::Nothing => {}
                    Say::Begun => {
                        prop_assert!(!is_open);
                        (is_open, last) = (true, Some(minute));
                    }
                    Say::Lasts(_) => {
                        prop_assert!(is_open && last.is_some_and(|last| minute - last >= 60));
                        last = Some(minute);
                    }
                    Say::Over(_) => {
                        prop_assert!(is_open);
                        is_open = false;
                    }
                }
            }
        }
    }
}
