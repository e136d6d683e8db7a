//! Days and moments as people and the staff read them, by the desk's wall clock.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub(super) fn moment(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string()
}

pub(super) fn day(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y").to_string()
}
