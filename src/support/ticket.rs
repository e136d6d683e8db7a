//! A ticket as it stands: what a person wants of the staff, and how far that is.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use teloxide::types::{ChatId, MessageId, ThreadId};

/// What a person needs help with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Category {
    #[serde(rename = "p")]
    Payment,
    #[serde(rename = "t")]
    Technical,
    #[serde(rename = "a")]
    Account,
    #[serde(rename = "g")]
    Generation,
    #[serde(rename = "o")]
    Other,
}

/// How urgent it is: P1 first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Priority {
    P1,
    P2,
    P3,
    P4,
}

/// How far it is. While we wait for a word of its person it is in progress, with
/// [`Ticket::waiting_since`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Nobody has taken or answered it.
    Open,
    InProgress,
    /// Its person can open it again.
    Resolved,
    /// For good.
    Closed,
}

/// The member of the staff who took a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Assignee {
    pub telegram_id: i64,
    pub name: String,
}

/// Where the staff sees a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct StaffPlace {
    pub chat: ChatId,
    /// Without one, what is said hangs below the card as replies.
    pub topic: Option<ThreadId>,
    pub card: Option<MessageId>,
}

#[derive(Clone, Debug)]
pub(super) struct Ticket {
    pub id: i32,
    /// As people name it: `TKT-2026-001`.
    pub number: String,
    /// Tickets of other programs may belong to nobody.
    pub user_id: Option<i32>,
    /// The person's chat with the bot.
    pub chat: Option<ChatId>,
    /// The first words of the first message.
    pub subject: String,
    pub category: Category,
    pub priority: Priority,
    pub status: Status,
    pub assignee: Option<Assignee>,
    pub is_escalated: bool,
    /// `None` until the group has seen it.
    pub place: Option<StaffPlace>,
    /// How its topic looks now, as `topic_look` keeps it.
    pub topic_look: Option<String>,
    pub created_at: DateTime<Utc>,
    pub first_responded_at: Option<DateTime<Utc>>,
    /// The last answer of the staff.
    pub answered_at: Option<DateTime<Utc>>,
    /// Since when its person waits for a word of ours.
    pub asked_at: Option<DateTime<Utc>>,
    /// Since when we wait for a word of its person.
    pub waiting_since: Option<DateTime<Utc>>,
    pub first_response_due_at: Option<DateTime<Utc>>,
    pub next_response_due_at: Option<DateTime<Utc>>,
    pub resolution_due_at: Option<DateTime<Utc>>,
    pub last_word_at: Option<DateTime<Utc>>,
    pub resolved_at: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
    pub rating: Option<i16>,
}

impl Category {
    pub const ALL: [Self; 5] = [
        Self::Payment,
        Self::Technical,
        Self::Account,
        Self::Generation,
        Self::Other,
    ];

    /// As `support_tickets.category` keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Payment => "payment",
            Self::Technical => "technical",
            Self::Account => "account",
            Self::Generation => "generation",
            Self::Other => "other",
        }
    }

    /// Other programs may know more categories.
    pub fn stored(id: &str) -> Self {
        let known = Self::ALL.into_iter().find(|category| category.id() == id);
        known.unwrap_or(Self::Other)
    }
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::P1, Self::P2, Self::P3, Self::P4];

    /// As `support_tickets.priority` keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Self::P1 => "P1",
            Self::P2 => "P2",
            Self::P3 => "P3",
            Self::P4 => "P4",
        }
    }

    pub(super) fn stored(id: &str) -> Self {
        id.parse().unwrap_or(Self::P3)
    }

    /// The next more urgent one; P1 stays.
    pub(super) fn raised(self) -> Self {
        match self {
            Self::P1 | Self::P2 => Self::P1,
            Self::P3 => Self::P2,
            Self::P4 => Self::P3,
        }
    }
}

impl FromStr for Priority {
    type Err = String;

    fn from_str(id: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL.into_iter().find(|priority| priority.id() == id);
        known.ok_or_else(|| "the priorities are P1, P2, P3 and P4".to_owned())
    }
}

impl Status {
    /// As `support_tickets.status` keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
        }
    }

    pub fn stored(id: &str) -> Self {
        match id {
            "in_progress" => Self::InProgress,
            "resolved" => Self::Resolved,
            "closed" => Self::Closed,
            _ => Self::Open,
        }
    }
}

impl Ticket {
    /// Whether somebody still works on it, or should.
    pub fn is_alive(&self) -> bool {
        matches!(self.status, Status::Open | Status::InProgress)
    }
}
