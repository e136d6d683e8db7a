//! The SQL of what a person asks about their own tickets.

use anyhow::Context;
use sqlx::PgConnection;
use teloxide::types::MessageId;

use super::tickets;
use crate::support::ticket::Ticket;

/// The person's tickets, the newest first.
pub(in crate::support) async fn list(
    connection: &mut PgConnection,
    user_id: i32,
    skip: i64,
    most: i64,
) -> anyhow::Result<Vec<Ticket>> {
    let ids = sqlx::query_scalar!(
        "select id from support_tickets where user_id = $1 order by id desc offset $2 limit $3",
        user_id,
        skip,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list a person's tickets")?;
    let mut tickets = Vec::new();
    for id in ids {
        tickets.extend(tickets::find(connection, id).await?);
    }
    Ok(tickets)
}

pub(in crate::support) async fn count(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from support_tickets where user_id = $1"#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count a person's tickets")
}

pub(in crate::support) async fn find_last(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<Ticket>> {
    Ok(list(connection, user_id, 0, 1).await?.pop())
}

/// The person's ticket with this number.
pub(in crate::support) async fn find_by_number(
    connection: &mut PgConnection,
    user_id: i32,
    number: &str,
) -> anyhow::Result<Option<Ticket>> {
    let id = sqlx::query_scalar!(
        "select id from support_tickets where user_id = $1 and ticket_number = $2 limit 1",
        user_id,
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

/// Whether another message of the album is in the ticket already.
pub(in crate::support) async fn has_album(
    connection: &mut PgConnection,
    ticket_id: i32,
    album: &str,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from ticket_messages where ticket_id = $1 and album = $2
           ) as "has_album!""#,
        ticket_id,
        album,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for an album in a ticket")
}

/// Whether the message is the one that opened the ticket.
pub(in crate::support) async fn is_opening(
    connection: &mut PgConnection,
    ticket_id: i32,
    message: MessageId,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select coalesce(
               (
                   select telegram_message_id = $2
                   from ticket_messages
                   where ticket_id = $1
                   order by id
                   limit 1
               ),
               false
           ) as "is_opening!""#,
        ticket_id,
        message.0,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for the opening of a ticket")
}

/// Whether an answer to the person has not got to them yet.
pub(in crate::support) async fn is_answer_on_its_way(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from ticket_messages
               where ticket_id = $1 and relay = 'waiting' and relay_error is null and sender_type = 'operator'
           ) as "is_on_its_way!""#,
        ticket_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for answers on their way")
}

pub(in crate::support) async fn keep_rating_words(
    connection: &mut PgConnection,
    ticket_id: i32,
    words: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set rating_words = $2 where id = $1",
        ticket_id,
        words,
    )
    .execute(connection)
    .await
    .context("cannot keep the words of a rating")?;
    Ok(())
}
