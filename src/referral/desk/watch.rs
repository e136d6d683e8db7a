//! Withdrawals that don't get on: the staff is reminded of each until it is sent or
//! rejected. A reminder is written down in the transaction that orders it, so that it
//! comes once in its period whatever crashes.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{card, card::Facts, card_key, screens};
use crate::{
    accounts::{self, Standing},
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    referral::{
        Deps,
        jobs::{ShowWithdrawal, WatchWithdrawal},
        store::{self, desk::Times},
        withdrawals::Status,
    },
    staff::{self, Topic},
};

/// People are told that it usually takes a day or two.
const WAITING: TimeDelta = TimeDelta::days(1);

/// Sending money takes minutes. Whoever took it and went away is called back before its
/// person asks.
const IN_HAND: TimeDelta = TimeDelta::hours(2);

/// How often it is looked for withdrawals that nothing watches.
const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(30);

/// Takes up open withdrawals that nothing watches: those whose job was lost, and those
/// that another program wrote.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SweepWithdrawals {}

impl Job for SweepWithdrawals {
    const KIND: &'static str = "referral_sweep_withdrawals";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some("all".to_owned())
    }
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (watching, sweeping) = (deps.clone(), deps.clone());
    registry
        .on(move |job, lease| watch(watching.clone(), lease, job))
        .on(move |_: SweepWithdrawals, _| sweep(sweeping.clone()))
}

pub(super) async fn schedule_sweep(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepWithdrawals {}, now).await
}

async fn sweep(deps: Deps) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    for request_id in store::desk::list_unwatched(&mut tx).await.or_retry()? {
        queue::add(&mut tx, &ShowWithdrawal { request_id }, now)
            .await
            .or_retry()?;
        queue::add(&mut tx, &WatchWithdrawal { request_id }, now)
            .await
            .or_retry()?;
    }
    tx.commit().await.or_retry()?;
    Ok(Next::At(now + SWEEP_EVERY))
}

async fn watch(deps: Deps, lease: Lease, job: WatchWithdrawal) -> JobResult {
    let now = deps.clock.now();
    let id = job.request_id;
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    // Held in the order of everybody else, and so that no step in between is reminded of
    // what it has just ended.
    let standing = match store::withdrawals::owner_of(&mut tx, id).await.or_retry()? {
        Some(user_id) => accounts::hold(&mut tx, user_id).await.or_retry()?,
        None => Standing::Here,
    };
    store::withdrawals::lock(&mut tx, id).await.or_retry()?;
    let facts = card::load(&mut tx, &deps, id, now).await.or_retry()?;
    let Some(facts) = facts.filter(|facts| facts.request.is_open()) else {
        return Ok(Next::Done);
    };
    let times = store::desk::find_times(&mut tx, id).await.or_retry()?;
    let (since, period) = waiting(&facts, &times);
    let due = times.reminded_at.unwrap_or(since).max(since) + period;
    if now < due {
        return Ok(Next::At(due));
    }
    remind(&mut tx, &deps, &facts, standing, since)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::At(now + period))
}

/// Since when it waits for its next step, and how often that is said.
fn waiting(facts: &Facts, times: &Times) -> (DateTime<Utc>, TimeDelta) {
    let request = &facts.request;
    let requested_at = request.created_at;
    match (request.status, request.paying_by, times.paying_at) {
        (Status::Approved, Some(_), Some(paying_at)) => (paying_at, IN_HAND),
        (Status::Approved, ..) => (times.approved_at.unwrap_or(requested_at), WAITING),
        _ => (times.last_approval_at.unwrap_or(requested_at), WAITING),
    }
}

async fn remind(
    tx: &mut PgConnection,
    deps: &Deps,
    facts: &Facts,
    standing: Standing,
    since: DateTime<Utc>,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let id = facts.request.id;
    store::desk::note_reminded(tx, id, now).await?;
    let words = screens::reminder(deps.staff_lang, deps.timezone, facts, since);
    let key = match standing {
        Standing::Here => card_key(id),
        Standing::Leaving | Standing::Gone => card::nameless_key(id),
    };
    staff::tell_below_card(tx, &key, Topic::Withdrawals, words, now).await
}
