//! The SQL of `health_probes`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::health::{facts::Probe, probes::Answer};

pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Probe>> {
    sqlx::query_as!(
        Probe,
        "select name, asked_at, answered_at, failures, value, trouble_at from health_probes order by name",
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was asked")
}

/// Keeps what somebody answered, or that they did not.
pub async fn note(
    connection: &mut PgConnection,
    name: &str,
    answer: Option<&Answer>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into health_probes as probe (name, asked_at, answered_at, failures, value, trouble_at)
         values ($1, $2::timestamptz, case when $3 then $2::timestamptz end, case when $3 then 0 else 1 end, $4, $5)
         on conflict (name) do update
         set asked_at = excluded.asked_at,
             answered_at = coalesce(excluded.answered_at, probe.answered_at),
             failures = case when $3 then 0 else probe.failures + 1 end,
             value = case when $3 then excluded.value else probe.value end,
             trouble_at = case when $3 then excluded.trouble_at else probe.trouble_at end",
        name,
        now,
        answer.is_some(),
        answer.and_then(|answer| answer.value),
        answer.and_then(|answer| answer.trouble_at),
    )
    .execute(connection)
    .await
    .context("cannot keep what was answered")?;
    Ok(())
}
