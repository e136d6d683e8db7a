//! What the staff says and does, to the person of a ticket.
//!
//! A person who has blocked the bot misses it for now: the topic is told, once, and
//! what they missed is sent, in order, when they come back. Until then nothing is tried,
//! so that nothing passes what came before it.

use anyhow::Context;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::{
    Step,
    album::{Lot, find_lot},
    carry::{Envelope, carry, place_in},
    changes::{self, Side, Twin},
};
use crate::{
    accounts::{self, Person},
    queue::{self, JobResult, OrElse},
    support::{
        Deps,
        jobs::RelayToPerson,
        message::TicketMessage,
        operations,
        store::{
            changes::drop_changes_for_person,
            messages, places,
            relay::{self as rows, Task},
            tickets,
        },
        ticket::Ticket,
    },
    telegram::{Lane, SendError, is_unreachable},
};

/// As `ticket_messages.relay_error` keeps it.
const UNREACHABLE: &str = "unreachable";
const GONE: &str = "gone";

pub(super) async fn relay(deps: Deps, job: RelayToPerson) -> JobResult {
    let step = step(&deps, job.ticket_id).await.or_retry()?;
    Ok(step.next(deps.clock.now()))
}

/// The person can be reached again: everything is sent that they missed.
///
/// # Errors
/// When the database refuses it.
pub async fn come_back(deps: &Deps, person_id: i32) -> anyhow::Result<()> {
    let (db, now) = (&deps.db, deps.clock.now());
    let mut connection = db.connection().await?;
    let missed = rows::list_missed(&mut connection, person_id).await?;
    drop(connection);
    if missed.is_empty() {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    for ticket_id in missed {
        tickets::lock(&mut tx, ticket_id).await?;
        if !rows::take_up_missed(&mut tx, ticket_id).await? {
            continue;
        }
        queue::add(&mut tx, &RelayToPerson { ticket_id }, now).await?;
        let line = deps.staff_lang.html("support-person-back", &[]);
        operations::tell_topic(&mut tx, ticket_id, &line, now).await?;
        places::want_look(&mut tx, ticket_id, now).await?;
    }
    tx.commit().await.context("cannot take up what was missed")
}

async fn step(deps: &Deps, ticket_id: i32) -> anyhow::Result<Step> {
    let mut connection = deps.db.connection().await?;
    let Some(errand) = rows::find_next_for_person(&mut connection, ticket_id).await? else {
        return Ok(Step::Done);
    };
    let (Some(ticket), Some(message)) = (
        tickets::find(&mut connection, ticket_id).await?,
        messages::find(&mut connection, errand.message_id).await?,
    ) else {
        return Ok(Step::Again);
    };
    let has_missed = rows::has_missed(&mut connection, ticket_id).await?;
    drop(connection);
    let Some(chat) = ticket.chat else {
        return match errand.task {
            Task::Say => give_up(deps, &ticket, &message, GONE).await,
            task => drop_change(deps, &message, task).await,
        };
    };
    if errand.task == Task::Say {
        if has_missed {
            return give_up(deps, &ticket, &message, UNREACHABLE).await;
        }
        return say(deps, &ticket, chat, message).await;
    }
    let mut connection = deps.db.connection().await?;
    let person = person_of(&mut connection, &ticket).await?;
    drop(connection);
    let lang = person.map_or(deps.staff_lang, |person| person.lang);
    let twin = Twin::of(&message, chat, lang);
    match changes::carry(deps, &message, twin, Side::Person, errand.task).await {
        Err(error) if is_unreachable(&error) => drop_change(deps, &message, errand.task).await,
        result => result.map(|()| Step::Again),
    }
}

/// The person does not see what the staff did to a message; an emoji is not worth a word.
async fn drop_change(deps: &Deps, message: &TicketMessage, task: Task) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    tickets::lock(&mut tx, message.ticket_id).await?;
    drop_changes_for_person(&mut tx, message.id).await?;
    if task != Task::React {
        let line = deps.staff_lang.html("support-change-missed", &[]);
        operations::tell_topic(&mut tx, message.ticket_id, &line, deps.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}

async fn say(
    deps: &Deps,
    ticket: &Ticket,
    chat: ChatId,
    message: TicketMessage,
) -> anyhow::Result<Step> {
    let mut connection = deps.db.connection().await?;
    let reply_to = answered(&mut connection, &message, chat).await?;
    let header = header(&mut connection, ticket, &message).await?;
    let lot = find_lot(&mut connection, message, deps.clock.now()).await?;
    drop(connection);
    let lot = match lot {
        Lot::Whole(lot) => lot,
        Lot::Growing(until) => return Ok(Step::At(until)),
    };
    let envelope = Envelope {
        lane: Lane::Delivery,
        chat,
        topic: None,
        reply_to,
        header,
    };
    match carry(&deps.sender, &lot, &envelope, is_final).await {
        Ok(copies) => {
            note_sent(deps, &lot, &copies, &envelope).await?;
            Ok(Step::Again)
        }
        Err(SendError::Unreachable(_)) => {
            let mut connection = deps.db.connection().await?;
            accounts::mark_unreachable(&mut connection, chat, deps.clock.now()).await?;
            drop(connection);
            give_up(deps, ticket, &lot[0], UNREACHABLE).await
        }
        Err(error) if is_final(&error) => give_up(deps, ticket, &lot[0], &error.to_string()).await,
        Err(error) => Err(error.into()),
    }
}

/// Whether sending the same again can't help. The bot may also have lost the group that
/// the original is in: then the row's own verdict counts.
fn is_final(error: &SendError) -> bool {
    !matches!(error, SendError::Unknown | SendError::Unavailable)
}

/// The copies are in the order of the lot; what was sent alone is its first. Returns the
/// copies of what was forgotten meanwhile, with its person.
pub(super) async fn note_sent(
    deps: &Deps,
    lot: &[TicketMessage],
    copies: &[MessageId],
    envelope: &Envelope,
) -> anyhow::Result<Vec<MessageId>> {
    let now = deps.clock.now();
    let mut header = envelope.header.as_deref();
    let mut forgotten = Vec::new();
    let mut tx = deps.db.begin().await?;
    if let Some(first) = lot.first() {
        tickets::lock(&mut tx, first.ticket_id).await?;
    }
    for (message, copy) in lot.iter().zip(copies) {
        let (place, seen) = ((envelope.chat, *copy), message.edited_at);
        if !rows::note_sent(&mut tx, message.id, place, header.take(), seen, now).await? {
            forgotten.push(*copy);
        }
    }
    tx.commit().await?;
    Ok(forgotten)
}

/// The message that `message` answers, where it stands in this chat.
pub(super) async fn answered(
    connection: &mut PgConnection,
    message: &TicketMessage,
    chat: ChatId,
) -> anyhow::Result<Option<MessageId>> {
    let Some(id) = message.reply_to else {
        return Ok(None);
    };
    let answered = messages::find(connection, id).await?;
    Ok(answered.and_then(|answered| place_in(&answered, chat)))
}

/// A person is told once that it is people who write now, and about what.
async fn header(
    connection: &mut PgConnection,
    ticket: &Ticket,
    message: &TicketMessage,
) -> anyhow::Result<Option<String>> {
    let has_room = message.content == "text" || super::carry::has_caption(&message.content);
    if !has_room || rows::has_header(connection, ticket.id).await? {
        return Ok(None);
    }
    let person = person_of(connection, ticket).await?;
    let number = [("number", ticket.number.as_str().into())];
    Ok(person.map(|person| person.lang.text("support-answer-header", &number)))
}

pub(super) async fn person_of(
    connection: &mut PgConnection,
    ticket: &Ticket,
) -> anyhow::Result<Option<Person>> {
    match ticket.user_id {
        Some(id) => accounts::find_by_id(connection, id).await,
        None => Ok(None),
    }
}

/// Whether the person came back between a failure and its note: then nobody else will
/// take it up.
async fn is_back(tx: &mut PgConnection, ticket: &Ticket) -> anyhow::Result<bool> {
    let Some(id) = ticket.user_id else {
        return Ok(false);
    };
    let profile = accounts::find_profile(tx, id).await?;
    Ok(profile.is_some_and(|profile| !profile.is_unreachable)
        && !rows::has_missed(tx, ticket.id).await?)
}

async fn give_up(
    deps: &Deps,
    ticket: &Ticket,
    message: &TicketMessage,
    reason: &str,
) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    tickets::lock(&mut tx, ticket.id).await?;
    if reason == UNREACHABLE && is_back(&mut tx, ticket).await? {
        return Ok(Step::Again);
    }
    drop_changes_for_person(&mut tx, message.id).await?;
    let is_first = rows::note_failed(&mut tx, message.id, reason).await?;
    if is_first || reason != UNREACHABLE {
        let lang = deps.staff_lang;
        let words = match reason {
            UNREACHABLE => lang.html("support-undelivered-blocked", &[]),
            GONE => lang.html("support-undelivered-gone", &[]),
            _ => lang.html("support-undelivered", &[("reason", reason.into())]),
        };
        operations::tell_topic(&mut tx, ticket.id, &words, deps.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}
