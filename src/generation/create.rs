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
    Deps, attempts,
    jobs::{CreateTask, WatchTask},
    kie::{Creation, Refusal},
    store::tasks::{self, Task},
    watch,
};
use crate::{
    avatars::{self, Reference},
    catalogue,
    files::FileKey,
    queue::{self, JobResult, Lease, Next, OrElse, take_place},
};

/// Kie: 20 new tasks in 10 s per account. A burst of 9 and one more each second
/// stays below that in every window of 10 s, with one to spare.
const EVERY: TimeDelta = TimeDelta::seconds(1);
const BURST: i32 = 9;

/// Kie reads the references when a task's turn comes, which takes a while under load.
const REFERENCE_LIFETIME: Duration = Duration::from_secs(3 * 60 * 60);

/// A task of Kie's calls back within this time or never.
const CALLBACK_PATIENCE: TimeDelta = TimeDelta::minutes(12);

/// Without callbacks a lost order can't make itself known: only the crash of a
/// worker that still waits for the answer has to be told from a slow answer.
const PATIENCE: TimeDelta = TimeDelta::seconds(45);

const AFTER_TOO_FAST: TimeDelta = TimeDelta::seconds(10);

/// Whether Kie works again is tried after this time, a little before sales reopen.
const ACCOUNT_PAUSE: TimeDelta = TimeDelta::minutes(5);
const MAINTENANCE_PAUSE: TimeDelta = TimeDelta::minutes(2);
const REOPENING_AFTER: TimeDelta = TimeDelta::minutes(1);

/// Reasons for a pause of sales.
const ACCOUNT: &str = "kie_account";
const MAINTENANCE: &str = "kie_maintenance";

enum Step {
    Order(Task),
    /// An earlier order was lost.
    Lost(Task),
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
        attempts::give_up(&deps, &lease, &task, "the avatar has no photos")
            .await
            .or_retry()?;
        return Ok(Next::Done);
    }
    let task = match begin(&deps, &lease, job.task_id).await.or_retry()? {
        Step::Order(task) => task,
        Step::Lost(task) => {
            attempts::end(&deps, &lease, &task, "the order's answer was lost")
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
    match deps
        .kie
        .create(&task.prompt, &links, callback.as_ref())
        .await
    {
        Creation::Created(id) => note_created(&deps, &lease, &task, &id).await.or_retry(),
        Creation::Unknown => Ok(Next::At(known_by(&deps, task.creation_started_at))),
        Creation::NotSent => {
            let why = "Kie can't be reached";
            put_off(&deps, &lease, &task, why, AFTER_TOO_FAST)
                .await
                .or_retry()
        }
        Creation::Refused(refusal) => refused(&deps, &lease, &task, refusal).await.or_retry(),
    }
}

/// Writes down that the photo is about to be ordered, if it is its turn.
async fn begin(deps: &Deps, lease: &Lease, task_id: i32) -> anyhow::Result<Step> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let Some(task) = tasks::lock(&mut tx, task_id)
        .await?
        .filter(|task| task.is_pending)
    else {
        return Ok(Step::Stop(Next::Done));
    };
    if task.kie_task_id.is_some() {
        let watch = WatchTask {
            task_id,
            is_expected: false,
        };
        queue::add(&mut tx, &watch, now).await?;
        tx.commit().await?;
        return Ok(Step::Stop(Next::Done));
    }
    if task.creation_started_at.is_some() {
        let known_by = known_by(deps, task.creation_started_at);
        if known_by > now {
            return Ok(Step::Stop(Next::At(known_by)));
        }
        return Ok(Step::Lost(task));
    }
    if let Some(turn) = find_turn(&mut tx, &task, now).await? {
        return Ok(Step::Stop(Next::At(turn)));
    }
    tasks::begin_creation(&mut tx, task_id, now).await?;
    let task = tasks::find(&mut tx, task_id)
        .await?
        .context("a locked task is gone")?;
    tx.commit()
        .await
        .context("cannot commit the beginning of an order")?;
    Ok(Step::Order(task))
}

/// Takes a place under Kie's limit, or tells when to try again: each task after
/// those ahead of it, lest they all come at once for the next place.
async fn find_turn(
    tx: &mut PgConnection,
    task: &Task,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let pause = catalogue::sales_paused(tx, now).await?;
    let pause = pause.filter(|pause| [ACCOUNT, MAINTENANCE].contains(&pause.reason.as_str()));
    let blocked_until = match pause.map(|pause| pause.until - REOPENING_AFTER) {
        Some(until) if until > now => Err(until),
        _ => take_place(tx, "kie.create", EVERY, BURST, now).await?,
    };
    match blocked_until {
        Ok(()) => Ok(None),
        Err(free_at) => {
            let ahead = tasks::count_ahead(tx, task).await?;
            Ok(Some(
                free_at + EVERY * i32::try_from(ahead).unwrap_or(i32::MAX),
            ))
        }
    }
}

/// When an order whose answer was lost is given up.
fn known_by(deps: &Deps, started_at: Option<DateTime<Utc>>) -> DateTime<Utc> {
    let patience = match deps.public_url {
        Some(_) => CALLBACK_PATIENCE,
        None => PATIENCE,
    };
    started_at.unwrap_or_else(|| deps.clock.now()) + patience
}

/// Addresses by which Kie can read the photos for a while.
async fn links_to(deps: &Deps, references: &[Reference]) -> anyhow::Result<Vec<Url>> {
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

fn callback_address(base: &Url, token: Uuid) -> Url {
    let mut address = base.clone();
    let path = format!("{}/kie/callback", base.path().trim_end_matches('/'));
    address.set_path(&path);
    address
        .query_pairs_mut()
        .append_pair("task", &token.to_string());
    address
}

async fn note_created(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    kie_task_id: &str,
) -> anyhow::Result<Next> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    tasks::lock(&mut tx, task.id).await?;
    tasks::note_created(&mut tx, task.id, kie_task_id, now).await?;
    let first_look = now + watch::pause_before_look(TimeDelta::zero(), deps.public_url.is_some());
    queue::add(
        &mut tx,
        &WatchTask {
            task_id: task.id,
            is_expected: false,
        },
        first_look,
    )
    .await?;
    catalogue::resume_sales(&mut tx, ACCOUNT).await?;
    catalogue::resume_sales(&mut tx, MAINTENANCE).await?;
    tx.commit().await.context("cannot commit an order")?;
    Ok(Next::Done)
}

async fn refused(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    refusal: Refusal,
) -> anyhow::Result<Next> {
    match refusal {
        Refusal::TooFast => put_off(deps, lease, task, "429", AFTER_TOO_FAST).await,
        Refusal::Maintenance => {
            pause_sales(deps, MAINTENANCE, MAINTENANCE_PAUSE).await?;
            tracing::warn!("Kie is in maintenance; sets wait and sales pause");
            put_off(deps, lease, task, "maintenance", MAINTENANCE_PAUSE).await
        }
        Refusal::Account(code) => {
            pause_sales(deps, ACCOUNT, ACCOUNT_PAUSE).await?;
            tracing::error!(
                kie.code = code,
                "Kie refuses our account: check KIE_API_KEY, its limits and the credits; sets wait and sales pause",
            );
            put_off(deps, lease, task, &code.to_string(), ACCOUNT_PAUSE).await
        }
        Refusal::Faulty { code, message } => {
            attempts::end(deps, lease, task, &format!("refused: {code} {message}")).await?;
            Ok(Next::Done)
        }
    }
}

async fn pause_sales(deps: &Deps, reason: &str, pause: TimeDelta) -> anyhow::Result<()> {
    let until = deps.clock.now() + pause + REOPENING_AFTER;
    catalogue::pause_sales(&mut *deps.db.connection().await?, reason, until).await
}

/// Tries again after `pause`; the attempt does not count, as nothing was ordered.
async fn put_off(
    deps: &Deps,
    lease: &Lease,
    task: &Task,
    why: &str,
    pause: TimeDelta,
) -> anyhow::Result<Next> {
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    tasks::lock(&mut tx, task.id).await?;
    tasks::undo_creation(&mut tx, task.id, why).await?;
    tx.commit()
        .await
        .context("cannot commit that an order is put off")?;
    Ok(Next::At(deps.clock.now() + pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twenty_creations_in_ten_seconds_are_never_exceeded() {
        let window = TimeDelta::seconds(10);
        let most = i64::from(BURST) + window.num_seconds() / EVERY.num_seconds();
        assert!(most < 20, "{most} creations in {window}");
    }

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
