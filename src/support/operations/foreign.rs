//! What another program does to tickets in the shared table: it opens them without a
//! clock, and ends them without saying so.

use chrono::TimeDelta;
use sqlx::PgConnection;

use super::{At, hold, record, write_down};
use crate::support::{
    events::{Actor, Event},
    sla::Timeline,
    store::messages,
    ticket::{Status, Ticket},
};

/// Starts the clock of a ticket that another program opened. Nothing was promised
/// for it, so it is measured from now. Where nothing has been said for as long as a
/// silence may last, nobody is called: it is its person's turn.
pub(in crate::support) async fn take_up(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
) -> anyhow::Result<Ticket> {
    let ticket = hold(tx, ticket_id).await?;
    let priority = ticket.priority;
    let last_word_at = messages::find_last_word_at(tx, ticket_id).await?;
    let silence = at.now - last_word_at.unwrap_or(ticket.created_at);
    let is_stale = silence >= TimeDelta::days(at.rules.quiet_days().into());
    let mut happened = vec![(Event::Opened { priority }, Actor::Person)];
    if ticket.first_responded_at.is_some() {
        happened.push((Event::Answered, Actor::Product));
    } else if !is_stale {
        happened.push((Event::Asked, Actor::Person));
    }
    match ticket.status {
        Status::Resolved => happened.push((Event::Resolved, Actor::Product)),
        Status::Closed => happened.push((Event::Closed, Actor::Product)),
        _ if is_stale => happened.push((Event::Waiting, Actor::Product)),
        Status::Open | Status::InProgress => {}
    }
    for (event, actor) in happened {
        write_down(tx, at, ticket_id, event, &actor).await?;
    }
    hold(tx, ticket_id).await
}

/// Follows what another program has made of a ticket without saying so. `false` when
/// its row is as its events have left it.
pub(in crate::support) async fn catch_up(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket: &Ticket,
    timeline: &Timeline,
) -> anyhow::Result<bool> {
    let event = match ticket.status {
        Status::Closed if !timeline.is_closed => Event::Closed,
        Status::Resolved if timeline.resolved_at.is_none() => Event::Resolved,
        Status::Open | Status::InProgress if timeline.resolved_at.is_some() => Event::Reopened,
        _ => return Ok(false),
    };
    record(tx, at, ticket.id, event, &Actor::Product).await?;
    Ok(true)
}
