//! The SQL of `reference_photos`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::{
    Reference,
    coach::{self, Advice, Traits},
    likeness::Fingerprint,
    photo::Findings,
};
use crate::files::FileKey;

/// The avatar's photos in the order in which they were sent, each with what tells
/// it apart from the others.
pub(in crate::avatars) async fn photos(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Vec<(Reference, Traits)>> {
    let rows = sqlx::query!(
        "select reference_photos.id,
                reference_photos.storage_key,
                image_url,
                least(width, height) as shorter_side,
                content_sha256,
                perceptual_hash,
                quality,
                face_side,
                face_light,
                face_warmth,
                face_turn
         from reference_photos
         left join avatar_uploads on avatar_uploads.reference_photo_id = reference_photos.id
         where reference_photos.avatar_id = $1
         order by avatar_uploads.message_id nulls first, reference_photos.id",
        avatar_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list an avatar's photos")?;
    let photos = rows.into_iter().map(|row| {
        let sides = row.face_side.zip(row.shorter_side);
        let traits = Traits {
            quality: row.quality,
            share: sides.map(|(face, photo)| face as f32 / photo.max(1) as f32),
            light: row.face_light,
            warmth: row.face_warmth,
            turn: row.face_turn,
            print: Fingerprint {
                sha256: row.content_sha256,
                likeness: row.perceptual_hash,
            },
        };
        let reference = Reference {
            id: row.id,
            storage_key: row.storage_key,
            image_url: row.image_url,
        };
        (reference, traits)
    });
    Ok(photos.collect())
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

/// Adds a photo. If something was advised against it, the person overrules that now.
pub(in crate::avatars) async fn insert_photo(
    connection: &mut PgConnection,
    avatar_id: i32,
    key: &FileKey,
    address: &str,
    findings: &Findings,
    overruled: Option<Advice>,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    let measures = &findings.measures;
    let face = measures.face;
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
             created_at,
             face_count,
             face_left,
             face_top,
             face_side,
             face_light,
             face_warmth,
             face_turn,
             blur,
             quality,
             advice,
             overruled_at
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
         returning id",
        avatar_id,
        address,
        key.as_str(),
        findings.print.sha256,
        findings.print.likeness,
        i32::try_from(findings.width)?,
        i32::try_from(findings.height)?,
        i64::try_from(findings.byte_size)?,
        now.naive_utc(),
        measures.face_count,
        face.map(|face| face.left),
        face.map(|face| face.top),
        face.map(|face| face.side),
        face.map(|face| face.light),
        face.map(|face| face.warmth),
        face.map(|face| face.turn),
        measures.blur,
        coach::quality(measures),
        overruled.map(Advice::code),
        overruled.map(|_| now),
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
