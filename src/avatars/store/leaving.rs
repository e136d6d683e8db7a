//! The SQL of people who leave: all rows of their avatars.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

use crate::files::{KEY_PATTERN, Remains};

pub(in crate::avatars) async fn hold_all(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "select id from avatars where user_id = $1 order by id for update",
        person_id
    )
    .fetch_all(connection)
    .await
    .context("cannot hold a person's avatars")?;
    Ok(())
}

/// Keys are looked for in whole rows, so that a column that is added later is not
/// forgotten here.
pub(in crate::avatars) async fn forget_all(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Remains> {
    let rows = sqlx::query!(
        r#"select found.key[1] as "key!", bool_or(is_arriving) as "is_arriving!"
           from (
               select to_jsonb(avatars)::text as content, false as is_arriving
               from avatars
               where user_id = $1
               union all
               select to_jsonb(photo)::text, false
               from reference_photos as photo
               join avatars on avatars.id = photo.avatar_id
               where user_id = $1
               union all
               select to_jsonb(upload)::text, upload.status = 'waiting'
               from avatar_uploads as upload
               join avatars on avatars.id = upload.avatar_id
               where user_id = $1
           ) as everything
           cross join lateral regexp_matches(content, $2, 'g') as found (key)
           group by 1"#,
        person_id,
        KEY_PATTERN,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot look for the objects of a person's avatars")?;
    let addresses = sqlx::query_scalar!(
        r#"select image_url as "address!"
           from reference_photos as photo
           join avatars on avatars.id = photo.avatar_id
           where user_id = $1 and photo.storage_key is null and image_url is not null
           union
           select thumbnail_url from avatars where user_id = $1 and thumbnail_url is not null"#,
        person_id,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot look for the pictures of a person's avatars")?;
    sqlx::query!(
        "delete from avatar_uploads using avatars where avatars.id = avatar_id and user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget what a person sent")?;
    sqlx::query!(
        "delete from reference_photos using avatars where avatars.id = avatar_id and user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's photos")?;
    sqlx::query!("delete from avatars where user_id = $1", person_id)
        .execute(connection)
        .await
        .context("cannot forget a person's avatars")?;
    let rows = rows
        .into_iter()
        .map(|row| (row.key, row.is_arriving))
        .collect();
    Ok(Remains::from_rows(rows, addresses))
}

pub(in crate::avatars) async fn export(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select coalesce(
               jsonb_agg(
                   to_jsonb(avatars) || jsonb_build_object(
                       'reference_photos',
                       (
                           select coalesce(jsonb_agg(to_jsonb(photo) order by photo.id), '[]')
                           from reference_photos as photo
                           where avatar_id = avatars.id
                       )
                   )
                   order by avatars.id
               ),
               '[]'
           ) as "export!"
           from avatars
           where user_id = $1 and deleted_at is null"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's avatars")
}
