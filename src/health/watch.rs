//! Looks once a minute whether all is well, and tells the staff group what is not: one
//! process at a time, by the job's key, and in the transaction that notes that it was told.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::{
    Deps,
    alert::{Alert, Say},
    facts::Facts,
    probes,
    rules::Rule,
    screens, store,
};
use crate::{
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    staff,
    telegram::{Lane, Screen, SendError},
};

const EVERY: TimeDelta = TimeDelta::minutes(1);

/// Looks whether all is well.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct WatchHealth {}

impl Job for WatchHealth {
    const KIND: &'static str = "watch_health";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Tells an owner in private what the staff group can't be told just now.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct TellOwner {
    telegram_id: i64,
    html: String,
}

impl Job for TellOwner {
    const KIND: &'static str = "health_tell_owner";
    const PRIORITY: i16 = 60;
    const MOST_ATTEMPTS: Option<i32> = Some(10);
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (watcher, teller) = (deps.clone(), deps.clone());
    registry
        .on(move |_: WatchHealth, lease| watch(watcher.clone(), lease))
        .on(move |job: TellOwner, _| tell_owner(teller.clone(), job))
}

/// Makes sure that somebody looks. To be called at every start.
pub(super) async fn schedule(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &WatchHealth {}, now).await
}

async fn watch(deps: Deps, lease: Lease) -> JobResult {
    probes::ask_all(&deps).await.or_retry()?;
    judge(&deps, &lease).await.or_retry()?;
    Ok(Next::At(deps.desk.clock.now() + EVERY))
}

async fn judge(deps: &Deps, lease: &Lease) -> anyhow::Result<()> {
    let now = deps.desk.clock.now();
    let mut tx = deps.desk.db.begin().await?;
    lease.confirm(&mut tx).await?;
    store::alerts::lock(&mut tx).await?;
    let known = store::alerts::list(&mut tx).await?;
    let facts = Facts::load(&mut tx, now).await?;
    for rule in Rule::ALL {
        let before = known.iter().find(|(name, _)| name == rule.id());
        let before = before.map(|(_, alert)| alert.clone()).unwrap_or_default();
        let mut alert = before.clone();
        let finding = rule.find(&facts, deps.limits, deps.desk.lang);
        let say = alert.look(finding.is_some(), rule.patience(), now);
        if alert.is_forgotten(now) && before != Alert::default() {
            store::alerts::delete(&mut tx, rule.id()).await?;
        } else if alert != before {
            store::alerts::save(&mut tx, rule.id(), &alert).await?;
        }
        let screen = screens::alert(deps.desk.lang, rule, say, finding.as_ref());
        if let Some(screen) = screen.filter(|_| is_ours_to_tell(rule, say)) {
            tracing::warn!(
                health.rule = rule.id(),
                ?say,
                "the staff are told how things stand"
            );
            tell(&mut tx, deps, &screen, now).await?;
        }
    }
    tx.commit().await?;
    Ok(())
}

fn is_ours_to_tell(rule: Rule, say: Say) -> bool {
    let is_a_reminder = matches!(say, Say::Lasts(_));
    !rule.is_told_elsewhere() || is_a_reminder
}

/// The group is told, sooner or later; the owners now, when it would be later.
async fn tell(
    tx: &mut PgConnection,
    deps: &Deps,
    screen: &Screen,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    staff::tell(tx, screen, now).await?;
    let has_group = deps.desk.group.find(tx).await?.is_some();
    if has_group && !store::is_group_away(tx).await? {
        return Ok(());
    }
    for owner in deps.desk.owners.iter() {
        let job = TellOwner {
            telegram_id: *owner,
            html: screen.text.clone(),
        };
        queue::add(tx, &job, now).await?;
    }
    Ok(())
}

async fn tell_owner(deps: Deps, job: TellOwner) -> JobResult {
    let (chat, screen) = (ChatId(job.telegram_id), Screen::plain(job.html));
    match deps
        .desk
        .sender
        .show(Lane::Delivery, chat, None, &screen)
        .await
    {
        // An owner who never talked to the bot can't be told; nobody can help that.
        Ok(_) | Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}
