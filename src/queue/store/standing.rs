//! The SQL of how the queue stands, kind by kind, and of jobs that were given up.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// The jobs of one kind that are not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub kind: String,
    /// Due and not begun, without those that failed before and wait for another try.
    pub due: i64,
    pub oldest_due: Option<DateTime<Utc>>,
    pub running: i64,
    /// Waiting after at least `many_failures` failures in a row.
    pub failing: i64,
    pub dead: i64,
}

/// How each kind stands that has work to do or jobs that were given up. Upkeep, which has
/// time, is due later than it says.
///
/// # Errors
/// When the database can't be asked.
pub async fn standings(
    connection: &mut PgConnection,
    many_failures: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Standing>> {
    sqlx::query_as!(
        Standing,
        r#"select kind,
                  count(*) filter (where status = 'waiting' and run_at <= $1 and attempts = 0) as "due!",
                  min(run_at) filter (
                      where status = 'waiting' and run_at <= $1 and attempts = 0 and priority < 100
                  ) as oldest_due,
                  count(*) filter (where status = 'running') as "running!",
                  count(*) filter (where status = 'waiting' and attempts >= $2) as "failing!",
                  count(*) filter (where status = 'dead') as "dead!"
           from jobs
           group by kind
           having count(*) filter (where status <> 'waiting' or run_at <= $1 or attempts >= $2) > 0
           order by kind"#,
        now,
        many_failures,
    )
    .fetch_all(connection)
    .await
    .context("cannot see how the queue stands")
}

/// Has the jobs of a kind that were given up tried again; how many there were. Of those
/// with one key, and where one waits already, one try stands for all.
///
/// # Errors
/// When the database refuses it.
pub async fn revive(
    connection: &mut PgConnection,
    kind: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let needless = sqlx::query!(
        "delete from jobs as dead
         where dead.kind = $1
           and dead.status = 'dead'
           and exists (
               select
               from jobs as other
               where other.kind = dead.kind
                 and other.key = dead.key
                 and (other.status = 'waiting' or other.status = 'dead' and other.id > dead.id)
           )",
        kind,
    )
    .execute(&mut *connection)
    .await
    .context("cannot clear away jobs that others stand for")?;
    let revived = sqlx::query!(
        "with revived as (
             update jobs
             set status = 'waiting', attempts = 0, run_at = $2, died_at = null
             where kind = $1 and status = 'dead'
             returning 1
         )
         select count(*) as count, max(pg_notify('pinglass_jobs', '')::text) as told from revived",
        kind,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot try jobs again")?;
    Ok(needless.rows_affected() + u64::try_from(revived.count.unwrap_or_default())?)
}

/// Forgets the jobs of a kind that were given up; how many there were.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_dead(connection: &mut PgConnection, kind: &str) -> anyhow::Result<u64> {
    let forgotten = sqlx::query!("delete from jobs where kind = $1 and status = 'dead'", kind)
        .execute(connection)
        .await
        .context("cannot forget jobs")?;
    Ok(forgotten.rows_affected())
}
