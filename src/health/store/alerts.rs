//! The SQL of `health_alerts`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::health::alert::Alert;

struct Row {
    rule: String,
    since: Option<DateTime<Utc>>,
    bad_at: Option<DateTime<Utc>>,
    told_at: Option<DateTime<Utc>>,
    times_told: i32,
    muted_until: Option<DateTime<Utc>>,
    muted_by: Option<String>,
}

/// All alerts that there are or were lately, by the name of their rule.
pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<(String, Alert)>> {
    let rows = sqlx::query_as!(
        Row,
        "select rule, since, bad_at, told_at, times_told, muted_until, muted_by from health_alerts order by rule",
    )
    .fetch_all(connection)
    .await
    .context("cannot list the alerts")?;
    let read = |row: Row| {
        let alert = Alert {
            since: row.since,
            bad_at: row.bad_at,
            told_at: row.told_at,
            times_told: row.times_told,
            muted_until: row.muted_until,
            muted_by: row.muted_by,
        };
        (row.rule, alert)
    };
    Ok(rows.into_iter().map(read).collect())
}

/// Lets nobody else judge until the transaction ends.
pub async fn lock(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("lock table health_alerts in share row exclusive mode")
        .execute(connection)
        .await
        .context("cannot lock the alerts")?;
    Ok(())
}

pub async fn save(connection: &mut PgConnection, rule: &str, alert: &Alert) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into health_alerts (rule, since, bad_at, told_at, times_told, muted_until, muted_by)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (rule) do update
         set since = excluded.since,
             bad_at = excluded.bad_at,
             told_at = excluded.told_at,
             times_told = excluded.times_told,
             muted_until = excluded.muted_until,
             muted_by = excluded.muted_by",
        rule,
        alert.since,
        alert.bad_at,
        alert.told_at,
        alert.times_told,
        alert.muted_until,
        alert.muted_by,
    )
    .execute(connection)
    .await
    .context("cannot keep an alert")?;
    Ok(())
}

pub async fn delete(connection: &mut PgConnection, rule: &str) -> anyhow::Result<()> {
    sqlx::query!("delete from health_alerts where rule = $1", rule)
        .execute(connection)
        .await
        .context("cannot forget an alert")?;
    Ok(())
}
