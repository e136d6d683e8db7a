//! How a fake of Kie.ai is set up: its keys, its pace, its limits and the size of its pictures.

use std::time::Duration;

use crate::clock::Clock;

/// Settings of a fake; the defaults suit tests.
#[derive(Debug, Clone)]
pub struct Options {
    /// The port on 127.0.0.1; 0 takes a free one.
    pub port: u16,
    /// The key that the bot must send as a bearer token.
    pub api_key: String,
    /// Signs callbacks when set, like the switch in Kie's settings.
    pub webhook_key: Option<String>,
    /// The account's credits at the start.
    pub credits: f64,
    /// Who moves tasks on: the test or time.
    pub pace: Pace,
    /// Whether callbacks leave by themselves when a task ends.
    pub callbacks: Callbacks,
    /// How often, and how long after its creation, a task is still unknown to recordInfo.
    pub hidden_for_polls: u32,
    pub hidden_for: Duration,
    /// New tasks per account; Kie documents 20 in 10 s.
    pub creation_rate: Option<Rate>,
    /// recordInfo requests per key; Kie documents 10 in 1 s.
    pub poll_rate: Option<Rate>,
    /// How long a result can be downloaded; Kie promises 24 hours.
    pub result_life: Duration,
    pub picture_size: PictureSize,
    /// Whether logical errors carry their code as HTTP status too, as Kie does at times.
    pub error_statuses: bool,
    /// Time for limits, lifetimes and the moments in answers.
    pub clock: Clock,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            port: 0,
            api_key: "kie-sandbox-key".to_owned(),
            webhook_key: None,
            credits: 100_000.0,
            pace: Pace::Manual,
            callbacks: Callbacks::OnDemand,
            hidden_for_polls: 0,
            hidden_for: Duration::ZERO,
            creation_rate: Some(Rate {
                limit: 20,
                window: Duration::from_secs(10),
            }),
            poll_rate: None,
            result_life: Duration::from_secs(24 * 60 * 60),
            picture_size: PictureSize::Small,
            error_statuses: false,
            clock: Clock::default(),
        }
    }
}

/// Who moves tasks on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Tasks stay as they are until the test finishes or fails them. References are fetched
    /// before createTask answers, so that a test never has to wait for it.
    Manual,
    /// Tasks wait, then generate, each time plus up to `jitter`.
    Timed {
        queue: Duration,
        generate: Duration,
        jitter: Duration,
    },
}

/// When callbacks leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callbacks {
    /// As soon as a task ends; tried three times.
    Automatic,
    /// When the test calls `send_callbacks`.
    OnDemand,
}

/// So many requests in a sliding window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub limit: usize,
    pub window: Duration,
}

/// How large the pictures are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PictureSize {
    /// The long side is 120 pixels: for thousands of them.
    Tiny,
    /// The long side is 640 pixels: quick without optimisation.
    #[default]
    Small,
    /// The long side is 1024 pixels: pleasant to look at.
    OneK,
    /// The long side is 2048 pixels: what production orders.
    TwoK,
    /// Noise that no encoder gets below 10 MB: more than Telegram takes as a photo.
    Heavy,
}
