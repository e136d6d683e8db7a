//! The SQL of a person's file: their tickets as they can read them.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

/// What the staff keeps of itself, such as who it was, its notes, and answers that never
/// reached the person or were taken back, is no part of it.
pub(in crate::support) async fn export(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select coalesce(
               jsonb_agg(
                   jsonb_strip_nulls(
                       jsonb_build_object(
                           'number', ticket_number,
                           'subject', subject,
                           'about', category,
                           'status', status,
                           'opened_at', created_at at time zone 'utc',
                           'resolved_at', resolved_at,
                           'closed_at', closed_at,
                           'rating', rating,
                           'rating_words', rating_words,
                           'messages', (
                               select coalesce(
                                   jsonb_agg(
                                       jsonb_build_object(
                                           'at', message.created_at at time zone 'utc',
                                           'from', case sender_type when 'user' then 'you' else 'support' end,
                                           'kind', nullif(content, 'text'),
                                           'words', nullif(message, ''),
                                           'telegram_file_id', file_id,
                                           'edited_at', edited_at
                                       )
                                       order by message.id
                                   ),
                                   '[]'
                               )
                               from ticket_messages as message
                               where ticket_id = ticket.id
                                 and deleted_at is null
                                 and (
                                     sender_type = 'user'
                                     or sender_type = 'operator'
                                         and relay = 'sent'
                                         and message_type is distinct from 'system_note'
                                 )
                           )
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
