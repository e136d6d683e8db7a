//! The SQL of `kie_tasks`: one row per photo to be made.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// One photo to be made, and how far its present attempt is.
#[derive(Clone, Debug)]
pub struct Task {
    pub id: i32,
    pub set_id: i32,
    pub avatar_id: i32,
    pub style_id: Option<String>,
    pub prompt: String,
    pub is_pending: bool,
    /// Attempts begun, the present one included.
    pub attempts: i32,
    pub max_attempts: i32,
    /// Kie's name for the present attempt, once it is known.
    pub kie_task_id: Option<String>,
    pub creation_started_at: Option<DateTime<Utc>>,
    pub created_remotely_at: Option<DateTime<Utc>>,
    pub callback_token: Option<Uuid>,
    /// When its turn to be ordered was given, until it is ordered.
    pub turn_at: Option<DateTime<Utc>>,
    /// The usual model keeps failing its prompt.
    pub is_for_fallback: bool,
    /// Attempts that an outage has spoilt; they are not among `attempts`.
    pub excused: i32,
}

/// What the end of an attempt means for the next ones.
#[derive(Clone, Copy, Debug)]
pub struct Ending {
    /// Whether it was one of the attempts that a photo has.
    pub counts: bool,
    pub is_for_fallback: bool,
}

/// How the pending tasks of a set stand.
pub struct Pending {
    /// Not ordered at Kie yet.
    pub unordered: i64,
    pub newest_order: Option<DateTime<Utc>>,
}

pub async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Task>> {
    sqlx::query_as!(
        Task,
        r#"select id,
                  job_id as "set_id!",
                  avatar_id as "avatar_id!",
                  style_id,
                  coalesce(prompt, '') as "prompt!",
                  coalesce(status, 'pending') = 'pending' as "is_pending!",
                  coalesce(attempts, 0) as "attempts!",
                  coalesce(max_attempts, 3) as "max_attempts!",
                  kie_task_id,
                  creation_started_at,
                  created_remotely_at,
                  callback_token,
                  turn_at,
                  coalesce(is_for_fallback, false) as "is_for_fallback!",
                  coalesce(excused, 0) as "excused!"
           from kie_tasks
           where id = $1 and job_id is not null and avatar_id is not null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a task")
}

/// Locks the task's set, then reads the task.
pub async fn lock(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Task>> {
    sqlx::query!(
        "select job.id
         from generation_jobs as job
         join kie_tasks on kie_tasks.job_id = job.id
         where kie_tasks.id = $1
         for update of job",
        id,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot lock a task's set")?;
    find(connection, id).await
}

/// The task that a callback speaks of, by Kie's name for it or by our token.
pub async fn find_by_callback(
    connection: &mut PgConnection,
    kie_task_id: &str,
    token: Option<Uuid>,
) -> anyhow::Result<Option<Task>> {
    let id = sqlx::query_scalar!(
        "select id
         from kie_tasks
         where kie_task_id = $1 or callback_token = $2
         order by coalesce(kie_task_id = $1, false) desc
         limit 1",
        kie_task_id,
        token,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a callback's task")?;
    match id {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// Notes that `model` is about to be asked for a picture; the turn is used up.
pub async fn begin_creation(
    connection: &mut PgConnection,
    id: i32,
    model: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks
         set creation_started_at = $2,
             attempts = coalesce(attempts, 0) + 1,
             callback_token = coalesce(callback_token, gen_random_uuid()),
             model = $3,
             in_line_since = null,
             turn_at = null
         where id = $1",
        id,
        now,
        model,
    )
    .execute(connection)
    .await
    .context("cannot begin a creation")?;
    Ok(())
}

/// Takes a creation back that surely did not happen; it counts for no attempt.
pub async fn undo_creation(
    connection: &mut PgConnection,
    id: i32,
    why: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks
         set creation_started_at = null,
             attempts = greatest(attempts - 1, 0),
             error = $2
         where id = $1 and status = 'pending' and kie_task_id is null",
        id,
        why,
    )
    .execute(connection)
    .await
    .context("cannot take a creation back")?;
    Ok(())
}

/// Clears the present attempt away, for the next one. Where its picture may lie is
/// returned: no row knows of it any more.
pub async fn clear_attempt(
    connection: &mut PgConnection,
    id: i32,
    why: &str,
    ending: Ending,
) -> anyhow::Result<Option<String>> {
    let key = sqlx::query_scalar!(
        "with present as (select id, result_key from kie_tasks where id = $1)
         update kie_tasks
         set kie_task_id = null,
             creation_started_at = null,
             created_remotely_at = null,
             result_key = null,
             attempts = greatest(attempts - $3, 0),
             excused = coalesce(excused, 0) + $3,
             is_for_fallback = $4,
             error = $2
         from present
         where kie_tasks.id = present.id
         returning present.result_key",
        id,
        why,
        i32::from(!ending.counts),
        ending.is_for_fallback,
    )
    .fetch_optional(connection)
    .await
    .context("cannot end an attempt")?;
    Ok(key.flatten())
}

pub async fn fail(connection: &mut PgConnection, id: i32, why: &str) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks set status = 'failed', error = $2 where id = $1 and status = 'pending'",
        id,
        why,
    )
    .execute(connection)
    .await
    .context("cannot fail a task")?;
    Ok(())
}

/// The key under which the present attempt's picture is to be stored: the one
/// chosen before, or else `key`.
pub async fn choose_result_key(
    connection: &mut PgConnection,
    id: i32,
    key: &str,
) -> anyhow::Result<String> {
    sqlx::query_scalar!(
        r#"update kie_tasks
           set result_key = coalesce(result_key, $2)
           where id = $1
           returning result_key as "result_key!""#,
        id,
        key,
    )
    .fetch_one(connection)
    .await
    .context("cannot choose where a picture is stored")
}

pub async fn complete(
    connection: &mut PgConnection,
    id: i32,
    result_url: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks set status = 'completed', result_url = $2, error = null where id = $1",
        id,
        result_url,
    )
    .execute(connection)
    .await
    .context("cannot complete a task")?;
    Ok(())
}

pub async fn count_pending(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from kie_tasks where job_id = $1 and status = 'pending'"#,
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count a set's tasks")
}

/// How many tasks are under way at Kie.
pub async fn count_under_way(connection: &mut PgConnection) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from kie_tasks where status = 'pending' and kie_task_id is not null"#,
    )
    .fetch_one(connection)
    .await
    .context("cannot count the tasks under way")
}

pub async fn pending(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Pending> {
    sqlx::query_as!(
        Pending,
        r#"select count(*) filter (where kie_task_id is null) as "unordered!",
                  max(created_remotely_at) as newest_order
           from kie_tasks
           where job_id = $1 and status = 'pending'"#,
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot look at a set's tasks")
}

/// What the latest photos usually took from the order to the storage, in seconds:
/// those of the model that this set is made by, if there are any; nothing before
/// the first photo.
pub async fn usual_seconds(
    connection: &mut PgConnection,
    set_id: i32,
) -> anyhow::Result<Option<f64>> {
    sqlx::query_scalar!(
        "with wanted as (
             select mode() within group (order by model) as model from kie_tasks where job_id = $1
         )
         select coalesce(
                    percentile_cont(0.5) within group (order by seconds)
                        filter (where recent.model = wanted.model),
                    percentile_cont(0.5) within group (order by seconds)
                )
         from (
             select extract(epoch from photo.created_at at time zone 'utc' - task.created_remotely_at)
                        ::double precision as seconds,
                    task.model
             from generated_photos as photo
             join kie_tasks as task on task.id = photo.task_id
             where task.created_remotely_at is not null
             order by photo.id desc
             limit 200
         ) as recent
         cross join wanted",
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot measure how long photos take")
}

/// A task that failed before, with where its last picture may lie.
pub struct Revived {
    pub result_key: Option<String>,
}

/// Gives the failed tasks of a set new attempts.
pub async fn revive(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<Revived>> {
    sqlx::query_as!(
        Revived,
        "with failed as (select id, result_key from kie_tasks where job_id = $1 and status = 'failed')
         update kie_tasks
         set status = 'pending',
             attempts = 0,
             kie_task_id = null,
             creation_started_at = null,
             created_remotely_at = null,
             result_key = null,
             is_for_fallback = false,
             excused = 0,
             is_revived = true
         from failed
         where kie_tasks.id = failed.id
         returning failed.result_key",
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot revive a set's tasks")
}

/// Ends whatever of a set may still become a photo.
pub async fn fail_pending(
    connection: &mut PgConnection,
    set_id: i32,
    why: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update kie_tasks set status = 'failed', error = $2 where job_id = $1 and status = 'pending'",
        set_id,
        why,
    )
    .execute(connection)
    .await
    .context("cannot end a set's tasks")?;
    Ok(())
}

/// Kie's name of the youngest task that was ordered, to ask for it as a trial.
pub async fn newest_name(connection: &mut PgConnection) -> anyhow::Result<Option<String>> {
    let name = sqlx::query_scalar!(
        "select kie_task_id
         from kie_tasks
         where kie_task_id is not null and created_remotely_at is not null
         order by id desc
         limit 1",
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the newest order")?;
    Ok(name.flatten())
}
