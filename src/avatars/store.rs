//! The SQL of avatars and their photos.

use anyhow::Context;
use sqlx::PgConnection;

use super::{Avatar, Reference, Status};

struct AvatarRow {
    id: i32,
    user_id: i32,
    name: String,
    status: String,
    photo_count: i64,
}

impl AvatarRow {
    fn into_avatar(self) -> Avatar {
        let status = Status::stored(&self.status);
        Avatar { id: self.id, user_id: self.user_id, name: self.name, status, photo_count: self.photo_count }
    }
}

/// The avatar, whoever owns it.
///
/// # Errors
/// When the database can't be asked.
pub async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Avatar>> {
    let row = sqlx::query_as!(
        AvatarRow,
        r#"select id,
                  user_id as "user_id!",
                  coalesce(nullif(btrim(name), ''), '#' || id) as "name!",
                  coalesce(status, 'draft') as "status!",
                  (select count(*) from reference_photos where avatar_id = avatars.id) as "photo_count!"
           from avatars
           where id = $1 and user_id is not null and deleted_at is null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an avatar")?;
    Ok(row.map(AvatarRow::into_avatar))
}

/// The person's avatars, the newest first.
///
/// # Errors
/// When the database can't be asked.
pub async fn list(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Vec<Avatar>> {
    let rows = sqlx::query_as!(
        AvatarRow,
        r#"select id,
                  user_id as "user_id!",
                  coalesce(nullif(btrim(name), ''), '#' || id) as "name!",
                  coalesce(status, 'draft') as "status!",
                  (select count(*) from reference_photos where avatar_id = avatars.id) as "photo_count!"
           from avatars
           where user_id = $1 and deleted_at is null
           order by id desc"#,
        person_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a person's avatars")?;
    Ok(rows.into_iter().map(AvatarRow::into_avatar).collect())
}

/// The avatar, if it is this person's and portraits can be made of it.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_ready(connection: &mut PgConnection, person_id: i32, id: i32) -> anyhow::Result<Option<Avatar>> {
    let avatar = find(connection, id).await?;
    Ok(avatar.filter(|avatar| avatar.user_id == person_id && avatar.status == Status::Ready))
}

/// As [`find_ready`], and keeps the avatar from being deleted until the caller's
/// transaction ends: for those who begin a set.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold_ready(connection: &mut PgConnection, person_id: i32, id: i32) -> anyhow::Result<Option<Avatar>> {
    sqlx::query!("select id from avatars where id = $1 for key share", id)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot hold an avatar")?;
    find_ready(connection, person_id, id).await
}

/// The avatar's photos in the order in which they were sent.
///
/// # Errors
/// When the database can't be asked.
pub async fn references(connection: &mut PgConnection, avatar_id: i32) -> anyhow::Result<Vec<Reference>> {
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
