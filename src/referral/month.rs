//! A month of the calendar, by the wall clock of the reports.

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;

use crate::{clock::shown, i18n::Lang};

/// Months before this one are not shown: nobody was brought by a link then.
const FIRST_YEAR: i32 = 2020;

/// A month, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month {
    first: NaiveDate,
}

impl Month {
    /// The month of `at`, as clocks in `zone` show it.
    pub fn of(at: DateTime<Utc>, zone: Tz) -> Self {
        let day = at.with_timezone(&zone).date_naive();
        Self {
            first: day.with_day(1).expect("every month has a first day"),
        }
    }

    /// The month with this number, from 1 to 12, of a year; `None` for others.
    pub fn new(year: i32, number: u32) -> Option<Self> {
        if year < FIRST_YEAR {
            return None;
        }
        NaiveDate::from_ymd_opt(year, number, 1).map(|first| Self { first })
    }

    pub fn year(self) -> i32 {
        self.first.year()
    }

    /// From 1 to 12.
    pub fn number(self) -> u32 {
        self.first.month()
    }

    pub fn before(self) -> Self {
        Self {
            first: self.first - Months::new(1),
        }
    }

    pub fn next(self) -> Self {
        Self {
            first: self.first + Months::new(1),
        }
    }

    /// How many days it has.
    pub fn days(self) -> usize {
        usize::from(self.first.num_days_in_month())
    }

    /// When each of its days begins in `zone`, and when the last one ends.
    pub fn edges(self, zone: Tz) -> Vec<DateTime<Utc>> {
        let midnights = self.first.iter_days().take(self.days() + 1);
        midnights
            .map(|day| shown(zone, day.and_time(NaiveTime::MIN)).0)
            .collect()
    }

    /// “March 2026”.
    pub fn title(self, lang: Lang) -> String {
        format!("{} {}", self.name(lang), self.year())
    }

    /// “March”.
    pub fn name(self, lang: Lang) -> String {
        lang.text(&format!("referral-month-{}", self.number()), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().unwrap()
    }

    #[test]
    fn a_month_turns_at_midnight_of_its_zone() {
        let moscow = Tz::Europe__Moscow;
        let march = Month::new(2026, 3).unwrap();
        assert_eq!(Month::of(at("2026-03-31T20:59:59Z"), moscow), march);
        assert_eq!(Month::of(at("2026-03-31T21:00:00Z"), moscow), march.next());
        let edges = march.edges(moscow);
        assert_eq!(edges.len(), 32);
        assert_eq!(edges[0], at("2026-02-28T21:00:00Z"));
        assert_eq!(edges[31], at("2026-03-31T21:00:00Z"));
    }

    #[test]
    fn days_are_as_long_as_clocks_make_them() {
        let march = Month::new(2026, 3).unwrap().edges(Tz::Europe__Berlin);
        let hours: Vec<i64> = march
            .windows(2)
            .map(|day| (day[1] - day[0]).num_hours())
            .collect();
        assert_eq!(hours.iter().filter(|hours| **hours == 24).count(), 30);
        assert_eq!(hours[28], 23);
    }

    #[test]
    fn months_follow_each_other_through_years() {
        let january = Month::new(2028, 1).unwrap();
        assert_eq!(january.before(), Month::new(2027, 12).unwrap());
        assert_eq!(january.next().days(), 29);
        assert!(january.before() < january);
        assert_eq!(january.title(Lang::Ru), "Январь 2028");
    }

    #[test]
    fn what_is_no_month_is_none() {
        for (year, number) in [(2026, 0), (2026, 13), (-5, 3), (i32::MAX, 12), (1999, 1)] {
            assert_eq!(Month::new(year, number), None);
        }
    }
}
