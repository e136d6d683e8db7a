//! How the fake starts.

use std::path::PathBuf;

/// How the fake starts.
#[derive(Clone, Debug)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    pub token: String,
    pub bot_name: String,
    pub bot_username: String,
    /// Answers 429 to a bot that sends too fast, as Telegram does.
    pub flood_limits: bool,
    /// Where the state is kept between runs; none forgets it.
    pub state_dir: Option<PathBuf>,
    /// What kinds of updates there are until the bot itself says so by `getUpdates` or
    /// `setWebhook`; none is Telegram's own default, which lacks reactions.
    pub allowed_updates: Option<Vec<String>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            token: "7000000001:AAFakeTokenForTestsAndTheDemoOnly00".to_owned(),
            bot_name: "PinGlass".to_owned(),
            bot_username: "pinglass_bot".to_owned(),
            flood_limits: false,
            state_dir: None,
            allowed_updates: None,
        }
    }
}
