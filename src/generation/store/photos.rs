//! The SQL of `generated_photos`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::tasks::Task;

/// A finished photo and all the places where it can be had.
#[derive(Clone, Debug)]
pub struct Photo {
    pub id: i32,
    pub storage_key: Option<String>,
    /// Where photos of an older program lie.
    pub image_url: Option<String>,
    pub telegram_file_id: Option<String>,
    pub telegram_document_id: Option<String>,
    pub byte_size: Option<i64>,
}

/// A picture that lies in the storage.
pub struct NewPhoto<'a> {
    pub storage_key: &'a str,
    pub image_url: &'a str,
    pub byte_size: i64,
    pub width: i32,
    pub height: i32,
}

/// Writes the task's photo; a task has one, whoever saves it twice.
pub async fn insert(
    connection: &mut PgConnection,
    task: &Task,
    new: &NewPhoto<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into generated_photos (avatar_id, job_id, task_id, style_id, prompt, image_url, storage_key,
                                       byte_size, width, height, created_at, scene_index)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
                 (select reroll_scene from generation_jobs where id = $2))
         on conflict (task_id) do nothing",
        task.avatar_id,
        task.set_id,
        task.id,
        task.style_id,
        task.prompt,
        new.image_url,
        new.storage_key,
        new.byte_size,
        new.width,
        new.height,
        now.naive_utc(),
    )
    .execute(&mut *connection)
    .await
    .context("cannot write a photo")?;
    sqlx::query!(
        "update generation_jobs
         set completed_photos = coalesce(deleted_photos, 0) + (select count(*) from generated_photos where job_id = $1)
         where id = $1",
        task.set_id,
    )
    .execute(connection)
    .await
    .context("cannot count a set's photos")?;
    Ok(())
}

/// Whether the task's photo lies under this key.
pub async fn is_stored_under(
    connection: &mut PgConnection,
    task_id: i32,
    key: &str,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from generated_photos where task_id = $1 and storage_key = $2
           ) as "exists!""#,
        task_id,
        key,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for a photo by its key")
}

/// The photos of a set in the order of its scenes, each followed by what was made
/// again for it.
pub async fn list(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<Photo>> {
    sqlx::query_as!(
        Photo,
        "select photo.id,
                photo.storage_key,
                photo.image_url,
                photo.telegram_file_id,
                photo.telegram_document_id,
                photo.byte_size
         from generated_photos as photo
         join generation_jobs as job on job.id = photo.job_id
         left join kie_tasks as task on task.id = photo.task_id
         where job.id = $1 or job.reroll_of = $1
         order by coalesce(photo.scene_index, task.prompt_index) nulls last,
                  job.reroll_of is not null,
                  photo.id",
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a set's photos")
}

pub async fn set_file_id(
    connection: &mut PgConnection,
    id: i32,
    file_id: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generated_photos set telegram_file_id = $2 where id = $1",
        id,
        file_id,
    )
    .execute(connection)
    .await
    .context("cannot note a photo's file id")?;
    Ok(())
}

pub async fn set_document_id(
    connection: &mut PgConnection,
    id: i32,
    document_id: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generated_photos set telegram_document_id = $2 where id = $1",
        id,
        document_id,
    )
    .execute(connection)
    .await
    .context("cannot note a document's file id")?;
    Ok(())
}
