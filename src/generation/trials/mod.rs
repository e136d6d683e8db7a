//! A picture that shows the staff what a prompt's text does, before customers see it.
//!
//! ```text
//! tap ─▶ waiting ─▶ ordered at Kie ─▶ made ───▶ told, with the picture
//!            └───────────┴──────────▶ failed ─▶ told, with the reason
//! ```
//! It is no set: nobody pays for it, no line lets it wait, and it is tried once. It takes
//! a place of Kie's limit like any photo, and its job ends it within half an hour. The
//! picture leaves the storage after a day; the group has its copy.

mod making;
mod screens;
mod staff;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId, ThreadId};

pub use self::staff::staff_routes;
use super::Deps;
use crate::queue::{Job, Registry};

/// Makes the picture and shows it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct TryPrompt {
    pub trial_id: i32,
}

impl Job for TryPrompt {
    const KIND: &'static str = "try_prompt";
    /// Somebody waits for it, but customers wait for what they paid for.
    const PRIORITY: i16 = 45;

    fn key(&self) -> Option<String> {
        Some(self.trial_id.to_string())
    }
}

/// A trial that is not over.
#[derive(Clone, Debug)]
pub(in crate::generation) struct Trial {
    pub id: i32,
    pub text_id: i32,
    pub avatar_id: i32,
    pub asked_by_name: String,
    pub chat_id: i64,
    pub topic_id: Option<i32>,
    pub status: String,
    pub ordered_at: Option<DateTime<Utc>>,
    pub kie_task_id: Option<String>,
    pub storage_key: Option<String>,
    pub error: Option<String>,
    pub created_at: DateTime<Utc>,
}

impl Trial {
    fn chat(&self) -> ChatId {
        ChatId(self.chat_id)
    }

    fn topic(&self) -> Option<ThreadId> {
        self.topic_id.map(|id| ThreadId(MessageId(id)))
    }
}

/// A trial that somebody asks for.
pub(in crate::generation) struct NewTrial<'a> {
    pub text_id: i32,
    pub avatar_id: i32,
    pub asked_by: i64,
    pub asked_by_name: &'a str,
    pub chat_id: i64,
    pub topic_id: Option<i32>,
}

/// Adds the handler.
pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: TryPrompt, lease| making::try_prompt(deps.clone(), lease, job))
}
