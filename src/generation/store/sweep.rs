//! The SQL that finds work which nothing drives. Sets of an older program have
//! no chat noted and are left alone. Of jobs those that wait and those that run
//! have an index each, which `in` would not find.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A pending task that is not in line and has no job in the queue.
pub struct IdleTask {
    pub id: i32,
    pub is_ordered: bool,
}

pub async fn list_idle_tasks(connection: &mut PgConnection) -> anyhow::Result<Vec<IdleTask>> {
    sqlx::query_as!(
        IdleTask,
        r#"select task.id, task.kie_task_id is not null as "is_ordered!"
           from kie_tasks as task
           join generation_jobs as job on job.id = task.job_id
           where task.status = 'pending'
             and task.in_line_since is null
             and job.chat_id is not null
             and not exists (
                 select
                 from jobs
                 where kind in ('create_task', 'watch_task')
                   and key = task.id::text
                   and (status = 'waiting' or status = 'running')
             )"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot look for idle tasks")
}

/// Sets that are still being made although nothing shows their progress.
pub async fn list_silent_sets(connection: &mut PgConnection) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select job.id
         from generation_jobs as job
         where job.chat_id is not null
           and job.status in ('pending', 'processing')
           and exists (select from kie_tasks where job_id = job.id and status = 'pending')
           and not exists (
               select
               from jobs
               where kind = 'show_progress'
                 and key = job.id::text
                 and (status = 'waiting' or status = 'running')
           )",
    )
    .fetch_all(connection)
    .await
    .context("cannot look for silent sets")
}

/// Sets with nothing left to make whose person has not been told so, except
/// people who can't be reached: theirs wait until they come back.
pub async fn list_undelivered_sets(connection: &mut PgConnection) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select job.id
         from generation_jobs as job
         join avatars on avatars.id = job.avatar_id
         left join user_settings on user_settings.user_id = avatars.user_id
         where job.chat_id is not null
           and job.notified_at is null
           and (job.finished_at is null or user_settings.unreachable_since is null)
           and not exists (select from kie_tasks where job_id = job.id and status = 'pending')
           and not exists (
               select
               from jobs
               where kind = 'deliver_set'
                 and key = job.id::text
                 and (status = 'waiting' or status = 'running')
           )",
    )
    .fetch_all(connection)
    .await
    .context("cannot look for undelivered sets")
}

/// Ends what is still pending of sets whose time is over.
pub async fn fail_overdue_tasks(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let failed = sqlx::query!(
        "update kie_tasks
         set status = 'failed', error = coalesce(kie_tasks.error || '; ', '') || 'the time of the set was over'
         from generation_jobs as job
         where job.id = kie_tasks.job_id
           and kie_tasks.status = 'pending'
           and job.chat_id is not null
           and job.deadline_at <= $1",
        now,
    )
    .execute(connection)
    .await
    .context("cannot end overdue tasks")?;
    Ok(failed.rows_affected())
}

/// Sets that are being made.
pub async fn count_running_sets(connection: &mut PgConnection) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from generation_jobs as job
           where job.chat_id is not null
             and job.stopped_at is null
             and exists (select from kie_tasks where job_id = job.id and status = 'pending')"#,
    )
    .fetch_one(connection)
    .await
    .context("cannot count running sets")
}
