//! Time as the desk counts it: that of its opening hours, read from the wall clock
//! of its time zone, or all of it where no hours are set.
//!
//! A wall clock skips an hour in spring and shows one twice in autumn. The desk
//! opens when its clock first shows the opening time, and closes when the clock
//! last shows the closing time; a time that is skipped comes when the clock jumps
//! over it. So a night shift is an hour shorter in spring and longer in autumn.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::{clock::shown, config::WeekHours};

/// When the desk works.
#[derive(Clone, Debug)]
pub(super) struct Calendar {
    /// `None`: always.
    hours: Option<WeekHours>,
    zone: Tz,
}

impl Calendar {
    pub fn new(hours: Option<WeekHours>, zone: Tz) -> Self {
        Self { hours, zone }
    }

    pub fn zone(&self) -> Tz {
        self.zone
    }

    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        self.opens_at(at) == at
    }

    /// `at` itself while the desk is open, and else when it opens next.
    pub fn opens_at(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        match self.spans_after(at) {
            None => at,
            Some(mut spans) => spans.next().map_or(at, |span| span.start.max(at)),
        }
    }

    /// When so much of the desk's time has gone by since `from`. What is used up
    /// as the desk closes is used up then, and not when it opens again.
    pub fn add(&self, from: DateTime<Utc>, amount: TimeDelta) -> DateTime<Utc> {
        if amount <= TimeDelta::zero() {
            return from;
        }
        let Some(spans) = self.spans_after(from) else {
            return from + amount;
        };
        let mut left = amount;
        for span in spans {
            let start = span.start.max(from);
            if left <= span.end - start {
                return start + left;
            }
            left -= span.end - start;
        }
        from + amount
    }

    /// How much of the desk's time lies between the two; none when they are in the
    /// wrong order.
    pub fn between(&self, from: DateTime<Utc>, until: DateTime<Utc>) -> TimeDelta {
        if until <= from {
            return TimeDelta::zero();
        }
        let Some(spans) = self.spans_after(from) else {
            return until - from;
        };
        spans
            .take_while(|span| span.start < until)
            .map(|span| span.end.min(until) - span.start.max(from))
            .sum()
    }

    /// The open spans that end after `at`, in order and without overlap; `None`
    /// when the desk never closes.
    fn spans_after(&self, at: DateTime<Utc>) -> Option<impl Iterator<Item = Range<DateTime<Utc>>>> {
        let hours = self.hours.as_ref()?;
        // A span may reach over midnight by an hour that is shown twice.
        let first = at.with_timezone(&self.zone).date_naive() - Days::new(2);
        let spans = first.iter_days().flat_map(move |day| {
            let of_day = hours.of(day.weekday()).iter();
            of_day.map(move |span| self.span(day, span))
        });
        let mut end_of_last = DateTime::<Utc>::MIN_UTC;
        let apart = spans.map(move |span| {
            let start = span.start.max(end_of_last);
            end_of_last = span.end.max(end_of_last);
            start..span.end
        });
        Some(apart.filter(move |span| span.start < span.end && at < span.end))
    }

    fn span(&self, day: NaiveDate, minutes: &Range<u16>) -> Range<DateTime<Utc>> {
        let on_the_clock =
            |minutes: u16| day.and_time(NaiveTime::MIN) + TimeDelta::minutes(minutes.into());
        let start = shown(self.zone, on_the_clock(minutes.start));
        let end = shown(self.zone, on_the_clock(minutes.end));
        start.0..end.1
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ZONES: [Tz; 5] = [
        Tz::Europe__Berlin,
        Tz::America__New_York,
        Tz::Europe__Moscow,
        Tz::Australia__Lord_Howe,
        Tz::UTC,
    ];

    fn calendar(hours: &str, zone: Tz) -> Calendar {
        let hours = (!hours.is_empty()).then(|| hours.parse().unwrap());
        Calendar::new(hours, zone)
    }

    fn at(words: &str) -> DateTime<Utc> {
        words.parse().unwrap()
    }

    #[test]
    fn a_night_is_shorter_in_spring_and_longer_in_autumn() {
        let night = calendar("Sat 22:00-06:00", Tz::Europe__Berlin);
        let length = |from: &str| night.between(at(from), at(from) + TimeDelta::days(2));
        assert_eq!(length("2026-03-21T12:00:00Z"), TimeDelta::hours(8));
        assert_eq!(length("2026-03-28T12:00:00Z"), TimeDelta::hours(7));
        assert_eq!(length("2026-10-24T12:00:00Z"), TimeDelta::hours(9));
    }

    #[test]
    fn a_desk_whose_hour_is_skipped_stays_closed() {
        let desk = calendar("Sun 02:00-03:00", Tz::Europe__Berlin);
        assert_eq!(
            desk.opens_at(at("2026-03-28T12:00:00Z")),
            at("2026-04-05T00:00:00Z")
        );
    }

    #[test]
    fn an_hour_that_comes_twice_is_open_twice() {
        let desk = calendar("Sun 02:00-03:00", Tz::Europe__Berlin);
        let sunday = at("2026-10-24T22:00:00Z");
        assert_eq!(desk.opens_at(sunday), at("2026-10-25T00:00:00Z"));
        let day = desk.between(sunday, sunday + TimeDelta::days(1));
        assert_eq!(day, TimeDelta::hours(2));
    }

    #[test]
    fn spans_that_an_autumn_lays_over_each_other_count_once() {
        let desk = calendar("Sun 01:00-02:20, Sun 02:40-04:00", Tz::Europe__Berlin);
        let sunday = at("2026-10-24T22:00:00Z");
        let day = desk.between(sunday, sunday + TimeDelta::days(1));
        // From 01:00 in summer's time until 04:00 in winter's.
        assert_eq!(day, TimeDelta::hours(4));
    }

    #[test]
    fn what_ends_with_the_day_ends_as_the_desk_closes() {
        let desk = calendar("Mon-Fri 09:00-18:00", Tz::UTC);
        let friday = at("2026-03-06T16:00:00Z");
        assert_eq!(
            desk.add(friday, TimeDelta::hours(2)),
            at("2026-03-06T18:00:00Z")
        );
        assert!(!desk.is_open(at("2026-03-06T18:00:00Z")));
        assert!(desk.is_open(at("2026-03-06T09:00:00Z")));
        assert_eq!(
            desk.opens_at(at("2026-03-06T18:00:00Z")),
            at("2026-03-09T09:00:00Z")
        );
    }

    fn hours() -> impl Strategy<Value = String> {
        let span = (0_usize..7, 0_usize..7, 0_u16..23, 0_u16..60, 61_u16..1380);
        prop::collection::vec(span, 1..4).prop_map(|spans| {
            let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
            let written = spans
                .into_iter()
                .map(|(first, last, hour, minute, length)| {
                    let until = (hour * 60 + minute + length) % 1440;
                    let (first, last) = (days[first], days[last]);
                    let (to_hour, to_minute) = (until / 60, until % 60);
                    format!("{first}-{last} {hour:02}:{minute:02}-{to_hour:02}:{to_minute:02}")
                });
            written.collect::<Vec<_>>().join(", ")
        })
    }

    /// Moments of 2026, to the minute, and amounts of up to two weeks.
    fn moment() -> impl Strategy<Value = DateTime<Utc>> {
        (0_i64..525_600).prop_map(|minute| at("2026-01-01T00:00:00Z") + TimeDelta::minutes(minute))
    }

    fn amount() -> impl Strategy<Value = TimeDelta> {
        (1_i64..20_160).prop_map(TimeDelta::minutes)
    }

    proptest! {
        #[test]
        fn adding_twice_is_adding_the_sum(
            hours in hours(), zone in prop::sample::select(&ZONES), from in moment(), a in amount(), b in amount(),
        ) {
            let desk = calendar(&hours, zone);
            prop_assert_eq!(desk.add(desk.add(from, a), b), desk.add(from, a + b));
        }

        #[test]
        fn between_takes_back_what_add_gave(
            hours in hours(), zone in prop::sample::select(&ZONES), from in moment(), amount in amount(),
        ) {
            let desk = calendar(&hours, zone);
            prop_assert_eq!(desk.between(from, desk.add(from, amount)), amount);
        }

        #[test]
        fn parts_of_a_time_make_up_the_whole(
            hours in hours(), zone in prop::sample::select(&ZONES), from in moment(), a in amount(), b in amount(),
        ) {
            let desk = calendar(&hours, zone);
            let (middle, until) = (from + a, from + a + b);
            let parts = desk.between(from, middle) + desk.between(middle, until);
            prop_assert_eq!(parts, desk.between(from, until));
            prop_assert!(parts <= until - from);
        }

        #[test]
        fn a_desk_that_never_closes_counts_plainly(
            zone in prop::sample::select(&ZONES), from in moment(), amount in amount(),
        ) {
            for hours in ["", "Mon-Sun 00:00-24:00"] {
                let desk = calendar(hours, zone);
                prop_assert_eq!(desk.add(from, amount), from + amount);
                prop_assert_eq!(desk.between(from, from + amount), amount);
                prop_assert!(desk.is_open(from));
            }
        }

        #[test]
        fn a_desk_is_open_once_it_has_opened(
            hours in hours(), zone in prop::sample::select(&ZONES), from in moment(),
        ) {
            let desk = calendar(&hours, zone);
            let opens_at = desk.opens_at(from);
            prop_assert!(desk.is_open(opens_at) && opens_at >= from);
            prop_assert_eq!(desk.between(from, opens_at), TimeDelta::zero());
        }
    }
}
