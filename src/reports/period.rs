//! The times that a report is about, by the desk's wall clock: a day hour by hour, a week
//! from Monday and a month day by day.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::clock::shown;

/// Ten years of days: before that there is nothing to look at.
pub(super) const MOST_BACK: u16 = 3650;

/// How long a report reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Kind {
    #[serde(rename = "d")]
    Day,
    #[serde(rename = "w")]
    Week,
    #[serde(rename = "m")]
    Month,
}

/// One day, week or month; `back` counts from the present one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Period {
    pub kind: Kind,
    pub back: u16,
}

/// The days of a period, and the steps in which it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// When each step begins, and when the last one ends.
    pub edges: Vec<DateTime<Utc>>,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Day, Self::Week, Self::Month];

    pub fn id(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    fn first_day(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => day,
            Self::Week => day - Days::new(day.weekday().num_days_from_monday().into()),
            Self::Month => day.with_day(1).expect("a month has a first day"),
        }
    }

    /// The first day of the period so many before the one that begins on `day`; the
    /// calendar's first day when there is none.
    fn before(self, day: NaiveDate, count: u16) -> NaiveDate {
        let before = match self {
            Self::Day => day.checked_sub_days(Days::new(count.into())),
            Self::Week => day.checked_sub_days(Days::new(7 * u64::from(count))),
            Self::Month => day.checked_sub_months(Months::new(count.into())),
        };
        before.unwrap_or(NaiveDate::MIN)
    }

    fn next(self, day: NaiveDate) -> NaiveDate {
        match self {
            Self::Day => day + Days::new(1),
            Self::Week => day + Days::new(7),
            Self::Month => day + Months::new(1),
        }
    }
}

impl Period {
    pub fn new(kind: Kind, back: u16) -> Self {
        Self {
            kind,
            back: back.min(MOST_BACK),
        }
    }

    /// The period before.
    pub fn earlier(self) -> Self {
        Self::new(self.kind, self.back.saturating_add(1))
    }

    /// The period after; none after the present one.
    pub fn later(self) -> Option<Self> {
        let back = self.back.checked_sub(1)?;
        Some(Self::new(self.kind, back))
    }

    pub fn span(self, now: DateTime<Utc>, zone: Tz) -> Span {
        let today = now.with_timezone(&zone).date_naive();
        let first = self.kind.before(self.kind.first_day(today), self.back);
        let end = self.kind.next(first);
        let midnight = |day: NaiveDate| shown(zone, day.and_time(NaiveTime::MIN)).0;
        let edges = match self.kind {
            Kind::Day => {
                let until = midnight(end);
                let hours = (0..).map(|hour| midnight(first) + TimeDelta::hours(hour));
                hours.take_while(|at| *at < until).chain([until]).collect()
            }
            Kind::Week | Kind::Month => {
                let days = first.iter_days().take_while(|day| *day <= end);
                days.map(midnight).collect()
            }
        };
        Span {
            first,
            last: end - Days::new(1),
            edges,
        }
    }
}

impl Span {
    /// A span that is one step.
    pub fn whole(&self) -> Self {
        Self {
            edges: vec![self.from(), self.until()],
            ..self.clone()
        }
    }

    /// As one step, no further than so long after its beginning.
    pub fn up_to(&self, reach: TimeDelta) -> Self {
        let until = (self.from() + reach).min(self.until());
        Self {
            edges: vec![self.from(), until],
            ..self.clone()
        }
    }

    pub fn from(&self) -> DateTime<Utc> {
        self.edges[0]
    }

    pub fn until(&self) -> DateTime<Utc> {
        *self.edges.last().expect("a span has two edges at least")
    }

    pub fn steps(&self) -> usize {
        self.edges.len() - 1
    }

    /// Whether it is not over at `now`.
    pub fn is_under_way(&self, now: DateTime<Utc>) -> bool {
        now < self.until()
    }

    /// The step in which `now` lies.
    pub fn step_of(&self, now: DateTime<Utc>) -> Option<usize> {
        let begun = self.edges.iter().take_while(|edge| **edge <= now).count();
        (1..=self.steps()).contains(&begun).then(|| begun - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().unwrap()
    }

    #[test]
    fn a_day_has_as_many_hours_as_the_clock_gives_it() {
        let berlin = Tz::Europe__Berlin;
        let hours = |words| Period::new(Kind::Day, 0).span(at(words), berlin).steps();
        assert_eq!(hours("2026-03-28T12:00:00Z"), 24);
        assert_eq!(hours("2026-03-29T12:00:00Z"), 23);
        assert_eq!(hours("2026-10-25T12:00:00Z"), 25);
        // Kathmandu's day begins at a quarter past six in the evening.
        let day = Period::new(Kind::Day, 0).span(at("2026-03-01T18:15:00Z"), Tz::Asia__Kathmandu);
        assert_eq!(day.first.to_string(), "2026-03-02");
        assert_eq!((day.from(), day.steps()), (at("2026-03-01T18:15:00Z"), 24));
    }

    #[test]
    fn weeks_begin_on_monday_and_months_on_the_first() {
        let now = at("2026-03-01T22:30:00Z");
        let span = |kind, back| {
            let span = Period::new(kind, back).span(now, Tz::Europe__Moscow);
            format!("{} {} {}", span.first, span.last, span.steps())
        };
        // It is Monday in Moscow.
        assert_eq!(span(Kind::Week, 0), "2026-03-02 2026-03-08 7");
        assert_eq!(span(Kind::Week, 1), "2026-02-23 2026-03-01 7");
        assert_eq!(span(Kind::Month, 0), "2026-03-01 2026-03-31 31");
        assert_eq!(span(Kind::Month, 1), "2026-02-01 2026-02-28 28");
        assert_eq!(span(Kind::Month, 25), "2024-02-01 2024-02-29 29");
    }

    #[test]
    fn a_span_knows_where_now_is() {
        let now = at("2026-03-04T12:00:00Z");
        let week = Period::new(Kind::Week, 0).span(now, Tz::UTC);
        assert_eq!((week.step_of(now), week.is_under_way(now)), (Some(2), true));
        assert_eq!(week.step_of(week.until()), None);
        assert!(!week.is_under_way(week.until()));
        assert_eq!(week.step_of(week.from() - TimeDelta::seconds(1)), None);
        let same = week.up_to(now - week.from());
        assert_eq!((same.steps(), same.until()), (1, now));
        assert_eq!(week.up_to(TimeDelta::days(30)).until(), week.until());
    }

    #[test]
    fn periods_are_turned_to_the_present_and_no_further() {
        let period = Period::new(Kind::Month, 1);
        assert_eq!(period.later(), Some(Period::new(Kind::Month, 0)));
        assert_eq!(period.later().unwrap().later(), None);
        assert_eq!(Period::new(Kind::Day, u16::MAX).back, MOST_BACK);
        let oldest = Period::new(Kind::Month, MOST_BACK).span(at("2026-03-04T12:00:00Z"), Tz::UTC);
        assert_eq!(oldest.first.to_string(), "1722-01-01");
    }
}
