//! How a process that serves the webhook takes its leave of the balancer.

use std::time::Duration;

use super::reader::Reader;

/// With what is under way afterwards, less than the 30 s in which a process has to stop.
const MOST_SECS: u64 = 10;

impl Reader {
    pub(super) fn stop_grace(&mut self) -> Option<Duration> {
        let name = "STOP_GRACE_SECS";
        let secs: u64 = self.or(name, "5", "a whole number of seconds")?;
        if secs > MOST_SECS {
            self.mistake(name, "must be at most 10");
        }
        Some(Duration::from_secs(secs))
    }
}
