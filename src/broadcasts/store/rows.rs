//! The SQL of `broadcasts`: what each is, and how far it is.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

use crate::broadcasts::{Audience, Broadcast, Status};

struct Row {
    id: i32,
    status: String,
    audience: Value,
    revision: i32,
    wanted_at: Option<DateTime<Utc>>,
    made_by_name: String,
    starts_at: Option<DateTime<Utc>>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    refused_in_a_row: i32,
    trouble: Option<String>,
    card_chat_id: Option<i64>,
    card_message_id: Option<i32>,
    card_due_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_broadcast(self) -> anyhow::Result<Broadcast> {
        Ok(Broadcast {
            id: self.id,
            status: Status::stored(&self.status)?,
            audience: serde_json::from_value(self.audience)
                .context("the audience of a broadcast can't be read")?,
            revision: self.revision,
            wanted_at: self.wanted_at,
            made_by_name: self.made_by_name,
            starts_at: self.starts_at,
            started_at: self.started_at,
            finished_at: self.finished_at,
            refused_in_a_row: self.refused_in_a_row,
            trouble: self.trouble,
            card: self
                .card_chat_id
                .map(ChatId)
                .zip(self.card_message_id.map(MessageId)),
            card_due_at: self.card_due_at,
        })
    }
}

pub(in crate::broadcasts) async fn insert(
    connection: &mut PgConnection,
    audience: &Audience,
    made_by_name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into broadcasts (audience, made_by_name, created_at) values ($1, $2, $3) returning id",
        serde_json::to_value(audience)?,
        made_by_name,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot begin a broadcast")
}

/// The broadcast, held until the caller's transaction ends.
pub(in crate::broadcasts) async fn lock(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Broadcast>> {
    sqlx::query!("select id from broadcasts where id = $1 for update", id)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot lock a broadcast")?;
    find(connection, id).await
}

pub(in crate::broadcasts) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Broadcast>> {
    let row = sqlx::query_as!(
        Row,
        "select id,
                status,
                audience,
                revision,
                wanted_at,
                made_by_name,
                starts_at,
                started_at,
                finished_at,
                refused_in_a_row,
                trouble,
                card_chat_id,
                card_message_id,
                card_due_at
         from broadcasts
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a broadcast")?;
    row.map(Row::into_broadcast).transpose()
}

/// The latest, newest first.
pub(in crate::broadcasts) async fn list(
    connection: &mut PgConnection,
    offset: i64,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from broadcasts order by id desc offset $1 limit $2",
        offset,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the broadcasts")
}

/// The one that is to be sent now: what is under way before what is due.
pub(in crate::broadcasts) async fn find_next(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id
         from broadcasts
         where status = 'sending' or status = 'scheduled' and starts_at <= $1
         order by status = 'sending' desc, starts_at, id
         limit 1",
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot look for a broadcast to send")
}

/// When the next of those begins that wait for their time, or one is over that was left
/// paused at the time that lies `patience_secs` before.
pub(in crate::broadcasts) async fn next_due(
    connection: &mut PgConnection,
    patience_secs: f64,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select min(case status
                        when 'scheduled' then starts_at
                        when 'paused' then paused_at + $1 * interval '1 second'
                    end)
         from broadcasts
         where status in ('scheduled', 'paused')",
        patience_secs,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask when a broadcast is due")
}

/// Ends those that were paused before `paused_before`.
pub(in crate::broadcasts) async fn stop_forgotten(
    connection: &mut PgConnection,
    paused_before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "update broadcasts
         set status = 'stopped', finished_at = $2
         where status = 'paused' and paused_at <= $1
         returning id",
        paused_before,
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot stop what was left paused")
}

/// Drafts that nobody sent.
pub(in crate::broadcasts) async fn delete_drafts(
    connection: &mut PgConnection,
    created_before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from broadcasts where status = 'draft' and created_at < $1",
        created_before,
    )
    .execute(connection)
    .await
    .context("cannot delete drafts of broadcasts")?;
    Ok(())
}

pub(in crate::broadcasts) async fn delete(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from broadcasts where id = $1 and status = 'draft'",
        id
    )
    .execute(connection)
    .await
    .context("cannot delete a draft")?;
    Ok(())
}
