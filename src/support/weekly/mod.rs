//! The support's week as a picture for the staff group: on Monday morning that of
//! the week before, and at any time by command.
//!
//! ```text
//! Bot shows a picture: “Support, 02.03 – 08.03.2026: 34 new tickets, …”
//! Olga: /week
//! Bot shows a picture of this week, as far as it has come
//! Olga: /week 2
//! Bot shows a picture of the week before the last one
//! ```

mod numbers;
mod picture;

use anyhow::Context;
use bytes::Bytes;
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;
use tokio::task::spawn_blocking;

pub(super) use self::numbers::{Days7, Kept, Numbers, Times};
use super::{Deps, sla::Rules, store::weekly};
use crate::{
    clock::shown,
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    staff,
    telegram::{Handled, Incoming, Lane, Picture, PictureScreen, Reply, Routes, Screen},
};

/// By the desk's wall clock, on Monday.
const MORNING: NaiveTime = NaiveTime::from_hms_opt(9, 0, 0).expect("nine is a time of the day");

/// A year; before that nobody remembers what it was about.
const MOST_WEEKS_BEFORE: u32 = 52;

/// Has the picture of each week made when it is over.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ReportWeek {}

impl Job for ReportWeek {
    const KIND: &'static str = "support_report_week";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Shows the staff group the picture of a week.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct ShowWeek {
    monday: NaiveDate,
}

impl Job for ShowWeek {
    const KIND: &'static str = "support_show_week";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.monday.to_string())
    }
}

pub(super) fn staff_routes() -> Routes {
    dptree::entry().branch(staff::command("week").endpoint(show_on_demand))
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (reporter, shower) = (deps.clone(), deps.clone());
    registry
        .on(move |_: ReportWeek, lease| report_week(reporter.clone(), lease))
        .on(move |job: ShowWeek, _| show_week(shower.clone(), job))
}

/// Makes sure that the weeks are reported. To be called at every start.
pub(super) async fn schedule(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &ReportWeek {}, now).await
}

/// When the week before the one in which `now` lies is reported.
fn morning(rules: &Rules, now: DateTime<Utc>) -> DateTime<Utc> {
    let zone = rules.timezone();
    let monday = Days7::of(now, zone, 0).monday;
    shown(zone, monday.and_time(MORNING)).0
}

/// The first Monday morning after `now`.
fn next_report(rules: &Rules, now: DateTime<Utc>) -> DateTime<Utc> {
    let this = morning(rules, now);
    if now < this {
        return this;
    }
    morning(rules, now + TimeDelta::days(7))
}

/// Orders the picture of the week before, once for good; late, if nobody was there
/// on Monday morning. A week in which nothing happened has none.
async fn report_week(deps: Deps, lease: Lease) -> JobResult {
    let now = deps.clock.now();
    if morning(&deps.rules, now) <= now {
        let zone = deps.rules.timezone();
        let week = Days7::of(now, zone, 1);
        let mut tx = deps.db.begin().await.or_retry()?;
        lease.confirm(&mut tx).await.or_retry()?;
        let before = week.before(zone);
        let numbers = weekly::numbers(&mut tx, &week, &before, now)
            .await
            .or_retry()?;
        if !numbers.is_quiet() && weekly::order(&mut tx, week.monday, now).await.or_retry()? {
            let monday = week.monday;
            queue::add(&mut tx, &ShowWeek { monday }, now)
                .await
                .or_retry()?;
        }
        tx.commit().await.or_retry()?;
    }
    Ok(Next::At(next_report(&deps.rules, now)))
}

/// Tried until it arrives, as everything that the group is told.
async fn show_week(deps: Deps, job: ShowWeek) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let Some(chat) = deps.group.find(&mut connection).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let place = deps
        .group
        .take_places(&mut connection, 1, now)
        .await
        .or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let week = Days7::from_monday(job.monday, deps.rules.timezone());
    let screen = draw(&deps, week).await.or_retry()?;
    deps.sender
        .show_picture(Lane::Delivery, chat, None, screen)
        .await
        .or_retry()?;
    Ok(Next::Done)
}

/// `/week` shows this week, `/week 1` the one before, and so on.
async fn show_on_demand(incoming: Incoming, reply: Reply, deps: Deps) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let Some(weeks_before) = weeks_before(&words.unwrap_or_default()) else {
        let most = [("most", MOST_WEEKS_BEFORE.into())];
        let hint = deps.staff_lang.html("support-week-usage", &most);
        reply.new_message(&Screen::plain(hint)).await?;
        return Ok(());
    };
    let week = Days7::of(deps.clock.now(), deps.rules.timezone(), weeks_before);
    let screen = draw(&deps, week).await?;
    deps.sender
        .show_picture(Lane::Answer, incoming.chat, incoming.topic, screen)
        .await?;
    Ok(())
}

fn weeks_before(words: &str) -> Option<u32> {
    if words.trim().is_empty() {
        return Some(0);
    }
    let weeks: u32 = words.trim().parse().ok()?;
    (weeks <= MOST_WEEKS_BEFORE).then_some(weeks)
}

async fn draw(deps: &Deps, week: Days7) -> anyhow::Result<PictureScreen> {
    let (lang, now) = (deps.staff_lang, deps.clock.now());
    let before = week.before(deps.rules.timezone());
    let mut connection = deps.db.connection().await?;
    let numbers = weekly::numbers(&mut connection, &week, &before, now).await?;
    drop(connection);
    let caption = picture::caption(lang, &week, &numbers);
    let drawing = spawn_blocking(move || picture::page(lang, &week, &numbers, now).png());
    let png = drawing.await.context("the drawing broke off")??;
    Ok(PictureScreen {
        picture: Picture::New(Bytes::from(png)),
        caption,
        keyboard: None,
    })
}

#[cfg(test)]
mod tests;
