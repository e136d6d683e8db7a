//! The SQL of what operators ask of tickets.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use super::tickets;
use crate::{
    staff::Member,
    support::{message::Relay, ticket::Ticket},
};

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

/// The last word in a ticket that the other side has, or is about to have.
pub(in crate::support) struct LastWord {
    /// Telegram id and name of the operator whose word it is; none: the person's.
    pub operator: Option<(i64, String)>,
    pub words: String,
    pub at: DateTime<Utc>,
}

pub(in crate::support) async fn find_last_word(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Option<LastWord>> {
    let row = sqlx::query!(
        r#"select sender_type = 'operator' as "is_operator!",
                  sender_id,
                  sender_name,
                  message,
                  created_at at time zone 'utc' as "at!"
           from ticket_messages
           where ticket_id = $1
             and deleted_at is null
             and (
                 sender_type = 'user'
                 or sender_type = 'operator'
                     and message_type = 'text'
                     and relay in ('waiting', 'sent', 'failed')
             )
           order by id desc
           limit 1"#,
        ticket_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the last word in a ticket")?;
    Ok(row.map(|row| {
        let id = row.sender_id.and_then(|id| id.parse().ok());
        let operator = (id.unwrap_or_default(), row.sender_name.unwrap_or_default());
        LastWord {
            operator: row.is_operator.then_some(operator),
            words: row.message.unwrap_or_default(),
            at: row.at,
        }
    }))
}

/// A message of the album that was written down before.
pub(in crate::support) async fn find_in_album(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    album: &str,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id
         from ticket_messages
         where ticket_id = $1 and chat_id = $2 and album = $3
         order by id
         limit 1",
        ticket_id,
        chat.0,
        album,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an album in a ticket")
}

/// Makes notes of the files of an album that no person has got; those it made.
pub(in crate::support) async fn keep_album(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    album: &str,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "update ticket_messages
         set relay = 'none', relay_error = null, message_type = 'system_note', edit_waits = false
         where ticket_id = $1
           and chat_id = $2
           and album = $3
           and sender_type = 'operator'
           and relay in ('waiting', 'held', 'failed')
         returning id",
        ticket_id,
        chat.0,
        album,
    )
    .fetch_all(connection)
    .await
    .context("cannot make notes of an album")
}

/// The files of an operator's album that their person has got.
pub(in crate::support) async fn list_sent_of_album(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    album: &str,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from ticket_messages
         where ticket_id = $1
           and chat_id = $2
           and album = $3
           and sender_type = 'operator'
           and relay = 'sent'
           and deleted_at is null
         order by id",
        ticket_id,
        chat.0,
        album,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what a person has got of an album")
}

/// The Telegram id of who wrote a message.
pub(in crate::support) async fn find_author(
    connection: &mut PgConnection,
    message_id: i32,
) -> anyhow::Result<Option<i64>> {
    let author = sqlx::query_scalar!(
        "select sender_id from ticket_messages where id = $1",
        message_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot tell who wrote a message")?;
    Ok(author.flatten().and_then(|author| author.parse().ok()))
}

/// Lets a message that was held, with all of its album, go on its way, or makes a
/// note of it. Returns what was held.
pub(in crate::support) async fn release_held(
    connection: &mut PgConnection,
    message_id: i32,
    is_to_go: bool,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "update ticket_messages as message
         set relay = case when $2 then 'waiting' else 'none' end,
             message_type = case when $2 then message.message_type else 'system_note' end
         from ticket_messages as held
         where held.id = $1
           and message.ticket_id = held.ticket_id
           and message.relay = 'held'
           and (message.id = held.id or message.chat_id = held.chat_id and message.album = held.album)
         returning message.id",
        message_id,
        is_to_go,
    )
    .fetch_all(connection)
    .await
    .context("cannot decide on a message that was held")
}

/// Words of an operator that stand nowhere yet; the row's id.
pub(in crate::support) async fn insert_words(
    connection: &mut PgConnection,
    ticket_id: i32,
    member: &Member,
    words: &str,
    relay: Relay,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into ticket_messages
             (ticket_id, sender_type, sender_id, sender_name, message, message_type, created_at,
              relay)
         values ($1, 'operator', $2, $3, $4, 'text', $5, $6)
         returning id",
        ticket_id,
        member.telegram_id.to_string(),
        member.name,
        words,
        now.naive_utc(),
        relay.id(),
    )
    .fetch_one(connection)
    .await
    .context("cannot write down the words of an operator")
}

pub(in crate::support) async fn was_told(
    connection: &mut PgConnection,
    ticket_id: i32,
    key: &str,
) -> anyhow::Result<bool> {
    let told = sqlx::query_scalar!(
        r#"select exists (select from ticket_hints where ticket_id = $1 and key = $2) as "told!""#,
        ticket_id,
        key,
    )
    .fetch_one(connection)
    .await
    .context("cannot tell whether something was said of a ticket")?;
    Ok(told)
}

/// Whether it is said for the first time.
pub(in crate::support) async fn note_told(
    connection: &mut PgConnection,
    ticket_id: i32,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "insert into ticket_hints (ticket_id, key, told_at)
         values ($1, $2, $3)
         on conflict do nothing",
        ticket_id,
        key,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note what was said of a ticket")?;
    Ok(noted.rows_affected() > 0)
}

/// Makes a line of the topic stand for a message that has no place there itself.
pub(in crate::support) async fn point_at(
    connection: &mut PgConnection,
    line_id: i32,
    message_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages set reply_to = $2 where id = $1",
        line_id,
        message_id,
    )
    .execute(connection)
    .await
    .context("cannot point a line at its message")?;
    Ok(())
}
