//! The SQL of `order_lines`, and of the photos that wait in line.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::generation::{fair::Turns, pace::Window};

const KIE: &str = "kie";

/// What is ahead of a set of which nothing was ordered yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead {
    pub sets: i64,
    pub photos: i64,
}

/// A set that has joined the line and has no tag yet.
pub struct Newcomer {
    pub set_id: i32,
    /// Photos that are still to be made.
    pub photos: i64,
}

/// The window of Kie's limit; nobody else uses a place until the transaction ends.
/// Whoever locks sets as well locks them afterwards.
pub async fn lock(connection: &mut PgConnection) -> anyhow::Result<Window> {
    sqlx::query!(
        "insert into order_lines (provider) values ($1) on conflict do nothing",
        KIE,
    )
    .execute(&mut *connection)
    .await
    .context("cannot write the line")?;
    let used_at = sqlx::query_scalar!(
        "select used_at from order_lines where provider = $1 for update",
        KIE,
    )
    .fetch_one(connection)
    .await
    .context("cannot lock the line")?;
    Ok(Window::of(used_at))
}

/// The window as it is; a look that holds nobody up.
pub async fn window(connection: &mut PgConnection) -> anyhow::Result<Window> {
    let used_at = sqlx::query_scalar!("select used_at from order_lines where provider = $1", KIE)
        .fetch_optional(connection)
        .await
        .context("cannot read the line")?;
    Ok(Window::of(used_at.unwrap_or_default()))
}

pub async fn save_window(connection: &mut PgConnection, window: &Window) -> anyhow::Result<()> {
    sqlx::query!(
        "update order_lines set used_at = $2 where provider = $1",
        KIE,
        window.used_at(),
    )
    .execute(connection)
    .await
    .context("cannot save when places were used")?;
    Ok(())
}

/// The turns as they would have come so far. Sets whose payment went back take none.
pub async fn turns(connection: &mut PgConnection) -> anyhow::Result<Turns> {
    let fair_time =
        sqlx::query_scalar!("select fair_time from order_lines where provider = $1", KIE)
            .fetch_one(&mut *connection)
            .await
            .context("cannot read the line's clock")?;
    let tags = sqlx::query_scalar!(
        r#"select fair_tag as "fair_tag!"
           from generation_jobs
           where fair_tag > $1 and stopped_at is null"#,
        fair_time,
    )
    .fetch_all(connection)
    .await
    .context("cannot read the sets' tags")?;
    Ok(Turns::of(fair_time, tags))
}

pub async fn save_fair_time(connection: &mut PgConnection, fair_time: f64) -> anyhow::Result<()> {
    sqlx::query!(
        "update order_lines set fair_time = $2 where provider = $1",
        KIE,
        fair_time,
    )
    .execute(connection)
    .await
    .context("cannot save the line's clock")?;
    Ok(())
}

/// Sets in line without a tag, in the order in which they came.
pub async fn list_newcomers(connection: &mut PgConnection) -> anyhow::Result<Vec<Newcomer>> {
    sqlx::query_as!(
        Newcomer,
        r#"select job.id as set_id,
                  (select count(*) from kie_tasks where job_id = job.id and status = 'pending') as "photos!"
           from generation_jobs as job
           where job.fair_tag is null
             and exists (
                 select
                 from kie_tasks
                 where job_id = job.id and in_line_since is not null and status = 'pending'
             )
           order by job.id"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the sets that have joined the line")
}

pub async fn set_tag(connection: &mut PgConnection, set_id: i32, tag: f64) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs set fair_tag = $2 where id = $1",
        set_id,
        tag,
    )
    .execute(connection)
    .await
    .context("cannot give a set its tag")?;
    Ok(())
}

/// Puts a photo in line; whoever is in it already keeps their place.
pub async fn join(
    connection: &mut PgConnection,
    task_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks
         set in_line_since = coalesce(in_line_since, $2), turn_at = null
         where id = $1 and status = 'pending'",
        task_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot put a photo in line")?;
    Ok(())
}

/// Puts all of a set's photos in line that were not ordered, behind those who
/// are there.
pub async fn join_whole_set(
    connection: &mut PgConnection,
    set_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks
         set in_line_since = $2, turn_at = null
         where job_id = $1 and status = 'pending' and creation_started_at is null and kie_task_id is null",
        set_id,
        now,
    )
    .execute(&mut *connection)
    .await
    .context("cannot put a set in line")?;
    sqlx::query!(
        "update generation_jobs set fair_tag = null where id = $1",
        set_id
    )
    .execute(connection)
    .await
    .context("cannot take a set's tag away")?;
    Ok(())
}

/// Gives the first `most` photos in line their turn and returns their ids.
pub async fn give_turns(
    connection: &mut PgConnection,
    most: usize,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<i32>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    sqlx::query_scalar!(
        "with next as (
             select task.id
             from kie_tasks as task
             join generation_jobs as job on job.id = task.job_id
             where task.in_line_since is not null and task.status = 'pending'
             order by job.fair_tag, job.id, task.prompt_index, task.id
             limit $1
             for update of task skip locked
         )
         update kie_tasks
         set in_line_since = null, turn_at = $2
         from next
         where kie_tasks.id = next.id
         returning kie_tasks.id",
        most,
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot give photos their turn")
}

pub async fn is_anyone_waiting(connection: &mut PgConnection) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from kie_tasks where in_line_since is not null and status = 'pending'
           ) as "exists!""#,
    )
    .fetch_one(connection)
    .await
    .context("cannot look at the line")
}

/// How many sets, with how many photos, are served before this one.
pub async fn ahead_of(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Ahead> {
    sqlx::query_as!(
        Ahead,
        r#"select count(distinct task.job_id) as "sets!", count(*) as "photos!"
           from kie_tasks as task
           join generation_jobs as job on job.id = task.job_id
           join generation_jobs as mine on mine.id = $1
           where task.in_line_since is not null
             and task.status = 'pending'
             and job.id <> mine.id
             and (job.fair_tag, job.id) < (coalesce(mine.fair_tag, 'infinity'), mine.id)"#,
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count what is ahead of a set")
}
