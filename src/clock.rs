//! The one place that asks what time it is, so that tests can turn the clock
//! by a day without waiting for one.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use chrono::{DateTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// Samoa left out a whole day once; nobody has left out more.
const MOST_SKIPPED_MINUTES: i64 = 2 * 24 * 60;

/// A source of the present moment. Clones share one hand.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    /// Microseconds since the Unix epoch, moved by [`Clock::advance`] alone.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Source::System)
    }

    /// A clock that stands at `moment` until it is advanced.
    pub fn standing_at(moment: DateTime<Utc>) -> Self {
        Self(Source::Manual(Arc::new(AtomicI64::new(
            moment.timestamp_micros(),
        ))))
    }

    /// The present moment, in microseconds as PostgreSQL keeps them, so that a
    /// time that went through the database equals itself.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one caller of Utc::now"
    )]
    pub fn now(&self) -> DateTime<Utc> {
        let micros = match &self.0 {
            Source::System => Utc::now().timestamp_micros(),
            Source::Manual(hand) => hand.load(Ordering::SeqCst),
        };
        DateTime::from_timestamp_micros(micros).expect("the clock stays within chrono's range")
    }

    /// Moves a standing clock forward. A system clock can't be moved and stays as it is.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Manual(hand) = &self.0 {
            hand.fetch_add(by.num_microseconds().unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }
}

/// When the wall clock of a zone shows this first and last; with the jump, where it
/// is skipped.
pub fn shown(zone: Tz, time: NaiveDateTime) -> (DateTime<Utc>, DateTime<Utc>) {
    let local = (0..MOST_SKIPPED_MINUTES).find_map(|skipped| {
        let local = zone.from_local_datetime(&(time + TimeDelta::minutes(skipped)));
        local.earliest().zip(local.latest())
    });
    let (first, last) = local.expect("no clock skips more than two days");
    (first.to_utc(), last.to_utc())
}
