//! The pace of what is sent. Telegram lets a bot send about 30 messages a second for nothing, and up
//! to 1,000 when its owner pays for broadcasts.

use super::reader::Reader;

/// Above what Telegram sells, so that a Bot API server of one's own can be tried out; more is a slip.
const MOST: u32 = 10_000;

impl Reader {
    pub(super) fn messages_per_second(&mut self) -> Option<u32> {
        let name = "TELEGRAM_MESSAGES_PER_SECOND";
        let count: u32 = self.or(name, "30", "a whole number")?;
        if !(1..=MOST).contains(&count) {
            self.mistake(name, "must be from 1 to 10000");
            return None;
        }
        Some(count)
    }
}
