//! What can be done to a ticket. Each operation is part of the caller's transaction,
//! holds the ticket's row, writes down what happened, lets the clock follow from
//! that, and orders what has to be shown.
//!
//! They say whether anything was done: of two people who resolve a ticket at the
//! same time only one does.

mod foreign;

use anyhow::Context;
use chrono::{DateTime, Datelike, Utc};
use sqlx::PgConnection;

pub(super) use self::foreign::{catch_up, take_up};
use super::{
    events::{Actor, Event, Recorded},
    jobs::{Notice, RefreshTicket, RelayToPerson, RelayToStaff, TellPerson, WatchTicket},
    message::{Relay, Said, Speaker, cut},
    sla::Rules,
    store::{
        desk, events,
        messages::{self, NewMessage},
        tickets::{self, NewTicket},
    },
    ticket::{Assignee, Category, Priority, Status, Ticket},
};
use crate::{accounts::Person, queue, staff::Member};

/// Letters of `support_tickets.subject` that are used: what a list can show.
const SUBJECT_CHARS: usize = 60;

/// What an operation works with: the clock's rules, and the present.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub rules: &'a Rules,
    pub now: DateTime<Utc>,
}

/// Opens a ticket with its first message.
pub(super) async fn open(
    tx: &mut PgConnection,
    at: At<'_>,
    person: &Person,
    category: Category,
    priority: Priority,
    said: &Said,
) -> anyhow::Result<Ticket> {
    let year = i16::try_from(at.now.year()).context("the year is beyond all numbers")?;
    let number = format!("TKT-{year}-{:03}", tickets::take_number(tx, year).await?);
    let new = NewTicket {
        number: &number,
        user_id: person.id,
        chat: person.chat(),
        subject: &subject(&said.words),
        category,
        priority,
    };
    let id = tickets::insert(tx, &new, at.now).await?;
    let opened = Event::Opened { priority };
    record(tx, at, id, opened, &Actor::Person).await?;
    ask(tx, at, id, person, said).await?;
    let ticket = tickets::find(tx, id).await?;
    ticket.context("a ticket vanished while it was opened")
}

/// Opens a ticket of a person who has not asked: the staff is about to write to them.
pub(super) async fn open_by_staff(
    tx: &mut PgConnection,
    at: At<'_>,
    person: &Person,
    member: &Member,
    words: &str,
) -> anyhow::Result<Ticket> {
    let priority = Priority::P4;
    let year = i16::try_from(at.now.year()).context("the year is beyond all numbers")?;
    let number = format!("TKT-{year}-{:03}", tickets::take_number(tx, year).await?);
    let new = NewTicket {
        number: &number,
        user_id: person.id,
        chat: person.chat(),
        subject: &subject(words),
        category: Category::Other,
        priority,
    };
    let id = tickets::insert(tx, &new, at.now).await?;
    record(tx, at, id, Event::Opened { priority }, &Actor::from(member)).await?;
    let ticket = tickets::find(tx, id).await?;
    ticket.context("a ticket vanished while it was opened")
}

/// The ticket that somebody works on while this one of the same person is over: two at
/// once would tear the talk apart.
pub(super) async fn find_newer(
    connection: &mut PgConnection,
    ticket: &Ticket,
) -> anyhow::Result<Option<Ticket>> {
    let Some(user_id) = ticket.user_id else {
        return Ok(None);
    };
    let alive = tickets::find_alive(connection, user_id).await?;
    Ok(alive.filter(|alive| alive.id != ticket.id))
}

/// What was taken for an answer was none: whoever had the last word waits again.
pub(super) async fn wait_again(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
) -> anyhow::Result<()> {
    let ticket = hold(tx, ticket_id).await?;
    let last = desk::find_last_word(tx, ticket_id).await?;
    let is_persons = last.is_some_and(|last| last.operator.is_none());
    if is_persons && ticket.is_alive() && ticket.asked_at.is_none() {
        record(tx, at, ticket_id, Event::Asked, &Actor::Person).await?;
    }
    Ok(())
}

/// The person says something more; a resolved ticket is open again. `false` when
/// it was said before, or the ticket is closed.
pub(super) async fn ask(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
    person: &Person,
    said: &Said,
) -> anyhow::Result<bool> {
    let ticket = hold(tx, ticket_id).await?;
    if ticket.status == Status::Closed {
        return Ok(false);
    }
    let new = NewMessage {
        ticket_id,
        speaker: Speaker::Person,
        author_id: person.telegram_id,
        author_name: &person.first_name,
        said,
        is_note: false,
        relay: Relay::Waiting,
    };
    if messages::insert(tx, &new, at.now).await?.is_none() {
        return Ok(false);
    }
    if ticket.status == Status::Resolved {
        record(tx, at, ticket_id, Event::Reopened, &Actor::Person).await?;
    }
    record(tx, at, ticket_id, Event::Asked, &Actor::Person).await?;
    queue::add(tx, &RelayToStaff {}, at.now).await?;
    Ok(true)
}

/// A member of the staff says something to the person; who answers a ticket that
/// nobody has taken takes it. `None` when it was said before.
pub(super) async fn answer(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
    member: &Member,
    said: &Said,
    relay: Relay,
) -> anyhow::Result<Option<i32>> {
    let ticket = hold(tx, ticket_id).await?;
    let new = NewMessage {
        ticket_id,
        speaker: Speaker::Operator,
        author_id: member.telegram_id,
        author_name: &member.name,
        said,
        is_note: relay == Relay::None,
        relay,
    };
    let Some(message_id) = messages::insert(tx, &new, at.now).await? else {
        return Ok(None);
    };
    if relay == Relay::Waiting {
        follow_answer(tx, at, &ticket, member).await?;
    }
    Ok(Some(message_id))
}

/// What follows from an answer that waits in its row: it goes to the person, and
/// who answers a ticket that nobody has taken takes it. The caller holds the ticket.
pub(super) async fn follow_answer(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket: &Ticket,
    member: &Member,
) -> anyhow::Result<()> {
    let actor = Actor::from(member);
    if ticket.assignee.is_none() {
        record(tx, at, ticket.id, Event::Taken, &actor).await?;
    }
    record(tx, at, ticket.id, Event::Answered, &actor).await?;
    let ticket_id = ticket.id;
    queue::add(tx, &RelayToPerson { ticket_id }, at.now).await
}

/// Has a line shown in the ticket's topic, as Telegram HTML.
pub(super) async fn tell_topic(
    tx: &mut PgConnection,
    ticket_id: i32,
    html: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    messages::insert_line(tx, ticket_id, html, now).await?;
    queue::add(tx, &RelayToStaff {}, now).await
}

/// Does one thing to a ticket, unless it is that way already. The person is told
/// of what concerns them.
pub(super) async fn change(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
    event: Event,
    actor: &Actor,
) -> anyhow::Result<bool> {
    let ticket = hold(tx, ticket_id).await?;
    if !is_news(&ticket, &event, actor) {
        return Ok(false);
    }
    if event == Event::Reopened && find_newer(tx, &ticket).await?.is_some() {
        return Ok(false);
    }
    let notice = notice(&event, actor);
    record(tx, at, ticket_id, event, actor).await?;
    if let Some(notice) = notice {
        queue::add(tx, &TellPerson { ticket_id, notice }, at.now).await?;
    }
    Ok(true)
}

/// Whether the event would change how the ticket stands.
fn is_news(ticket: &Ticket, event: &Event, actor: &Actor) -> bool {
    match event {
        Event::Taken => match (actor, &ticket.assignee) {
            (Actor::Staff { telegram_id, .. }, Some(assignee)) => {
                ticket.is_alive() && assignee.telegram_id != *telegram_id
            }
            _ => ticket.is_alive(),
        },
        Event::Released => ticket.is_alive() && ticket.assignee.is_some(),
        Event::Waiting => ticket.is_alive() && ticket.waiting_since.is_none(),
        Event::Resumed => ticket.waiting_since.is_some(),
        Event::PriorityChanged { to } => ticket.is_alive() && ticket.priority != *to,
        Event::Escalated { .. } => ticket.is_alive(),
        Event::Resolved => ticket.is_alive(),
        // Closed means for good, unless the staff sees that it was not.
        Event::Reopened => match actor {
            Actor::Staff { .. } => !ticket.is_alive(),
            _ => ticket.status == Status::Resolved,
        },
        Event::Closed => ticket.status != Status::Closed,
        Event::Rated { .. } => !ticket.is_alive(),
        Event::Opened { .. } | Event::Asked | Event::Answered => true,
    }
}

/// Nobody is told of what they did themselves.
fn notice(event: &Event, actor: &Actor) -> Option<Notice> {
    match (event, actor) {
        (_, Actor::Person) => None,
        (Event::Resolved, Actor::Staff { .. }) => Some(Notice::Resolved),
        (Event::Resolved, Actor::Product) => Some(Notice::ResolvedBySilence),
        (Event::Reopened, _) => Some(Notice::Reopened),
        (Event::Waiting, _) => Some(Notice::Waiting),
        _ => None,
    }
}

async fn hold(tx: &mut PgConnection, ticket_id: i32) -> anyhow::Result<Ticket> {
    let ticket = tickets::lock(tx, ticket_id).await?;
    ticket.with_context(|| format!("there is no ticket {ticket_id}"))
}

/// Records an event; that of a ticket of another program, of which nothing is known
/// yet, is taken up first. The caller holds the ticket.
async fn record(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
    event: Event,
    actor: &Actor,
) -> anyhow::Result<()> {
    let is_opened = matches!(event, Event::Opened { .. });
    if !is_opened && events::list(tx, ticket_id).await?.is_empty() {
        take_up(tx, at, ticket_id).await?;
    }
    write_down(tx, at, ticket_id, event, actor).await
}

/// Writes down what happened, brings the ticket up to date with it, and orders
/// that it is shown and watched.
async fn write_down(
    tx: &mut PgConnection,
    at: At<'_>,
    ticket_id: i32,
    event: Event,
    actor: &Actor,
) -> anyhow::Result<()> {
    let mut ticket = hold(tx, ticket_id).await?;
    if event == Event::Answered && ticket.first_responded_at.is_none() {
        let waited = ticket.asked_at.map(|asked_at| at.now - asked_at);
        let waited = waited.and_then(|waited| waited.to_std().ok());
        // A ticket of another program doesn't say since when it was asked.
        if let Some(waited) = waited {
            metrics::histogram!("pinglass_ticket_first_answer_seconds").record(waited);
        }
    }
    apply(&mut ticket, &event, actor, at.now);
    let recorded = Recorded {
        event,
        actor: actor.clone(),
        at: at.now,
    };
    events::insert(tx, ticket_id, &recorded).await?;
    let deadlines = at.rules.deadlines(&events::list(tx, ticket_id).await?);
    tickets::save(tx, &ticket, &deadlines).await?;
    queue::add(tx, &RefreshTicket { ticket_id }, at.now).await?;
    queue::add(tx, &WatchTicket { ticket_id }, at.now).await
}

/// How the ticket stands after the event.
fn apply(ticket: &mut Ticket, event: &Event, actor: &Actor, now: DateTime<Utc>) {
    match event {
        Event::Opened { priority } => ticket.priority = *priority,
        Event::Asked => {
            ticket.asked_at = ticket.asked_at.or(Some(now));
            ticket.waiting_since = None;
            ticket.last_word_at = Some(now);
        }
        Event::Answered => {
            ticket.asked_at = None;
            ticket.answered_at = Some(now);
            ticket.first_responded_at = ticket.first_responded_at.or(Some(now));
            ticket.last_word_at = Some(now);
            if ticket.status == Status::Open {
                ticket.status = Status::InProgress;
            }
        }
        Event::Taken => {
            if let Actor::Staff { telegram_id, name } = actor {
                ticket.assignee = Some(Assignee {
                    telegram_id: *telegram_id,
                    name: name.clone(),
                });
            }
            if ticket.status == Status::Open {
                ticket.status = Status::InProgress;
            }
        }
        Event::Released => {
            ticket.assignee = None;
            if ticket.first_responded_at.is_none() {
                ticket.status = Status::Open;
            }
        }
        Event::Waiting => {
            ticket.waiting_since = Some(now);
            ticket.status = Status::InProgress;
        }
        Event::Resumed => ticket.waiting_since = None,
        Event::PriorityChanged { to } => ticket.priority = *to,
        Event::Escalated { to } => {
            ticket.priority = *to;
            ticket.is_escalated = true;
        }
        Event::Resolved => {
            ticket.status = Status::Resolved;
            ticket.resolved_at = Some(now);
            ticket.waiting_since = None;
            ticket.asked_at = None;
        }
        Event::Reopened => {
            ticket.status = Status::InProgress;
            ticket.resolved_at = None;
            ticket.closed_at = None;
        }
        Event::Closed => {
            ticket.status = Status::Closed;
            ticket.closed_at = Some(now);
            ticket.waiting_since = None;
            ticket.asked_at = None;
        }
        Event::Rated { stars } => ticket.rating = Some(*stars),
    }
}

/// The first line of what was said, cut to what a list can show.
fn subject(words: &str) -> String {
    let line = words.trim().lines().next().unwrap_or_default();
    cut(line, SUBJECT_CHARS)
}
