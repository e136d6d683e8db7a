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
    changes::{self, Twin},
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
    if !rows::has_person_missed(&mut connection, person_id).await? {
        return Ok(());
    }
    drop(connection);
    let mut tx = db.begin().await?;
    for ticket_id in rows::take_up_missed(&mut tx, person_id).await? {
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
            _ => drop_change(deps, &message).await,
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
    match changes::carry(deps, &message, twin, errand.task).await {
        Err(error) if is_unreachable(&error) => drop_change(deps, &message).await,
        result => result.map(|()| Step::Again),
    }
}

/// Whatever is said next finds out that the person can't be reached, and says so.
async fn drop_change(deps: &Deps, message: &TicketMessage) -> anyhow::Result<Step> {
    changes::drop_for_person(deps, message).await?;
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

/// The copies are in the order of the lot; what was sent alone is its first.
pub(super) async fn note_sent(
    deps: &Deps,
    lot: &[TicketMessage],
    copies: &[MessageId],
    envelope: &Envelope,
) -> anyhow::Result<()> {
    let now = deps.clock.now();
    let mut header = envelope.header.as_deref();
    let mut tx = deps.db.begin().await?;
    for (message, copy) in lot.iter().zip(copies) {
        let (copy, seen) = ((envelope.chat, *copy), message.edited_at);
        rows::note_sent(&mut tx, message.id, copy, header.take(), seen, now).await?;
    }
    tx.commit().await?;
    Ok(())
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

async fn give_up(
    deps: &Deps,
    ticket: &Ticket,
    message: &TicketMessage,
    reason: &str,
) -> anyhow::Result<Step> {
    changes::drop_for_person(deps, message).await?;
    let mut tx = deps.db.begin().await?;
    if rows::note_failed(&mut tx, message.id, reason).await? {
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
