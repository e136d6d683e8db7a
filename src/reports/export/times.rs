//! The time that a file is about, in whole days of the desk's wall clock.

use chrono::{DateTime, Days, Months, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::What;
use crate::{
    clock::shown,
    i18n::{FluentValue, Lang},
    reports::period::{Kind, Period},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::reports) struct Times {
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// `2026-03`, or `2026-03-01..2026-03-15`.
    pub name: String,
}

impl Times {
    pub fn this_month(now: DateTime<Utc>, zone: Tz) -> Self {
        Self::month(Period::new(Kind::Month, 0).span(now, zone).first, zone)
    }

    pub fn last_month(now: DateTime<Utc>, zone: Tz) -> Self {
        Self::month(Period::new(Kind::Month, 1).span(now, zone).first, zone)
    }

    /// A month, or two days with all between.
    pub fn read(words: &str, zone: Tz) -> Option<Self> {
        let day = |words: &str| NaiveDate::parse_from_str(words.trim(), "%Y-%m-%d").ok();
        if let Some((first, last)) = words.split_once("..") {
            let (first, last) = day(first).zip(day(last))?;
            let name = format!("{first}..{last}");
            let end = last.checked_add_days(Days::new(1))?;
            return (first <= last).then(|| Self::between(first, end, name, zone));
        }
        let first = day(&format!("{words}-01"))?;
        Some(Self::month(first, zone))
    }

    fn month(first: NaiveDate, zone: Tz) -> Self {
        let name = first.format("%Y-%m").to_string();
        Self::between(first, first + Months::new(1), name, zone)
    }

    fn between(first: NaiveDate, end: NaiveDate, name: String, zone: Tz) -> Self {
        let midnight = |day: NaiveDate| shown(zone, day.and_time(NaiveTime::MIN)).0;
        Self {
            from: midnight(first),
            until: midnight(end),
            name,
        }
    }

    /// The variables of what is said about the file.
    pub fn args(&self, lang: Lang, what: What) -> [(&'static str, FluentValue<'static>); 2] {
        [
            ("what", what.title(lang).into()),
            ("time", self.name.clone().into()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_a_month_or_two_days_by_the_desks_clock() {
        let zone = Tz::Europe__Moscow;
        let read = |words| {
            let times = Times::read(words, zone)?;
            Some(format!("{} {} {}", times.from, times.until, times.name))
        };
        let march = "2026-02-28 21:00:00 UTC 2026-03-31 21:00:00 UTC 2026-03";
        assert_eq!(read("2026-03").as_deref(), Some(march));
        let days = "2026-02-28 21:00:00 UTC 2026-03-02 21:00:00 UTC 2026-03-01..2026-03-02";
        assert_eq!(read("2026-03-01 .. 2026-03-02").as_deref(), Some(days));
        for wrong in [
            "2026-13",
            "2026-03-02..2026-03-01",
            "march",
            "..",
            "2026-03-01",
            "2026-02-30..2026-03-01",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        let now = "2026-02-28T21:30:00Z".parse().unwrap();
        assert_eq!(Times::this_month(now, zone).name, "2026-03");
        assert_eq!(Times::last_month(now, zone).name, "2026-02");
    }
}
