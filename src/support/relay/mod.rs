//! The relay: what is said in a ticket gets to the other side, once and in order,
//! whatever happens.
//!
//! Everything waits in its row: a message until the other side has it, an edit until
//! the copy shows it, a topic until it looks as the ticket stands. Two jobs look there
//! and do one thing at a time, each written down before the next: `staff` for the
//! whole group, which has one pace, and `person` for each ticket. A crash between
//! Telegram's answer and the note of it is the one thing that can show a message twice;
//! nothing can lose one, or change its place among the others of its ticket.

mod carry;
mod look;
mod person;
mod place;
mod staff;

use super::{
    Deps,
    jobs::{RefreshTicket, RelayToStaff},
    store::places,
};
use crate::queue::{self, JobResult, Next, OrElse, Registry};

/// Adds the handlers of the relay's jobs.
pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (lane, person, refresh) = (staff::Staff::new(deps), deps.clone(), deps.clone());
    registry
        .on(move |_: RelayToStaff, _| staff::relay(lane.clone()))
        .on(move |job, _| person::relay(person.clone(), job))
        .on(move |job, _| refresh_ticket(refresh.clone(), job))
}

/// The group has one pace: what is to be shown there waits with what is said there.
async fn refresh_ticket(deps: Deps, job: RefreshTicket) -> JobResult {
    let mut tx = deps.db.begin().await.or_retry()?;
    let now = deps.clock.now();
    let wanted = places::want_look(&mut tx, job.ticket_id, now).await;
    wanted.or_retry()?;
    queue::add(&mut tx, &RelayToStaff {}, now)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

/// What one run of a relay's job came to.
enum Step {
    /// Nothing waits.
    Done,
    /// Something was done, and more may wait.
    Again,
    /// Nothing can be done before then.
    At(chrono::DateTime<chrono::Utc>),
}

impl Step {
    fn next(self, now: chrono::DateTime<chrono::Utc>) -> Next {
        match self {
            Self::Done => Next::Done,
            Self::Again => Next::At(now),
            Self::At(at) => Next::At(at),
        }
    }
}
