//! The SQL of avatars, their photos, what was sent for them, and their panels.

mod advised;
mod keeping;
mod leaving;
mod panels;
mod photos;
mod thumbnails;
mod uploads;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub(super) use self::{
    advised::{advise, delete_advised, delete_all_advised, lock_advised},
    keeping::{
        Moments, find_kept, list_kept, mark_photos_deleted, mark_warned, note_use, note_warned,
    },
    leaving::{export, forget_all, hold_all},
    panels::{Panel, View, delete_panel, find_panel, reset_view, save_panel, turn_panel},
    photos::{delete_photo, delete_photos, find_photo_of_message, insert_photo, photos, prints},
    thumbnails::{Source, choose_thumbnail_key, delete_thumbnail, find_best_photo, set_thumbnail},
    uploads::{
        Noted, Upload, accept, choose_key, delete_uploads, find_upload, lock_draft_and_insert,
        lock_upload, oldest_waiting, refuse, refuse_lost, sent,
    },
};
use super::{Avatar, Status};

struct AvatarRow {
    id: i32,
    user_id: i32,
    name: String,
    status: String,
    photo_count: i64,
    photos_kept_from: Option<DateTime<Utc>>,
    were_photos_deleted: bool,
}

impl AvatarRow {
    fn into_avatar(self) -> Avatar {
        let status = Status::stored(&self.status);
        Avatar {
            id: self.id,
            user_id: self.user_id,
            name: self.name,
            status,
            photo_count: self.photo_count,
            photos_kept_from: self.photos_kept_from.filter(|_| self.photo_count > 0),
            were_photos_deleted: self.were_photos_deleted && self.photo_count == 0,
        }
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
                  (select count(*) from reference_photos where avatar_id = avatars.id) as "photo_count!",
                  greatest(
                      references_used_at,
                      (
                          select max(created_at) at time zone 'utc'
                          from reference_photos
                          where avatar_id = avatars.id
                      )
                  ) as photos_kept_from,
                  references_deleted_at is not null as "were_photos_deleted!"
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
                  (select count(*) from reference_photos where avatar_id = avatars.id) as "photo_count!",
                  greatest(
                      references_used_at,
                      (
                          select max(created_at) at time zone 'utc'
                          from reference_photos
                          where avatar_id = avatars.id
                      )
                  ) as photos_kept_from,
                  references_deleted_at is not null as "were_photos_deleted!"
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

/// Whether the person has an avatar, as far as it may be.
///
/// # Errors
/// When the database can't be asked.
pub async fn has_any(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from avatars where user_id = $1 and deleted_at is null
           ) as "exists!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person has avatars")
}

/// The person's avatars that portraits can be made of, the newest first.
///
/// # Errors
/// When the database can't be asked.
pub async fn list_ready(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Vec<Avatar>> {
    let avatars = list(connection, person_id).await?;
    Ok(avatars
        .into_iter()
        .filter(|avatar| avatar.status == Status::Ready)
        .collect())
}

/// The avatar, if it is this person's and portraits can be made of it.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_ready(
    connection: &mut PgConnection,
    person_id: i32,
    id: i32,
) -> anyhow::Result<Option<Avatar>> {
    let avatar = find(connection, id).await?;
    Ok(avatar.filter(|avatar| avatar.user_id == person_id && avatar.status == Status::Ready))
}

/// As [`find_ready`], and keeps the avatar from being deleted until the caller's
/// transaction ends: for those who begin a set.
///
/// # Errors
/// When the database can't be asked.
pub async fn hold_ready(
    connection: &mut PgConnection,
    person_id: i32,
    id: i32,
) -> anyhow::Result<Option<Avatar>> {
    sqlx::query!("select id from avatars where id = $1 for key share", id)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot hold an avatar")?;
    find_ready(connection, person_id, id).await
}

pub(in crate::avatars) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into avatars (user_id, name, status, created_at)
         values ($1, $2, 'draft', $3)
         returning id",
        person_id,
        name,
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot add an avatar")
}

/// Locks the avatar's row for the rest of the transaction, so that whatever
/// changes one avatar happens one after the other, and tells how it is then.
pub(in crate::avatars) async fn lock(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Avatar>> {
    sqlx::query!("select id from avatars where id = $1 for update", id)
        .fetch_optional(&mut *connection)
        .await
        .context("cannot lock an avatar")?;
    find(connection, id).await
}

pub(in crate::avatars) async fn set_status(
    connection: &mut PgConnection,
    id: i32,
    status: Status,
) -> anyhow::Result<()> {
    let status = match status {
        Status::Draft => "draft",
        Status::Processing => "processing",
        Status::Ready => "ready",
    };
    sqlx::query!("update avatars set status = $2 where id = $1", id, status)
        .execute(connection)
        .await
        .context("cannot change an avatar's status")?;
    Ok(())
}

/// Whether portraits of the avatar are being made. Sets of an older program have no
/// chat, and nobody makes anything of them any more, whatever their status says.
pub(in crate::avatars) async fn has_running_set(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from generation_jobs
               where avatar_id = $1 and chat_id is not null and status in ('pending', 'processing')
           ) as "exists!""#,
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for an avatar's running sets")
}

/// How many finished portraits there are of the avatar.
pub(in crate::avatars) async fn count_portraits(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from gallery_photos where avatar_id = $1"#,
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count an avatar's portraits")
}

/// Removes the avatar's row, or hides it when other rows refer to it.
pub(in crate::avatars) async fn delete(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let deleted = sqlx::query!(
        "delete from avatars
         where id = $1
           and not exists (select from payments where consumed_avatar_id = $1)
           and not exists (select from orders where avatar_id = $1)
           and not exists (select from generation_jobs where avatar_id = $1)
           and not exists (select from generated_photos where avatar_id = $1)
           and not exists (select from kie_tasks where avatar_id = $1)",
        id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot delete an avatar")?;
    if deleted.rows_affected() == 0 {
        delete_panel(connection, id).await?;
        sqlx::query!(
            "update avatars set deleted_at = $2, thumbnail_url = null where id = $1",
            id,
            now
        )
        .execute(connection)
        .await
        .context("cannot hide an avatar")?;
    }
    Ok(())
}
