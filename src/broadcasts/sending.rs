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
mod landing;
mod shift;
mod turn;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use self::{shift::Shift, turn::LIVES_FOR};
use super::{Broadcast, Deps, Status, audience::Terms, card, screens, store};
use crate::{
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    staff, switches,
    telegram::Screen,
};

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
    /// Others come first, or nobody can use what is written of.
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
    lease.confirm(&mut tx).await?;
    let found = look(&mut tx, deps, now).await?;
    // To write down thousands of people may have taken long.
    let lives_until = deps.desk.clock.now() + LIVES_FOR;
    lease.hold(&mut tx, lives_until).await?;
    tx.commit().await?;
    Ok(found)
}

async fn look(tx: &mut PgConnection, deps: &Deps, now: DateTime<Utc>) -> anyhow::Result<Found> {
    store::recipients::give_up_lost(tx).await?;
    for id in store::rows::stop_forgotten(tx, now - LONGEST_PAUSE, now).await? {
        card::order(tx, id, now).await?;
    }
    let due = store::rows::find_next(tx, now).await?;
    let later = due.as_ref().and_then(|due| due.later);
    let Some(due) = due.filter(|due| due.later.is_none()) else {
        let next = store::rows::next_due(tx, LONGEST_PAUSE.as_seconds_f64()).await?;
        return Ok(Found::Nothing(next.into_iter().chain(later).min()));
    };
    let late = (now - BACKLOG_STUCK, now - BACKLOG_LATE);
    // During maintenance the buttons of letters would lead nowhere.
    if switches::maintenance(tx, now).await?.is_some()
        || store::people::is_backlog(tx, late.0, late.1, BACKLOG_MOST).await?
    {
        return Ok(Found::Backlog);
    }
    let Some(broadcast) = store::rows::lock(tx, due.id).await? else {
        // It was called off at this moment.
        return Ok(Found::Nothing(Some(now)));
    };
    if broadcast.status == Status::Scheduled {
        start(tx, deps, &broadcast, now).await?;
    }
    if broadcast.setbacks.is_hopeless() {
        let screen = screens::silent(deps.desk.lang, broadcast.id);
        halt(tx, broadcast.id, None, &screen, now).await?;
        return Ok(Found::Nothing(Some(now)));
    }
    if broadcast.setbacks.is_silent() {
        let mut setbacks = broadcast.setbacks.clone();
        setbacks.probe();
        store::changes::set_setbacks(tx, broadcast.id, &setbacks).await?;
    }
    Ok(Found::Broadcast(broadcast))
}

/// Pauses what can't go on before somebody has looked, and tells the group why.
async fn halt(
    tx: &mut PgConnection,
    id: i32,
    trouble: Option<&str>,
    screen: &Screen,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    store::changes::pause(tx, id, trouble, now).await?;
    order_end_of_pause(tx, now).await?;
    card::order(tx, id, now).await?;
    staff::tell(tx, screen, now).await
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
