//! The SQL of orders that Kie took, and of what they cost (`kie_spending`).

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::generation::spending::Purpose;

/// An order that Kie took, as far as its price goes.
pub struct Ordered {
    pub model: String,
    pub is_first: bool,
    pub is_reroll: bool,
}

/// Notes Kie's name for the task; `None` when a callback was quicker.
pub async fn note_created(
    connection: &mut PgConnection,
    id: i32,
    kie_task_id: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Ordered>> {
    sqlx::query_as!(
        Ordered,
        r#"update kie_tasks as task
           set kie_task_id = $2, created_remotely_at = $3
           from generation_jobs as job
           where task.id = $1
             and job.id = task.job_id
             and task.status = 'pending'
             and task.kie_task_id is null
           returning coalesce(task.model, '') as "model!",
                     coalesce(task.attempts, 0) + coalesce(task.excused, 0) <= 1 as "is_first!",
                     job.reroll_of is not null as "is_reroll!""#,
        id,
        kie_task_id,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note a creation")
}

/// Adds one order to its quarter of an hour.
pub async fn add(
    connection: &mut PgConnection,
    model: &str,
    purpose: Purpose,
    credits: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into kie_spending (since, model, purpose, orders, credits)
         values (date_bin('15 minutes', $1, '2000-01-01Z'), $2, $3, 1, $4)
         on conflict (since, model, purpose) do update
         set orders = kie_spending.orders + 1, credits = kie_spending.credits + excluded.credits",
        now,
        model,
        purpose.id(),
        credits,
    )
    .execute(connection)
    .await
    .context("cannot note what an order costs")?;
    Ok(())
}
