//! What happens to a ticket, as `ticket_events` keeps it. The deadlines follow from
//! these alone, and the history is told from them.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::ticket::Priority;
use crate::staff::Member;

/// Something that happened to a ticket.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Event {
    Opened {
        priority: Priority,
    },
    /// Its person wrote.
    Asked,
    /// The staff wrote to its person.
    Answered,
    Taken,
    /// Who had taken it gave it up.
    Released,
    /// The staff waits for a word of its person.
    Waiting,
    /// The staff waits no more, although its person has not written.
    Resumed,
    PriorityChanged {
        to: Priority,
    },
    /// It was without a response for too long, or somebody wanted help with it.
    Escalated {
        to: Priority,
    },
    Resolved,
    Reopened,
    Closed,
    Rated {
        stars: i16,
    },
}

/// Who did it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Actor {
    /// The ticket's own.
    Person,
    Staff {
        telegram_id: i64,
        name: String,
    },
    /// The product by itself.
    Product,
}

impl From<&Member> for Actor {
    fn from(member: &Member) -> Self {
        Self::Staff {
            telegram_id: member.telegram_id,
            name: member.name.clone(),
        }
    }
}

/// An event with its time and its author.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Recorded {
    pub event: Event,
    pub actor: Actor,
    pub at: DateTime<Utc>,
}

impl Event {
    /// As `ticket_events.kind` keeps it.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Taken => "taken",
            Self::Released => "released",
            Self::Waiting => "waiting",
            Self::Resumed => "resumed",
            Self::PriorityChanged { .. } => "priority",
            Self::Escalated { .. } => "escalated",
            Self::Resolved => "resolved",
            Self::Reopened => "reopened",
            Self::Closed => "closed",
            Self::Rated { .. } => "rated",
        }
    }

    /// As `ticket_events.details` keeps it.
    pub fn details(&self) -> Value {
        match self {
            Self::Opened { priority }
            | Self::PriorityChanged { to: priority }
            | Self::Escalated { to: priority } => json!({ "priority": priority.id() }),
            Self::Rated { stars } => json!({ "stars": stars }),
            _ => json!({}),
        }
    }

    /// `None` for kinds that this version does not know.
    pub fn stored(kind: &str, details: &Value) -> Option<Self> {
        let priority = Priority::stored(details["priority"].as_str().unwrap_or_default());
        Some(match kind {
            "opened" => Self::Opened { priority },
            "asked" => Self::Asked,
            "answered" => Self::Answered,
            "taken" => Self::Taken,
            "released" => Self::Released,
            "waiting" => Self::Waiting,
            "resumed" => Self::Resumed,
            "priority" => Self::PriorityChanged { to: priority },
            "escalated" => Self::Escalated { to: priority },
            "resolved" => Self::Resolved,
            "reopened" => Self::Reopened,
            "closed" => Self::Closed,
            "rated" => Self::Rated {
                stars: details["stars"].as_i64()?.try_into().ok()?,
            },
            _ => return None,
        })
    }
}

impl Actor {
    /// As `ticket_events` keeps it: the person is named by a word, as they may be erased.
    pub fn columns(&self) -> (Option<i64>, Option<&str>) {
        match self {
            Self::Person => (None, Some("person")),
            Self::Staff { telegram_id, name } => (Some(*telegram_id), Some(name)),
            Self::Product => (None, None),
        }
    }

    pub fn stored(telegram_id: Option<i64>, name: Option<String>) -> Self {
        match (telegram_id, name) {
            (Some(telegram_id), name) => Self::Staff {
                telegram_id,
                name: name.unwrap_or_default(),
            },
            (None, Some(_)) => Self::Person,
            (None, None) => Self::Product,
        }
    }
}
