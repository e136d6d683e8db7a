//! How a fake of T-Bank is set up: its terminal, its cash register, its balance and its clock.

use std::path::PathBuf;

use crate::clock::Clock;

/// Settings of a fake; the defaults suit tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    pub terminal_key: String,
    /// Signs requests and notifications.
    pub password: String,
    /// Whether a cash register is attached to the terminal: `Init` must bring a `Receipt` then.
    pub needs_receipt: bool,
    /// What the merchant has on account at the start, in kopecks. Payments add to it.
    pub balance: i64,
    pub notifications: Notifications,
    /// Where payments are kept for a later run; kept nowhere when absent.
    pub state_file: Option<PathBuf>,
    /// Where the form leads back to in place of Telegram, which knows nothing of a pretend bot.
    pub telegram_url: Option<String>,
    /// Time for deadlines.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            terminal_key: "TestTerminalDEMO".to_owned(),
            password: "testpassword".to_owned(),
            needs_receipt: false,
            balance: 10_000_000,
            notifications: Notifications::OnDemand,
            state_file: None,
            telegram_url: None,
            clock: Clock::default(),
        }
    }
}

/// When notifications leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notifications {
    /// When the test sends or takes them.
    OnDemand,
    /// As soon as something happens; repeated until the bot accepts.
    Automatic,
}
