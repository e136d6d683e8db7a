//! How a fake of TON is set up: whose wallet it serves, its key, its limit and its clock.

use std::path::PathBuf;

use super::address::Address;
use crate::kie::{Clock, Rate};

/// The wallet that customers pay to, unless a test brings its own.
const WALLET: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";

/// Settings of a fake; the defaults suit tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The only account whose history is served.
    pub wallet: Address,
    /// The key that the bot must send as `X-API-Key`; without one here it must send none.
    pub api_key: Option<String>,
    /// Requests for transactions without a key; Toncenter lets one through in a second.
    pub rate: Option<Rate>,
    /// Where the history is kept for a later run; kept nowhere when absent.
    pub state_file: Option<PathBuf>,
    /// Time for the limit and for the moments of transactions.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            wallet: WALLET.parse().expect("an address in source is right"),
            api_key: None,
            rate: None,
            state_file: None,
            clock: Clock::default(),
        }
    }
}
