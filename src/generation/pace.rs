//! Kie's limit on new tasks, kept exactly: no ten seconds ever hold more than
//! twenty orders, and no place stays empty while somebody waits for it.

use chrono::{DateTime, TimeDelta, Utc};

/// Kie: 20 new tasks in 10 s per account (docs.kie.ai, "Rate limits").
pub const PLACES: usize = 20;
const WINDOW: TimeDelta = TimeDelta::seconds(10);

/// An order reaches Kie a little later than it took its place, and not always
/// equally much later.
const JITTER: TimeDelta = TimeDelta::milliseconds(500);

/// When the last places were used, at most [`PLACES`] of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    used_at: Vec<DateTime<Utc>>,
}

impl Window {
    /// The window as [`Window::used_at`] told it.
    pub fn of(mut used_at: Vec<DateTime<Utc>>) -> Self {
        used_at.sort_unstable();
        let superfluous = used_at.len().saturating_sub(PLACES);
        used_at.drain(..superfluous);
        Self { used_at }
    }

    pub fn used_at(&self) -> &[DateTime<Utc>] {
        &self.used_at
    }

    /// How many places can be taken now.
    pub fn free(&self, now: DateTime<Utc>) -> usize {
        PLACES - self.used_at.iter().filter(|at| is_held(**at, now)).count()
    }

    /// Uses a place that is free.
    pub fn take(&mut self, now: DateTime<Utc>) {
        if self.used_at.len() == PLACES {
            self.used_at.remove(0);
        }
        self.insert(now);
    }

    /// Moves a use that was planned for `turn` to `now`, when the order really
    /// leaves. `false`: too late, the place has gone to somebody else.
    pub fn postpone(&mut self, turn: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        let Some(index) = self.used_at.iter().position(|at| *at == turn) else {
            return false;
        };
        self.used_at.remove(index);
        self.insert(turn.max(now));
        true
    }

    /// Uses all places: somebody else has used the account's limit up.
    pub fn fill(&mut self, now: DateTime<Utc>) {
        self.used_at = vec![now; PLACES];
    }

    /// When the next place is free, if none is now.
    pub fn next_free(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self.used_at.first() {
            Some(oldest) if self.free(now) == 0 => *oldest + WINDOW + JITTER,
            _ => now,
        }
    }

    /// How long one place took lately; after a rest, how long it takes at best.
    pub fn pace(&self, now: DateTime<Utc>) -> TimeDelta {
        const LATELY: TimeDelta = TimeDelta::minutes(2);
        let best = (WINDOW + JITTER) / PLACES as i32;
        match self.used_at.first() {
            Some(oldest) if self.used_at.len() == PLACES && now - *oldest < LATELY => {
                ((now - *oldest) / PLACES as i32).max(best)
            }
            _ => best,
        }
    }

    fn insert(&mut self, at: DateTime<Utc>) {
        let index = self.used_at.partition_point(|other| *other <= at);
        self.used_at.insert(index, at);
    }
}

fn is_held(used_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - used_at < WINDOW + JITTER
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_700_000_000_000 + millis).unwrap()
    }

    /// The most orders that any ten seconds hold.
    fn fullest(orders: &[DateTime<Utc>]) -> usize {
        let within = |from: DateTime<Utc>| {
            let held = |order: &&DateTime<Utc>| **order >= from && **order - from < WINDOW;
            orders.iter().filter(held).count()
        };
        orders.iter().map(|order| within(*order)).max().unwrap_or(0)
    }

    #[test]
    fn twenty_leave_at_once_and_the_next_twenty_right_after_the_window() {
        let mut window = Window::default();
        for _ in 0..PLACES {
            assert!(window.free(at(0)) > 0);
            window.take(at(0));
        }
        assert_eq!(window.free(at(0)), 0);
        assert_eq!(window.next_free(at(0)), at(10_500));
        assert_eq!(window.free(at(10_499)), 0);
        assert_eq!(window.free(at(10_500)), PLACES);
    }

    #[test]
    fn a_turn_that_was_used_late_holds_its_place_from_then_on() {
        let mut window = Window::default();
        window.take(at(0));
        assert!(window.postpone(at(0), at(8_000)));
        assert_eq!(window.free(at(10_500)), PLACES - 1);
        assert!(!window.postpone(at(0), at(9_000)), "the turn was used");
    }

    #[test]
    fn a_limit_that_others_use_up_is_waited_for() {
        let mut window = Window::default();
        window.fill(at(0));
        assert_eq!(window.next_free(at(1)), at(10_500));
        assert_eq!(window.pace(at(10_500)), TimeDelta::milliseconds(525));
        assert_eq!(window.pace(at(40_000)), TimeDelta::seconds(2));
        assert_eq!(window.pace(at(400_000)), TimeDelta::milliseconds(525));
    }

    proptest! {
        /// Whoever comes when, and however late some use their turns.
        #[test]
        fn no_ten_seconds_ever_hold_more_than_twenty_orders(
            steps in prop::collection::vec((0_i64..3_000, 0_usize..30, 0_i64..15_000), 1..60),
        ) {
            let mut window = Window::default();
            let mut planned: Vec<(DateTime<Utc>, DateTime<Utc>)> = Vec::new();
            let mut orders = Vec::new();
            let mut now = 0;
            for (pause, wanted, delay) in steps {
                now += pause;
                // Turns whose time has come are used, if they still hold their place.
                let (due, later): (Vec<_>, Vec<_>) =
                    planned.into_iter().partition(|(_, leaves)| *leaves <= at(now));
                planned = later;
                for (turn, _) in due {
                    if window.postpone(turn, at(now)) {
                        orders.push(at(now));
                    }
                }
                for _ in 0..wanted.min(window.free(at(now))) {
                    window.take(at(now));
                    planned.push((at(now), at(now + delay)));
                }
                window = Window::of(window.used_at().to_vec());
            }
            prop_assert!(fullest(&orders) <= PLACES);
        }

        /// Somebody is always waiting: nothing is left unused.
        #[test]
        fn no_place_stays_empty_while_somebody_waits(photos in 1_usize..200) {
            let mut window = Window::default();
            let (mut now, mut left) = (at(0), photos);
            while left > 0 {
                for _ in 0..window.free(now).min(left) {
                    window.take(now);
                    left -= 1;
                }
                if left > 0 {
                    now = window.next_free(now);
                }
            }
            let windows = (photos - 1) / PLACES;
            prop_assert_eq!(now, at(10_500 * windows as i64));
        }
    }
}
