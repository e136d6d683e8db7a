//! The SQL of `provider_breakers`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::generation::{breaker::Breaker, kie::Trouble};

const KIE: &str = "kie";

struct Row {
    failures: i32,
    reason: Option<String>,
    code: Option<i64>,
    opened_at: Option<DateTime<Utc>>,
    retry_at: Option<DateTime<Utc>>,
    pause_secs: i32,
    is_half_open: bool,
    trial_task_id: Option<i32>,
    trial_until: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_breaker(self) -> Breaker {
        let trouble = self.reason.map(|reason| match reason.as_str() {
            "account" => Trouble::Account(self.code.unwrap_or_default()),
            "maintenance" => Trouble::Maintenance,
            _ => Trouble::Down,
        });
        Breaker {
            failures: self.failures,
            trouble,
            opened_at: self.opened_at,
            retry_at: self.retry_at,
            pause_secs: self.pause_secs,
            is_half_open: self.is_half_open,
            trial_task_id: self.trial_task_id,
            trial_until: self.trial_until,
            closed_at: self.closed_at,
        }
    }
}

/// Kie's breaker as it is; a look that holds nobody up.
pub async fn find(connection: &mut PgConnection) -> anyhow::Result<Breaker> {
    let row = sqlx::query_as!(
        Row,
        "select failures,
                reason,
                code,
                opened_at,
                retry_at,
                pause_secs,
                is_half_open,
                trial_task_id,
                trial_until,
                closed_at
         from provider_breakers
         where provider = $1",
        KIE,
    )
    .fetch_optional(connection)
    .await
    .context("cannot read the breaker")?;
    Ok(row.map(Row::into_breaker).unwrap_or_default())
}

/// As [`find`]; nobody else changes it until the transaction ends.
pub async fn lock(connection: &mut PgConnection) -> anyhow::Result<Breaker> {
    sqlx::query!(
        "insert into provider_breakers (provider) values ($1) on conflict do nothing",
        KIE,
    )
    .execute(&mut *connection)
    .await
    .context("cannot write the breaker")?;
    sqlx::query!(
        "select provider from provider_breakers where provider = $1 for update",
        KIE,
    )
    .fetch_one(&mut *connection)
    .await
    .context("cannot lock the breaker")?;
    find(connection).await
}

/// Writes the locked breaker back.
pub async fn save(connection: &mut PgConnection, breaker: &Breaker) -> anyhow::Result<()> {
    let (reason, code) = match breaker.trouble {
        None => (None, None),
        Some(Trouble::Down) => (Some("down"), None),
        Some(Trouble::Account(code)) => (Some("account"), Some(code)),
        Some(Trouble::Maintenance) => (Some("maintenance"), None),
    };
    sqlx::query!(
        "update provider_breakers
         set failures = $2,
             reason = $3,
             code = $4,
             opened_at = $5,
             retry_at = $6,
             pause_secs = $7,
             is_half_open = $8,
             trial_task_id = $9,
             trial_until = $10,
             closed_at = $11
         where provider = $1",
        KIE,
        breaker.failures,
        reason,
        code,
        breaker.opened_at,
        breaker.retry_at,
        breaker.pause_secs,
        breaker.is_half_open,
        breaker.trial_task_id,
        breaker.trial_until,
        breaker.closed_at,
    )
    .execute(connection)
    .await
    .context("cannot save the breaker")?;
    Ok(())
}
