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

/// A call that was not answered by then has arrived all the same: what hangs must not keep
/// its place from others.
const ARRIVES_WITHIN: Duration = Duration::from_millis(100);

/// The right to make one call; to be dropped when Telegram has answered.
#[derive(Debug)]
pub struct Permit {
    place: Option<u64>,
    requests: mpsc::UnboundedSender<Request>,
}

impl Permit {
    pub(super) fn new(place: Option<u64>, requests: mpsc::UnboundedSender<Request>) -> Self {
        Self { place, requests }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(place) = self.place {
            let _ended = self.requests.send(Request::Answered { place });
        }
    }
}

/// The window of all calls. Telegram counts a call when it arrives, which is some time
/// between its leaving and its answer: so its place is free again a window after the answer,
/// and whatever the network does, no window holds more at Telegram's end than here.
pub(super) struct Places {
    window: Window,
    /// By the numbers of places: when each is free again.
    taken: VecDeque<(u64, Instant)>,
    pub(super) next: u64,
}

impl Places {
    pub(super) fn new(window: Window) -> Self {
        Self {
            window,
            taken: VecDeque::new(),
            next: 0,
        }
    }

    /// When there is a place, seen from `now`.
    pub(super) fn free_at(&mut self, now: Instant) -> Instant {
        self.taken.retain(|(_, free_at)| *free_at > now);
        if self.taken.len() < self.window.most as usize {
            return now;
        }
        let first = self.taken.iter().map(|(_, free_at)| *free_at).min();
        first.unwrap_or(now)
    }

    pub(super) fn take(&mut self, now: Instant) {
        let free_at = now + self.window.within + ARRIVES_WITHIN;
        if !self.window.within.is_zero() {
            self.taken.push_back((self.next, free_at));
        }
        self.next += 1;
    }

    pub(super) fn answered(&mut self, place: u64, now: Instant) {
        let within = self.window.within;
        for (_, free_at) in self.taken.iter_mut().filter(|(number, _)| *number == place) {
            *free_at = (*free_at).min(now + within);
        }
    }
}
