//! The SQL of the job queue.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::NewJob;
use crate::db::violated_constraint;

pub(super) mod places;
pub mod standing;

/// The index by which of jobs with one key only one waits.
const ONE_WAITS: &str = "jobs_waiting_key";

pub(super) struct Claimed {
    pub id: i64,
    pub kind: String,
    pub payload: Value,
    pub attempts: i32,
    pub lease_token: i64,
    /// When it was to run.
    pub due_at: DateTime<Utc>,
    pub order_id: Option<Uuid>,
    pub trace: Option<String>,
}

/// How many jobs of a kind are in a state, and since when the oldest is due. Of those that wait,
/// other tries and upkeep, which have time, are left out of the second.
pub struct Depth {
    pub kind: String,
    pub status: String,
    pub count: i64,
    pub oldest_due: Option<DateTime<Utc>>,
}

pub(super) async fn insert(connection: &mut PgConnection, jobs: &[NewJob]) -> anyhow::Result<()> {
    let kinds: Vec<&str> = jobs.iter().map(|job| job.kind).collect();
    let payloads: Vec<Value> = jobs.iter().map(|job| job.payload.clone()).collect();
    let keys: Vec<Option<String>> = jobs.iter().map(|job| job.key.clone()).collect();
    let priorities: Vec<i16> = jobs.iter().map(|job| job.priority).collect();
    let times: Vec<DateTime<Utc>> = jobs.iter().map(|job| job.run_at).collect();
    let orders: Vec<Option<Uuid>> = jobs.iter().map(|job| job.cause.order).collect();
    let traces: Vec<Option<String>> = jobs.iter().map(|job| job.cause.trace.clone()).collect();
    sqlx::query!(
        "with added as (
             insert into jobs (kind, payload, key, priority, run_at, order_id, trace)
             select kind, payload, key, priority, run_at, order_id, trace
             from unnest($1::text[], $2::jsonb[], $3::text[], $4::smallint[], $5::timestamptz[],
                         $6::uuid[], $7::text[])
                  with ordinality as job (kind, payload, key, priority, run_at, order_id, trace, place)
             order by place
             on conflict (kind, key) where status = 'waiting'
             do update set run_at = least(jobs.run_at, excluded.run_at), payload = excluded.payload
             returning 1
         )
         select pg_notify('pinglass_jobs', '') from (select from added limit 1) as any_added",
        &kinds as &[&str],
        &payloads,
        &keys as &[Option<String>],
        &priorities,
        &times,
        &orders as &[Option<Uuid>],
        &traces as &[Option<String>],
    )
    .execute(connection)
    .await
    .with_context(|| format!("cannot add the jobs {}", kinds.join(", ")))?;
    Ok(())
}

// Each of the two states has an index, which `in` would not find.
pub(super) async fn withdraw(
    connection: &mut PgConnection,
    kind: &str,
    field: &str,
    number: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from jobs
         where kind = $1
           and (status = 'waiting' or status = 'dead')
           and payload ->> $2 = $3::bigint::text",
        kind,
        field,
        number,
    )
    .execute(connection)
    .await
    .with_context(|| format!("cannot take jobs of the kind {kind} back"))?;
    Ok(())
}

pub(super) async fn is_under_way(
    connection: &mut PgConnection,
    kind: &str,
    field: &str,
    number: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        // Counted: for the first of many PostgreSQL would read on, and there is seldom one.
        r#"select count(*) > 0 as "exists!"
           from jobs
           where kind = $1
             and (status = 'waiting' or status = 'running')
             and payload ->> $2 = $3::bigint::text"#,
        kind,
        field,
        number,
    )
    .fetch_one(connection)
    .await
    .with_context(|| format!("cannot look for jobs of the kind {kind}"))
}

pub(super) async fn has_older(
    connection: &mut PgConnection,
    kind: &str,
    id: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from jobs where kind = $1 and id < $2 and status in ('waiting', 'running')
           ) as "exists!""#,
        kind,
        id,
    )
    .fetch_one(connection)
    .await
    .with_context(|| format!("cannot look for older jobs of the kind {kind}"))
}

/// Claims jobs that are due: those of the highest priority first, of one priority those that are
/// due longest. The index is asked for one priority after the other, each from its oldest job up
/// to the present, so that what waits for later is not even looked at. Rows are locked as they are
/// found, and the search ends as soon as there are enough.
pub(super) async fn claim(
    connection: &mut PgConnection,
    kinds: &[String],
    most: i64,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> anyhow::Result<Vec<Claimed>> {
    sqlx::query_as!(
        Claimed,
        "with recursive priorities as (
             (select priority
              from jobs
              where status in ('waiting', 'running')
              order by priority
              limit 1)
             union all
             select (
                 select jobs.priority
                 from jobs
                 where jobs.status in ('waiting', 'running') and jobs.priority > priorities.priority
                 order by jobs.priority
                 limit 1
             )
             from priorities
             where priorities.priority is not null
         ), next as (
             select turn.id
             from priorities
             cross join lateral (
                 select jobs.id
                 from jobs
                 where jobs.priority = priorities.priority
                   and kind = any($1)
                   and run_at <= $3
                   and status in ('waiting', 'running')
                   and (
                       status = 'running' and lease_until <= $3
                       or status = 'waiting' and not exists (
                           select
                           from jobs as running
                           where running.kind = jobs.kind
                             and running.key = jobs.key
                             and running.status = 'running'
                       )
                   )
                 order by run_at, jobs.id
                 limit $2
                 for update skip locked
             ) as turn
             limit $2
         )
         update jobs
         set status = 'running',
             attempts = attempts + 1,
             lease_token = lease_token + 1,
             lease_until = $4
         where id = any (array (select id from next))
         returning jobs.id, jobs.kind, jobs.payload, jobs.attempts, jobs.lease_token,
                   jobs.run_at as due_at, jobs.order_id, jobs.trace",
        kinds,
        most,
        now,
        lease_until,
    )
    .fetch_all(connection)
    .await
    .context("cannot claim jobs")
}

/// `false` when somebody else holds the job.
pub(super) async fn renew(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
    lease_until: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let renewed = sqlx::query!(
        "update jobs set lease_until = $3 where id = $1 and lease_token = $2",
        id,
        token,
        lease_until,
    )
    .execute(connection)
    .await
    .context("cannot renew a job's lease")?;
    Ok(renewed.rows_affected() == 1)
}

pub(super) async fn lock_if_held(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
) -> anyhow::Result<bool> {
    let row = sqlx::query!(
        "select id from jobs where id = $1 and lease_token = $2 for update",
        id,
        token,
    )
    .fetch_optional(connection)
    .await
    .context("cannot confirm a job's lease")?;
    Ok(row.is_some())
}

pub(super) async fn delete(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from jobs where id = $1 and lease_token = $2",
        id,
        token
    )
    .execute(connection)
    .await
    .context("cannot finish a job")?;
    Ok(())
}

/// Puts a running job back to wait. When another job with its key waits already,
/// that one stands for both and this one ends.
pub(super) async fn put_back(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
    run_at: DateTime<Utc>,
    attempts: i32,
    error: Option<&str>,
) -> anyhow::Result<()> {
    let first_try = try_to_put_back(connection, id, token, run_at, attempts, error).await;
    match first_try {
        // A job with its key was added at the same moment: now it can be seen.
        Err(error_of_key) if violated_constraint(&error_of_key) == Some(ONE_WAITS) => {
            try_to_put_back(connection, id, token, run_at, attempts, error).await
        }
        result => result,
    }
    .context("cannot put a job back")
}

async fn try_to_put_back(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
    run_at: DateTime<Utc>,
    attempts: i32,
    error: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "with successor as (
             update jobs as other
             set run_at = least(other.run_at, $3)
             from jobs as mine
             where mine.id = $1
               and mine.lease_token = $2
               and other.kind = mine.kind
               and other.key = mine.key
               and other.status = 'waiting'
             returning other.id
         ), ended as (
             delete from jobs
             where id = $1 and lease_token = $2 and exists (select from successor)
         )
         update jobs
         set status = 'waiting',
             run_at = $3,
             attempts = $4,
             lease_until = null,
             last_error = coalesce($5, last_error)
         where id = $1 and lease_token = $2 and not exists (select from successor)",
        id,
        token,
        run_at,
        attempts,
        error,
    )
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn bury(
    connection: &mut PgConnection,
    id: i64,
    token: i64,
    error: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update jobs
         set status = 'dead', lease_until = null, last_error = $3, died_at = $4
         where id = $1 and lease_token = $2",
        id,
        token,
        error,
        now,
    )
    .execute(connection)
    .await
    .context("cannot bury a job")?;
    Ok(())
}

/// Counts of jobs by kind and state, for metrics and alarms.
///
/// # Errors
/// When the database can't be asked.
pub async fn depths(connection: &mut PgConnection) -> anyhow::Result<Vec<Depth>> {
    sqlx::query_as!(
        Depth,
        r#"select kind,
                  status,
                  count(*) as "count!",
                  min(run_at) filter (
                      where attempts = 0 and priority < 100 or status <> 'waiting'
                  ) as oldest_due
           from jobs
           group by kind, status"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot count jobs")
}
