//! The SQL of `health_processes`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::health::facts::Process;

pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Process>> {
    sqlx::query_as!(
        Process,
        "select name, roles, version, started_at, seen_at, floods
         from health_processes
         order by started_at, name",
    )
    .fetch_all(connection)
    .await
    .context("cannot list the processes")
}

/// Notes that the process lives, and forgets those that have not been seen since
/// `gone_before`.
pub async fn beat(
    connection: &mut PgConnection,
    id: Uuid,
    process: &Process,
    gone_before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into health_processes (id, name, roles, version, started_at, seen_at, floods)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set seen_at = excluded.seen_at, floods = excluded.floods",
        id,
        process.name,
        process.roles,
        process.version,
        process.started_at,
        process.seen_at,
        process.floods,
    )
    .execute(&mut *connection)
    .await
    .context("cannot note that the process lives")?;
    sqlx::query!(
        "delete from health_processes where seen_at < $1",
        gone_before
    )
    .execute(connection)
    .await
    .context("cannot forget processes that are gone")?;
    Ok(())
}

pub async fn leave(connection: &mut PgConnection, id: Uuid) -> anyhow::Result<()> {
    sqlx::query!("delete from health_processes where id = $1", id)
        .execute(connection)
        .await
        .context("cannot note that the process ends")?;
    Ok(())
}
