//! How an attempt at a photo ends, and what follows: the next attempt, or the
//! end of the task; and with the last task, the delivery of the set.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    Deps,
    jobs::{CreateTask, DeliverSet, ShowProgress},
    progress,
    store::tasks::{self, Task},
};
use crate::queue::{self, Lease};

/// The pause before a photo's second attempt; it grows with each further one.
const PAUSE: TimeDelta = TimeDelta::seconds(10);

/// Ends the attempt that `task` shows, because of `why`. Nothing happens when the
/// task is past it already.
pub(super) async fn end(deps: &Deps, lease: &Lease, task: &Task, why: &str) -> anyhow::Result<()> {
    let is_last = task.attempts >= task.max_attempts;
    conclude(deps, lease, task, why, is_last).await
}

/// Ends the task itself: no further attempt could go better.
pub(super) async fn give_up(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    why: &str,
) -> anyhow::Result<()> {
    conclude(deps, lease, task, why, true).await
}

async fn conclude(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    why: &str,
    is_last: bool,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let present = tasks::lock(&mut tx, task.id).await?;
    if !present.is_some_and(|present| is_same_attempt(&present, task)) {
        return Ok(());
    }
    tasks::clear_attempt(&mut tx, task.id, why).await?;
    if is_last {
        tasks::fail(&mut tx, task.id, why).await?;
        metrics::counter!("pinglass_photos_total", "outcome" => "failed").increment(1);
    } else {
        let pause = PAUSE * task.attempts.max(1);
        queue::add(&mut tx, &CreateTask { task_id: task.id }, now + pause).await?;
    }
    settle(&mut tx, task.set_id, now).await?;
    tx.commit()
        .await
        .context("cannot commit the end of an attempt")?;
    tracing::warn!(
        task.id = task.id,
        task.attempts = task.attempts,
        why,
        "an attempt at a photo failed"
    );
    Ok(())
}

fn is_same_attempt(present: &Task, seen: &Task) -> bool {
    present.is_pending
        && present.attempts == seen.attempts
        && present.kie_task_id == seen.kie_task_id
        && present.creation_started_at == seen.creation_started_at
}

/// Orders what the change of a task makes necessary for its set, which the
/// caller has locked.
pub(super) async fn settle(
    tx: &mut PgConnection,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    if tasks::count_pending(tx, set_id).await? == 0 {
        queue::add(tx, &DeliverSet { set_id }, now).await
    } else {
        queue::add(tx, &ShowProgress { set_id }, now + progress::EDIT_EVERY).await
    }
}
