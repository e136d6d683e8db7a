//! The SQL of avatars' thumbnails.

use anyhow::Context;
use sqlx::PgConnection;

/// The photo that a thumbnail is cut out of.
#[derive(Clone, Debug)]
pub(in crate::avatars) struct Source {
    pub storage_key: String,
    pub face_left: Option<i32>,
    pub face_top: Option<i32>,
    pub face_side: Option<i32>,
}

/// The photo that shows the face best, not counting those that were `lost`.
pub(in crate::avatars) async fn find_best_photo(
    connection: &mut PgConnection,
    avatar_id: i32,
    lost: &[i32],
) -> anyhow::Result<Option<Source>> {
    sqlx::query_as!(
        Source,
        r#"select storage_key as "storage_key!", face_left, face_top, face_side
           from reference_photos
           where avatar_id = $1 and storage_key is not null and id <> all ($2)
           order by face_side is null, quality desc nulls last, id
           limit 1"#,
        avatar_id,
        lost,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an avatar's best photo")
}

/// Remembers where the thumbnail is going to be stored, unless that is decided, and
/// returns the place. `None` when the avatar is gone.
pub(in crate::avatars) async fn choose_thumbnail_key(
    connection: &mut PgConnection,
    avatar_id: i32,
    key: &str,
) -> anyhow::Result<Option<String>> {
    let chosen = sqlx::query_scalar!(
        "update avatars
         set thumbnail_key = coalesce(thumbnail_key, $2)
         where id = $1 and status = 'processing' and deleted_at is null
         returning thumbnail_key",
        avatar_id,
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot choose where to store a thumbnail")?;
    Ok(chosen.flatten())
}

pub(in crate::avatars) async fn set_thumbnail(
    connection: &mut PgConnection,
    avatar_id: i32,
    address: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatars set thumbnail_url = $2 where id = $1 and thumbnail_key is not null",
        avatar_id,
        address,
    )
    .execute(connection)
    .await
    .context("cannot note a thumbnail")?;
    Ok(())
}

/// Forgets the thumbnail and returns its key, if it had one.
pub(in crate::avatars) async fn delete_thumbnail(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Option<String>> {
    let key = sqlx::query_scalar!(
        "update avatars
         set thumbnail_url = null, thumbnail_key = null
         from avatars as before
         where avatars.id = $1 and before.id = avatars.id
         returning before.thumbnail_key",
        avatar_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot forget a thumbnail")?;
    Ok(key.flatten())
}
