//! Asking Kie how far an ordered photo is, until it is there, has failed, or has
//! taken too long.

use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};

use super::{
    Deps,
    attempts::{self, Fault},
    breaker::Breaker,
    jobs::{AdoptTask, WatchTask},
    kie::{Look, Record, RecordState, Trouble},
    outage,
    results::{self, Kept},
    spending,
    store::{
        breaker,
        tasks::{self, Task},
    },
};
use crate::{
    files::FileKey,
    queue::{self, Failure, JobResult, Lease, Next, OrElse, take_place},
};

/// Kie: 10 looks per second and key. Photos of one set end close together, so
/// half of that is kept for a burst.
pub(super) const EVERY: TimeDelta = TimeDelta::milliseconds(200);
pub(super) const BURST: i32 = 5;

/// The name of the places that all looks share.
pub(super) const PLACES: &str = "kie.poll";

/// Kie shows a new task only after a while.
const GRACE: TimeDelta = TimeDelta::seconds(90);

/// A task that has taken this long never ends.
const STUCK_AFTER: TimeDelta = TimeDelta::minutes(15);

const AFTER_UNCLEAR: TimeDelta = TimeDelta::seconds(20);

/// Somebody else looks with our key too.
const AFTER_TOO_FAST: TimeDelta = TimeDelta::seconds(2);

/// When to look again at a task that was ordered `age` ago. With callbacks the
/// looks are only the net below them.
pub(super) fn pause_before_look(age: TimeDelta, callbacks: bool) -> TimeDelta {
    let seconds = match age.num_seconds() {
        _ if callbacks => 20,
        ..30 => 3,
        30..120 => 7,
        120.. => 20,
    };
    TimeDelta::seconds(seconds)
}

pub(super) async fn watch_task(deps: Deps, lease: Lease, job: WatchTask) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let task = tasks::find(&mut connection, job.task_id).await.or_retry()?;
    let Some(task) = task.filter(|task| task.is_pending) else {
        return Ok(Next::Done);
    };
    // Whoever orders the photo anew also has it watched.
    let Some(kie_task_id) = task.kie_task_id.clone() else {
        return Ok(Next::Done);
    };
    let now = deps.clock.now();
    let breaker = breaker::find(&mut connection).await.or_retry()?;
    if let Some(until) = breaker.looks_wait_until() {
        return Ok(Next::At(after_outage(&task, until, now)));
    }
    let place = take_place(&mut connection, PLACES, EVERY, BURST, now)
        .await
        .or_retry()?;
    if let Err(free_at) = place {
        // An expected photo goes first; the others spread out, lest they all come at once.
        let others = if job.is_expected {
            0
        } else {
            tasks::count_under_way(&mut connection).await.or_retry()?
        };
        let turn = i64::from(task.id) % others.max(1);
        return Ok(Next::At(free_at + EVERY * i32::try_from(turn).unwrap_or(0)));
    }
    drop(connection);
    let look = deps.kie.look(&kie_task_id).await;
    if !matches!(look, Look::Trouble(_) | Look::Unclear) {
        outage::note_answer(&deps, task.id).await.or_retry()?;
    }
    let age = age(&task, &breaker, now);
    match look {
        Look::Found(record) => found(&deps, &lease, &task, record, age).await,
        Look::NotFound if age < GRACE => Ok(Next::At(now + TimeDelta::seconds(5))),
        Look::NotFound => {
            let fault = fault_of(&task, &breaker);
            end(&deps, &lease, &task, "Kie does not know the task", fault).await
        }
        Look::TooFast => Ok(Next::At(now + AFTER_TOO_FAST)),
        Look::Unclear if age > STUCK_AFTER => {
            end(
                &deps,
                &lease,
                &task,
                "Kie says nothing of the task",
                Fault::Chance,
            )
            .await
        }
        Look::Unclear => Ok(Next::At(now + AFTER_UNCLEAR)),
        Look::Trouble(trouble) => wait(&deps, &task, trouble).await,
    }
}

/// The looks that an outage has kept waiting go on in this order, not all at once.
fn after_outage(task: &Task, until: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    const SPREAD: i32 = 25;
    until.max(now) + EVERY * (1 + task.id.rem_euclid(SPREAD))
}

/// For how long Kie has had time for the task: an outage does not count.
fn age(task: &Task, breaker: &Breaker, now: DateTime<Utc>) -> TimeDelta {
    let ordered_at = task.created_remotely_at.max(breaker.closed_at);
    match (task.created_remotely_at, ordered_at) {
        (Some(_), Some(at)) => now - at,
        _ => TimeDelta::zero(),
    }
}

/// Whose fault it is when Kie has lost a task.
fn fault_of(task: &Task, breaker: &Breaker) -> Fault {
    let ordered_at = task.created_remotely_at;
    if ordered_at.is_some_and(|at| breaker.opened_after(at)) {
        Fault::Outage
    } else {
        Fault::Chance
    }
}

/// Whose fault it is that Kie ended a task as failed: while our storage is away, Kie
/// can't fetch the photos of anybody.
async fn fault_of_failure(deps: &Deps, is_lasting: bool) -> Fault {
    let any = FileKey::random("check", "txt");
    match deps.files.exists(&any).await {
        Err(_) => Fault::Outage,
        Ok(_) if is_lasting => Fault::Lasting,
        Ok(_) => Fault::Chance,
    }
}

async fn wait(deps: &Deps, task: &Task, trouble: Trouble) -> JobResult {
    let breaker = outage::note_trouble(deps, trouble).await.or_retry()?;
    match breaker.looks_wait_until() {
        Some(until) => Ok(Next::At(after_outage(task, until, deps.clock.now()))),
        None => Err(Failure::Retry(anyhow!("Kie did not say how far a task is"))),
    }
}

async fn found(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    record: Record,
    age: TimeDelta,
) -> JobResult {
    match record.state {
        RecordState::Succeeded(urls) => match results::keep(deps, lease, task, &urls).await? {
            Kept::Yes => Ok(Next::Done),
            Kept::Unusable(why) => end(deps, lease, task, why, Fault::Chance).await,
        },
        RecordState::Failed { why, is_lasting } => {
            let fault = fault_of_failure(deps, is_lasting).await;
            end(deps, lease, task, &why, fault).await
        }
        RecordState::Running if age > STUCK_AFTER => {
            end(deps, lease, task, "Kie takes too long", Fault::Chance).await
        }
        RecordState::Running => {
            let pause = pause_before_look(age, deps.public_url.is_some());
            Ok(Next::At(deps.clock.now() + pause))
        }
    }
}

async fn end(deps: &Deps, lease: &Lease, task: &Task, why: &str, fault: Fault) -> JobResult {
    attempts::end(deps, lease, task, why, fault)
        .await
        .or_retry()?;
    Ok(Next::Done)
}

/// Takes a task of Kie's for ours when its own record says that it was ordered
/// with our token: whoever forges a callback can't put one person's portrait
/// into another's set.
pub(super) async fn adopt_task(deps: Deps, lease: Lease, job: AdoptTask) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let task = tasks::find(&mut connection, job.task_id).await.or_retry()?;
    let breaker = breaker::find(&mut connection).await.or_retry()?;
    drop(connection);
    let Some(task) = task.filter(|task| task.is_pending) else {
        return Ok(Next::Done);
    };
    if let Some(until) = breaker.looks_wait_until() {
        return Ok(Next::At(after_outage(&task, until, deps.clock.now())));
    }
    let record = match deps.kie.look(&job.kie_task_id).await {
        Look::Found(record) => record,
        Look::Trouble(trouble) => return wait(&deps, &task, trouble).await,
        Look::NotFound | Look::TooFast | Look::Unclear => {
            return Err(Failure::Retry(anyhow!(
                "Kie did not show a task that called back"
            )));
        }
    };
    let token = task.callback_token.map(|token| token.to_string());
    let is_ours = match (&record.callback, &token) {
        (Some(callback), Some(token)) => callback.contains(token),
        _ => false,
    };
    if !is_ours {
        return Err(Failure::GiveUp(anyhow!(
            "a task called back that was not ordered for this photo"
        )));
    }
    if task.kie_task_id.is_none() && task.creation_started_at.is_some() {
        adopt(&deps, &lease, &task, &job.kie_task_id)
            .await
            .or_retry()?;
        return Ok(Next::Done);
    }
    match record.state {
        // Given up as stuck, and there after all. The attempt under way is then superfluous.
        RecordState::Succeeded(urls) => {
            results::keep(&deps, &lease, &task, &urls).await?;
        }
        RecordState::Running | RecordState::Failed { .. } => {}
    }
    Ok(Next::Done)
}

async fn adopt(deps: &Deps, lease: &Lease, task: &Task, kie_task_id: &str) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    tasks::lock(&mut tx, task.id).await?;
    spending::note_created(&mut tx, task.id, kie_task_id, now).await?;
    queue::add(
        &mut tx,
        &WatchTask {
            task_id: task.id,
            is_expected: true,
        },
        now,
    )
    .await?;
    tx.commit()
        .await
        .context("cannot commit the adoption of a task")?;
    tracing::info!(
        task.id = task.id,
        "an order whose answer was lost has made itself known"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looks_become_rarer_with_time() {
        let pause = |seconds| pause_before_look(TimeDelta::seconds(seconds), false).num_seconds();
        assert_eq!(
            [pause(0), pause(29), pause(30), pause(119), pause(120)],
            [3, 3, 7, 7, 20]
        );
        assert_eq!(pause_before_look(TimeDelta::zero(), true).num_seconds(), 20);
    }

    #[test]
    fn looks_stay_within_ten_a_second() {
        let most = i64::from(BURST) + 1000 / EVERY.num_milliseconds();
        assert!(most <= 10, "{most} looks in a second");
    }
}
