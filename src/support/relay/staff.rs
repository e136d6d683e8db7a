//! What goes to the staff group: what people say, lines of the product, topics and
//! their looks. One job does it for all tickets, one thing at a time, in the order in
//! which it was said, within the pace that the group allows.
//!
//! What is said goes first. A look that has waited for long gets every fourth turn, so
//! that cards don't stand still under a flood of messages.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use chrono::{DateTime, TimeDelta, Utc};
use teloxide::types::ChatId;

use super::{
    Step,
    carry::{Envelope, carry},
    person::answered,
    place::{Next, Place},
};
use crate::{
    accounts,
    queue::{JobResult, OrElse},
    support::{
        Deps,
        message::{Speaker, TicketMessage},
        operations,
        store::{messages, places, relay as rows, tickets},
        ticket::{StaffPlace, Ticket},
    },
    telegram::{Lane, SendError},
};

/// A look that waits for longer than this takes turns with what is said.
const LONG: TimeDelta = TimeDelta::seconds(30);

/// The relay to the staff of one process. Clones share it.
#[derive(Clone)]
pub(super) struct Staff {
    pub deps: Deps,
    turns: Arc<AtomicU32>,
}

/// What the group's job does next.
enum Errand {
    Say(TicketMessage),
    Look(DateTime<Utc>),
}

impl Staff {
    pub fn new(deps: &Deps) -> Self {
        Self {
            deps: deps.clone(),
            turns: Arc::default(),
        }
    }
}

pub(super) async fn relay(staff: Staff) -> JobResult {
    let step = step(&staff).await.or_retry()?;
    Ok(step.next(staff.deps.clock.now()))
}

async fn step(staff: &Staff) -> anyhow::Result<Step> {
    let deps = &staff.deps;
    let mut connection = deps.db.connection().await?;
    let Some(group) = deps.group.find(&mut connection).await? else {
        return Ok(Step::Done);
    };
    let Some((ticket_id, errand)) = next_errand(staff, &mut connection).await? else {
        return Ok(Step::Done);
    };
    let Some(ticket) = tickets::find(&mut connection, ticket_id).await? else {
        return Ok(Step::Again);
    };
    let making = places::find(&mut connection, ticket_id).await?;
    drop(connection);
    let place = Place {
        deps,
        group,
        ticket: &ticket,
        making: &making,
    };
    let next = match errand {
        Errand::Look(wanted_at) if ticket.place.is_none() && !ticket.is_alive() => {
            // Nobody will look for it.
            let mut connection = deps.db.connection().await?;
            places::note_look(&mut connection, ticket_id, None, Some(wanted_at)).await?;
            return Ok(Step::Again);
        }
        _ => place.next(deps.clock.now()),
    };
    let at = match next {
        Next::Leave(at, why) => return leave(deps, &ticket, at, why).await,
        Next::Wait(until) => return Ok(Step::At(until)),
        Next::Make(making) => {
            if let Some(free_at) = take_place(deps).await? {
                return Ok(Step::At(free_at));
            }
            let made = place.make(making).await;
            return settle(deps, &ticket, group, made).await;
        }
        Next::Ready(at) => at,
    };
    match errand {
        Errand::Say(message) => say(deps, group, &ticket, at, &message).await,
        Errand::Look(wanted_at) => place.refresh(at, wanted_at).await,
    }
}

async fn next_errand(
    staff: &Staff,
    connection: &mut sqlx::PgConnection,
) -> anyhow::Result<Option<(i32, Errand)>> {
    let look = places::find_next_look(connection).await?;
    let is_late = |wanted_at| staff.deps.clock.now() - wanted_at > LONG;
    let has_turn = staff.turns.fetch_add(1, Ordering::Relaxed) % 4 == 3;
    if let Some((ticket_id, wanted_at)) = look
        && has_turn
        && is_late(wanted_at)
    {
        return Ok(Some((ticket_id, Errand::Look(wanted_at))));
    }
    if let Some(id) = rows::find_next_for_staff(connection).await?
        && let Some(message) = messages::find(connection, id).await?
    {
        return Ok(Some((message.ticket_id, Errand::Say(message))));
    }
    Ok(look.map(|(ticket_id, wanted_at)| (ticket_id, Errand::Look(wanted_at))))
}

/// When the group may next be spoken to, unless it may now.
pub(super) async fn take_place(deps: &Deps) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut connection = deps.db.connection().await?;
    let place = deps.group.take_place(&mut connection, deps.clock.now());
    Ok(place.await?.err())
}

async fn leave(deps: &Deps, ticket: &Ticket, at: StaffPlace, why: &str) -> anyhow::Result<Step> {
    let mut connection = deps.db.connection().await?;
    places::leave(&mut connection, ticket.id, at.chat, at.topic, why).await?;
    Ok(Step::Again)
}

async fn say(
    deps: &Deps,
    group: ChatId,
    ticket: &Ticket,
    at: StaffPlace,
    message: &TicketMessage,
) -> anyhow::Result<Step> {
    if let Some(free_at) = take_place(deps).await? {
        return Ok(Step::At(free_at));
    }
    let mut connection = deps.db.connection().await?;
    let answered = answered(&mut connection, message, at.chat).await?;
    let header = match at.topic {
        Some(_) => None,
        None => Some(header(&mut connection, ticket, message).await?),
    };
    drop(connection);
    let below_card = at.card.filter(|_| at.topic.is_none());
    let envelope = Envelope {
        lane: Lane::Delivery,
        chat: at.chat,
        topic: at.topic,
        reply_to: answered.or(below_card),
        header,
    };
    let is_about_original =
        |error: &SendError| matches!(error, SendError::Gone(_) | SendError::Refused(_));
    match carry(&deps.sender, message, &envelope, is_about_original).await {
        Ok(copy) => {
            let mut connection = deps.db.connection().await?;
            let (now, header) = (deps.clock.now(), envelope.header.as_deref());
            rows::note_sent(&mut connection, message.id, (at.chat, copy), header, now).await?;
            Ok(Step::Again)
        }
        Err(SendError::Gone(why) | SendError::Refused(why)) => {
            give_up(deps, ticket, message, &why).await
        }
        Err(error) => settle(deps, ticket, group, Err(error.into())).await,
    }
}

/// Where all tickets share the group, each message says which one it belongs to.
async fn header(
    connection: &mut sqlx::PgConnection,
    ticket: &Ticket,
    message: &TicketMessage,
) -> anyhow::Result<String> {
    if message.speaker == Speaker::Product {
        return Ok(ticket.number.clone());
    }
    let person = match ticket.user_id {
        Some(id) => accounts::find_by_id(connection, id).await?,
        None => None,
    };
    let name = person.map(|person| person.first_name).unwrap_or_default();
    Ok(format!("{} · {name}", ticket.number))
}

/// What Telegram refuses for good is said, and does not stop what comes behind it.
async fn give_up(
    deps: &Deps,
    ticket: &Ticket,
    message: &TicketMessage,
    why: &str,
) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    rows::note_failed(&mut tx, message.id, why).await?;
    if message.speaker != Speaker::Product {
        let words = [("reason", why.into())];
        let line = deps.staff_lang.html("support-not-shown", &words);
        operations::tell_topic(&mut tx, ticket.id, &line, deps.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}

/// What follows from how a call to the group went, whatever it was.
pub(super) async fn settle(
    deps: &Deps,
    ticket: &Ticket,
    group: ChatId,
    result: anyhow::Result<()>,
) -> anyhow::Result<Step> {
    let Err(error) = result else {
        return Ok(Step::Again);
    };
    match (error.downcast_ref(), ticket.place) {
        (Some(SendError::NoTopic(_)), Some(at)) => leave(deps, ticket, at, "deleted").await,
        (Some(SendError::Moved(to)), _) => {
            let mut connection = deps.db.connection().await?;
            let now = deps.clock.now();
            deps.group
                .note_move(&mut connection, group, *to, now)
                .await?;
            Ok(Step::Again)
        }
        _ => Err(error),
    }
}
