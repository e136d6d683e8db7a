//! What may have kept the answer to a message, or the note of it, from whoever sent it, so that it is
//! sent again rather than never: which process that was, and when. What no loss explains must not
//! come twice.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

/// How long the processes of a run hold what they work on (`LEASE_SECS`).
pub const LEASE: TimeDelta = TimeDelta::seconds(5);

/// By how much a storm lets a message be late: so long after the death of its sender it may arrive.
pub const LATE: TimeDelta = TimeDelta::seconds(3);

/// Whoever has the answer notes it in half a dozen round trips to the database (a connection, a
/// begin, the lease, the note, a commit), each of half a second at the slowest. What was sent
/// earlier is known to be sent.
const NOTED_WITHIN: TimeDelta = TimeDelta::seconds(3);

/// Whoever comes back believes that it still holds what others have taken meanwhile, until it asks
/// the database, as it does each third of a lease; what it sent until then may be late.
const BELIEVES_FOR: TimeDelta = TimeDelta::milliseconds(5_000 / 3 + 3_000);

/// Telegram dates messages in whole seconds, down.
const DATED_BEFORE: TimeDelta = TimeDelta::seconds(1);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Who lost something; none where every process may have.
    pub process: Option<String>,
    /// The chat whose answer was lost; none where every chat's may have been.
    pub chat: Option<i64>,
    /// When those messages were sent of which it may know nothing.
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    /// Since when it may itself have sent what another had sent meanwhile; none if it did not live
    /// on.
    pub overtaken: Option<DateTime<Utc>>,
    pub what: String,
}

impl Loss {
    /// Telegram has done what a process asked for and kept the answer.
    pub fn of_answer(chat: i64, at: DateTime<Utc>, method: &str) -> Self {
        Self {
            process: None,
            chat: Some(chat),
            from: at - DATED_BEFORE,
            to: at + DATED_BEFORE,
            overtaken: None,
            what: format!("the answer to {method} was lost"),
        }
    }

    /// A process died.
    pub fn of_dead(process: &str, at: DateTime<Utc>, what: impl Into<String>) -> Self {
        Self {
            process: Some(process.to_owned()),
            chat: None,
            from: at - NOTED_WITHIN - DATED_BEFORE,
            to: at + LATE,
            overtaken: None,
            what: what.into(),
        }
    }

    /// A process, or with none every one, stood still or could not note anything.
    pub fn of_absent(
        process: Option<&str>,
        (begun, ended): (DateTime<Utc>, DateTime<Utc>),
        what: impl Into<String>,
    ) -> Self {
        Self {
            process: process.map(str::to_owned),
            chat: None,
            from: begun - NOTED_WITHIN - DATED_BEFORE,
            to: ended + BELIEVES_FOR,
            overtaken: Some(begun - DATED_BEFORE),
            what: what.into(),
        }
    }

    fn explains(&self, twice: &Twice) -> bool {
        let covers = |from: DateTime<Utc>, sending: &Sending| {
            let is_own = match &self.process {
                None => true,
                Some(process) => sending.by.as_ref() == Some(process),
            };
            is_own && (from..=self.to).contains(&sending.at)
        };
        let is_here = self.chat.is_none_or(|chat| chat == twice.chat);
        is_here
            && (covers(self.from, &twice.first)
                || self
                    .overtaken
                    .is_some_and(|since| covers(since, &twice.again)))
    }
}

/// When something was sent, and by which process, if that is known.
#[derive(Clone, Debug)]
pub struct Sending {
    pub at: DateTime<Utc>,
    pub by: Option<String>,
}

impl fmt::Display for Sending {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = self.by.as_deref().unwrap_or("nobody knows whom");
        write!(formatter, "at {} by {by}", self.at.format("%T"))
    }
}

/// Something that came twice to a chat.
#[derive(Clone, Debug)]
pub struct Twice {
    pub chat: i64,
    pub first: Sending,
    pub again: Sending,
}

/// Which losses are left. Each explains one repetition in a chat, whomever it is about.
pub struct Excuses<'a> {
    /// The narrower, the earlier.
    losses: Vec<&'a Loss>,
    spent: Vec<(usize, i64)>,
}

impl<'a> Excuses<'a> {
    pub fn of(losses: &'a [Loss]) -> Self {
        let mut losses: Vec<&Loss> = losses.iter().collect();
        losses.sort_by_key(|loss| (loss.chat.is_none(), loss.process.is_none(), loss.to));
        Self {
            losses,
            spent: Vec::new(),
        }
    }

    /// Whether a loss explains it that has explained nothing in this chat yet.
    pub fn take(&mut self, twice: &Twice) -> bool {
        let mut losses = self.losses.iter().enumerate();
        let found = losses.find(|(index, loss)| {
            !self.spent.contains(&(*index, twice.chat)) && loss.explains(twice)
        });
        let found = found.map(|(index, _)| (index, twice.chat));
        self.spent.extend(found);
        found.is_some()
    }

    /// How many repetitions have been explained.
    pub fn spent(&self) -> usize {
        self.spent.len()
    }
}
