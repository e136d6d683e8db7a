//! The SQL of what the person of a withdrawal was told.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::referral::jobs::Step;

impl Step {
    fn id(self) -> &'static str {
        match self {
            Self::Approved => "approved",
            Self::Completed => "completed",
            Self::Rejected => "rejected",
        }
    }

    fn stored(id: &str) -> Option<Self> {
        [Self::Approved, Self::Completed, Self::Rejected]
            .into_iter()
            .find(|step| step.id() == id)
    }
}

/// The step that its person was told of last.
pub(in crate::referral) async fn find_told(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Step>> {
    let told = sqlx::query_scalar!("select told from withdrawal_requests where id = $1", id)
        .fetch_optional(connection)
        .await
        .context("cannot find what was told of a withdrawal")?;
    Ok(told.flatten().as_deref().and_then(Step::stored))
}

/// Requests that a step was taken with since then of which its person was not told.
/// Nobody is told what they did themselves.
pub(in crate::referral) async fn list_untold(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from withdrawal_requests
         where request_key is not null
           and status in ('approved', 'completed', 'rejected')
           and told is distinct from status
           and coalesce(reason, '') not in ('cancelled', 'erased')
           and coalesce(processed_at, approved_at at time zone 'utc') >= $1",
        since.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot list withdrawals that were not told of")
}

pub(in crate::referral) async fn set_told(
    connection: &mut PgConnection,
    id: i32,
    step: Step,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update withdrawal_requests set told = $2 where id = $1",
        id,
        step.id(),
    )
    .execute(connection)
    .await
    .context("cannot note what was told of a withdrawal")?;
    Ok(())
}
