//! How an attempt at a photo ends, and what follows: the next attempt, or the
//! end of the task; and with the last task, the delivery of the set.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    Deps,
    jobs::{CreateTask, DeliverSet, ShowProgress},
    line, progress,
    store::tasks::{self, Ending, Task},
};
use crate::{
    queue::{self, Lease},
    removal,
};

/// The pause before a photo's second attempt; it grows with each further one.
const PAUSE: TimeDelta = TimeDelta::seconds(10);

/// A prompt that failed this often goes to the other model, if there is one.
const ATTEMPTS_OF_USUAL_MODEL: i32 = 2;

/// So many attempts of a photo can be spoilt by outages without counting. Each may
/// have been paid for, as Kie takes orders whose answer is lost.
const MOST_EXCUSED: i32 = 3;

/// Whose fault it is that an attempt gave no photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nobody's: another attempt may go better.
    Chance,
    /// The prompt's: the same model would refuse it again.
    Lasting,
    /// Kie's as a whole, so that the attempt does not count, within a bound.
    Outage,
    /// Ours: no further attempt could go better.
    Hopeless,
}

/// Ends the attempt that `task` shows, because of `why`, and has the next one made
/// or the task ended. Nothing happens when the task is past it already.
pub(super) async fn end(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    why: &str,
    fault: Fault,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let has_fallback = deps.kie.has_fallback();
    let fault = match fault {
        Fault::Outage if task.excused >= MOST_EXCUSED => Fault::Chance,
        fault => fault,
    };
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let present = tasks::lock(&mut tx, task.id).await?;
    if !present.is_some_and(|present| is_same_attempt(&present, task)) {
        return Ok(());
    }
    let ending = Ending {
        counts: fault != Fault::Outage,
        is_for_fallback: has_fallback && is_for_fallback(task, fault),
    };
    if let Some(key) = tasks::clear_attempt(&mut tx, task.id, why, ending).await? {
        removal::order(&mut tx, key, now + removal::STORING_IS_OVER).await?;
    }
    if is_last(task, fault, has_fallback) {
        tasks::fail(&mut tx, task.id, why).await?;
        metrics::counter!("pinglass_photos_total", "outcome" => "failed").increment(1);
    } else if fault == Fault::Outage {
        line::return_to(&mut tx, task.id, now).await?;
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

fn is_for_fallback(task: &Task, fault: Fault) -> bool {
    task.is_for_fallback
        || match fault {
            Fault::Lasting => true,
            Fault::Chance => task.attempts >= ATTEMPTS_OF_USUAL_MODEL,
            Fault::Outage | Fault::Hopeless => false,
        }
}

fn is_last(task: &Task, fault: Fault, has_fallback: bool) -> bool {
    match fault {
        Fault::Hopeless => true,
        Fault::Outage => false,
        // Both models refuse it.
        Fault::Lasting if has_fallback && task.is_for_fallback => true,
        Fault::Lasting | Fault::Chance => task.attempts >= task.max_attempts,
    }
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
