//! The SQL of `switches` and `maintenance_notices`.

pub mod pauses;

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::Value;
use sqlx::PgConnection;

use super::Setting;
use crate::staff::Member;

#[derive(Deserialize)]
pub(super) struct Row {
    pub name: String,
    pub is_on: bool,
    pub message: Value,
    pub until: Option<DateTime<Utc>>,
    pub changed_by_name: String,
    pub changed_at: DateTime<Utc>,
}

pub(super) async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        "select name, is_on, message, until, changed_by_name, changed_at from switches",
    )
    .fetch_all(connection)
    .await
    .context("cannot read the switches")
}

/// Lets only one member switch at a time, until the transaction ends; readers go on.
pub(super) async fn lock(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("lock table switches in share row exclusive mode")
        .execute(connection)
        .await
        .context("cannot lock the switches")?;
    Ok(())
}

pub(super) async fn set(
    connection: &mut PgConnection,
    setting: &Setting,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into switches (name, is_on, message, until, changed_by, changed_by_name, changed_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (name) do update
         set is_on = excluded.is_on,
             message = excluded.message,
             until = excluded.until,
             changed_by = excluded.changed_by,
             changed_by_name = excluded.changed_by_name,
             changed_at = excluded.changed_at",
        setting.switch.id(),
        setting.is_on,
        serde_json::to_value(&setting.message)?,
        setting.until,
        member.telegram_id,
        member.name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot switch")?;
    Ok(())
}

/// Invoices that could be paid now.
pub(super) async fn count_invoices(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from orders where status = 'open' and expires_at > $1"#,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot count the open invoices")
}

/// Notes that a person is told of the maintenance; `false` when they were, within `pause`.
/// What is older is forgotten.
pub(super) async fn note_told(
    connection: &mut PgConnection,
    person_id: i32,
    pause: TimeDelta,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let since = now - pause;
    sqlx::query!("delete from maintenance_notices where told_at <= $1", since)
        .execute(&mut *connection)
        .await
        .context("cannot forget who was told of the maintenance")?;
    let noted = sqlx::query!(
        "insert into maintenance_notices (person_id, told_at) values ($1, $2) on conflict do nothing",
        person_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note who was told of the maintenance")?;
    Ok(noted.rows_affected() == 1)
}
