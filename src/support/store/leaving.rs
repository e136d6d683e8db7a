//! The SQL of a person's leaving: what they wrote goes, the tickets stay as numbers, and
//! what the staff group shows is written down until it is deleted there.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;

/// What a chat of the staff still shows of a ticket.
#[derive(Clone, Debug)]
pub(in crate::support) struct Remains {
    pub id: i64,
    pub ticket_id: i32,
    pub chat_id: i64,
    /// It goes whole.
    pub topic_id: Option<i32>,
    pub message_ids: Vec<i32>,
    /// Those of them that are texts of the bot.
    pub text_ids: Vec<i32>,
    /// Those of them that are the bot's and have a caption.
    pub caption_ids: Vec<i32>,
    /// How many were not to be deleted.
    pub kept: i32,
}

/// All tickets of a person.
pub(in crate::support) async fn list_tickets(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from support_tickets where user_id = $1 order by id",
        user_id
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tickets of a person who leaves")
}

/// Writes down what the staff's chats show of a ticket, and takes its place from it.
pub(in crate::support) async fn note_remains(
    connection: &mut PgConnection,
    user_id: i32,
    ticket_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "with ticket as (
             select id, telegram_chat_id, staff_chat_id, topic_id, card_message_id
             from support_tickets
             where id = $2
         ),
         shown as (
             select copy_chat_id as chat_id,
                    copy_message_id as message_id,
                    case
                        when coalesce(content, 'text') = 'text' then 'text'
                        when content in ('photo', 'video', 'animation', 'audio', 'document', 'voice')
                        then 'caption'
                        else 'none'
                    end as words
             from ticket_messages
             where ticket_id = $2
             union
             select chat_id, telegram_message_id, 'none' from ticket_messages where ticket_id = $2
             union
             select staff_chat_id, card_message_id, 'text' from ticket
             union
             select chat_id, message_id, words from support_shown where ticket_id = $2
         ),
         by_chat as (
             -- Private chats, which have positive numbers, are people's own.
             select chat_id,
                    array_agg(message_id order by message_id) as message_ids,
                    coalesce(array_agg(message_id) filter (where words = 'text'), '{}') as text_ids,
                    coalesce(array_agg(message_id) filter (where words = 'caption'), '{}') as caption_ids
             from shown
             where chat_id < 0 and message_id is not null
             group by chat_id
         ),
         topic as (
             insert into support_remains (user_id, ticket_id, chat_id, topic_id, message_ids, asked_at)
             select $1, id, staff_chat_id, topic_id, '{}', $3
             from (
                 select id, staff_chat_id, topic_id from ticket
                 union
                 select ticket_id, chat_id, topic_id from support_left_topics where ticket_id = $2
             ) as topics
             where topic_id is not null and staff_chat_id is not null
         )
         insert into support_remains (user_id, ticket_id, chat_id, message_ids, text_ids, caption_ids, asked_at)
         select $1, $2, chat_id, message_ids, text_ids, caption_ids, $3
         from by_chat",
        user_id,
        ticket_id,
        now,
    )
    .execute(&mut *connection)
    .await
    .context("cannot write down what the staff group shows of a person")?;
    sqlx::query!("delete from support_shown where ticket_id = $1", ticket_id)
        .execute(&mut *connection)
        .await
        .context("cannot forget what lists showed of a ticket")?;
    forget_left_topics(connection, ticket_id).await?;
    forget_ticket(connection, ticket_id).await
}

async fn forget_left_topics(connection: &mut PgConnection, ticket_id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from support_left_topics where ticket_id = $1",
        ticket_id
    )
    .execute(connection)
    .await
    .context("cannot forget the topics that a ticket has left")?;
    Ok(())
}

/// Messages that came into a chat of the staff after the ticket was forgotten.
pub(in crate::support) async fn add_remains(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    messages: &[i32],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into support_remains (ticket_id, chat_id, message_ids, asked_at)
         values ($1, $2, $3, $4)",
        ticket_id,
        chat.0,
        messages,
        now,
    )
    .execute(connection)
    .await
    .context("cannot write down what came after a ticket was forgotten")?;
    Ok(())
}

/// Empties the rows of a ticket: what it was about, where it is, what was said in it.
pub(in crate::support) async fn forget_ticket(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set sender_id = null,
             sender_name = null,
             message = null,
             telegram_message_id = null,
             chat_id = null,
             file_id = null,
             entities = null,
             album = null,
             relay = case when relay in ('waiting', 'held') then 'none' else relay end,
             relay_error = null,
             copy_chat_id = null,
             copy_message_id = null,
             copy_header = null,
             edit_waits = false,
             take_back_waits = false,
             person_emoji = null,
             person_emoji_waits = false,
             staff_emoji = null,
             staff_emoji_waits = false
         where ticket_id = $1",
        ticket_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget what was said in a ticket")?;
    sqlx::query!(
        "update support_tickets
         set telegram_chat_id = null,
             subject = null,
             staff_chat_id = null,
             topic_id = null,
             card_message_id = null,
             topic_look = null,
             topic_asked_at = null,
             place_lost = null,
             look_wanted_at = null,
             rating_words = null
         where id = $1",
        ticket_id,
    )
    .execute(connection)
    .await
    .context("cannot forget what a ticket was about")?;
    Ok(())
}

/// As [`forget_ticket`], of all tickets of a person.
pub(in crate::support) async fn forget(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    for ticket_id in list_tickets(connection, user_id).await? {
        forget_ticket(connection, ticket_id).await?;
    }
    Ok(())
}

pub(in crate::support) async fn list_remains_of(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<Remains>> {
    sqlx::query_as!(
        Remains,
        "select id, ticket_id, chat_id, topic_id, message_ids, text_ids, caption_ids, kept
         from support_remains
         where user_id = $1",
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what the staff group shows of a person")
}

/// What is to be deleted next. What the bot may not delete comes again when its staff
/// was told before `told_before`.
pub(in crate::support) async fn next_remains(
    connection: &mut PgConnection,
    told_before: DateTime<Utc>,
) -> anyhow::Result<Option<Remains>> {
    sqlx::query_as!(
        Remains,
        "select id, ticket_id, chat_id, topic_id, message_ids, text_ids, caption_ids, kept
         from support_remains
         where deleted_at is null and (told_at is null or told_at <= $1)
         order by told_at nulls first, topic_id is null, id
         limit 1",
        told_before,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what is to be deleted in the staff group")
}

/// When something is to be done about what is left; `None` when nothing is left.
pub(in crate::support) async fn next_look(
    connection: &mut PgConnection,
    after_deletion: TimeDelta,
    after_telling: TimeDelta,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let row = sqlx::query!(
        "select min(deleted_at) as deleted_at,
                min(told_at) filter (where deleted_at is null) as told_at
         from support_remains",
    )
    .fetch_one(connection)
    .await
    .context("cannot see what is left in the staff group")?;
    let deleted = row.deleted_at.map(|at| at + after_deletion);
    let told = row.told_at.map(|at| at + after_telling);
    Ok(deleted.into_iter().chain(told).min())
}

/// What was deleted before then.
pub(in crate::support) async fn list_settled(
    connection: &mut PgConnection,
    deleted_before: DateTime<Utc>,
) -> anyhow::Result<Vec<Remains>> {
    sqlx::query_as!(
        Remains,
        "select id, ticket_id, chat_id, topic_id, message_ids, text_ids, caption_ids, kept
         from support_remains
         where deleted_at <= $1",
        deleted_before,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was deleted in the staff group")
}

pub(in crate::support) async fn end_remains(
    connection: &mut PgConnection,
    id: i64,
) -> anyhow::Result<()> {
    sqlx::query!("delete from support_remains where id = $1", id)
        .execute(connection)
        .await
        .context("cannot forget what was deleted in the staff group")?;
    Ok(())
}

pub(in crate::support) async fn note_topic_deleted(
    connection: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_remains set deleted_at = $2, told_at = null where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a topic is gone")?;
    Ok(())
}

/// These messages are dealt with; of `kept` of them something is still to be seen.
pub(in crate::support) async fn note_messages_deleted(
    connection: &mut PgConnection,
    id: i64,
    gone: &[i32],
    kept: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "with rest as (
             select coalesce(array_agg(message_id order by message_id), '{}') as message_ids
             from support_remains, unnest(message_ids) as message_id
             where id = $1 and message_id <> all($2::integer[])
         )
         update support_remains
         set message_ids = rest.message_ids,
             kept = kept + $3,
             deleted_at = case when rest.message_ids = '{}' then $4::timestamptz end
         from rest
         where id = $1",
        id,
        gone,
        kept,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that messages are gone")?;
    Ok(())
}

/// The staff was asked to delete it.
pub(in crate::support) async fn note_told(
    connection: &mut PgConnection,
    id: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_remains set told_at = $2 where id = $1",
        id,
        now
    )
    .execute(connection)
    .await
    .context("cannot note that the staff was asked to delete a topic")?;
    Ok(())
}

/// Since when something of a person is to be deleted in the staff group.
pub(in crate::support) async fn oldest_remains(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select min(asked_at) from support_remains where user_id = $1 and deleted_at is null",
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see what the staff group shows of a person")
}

pub(in crate::support) async fn forget_whose_remains(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_remains set user_id = null where user_id = $1",
        user_id
    )
    .execute(connection)
    .await
    .context("cannot forget whose remains there are")?;
    Ok(())
}

pub(in crate::support) async fn find_number(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<String> {
    let number = sqlx::query_scalar!(
        "select ticket_number from support_tickets where id = $1",
        ticket_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a ticket's number")?;
    Ok(number.flatten().unwrap_or_else(|| ticket_id.to_string()))
}
