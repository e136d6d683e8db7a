//! How much a process sends, by what it sent in the last seconds.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

/// After so long without a message a process is at rest.
const LATELY: Duration = Duration::from_secs(3);

const SECOND: Duration = Duration::from_secs(1);

/// So much was sent from one time until the next.
pub(super) struct Lately(VecDeque<(Instant, u32)>);

impl Lately {
    /// Of a process that starts, which is about to send what waited for it.
    pub fn new() -> Self {
        Self(VecDeque::from([(Instant::now(), 1)]))
    }

    /// So many messages were sent since the last time.
    pub fn note(&mut self, sent: u32, now: Instant) {
        self.0.push_back((now, sent));
        self.0.retain(|(at, _)| now - *at < LATELY);
    }

    /// The most that was noted within any second.
    pub fn pace(&self) -> u32 {
        let second_before = |last: &(Instant, u32)| {
            let within = self
                .0
                .iter()
                .filter(|(at, _)| *at <= last.0 && last.0 - *at < SECOND);
            within.map(|(_, sent)| sent).sum()
        };
        self.0.iter().map(second_before).max().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_is_that_of_the_fullest_second_of_the_last_three() {
        let mut lately = Lately(VecDeque::new());
        let start = Instant::now();
        for (quarter, sent) in [(1, 1), (2, 0), (3, 4), (4, 2), (9, 3)] {
            lately.note(sent, start + quarter * Duration::from_millis(250));
        }
        assert_eq!(lately.pace(), 7);
        lately.note(0, start + Duration::from_secs(4));
        assert_eq!(lately.pace(), 3);
        lately.note(0, start + Duration::from_secs(6));
        assert_eq!(lately.pace(), 0);
    }
}
