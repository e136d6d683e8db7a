//! The times that a partner's page shows and a file covers.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{clock::shown, referral::month::Month, referral::store::statistics::Span};

/// How many days the newest picture shows, today among them.
const RECENT_DAYS: i64 = 30;

/// What a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Period {
    /// The last thirty days.
    #[serde(rename = "r")]
    Recent,
    /// Of a year, the month from 1 to 12.
    #[serde(rename = "m")]
    Month(u16, u8),
}

/// What a file covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Reach {
    #[serde(rename = "r")]
    Recent,
    #[serde(rename = "m")]
    ThisMonth,
    #[serde(rename = "l")]
    LastMonth,
    #[serde(rename = "y")]
    ThisYear,
    #[serde(rename = "a")]
    All,
}

impl Reach {
    pub const ALL: [Self; 5] = [
        Self::Recent,
        Self::ThisMonth,
        Self::LastMonth,
        Self::ThisYear,
        Self::All,
    ];

    /// `began` is when something first happened.
    pub fn span(self, now: DateTime<Utc>, began: Option<DateTime<Utc>>, zone: Tz) -> Span {
        let today = today(now, zone);
        let this = Month::of(now, zone);
        match self {
            Self::Recent => recent(today, zone),
            Self::ThisMonth => of_month(this, zone),
            Self::LastMonth => of_month(this.before(), zone),
            Self::ThisYear => {
                let first = NaiveDate::from_ymd_opt(today.year(), 1, 1).unwrap_or(today);
                span(first, today, zone)
            }
            Self::All => {
                let first = began.map_or(today, |began| self::today(began, zone));
                span(first.pred_opt().unwrap_or(first), today, zone)
            }
        }
    }
}

impl Period {
    /// A month of the calendar, if this is one.
    fn month(self) -> Option<Month> {
        match self {
            Self::Recent => None,
            Self::Month(year, number) => Month::new(year.into(), number.into()),
        }
    }

    fn of(month: Month) -> Option<Self> {
        let year = u16::try_from(month.year()).ok()?;
        Some(Self::Month(year, u8::try_from(month.number()).ok()?))
    }

    pub fn span(self, now: DateTime<Utc>, zone: Tz) -> Span {
        match self.month() {
            Some(month) => of_month(month, zone),
            None => recent(today(now, zone), zone),
        }
    }

    /// The period to the left, unless nothing had happened before this one.
    pub fn before(
        self,
        now: DateTime<Utc>,
        began: Option<DateTime<Utc>>,
        zone: Tz,
    ) -> Option<Self> {
        let month = match self.month() {
            Some(month) => month.before(),
            None => Month::of(now, zone),
        };
        let first = Month::of(began?, zone);
        (month >= first).then(|| Self::of(month)).flatten()
    }

    /// The period to the right; what comes after this month is the newest picture.
    pub fn after(self, now: DateTime<Utc>, zone: Tz) -> Option<Self> {
        let month = self.month()?;
        if month < Month::of(now, zone) {
            Self::of(month.next())
        } else {
            Some(Self::Recent)
        }
    }

    /// “March 2026”; `None` for the newest picture.
    pub fn title(self, lang: crate::i18n::Lang) -> Option<String> {
        self.month().map(|month| month.title(lang))
    }
}

pub(super) fn today(now: DateTime<Utc>, zone: Tz) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

fn recent(today: NaiveDate, zone: Tz) -> Span {
    span(today - TimeDelta::days(RECENT_DAYS - 1), today, zone)
}

fn of_month(month: Month, zone: Tz) -> Span {
    let first = NaiveDate::from_ymd_opt(month.year(), month.number(), 1);
    let first = first.expect("a month has a first day");
    let days = i64::try_from(month.days()).expect("a month has few days");
    span(first, first + TimeDelta::days(days - 1), zone)
}

fn span(first: NaiveDate, last: NaiveDate, zone: Tz) -> Span {
    let begins = |day: NaiveDate| shown(zone, day.and_time(NaiveTime::MIN)).0;
    Span {
        first,
        last,
        from: begins(first),
        to: begins(last + TimeDelta::days(1)),
        zone: zone.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().unwrap()
    }

    #[test]
    fn thirty_days_end_with_today_by_the_clock_of_the_reports() {
        let zone = Tz::Europe__Moscow;
        let span = Period::Recent.span(at("2026-03-02T21:30:00Z"), zone);
        assert_eq!(span.last.to_string(), "2026-03-03");
        assert_eq!(span.first.to_string(), "2026-02-02");
        assert_eq!(span.from, at("2026-02-01T21:00:00Z"));
        assert_eq!(span.to, at("2026-03-03T21:00:00Z"));
    }

    #[test]
    fn months_are_turned_from_the_first_to_the_newest() {
        let (zone, now, began) = (
            Tz::UTC,
            at("2026-03-15T00:00:00Z"),
            at("2026-01-31T00:00:00Z"),
        );
        let mut shown = vec![Period::Recent];
        while let Some(before) = shown.last().unwrap().before(now, Some(began), zone) {
            shown.push(before);
        }
        let march = Period::Month(2026, 3);
        let february = Period::Month(2026, 2);
        let january = Period::Month(2026, 1);
        assert_eq!(shown, [Period::Recent, march, february, january]);
        assert_eq!(january.after(now, zone), Some(february));
        assert_eq!(february.after(now, zone), Some(march));
        assert_eq!(march.after(now, zone), Some(Period::Recent));
        assert_eq!(Period::Recent.after(now, zone), None);
        assert_eq!(Period::Recent.before(now, None, zone), None);
    }

    #[test]
    fn a_month_that_is_none_shows_the_last_days() {
        let now = at("2026-03-15T00:00:00Z");
        let shown = Period::Month(2026, 13).span(now, Tz::UTC);
        assert_eq!(shown.last.to_string(), "2026-03-15");
    }

    #[test]
    fn files_reach_as_far_as_they_say() {
        let (now, began) = (at("2026-03-15T00:00:00Z"), at("2025-05-05T12:00:00Z"));
        let days = Reach::ALL.map(|reach| {
            let span = reach.span(now, Some(began), Tz::UTC);
            format!("{} {}", span.first, span.last)
        });
        assert_eq!(
            days,
            [
                "2026-02-14 2026-03-15",
                "2026-03-01 2026-03-31",
                "2026-02-01 2026-02-28",
                "2026-01-01 2026-03-15",
                "2025-05-04 2026-03-15",
            ]
        );
    }
}
