//! Nobody who applies is forgotten: the staff is reminded of what waits, and what nobody
//! watches is taken up.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{card, screens};
use crate::{
    accounts::{self, Standing},
    queue::{self, JobResult, Lease, Next, OrElse, Registry},
    referral::{
        Deps,
        jobs::{ShowApplication, SweepApplications, WatchApplication},
        partners::Decision,
        store,
    },
    staff::{self, Topic},
};

/// We tell applicants that it takes so long.
const PATIENCE: TimeDelta = TimeDelta::days(2);

const SWEEP_EVERY: TimeDelta = TimeDelta::hours(6);

/// Applications that a sweep takes up in one step.
const AT_ONCE: i64 = 200;

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (watching, sweeping) = (deps.clone(), deps.clone());
    registry
        .on(move |job: WatchApplication, lease| watch(watching.clone(), lease, job))
        .on(move |_: SweepApplications, lease| sweep(sweeping.clone(), lease))
}

/// Makes sure that the sweep comes again and again. To be called at every start.
pub(in crate::referral) async fn schedule_sweep(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepApplications {}, now).await
}

async fn watch(deps: Deps, lease: Lease, job: WatchApplication) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    let found = store::applications::find(&mut tx, job.application_id).await;
    let open = found
        .or_retry()?
        .filter(|application| application.status == Decision::Pending);
    let Some((user_id, application)) = open.and_then(|open| Some((open.user_id?, open))) else {
        return Ok(Next::Done);
    };
    let seen = application.reminded_at.unwrap_or(application.created_at);
    if now < seen + PATIENCE {
        return Ok(Next::At(seen + PATIENCE));
    }
    // Of somebody who leaves there is no card, and soon no application.
    if accounts::hold(&mut tx, user_id).await.or_retry()? != Standing::Here {
        return Ok(Next::Done);
    }
    let days = (now - application.created_at).num_days();
    let reminder = screens::reminder(deps.staff_lang, &application, days);
    let key = card::key(application.id);
    staff::tell_below_card(&mut tx, &key, Topic::Partners, reminder, now)
        .await
        .or_retry()?;
    store::applications::note_reminded(&mut tx, application.id, now)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::At(now + PATIENCE))
}

/// Adding a job that waits already changes nothing, and a card that looks as it should
/// stays.
async fn sweep(deps: Deps, lease: Lease) -> JobResult {
    let now = deps.clock.now();
    let mut last = 0;
    loop {
        let mut tx = deps.db.begin().await.or_retry()?;
        lease.confirm(&mut tx).await.or_retry()?;
        let open = store::applications::list_open(&mut tx, last, AT_ONCE)
            .await
            .or_retry()?;
        for application in &open {
            let application_id = application.id;
            let show = ShowApplication { application_id };
            queue::add(&mut tx, &show, now).await.or_retry()?;
            let watch = WatchApplication { application_id };
            queue::add(&mut tx, &watch, now).await.or_retry()?;
        }
        tx.commit().await.or_retry()?;
        match open.last() {
            Some(open) => last = open.id,
            None => return Ok(Next::At(now + SWEEP_EVERY)),
        }
    }
}
