//! The SQL of people who leave: all rows of their sets.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

use crate::files::{KEY_PATTERN, Remains};

/// How many photos a person has sent, and how many portraits there are of them.
pub async fn count_photos(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"with own as (
               select id from avatars where user_id = $1
           )
           select (select count(*) from reference_photos where avatar_id in (select id from own)) as "sent!",
                  (select count(*) from generated_photos where avatar_id in (select id from own)) as "made!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count a person's photos")?;
    Ok((row.sent, row.made))
}

/// All sets of a person, in the order in which they are locked.
pub async fn list_sets(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select job.id
         from generation_jobs as job
         join avatars on avatars.id = job.avatar_id
         where avatars.user_id = $1
         order by job.id",
        person_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the sets of a person who leaves")
}

/// Chat and message of the progress of each running set.
pub async fn list_progress_messages(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Vec<(i64, i32)>> {
    let rows = sqlx::query!(
        r#"select job.chat_id as "chat_id!", job.progress_message_id as "message_id!"
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where avatars.user_id = $1
             and job.status in ('pending', 'processing')
             and job.chat_id is not null
             and job.progress_message_id is not null
           order by job.id"#,
        person_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list where progress is shown")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.chat_id, row.message_id))
        .collect())
}

/// Keys are looked for in whole rows, so that a column that is added later is not
/// forgotten here. What a task may be storing at this moment is still arriving.
pub async fn forget_all(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Remains> {
    let rows = sqlx::query!(
        r#"with own as (
               select id from avatars where user_id = $1
           )
           select found.key[1] as "key!", bool_or(is_arriving) as "is_arriving!"
           from (
               select to_jsonb(job)::text as content, false as is_arriving
               from generation_jobs as job
               where avatar_id in (select id from own)
               union all
               select to_jsonb(task)::text, not exists (select from generated_photos where task_id = task.id)
               from kie_tasks as task
               where avatar_id in (select id from own)
               union all
               select to_jsonb(photo)::text, false
               from generated_photos as photo
               where avatar_id in (select id from own)
           ) as everything
           cross join lateral regexp_matches(content, $2, 'g') as found (key)
           group by 1"#,
        person_id,
        KEY_PATTERN,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot look for the objects of a person's sets")?;
    let addresses = sqlx::query_scalar!(
        r#"select image_url as "address!"
           from generated_photos as photo
           join avatars on avatars.id = photo.avatar_id
           where user_id = $1 and storage_key is null and image_url is not null"#,
        person_id,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot look for the pictures of a person's sets")?;
    delete_rows(connection, person_id).await?;
    let rows = rows
        .into_iter()
        .map(|row| (row.key, row.is_arriving))
        .collect();
    Ok(Remains::from_rows(rows, addresses))
}

async fn delete_rows(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from albums
         using generation_jobs as job, avatars
         where job.id = albums.job_id and avatars.id = job.avatar_id and avatars.user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's albums")?;
    sqlx::query!(
        "delete from generated_photos using avatars where avatars.id = avatar_id and user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's portraits")?;
    sqlx::query!(
        "delete from kie_tasks using avatars where avatars.id = avatar_id and user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's tasks")?;
    // Named is what stays, so that no column that is added later stays by mistake.
    sqlx::query!(
        "with gone as (
             delete from generation_jobs as job
             using avatars
             where avatars.id = job.avatar_id and avatars.user_id = $1
             returning job.*
         )
         insert into generation_jobs (id, payment_id, style_id, status, total_photos, completed_photos,
                                      created_at, finished_at, notified_at, stopped_at, rest_refunded_at)
         select id, payment_id, style_id, status, total_photos, completed_photos,
                created_at, finished_at, notified_at, stopped_at, rest_refunded_at
         from gone
         where payment_id is not null",
        person_id,
    )
    .execute(connection)
    .await
    .context("cannot take a person off their sets")?;
    Ok(())
}

pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select coalesce(
               jsonb_agg(
                   to_jsonb(job) || jsonb_build_object(
                       'portraits',
                       (
                           select coalesce(jsonb_agg(to_jsonb(photo) - 'prompt' order by photo.id), '[]')
                           from generated_photos as photo
                           where job_id = job.id
                       )
                   )
                   order by job.id
               ),
               '[]'
           ) as "export!"
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where avatars.user_id = $1"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's sets")
}
