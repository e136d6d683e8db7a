//! What follows when Kie as a whole does not work: sets wait, sales pause, the
//! staff hear of it once, and Kie is asked how it is until it is well again.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use super::{
    Deps,
    breaker::{Breaker, Change},
    jobs::{AskKie, GiveTurns},
    kie::{Look, Trouble},
    store::{breaker, line, sweep, tasks},
};
use crate::{
    i18n::Lang,
    queue::{self, JobResult, Lease, Next, OrElse},
    staff, switches,
    telegram::Screen,
};

/// Sales reopen by themselves this long after the next question to Kie, should
/// nobody be there to ask it.
const REOPENING_AFTER: TimeDelta = TimeDelta::minutes(1);

/// Kie, nano-banana-pro in 4K: with less, not one photo of any model can be made.
const DEAREST_PICTURE: u32 = 24;

/// Reasons for a pause of sales.
const ACCOUNT: &str = "kie_account";
const MAINTENANCE: &str = "kie_maintenance";
const DOWN: &str = "kie_down";

fn sales_reason(trouble: Trouble) -> &'static str {
    match trouble {
        Trouble::Account(_) => ACCOUNT,
        Trouble::Maintenance => MAINTENANCE,
        Trouble::Down => DOWN,
    }
}

/// A call to Kie met `trouble`. Returns how things stand then.
pub(super) async fn note_trouble(deps: &Deps, trouble: Trouble) -> anyhow::Result<Breaker> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let mut breaker = breaker::lock(&mut tx).await?;
    meet(&mut tx, deps.staff_lang, &mut breaker, trouble, now).await?;
    tx.commit()
        .await
        .context("cannot commit that Kie does not work")?;
    Ok(breaker)
}

/// Kie answered a call, be it for this photo. The order that tries it ends the outage.
pub(super) async fn note_answer(deps: &Deps, task_id: i32) -> anyhow::Result<()> {
    let seen = breaker::find(&mut *deps.db.connection().await?).await?;
    if seen.failures == 0 && !seen.is_trial(task_id) {
        return Ok(());
    }
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    let mut breaker = breaker::lock(&mut tx).await?;
    let is_trial = breaker.is_trial(task_id);
    if breaker.succeed(is_trial, now) == Change::Closed {
        resume(&mut tx, deps.staff_lang, now).await?;
    }
    breaker::save(&mut tx, &breaker).await?;
    tx.commit().await.context("cannot commit that Kie works")
}

async fn meet(
    tx: &mut PgConnection,
    lang: Lang,
    breaker: &mut Breaker,
    trouble: Trouble,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let before = breaker.trouble;
    let change = breaker.meet(trouble, now);
    breaker::save(tx, breaker).await?;
    let (Change::Opened | Change::StaysOpen, Some(retry_at)) = (change, breaker.retry_at) else {
        return Ok(());
    };
    let before = before.filter(|before| sales_reason(*before) != sales_reason(trouble));
    if let Some(before) = before {
        switches::resume_sales(tx, sales_reason(before)).await?;
    }
    switches::pause_sales(tx, sales_reason(trouble), retry_at + REOPENING_AFTER).await?;
    queue::add(tx, &AskKie {}, retry_at).await?;
    // They have read of an outage; that it is theirs to end would be news.
    let is_news = before.is_some() && matches!(trouble, Trouble::Account(_));
    if change == Change::Opened || is_news {
        let sets = sweep::count_running_sets(tx).await?;
        staff::tell(tx, &told_of_outage(lang, trouble, sets), now).await?;
        metrics::counter!("pinglass_outages_total", "reason" => sales_reason(trouble)).increment(1);
        tracing::error!(
            ?trouble,
            sets,
            "Kie does not work: sets wait, sales pause, and both go on by themselves. For Account: check KIE_API_KEY and its limits, and top up the credits"
        );
    }
    Ok(())
}

async fn resume(tx: &mut PgConnection, lang: Lang, now: DateTime<Utc>) -> anyhow::Result<()> {
    for reason in [ACCOUNT, MAINTENANCE, DOWN] {
        switches::resume_sales(tx, reason).await?;
    }
    queue::add(tx, &GiveTurns {}, now).await?;
    // It sees that there is nothing to ask any more.
    queue::add(tx, &AskKie {}, now).await?;
    let sets = sweep::count_running_sets(tx).await?;
    staff::tell(tx, &told_of_recovery(lang, sets), now).await?;
    tracing::info!(sets, "Kie works again: sets go on and sales are open");
    Ok(())
}

/// Asks how Kie is, by questions that cost nothing; when it says that it is well,
/// one order may try it. When nobody waits to be ordered, its word is enough.
pub(super) async fn ask_kie(deps: Deps, lease: Lease) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let seen = breaker::find(&mut connection).await.or_retry()?;
    let name = tasks::newest_name(&mut connection).await.or_retry()?;
    drop(connection);
    let now = deps.clock.now();
    let due_at = seen.trial_until.or(seen.retry_at);
    match (seen.trouble, due_at) {
        (None, _) => return Ok(Next::Done),
        (Some(_), Some(due_at)) if due_at > now => return Ok(Next::At(due_at)),
        (Some(_), _) => {}
    }
    let pulse = ask(&deps, name.as_deref()).await;
    answered(&deps, &lease, &seen, pulse).await.or_retry()
}

async fn ask(deps: &Deps, name: Option<&str>) -> Result<(), Trouble> {
    let credits = deps.kie.pulse().await?;
    if credits < Decimal::from(DEAREST_PICTURE) {
        return Err(Trouble::Account(402));
    }
    match name {
        Some(name) => match deps.kie.look(name).await {
            Look::Trouble(trouble) => Err(trouble),
            Look::Found(_) | Look::NotFound | Look::TooFast | Look::Unclear => Ok(()),
        },
        None => Ok(()),
    }
}

async fn answered(
    deps: &Deps,
    lease: &Lease,
    seen: &Breaker,
    pulse: Result<(), Trouble>,
) -> anyhow::Result<Next> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let is_anyone_waiting = line::is_anyone_waiting(&mut tx).await?;
    let mut breaker = breaker::lock(&mut tx).await?;
    if breaker != *seen {
        return Ok(Next::At(now));
    }
    let next = match pulse {
        Err(trouble) => {
            meet(&mut tx, deps.staff_lang, &mut breaker, trouble, now).await?;
            Next::At(breaker.retry_at.unwrap_or(now))
        }
        Ok(()) if is_anyone_waiting => {
            let trial_until = breaker.half_open(now);
            breaker::save(&mut tx, &breaker).await?;
            let sales_until = trial_until + REOPENING_AFTER;
            let reason = breaker.trouble.map_or(DOWN, sales_reason);
            switches::pause_sales(&mut tx, reason, sales_until).await?;
            queue::add(&mut tx, &GiveTurns {}, now).await?;
            Next::At(trial_until)
        }
        Ok(()) => {
            breaker.close(now);
            breaker::save(&mut tx, &breaker).await?;
            resume(&mut tx, deps.staff_lang, now).await?;
            Next::Done
        }
    };
    tx.commit()
        .await
        .context("cannot commit how Kie says it is")?;
    Ok(next)
}

fn told_of_outage(lang: Lang, trouble: Trouble, sets: i64) -> Screen {
    let (reason, code) = match trouble {
        Trouble::Account(402 | 433) => ("credits", 402),
        Trouble::Account(code) => ("key", code),
        Trouble::Maintenance => ("maintenance", 455),
        Trouble::Down => ("down", 0),
    };
    let args = [
        ("reason", reason.into()),
        ("code", code.to_string().into()),
        ("sets", sets.into()),
    ];
    Screen::plain(lang.html("staff-kie-outage", &args))
}

fn told_of_recovery(lang: Lang, sets: i64) -> Screen {
    Screen::plain(lang.html("staff-kie-recovered", &[("sets", sets.into())]))
}
