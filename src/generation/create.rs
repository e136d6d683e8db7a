//! Ordering a photo at Kie. Orders cost money and Kie has no key against doubles,
//! so that we are about to order is written down first; an order whose answer was
//! lost is waited for as long as it can still make itself known.

use std::time::Duration;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use url::Url;
use uuid::Uuid;

use super::{
    Deps,
    attempts::{self, Fault},
    jobs::{CreateTask, WatchTask},
    kie::{Choice, Creation, Refusal, Trouble},
    line, outage, spending,
    store::{
        breaker,
        line::{lock as lock_line, save_window},
        tasks::{self, Task},
    },
    watch,
};
use crate::{
    avatars::{self, Reference},
    files::FileKey,
    queue::{self, JobResult, Lease, Next, OrElse},
};

/// Kie reads the references when a task's turn comes, which takes a while under load.
const REFERENCE_LIFETIME: Duration = Duration::from_secs(3 * 60 * 60);

/// A task of Kie's calls back within this time or never.
const CALLBACK_PATIENCE: TimeDelta = TimeDelta::minutes(12);

/// Without callbacks a lost order can't make itself known: only the crash of a
/// worker that still waits for the answer has to be told from a slow answer.
const PATIENCE: TimeDelta = TimeDelta::seconds(45);

/// How often an order whose answer was lost is thought of while Kie does not work.
const WHILE_OUT: TimeDelta = TimeDelta::seconds(30);

enum Step {
    Order(Task, Choice),
    /// An earlier order was lost, and why that was.
    Lost(Task, Fault),
    Stop(Next),
}

pub(super) async fn create_task(deps: Deps, lease: Lease, job: CreateTask) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let task = tasks::find(&mut connection, job.task_id).await.or_retry()?;
    let Some(task) = task.filter(|task| task.is_pending) else {
        return Ok(Next::Done);
    };
    let references = avatars::references(&mut connection, task.avatar_id)
        .await
        .or_retry()?;
    drop(connection);
    // Made before the order is noted: from there on, the request is all that is left to do.
    let links = links_to(&deps, &references).await.or_retry()?;
    if links.is_empty() {
        let why = "the avatar has no photos";
        attempts::end(&deps, &lease, &task, why, Fault::Hopeless)
            .await
            .or_retry()?;
        return Ok(Next::Done);
    }
    can_be_read(&deps, &references).await.or_retry()?;
    let (task, choice) = match begin(&deps, &lease, job.task_id).await.or_retry()? {
        Step::Order(task, choice) => (task, choice),
        Step::Lost(task, fault) => {
            attempts::end(&deps, &lease, &task, "the order's answer was lost", fault)
                .await
                .or_retry()?;
            return Ok(Next::Done);
        }
        Step::Stop(next) => return Ok(next),
    };
    let token = task.callback_token.expect("a creation begins with a token");
    let callback = deps
        .public_url
        .as_ref()
        .map(|base| callback_address(base, token));
    let creation = deps
        .kie
        .create(choice, &task.prompt, &links, callback.as_ref())
        .await;
    answered(&deps, &lease, &task, creation).await.or_retry()
}

/// Writes down that the photo is about to be ordered, if it is its turn.
async fn begin(deps: &Deps, lease: &Lease, task_id: i32) -> anyhow::Result<Step> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let mut window = lock_line(&mut tx).await?;
    let Some(task) = tasks::lock(&mut tx, task_id)
        .await?
        .filter(|task| task.is_pending)
    else {
        return Ok(Step::Stop(Next::Done));
    };
    if task.kie_task_id.is_some() {
        queue::add(&mut tx, &look_at(task_id), now).await?;
        tx.commit().await?;
        return Ok(Step::Stop(Next::Done));
    }
    if let Some(started_at) = task.creation_started_at {
        return wait_for_lost(&mut tx, deps, task, started_at, now).await;
    }
    let breaker = breaker::find(&mut tx).await?;
    // A turn that was not used in time is void: its place has gone to somebody else.
    let has_turn = breaker.lets_through(task_id)
        && task.turn_at.is_some_and(|turn| window.postpone(turn, now));
    if !has_turn {
        line::return_to(&mut tx, task_id, now).await?;
        tx.commit().await?;
        return Ok(Step::Stop(Next::Done));
    }
    save_window(&mut tx, &window).await?;
    let choice = if task.is_for_fallback {
        Choice::Fallback
    } else {
        Choice::Usual
    };
    tasks::begin_creation(&mut tx, task_id, deps.kie.model_name(choice), now).await?;
    let task = tasks::find(&mut tx, task_id)
        .await?
        .context("a locked task is gone")?;
    tx.commit()
        .await
        .context("cannot commit the beginning of an order")?;
    Ok(Step::Order(task, choice))
}

/// An order that was begun and is not known at Kie: waited for as long as it can
/// still make itself known, and through any outage.
async fn wait_for_lost(
    tx: &mut PgConnection,
    deps: &Deps,
    task: Task,
    started_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<Step> {
    let known_by = known_by(deps, started_at);
    if known_by > now {
        return Ok(Step::Stop(Next::At(known_by)));
    }
    let breaker = breaker::find(tx).await?;
    if breaker.is_open() {
        return Ok(Step::Stop(Next::At(now + WHILE_OUT)));
    }
    let fault = if breaker.opened_after(started_at) {
        Fault::Outage
    } else {
        Fault::Chance
    };
    Ok(Step::Lost(task, fault))
}

/// When an order whose answer was lost is given up.
fn known_by(deps: &Deps, started_at: DateTime<Utc>) -> DateTime<Utc> {
    let patience = match deps.public_url {
        Some(_) => CALLBACK_PATIENCE,
        None => PATIENCE,
    };
    started_at + patience
}

/// Addresses by which Kie can read the photos for a while.
pub(super) async fn links_to(deps: &Deps, references: &[Reference]) -> anyhow::Result<Vec<Url>> {
    let mut links = Vec::with_capacity(references.len());
    for reference in references {
        match (&reference.storage_key, &reference.image_url) {
            (Some(key), _) => {
                let key = FileKey::stored(key.clone());
                links.push(deps.files.presigned_link(&key, REFERENCE_LIFETIME).await?);
            }
            // Photos of an older program; Telegram's links hold the bot's token.
            (None, Some(address)) if !address.contains("api.telegram.org") => {
                links.extend(Url::parse(address))
            }
            _ => {}
        }
    }
    Ok(links)
}

/// Kie ends a task for good whose photos it can't fetch, so nothing is ordered while
/// the storage is away.
pub(super) async fn can_be_read(deps: &Deps, references: &[Reference]) -> anyhow::Result<()> {
    let key = references
        .iter()
        .find_map(|reference| reference.storage_key.clone());
    if let Some(key) = key {
        deps.files.exists(&FileKey::stored(key)).await?;
    }
    Ok(())
}

fn callback_address(base: &Url, token: Uuid) -> Url {
    let mut address = base.clone();
    let path = format!("{}/kie/callback", base.path().trim_end_matches('/'));
    address.set_path(&path);
    address
        .query_pairs_mut()
        .append_pair("task", &token.to_string());
    address
}

/// Writes down what became of an order.
async fn answered(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    creation: Creation,
) -> anyhow::Result<Next> {
    match creation {
        Creation::Created(id) => {
            note_created(deps, lease, task, &id).await?;
            outage::note_answer(deps, task.id).await?;
            Ok(Next::Done)
        }
        Creation::Unknown => {
            outage::note_trouble(deps, Trouble::Down).await?;
            let started_at = task.creation_started_at;
            let started_at = started_at.unwrap_or_else(|| deps.clock.now());
            Ok(Next::At(known_by(deps, started_at)))
        }
        Creation::NotSent => {
            outage::note_trouble(deps, Trouble::Down).await?;
            put_off(deps, lease, task, "Kie can't be reached").await
        }
        Creation::Refused(refusal) => refused(deps, lease, task, refusal).await,
    }
}

async fn note_created(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    kie_task_id: &str,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    tasks::lock(&mut tx, task.id).await?;
    spending::note_created(&mut tx, task.id, kie_task_id, now).await?;
    let first_look = now + watch::pause_before_look(TimeDelta::zero(), deps.public_url.is_some());
    queue::add(&mut tx, &look_at(task.id), first_look).await?;
    tx.commit().await.context("cannot commit an order")?;
    tracing::info!(task.id = task.id, "a photo was ordered");
    Ok(())
}

fn look_at(task_id: i32) -> WatchTask {
    WatchTask {
        task_id,
        is_expected: false,
    }
}

async fn refused(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    refusal: Refusal,
) -> anyhow::Result<Next> {
    match refusal {
        Refusal::Trouble(trouble) => {
            outage::note_trouble(deps, trouble).await?;
            put_off(deps, lease, task, "Kie does not work at the moment").await
        }
        Refusal::TooFast => {
            outage::note_answer(deps, task.id).await?;
            slow_down(deps).await?;
            put_off(deps, lease, task, "429").await
        }
        Refusal::Faulty { why, is_lasting } => {
            outage::note_answer(deps, task.id).await?;
            let fault = if is_lasting {
                Fault::Lasting
            } else {
                Fault::Chance
            };
            attempts::end(deps, lease, task, &format!("refused: {why}"), fault).await?;
            Ok(Next::Done)
        }
        Refusal::Unclear { why } => unclear(deps, lease, task, &why).await,
    }
}

/// Kie said that something is wrong with it, which may be meant of the order. While
/// it does not work it is the outage; but the order that tries it counts, lest one
/// that is wrong itself keep everybody waiting.
async fn unclear(deps: &Deps, lease: &Lease, task: &Task, why: &str) -> anyhow::Result<Next> {
    let before = breaker::find(&mut *deps.db.connection().await?).await?;
    let after = outage::note_trouble(deps, Trouble::Down).await?;
    let why = format!("refused: {why}");
    if after.is_open() && !before.is_trial(task.id) {
        return put_off(deps, lease, task, &why).await;
    }
    attempts::end(deps, lease, task, &why, Fault::Chance).await?;
    Ok(Next::Done)
}

/// Somebody else uses the account too: its limit is taken to be used up.
async fn slow_down(deps: &Deps) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let mut window = lock_line(&mut tx).await?;
    window.fill(now);
    save_window(&mut tx, &window).await?;
    tx.commit()
        .await
        .context("cannot commit that Kie's limit is used up")
}

/// Back into line; the attempt does not count, as nothing was ordered.
async fn put_off(deps: &Deps, lease: &Lease, task: &Task, why: &str) -> anyhow::Result<Next> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    tasks::lock(&mut tx, task.id).await?;
    tasks::undo_creation(&mut tx, task.id, why).await?;
    line::return_to(&mut tx, task.id, deps.clock.now()).await?;
    tx.commit()
        .await
        .context("cannot commit that an order is put off")?;
    Ok(Next::Done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callback_keeps_the_path_of_the_public_address() {
        let token = Uuid::nil();
        for (base, address) in [
            ("https://bot.example", "https://bot.example/kie/callback"),
            (
                "https://bot.example/pinglass",
                "https://bot.example/pinglass/kie/callback",
            ),
            (
                "https://bot.example/pinglass/",
                "https://bot.example/pinglass/kie/callback",
            ),
        ] {
            let expected = format!("{address}?task={token}");
            assert_eq!(
                callback_address(&base.parse().unwrap(), token).as_str(),
                expected
            );
        }
    }
}
