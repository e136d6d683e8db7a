//! The SQL of `albums`: how a set was cut, and how far its sending got.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// An album that is not known to have arrived.
pub struct Album {
    pub position: i16,
    pub photo_ids: Vec<i32>,
}

/// The photos of a set that are in no album yet, in the order of its scenes.
pub async fn list_unplanned_photos(
    connection: &mut PgConnection,
    set_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select photo.id
         from generated_photos as photo
         left join kie_tasks as task on task.id = photo.task_id
         where photo.job_id = $1
           and not exists (
               select from albums where albums.job_id = $1 and photo.id = any(albums.photo_ids)
           )
         order by task.prompt_index nulls last, photo.id",
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the photos without an album")
}

/// Adds an album behind those that the set has.
pub async fn append(
    connection: &mut PgConnection,
    set_id: i32,
    photo_ids: &[i32],
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into albums (job_id, position, photo_ids)
         select $1, coalesce(max(position) + 1, 0)::smallint, $2
         from albums
         where job_id = $1",
        set_id,
        photo_ids,
    )
    .execute(connection)
    .await
    .context("cannot plan an album")?;
    Ok(())
}

pub async fn list_unsent(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Vec<Album>> {
    sqlx::query_as!(
        Album,
        "select position, photo_ids
         from albums
         where job_id = $1 and sent_at is null
         order by position",
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a set's albums")
}

pub async fn mark_started(
    connection: &mut PgConnection,
    set_id: i32,
    position: i16,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update albums set started_at = $3 where job_id = $1 and position = $2",
        set_id,
        position,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that an album is being sent")?;
    Ok(())
}

pub async fn mark_sent(
    connection: &mut PgConnection,
    set_id: i32,
    position: i16,
    message_ids: &[i32],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update albums set message_ids = $3, sent_at = $4 where job_id = $1 and position = $2",
        set_id,
        position,
        message_ids,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that an album was sent")?;
    Ok(())
}

/// Whether the set was cut into albums, as far as it was there.
pub async fn any_planned(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from albums where job_id = $1) as "exists!""#,
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for albums")
}

/// Whether any album is on its way or has arrived.
pub async fn any_started(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from albums where job_id = $1 and started_at is not null) as "exists!""#,
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for sent albums")
}
