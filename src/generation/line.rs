//! The line of photos that wait to be ordered. All processes share it: one of them
//! at a time gives as many photos their turn as Kie's limit and its health allow.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{
    Deps,
    breaker::Gate,
    jobs::{CreateTask, GiveTurns},
    store::{breaker, causes, line},
};
use crate::queue::{self, JobResult, Lease, Next, OrElse};

/// Puts a set in line, with all of its photos that are to be made, behind those
/// sets that would be complete before it.
pub(super) async fn join(
    tx: &mut PgConnection,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    line::join_whole_set(tx, set_id, now).await?;
    queue::add(tx, &GiveTurns {}, now).await
}

/// Puts one photo in line, in its set's place.
pub(super) async fn return_to(
    tx: &mut PgConnection,
    task_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    line::join(tx, task_id, now).await?;
    queue::add(tx, &GiveTurns {}, now).await
}

pub(super) async fn give_turns(deps: Deps, lease: Lease) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    let next = hand_out(&mut tx, now).await.or_retry()?;
    tx.commit()
        .await
        .context("cannot commit whose turn it is")
        .or_retry()?;
    Ok(next)
}

async fn hand_out(tx: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<Next> {
    let mut window = line::lock(tx).await?;
    let mut turns = line::turns(tx).await?;
    for newcomer in line::list_newcomers(tx).await? {
        let photos = usize::try_from(newcomer.photos).unwrap_or_default();
        line::set_tag(tx, newcomer.set_id, turns.join(photos)).await?;
    }
    let gate = find_gate(tx).await?;
    let most = match gate {
        Gate::All => window.free(now),
        Gate::One => window.free(now).min(1),
        Gate::None => 0,
    };
    let task_ids = line::give_turns(tx, most, now).await?;
    for &task_id in &task_ids {
        window.take(now);
        turns.advance();
        let cause = causes::of_task(tx, task_id).await?;
        cause
            .follow(queue::add(tx, &CreateTask { task_id }, now))
            .await?;
    }
    let is_tried = gate == Gate::One && !task_ids.is_empty();
    if is_tried {
        let mut breaker = breaker::lock(tx).await?;
        breaker.trial_task_id = task_ids.first().copied();
        breaker::save(tx, &breaker).await?;
    }
    let is_anyone_waiting = line::is_anyone_waiting(tx).await?;
    if !is_anyone_waiting {
        turns.rest();
    }
    line::save_window(tx, &window).await?;
    line::save_fair_time(tx, turns.fair_time()).await?;
    // Whoever closes the breaker, or lets one order try, has the turns given then.
    if !is_anyone_waiting || gate == Gate::None || is_tried {
        return Ok(Next::Done);
    }
    Ok(Next::At(window.next_free(now)))
}

/// Nobody but the line sets a trial, so that what is read here holds until it does,
/// or the breaker has changed by then and the trial is none.
async fn find_gate(tx: &mut PgConnection) -> anyhow::Result<Gate> {
    let gate = breaker::find(tx).await?.gate();
    if gate != Gate::One {
        return Ok(gate);
    }
    Ok(breaker::lock(tx).await?.gate())
}
