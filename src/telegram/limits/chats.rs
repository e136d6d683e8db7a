//! What is known of each chat: its pace, and who waits to write to it.

use std::collections::VecDeque;

use teloxide::types::ChatId;
use tokio::{sync::oneshot, time::Instant};

use super::{LANES, Limits, Pace};

/// The number of a call that may go out, and since when it may.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grant {
    pub call: u64,
    pub at: Instant,
}

/// Who waits for a permit.
#[derive(Debug)]
pub(super) struct Caller {
    pub granted: oneshot::Sender<Grant>,
    /// So many the call sends; Telegram counts the pictures of an album one by one.
    pub messages: u32,
}

/// The generic cell rate algorithm: `next` is when the next call would go out
/// at the steady pace.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bucket {
    pub next: Instant,
}

impl Bucket {
    pub fn ready_at(&self, pace: Pace) -> Instant {
        self.next.checked_sub(pace.tolerance()).unwrap_or(self.next)
    }

    pub fn take(&mut self, pace: Pace, messages: u32, now: Instant) {
        self.next = self.next.max(now) + pace.every * messages;
    }
}

/// What the other processes know of a chat's pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They have not been asked.
    None,
    Asked,
    /// So many messages have their places.
    Got(u32),
}

pub(super) struct ChatState {
    pub bucket: Bucket,
    pub held_until: Instant,
    pub waiting: [VecDeque<Caller>; LANES.len()],
    /// Under which time it stands in the line of each lane.
    pub filed: [Option<Instant>; LANES.len()],
    pub agreement: Agreement,
}

impl ChatState {
    pub fn new(now: Instant) -> Self {
        Self {
            bucket: Bucket { next: now },
            held_until: now,
            waiting: [const { VecDeque::new() }; LANES.len()],
            filed: [None; LANES.len()],
            agreement: Agreement::None,
        }
    }

    pub fn is_idle(&self, now: Instant) -> bool {
        self.bucket.next <= now
            && self.held_until <= now
            && self.agreement != Agreement::Asked
            && self.waiting.iter().all(VecDeque::is_empty)
    }
}

impl Limits {
    /// The pace of a chat.
    pub(in crate::telegram) fn pace(&self, chat: ChatId) -> Pace {
        if is_group(chat) {
            self.group
        } else {
            self.chat
        }
    }
}

/// As what a call of so many messages counts in its chat: an album is one message to a person,
/// and as many as it has in a group.
pub(super) fn weight(chat: ChatId, messages: u32) -> u32 {
    if is_group(chat) { messages } else { 1 }
}

/// Groups and channels have negative ids.
fn is_group(chat: ChatId) -> bool {
    chat.0 < 0
}
