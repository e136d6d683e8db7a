//! When the support desk works, as `SUPPORT_HOURS` says it: `Mon-Fri 09:00-18:00,
//! Sat 10:00-14:00`. Only the week of a wall clock; what that means in a time zone
//! is the business of whoever counts by it.

use std::{fmt, ops::Range, str::FromStr};

use chrono::Weekday;

/// Minutes of a day; a span may end with the day.
const DAY_MINUTES: u16 = 24 * 60;

/// A desk that is open for less could keep no promise within a lifetime.
const LEAST_WEEK_MINUTES: u16 = 60;

/// The open spans of each day of a week, in minutes since midnight of the wall
/// clock: in order, none touching the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeekHours([Vec<Range<u16>>; 7]);

/// Why something is no week of hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoHours(String);

impl WeekHours {
    pub fn of(&self, day: Weekday) -> &[Range<u16>] {
        &self.0[index(day)]
    }

    fn add(&mut self, day: usize, span: Range<u16>) {
        let spans = &mut self.0[day];
        spans.push(span);
        spans.sort_by_key(|span| span.start);
        let mut joined: Vec<Range<u16>> = Vec::new();
        for span in spans.drain(..) {
            match joined.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => joined.push(span),
            }
        }
        *spans = joined;
    }

    fn minutes(&self) -> u16 {
        let spans = self.0.iter().flatten();
        spans.map(|span| span.end - span.start).sum()
    }
}

impl FromStr for WeekHours {
    type Err = NoHours;

    /// Days and spans as in `Fri-Mon 09:00-18:00`, separated by commas. A span that
    /// ends before it begins goes on until that time of the next day.
    fn from_str(words: &str) -> Result<Self, Self::Err> {
        let mut hours = Self(Default::default());
        for part in words.split(',') {
            let part = part.trim();
            let no_part = || NoHours(format!("`{part}` is not like Mon-Fri 09:00-18:00"));
            let (days, span) = part.split_once(char::is_whitespace).ok_or_else(no_part)?;
            let (first, last) = days.split_once('-').unwrap_or((days, days));
            let (first, last) = day(first).zip(day(last)).ok_or_else(no_part)?;
            let (from, until) = span.trim().split_once('-').ok_or_else(no_part)?;
            let (from, until) = time(from).zip(time(until)).ok_or_else(no_part)?;
            if from == until || from == DAY_MINUTES {
                return Err(NoHours(format!("`{part}` is no time at all")));
            }
            for offset in 0..=(last + 7 - first) % 7 {
                let day = (first + offset) % 7;
                if from < until {
                    hours.add(day, from..until);
                } else {
                    hours.add(day, from..DAY_MINUTES);
                    if until > 0 {
                        hours.add((day + 1) % 7, 0..until);
                    }
                }
            }
        }
        if hours.minutes() < LEAST_WEEK_MINUTES {
            return Err(NoHours("a week must have an hour at least".to_owned()));
        }
        Ok(hours)
    }
}

impl std::error::Error for NoHours {}

impl fmt::Display for NoHours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn index(day: Weekday) -> usize {
    usize::try_from(day.num_days_from_monday()).expect("a week has seven days")
}

/// `Mon` or `Monday`, in any case.
fn day(name: &str) -> Option<usize> {
    name.trim().parse().ok().map(index)
}

/// `09:00`, `9:00`, or `24:00` for the end of the day.
fn time(words: &str) -> Option<u16> {
    let (hour, minute) = words.trim().split_once(':')?;
    let is_number = |words: &str, most: usize| {
        (1..=most).contains(&words.len()) && words.bytes().all(|digit| digit.is_ascii_digit())
    };
    if !is_number(hour, 2) || !is_number(minute, 2) || minute.len() != 2 {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let minutes = hour * 60 + minute;
    (minute < 60 && minutes <= DAY_MINUTES).then_some(minutes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans(words: &str, day: Weekday) -> Vec<(u16, u16)> {
        let hours: WeekHours = words.parse().unwrap();
        let of_day = hours.of(day).iter();
        of_day
            .map(|span| (span.start / 60, span.end / 60))
            .collect()
    }

    #[test]
    fn days_have_their_spans() {
        let usual = "Mon-Fri 09:00-18:00, Sat 10:00-14:00";
        assert_eq!(spans(usual, Weekday::Wed), [(9, 18)]);
        assert_eq!(spans(usual, Weekday::Sat), [(10, 14)]);
        assert_eq!(spans(usual, Weekday::Sun), []);
        let lunch = "mon 9:00-13:00,Monday 14:00-24:00";
        assert_eq!(spans(lunch, Weekday::Mon), [(9, 13), (14, 24)]);
    }

    #[test]
    fn weeks_and_nights_may_wrap() {
        assert_eq!(spans("Sat-Mon 10:00-12:00", Weekday::Sun), [(10, 12)]);
        assert_eq!(spans("Sat-Mon 10:00-12:00", Weekday::Fri), []);
        let nights = "Sun 22:00-06:00";
        assert_eq!(spans(nights, Weekday::Sun), [(22, 24)]);
        assert_eq!(spans(nights, Weekday::Mon), [(0, 6)]);
        assert_eq!(spans("Sun 22:00-00:00", Weekday::Mon), []);
    }

    #[test]
    fn spans_that_touch_become_one() {
        let touching = "Tue 09:00-12:00, Tue 12:00-15:00, Tue 14:00-16:00, Tue 10:00-11:00";
        assert_eq!(spans(touching, Weekday::Tue), [(9, 16)]);
    }

    #[test]
    fn what_is_no_week_is_refused() {
        for words in [
            "",
            "Mon",
            "Mon-Fri",
            "Mon 09:00",
            "Mon 09:00-25:00",
            "Mon 09:60-10:00",
            "Mon 09:00-09:00",
            "Mon 24:00-09:00",
            "Mon 9-18",
            "Mon +9:00-18:00",
            "Mon 09:000-18:00",
            "Noday 09:00-18:00",
            "Mon-Fri 09:00-18:00,",
            "Mon 09:00-09:30",
        ] {
            assert!(words.parse::<WeekHours>().is_err(), "{words}");
        }
    }

    proptest! {
        #[test]
        fn rubbish_never_panics(words in "[MonSatFri0-9:, -]{0,40}|\\PC{0,40}") {
            if let Ok(hours) = words.parse::<WeekHours>() {
                prop_assert!(hours.minutes() >= LEAST_WEEK_MINUTES);
            }
        }

        #[test]
        fn every_span_is_understood(first in 0_u16..1440, last in 0_u16..=1440, day in 0_usize..7) {
            prop_assume!(first != last && (last + 1440 - first) % 1440 >= LEAST_WEEK_MINUTES);
            let name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day];
            let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
            let hours: WeekHours = format!("{name} {}-{}", clock(first), clock(last)).parse().unwrap();
            prop_assert_eq!(hours.minutes(), (last + 1440 - first) % 1440);
        }
    }
}
