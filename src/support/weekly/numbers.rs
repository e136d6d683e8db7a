//! A week of the support in numbers.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{clock::shown, support::ticket::Category};

/// The seven days of a week, from Monday, by the desk's wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::support) struct Days7 {
    pub monday: NaiveDate,
    /// When each day begins, and when the last one ends.
    pub edges: [DateTime<Utc>; 8],
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::support) struct Numbers {
    /// New tickets by day and category, in the order of [`Category::ALL`].
    pub opened: [[u32; Category::ALL.len()]; 7],
    /// New tickets of the week before.
    pub opened_before: u32,
    pub resolved: u32,
    /// From a person's first word to the first answer.
    pub first_response: Times,
    /// From a person's first word to the solution.
    pub resolution: Times,
    pub first_response_kept: Kept,
    pub resolution_kept: Kept,
    /// How many gave 1 to 5 stars.
    pub ratings: [u32; 5],
    pub open_now: u32,
    /// Of those, how many something is overdue of.
    pub overdue_now: u32,
}

/// How long things took; nothing where nothing happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::support) struct Times {
    pub median: Option<TimeDelta>,
    /// In nine of ten cases it did not take longer.
    pub ninth_decile: Option<TimeDelta>,
}

/// How many promises were kept, of those whose time had come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::support) struct Kept {
    pub kept: u32,
    pub of: u32,
}

impl Days7 {
    /// The week in which `now` lies, or one so many weeks before.
    pub fn of(now: DateTime<Utc>, zone: Tz, weeks_before: u32) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        let passed = u64::from(today.weekday().num_days_from_monday());
        let monday = today - Days::new(passed + 7 * u64::from(weeks_before));
        Self::from_monday(monday, zone)
    }

    pub fn from_monday(monday: NaiveDate, zone: Tz) -> Self {
        let edges = std::array::from_fn(|day| {
            let midnight = (monday + Days::new(day as u64)).and_time(NaiveTime::MIN);
            shown(zone, midnight).0
        });
        Self { monday, edges }
    }

    pub fn before(&self, zone: Tz) -> Self {
        Self::from_monday(self.monday - Days::new(7), zone)
    }

    pub fn from(&self) -> DateTime<Utc> {
        self.edges[0]
    }

    pub fn until(&self) -> DateTime<Utc> {
        self.edges[7]
    }

    pub fn sunday(&self) -> NaiveDate {
        self.monday + Days::new(6)
    }
}

impl Numbers {
    /// Whether there is nothing to tell: nothing came, and nothing is open.
    pub fn is_quiet(&self) -> bool {
        self.opened_in_all() + self.resolved + self.rated() + self.open_now == 0
    }

    pub fn opened_on(&self, day: usize) -> u32 {
        self.opened[day].iter().sum()
    }

    pub fn opened_of(&self, category: usize) -> u32 {
        self.opened.iter().map(|day| day[category]).sum()
    }

    pub fn opened_in_all(&self) -> u32 {
        self.opened.iter().flatten().sum()
    }

    pub fn rated(&self) -> u32 {
        self.ratings.iter().sum()
    }

    /// In tenths of a star, so that it is said as it is rounded.
    pub fn mean_rating(&self) -> Option<u32> {
        let stars = self.ratings.iter().zip(1..);
        let sum: u32 = stars.map(|(count, stars)| count * stars).sum();
        (sum * 10 + self.rated() / 2).checked_div(self.rated())
    }
}

impl Kept {
    /// Full percents, rounded down: a hundred means all of them.
    pub fn percent(self) -> Option<u32> {
        (self.kept * 100).checked_div(self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_by_the_desks_clock() {
        let sunday: DateTime<Utc> = "2026-03-29T21:30:00Z".parse().unwrap();
        let berlin = Days7::of(sunday, Tz::Europe__Berlin, 0);
        let moscow = Days7::of(sunday, Tz::Europe__Moscow, 0);
        assert_eq!(berlin.monday.to_string(), "2026-03-23");
        assert_eq!(moscow.monday.to_string(), "2026-03-30");
        // Berlin's clock skips an hour of this week's Sunday.
        assert_eq!(berlin.until() - berlin.from(), TimeDelta::hours(7 * 24 - 1));
        assert_eq!(
            Days7::of(sunday, Tz::Europe__Moscow, 1).sunday(),
            berlin.sunday()
        );
    }

    #[test]
    fn percents_are_not_polished() {
        let percent = |kept, of| Kept { kept, of }.percent();
        assert_eq!(percent(0, 0), None);
        assert_eq!(percent(999, 1000), Some(99));
        assert_eq!(percent(3, 3), Some(100));
    }

    #[test]
    fn the_mean_is_rounded_to_a_tenth() {
        let mean = |ratings| {
            Numbers {
                ratings,
                ..Numbers::default()
            }
            .mean_rating()
        };
        assert_eq!(mean([0; 5]), None);
        assert_eq!(mean([1, 0, 0, 0, 1]), Some(30));
        assert_eq!(mean([0, 0, 0, 1, 2]), Some(47));
    }
}
