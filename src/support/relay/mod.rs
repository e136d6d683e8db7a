//! The relay: what is said in a ticket gets to the other side, once and in order,
//! whatever happens.
//!
//! Everything waits in its row: a message until the other side has it, an edit until
//! the copy shows it, a topic until it looks as the ticket stands. Two jobs look there
//! and do one thing at a time, each written down before the next: `staff` for the whole
//! group, which has one pace, and `person` for each ticket. What can show a message
//! twice is an answer of Telegram that never comes, or a crash between it and its note;
//! nothing can lose one, or change its place among the others of its ticket.

mod album;
mod aside;
mod carry;
mod changes;
mod group;
mod icons;
mod look;
mod person;
mod place;
mod silence;
mod staff;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub(super) use self::{
    carry::{has_caption, send_file},
    changes::{staff_routes, take_back},
};
pub use self::{
    changes::{follow_edit, follow_reaction},
    group::{hear_group, note_standing},
    person::come_back,
};
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
        .on(move |_: RelayToStaff, lease| staff::relay(lane.clone(), lease))
        .on(move |job, _| person::relay(person.clone(), job))
        .on(move |job, _| refresh_ticket(refresh.clone(), job))
}

/// The group has one pace: what is to be shown there waits with what is said there.
async fn refresh_ticket(deps: Deps, job: RefreshTicket) -> JobResult {
    let mut tx = deps.db.begin().await.or_retry()?;
    let now = deps.clock.now();
    want_look(&mut tx, job.ticket_id, now).await.or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

/// Has a ticket's topic and card looked at.
async fn want_look(
    tx: &mut PgConnection,
    ticket_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    places::want_look(tx, ticket_id, now).await?;
    queue::add(tx, &RelayToStaff {}, now).await
}

/// What one run of a relay's job came to.
enum Step {
    /// Nothing waits.
    Done,
    /// Something was done, and more may wait.
    Again,
    /// Nothing can be done before then.
    At(DateTime<Utc>),
}

impl Step {
    fn next(self, now: DateTime<Utc>) -> Next {
        match self {
            Self::Done => Next::Done,
            Self::Again => Next::At(now),
            Self::At(at) => Next::At(at),
        }
    }
}
