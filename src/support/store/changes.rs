//! The SQL of what happens to a message after it was said: changes, emoji, and answers
//! that are taken back.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// What a message's copy has beside the message.
#[derive(Clone, Debug)]
pub(in crate::support) struct Extras {
    pub header: Option<String>,
    pub person_emoji: Option<String>,
    pub staff_emoji: Option<String>,
}

pub(in crate::support) async fn find_extras(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Extras> {
    sqlx::query_as!(
        Extras,
        "select copy_header as header, person_emoji, staff_emoji
         from ticket_messages
         where id = $1",
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot find what a message's copy has")
}

/// A message reads otherwise than before. Whose and of which ticket it is, unless it is
/// no message of a ticket or reads the same.
pub(in crate::support) async fn edit(
    connection: &mut PgConnection,
    origin: (ChatId, MessageId),
    words: &str,
    entities: &Value,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<(i32, i32, String)>> {
    let row = sqlx::query!(
        r#"update ticket_messages
           set message = $3,
               entities = $4,
               edited_at = $5,
               edit_waits = relay in ('waiting', 'sent')
           where chat_id = $1
             and telegram_message_id = $2
             and deleted_at is null
             and (message is distinct from $3 or entities is distinct from $4)
           returning id, ticket_id as "ticket_id!", sender_type as "sender_type!""#,
        origin.0.0,
        origin.1.0,
        words,
        entities,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note that a message was changed")?;
    Ok(row.map(|row| (row.id, row.ticket_id, row.sender_type)))
}

/// The copy shows the message as it was when it was last changed at `seen_edit`.
pub(in crate::support) async fn note_edited(
    connection: &mut PgConnection,
    id: i32,
    seen_edit: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set edit_waits = edited_at is distinct from $2
         where id = $1 and edit_waits",
        id,
        seen_edit,
    )
    .execute(connection)
    .await
    .context("cannot note that a copy follows its message")?;
    Ok(())
}

/// The person put an emoji on what stands at this place in their chat, or took it off.
/// The ticket, unless it is no message of one.
pub(in crate::support) async fn note_reaction_of_person(
    connection: &mut PgConnection,
    place: (ChatId, MessageId),
    emoji: Option<&str>,
) -> anyhow::Result<Option<i32>> {
    let ticket = sqlx::query_scalar!(
        "update ticket_messages
         set person_emoji = $3,
             person_emoji_waits = person_emoji_waits or person_emoji is distinct from $3
         where (chat_id = $1 and telegram_message_id = $2 and sender_type = 'user')
            or (copy_chat_id = $1 and copy_message_id = $2 and sender_type = 'operator')
         returning ticket_id",
        place.0.0,
        place.1.0,
        emoji,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note a person's reaction")?;
    Ok(ticket.flatten())
}

/// As [`note_reaction_of_person`], of the staff.
pub(in crate::support) async fn note_reaction_of_staff(
    connection: &mut PgConnection,
    place: (ChatId, MessageId),
    emoji: Option<&str>,
) -> anyhow::Result<Option<i32>> {
    let ticket = sqlx::query_scalar!(
        "update ticket_messages
         set staff_emoji = $3,
             staff_emoji_waits = staff_emoji_waits or staff_emoji is distinct from $3
         where relay in ('waiting', 'sent')
           and (
               chat_id = $1 and telegram_message_id = $2 and sender_type = 'operator'
               or copy_chat_id = $1 and copy_message_id = $2 and sender_type = 'user'
           )
         returning ticket_id",
        place.0.0,
        place.1.0,
        emoji,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note a reaction of the staff")?;
    Ok(ticket.flatten())
}

/// The staff sees the person's emoji; what was put there since still waits.
pub(in crate::support) async fn note_staff_sees_emoji(
    connection: &mut PgConnection,
    id: i32,
    seen: &Extras,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set person_emoji_waits = person_emoji_waits and person_emoji is distinct from $2
         where id = $1",
        id,
        seen.person_emoji,
    )
    .execute(connection)
    .await
    .context("cannot note that the staff sees a reaction")?;
    Ok(())
}

/// As [`note_staff_sees_emoji`], the other way round.
pub(in crate::support) async fn note_person_sees_emoji(
    connection: &mut PgConnection,
    id: i32,
    seen: &Extras,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set staff_emoji_waits = staff_emoji_waits and staff_emoji is distinct from $2
         where id = $1",
        id,
        seen.staff_emoji,
    )
    .execute(connection)
    .await
    .context("cannot note that a person sees a reaction")?;
    Ok(())
}

/// Marks an answer as taken back. What has not been sent yet will not be. `false` when
/// there is nothing to take back.
pub(in crate::support) async fn take_back(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let changed = sqlx::query!(
        "update ticket_messages
         set deleted_at = $2,
             take_back_waits = relay = 'sent',
             relay = case when relay = 'sent' then 'sent' else 'none' end,
             edit_waits = false
         where id = $1
           and sender_type = 'operator'
           and relay <> 'none'
           and deleted_at is null",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot take an answer back")?;
    Ok(changed.rows_affected() == 1)
}

pub(in crate::support) async fn note_taken_back(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages set take_back_waits = false where id = $1",
        id
    )
    .execute(connection)
    .await
    .context("cannot note that an answer is taken back")?;
    Ok(())
}

/// What happened to a message on the staff's side is not shown to its person.
pub(in crate::support) async fn drop_changes_for_person(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set edit_waits = edit_waits and sender_type <> 'operator',
             staff_emoji_waits = false,
             take_back_waits = false
         where id = $1",
        id,
    )
    .execute(connection)
    .await
    .context("cannot drop what a person can't see")?;
    Ok(())
}
