//! The SQL of `reference_photos`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::{Reference, likeness::Fingerprint, photo::Picture};
use crate::files::FileKey;

/// The avatar's photos in the order in which they were sent.
///
/// # Errors
/// When the database can't be asked.
pub async fn references(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<Reference>> {
    sqlx::query_as!(
        Reference,
        "select reference_photos.id, reference_photos.storage_key, image_url
         from reference_photos
         left join avatar_uploads on avatar_uploads.reference_photo_id = reference_photos.id
         where reference_photos.avatar_id = $1
         order by avatar_uploads.message_id nulls first, reference_photos.id",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list an avatar's photos")
}

/// The fingerprint of each of the avatar's photos.
pub(in crate::avatars) async fn prints(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<Fingerprint>> {
    sqlx::query_as!(
        Fingerprint,
        "select content_sha256 as sha256, perceptual_hash as likeness
         from reference_photos
         where avatar_id = $1",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the fingerprints of an avatar's photos")
}

pub(in crate::avatars) async fn insert_photo(
    connection: &mut PgConnection,
    avatar_id: i32,
    key: &FileKey,
    address: &str,
    picture: &Picture,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into reference_photos (
             avatar_id,
             image_url,
             storage_key,
             content_sha256,
             perceptual_hash,
             width,
             height,
             byte_size,
             created_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         returning id",
        avatar_id,
        address,
        key.as_str(),
        picture.print.sha256,
        picture.print.likeness,
        i32::try_from(picture.width)?,
        i32::try_from(picture.height)?,
        i64::try_from(picture.jpeg.len())?,
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot add a reference photo")
}

/// The avatar and the photo that came of a person's message.
pub(in crate::avatars) async fn find_photo_of_message(
    connection: &mut PgConnection,
    person_id: i32,
    message_id: i32,
) -> anyhow::Result<Option<(i32, i32)>> {
    let row = sqlx::query!(
        r#"select avatars.id as avatar_id, reference_photo_id as "photo_id!"
           from avatar_uploads
           join avatars on avatars.id = avatar_uploads.avatar_id
           where avatars.user_id = $1
             and avatars.deleted_at is null
             and message_id = $2
             and reference_photo_id is not null"#,
        person_id,
        message_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the photo of a message")?;
    Ok(row.map(|row| (row.avatar_id, row.photo_id)))
}

/// Removes the photo and what is known of its message. Returns its storage key,
/// which photos of other programs lack; `None` when there was no such photo.
pub(in crate::avatars) async fn delete_photo(
    connection: &mut PgConnection,
    avatar_id: i32,
    photo_id: i32,
) -> anyhow::Result<Option<Option<String>>> {
    sqlx::query!(
        "delete from avatar_uploads where avatar_id = $1 and reference_photo_id = $2",
        avatar_id,
        photo_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget the message of a photo")?;
    sqlx::query_scalar!(
        "delete from reference_photos where avatar_id = $1 and id = $2 returning storage_key",
        avatar_id,
        photo_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot remove a reference photo")
}

/// Removes all photos of the avatar and returns their storage keys.
pub(in crate::avatars) async fn delete_photos(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<String>> {
    let keys = sqlx::query_scalar!(
        "delete from reference_photos where avatar_id = $1 returning storage_key",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot remove an avatar's photos")?;
    Ok(keys.into_iter().flatten().collect())
}
