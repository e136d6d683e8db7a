//! The SQL of paging through photos. `gallery_photos` holds what may be shown,
//! and whose it is. Collections are paged by photo id, the newest first, so that
//! photos may come and go meanwhile.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::photos::Photo;
use crate::catalogue::Style;

/// A photo and what is said of it.
#[derive(Clone, Debug)]
pub struct Portrait {
    pub photo: Photo,
    pub set_id: Option<i32>,
    pub avatar_name: String,
    /// Photos of an older program may have a style that is none of ours.
    pub style: Option<Style>,
    /// Its place among the photos of its set, from 1; its id when it has no set.
    pub number: i64,
    pub made_at: Option<DateTime<Utc>>,
    pub is_favourite: bool,
}

struct PortraitRow {
    id: i32,
    storage_key: Option<String>,
    image_url: Option<String>,
    telegram_file_id: Option<String>,
    telegram_document_id: Option<String>,
    byte_size: Option<i64>,
    set_id: Option<i32>,
    avatar_name: String,
    style_id: Option<String>,
    number: i64,
    made_at: Option<DateTime<Utc>>,
    is_favourite: bool,
}

impl PortraitRow {
    fn into_portrait(self) -> Portrait {
        Portrait {
            photo: Photo {
                id: self.id,
                storage_key: self.storage_key,
                image_url: self.image_url,
                telegram_file_id: self.telegram_file_id,
                telegram_document_id: self.telegram_document_id,
                byte_size: self.byte_size,
            },
            set_id: self.set_id,
            avatar_name: self.avatar_name,
            style: self.style_id.as_deref().and_then(Style::with_id),
            number: self.number,
            made_at: self.made_at,
            is_favourite: self.is_favourite,
        }
    }
}

/// Those of the photos that are the person's, in the given order.
pub async fn portraits(
    connection: &mut PgConnection,
    user_id: i32,
    ids: &[i32],
) -> anyhow::Result<Vec<Portrait>> {
    let rows = sqlx::query_as!(
        PortraitRow,
        r#"select photo.id,
                  photo.storage_key,
                  photo.image_url,
                  photo.telegram_file_id,
                  photo.telegram_document_id,
                  photo.byte_size,
                  gallery_photos.set_id,
                  coalesce(nullif(btrim(avatars.name), ''), '#' || avatars.id) as "avatar_name!",
                  photo.style_id,
                  coalesce(place.number, photo.id) as "number!",
                  photo.created_at at time zone 'utc' as made_at,
                  photo.favourite_at is not null as "is_favourite!"
           from unnest($2::integer[]) with ordinality as wanted (id, position)
           join gallery_photos on gallery_photos.id = wanted.id and gallery_photos.user_id = $1
           join generated_photos as photo on photo.id = wanted.id
           join avatars on avatars.id = photo.avatar_id
           left join lateral (
               select numbered.number
               from (
                   select of_set.id,
                          row_number() over (
                              order by coalesce(of_set.scene_index, task.prompt_index) nulls last,
                                       member.reroll_of is not null,
                                       of_set.id
                          ) as number
                   from generation_jobs as member
                   join generated_photos as of_set on of_set.job_id = member.id
                   left join kie_tasks as task on task.id = of_set.task_id
                   where member.id = gallery_photos.set_id or member.reroll_of = gallery_photos.set_id
               ) as numbered
               where numbered.id = photo.id
           ) as place on true
           order by wanted.position"#,
        user_id,
        ids,
    )
    .fetch_all(connection)
    .await
    .context("cannot find a person's photos")?;
    Ok(rows.into_iter().map(PortraitRow::into_portrait).collect())
}

/// The ids of a person's set in the order of its scenes, each followed by what was
/// made again for it.
pub async fn set_ids(
    connection: &mut PgConnection,
    user_id: i32,
    set_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select shown.id as "id!"
           from generation_jobs as member
           join gallery_photos as shown on shown.job_id = member.id
           where shown.user_id = $1 and (member.id = $2 or member.reroll_of = $2)
           order by shown.scene nulls last, shown.is_reroll, shown.id"#,
        user_id,
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the photos of a set")
}

/// A person's photos, or a part of them.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    pub user_id: i32,
    /// Of one avatar only.
    pub avatar_id: Option<i32>,
    pub only_favourites: bool,
}

/// Up to `most` photos of the collection that are older than the photo `id`, the
/// newest of them first.
pub async fn older(
    connection: &mut PgConnection,
    of: Collection,
    id: i32,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select id as "id!"
           from gallery_photos
           where user_id = $1
             and ($2::integer is null or avatar_id = $2)
             and (not $3 or favourite_at is not null)
             and id < $4
           order by id desc
           limit $5"#,
        of.user_id,
        of.avatar_id,
        of.only_favourites,
        id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot page on")
}

/// Up to `most` photos of the collection that are newer than the photo `id`, the
/// oldest of them first.
pub async fn newer(
    connection: &mut PgConnection,
    of: Collection,
    id: i32,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select id as "id!"
           from gallery_photos
           where user_id = $1
             and ($2::integer is null or avatar_id = $2)
             and (not $3 or favourite_at is not null)
             and id > $4
           order by id
           limit $5"#,
        of.user_id,
        of.avatar_id,
        of.only_favourites,
        id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot page back")
}

/// How many photos a collection has, and how many of them are newer than the
/// photo `id`.
pub struct Counts {
    pub total: i64,
    pub newer: i64,
}

pub async fn count(
    connection: &mut PgConnection,
    of: Collection,
    id: i32,
) -> anyhow::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"select count(*) as "total!",
                  count(*) filter (where id > $4) as "newer!"
           from gallery_photos
           where user_id = $1
             and ($2::integer is null or avatar_id = $2)
             and (not $3 or favourite_at is not null)"#,
        of.user_id,
        of.avatar_id,
        of.only_favourites,
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count photos")
}

/// Makes one's own photo a favourite, or none any more; whether it is there.
pub async fn set_favourite(
    connection: &mut PgConnection,
    user_id: i32,
    id: i32,
    since: Option<DateTime<Utc>>,
) -> anyhow::Result<bool> {
    let changed = sqlx::query!(
        "update generated_photos
         set favourite_at = case when $3::timestamptz is null then null else coalesce(favourite_at, $3) end
         where id = $2 and id in (select shown.id from gallery_photos as shown where shown.user_id = $1)",
        user_id,
        id,
        since,
    )
    .execute(connection)
    .await
    .context("cannot note a favourite")?;
    Ok(changed.rows_affected() > 0)
}

/// A contact sheet that Telegram has, and which photos are on it.
pub struct Sheet {
    pub file_id: Option<String>,
    pub fingerprint: Option<i64>,
}

pub async fn find_sheet(connection: &mut PgConnection, set_id: i32) -> anyhow::Result<Sheet> {
    sqlx::query_as!(
        Sheet,
        "select sheet_file_id as file_id, sheet_fingerprint as fingerprint from generation_jobs where id = $1",
        set_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot find a contact sheet")
}

pub async fn save_sheet(
    connection: &mut PgConnection,
    set_id: i32,
    file_id: &str,
    fingerprint: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update generation_jobs
         set sheet_file_id = $2, sheet_fingerprint = $3
         where id = $1 and deleted_at is null",
        set_id,
        file_id,
        fingerprint,
    )
    .execute(connection)
    .await
    .context("cannot note a contact sheet")?;
    Ok(())
}
