//! When the next call to Telegram may go out: lanes by importance, one window for
//! all, a rate per chat, and chats that Telegram told us to leave alone.
//!
//! teloxide's `Throttle` keeps one queue in which a busy group starves a
//! customer, and freezes everything on one chat's 429.

mod places;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::{
    sync::{mpsc, oneshot},
    time::Instant,
};

use self::places::Places;
pub use self::places::{Permit, Window};

/// How important a call is. Earlier lanes always go first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    /// Somebody tapped or wrote and waits for this.
    Answer,
    /// Paid pictures, progress, announcements of what was bought.
    Delivery,
    /// Broadcasts and upkeep.
    Bulk,
}

impl Lane {
    /// As it stands in metrics.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Delivery => "delivery",
            Self::Bulk => "bulk",
        }
    }
}

const LANES: [Lane; 3] = [Lane::Answer, Lane::Delivery, Lane::Bulk];

/// The pace of calls. `every` is the steady interval, `burst` the number that
/// may go out at once after a quiet time.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    pub every: Duration,
    pub burst: u32,
}

/// Telegram's limits as its bot FAQ names them; of those with a pace, each with the burst
/// that stays within the stated count of any one window.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// "no more than about 30 messages per second" to all chats.
    pub global: Window,
    /// "avoid sending more than one message per second" in a chat, short bursts allowed.
    pub chat: Pace,
    /// "not more than 20 messages per minute" to a group: 6 at once, then 14 spread over the rest.
    pub group: Pace,
    /// What the product sends to the staff group by itself, over all processes together. A
    /// call that waits for the pace of `group` keeps its job's slot, and a flood of reports
    /// would keep them all from paid sets.
    pub desk: Pace,
}

impl Limits {
    /// Telegram's limits, save that `per_second` messages may go to all chats together: whoever
    /// pays for broadcasts may send more.
    pub fn with_rate(per_second: u32) -> Self {
        Self {
            global: Window {
                most: per_second.max(1),
                within: Duration::from_secs(1),
            },
            ..Self::default()
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        let group = Pace {
            every: Duration::from_secs(4),
            burst: 6,
        };
        Self {
            global: Window {
                most: 30,
                within: Duration::from_secs(1),
            },
            chat: Pace {
                every: Duration::from_secs(1),
                burst: 4,
            },
            group,
            desk: group,
        }
    }
}

/// Hands out permits to call. Clones share one schedule; it ends with the last.
#[derive(Clone, Debug)]
pub(super) struct Gate {
    requests: mpsc::UnboundedSender<Request>,
}

#[derive(Debug)]
enum Request {
    Permit {
        lane: Lane,
        chat: Option<ChatId>,
        caller: Caller,
    },
    /// The call with this number was answered.
    Answered { call: u64 },
    Hold {
        chat: Option<ChatId>,
        until: Instant,
    },
}

/// Who waits for a permit.
#[derive(Debug)]
struct Caller {
    granted: oneshot::Sender<u64>,
    /// So many the call sends; Telegram counts the pictures of an album one by one.
    messages: u32,
}

impl Gate {
    /// Starts the schedule's task on the current tokio runtime.
    pub(super) fn open(limits: Limits) -> Self {
        let (requests, inbox) = mpsc::unbounded_channel();
        tokio::spawn(Schedule::new(limits).run(inbox));
        Self { requests }
    }

    /// Waits for the right to make one call that sends so many messages. Calls without a
    /// chat count for the global limit alone.
    pub(super) async fn pass(&self, lane: Lane, chat: Option<ChatId>, messages: u32) -> Permit {
        let (granted, call) = oneshot::channel();
        let request = Request::Permit {
            lane,
            chat,
            caller: Caller { granted, messages },
        };
        // An error means that the runtime is shutting down; the call fails by itself then.
        let call = match self.requests.send(request) {
            Ok(()) => call.await.ok(),
            Err(_) => None,
        };
        Permit::new(call, self.requests.clone())
    }

    /// Leaves `chat` alone for `pause`, or everybody when no chat is named.
    pub(super) fn hold(&self, chat: Option<ChatId>, pause: Duration) {
        let _ended = self.requests.send(Request::Hold {
            chat,
            until: Instant::now() + pause,
        });
    }
}

/// The generic cell rate algorithm: `next` is when the next call would go out
/// at the steady pace.
#[derive(Clone, Copy, Debug)]
struct Bucket {
    next: Instant,
}

impl Bucket {
    fn ready_at(&self, pace: Pace) -> Instant {
        let tolerance = pace.every * pace.burst.saturating_sub(1);
        self.next.checked_sub(tolerance).unwrap_or(self.next)
    }

    fn take(&mut self, pace: Pace, now: Instant) {
        self.next = self.next.max(now) + pace.every;
    }
}

/// The key of callers without a chat; no Telegram chat has it.
const NO_CHAT: ChatId = ChatId(0);

struct ChatState {
    bucket: Bucket,
    held_until: Instant,
    waiting: [VecDeque<Caller>; LANES.len()],
}

struct Schedule {
    limits: Limits,
    places: Places,
    /// When the next call of [`Lane::Bulk`] may go out: evenly spread among the others, a
    /// broadcast leaves a place for whoever waits for an answer every few milliseconds.
    bulk_at: Instant,
    held_until: Instant,
    chats: HashMap<ChatId, ChatState>,
    /// Per lane, the chats that have callers waiting, by the time they may be ready.
    lines: [BTreeSet<(Instant, ChatId)>; LANES.len()],
}

impl Schedule {
    fn new(limits: Limits) -> Self {
        let now = Instant::now();
        Self {
            limits,
            places: Places::new(limits.global),
            bulk_at: now,
            held_until: now,
            chats: HashMap::new(),
            lines: [const { BTreeSet::new() }; LANES.len()],
        }
    }

    async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Request>) {
        loop {
            let next = self.grant_what_is_due();
            let request = tokio::select! {
                request = inbox.recv() => request,
                () = tokio::time::sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => continue,
            };
            match request {
                Some(Request::Permit { lane, chat, caller }) => {
                    self.line_up(lane, chat.unwrap_or(NO_CHAT), caller)
                }
                Some(Request::Answered { call }) => self.places.answered(call, Instant::now()),
                Some(Request::Hold {
                    chat: Some(chat),
                    until,
                }) => {
                    let state = self.chat(chat);
                    state.held_until = state.held_until.max(until);
                }
                Some(Request::Hold { chat: None, until }) => {
                    self.held_until = self.held_until.max(until)
                }
                None => return,
            }
        }
    }

    fn chat(&mut self, chat: ChatId) -> &mut ChatState {
        let now = Instant::now();
        self.chats.entry(chat).or_insert_with(|| ChatState {
            bucket: Bucket { next: now },
            held_until: now,
            waiting: [const { VecDeque::new() }; LANES.len()],
        })
    }

    fn pace(&self, chat: ChatId) -> Option<Pace> {
        match chat.0 {
            0 => None,
            // Groups and channels have negative ids.
            id if id < 0 => Some(self.limits.group),
            _ => Some(self.limits.chat),
        }
    }

    fn ready_at(&self, chat: ChatId) -> Instant {
        let state = &self.chats[&chat];
        let by_pace = self
            .pace(chat)
            .map_or(state.held_until, |pace| state.bucket.ready_at(pace));
        by_pace.max(state.held_until)
    }

    fn line_up(&mut self, lane: Lane, chat: ChatId, caller: Caller) {
        let line = lane as usize;
        let callers = &mut self.chat(chat).waiting[line];
        callers.push_back(caller);
        if callers.len() == 1 {
            let ready_at = self.ready_at(chat);
            self.lines[line].insert((ready_at, chat));
        }
    }

    /// Grants every permit that is due and returns when to look again.
    fn grant_what_is_due(&mut self) -> Option<Instant> {
        loop {
            let now = Instant::now();
            if self.held_until > now {
                self.forget_idle_chats(now);
                let is_awaited = self.lines.iter().any(|line| !line.is_empty());
                return is_awaited.then_some(self.held_until);
            }
            let Some((line, chat)) = self.first_ready(now) else {
                self.forget_idle_chats(now);
                return self.next_ready();
            };
            // Whoever comes first has to come by all the places that they need: while an album
            // waits for them, nothing that matters less takes one.
            let first = self.chats[&chat].waiting[line].front();
            let messages = first.map_or(1, |caller| caller.messages);
            let free_at = self.places.free_at(now, messages);
            if free_at > now {
                self.forget_idle_chats(now);
                return Some(free_at);
            }
            self.grant(line, chat, now);
        }
    }

    /// When the first of those who wait may be ready.
    fn next_ready(&self) -> Option<Instant> {
        let firsts = LANES.iter().filter_map(|lane| {
            let (at, _) = self.lines[*lane as usize].first()?;
            Some((*at).max(self.lane_at(*lane)))
        });
        firsts.min()
    }

    /// Since when, or from when on, the lane may be used.
    fn lane_at(&self, lane: Lane) -> Instant {
        match lane {
            Lane::Bulk => self.bulk_at,
            Lane::Answer | Lane::Delivery => self.held_until,
        }
    }

    /// The most important lane's chat that has been ready longest. Times in the
    /// lines may be out of date, as another lane's call to the same chat moves
    /// them; they are set right here.
    fn first_ready(&mut self, now: Instant) -> Option<(usize, ChatId)> {
        for lane in LANES {
            if self.lane_at(lane) > now {
                continue;
            }
            let line = lane as usize;
            while let Some((noted, chat)) = self.lines[line].first().copied() {
                if noted > now {
                    break;
                }
                let ready_at = self.ready_at(chat);
                if ready_at <= now {
                    return Some((line, chat));
                }
                self.lines[line].remove(&(noted, chat));
                self.lines[line].insert((ready_at, chat));
            }
        }
        None
    }

    fn grant(&mut self, line: usize, chat: ChatId, now: Instant) {
        let first = self.lines[line].pop_first();
        debug_assert_eq!(first.map(|(_, first)| first), Some(chat));
        let (pace, call) = (self.pace(chat), self.places.next_call);
        let state = self.chat(chat);
        let Some(Caller { granted, messages }) = state.waiting[line].pop_front() else {
            return;
        };
        let more = !state.waiting[line].is_empty();
        // A caller that was cancelled meanwhile uses nothing up.
        if granted.send(call).is_ok() {
            if let Some(pace) = pace {
                state.bucket.take(pace, now);
            }
            self.places.take(now, messages);
            // Whatever goes out takes the turn of a letter, so that the window never fills up
            // before its time. A timer is always somewhat late, which would add up; what is later
            // than that is not made up for, as two at once would leave a gap.
            let interval = self.limits.global.interval();
            let earliest = now.checked_sub(interval / 8).unwrap_or(now);
            self.bulk_at = self.bulk_at.max(earliest) + interval * messages;
        }
        if more {
            let ready_at = self.ready_at(chat);
            self.lines[line].insert((ready_at, chat));
        }
    }

    fn forget_idle_chats(&mut self, now: Instant) {
        // Most chats are idle; looking at all of them on every call would cost more than they do.
        if self.chats.len() > 2 * self.lines.iter().map(BTreeSet::len).sum::<usize>() + 1024 {
            self.chats.retain(|_, state| {
                state.bucket.next > now
                    || state.held_until > now
                    || state.waiting.iter().any(|callers| !callers.is_empty())
            });
        }
    }
}

#[cfg(test)]
mod tests;
