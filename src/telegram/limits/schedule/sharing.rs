//! What the share that this process may use means for who is next.

use std::collections::VecDeque;

use teloxide::types::ChatId;
use tokio::time::Instant;

use super::{
    super::{GOOD_FOR, LANES, LATEST_USE, chats::is_group, shares::Standing},
    Schedule,
};

impl Schedule {
    pub(super) fn use_share(&mut self, standing: Standing, until: Instant) {
        let Some(share) = &mut self.share else { return };
        let before = std::mem::replace(&mut share.standing, standing);
        share.until = until;
        if before.is_beside_a_lone_one && !standing.is_beside_a_lone_one {
            self.file_all();
        }
    }

    /// Nobody is written to until then. The other processes are to hear of it without delay.
    pub(super) fn hold_all(&mut self, until: Instant) {
        if until > self.held_until {
            self.held_until = until;
            self.lacks.notify_one();
        }
    }

    /// Times in the lines are never too early, but may be too late now.
    fn file_all(&mut self) {
        let waiting = |line: usize| {
            let is_waiting = self.chats.iter().filter(move |(_, state)| {
                state.filed[line].is_some() && !state.waiting[line].is_empty()
            });
            is_waiting.map(move |(chat, _)| (line, *chat))
        };
        let all: VecDeque<_> = (0..LANES.len()).flat_map(waiting).collect();
        for (line, chat) in all {
            self.file(line, chat);
        }
    }

    /// When the chats that somebody else may write to are known. Until then only people who wait
    /// for an answer are written to.
    pub(super) fn asks_all_since(&self) -> Instant {
        match &self.share {
            Some(share) if share.standing.is_beside_a_lone_one => share.until,
            _ => self.started_at,
        }
    }

    /// The same of one chat for an answer: to a person one message may be sent at the steady
    /// pace, without a burst, whatever else was sent to them.
    pub(super) fn known_since(&self, chat: ChatId) -> Instant {
        let known_since = self.asks_all_since();
        if is_group(chat) {
            known_since
        } else {
            known_since.min(self.chats[&chat].bucket.next)
        }
    }

    /// Until when a permit may be used that is given now.
    pub(super) fn good_until(&self, now: Instant) -> Instant {
        let good_until = now + GOOD_FOR;
        match &self.share {
            Some(share) => good_until.min(share.until + LATEST_USE),
            None => good_until,
        }
    }
}
