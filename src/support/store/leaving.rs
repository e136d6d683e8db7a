//! The SQL of a person's leaving: what they wrote goes, the tickets stay as numbers.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

/// Tickets stay as numbers for the statistics, without what was said in them.
pub(in crate::support) async fn forget(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update ticket_messages
         set sender_id = null, sender_name = null, message = null, telegram_message_id = null
         from support_tickets
         where support_tickets.id = ticket_messages.ticket_id and support_tickets.user_id = $1",
        user_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget what a person wrote to the support")?;
    sqlx::query!(
        "update support_tickets set telegram_chat_id = null, subject = null where user_id = $1",
        user_id
    )
    .execute(connection)
    .await
    .context("cannot forget a person's tickets")?;
    Ok(())
}

pub(in crate::support) async fn export(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select coalesce(
               jsonb_agg(
                   to_jsonb(ticket) || jsonb_build_object(
                       'messages',
                       (
                           select coalesce(jsonb_agg(to_jsonb(message) order by message.id), '[]')
                           from ticket_messages as message
                           where ticket_id = ticket.id
                       )
                   )
                   order by ticket.id
               ),
               '[]'
           ) as "export!"
           from support_tickets as ticket
           where user_id = $1"#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's tickets")
}
