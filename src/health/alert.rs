//! The life of an alert: told once, again with growing pauses while it lasts, and once more
//! when it is over. What comes and goes is one alert; what grows meanwhile is told sooner.
//!
//! ```text
//! well ── bad for as long as the rule has patience ──▶ told ── 1 h, 4 h, then each 12 h ──▶ told again
//!   ▲                                                    │
//!   └──────────── well for five minutes, and told ───────┘
//! ```

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

/// The pauses between what is told of one alert; the last one again and again.
const PAUSES: [TimeDelta; 3] = [
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
];

/// What is well for so long is over: what comes again sooner has never gone.
const CALM: TimeDelta = TimeDelta::minutes(5);

/// The pause between two words of it, however it grows.
const LEAST_PAUSE: TimeDelta = TimeDelta::minutes(15);

/// Fewer more are no news.
const SOME_MORE: i64 = 3;

/// How many of each kind it is about; nothing when its size tells nothing.
pub(super) type Extent = BTreeMap<String, i64>;

/// What is known of one thing that can be wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alert {
    /// Since when it is wrong; nothing when it is well.
    pub since: Option<DateTime<Utc>>,
    /// When it was last seen to be wrong.
    pub bad_at: Option<DateTime<Utc>>,
    pub told_at: Option<DateTime<Utc>>,
    pub times_told: i32,
    /// The most of each kind that was told.
    pub told_of: Extent,
    /// Whether the owners were told in private, as the group could not be.
    pub owners_know: bool,
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
    /// There is much more of it than was told, or something else of the kind.
    Grows,
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

    /// Somebody has looked, and it is wrong to this extent or not at all.
    pub fn look(
        &mut self,
        extent: Option<&Extent>,
        patience: TimeDelta,
        now: DateTime<Utc>,
    ) -> Say {
        let Some(extent) = extent else {
            return self.see_well(now);
        };
        let say = self.see_bad(extent, patience, now);
        if say != Say::Nothing {
            for (kind, count) in extent {
                let told = self.told_of.entry(kind.clone()).or_default();
                *told = (*told).max(*count);
            }
        }
        say
    }

    /// What the owners are to be told while the group can't be: what the group is told, and
    /// what it was told when nobody knew yet that it hears nothing.
    pub fn tell_owners(&mut self, say: Say, now: DateTime<Utc>) -> Say {
        let is_open = self.times_told > 0 && self.bad_at == Some(now) && !self.is_muted(now);
        let say = match say {
            Say::Nothing if is_open && !self.owners_know => Say::Begun,
            say => say,
        };
        self.owners_know |= say != Say::Nothing && self.since.is_some();
        say
    }

    /// A mute holds for what was known: another kind is told all the same.
    fn has_grown(&self, extent: &Extent, now: DateTime<Utc>) -> bool {
        let is_early = self.told_at.is_none_or(|told| now - told < LEAST_PAUSE);
        let has_grown = |(kind, count): (&String, &i64)| {
            self.told_of.get(kind).is_none_or(|told| {
                *count >= told * 2 && *count >= told + SOME_MORE && !self.is_muted(now)
            })
        };
        self.times_told > 0 && !is_early && extent.iter().any(has_grown)
    }

    fn see_bad(&mut self, extent: &Extent, patience: TimeDelta, now: DateTime<Utc>) -> Say {
        let since = *self.since.get_or_insert(now);
        self.bad_at = Some(now);
        if self.has_grown(extent, now) {
            (self.told_at, self.times_told) = (Some(now), 1);
            return Say::Grows;
        }
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
            let extent = is_bad(minute).then(Extent::new);
            let say = alert.look(extent.as_ref(), PATIENCE, at(minute));
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

    #[test]
    fn another_kind_and_twice_as_many_are_told_before_their_time_but_not_each_minute() {
        let mut alert = Alert::default();
        let mut look = |minute, kinds: &[(&str, i64)], until: Option<i64>| {
            let kinds = kinds
                .iter()
                .map(|(kind, count)| ((*kind).to_owned(), *count));
            alert.muted_until = until.map(at);
            alert.look(Some(&kinds.collect()), TimeDelta::zero(), at(minute))
        };
        assert_eq!(look(0, &[("resend_set", 1)], None), Say::Begun);
        assert_eq!(
            look(20, &[("resend_set", 2)], None),
            Say::Nothing,
            "one more"
        );
        assert_eq!(look(21, &[("resend_set", 4)], None), Say::Grows);
        let two = [("deliver_set", 40), ("resend_set", 4)];
        assert_eq!(look(22, &two, None), Say::Nothing, "just told");
        assert_eq!(
            look(36, &two, Some(500)),
            Say::Grows,
            "it was another that was muted"
        );
        let more = [("deliver_set", 80)];
        assert_eq!(look(60, &more, Some(500)), Say::Nothing, "muted");
        assert_eq!(look(61, &more, None), Say::Grows);
        assert!(matches!(look(121, &more, None), Say::Lasts(_)));
    }

    #[test]
    fn owners_are_told_what_is_open_once_when_the_group_goes_away() {
        let mut alert = Alert::default();
        let mut look = |minute| {
            let say = alert.look(Some(&Extent::new()), TimeDelta::zero(), at(minute));
            alert.tell_owners(say, at(minute))
        };
        assert_eq!(look(0), Say::Begun);
        assert_eq!(look(1), Say::Nothing);
        let mut told_before = Alert::default();
        let extent = Extent::new();
        assert_eq!(
            told_before.look(Some(&extent), TimeDelta::zero(), at(0)),
            Say::Begun
        );
        let say = told_before.look(Some(&extent), TimeDelta::zero(), at(5));
        assert_eq!(say, Say::Nothing);
        assert_eq!(told_before.tell_owners(say, at(5)), Say::Begun);
        assert_eq!(told_before.tell_owners(say, at(5)), Say::Nothing);
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
                let extent = is_bad.then(Extent::new);
                match alert.look(extent.as_ref(), PATIENCE, at(minute)) {
                    Say::Nothing => {}
                    Say::Grows => prop_assert!(false, "nothing has grown"),
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
