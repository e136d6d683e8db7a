//! What is known of each chat: its pace, and who waits to write to it.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::{sync::oneshot, time::Instant};

use super::{
    LANES, Limits,
    pace::{Bucket, Pace},
};

/// The number of a call that may go out, and until when it may.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grant {
    pub call: u64,
    pub until: Instant,
}

/// Who waits for a permit.
#[derive(Debug)]
pub(super) struct Caller {
    pub granted: oneshot::Sender<Grant>,
    /// So many the call sends; Telegram counts the pictures of an album one by one.
    pub messages: u32,
}

/// What the other processes know of a chat's pace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    /// They have not been asked.
    None,
    Asked,
    /// So many messages have their places, by an answer of that time.
    Got(u32, Instant),
}

/// Others are not kept waiting for long by places that nobody used: later they are asked again.
const GOT_FOR: Duration = Duration::from_millis(300);

impl Agreement {
    pub fn is_for(self, messages: u32, now: Instant) -> bool {
        matches!(self, Self::Got(got, at) if got >= messages && now - at <= GOT_FOR)
    }
}

/// Places in the window for messages whose chats are being asked for, or were granted just now.
#[derive(Default)]
pub(super) struct Promises(HashMap<ChatId, Promise>);

struct Promise {
    lane: usize,
    messages: u32,
    /// None: the answer is still to come.
    until: Option<Instant>,
}

impl Promises {
    pub fn asked(&mut self, chat: ChatId, lane: usize, messages: u32) {
        let until = None;
        let promise = Promise {
            lane,
            messages,
            until,
        };
        self.0.insert(chat, promise);
    }

    pub fn got(&mut self, chat: ChatId, at: Instant) {
        if let Some(promise) = self.0.get_mut(&chat) {
            promise.until = Some(at + GOT_FOR);
        }
    }

    pub fn end(&mut self, chat: ChatId) {
        self.0.remove(&chat);
    }

    /// How many messages are to leave before another one of this lane: what matters less than
    /// that does not count.
    pub fn before(&mut self, lane: usize, now: Instant) -> u32 {
        self.0
            .retain(|_, promise| promise.until.is_none_or(|until| until > now));
        let before = self.0.values().filter(|promise| promise.lane <= lane);
        before.map(|promise| promise.messages).sum()
    }

    /// When the first of them ends by itself.
    pub fn first_end(&self) -> Option<Instant> {
        self.0.values().filter_map(|promise| promise.until).min()
    }
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
    pub fn new(pace: Pace, now: Instant) -> Self {
        Self {
            bucket: Bucket::new(pace, now),
            held_until: now,
            waiting: [const { VecDeque::new() }; LANES.len()],
            filed: [None; LANES.len()],
            agreement: Agreement::None,
        }
    }

    pub fn is_idle(&self, pace: Pace, now: Instant) -> bool {
        self.bucket.is_like_new(pace, now)
            && self.held_until <= now
            && self.agreement != Agreement::Asked
            && self.waiting.iter().all(VecDeque::is_empty)
    }
}

impl Limits {
    /// The pace of a chat while several processes write to it. A process may be late by more than
    /// another, so that two messages come closer to each other than they were agreed upon.
    pub(in crate::telegram) fn shared_pace(&self, chat: ChatId) -> Pace {
        let pace = self.pace(chat);
        let margin = u32::from(!is_group(chat));
        Pace {
            burst: pace.burst.saturating_sub(margin).max(1),
            ..pace
        }
    }

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
pub(super) fn is_group(chat: ChatId) -> bool {
    chat.0 < 0
}
