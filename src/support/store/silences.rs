//! The SQL of `staff_group_silences`: since when the group can't be reached.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;

/// Notes that the group can't be reached; since when that is.
pub(in crate::support) async fn begin(
    connection: &mut PgConnection,
    chat: ChatId,
    now: DateTime<Utc>,
) -> anyhow::Result<DateTime<Utc>> {
    sqlx::query_scalar!(
        "insert into staff_group_silences as silence (chat_id, since)
         values ($1, $2)
         on conflict (chat_id) do update set since = silence.since
         returning since",
        chat.0,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot note that the staff group is silent")
}

/// `true` once for each silence: whoever gets it tells.
pub(in crate::support) async fn note_told(
    connection: &mut PgConnection,
    chat: ChatId,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let told = sqlx::query!(
        "update staff_group_silences set told_at = $2 where chat_id = $1 and told_at is null",
        chat.0,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that the owners know of the silence")?;
    Ok(told.rows_affected() == 1)
}

/// The group can be reached. Whether somebody was told that it could not.
pub(in crate::support) async fn end(
    connection: &mut PgConnection,
    chat: ChatId,
) -> anyhow::Result<bool> {
    let was_told = sqlx::query_scalar!(
        r#"delete from staff_group_silences
           where chat_id = $1
           returning told_at is not null as "was_told!""#,
        chat.0,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note that the staff group is there again")?;
    Ok(was_told.unwrap_or_default())
}
