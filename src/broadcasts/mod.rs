//! What the staff tell many people at once: the letter in several languages, whom it
//! is for, and its way to each of them, at most once.
//!
//! A broadcast is a draft on a card in the group until it is confirmed as a deed. Whom it
//! is for is fixed when it starts. From then on one job sends it, whose place another
//! takes within a second or so when its process dies.

mod audience;
mod card;
mod chat;
mod desk;
mod letter;
mod screens;
mod sending;
mod store;
mod web;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};
use url::Url;

use self::{
    audience::Audience,
    letter::{Button, Letter, Letters},
};
pub use self::{
    chat::{follow, routes},
    desk::staff_routes,
    web::link_routes,
};
use crate::{config::Config, queue::Registry, staff::Desk};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub(crate) desk: Desk,
    /// Without it, clicks on addresses can't be counted.
    public_url: Option<Url>,
    timezone: Tz,
    /// From so many people on, a second member has to agree.
    second_approval_people: u32,
}

impl Deps {
    pub fn new(config: &Config, desk: Desk) -> Self {
        Self {
            desk,
            public_url: config.public_url.clone(),
            timezone: config.support.timezone,
            second_approval_people: config.broadcasts.second_approval_people,
        }
    }
}

/// How far a broadcast is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Draft,
    /// Confirmed, and begun when its time comes.
    Scheduled,
    Sending,
    Paused,
    /// Ended by the staff before all had it.
    Stopped,
    Done,
}

impl Status {
    const ALL: [Self; 6] = [
        Self::Draft,
        Self::Scheduled,
        Self::Sending,
        Self::Paused,
        Self::Stopped,
        Self::Done,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Sending => "sending",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
        }
    }

    fn stored(name: &str) -> anyhow::Result<Self> {
        let known = Self::ALL.into_iter().find(|status| status.name() == name);
        known.ok_or_else(|| anyhow::anyhow!("{name} is no state of a broadcast"))
    }
}

/// A broadcast as its row says.
#[derive(Clone, Debug)]
struct Broadcast {
    id: i32,
    status: Status,
    audience: Audience,
    revision: i32,
    wanted_at: Option<DateTime<Utc>>,
    made_by_name: String,
    starts_at: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    refused_in_a_row: i32,
    trouble: Option<String>,
    card: Option<(ChatId, MessageId)>,
    card_due_at: Option<DateTime<Utc>>,
}

/// What came of a broadcast so far, in people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    all: i64,
    left: i64,
    delivered: i64,
    blocked: i64,
    refused: i64,
    unknown: i64,
    skipped: i64,
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    card::register(sending::register(registry, deps), deps)
}

/// Makes sure that what is under way goes on. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn take_up(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    sending::order(connection, now).await
}
