//! The SQL that changes `broadcasts`: what a draft is, and how far the others are.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use crate::broadcasts::{Audience, Status};

/// Notes that a draft is another one now.
pub(in crate::broadcasts) async fn note_change(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set revision = revision + 1 where id = $1",
        id
    )
    .execute(connection)
    .await
    .context("cannot note a change of a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn set_audience(
    connection: &mut PgConnection,
    id: i32,
    audience: &Audience,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set audience = $2 where id = $1",
        id,
        serde_json::to_value(audience)?,
    )
    .execute(connection)
    .await
    .context("cannot set whom a broadcast is for")?;
    Ok(())
}

pub(in crate::broadcasts) async fn set_wanted_at(
    connection: &mut PgConnection,
    id: i32,
    wanted_at: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set wanted_at = $2 where id = $1",
        id,
        wanted_at
    )
    .execute(connection)
    .await
    .context("cannot set when a broadcast begins")?;
    Ok(())
}

pub(in crate::broadcasts) async fn schedule(
    connection: &mut PgConnection,
    id: i32,
    starts_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set status = 'scheduled', starts_at = $2 where id = $1",
        id,
        starts_at,
    )
    .execute(connection)
    .await
    .context("cannot schedule a broadcast")?;
    Ok(())
}

/// Back to what can be changed, for one that has not begun.
pub(in crate::broadcasts) async fn unschedule(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts
         set status = 'draft', starts_at = null, revision = revision + 1
         where id = $1 and status = 'scheduled'",
        id,
    )
    .execute(connection)
    .await
    .context("cannot call a broadcast off")?;
    Ok(())
}

pub(in crate::broadcasts) async fn start(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set status = 'sending', started_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot start a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn pause(
    connection: &mut PgConnection,
    id: i32,
    trouble: Option<&str>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set status = 'paused', paused_at = $3, trouble = $2 where id = $1",
        id,
        trouble,
        now,
    )
    .execute(connection)
    .await
    .context("cannot pause a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn resume(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts
         set status = 'sending', paused_at = null, trouble = null, refused_in_a_row = 0
         where id = $1",
        id,
    )
    .execute(connection)
    .await
    .context("cannot resume a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn end(
    connection: &mut PgConnection,
    id: i32,
    status: Status,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set status = $2, finished_at = $3 where id = $1",
        id,
        status.name(),
        now,
    )
    .execute(connection)
    .await
    .context("cannot end a broadcast")?;
    Ok(())
}

pub(in crate::broadcasts) async fn count_refusals(
    connection: &mut PgConnection,
    id: i32,
    in_a_row: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set refused_in_a_row = $2 where id = $1",
        id,
        in_a_row
    )
    .execute(connection)
    .await
    .context("cannot count refusals")?;
    Ok(())
}

/// The message that shows how it stands, from now on.
pub(in crate::broadcasts) async fn set_card(
    connection: &mut PgConnection,
    id: i32,
    chat: ChatId,
    message: MessageId,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set card_chat_id = $2, card_message_id = $3 where id = $1",
        id,
        chat.0,
        message.0,
    )
    .execute(connection)
    .await
    .context("cannot note where a broadcast is shown")?;
    Ok(())
}

pub(in crate::broadcasts) async fn set_card_due(
    connection: &mut PgConnection,
    id: i32,
    due_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcasts set card_due_at = $2 where id = $1",
        id,
        due_at
    )
    .execute(connection)
    .await
    .context("cannot note when a broadcast is shown again")?;
    Ok(())
}
