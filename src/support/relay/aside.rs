//! Tickets that the group's job does not get on with. Each waits for some minutes, whole,
//! so that its order stays, while the others go on; then it is tried again.
//!
//! Only this process remembers it: after a restart the ticket is tried once more at once,
//! which does no harm.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

use crate::telegram::SendError;

const PAUSE: TimeDelta = TimeDelta::minutes(5);

/// What is no answer of Telegram, such as a database that is away, may pass at once: so
/// often it is tried before.
const MOST_FAILURES: i32 = 2;

/// Until when each ticket is set aside. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Aside(Arc<Mutex<BTreeMap<i32, DateTime<Utc>>>>);

impl Aside {
    pub fn put(&self, ticket_id: i32, now: DateTime<Utc>) {
        self.tickets().insert(ticket_id, now + PAUSE);
    }

    /// Those that are not to be tried now.
    pub fn list(&self, now: DateTime<Utc>) -> Vec<i32> {
        let mut tickets = self.tickets();
        tickets.retain(|_, until| *until > now);
        tickets.keys().copied().collect()
    }

    /// When the first of them is tried again.
    pub fn next_end(&self) -> Option<DateTime<Utc>> {
        self.tickets().values().min().copied()
    }

    fn tickets(&self) -> MutexGuard<'_, BTreeMap<i32, DateTime<Utc>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is one ticket's fault, and trying at once again can't help. An answer that
/// never came says nothing of the kind.
pub(super) fn is_about_ticket(error: &anyhow::Error, failures: i32) -> bool {
    match error.downcast_ref() {
        Some(SendError::Unknown) => false,
        Some(_) => true,
        None => failures >= MOST_FAILURES,
    }
}
