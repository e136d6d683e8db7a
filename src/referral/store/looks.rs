//! The SQL of messages that show where the money of a withdrawal goes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// A message in the chat of whoever sends the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral) struct Look {
    pub chat: ChatId,
    pub message: MessageId,
}

/// Notes that `look` shows the details until then.
pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    request_id: i32,
    look: Look,
    until: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into withdrawal_detail_messages (request_id, chat_id, message_id, until)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        request_id,
        look.chat.0,
        look.message.0,
        until,
    )
    .execute(connection)
    .await
    .context("cannot note a message with details")?;
    Ok(())
}

/// A message whose time is over, or which shows the details to somebody who does not send
/// the money any more.
pub(in crate::referral) async fn find_over(
    connection: &mut PgConnection,
    request_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Look>> {
    let row = sqlx::query!(
        "select chat_id, message_id
         from withdrawal_detail_messages as look
         join withdrawal_requests on withdrawal_requests.id = look.request_id
         where look.request_id = $1
           and (until <= $2
                or status is distinct from 'approved'
                or paying_by is distinct from chat_id)
         order by message_id
         limit 1",
        request_id,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a message with details")?;
    Ok(row.map(|row| Look {
        chat: ChatId(row.chat_id),
        message: MessageId(row.message_id),
    }))
}

/// When the next message of the request is to go.
pub(in crate::referral) async fn next_until(
    connection: &mut PgConnection,
    request_id: i32,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select min(until) from withdrawal_detail_messages where request_id = $1",
        request_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see until when details are shown")
}

pub(in crate::referral) async fn delete(
    connection: &mut PgConnection,
    look: Look,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from withdrawal_detail_messages where chat_id = $1 and message_id = $2",
        look.chat.0,
        look.message.0,
    )
    .execute(connection)
    .await
    .context("cannot note that a message with details is gone")?;
    Ok(())
}
