//! When the next message may go to a chat: the generic cell rate algorithm, with a burst that a
//! flood uses up for good.
//!
//! A burst and the full pace right after it are more than a group takes in a minute. So how early a
//! message may be grows less with the time since the chat was quiet, and in the minutes after that
//! messages go out at the pace of `every`, as many as Telegram allows.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::time::Instant;

/// The pace of messages. `every` is the steady interval, `burst` the number that may go out at once
/// after a quiet time.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub every: Duration,
    pub burst: u32,
    /// So long after a quiet time nothing is left of the burst. `None`: it comes back as soon as
    /// there is time for it.
    pub fades: Option<Duration>,
}

impl Pace {
    /// By how much a message may be early at most.
    pub fn reserve(self) -> Duration {
        self.every * self.burst.saturating_sub(1)
    }

    /// After so long a chat may be forgotten: even an album finds it as if nothing had been sent.
    pub(super) fn rest(self) -> Duration {
        self.fades.unwrap_or_default()
    }

    /// How long after the end of the last quiet time a call of so many messages may go out, if
    /// one message would at the steady pace go out after `next`.
    fn ready_after(self, next: Duration, messages: u32) -> Duration {
        let steady = next + self.every * messages.saturating_sub(1);
        let early = steady.saturating_sub(self.reserve());
        match self.fades {
            None => early,
            // What it may be early by has become less until then.
            Some(fades) if steady < fades => {
                let left = fades.saturating_sub(self.reserve());
                early.mul_f64(fades.as_secs_f64() / left.as_secs_f64())
            }
            Some(_) => steady,
        }
    }

    /// The same by the clock that all processes share.
    pub fn ready_at(
        self,
        next_at: DateTime<Utc>,
        busy_since: DateTime<Utc>,
        messages: u32,
    ) -> DateTime<Utc> {
        let next = (next_at - busy_since).to_std().unwrap_or_default();
        let after = TimeDelta::from_std(self.ready_after(next, messages)).unwrap_or_default();
        busy_since + after
    }
}

/// What was sent to a chat, as far as it matters for what comes next.
#[derive(Clone, Copy, Debug)]
pub(in crate::telegram) struct Bucket {
    /// When the next message would go out at the steady pace.
    pub next: Instant,
    /// The end of the last quiet time.
    pub busy_since: Instant,
}

impl Bucket {
    /// Of a chat to which nothing was sent.
    pub fn new(pace: Pace, now: Instant) -> Self {
        let next = now.checked_sub(pace.rest()).unwrap_or(now);
        Self {
            next,
            busy_since: next,
        }
    }

    pub fn is_like_new(self, pace: Pace, now: Instant) -> bool {
        self.next + pace.rest() <= now
    }

    pub fn ready_at(self, pace: Pace, messages: u32) -> Instant {
        let next = self.next.saturating_duration_since(self.busy_since);
        self.busy_since + pace.ready_after(next, messages)
    }

    pub fn take(&mut self, pace: Pace, messages: u32, now: Instant) {
        let album = pace.every * messages.saturating_sub(1);
        if self.next + pace.reserve().max(album) <= now {
            self.busy_since = now;
        }
        self.next = self.next.max(now) + pace.every * messages;
    }

    /// Adds what others knew.
    pub fn learn(&mut self, other: Self) {
        if self.next < other.busy_since {
            *self = other;
        } else if other.next >= self.busy_since {
            self.next = self.next.max(other.next);
            self.busy_since = self.busy_since.min(other.busy_since);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::telegram::Limits;

    /// Sends calls of so many messages, each so long after it was possible or the one before; when
    /// each message went out.
    fn send(calls: &[(u32, Duration)]) -> Vec<Duration> {
        let (pace, start) = (Limits::default().group, Instant::now());
        let (mut bucket, mut now) = (Bucket::new(pace, start), start);
        let mut sent = Vec::new();
        for (messages, pause) in calls {
            now = (now + *pause).max(bucket.ready_at(pace, *messages));
            bucket.take(pace, *messages, now);
            sent.extend(std::iter::repeat_n(now - start, *messages as usize));
        }
        sent
    }

    fn most_within(sent: &[Duration], window: Duration) -> usize {
        let from = |start: &Duration| {
            let within = sent.iter().filter(|at| *at >= start);
            within.take_while(|at| **at < *start + window).count()
        };
        sent.iter().map(from).max().unwrap_or_default()
    }

    #[test]
    fn a_group_takes_a_burst_then_twenty_in_the_first_minute_and_in_each_one_after() {
        let sent = send(&[(1, Duration::ZERO); 61]);
        assert_eq!(sent[4], Duration::ZERO);
        assert!(sent[5] > Duration::from_secs(3), "{:?}", sent[5]);
        assert!(sent[19] < Duration::from_secs(60), "{:?}", sent[19]);
        let (in_two, in_three) = (Duration::from_secs(120), Duration::from_secs(180));
        assert!(sent[40] <= in_two.mul_f64(1.025), "{:?}", sent[40]);
        assert!(sent[60] <= in_three.mul_f64(1.025), "{:?}", sent[60]);
    }

    #[test]
    fn a_group_that_was_quiet_for_a_while_takes_a_burst_again() {
        let mut calls = [(1, Duration::ZERO); 35];
        calls[30].1 = Duration::from_secs(16);
        let sent = send(&calls);
        assert_eq!(sent[30], sent[34]);
    }

    fn calls() -> impl Strategy<Value = Vec<(u32, Duration)>> {
        let messages = prop_oneof![8 => Just(1_u32), 1 => 2..=10_u32];
        let pause = prop_oneof![
            4 => Just(0),
            3 => 0..5_000_u64,
            2 => 8_000..20_000_u64,
            1 => 0..70_000_u64,
        ];
        let call = (messages, pause.prop_map(Duration::from_millis));
        prop::collection::vec(call, 1..150)
    }

    proptest! {
        /// What is sent a minute after another may arrive a little sooner after it.
        #[test]
        fn no_minute_holds_more_than_twenty(calls in calls()) {
            let sent = send(&calls);
            for window in [59_500, 60_000, 60_500].map(Duration::from_millis) {
                prop_assert!(most_within(&sent, window) <= 20, "{sent:?}");
            }
        }

        #[test]
        fn both_clocks_go_by_the_same_pace(next in 0..200_000_i64, messages in 1..=10_u32) {
            let (pace, zero) = (Limits::default().group, Instant::now());
            let later = Duration::from_millis(next.unsigned_abs());
            let bucket = Bucket { next: zero + later, busy_since: zero };
            let (epoch, next) = (DateTime::UNIX_EPOCH, TimeDelta::milliseconds(next));
            let ready = pace.ready_at(epoch + next, epoch, messages) - epoch;
            let here = bucket.ready_at(pace, messages) - zero;
            prop_assert_eq!(ready.to_std().unwrap().as_micros(), here.as_micros());
        }
    }
}
