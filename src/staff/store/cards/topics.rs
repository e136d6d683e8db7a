//! The SQL of `staff_topics`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::staff::cards::Topic;

/// How far a topic of the group is.
pub(in crate::staff) struct Making {
    pub topic_id: Option<i32>,
    /// Since when one is being made whose number is not known yet.
    pub asked_at: Option<DateTime<Utc>>,
    /// Since when the general topic serves in its place.
    pub refused_at: Option<DateTime<Utc>>,
}

pub(in crate::staff) async fn find_topic(
    connection: &mut PgConnection,
    topic: Topic,
    chat_id: i64,
) -> anyhow::Result<Option<Making>> {
    sqlx::query_as!(
        Making,
        "select topic_id, asked_at, refused_at
         from staff_topics
         where name = $1 and chat_id = $2",
        topic.name(),
        chat_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a topic of the staff group")
}

/// Before a topic is asked for; a crash afterwards is known by it. `false` when it is
/// there, or somebody else has asked for it since `earlier`.
pub(in crate::staff) async fn note_asking(
    connection: &mut PgConnection,
    topic: Topic,
    chat_id: i64,
    earlier: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "insert into staff_topics as topic (name, chat_id, asked_at)
         values ($1, $2, $4)
         on conflict (name, chat_id) do update
         set asked_at = excluded.asked_at
         where topic.topic_id is null and coalesce(topic.asked_at <= $3, true)",
        topic.name(),
        chat_id,
        earlier,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a topic is asked for")?;
    Ok(noted.rows_affected() == 1)
}

/// No topic came of it, and we know; `refused_at` when none will come for a while.
pub(in crate::staff) async fn note_not_made(
    connection: &mut PgConnection,
    topic: Topic,
    chat_id: i64,
    refused_at: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_topics
         set asked_at = null, refused_at = $3
         where name = $1 and chat_id = $2 and topic_id is null",
        topic.name(),
        chat_id,
        refused_at,
    )
    .execute(connection)
    .await
    .context("cannot note that no topic was made")?;
    Ok(())
}

/// Notes the topic that was made; `false` when another one is there.
pub(in crate::staff) async fn settle_topic(
    connection: &mut PgConnection,
    topic: Topic,
    chat_id: i64,
    topic_id: i32,
) -> anyhow::Result<bool> {
    let settled = sqlx::query!(
        "update staff_topics
         set topic_id = $3, asked_at = null, refused_at = null
         where name = $1 and chat_id = $2 and coalesce(topic_id = $3, true)",
        topic.name(),
        chat_id,
        topic_id,
    )
    .execute(connection)
    .await
    .context("cannot note a topic of the staff group")?;
    Ok(settled.rows_affected() == 1)
}

/// Forgets a topic that was deleted.
pub(in crate::staff) async fn lose_topic(
    connection: &mut PgConnection,
    chat_id: i64,
    topic_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_topics
         set topic_id = null, asked_at = null
         where chat_id = $1 and topic_id = $2",
        chat_id,
        topic_id,
    )
    .execute(connection)
    .await
    .context("cannot forget a topic of the staff group")?;
    Ok(())
}

/// The bot's rights have changed: what was refused is worth asking for again.
pub(in crate::staff) async fn forget_refusals(
    connection: &mut PgConnection,
    chat_id: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_topics set refused_at = null where chat_id = $1",
        chat_id
    )
    .execute(connection)
    .await
    .context("cannot forget that topics were refused")?;
    Ok(())
}
