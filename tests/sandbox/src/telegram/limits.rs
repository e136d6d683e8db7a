//! Telegram's flood limits. From <https://core.telegram.org/bots/faq#broadcasting-to-users>: about
//! 30 messages a second in all, one a second in a chat with short bursts, 20 a minute in a group.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

const GLOBAL: Window = Window {
    most: 30,
    within: TimeDelta::seconds(1),
};

/// In a private chat one message a second, and so many seconds' worth of them ahead.
const CHAT_EVERY: TimeDelta = TimeDelta::seconds(1);
const CHAT_AHEAD: i32 = 4;

const GROUP: Window = Window {
    most: 20,
    within: TimeDelta::minutes(1),
};

struct Window {
    most: usize,
    within: TimeDelta,
}

/// When what was sent. Off until `is_on`.
#[derive(Default)]
pub struct Limits {
    pub is_on: bool,
    pub violations: usize,
    sent: VecDeque<DateTime<Utc>>,
    sent_to_group: BTreeMap<i64, VecDeque<DateTime<Utc>>>,
    /// Of a private chat, when the next message would be sent at the steady pace.
    next_to: BTreeMap<i64, DateTime<Utc>>,
}

impl Limits {
    /// Counts messages to a chat, or says after how many seconds they may be sent. An album weighs
    /// as many messages as it has, except for the pace within a private chat.
    pub fn admit(
        &mut self,
        chat: i64,
        is_group: bool,
        messages: usize,
        now: DateTime<Utc>,
    ) -> Result<(), u64> {
        if !self.is_on {
            return Ok(());
        }
        let wait_for_chat = if is_group {
            let sent = self.sent_to_group.entry(chat).or_default();
            wait_for(sent, &GROUP, messages, now)
        } else {
            let next = self.next_to.entry(chat).or_insert(now);
            *next - CHAT_EVERY * CHAT_AHEAD - now
        };
        let wait = wait_for(&mut self.sent, &GLOBAL, messages, now).max(wait_for_chat);
        if wait > TimeDelta::zero() {
            self.violations += 1;
            let seconds = wait.num_milliseconds().div_euclid(1000) + 1;
            return Err(seconds.unsigned_abs());
        }
        self.sent.extend(std::iter::repeat_n(now, messages));
        if is_group {
            let sent = self.sent_to_group.entry(chat).or_default();
            sent.extend(std::iter::repeat_n(now, messages));
        } else {
            let next = self.next_to.entry(chat).or_insert(now);
            *next = now.max(*next) + CHAT_EVERY;
        }
        Ok(())
    }
}

/// How long until `weight` more fit into the window.
fn wait_for(
    sent: &mut VecDeque<DateTime<Utc>>,
    window: &Window,
    weight: usize,
    now: DateTime<Utc>,
) -> TimeDelta {
    while sent
        .front()
        .is_some_and(|time| *time + window.within <= now)
    {
        sent.pop_front();
    }
    let over = (sent.len() + weight).saturating_sub(window.most);
    match over.min(sent.len()).checked_sub(1) {
        Some(last) => sent[last] + window.within - now,
        None => TimeDelta::zero(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits {
            is_on: true,
            ..Limits::default()
        }
    }

    #[test]
    fn a_chat_takes_a_short_burst_and_then_one_a_second() {
        let mut limits = limits();
        let start = DateTime::UNIX_EPOCH;
        for second in 0..5 {
            assert_eq!(
                limits.admit(1, false, 1, start + TimeDelta::milliseconds(second)),
                Ok(())
            );
        }
        let half = start + TimeDelta::milliseconds(500);
        assert_eq!(limits.admit(1, false, 1, half), Err(1));
        for second in 1..5 {
            let later = start + TimeDelta::seconds(second);
            assert_eq!(limits.admit(1, false, 1, later), Ok(()));
        }
        assert_eq!(
            limits.admit(2, false, 1, start + TimeDelta::seconds(1)),
            Ok(())
        );
        assert_eq!(
            limits.admit(1, false, 1, start + TimeDelta::milliseconds(5900)),
            Ok(())
        );
        assert_eq!(limits.violations, 1);
    }

    #[test]
    fn a_group_takes_twenty_a_minute_with_albums_counted_in_full() {
        let mut limits = limits();
        let start = DateTime::UNIX_EPOCH;
        assert_eq!(limits.admit(-1, true, 10, start), Ok(()));
        assert_eq!(
            limits.admit(-1, true, 10, start + TimeDelta::seconds(10)),
            Ok(())
        );
        assert_eq!(
            limits.admit(-1, true, 1, start + TimeDelta::seconds(20)),
            Err(41)
        );
        assert_eq!(
            limits.admit(-1, true, 1, start + TimeDelta::seconds(61)),
            Ok(())
        );
    }

    #[test]
    fn all_chats_together_take_thirty_a_second() {
        let mut limits = limits();
        let start = DateTime::UNIX_EPOCH;
        for chat in 0..30 {
            assert_eq!(limits.admit(chat, false, 1, start), Ok(()));
        }
        assert_eq!(limits.admit(31, false, 1, start), Err(2));
        assert_eq!(
            limits.admit(31, false, 1, start + TimeDelta::seconds(1)),
            Ok(())
        );
    }
}
