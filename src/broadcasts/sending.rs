//! The way of a broadcast to its people.
//!
//! One job sends all broadcasts, one after the other. It works in shifts of some seconds,
//! and within a shift in turns: a turn is one transaction that writes down what came of
//! letters and marks the next people as being sent to. So at any line where a process can
//! die, each person is in one of three states: still waiting, landed, or marked. Nobody can
//! know whether the few who were marked have got theirs, and they are not sent it again.
//!
//! With every turn the run says that it lives for another second. When it does not, because
//! its process was killed, another takes its place then, not after the lease of ordinary
//! jobs, which is made for work that takes long.

mod flight;
mod shift;
mod turn;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use self::{shift::Shift, turn::LIVES_FOR};
use super::{Broadcast, Deps, Status, audience::Terms, card, store};
use crate::queue::{self, Job, JobResult, Lease, Next, OrElse, Registry};

/// Whoever was left paused for so long is not resumed: the news is none any more.
const LONGEST_PAUSE: TimeDelta = TimeDelta::days(7);

/// While more than [`BACKLOG_MOST`] updates and jobs that people wait for are late by so
/// much, in whatever process, a broadcast waits as well, and looks again after a while.
const BACKLOG_LATE: TimeDelta = TimeDelta::seconds(3);
const BACKLOG_MOST: i64 = 20;
const BACKLOG_PAUSE: TimeDelta = TimeDelta::seconds(2);

/// What is late by more than this is stuck for a reason of its own.
const BACKLOG_STUCK: TimeDelta = TimeDelta::minutes(10);

/// Sends what is to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SendBroadcasts {}

impl Job for SendBroadcasts {
    const KIND: &'static str = "send_broadcasts";
    const PRIORITY: i16 = 120;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |_: SendBroadcasts, lease| send(deps.clone(), lease))
}

/// Has what is due by then sent, as part of the caller's transaction.
pub(super) async fn order(
    connection: &mut PgConnection,
    due_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SendBroadcasts {}, due_at).await
}

/// Lets a broadcast that was just paused be ended, should nobody come back to it.
pub(super) async fn order_end_of_pause(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    order(connection, now + LONGEST_PAUSE).await
}

/// What a run finds to do.
enum Found {
    Broadcast(Broadcast),
    /// Others come first.
    Backlog,
    /// Nothing now, and maybe something then.
    Nothing(Option<DateTime<Utc>>),
}

async fn send(deps: Deps, lease: Lease) -> JobResult {
    let now = deps.desk.clock.now();
    match find(&deps, &lease, now).await.or_retry()? {
        Found::Nothing(None) => Ok(Next::Done),
        Found::Nothing(Some(later)) => Ok(Next::At(later)),
        Found::Backlog => Ok(Next::At(now + BACKLOG_PAUSE)),
        Found::Broadcast(broadcast) => {
            let next = Shift::begin(deps, lease, broadcast.id).await.or_retry()?;
            Ok(Next::At(next.work().await.or_retry()?))
        }
    }
}

async fn find(deps: &Deps, lease: &Lease, now: DateTime<Utc>) -> anyhow::Result<Found> {
    let mut tx = deps.desk.db.begin().await?;
    lease.hold(&mut tx, now + LIVES_FOR).await?;
    store::recipients::give_up_lost(&mut tx).await?;
    for id in store::rows::stop_forgotten(&mut tx, now - LONGEST_PAUSE, now).await? {
        card::order(&mut tx, id, now).await?;
    }
    let Some(id) = store::rows::find_next(&mut tx, now).await? else {
        let patience = LONGEST_PAUSE.as_seconds_f64();
        let next = store::rows::next_due(&mut tx, patience).await?;
        tx.commit().await?;
        return Ok(Found::Nothing(next));
    };
    let late = (now - BACKLOG_STUCK, now - BACKLOG_LATE);
    let is_backlog = store::people::is_backlog(&mut tx, late.0, late.1, BACKLOG_MOST).await?;
    let broadcast = store::rows::lock(&mut tx, id).await?;
    let found = match broadcast {
        _ if is_backlog => Found::Backlog,
        // It was called off at this moment.
        None => Found::Nothing(Some(now)),
        Some(broadcast) => {
            if broadcast.status == Status::Scheduled {
                start(&mut tx, deps, &broadcast, now).await?;
            }
            Found::Broadcast(broadcast)
        }
    };
    tx.commit().await?;
    Ok(found)
}

/// From now on it is for those and no others.
async fn start(
    tx: &mut PgConnection,
    deps: &Deps,
    broadcast: &Broadcast,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let terms: Terms = broadcast.audience.terms(now);
    store::people::count(tx, broadcast.id, &terms, &deps.desk.owners, true).await?;
    store::changes::start(tx, broadcast.id, now).await?;
    card::order(tx, broadcast.id, now).await
}
