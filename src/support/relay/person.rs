//! What the staff says, to the person of a ticket.
//!
//! A person who has blocked the bot misses it for now: the topic is told, once, and
//! what they missed is sent, in order, when they come back.

use sqlx::PgConnection;
use teloxide::types::ChatId;

use super::{
    Step,
    carry::{Envelope, carry, place_in},
};
use crate::{
    accounts,
    queue::{JobResult, OrElse},
    support::{
        Deps,
        jobs::RelayToPerson,
        message::TicketMessage,
        operations,
        store::{messages, relay as rows, tickets},
        ticket::Ticket,
    },
    telegram::{Lane, SendError},
};

/// As `ticket_messages.relay_error` keeps it.
pub(super) const UNREACHABLE: &str = "unreachable";

pub(super) async fn relay(deps: Deps, job: RelayToPerson) -> JobResult {
    let step = step(&deps, job.ticket_id).await.or_retry()?;
    Ok(step.next(deps.clock.now()))
}

async fn step(deps: &Deps, ticket_id: i32) -> anyhow::Result<Step> {
    let mut connection = deps.db.connection().await?;
    let Some(ticket) = tickets::find(&mut connection, ticket_id).await? else {
        return Ok(Step::Done);
    };
    let Some(id) = rows::find_next_for_person(&mut connection, ticket_id).await? else {
        return Ok(Step::Done);
    };
    let Some(message) = messages::find(&mut connection, id).await? else {
        return Ok(Step::Again);
    };
    let Some(chat) = ticket.chat else {
        drop(connection);
        return give_up(deps, &ticket, &message, "gone").await;
    };
    let reply_to = answered(&mut connection, &message, chat).await?;
    drop(connection);
    let envelope = Envelope {
        lane: Lane::Delivery,
        chat,
        topic: None,
        reply_to,
        header: None,
    };
    match carry(&deps.sender, &message, &envelope, is_final).await {
        Ok(copy) => {
            let mut connection = deps.db.connection().await?;
            let now = deps.clock.now();
            rows::note_sent(&mut connection, id, (chat, copy), None, now).await?;
            Ok(Step::Again)
        }
        Err(SendError::Unreachable(_)) => {
            let mut connection = deps.db.connection().await?;
            accounts::mark_unreachable(&mut connection, chat, deps.clock.now()).await?;
            drop(connection);
            give_up(deps, &ticket, &message, UNREACHABLE).await
        }
        Err(error) if is_final(&error) => {
            give_up(deps, &ticket, &message, &error.to_string()).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Whether sending the same again can't help. The bot may also have lost the group that
/// the original is in: then the row's own verdict counts.
fn is_final(error: &SendError) -> bool {
    !matches!(error, SendError::Unknown | SendError::Unavailable)
}

/// The message that `message` answers, where it stands in this chat.
pub(super) async fn answered(
    connection: &mut PgConnection,
    message: &TicketMessage,
    chat: ChatId,
) -> anyhow::Result<Option<teloxide::types::MessageId>> {
    let Some(id) = message.reply_to else {
        return Ok(None);
    };
    let answered = messages::find(connection, id).await?;
    Ok(answered.and_then(|answered| place_in(&answered, chat)))
}

async fn give_up(
    deps: &Deps,
    ticket: &Ticket,
    message: &TicketMessage,
    reason: &str,
) -> anyhow::Result<Step> {
    let mut tx = deps.db.begin().await?;
    if rows::note_failed(&mut tx, message.id, reason).await? {
        let lang = deps.staff_lang;
        let words = match reason {
            UNREACHABLE => lang.html("support-undelivered-blocked", &[]),
            "gone" => lang.html("support-undelivered-gone", &[]),
            _ => lang.html("support-undelivered", &[("reason", reason.into())]),
        };
        operations::tell_topic(&mut tx, ticket.id, &words, deps.clock.now()).await?;
    }
    tx.commit().await?;
    Ok(Step::Again)
}
