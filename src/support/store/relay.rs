//! The SQL of the relay: what waits to be carried, and how far it is.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// Something that one side has done and the other does not see yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::support) enum Task {
    Say,
    Edit,
    React,
    TakeBack,
}

/// What the relay does next.
#[derive(Clone, Copy, Debug)]
pub(in crate::support) struct Errand {
    pub message_id: i32,
    pub ticket_id: i32,
    pub task: Task,
}

struct ErrandRow {
    message_id: i32,
    ticket_id: i32,
    task: String,
}

impl ErrandRow {
    fn into_errand(self) -> Errand {
        let task = match self.task.as_str() {
            "say" => Task::Say,
            "edit" => Task::Edit,
            "take_back" => Task::TakeBack,
            _ => Task::React,
        };
        Errand {
            message_id: self.message_id,
            ticket_id: self.ticket_id,
            task,
        }
    }
}

/// The oldest message that the staff does not see as it is, of all tickets but those
/// that are set `aside`.
pub(in crate::support) async fn find_next_for_staff(
    connection: &mut PgConnection,
    aside: &[i32],
) -> anyhow::Result<Option<Errand>> {
    let row = sqlx::query_as!(
        ErrandRow,
        r#"select id as message_id,
                  ticket_id as "ticket_id!",
                  case
                      when relay = 'waiting' then 'say'
                      when edit_waits and sender_type = 'user' then 'edit'
                      else 'react'
                  end as "task!"
           from ticket_messages
           where ticket_id is not null
             and ticket_id <> all($1)
             and (
                 relay = 'waiting' and sender_type <> 'operator'
                 or edit_waits and relay = 'sent' and sender_type = 'user'
                 or person_emoji_waits and relay <> 'waiting'
             )
           order by id
           limit 1"#,
        aside,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what waits to get to the staff")?;
    Ok(row.map(ErrandRow::into_errand))
}

/// The oldest message of a ticket that its person does not see as it is.
pub(in crate::support) async fn find_next_for_person(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Option<Errand>> {
    let row = sqlx::query_as!(
        ErrandRow,
        r#"select id as message_id,
                  ticket_id as "ticket_id!",
                  case
                      when take_back_waits then 'take_back'
                      when relay = 'waiting' then 'say'
                      when edit_waits and sender_type = 'operator' then 'edit'
                      else 'react'
                  end as "task!"
           from ticket_messages
           where ticket_id = $1
             and (
                 take_back_waits
                 or relay = 'waiting' and sender_type = 'operator'
                 or edit_waits and relay = 'sent' and sender_type = 'operator'
                 or staff_emoji_waits and (sender_type = 'user' or relay = 'sent')
             )
           order by id
           limit 1"#,
        ticket_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what waits to get to a person")?;
    Ok(row.map(ErrandRow::into_errand))
}

/// The messages of an album that wait with this one, itself the first. People send an
/// album at once, so that nothing lies between its messages.
pub(in crate::support) async fn list_album(
    connection: &mut PgConnection,
    id: i32,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select other.id
         from ticket_messages as first
         join ticket_messages as other
           on other.ticket_id = first.ticket_id
          and other.album = first.album
          and other.sender_type = first.sender_type
         where first.id = $1
           and other.id >= $1
           and other.relay = 'waiting'
           and other.content in ('photo', 'video', 'document', 'audio')
         order by other.id
         limit $2",
        id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot find an album")
}

/// Whether a copy that its person has got carries a header.
pub(in crate::support) async fn has_header(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from ticket_messages
               where ticket_id = $1 and sender_type = 'operator' and copy_header is not null
           ) as "exists!""#,
        ticket_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person knows who answers")
}

/// Writes down that the other side has it as it was when it was last changed at
/// `seen_edit`. Whoever sends it knows that it was sent, even if another run has been
/// given the job meanwhile: so this asks for no lease. `false` when the message was
/// forgotten meanwhile, with its person.
pub(in crate::support) async fn note_sent(
    connection: &mut PgConnection,
    id: i32,
    copy: (ChatId, MessageId),
    header: Option<&str>,
    seen_edit: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update ticket_messages
         set relay = 'sent',
             relay_error = null,
             copy_chat_id = $2,
             copy_message_id = $3,
             copy_header = $4,
             sent_at = $6,
             edit_waits = edit_waits and edited_at is distinct from $5,
             take_back_waits = deleted_at is not null
                 or (sender_type = 'operator' and message_type = 'system_note')
         where id = $1 and message is not null",
        id,
        copy.0.0,
        copy.1.0,
        header,
        seen_edit,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a message was relayed")?;
    Ok(noted.rows_affected() == 1)
}

/// Writes down that it did not get there. `true` when nothing of the ticket that went
/// the same way has failed for this reason since the last time that something got through.
pub(in crate::support) async fn note_failed(
    connection: &mut PgConnection,
    id: i32,
    reason: &str,
) -> anyhow::Result<bool> {
    sqlx::query!(
        "update ticket_messages
         set relay = 'failed', relay_error = $2, edit_waits = false
         where id = $1 and relay = 'waiting'",
        id,
        reason,
    )
    .execute(&mut *connection)
    .await
    .context("cannot note that a message was not relayed")?;
    sqlx::query_scalar!(
        r#"select before.relay_error is distinct from $2 as "is_first!"
           from ticket_messages as this
           left join lateral (
               select relay_error
               from ticket_messages
               where ticket_id = this.ticket_id
                 and sender_type = this.sender_type
                 and id < this.id
                 and relay in ('sent', 'failed')
               order by id desc
               limit 1
           ) as before on true
           where this.id = $1"#,
        id,
        reason,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for earlier failures of the relay")
}

/// Whether the person missed something of this ticket and has not come back.
pub(in crate::support) async fn has_missed(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from ticket_messages
               where ticket_id = $1 and relay = 'failed' and relay_error = 'unreachable'
           ) as "exists!""#,
        ticket_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person missed something")
}

/// The tickets of a person in which they missed something, in the order in which they
/// are to be held.
pub(in crate::support) async fn list_missed(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from support_tickets
         where user_id = $1
           and exists (
               select
               from ticket_messages
               where ticket_id = support_tickets.id
                 and relay = 'failed'
                 and relay_error = 'unreachable'
           )
         order by id",
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot see what a person missed")
}

/// Whoever was unreachable is back: what they missed of this ticket waits again. `false`
/// when that is nothing.
pub(in crate::support) async fn take_up_missed(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<bool> {
    let taken_up = sqlx::query!(
        "update ticket_messages
         set relay = 'waiting', relay_error = null
         where ticket_id = $1 and relay = 'failed' and relay_error = 'unreachable'",
        ticket_id,
    )
    .execute(connection)
    .await
    .context("cannot take up what a person missed")?;
    Ok(taken_up.rows_affected() > 0)
}
