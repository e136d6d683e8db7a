//! The SQL by which photos and sets are deleted at their person's wish. Whoever
//! deletes has locked the set, and has the objects removed in the same transaction.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A deleted photo, as far as somebody must still act on it.
pub struct Deleted {
    pub storage_key: Option<String>,
}

/// The sets of an avatar that are not deleted yet, in the order in which they are locked.
pub async fn list_sets(connection: &mut PgConnection, avatar_id: i32) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from generation_jobs where avatar_id = $1 and deleted_at is null order by id for update",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot lock an avatar's sets")
}

/// Deletes these photos and counts them as made and delivered. Where they came from
/// is forgotten too: the provider's address and the key in the storage.
pub async fn delete_photos(
    connection: &mut PgConnection,
    ids: &[i32],
) -> anyhow::Result<Vec<Deleted>> {
    sqlx::query_as!(
        Deleted,
        r#"with gone as (
               delete from generated_photos where id = any($1) returning job_id, task_id, storage_key
           ),
           counted as (
               update generation_jobs
               set deleted_photos = coalesce(deleted_photos, 0) + of_set.photos,
                   sheet_file_id = null,
                   sheet_fingerprint = null
               from (select job_id, count(*)::integer as photos from gone group by job_id) as of_set
               where generation_jobs.id = of_set.job_id
           ),
           forgotten as (
               update kie_tasks
               set result_url = null, result_key = null
               from gone
               where kie_tasks.id = gone.task_id
           )
           select storage_key from gone"#,
        ids,
    )
    .fetch_all(connection)
    .await
    .context("cannot delete photos")
}

/// The set with the sets of those photos that were made again for it, locked.
pub async fn with_rerolls(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from generation_jobs where id = $1 or reroll_of = $1 order by id for update",
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot lock a set with its re-rolls")
}

/// Whether a photo of one of these sets is being made.
pub async fn any_running(connection: &mut PgConnection, ids: &[i32]) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from generation_jobs
               where id = any($1) and chat_id is not null and status in ('pending', 'processing')
           ) as "exists!""#,
        ids,
    )
    .fetch_one(connection)
    .await
    .context("cannot look whether a set is being made")
}

/// The photos of these sets, also those that nobody is shown.
pub async fn photos_of_sets(
    connection: &mut PgConnection,
    ids: &[i32],
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from generated_photos where job_id = any($1)",
        ids
    )
    .fetch_all(connection)
    .await
    .context("cannot list a set's photos for deletion")
}

/// The photos of an avatar, also those without a set.
pub async fn photos_of_avatar(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id from generated_photos where avatar_id = $1",
        avatar_id
    )
    .fetch_all(connection)
    .await
    .context("cannot list an avatar's photos for deletion")
}

/// Where pictures may lie of tasks that gave no photo; the rows forget it.
pub async fn take_unused_keys(
    connection: &mut PgConnection,
    set_ids: &[i32],
) -> anyhow::Result<Vec<String>> {
    let keys = sqlx::query_scalar!(
        "with unused as (
             select id, result_key
             from kie_tasks
             where job_id = any($1)
               and result_key is not null
               and not exists (select from generated_photos where task_id = kie_tasks.id)
         )
         update kie_tasks
         set result_key = null, result_url = null
         from unused
         where kie_tasks.id = unused.id
         returning unused.result_key",
        set_ids,
    )
    .fetch_all(connection)
    .await
    .context("cannot look for pictures that became no photo")?;
    Ok(keys.into_iter().flatten().collect())
}

/// Hides the sets; their rows stay for their payments.
pub async fn hide_sets(
    connection: &mut PgConnection,
    ids: &[i32],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set deleted_at = coalesce(deleted_at, $2),
             sheet_file_id = null,
             sheet_fingerprint = null
         where id = any($1)",
        ids,
        now,
    )
    .execute(connection)
    .await
    .context("cannot hide deleted sets")?;
    Ok(())
}
