//! The SQL of what operators ask of tickets.

use anyhow::Context;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::tickets;
use crate::support::ticket::Ticket;

/// The person's tickets before this one, the newest first.
pub(in crate::support) async fn list_earlier(
    connection: &mut PgConnection,
    ticket: &Ticket,
    most: i64,
) -> anyhow::Result<Vec<Ticket>> {
    let ids = sqlx::query_scalar!(
        "select id from support_tickets where user_id = $1 and id < $2 order by id desc limit $3",
        ticket.user_id,
        ticket.id,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list a person's earlier tickets")?;
    let mut earlier = Vec::new();
    for id in ids {
        earlier.extend(tickets::find(connection, id).await?);
    }
    Ok(earlier)
}

/// The ticket whose card this is.
pub(in crate::support) async fn find_by_card(
    connection: &mut PgConnection,
    chat: ChatId,
    card: MessageId,
) -> anyhow::Result<Option<Ticket>> {
    let id = sqlx::query_scalar!(
        "select id from support_tickets where staff_chat_id = $1 and card_message_id = $2",
        chat.0,
        card.0,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find the ticket of a card")?;
    match id {
        Some(id) => tickets::find(connection, id).await,
        None => Ok(None),
    }
}

/// The ticket with this number, in capitals as it is kept.
pub(in crate::support) async fn find_by_number(
    connection: &mut PgConnection,
    number: &str,
) -> anyhow::Result<Option<Ticket>> {
    let id = sqlx::query_scalar!(
        "select id from support_tickets where ticket_number = $1 order by id desc limit 1",
        number,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a ticket by its number")?;
    match id {
        Some(id) => tickets::find(connection, id).await,
        None => Ok(None),
    }
}
