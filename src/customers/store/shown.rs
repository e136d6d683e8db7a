//! The SQL of `shown_people`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A message of the group that names somebody.
pub(in crate::customers) struct Shown {
    pub chat_id: i64,
    pub message_id: i32,
}

/// Notes that a message names a person.
pub(in crate::customers) async fn note(
    connection: &mut PgConnection,
    (chat_id, message_id): (i64, i32),
    user_id: i32,
    is_card: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into shown_people (chat_id, message_id, user_id, is_card, shown_at)
         values ($1, $2, $3, $4, $5)
         on conflict (chat_id, message_id, user_id) do update
         set is_card = excluded.is_card, shown_at = excluded.shown_at",
        chat_id,
        message_id,
        user_id,
        is_card,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note where a person is shown")?;
    Ok(())
}

/// Where the person's newest card stands.
pub(in crate::customers) async fn find_card(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<Shown>> {
    sqlx::query_as!(
        Shown,
        "select chat_id, message_id
         from shown_people
         where user_id = $1 and is_card
         order by shown_at desc, message_id desc
         limit 1",
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the card of a person")
}

pub(in crate::customers) async fn list(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<Shown>> {
    sqlx::query_as!(
        Shown,
        "select chat_id, message_id from shown_people where user_id = $1 order by message_id",
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list where a person is shown")
}

pub(in crate::customers) async fn forget(
    connection: &mut PgConnection,
    shown: &Shown,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from shown_people where chat_id = $1 and message_id = $2",
        shown.chat_id,
        shown.message_id,
    )
    .execute(connection)
    .await
    .context("cannot forget where a person is shown")?;
    Ok(())
}
