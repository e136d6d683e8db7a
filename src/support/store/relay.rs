//! The SQL of the relay: what waits to be carried, and how far it is.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// The oldest message of all tickets that waits to get to the staff.
pub(in crate::support) async fn find_next_for_staff(
    connection: &mut PgConnection,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id
         from ticket_messages
         where relay = 'waiting' and sender_type <> 'operator' and ticket_id is not null
         order by id
         limit 1",
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what waits to get to the staff")
}

/// The oldest message of a ticket that waits to get to its person.
pub(in crate::support) async fn find_next_for_person(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id
         from ticket_messages
         where ticket_id = $1 and relay = 'waiting' and sender_type = 'operator'
         order by id
         limit 1",
        ticket_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what waits to get to a person")
}

/// Writes down that the other side has it. Whoever sends it knows that it was sent, even
/// if another run has been given the job meanwhile: so this asks for no lease.
pub(in crate::support) async fn note_sent(
    connection: &mut PgConnection,
    id: i32,
    copy: (ChatId, MessageId),
    header: Option<&str>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set relay = 'sent',
             relay_error = null,
             copy_chat_id = $2,
             copy_message_id = $3,
             copy_header = $4,
             sent_at = $5
         where id = $1 and relay in ('waiting', 'failed')",
        id,
        copy.0.0,
        copy.1.0,
        header,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a message was relayed")?;
    Ok(())
}

/// Writes down that it did not get there. `true` when nothing else of the ticket has
/// failed for this reason since the last time that something got through.
pub(in crate::support) async fn note_failed(
    connection: &mut PgConnection,
    id: i32,
    reason: &str,
) -> anyhow::Result<bool> {
    sqlx::query!(
        "update ticket_messages
         set relay = 'failed', relay_error = $2
         where id = $1 and relay = 'waiting'",
        id,
        reason,
    )
    .execute(&mut *connection)
    .await
    .context("cannot note that a message was not relayed")?;
    sqlx::query_scalar!(
        r#"select not exists (
               select
               from ticket_messages as earlier
               join ticket_messages as this
                 on this.ticket_id = earlier.ticket_id and this.sender_type = earlier.sender_type
               where this.id = $1
                 and earlier.id < $1
                 and earlier.relay_error = $2
                 and earlier.relay = 'failed'
                 and not exists (
                     select
                     from ticket_messages as between_them
                     where between_them.ticket_id = this.ticket_id
                       and between_them.sender_type = this.sender_type
                       and between_them.relay = 'sent'
                       and between_them.id > earlier.id
                       and between_them.id < this.id
                 )
           ) as "is_first!""#,
        id,
        reason,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for earlier failures of the relay")
}
