//! The SQL of `generation_jobs`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    catalogue::Style,
    generation::{Set, SetStatus, money_back::GIVEN_BACK},
};

struct SetRow {
    id: i32,
    avatar_id: i32,
    user_id: i32,
    avatar_name: String,
    payment_id: Option<i32>,
    reroll_of: Option<i32>,
    style_id: Option<String>,
    status: String,
    total_photos: i32,
    ready: i64,
    made_again: i64,
    deleted_photos: i32,
    pending: i64,
    chat_id: Option<i64>,
    progress_message_id: Option<i32>,
    created_at: Option<DateTime<Utc>>,
    deadline_at: Option<DateTime<Utc>>,
    notified_at: Option<DateTime<Utc>>,
    is_rest_paid_back: bool,
    is_deleted: bool,
}

impl SetRow {
    fn into_set(self) -> Set {
        let deleted = i64::from(self.deleted_photos);
        Set {
            id: self.id,
            avatar_id: self.avatar_id,
            user_id: self.user_id,
            avatar_name: self.avatar_name,
            payment_id: self.payment_id,
            reroll_of: self.reroll_of,
            style: self.style_id.as_deref().and_then(Style::with_id),
            status: SetStatus::stored(&self.status),
            total: i64::from(self.total_photos).max(self.ready + deleted),
            ready: self.ready,
            made_again: self.made_again,
            deleted,
            pending: self.pending,
            chat_id: self.chat_id,
            progress_message_id: self.progress_message_id,
            created_at: self.created_at,
            deadline_at: self.deadline_at,
            is_told: self.notified_at.is_some(),
            is_rest_paid_back: self.is_rest_paid_back,
            is_deleted: self.is_deleted,
        }
    }
}

/// A set that is about to begin.
pub struct NewSet<'a> {
    pub avatar_id: i32,
    pub payment_id: i32,
    pub style: Style,
    pub prompts: &'a [String],
    pub chat_id: i64,
    pub most_attempts: i32,
    pub deadline_at: DateTime<Utc>,
}

/// The documented query for the progress counts the photos of the avatar, also those
/// of its other sets: here they are counted by job.
pub async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Set>> {
    let row = sqlx::query_as!(
        SetRow,
        r#"select job.id,
                  avatars.id as avatar_id,
                  avatars.user_id as "user_id!",
                  coalesce(nullif(btrim(avatars.name), ''), '#' || avatars.id) as "avatar_name!",
                  job.payment_id,
                  job.reroll_of,
                  job.style_id,
                  coalesce(job.status, 'pending') as "status!",
                  coalesce(job.total_photos, 0) as "total_photos!",
                  (select count(*) from generated_photos where job_id = job.id) as "ready!",
                  (select count(*)
                   from generated_photos as photo
                   join generation_jobs as reroll on reroll.id = photo.job_id
                   where reroll.reroll_of = job.id) as "made_again!",
                  coalesce(job.deleted_photos, 0) as "deleted_photos!",
                  (select count(*) from kie_tasks where job_id = job.id and status = 'pending') as "pending!",
                  job.chat_id,
                  job.progress_message_id,
                  job.created_at at time zone 'utc' as created_at,
                  job.deadline_at,
                  job.notified_at,
                  job.rest_refunded_at is not null as "is_rest_paid_back!",
                  job.deleted_at is not null as "is_deleted!"
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where job.id = $1 and avatars.user_id is not null and job.stopped_at is null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a set")?;
    Ok(row.map(SetRow::into_set))
}

/// The person's sets that hold photos, are being made, or still owe some of which
/// the others were deleted; the newest first. What was made again for one of them
/// belongs to it and is no set of its own.
pub async fn list(connection: &mut PgConnection, user_id: i32) -> anyhow::Result<Vec<Set>> {
    let rows = sqlx::query_as!(
        SetRow,
        r#"select job.id,
                  avatars.id as avatar_id,
                  avatars.user_id as "user_id!",
                  coalesce(nullif(btrim(avatars.name), ''), '#' || avatars.id) as "avatar_name!",
                  job.payment_id,
                  job.reroll_of,
                  job.style_id,
                  coalesce(job.status, 'pending') as "status!",
                  coalesce(job.total_photos, 0) as "total_photos!",
                  counts.ready as "ready!",
                  counts.made_again as "made_again!",
                  coalesce(job.deleted_photos, 0) as "deleted_photos!",
                  (select count(*) from kie_tasks where job_id = job.id and status = 'pending') as "pending!",
                  job.chat_id,
                  job.progress_message_id,
                  job.created_at at time zone 'utc' as created_at,
                  job.deadline_at,
                  job.notified_at,
                  job.rest_refunded_at is not null as "is_rest_paid_back!",
                  job.deleted_at is not null as "is_deleted!"
           from avatars
           join generation_jobs as job on job.avatar_id = avatars.id
           cross join lateral (
               select (select count(*) from generated_photos where job_id = job.id) as ready,
                      (select count(*)
                       from generated_photos as photo
                       join generation_jobs as reroll on reroll.id = photo.job_id
                       where reroll.reroll_of = job.id) as made_again
           ) as counts
           where avatars.user_id = $1
             and job.stopped_at is null
             and job.reroll_of is null
             and job.deleted_at is null
             and (
                 counts.ready > 0
                 or counts.made_again > 0
                 or job.chat_id is not null and job.status in ('pending', 'processing')
                 or job.deleted_photos > 0 and job.deleted_photos < job.total_photos and job.rest_refunded_at is null
             )
           order by job.created_at desc nulls last, job.id desc"#,
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a person's sets")?;
    Ok(rows.into_iter().map(SetRow::into_set).collect())
}

/// A set whose payment went back, and where its progress was shown.
pub struct Stopped {
    pub user_id: i32,
    /// Chat and message.
    pub progress_message: Option<(i64, i32)>,
}

pub async fn find_stopped(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Stopped>> {
    let row = sqlx::query!(
        r#"select avatars.user_id as "user_id!", job.chat_id, job.progress_message_id
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where job.id = $1 and avatars.user_id is not null and (job.stopped_at is not null or job.error_message = $2)"#,
        id,
        GIVEN_BACK,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a stopped set")?;
    Ok(row.map(|row| Stopped {
        user_id: row.user_id,
        progress_message: row.chat_id.zip(row.progress_message_id),
    }))
}

/// The set that was made of this payment.
pub async fn find_by_payment(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id from generation_jobs where payment_id = $1",
        payment_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a payment's set")
}

/// Who paid, for telling them that nothing could be begun.
pub async fn find_payer(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Option<i32>> {
    let payer = sqlx::query_scalar!("select user_id from payments where id = $1", payment_id)
        .fetch_optional(connection)
        .await
        .context("cannot find a payment's payer")?;
    Ok(payer.flatten())
}

/// Writes the set and one task per prompt, and returns the set's and the tasks' ids.
pub async fn insert(
    connection: &mut PgConnection,
    new: &NewSet<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<(i32, Vec<i32>)> {
    let total = i32::try_from(new.prompts.len()).context("a set is too large")?;
    let id = sqlx::query_scalar!(
        "insert into generation_jobs (avatar_id, payment_id, style_id, status, total_photos,
                                      completed_photos, chat_id, deadline_at, created_at)
         values ($1, $2, $3, 'processing', $4, 0, $5, $6, $7)
         returning id",
        new.avatar_id,
        new.payment_id,
        new.style.id(),
        total,
        new.chat_id,
        new.deadline_at,
        now.naive_utc(),
    )
    .fetch_one(&mut *connection)
    .await
    .context("cannot write a set")?;
    let tasks = sqlx::query_scalar!(
        "insert into kie_tasks (job_id, avatar_id, style_id, prompt, prompt_index, status, attempts,
                                max_attempts, callback_token, created_at)
         select $1, $2, $3, scene.prompt, (scene.place - 1)::integer, 'pending', 0,
                $4, gen_random_uuid(), $6
         from unnest($5::text[]) with ordinality as scene (prompt, place)
         returning id",
        id,
        new.avatar_id,
        new.style.id(),
        new.most_attempts,
        new.prompts,
        now.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot write a set's tasks")?;
    Ok((id, tasks))
}

/// Keeps everybody else from changing the set or its tasks until the transaction ends.
pub async fn lock(connection: &mut PgConnection, id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "select id from generation_jobs where id = $1 for update",
        id
    )
    .fetch_optional(connection)
    .await
    .context("cannot lock a set")?;
    Ok(())
}

pub async fn set_progress_message(
    connection: &mut PgConnection,
    id: i32,
    message_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs set progress_message_id = $2 where id = $1",
        id,
        message_id,
    )
    .execute(connection)
    .await
    .context("cannot note a progress message")?;
    Ok(())
}

/// Ends the set; ended again, it keeps its first end.
pub async fn finish(
    connection: &mut PgConnection,
    id: i32,
    status: SetStatus,
    error: Option<&str>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set status = $2,
             error_message = $3,
             completed_photos = coalesce(deleted_photos, 0) + (select count(*) from generated_photos where job_id = $1),
             finished_at = coalesce(finished_at, $4)
         where id = $1",
        id,
        status.id(),
        error,
        now,
    )
    .execute(connection)
    .await
    .context("cannot finish a set")?;
    Ok(())
}

/// Notes that the person knows how the set ended, unless they have the rest of it
/// made meanwhile.
pub async fn mark_told(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set notified_at = coalesce(notified_at, $2)
         where id = $1 and status in ('completed', 'failed')",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a set's end was told")?;
    Ok(())
}

/// Makes an ended set run again, with a message of its own for the progress.
pub async fn reopen(
    connection: &mut PgConnection,
    id: i32,
    deadline_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set status = 'processing',
             error_message = null,
             finished_at = null,
             notified_at = null,
             progress_message_id = null,
             deadline_at = $2
         where id = $1",
        id,
        deadline_at,
    )
    .execute(connection)
    .await
    .context("cannot reopen a set")?;
    Ok(())
}

/// Ends the set for good as its payment went back: nobody finds it any more.
pub async fn stop(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set status = 'failed',
             error_message = 'the payment was given back',
             finished_at = coalesce(finished_at, $2),
             notified_at = coalesce(notified_at, $2),
             stopped_at = $2
         where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot stop a set")?;
    Ok(())
}

/// Notes that missing photos were paid back, and are not made again.
pub async fn mark_rest_paid_back(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs set rest_refunded_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that missing photos were paid back")?;
    Ok(())
}
