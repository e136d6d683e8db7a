//! How often Telegram said that it was too much, and whether that was about one chat or
//! about everything.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use teloxide::types::ChatId;
use tokio::time::Instant;

/// This many chats refused for flooding within [`WINDOW`] mean that the whole bot is
/// meant.
const FLOODED_CHATS: usize = 3;
const WINDOW: Duration = Duration::from_secs(2);

#[derive(Debug, Default)]
pub(super) struct Floods(Mutex<Seen>);

#[derive(Debug, Default)]
struct Seen {
    count: u64,
    lately: VecDeque<(Instant, ChatId)>,
}

impl Floods {
    /// Telegram said so, of a chat or of nothing in particular; whether everything is meant.
    pub fn note(&self, chat: Option<ChatId>) -> bool {
        let mut seen = self.seen();
        seen.count += 1;
        let Some(chat) = chat else {
            return true;
        };
        let now = Instant::now();
        let is_old = |seen: &(Instant, ChatId)| seen.0 + WINDOW < now;
        seen.lately.push_back((now, chat));
        while seen.lately.front().is_some_and(is_old) {
            seen.lately.pop_front();
        }
        let mut chats: Vec<_> = seen.lately.iter().map(|(_, chat)| *chat).collect();
        chats.sort_unstable();
        chats.dedup();
        chats.len() >= FLOODED_CHATS
    }

    /// Since the start.
    pub fn count(&self) -> u64 {
        self.seen().count
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0
            .lock()
            .expect("nothing panics while holding the lock")
    }
}
