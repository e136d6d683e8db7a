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
use futures::FutureExt;
use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::{
    Step,
    album::{Lot, find_lot},
    aside::{Aside, is_about_ticket},
    carry::{Envelope, carry, send_line},
    changes::{self, Side, Twin},
    icons::Icons,
    person::{answered, note_sent, person_of},
    place::{Next, Place},
    silence,
};
use crate::{
    accounts::Person,
    queue::{JobResult, Lease, OrElse},
    support::{
        Deps, leaving,
        message::{Speaker, TicketMessage},
        operations,
        store::{
            leaving::forget_ticket,
            messages, places,
            relay::{self as rows, Task},
            tickets,
        },
        ticket::{StaffPlace, Status, Ticket},
    },
    telegram::{Lane, SendError},
};

/// A look that waits for longer than this takes turns with what is said.
const LONG: TimeDelta = TimeDelta::seconds(30);

/// One of so many turns is such a look's.
const TURNS: u32 = 4;

/// As `ticket_messages.relay_error` keeps it.
const BANNED: &str = "banned";

/// The relay to the staff of one process. Clones share it.
#[derive(Clone)]
pub(super) struct Staff {
    deps: Deps,
    icons: Icons,
    turns: Arc<AtomicU32>,
    aside: Aside,
}

/// What the group's job does next.
enum Errand {
    Carry(Box<TicketMessage>, Task),
    Look(DateTime<Utc>),
}

impl Staff {
    pub fn new(deps: &Deps) -> Self {
        Self {
            deps: deps.clone(),
            icons: Icons::default(),
            turns: Arc::default(),
            aside: Aside::default(),
        }
    }
}

pub(super) async fn relay(staff: Staff, lease: Lease) -> JobResult {
    let step = step(&staff, lease.failures).await.or_retry()?;
    Ok(step.next(staff.deps.clock.now()))
}

async fn step(staff: &Staff, failures: i32) -> anyhow::Result<Step> {
    let deps = &staff.deps;
    let mut connection = deps.db.connection().await?;
    let Some(group) = deps.group.find(&mut connection).await? else {
        return Ok(Step::Done);
    };
    let Some((ticket_id, errand)) = next_errand(staff, &mut connection).await? else {
        return Ok(staff.aside.next_end().map_or(Step::Done, Step::At));
    };
    let Some(ticket) = tickets::find(&mut connection, ticket_id).await? else {
        return Ok(Step::Again);
    };
    let making = places::find(&mut connection, ticket_id).await?;
    let person = person_of(&mut connection, &ticket).await?;
    drop(connection);
    let place = Place {
        deps,
        icons: &staff.icons,
        group,
        ticket: &ticket,
        making: &making,
        person: person.as_ref(),
    };
    let result = do_errand(&place, errand).boxed().await;
    let step = match settle(deps, &ticket, group, result).await {
        Err(error) if is_about_ticket(&error, failures) => {
            tracing::error!(
                ticket.id,
                ?error,
                "a ticket can't be relayed; it waits, the others go on"
            );
            staff.aside.put(ticket.id, deps.clock.now());
            Step::Again
        }
        settled => settled?,
    };
    if matches!(step, Step::Again) {
        // What waits for places keeps its turn, or looks would take them from it.
        staff.turns.fetch_add(1, Ordering::Relaxed);
    }
    Ok(step)
}

async fn next_errand(
    staff: &Staff,
    connection: &mut PgConnection,
) -> anyhow::Result<Option<(i32, Errand)>> {
    let now = staff.deps.clock.now();
    let aside = staff.aside.list(now);
    let look = places::find_next_look(connection, &aside).await?;
    let is_late = |wanted_at| now - wanted_at > LONG;
    let has_turn = staff.turns.load(Ordering::Relaxed) % TURNS == TURNS - 1;
    if let Some((ticket_id, wanted_at)) = look
        && has_turn
        && is_late(wanted_at)
    {
        return Ok(Some((ticket_id, Errand::Look(wanted_at))));
    }
    if let Some(errand) = rows::find_next_for_staff(connection, &aside).await?
        && let Some(message) = messages::find(connection, errand.message_id).await?
    {
        let carried = Errand::Carry(Box::new(message), errand.task);
        return Ok(Some((errand.ticket_id, carried)));
    }
    Ok(look.map(|(ticket_id, wanted_at)| (ticket_id, Errand::Look(wanted_at))))
}

async fn do_errand(place: &Place<'_>, errand: Errand) -> anyhow::Result<Step> {
    let (deps, ticket) = (place.deps, place.ticket);
    match &errand {
        _ if is_forgotten(ticket) => {
            let mut connection = deps.db.connection().await?;
            forget_ticket(&mut connection, ticket.id).await?;
            return Ok(Step::Again);
        }
        Errand::Look(wanted_at)
            if ticket.place.is_none() && (!ticket.is_alive() || ticket.waiting_since.is_some()) =>
        {
            // Nobody will look for it before its person says something.
            let mut connection = deps.db.connection().await?;
            places::note_look(&mut connection, ticket.id, None, Some(*wanted_at)).await?;
            return Ok(Step::Again);
        }
        Errand::Carry(message, Task::Say)
            if message.speaker == Speaker::Person
                && place.person.is_some_and(|person| person.is_banned) =>
        {
            return give_up(deps, ticket, message, BANNED).await;
        }
        _ => {}
    }
    let at = match place.next(deps.clock.now()) {
        Next::Ready(at) => at,
        Next::Leave(at, why) => return leave(deps, ticket, at, why).await,
        Next::Wait(until) => return Ok(Step::At(until)),
        Next::Make(step) => {
            // One each: Telegram says of a pin that it was made.
            if let Some(free_at) = take_places(deps, 1).await? {
                return Ok(Step::At(free_at));
            }
            place.make(step).await?;
            silence::end(deps, place.group).await?;
            return Ok(Step::Again);
        }
    };
    match errand {
        Errand::Look(wanted_at) => place.refresh(at, wanted_at).await,
        Errand::Carry(message, Task::Say) => {
            say(deps, ticket, at, *message, place.person).boxed().await
        }
        Errand::Carry(message, task) => {
            if let Some(free_at) = take_places(deps, 1).await? {
                return Ok(Step::At(free_at));
            }
            let twin = Twin::of(&message, at.chat, deps.staff_lang);
            let twin = twin.map(|twin| twin.in_topic(at.topic));
            changes::carry(deps, &message, twin, Side::Staff, task).await?;
            silence::end(deps, at.chat).await?;
            Ok(Step::Again)
        }
    }
}

/// Its person was erased while something of it was under way: nothing is shown any more.
fn is_forgotten(ticket: &Ticket) -> bool {
    ticket.status == Status::Closed && ticket.chat.is_none() && ticket.subject.is_empty()
}

/// When the group may next be spoken to, unless it may now.
pub(super) async fn take_places(
    deps: &Deps,
    count: usize,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let mut connection = deps.db.connection().await?;
    let now = deps.clock.now();
    let taken = deps.group.take_places(&mut connection, count, now);
    Ok(taken.await?.err())
}

async fn say(
    deps: &Deps,
    ticket: &Ticket,
    at: StaffPlace,
    message: TicketMessage,
    person: Option<&Person>,
) -> anyhow::Result<Step> {
    let mut connection = deps.db.connection().await?;
    let answered = answered(&mut connection, &message, at.chat).await?;
    let lot = find_lot(&mut connection, message, deps.clock.now()).await?;
    drop(connection);
    let lot = match lot {
        Lot::Whole(lot) => lot,
        Lot::Growing(until) => return Ok(Step::At(until)),
    };
    if let Some(free_at) = take_places(deps, lot.len()).await? {
        return Ok(Step::At(free_at));
    }
    let below_card = at.card.filter(|_| at.topic.is_none());
    let header = match at.topic {
        Some(_) => None,
        None => Some(header(ticket, &lot[0], person)),
    };
    let envelope = Envelope {
        lane: Lane::Delivery,
        chat: at.chat,
        topic: at.topic,
        reply_to: answered.or(below_card),
        header,
    };
    let is_about_original =
        |error: &SendError| matches!(error, SendError::Gone(_) | SendError::Refused(_));
    match carry(&deps.sender, &lot, &envelope, is_about_original).await {
        Ok(copies) => {
            let forgotten = note_sent(deps, &lot, &copies, &envelope).await?;
            if !forgotten.is_empty() {
                let mut tx = deps.db.begin().await?;
                let now = deps.clock.now();
                leaving::clear_late(&mut tx, ticket.id, at.chat, &forgotten, now).await?;
                tx.commit().await?;
            }
            silence::end(deps, at.chat).await?;
            Ok(Step::Again)
        }
        Err(SendError::Gone(why) | SendError::Refused(why)) => {
            give_up(deps, ticket, &lot[0], &why).await
        }
        Err(SendError::NotAllowed(why)) if lot[0].content != "text" => {
            replace_by_words(deps, &lot[0], &envelope, &why).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Where all tickets share the group, each message says which one it belongs to.
fn header(ticket: &Ticket, message: &TicketMessage, person: Option<&Person>) -> String {
    match person {
        Some(person) if message.speaker != Speaker::Product => {
            format!("{} · {}", ticket.number, person.first_name)
        }
        _ => ticket.number.clone(),
    }
}

/// The group does not take this kind of message. If it takes words, they say so in its
/// place; if it takes nothing at all, the message waits with the rest.
async fn replace_by_words(
    deps: &Deps,
    message: &TicketMessage,
    envelope: &Envelope,
    why: &str,
) -> anyhow::Result<Step> {
    // The place of what was refused is still free.
    let reason = [("reason", why.into())];
    let line = deps.staff_lang.html("support-not-shown", &reason);
    send_line(&deps.sender, &line, envelope).await?;
    let mut tx = deps.db.begin().await?;
    tickets::lock(&mut tx, message.ticket_id).await?;
    rows::note_failed(&mut tx, message.id, why).await?;
    tx.commit().await?;
    silence::end(deps, envelope.chat).await?;
    Ok(Step::Again)
}

/// What can't be shown is said, and does not stop what comes behind it.
async fn give_up(
    deps: &Deps,
    ticket: &Ticket,
    message: &TicketMessage,
    why: &str,
) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    tickets::lock(&mut tx, ticket.id).await?;
    let is_first = rows::note_failed(&mut tx, message.id, why).await?;
    let lang = deps.staff_lang;
    let line = match message.speaker {
        Speaker::Product => None,
        _ if why == BANNED => is_first.then(|| lang.html("support-not-shown-banned", &[])),
        _ => Some(lang.html("support-not-shown", &[("reason", why.into())])),
    };
    if let Some(line) = line {
        operations::tell_topic(&mut tx, ticket.id, &line, deps.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}

async fn leave(deps: &Deps, ticket: &Ticket, at: StaffPlace, why: &str) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    let has_left = places::leave(&mut tx, ticket.id, at.chat, at.topic, why).await?;
    if let (true, "closed", Some(topic)) = (has_left, why, at.topic) {
        places::remember_left(&mut tx, ticket.id, at.chat, topic).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}

/// What follows when Telegram says no to anything in the group.
async fn settle(
    deps: &Deps,
    ticket: &Ticket,
    group: ChatId,
    result: anyhow::Result<Step>,
) -> anyhow::Result<Step> {
    let error = match result {
        Ok(step) => return Ok(step),
        Err(error) => error.downcast::<SendError>()?,
    };
    match (error, ticket.place) {
        (SendError::NoTopic(_), Some(at)) => leave(deps, ticket, at, "deleted").await,
        (SendError::TopicClosed(_), Some(at)) => leave(deps, ticket, at, "closed").await,
        (SendError::Moved(to), _) => {
            let mut tx = deps.db.begin().await?;
            let now = deps.clock.now();
            deps.group.note_move(&mut tx, group, to, now).await?;
            places::want_all_looks(&mut tx, now).await?;
            crate::staff::follow_group(&mut tx, to, now).await?;
            tx.commit().await?;
            Ok(Step::Again)
        }
        (error, _) if silence::is_about_group(&error) => silence::wait(deps, group, &error).await,
        (error, _) => Err(error.into()),
    }
}
