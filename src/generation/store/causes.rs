//! The SQL by which the order is found that something is done for.

use anyhow::Context;
use sqlx::PgConnection;

use crate::telemetry::Cause;

/// The order that a set is made for; empty when it is made for none.
pub async fn of_set(connection: &mut PgConnection, id: i32) -> anyhow::Result<Cause> {
    let row = sqlx::query!(
        "select orders.id, orders.trace
         from generation_jobs as job
         join orders on orders.payment_id = job.payment_id
         where job.id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a set's order")?;
    Ok(row.map_or_else(Cause::default, |row| Cause {
        order: Some(row.id),
        trace: row.trace,
    }))
}

/// The order that a photo is made for; empty when it is made for none, as a re-roll is.
pub async fn of_task(connection: &mut PgConnection, id: i32) -> anyhow::Result<Cause> {
    let row = sqlx::query!(
        "select orders.id, orders.trace
         from kie_tasks as task
         join generation_jobs as job on job.id = task.job_id
         join orders on orders.payment_id = job.payment_id
         where task.id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a task's order")?;
    Ok(row.map_or_else(Cause::default, |row| Cause {
        order: Some(row.id),
        trace: row.trace,
    }))
}
