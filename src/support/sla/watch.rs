//! The watch over a ticket's time: a job that does what is due, and comes again when
//! something else is. What it does, and that it was done, is one transaction, so that
//! a crash repeats nothing and loses nothing.
//!
//! A sweep takes up tickets whose job was lost. Those of another program get a clock
//! then: it starts when they are taken up, as nothing was promised before.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{Plan, Step, Timeline, screens};
use crate::{
    generation, payments,
    queue::{self, Job, JobResult, Lease, Next, OrElse, Registry},
    support::{
        Deps,
        events::{Actor, Event},
        jobs::{Notice, TellPerson, WatchTicket},
        operations::{self, At},
        store::{events, tickets, watch},
        ticket::Ticket,
    },
};

/// A ticket for which nothing is foreseen is looked at all the same.
const AT_LEAST_EVERY: TimeDelta = TimeDelta::days(1);

const SWEEP_EVERY: TimeDelta = TimeDelta::minutes(10);

/// A job that is this late has been lost.
const LOST_AFTER: TimeDelta = TimeDelta::minutes(10);

/// The next sweep finds the others.
const MOST_AT_ONCE: i64 = 500;

/// Takes up tickets that nobody watches.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct SweepTickets {}

impl Job for SweepTickets {
    const KIND: &'static str = "support_sweep_tickets";
    const PRIORITY: i16 = 120;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

pub(in crate::support) fn register(registry: Registry, deps: &Deps) -> Registry {
    let (watcher, sweeper) = (deps.clone(), deps.clone());
    registry
        .on(move |job: WatchTicket, lease| watch_ticket(watcher.clone(), lease, job))
        .on(move |_: SweepTickets, _| sweep_tickets(sweeper.clone()))
}

/// Makes sure that the sweep runs. To be called at every start.
pub(in crate::support) async fn schedule_sweep(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepTickets {}, now).await
}

async fn sweep_tickets(deps: Deps) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    let neglected = watch::list_neglected(&mut tx, now - LOST_AFTER, MOST_AT_ONCE);
    let neglected = neglected.await.or_retry()?;
    for &ticket_id in &neglected {
        queue::add(&mut tx, &WatchTicket { ticket_id }, now)
            .await
            .or_retry()?;
    }
    tx.commit().await.or_retry()?;
    if !neglected.is_empty() {
        tracing::info!(
            tickets = neglected.len(),
            "tickets that nobody watched were taken up"
        );
    }
    Ok(Next::At(now + SWEEP_EVERY))
}

async fn watch_ticket(deps: Deps, lease: Lease, job: WatchTicket) -> JobResult {
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    let next = look_after(&mut tx, &deps, job.ticket_id).await.or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(next)
}

async fn look_after(tx: &mut PgConnection, deps: &Deps, ticket_id: i32) -> anyhow::Result<Next> {
    let at = At {
        rules: &deps.rules,
        now: deps.clock.now(),
    };
    let Some(mut ticket) = tickets::lock(tx, ticket_id).await? else {
        return Ok(Next::Done);
    };
    let mut happened = events::list(tx, ticket_id).await?;
    if happened.is_empty() {
        ticket = operations::take_up(tx, at, ticket_id).await?;
        happened = events::list(tx, ticket_id).await?;
    }
    let mut timeline = Timeline::new(at.rules, &happened);
    if operations::catch_up(tx, at, &ticket, &timeline).await? {
        timeline = Timeline::new(at.rules, &events::list(tx, ticket_id).await?);
    }
    if timeline.is_closed {
        return Ok(Next::Done);
    }
    let told = watch::told(tx, ticket_id).await?;
    let is_owed = match ticket.user_id {
        Some(user_id) => is_owed(tx, user_id).await?,
        None => false,
    };
    let plan = Plan::new(at.rules, &timeline, &told, is_owed, at.now);
    for key in &plan.keys {
        watch::remember(tx, ticket_id, key, at.now).await?;
    }
    for step in &plan.steps {
        carry_out(tx, deps, at, &ticket, step).await?;
    }
    let latest = at.now + AT_LEAST_EVERY;
    let next_at = plan.next_at.map_or(latest, |next_at| next_at.min(latest));
    watch::look_again_at(tx, ticket_id, next_at).await?;
    Ok(Next::At(next_at))
}

/// Whether the person waits for something of ours: photos that they paid for, or
/// their money.
async fn is_owed(connection: &mut PgConnection, user_id: i32) -> anyhow::Result<bool> {
    Ok(generation::is_owed(connection, user_id).await?
        || payments::is_any_going_back(connection, user_id).await?)
}

async fn carry_out(
    tx: &mut PgConnection,
    deps: &Deps,
    at: At<'_>,
    ticket: &Ticket,
    step: &Step,
) -> anyhow::Result<()> {
    let by_itself = &Actor::Product;
    let words = screens::Words::new(deps.staff_lang, at);
    match step {
        Step::Escalate { to, awaited } => {
            let escalated = Event::Escalated { to: *to };
            if !operations::change(tx, at, ticket.id, escalated, by_itself).await? {
                return Ok(());
            }
            let line = words.escalation(ticket, *to, awaited);
            operations::tell_topic(tx, ticket.id, &line, at.now).await
        }
        Step::Remind { of, is_over } => {
            let line = words.reminder(ticket, of, *is_over);
            operations::tell_topic(tx, ticket.id, &line, at.now).await
        }
        Step::Announce => {
            let notice = TellPerson {
                ticket_id: ticket.id,
                notice: Notice::WillResolve,
            };
            queue::add(tx, &notice, at.now).await
        }
        Step::Resolve => {
            let resolved = operations::change(tx, at, ticket.id, Event::Resolved, by_itself);
            // A place that was never needed is not made to say so.
            if !resolved.await? || ticket.place.is_none() {
                return Ok(());
            }
            operations::tell_topic(tx, ticket.id, &words.silence(), at.now).await
        }
        Step::Close => {
            operations::change(tx, at, ticket.id, Event::Closed, by_itself).await?;
            Ok(())
        }
    }
}
