//! The SQL of `shown_photos`: which message shows which portrait. Also of the
//! hearts, which come by reactions to those messages.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Notes that a message shows the photo.
pub async fn insert(
    connection: &mut PgConnection,
    chat_id: i64,
    message_id: i32,
    photo_id: i32,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    // A photo that was deleted while it was on its way is shown by nothing.
    sqlx::query!(
        "insert into shown_photos (chat_id, message_id, photo_id, shown_at)
         select $1, $2, id, $4
         from generated_photos
         where id = $3
         on conflict (chat_id, message_id)
         do update set photo_id = excluded.photo_id, shown_at = excluded.shown_at",
        chat_id,
        message_id,
        photo_id,
        at,
    )
    .execute(connection)
    .await
    .context("cannot note which message shows a photo")?;
    Ok(())
}

/// The photo that a message shows, if it is this person's.
pub async fn find(
    connection: &mut PgConnection,
    chat_id: i64,
    message_id: i32,
    user_id: i32,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select photo.id
         from shown_photos as shown
         join generated_photos as photo on photo.id = shown.photo_id
         join avatars on avatars.id = photo.avatar_id
         where shown.chat_id = $1 and shown.message_id = $2 and avatars.user_id = $3",
        chat_id,
        message_id,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the photo of a message")
}

/// Forgets which messages showed photos before `before`.
pub async fn delete_old(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let deleted = sqlx::query!("delete from shown_photos where shown_at < $1", before)
        .execute(connection)
        .await
        .context("cannot forget old messages with photos")?;
    Ok(deleted.rows_affected())
}

/// Marks the photo as a favourite; one that was marked before stays as it was.
pub async fn mark_favourite(
    connection: &mut PgConnection,
    photo_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generated_photos set favourite_at = coalesce(favourite_at, $2) where id = $1",
        photo_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot mark a favourite")?;
    Ok(())
}

pub async fn unmark_favourite(connection: &mut PgConnection, photo_id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "update generated_photos set favourite_at = null where id = $1",
        photo_id,
    )
    .execute(connection)
    .await
    .context("cannot unmark a favourite")?;
    Ok(())
}
