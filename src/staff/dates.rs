//! Days and moments as the staff reads them, by the clock of its desk.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

pub(super) fn moment(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y %H:%M").to_string()
}

pub(super) fn day(zone: Tz, at: DateTime<Utc>) -> String {
    at.with_timezone(&zone).format("%d.%m.%Y").to_string()
}
