//! The net below everything: once a minute, whatever is unfinished and has no job
//! gets one, and sets whose time is over are ended with what there is.

use anyhow::Context;
use chrono::TimeDelta;

use super::{
    Deps,
    jobs::{AskKie, CreateTask, DeliverSet, GiveTurns, ShowProgress, WatchTask},
    store::{breaker, causes, line, shown, sweep},
};
use crate::queue::{self, JobResult, Next, OrElse};

const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Hardly anybody scrolls back further than this to put a heart on a portrait.
const SHOWN_FOR: TimeDelta = TimeDelta::days(365);

pub(super) async fn sweep_sets(deps: Deps) -> JobResult {
    let found = drive_what_stands_still(&deps).await.or_retry()?;
    if found > 0 {
        tracing::warn!(found, "unfinished work had no job and was taken up again");
    }
    Ok(Next::At(deps.clock.now() + SWEEP_EVERY))
}

async fn drive_what_stands_still(deps: &Deps) -> anyhow::Result<usize> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let overdue = sweep::fail_overdue_tasks(&mut tx, now).await?;
    if overdue > 0 {
        tracing::error!(tasks = overdue, "sets were ended as their time was over");
    }
    let tasks = sweep::list_idle_tasks(&mut tx).await?;
    for task in &tasks {
        let task_id = task.id;
        let cause = causes::of_task(&mut tx, task_id).await?;
        if task.is_ordered {
            let watch = WatchTask {
                task_id,
                is_expected: false,
            };
            cause.follow(queue::add(&mut tx, &watch, now)).await?;
        } else {
            let create = CreateTask { task_id };
            cause.follow(queue::add(&mut tx, &create, now)).await?;
        }
    }
    if line::is_anyone_waiting(&mut tx).await? {
        queue::add(&mut tx, &GiveTurns {}, now).await?;
    }
    if let Some(retry_at) = breaker::find(&mut tx).await?.retry_at {
        queue::add(&mut tx, &AskKie {}, retry_at).await?;
    }
    for set_id in sweep::list_silent_sets(&mut tx).await? {
        let cause = causes::of_set(&mut tx, set_id).await?;
        let show = ShowProgress { set_id };
        cause.follow(queue::add(&mut tx, &show, now)).await?;
    }
    let sets = sweep::list_undelivered_sets(&mut tx).await?;
    for &set_id in &sets {
        let cause = causes::of_set(&mut tx, set_id).await?;
        let deliver = DeliverSet { set_id };
        cause.follow(queue::add(&mut tx, &deliver, now)).await?;
    }
    shown::delete_old(&mut tx, now - SHOWN_FOR).await?;
    tx.commit().await.context("cannot commit a sweep")?;
    Ok(tasks.len() + sets.len())
}
