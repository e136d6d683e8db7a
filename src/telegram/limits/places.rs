//! The window of all calls: so many in any second, wherever it begins.

use std::{collections::VecDeque, time::Duration};

use tokio::{sync::mpsc, time::Instant};

use super::Request;

/// At most so many calls in any window of this length, wherever it begins.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub most: u32,
    pub within: Duration,
}

impl Window {
    /// As many as anybody likes.
    pub const BOUNDLESS: Self = Self {
        most: u32::MAX,
        within: Duration::ZERO,
    };

    /// How far apart calls are that use the window to the full and evenly.
    pub fn interval(self) -> Duration {
        self.within / self.most
    }
}

/// A call whose answer is late by more has arrived all the same: what hangs must not keep its
/// place from others.
const LATE_MOST: Duration = Duration::from_millis(500);

/// The shortest latency is looked for among the calls of one or two such times.
const REMEMBERED: Duration = Duration::from_secs(30);

/// The right to make one call. Telegram's answer is to be told to it; of a call without one
/// nobody knows when it arrived.
#[derive(Debug)]
pub struct Permit {
    call: Option<u64>,
    requests: mpsc::UnboundedSender<Request>,
}

impl Permit {
    pub(super) fn new(call: Option<u64>, requests: mpsc::UnboundedSender<Request>) -> Self {
        Self { call, requests }
    }

    /// Telegram has answered, whatever it said.
    pub fn answered(self) {
        if let Some(call) = self.call {
            let _ended = self.requests.send(Request::Answered { call });
        }
    }
}

/// A message on its way, or one that left shortly before.
struct Place {
    call: u64,
    left_at: Instant,
    answered_at: Option<Instant>,
}

/// The window of all calls, as it is at Telegram's end, where calls are counted when they
/// arrive.
///
/// If every call took the same time to arrive, windows there would hold what windows here do,
/// only later. So what counts is by how much a call is later than the quickest: it arrived,
/// apart from the time that every call takes, between its leaving and its answer less the
/// shortest latency of the last calls. Its place is free again a window after the latter. A
/// steady latency costs nothing then, and whatever the network adds to it, no window holds
/// more at Telegram's end than here.
pub(super) struct Places {
    window: Window,
    /// In the order in which the calls left.
    taken: VecDeque<Place>,
    pub(super) next_call: u64,
    shortest: Shortest,
}

impl Places {
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            taken: VecDeque::new(),
            next_call: 0,
            shortest: Shortest::new(Instant::now()),
        }
    }

    /// How many messages are in the window.
    pub(super) fn count(&mut self, now: Instant) -> u32 {
        self.sweep(now);
        u32::try_from(self.taken.len()).unwrap_or(u32::MAX)
    }

    /// When there are so many places of a part of the window, seen from `now`; for more than it
    /// has, when all are free.
    pub(super) fn free_at(&mut self, now: Instant, messages: u32, most: u32) -> Instant {
        // Mostly nobody has to wait, and those that are free need not be swept out.
        if self.taken.len() + messages as usize <= most as usize {
            return now;
        }
        self.sweep(now);
        let room = (most as usize).saturating_sub(self.taken.len());
        let missing = (messages.min(most) as usize).saturating_sub(room);
        let Some(last) = missing.checked_sub(1) else {
            return now;
        };
        let mut times: Vec<Instant> = self.taken.iter().map(self.freeing()).collect();
        times.sort_unstable();
        times.get(last).copied().unwrap_or(now)
    }

    fn sweep(&mut self, now: Instant) {
        let free_at = self.freeing();
        self.taken.retain(|place| free_at(place) > now);
    }

    /// When a place is free, as far as is known by now.
    fn freeing(&self) -> impl Fn(&Place) -> Instant + use<> {
        let (within, shortest) = (self.window.within, self.shortest.latency());
        move |place| {
            let late = match place.answered_at {
                Some(at) => (at - place.left_at).saturating_sub(shortest).min(LATE_MOST),
                None => LATE_MOST,
            };
            place.left_at + within + late
        }
    }

    /// A call with so many messages leaves; its number.
    pub(super) fn take(&mut self, now: Instant, messages: u32) -> u64 {
        if !self.window.within.is_zero() {
            self.taken.extend((0..messages).map(|_| Place {
                call: self.next_call,
                left_at: now,
                answered_at: None,
            }));
        }
        self.next_call += 1;
        self.next_call - 1
    }

    pub(super) fn answered(&mut self, call: u64, now: Instant) {
        let mut latency = None;
        let first = self.taken.partition_point(|place| place.call < call);
        for place in self
            .taken
            .range_mut(first..)
            .take_while(|place| place.call == call)
        {
            place.answered_at = Some(now);
            latency = Some(now - place.left_at);
        }
        if let Some(latency) = latency {
            self.shortest.note(latency, now);
        }
    }
}

/// The shortest latency of late, which is not asked of all time, as ways change.
struct Shortest {
    since: Instant,
    lately: Option<Duration>,
    before: Option<Duration>,
}

impl Shortest {
    fn new(now: Instant) -> Self {
        Self {
            since: now,
            lately: None,
            before: None,
        }
    }

    fn note(&mut self, latency: Duration, now: Instant) {
        if now - self.since > REMEMBERED {
            self.before = self.lately.take();
            self.since = now;
        }
        self.lately = Some(self.lately.map_or(latency, |known| known.min(latency)));
    }

    fn latency(&self) -> Duration {
        let known = [self.lately, self.before];
        known.into_iter().flatten().min().unwrap_or_default()
    }
}
