//! The SQL of `ticket_messages`: what is said, and how far it is on its way.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use crate::support::message::{Relay, Said, Speaker, TicketMessage};

/// A row as it lies there.
struct Row {
    id: i32,
    ticket_id: Option<i32>,
    sender_type: Option<String>,
    sender_name: Option<String>,
    message: Option<String>,
    message_type: Option<String>,
    telegram_message_id: Option<i32>,
    created_at: Option<NaiveDateTime>,
    chat_id: Option<i64>,
    content: Option<String>,
    file_id: Option<String>,
    entities: Option<Value>,
    album: Option<String>,
    reply_to: Option<i32>,
    relay: Option<String>,
    copy_chat_id: Option<i64>,
    copy_message_id: Option<i32>,
    edited_at: Option<DateTime<Utc>>,
    deleted_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_message(self) -> TicketMessage {
        let place =
            |chat: Option<i64>, message: Option<i32>| Some((ChatId(chat?), MessageId(message?)));
        TicketMessage {
            id: self.id,
            ticket_id: self.ticket_id.unwrap_or_default(),
            speaker: Speaker::stored(&self.sender_type.unwrap_or_default()),
            is_note: self.message_type.as_deref() == Some("system_note"),
            author_name: self.sender_name,
            words: self.message.unwrap_or_default(),
            entities: self.entities,
            content: self.content.unwrap_or_else(|| "text".to_owned()),
            file_id: self.file_id,
            album: self.album,
            reply_to: self.reply_to,
            origin: place(self.chat_id, self.telegram_message_id),
            copy: place(self.copy_chat_id, self.copy_message_id),
            relay: Relay::stored(&self.relay.unwrap_or_default()),
            created_at: self.created_at.unwrap_or_default().and_utc(),
            edited_at: self.edited_at,
            deleted_at: self.deleted_at,
        }
    }
}

/// A message to be written down.
pub(in crate::support) struct NewMessage<'a> {
    pub ticket_id: i32,
    pub speaker: Speaker,
    pub author_id: i64,
    pub author_name: &'a str,
    pub said: &'a Said,
    pub is_note: bool,
    pub relay: Relay,
}

/// The id of the new row; `None` when the message was written down before.
pub(in crate::support) async fn insert(
    connection: &mut PgConnection,
    new: &NewMessage<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    let said = new.said;
    let kind = if new.is_note { "system_note" } else { "text" };
    sqlx::query_scalar!(
        "insert into ticket_messages
             (ticket_id, sender_type, sender_id, sender_name, message, message_type,
              telegram_message_id, created_at, chat_id, content, file_id, entities, album, relay,
              reply_to)
         values (
             $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
             (
                 select id
                 from ticket_messages
                 where ticket_id = $1
                   and (
                       chat_id = $9 and telegram_message_id = $15
                       or copy_chat_id = $9 and copy_message_id = $15
                   )
                 limit 1
             )
         )
         on conflict (chat_id, telegram_message_id, ticket_id) where chat_id is not null do nothing
         returning id",
        new.ticket_id,
        new.speaker.id(),
        new.author_id.to_string(),
        new.author_name,
        said.words,
        kind,
        said.message.0,
        now.naive_utc(),
        said.chat.0,
        said.content,
        said.file_id,
        said.entities,
        said.album,
        new.relay.id(),
        said.reply_to.map(|message| message.0),
    )
    .fetch_optional(connection)
    .await
    .context("cannot write down what was said in a ticket")
}

/// A line of the product for the topic, as Telegram HTML.
pub(in crate::support) async fn insert_line(
    connection: &mut PgConnection,
    ticket_id: i32,
    html: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into ticket_messages (ticket_id, sender_type, message, message_type, created_at, relay)
         values ($1, 'system', $2, 'system_note', $3, 'waiting')
         returning id",
        ticket_id,
        html,
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot write down a line for a topic")
}

pub(in crate::support) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<TicketMessage>> {
    let row = sqlx::query_as!(
        Row,
        "select id, ticket_id, sender_type, sender_name, message, message_type,
                telegram_message_id, created_at, chat_id, content, file_id, entities, album,
                reply_to, relay, copy_chat_id, copy_message_id, edited_at, deleted_at
         from ticket_messages
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what was said in a ticket")?;
    Ok(row.map(Row::into_message))
}

/// The message that stands at this place, on either side.
pub(in crate::support) async fn find_at(
    connection: &mut PgConnection,
    chat: ChatId,
    message: MessageId,
) -> anyhow::Result<Option<TicketMessage>> {
    let id = sqlx::query_scalar!(
        r#"select id as "id!"
           from (
               select id from ticket_messages where chat_id = $1 and telegram_message_id = $2
               union all
               select id from ticket_messages where copy_chat_id = $1 and copy_message_id = $2
           ) as here
           order by id desc
           limit 1"#,
        chat.0,
        message.0,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find what stands at a place")?;
    match id {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// When the two sides last said something.
pub(in crate::support) async fn find_last_word_at(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select max(created_at) at time zone 'utc'
         from ticket_messages
         where ticket_id = $1 and sender_type in ('user', 'operator')",
        ticket_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot tell when something was said in a ticket")
}

/// All that was said in a ticket, oldest first.
pub(in crate::support) async fn list(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Vec<TicketMessage>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, ticket_id, sender_type, sender_name, message, message_type,
                telegram_message_id, created_at, chat_id, content, file_id, entities, album,
                reply_to, relay, copy_chat_id, copy_message_id, edited_at, deleted_at
         from ticket_messages
         where ticket_id = $1
         order by id",
        ticket_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was said in a ticket")?;
    Ok(rows.into_iter().map(Row::into_message).collect())
}
