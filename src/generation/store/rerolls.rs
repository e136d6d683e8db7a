//! The SQL of portraits made again: each is a set of one photo (`generation_jobs`)
//! that names the set and the photo it was made for.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A photo that someone wants to have made again, and how its set stands.
#[derive(Clone, Debug)]
pub struct Subject {
    pub photo_id: i32,
    /// The set that was paid for, also of a photo that was made again itself.
    pub set_id: i32,
    pub avatar_id: i32,
    pub style_id: Option<String>,
    pub prompt: String,
    /// The place of its scene in the set.
    pub scene: Option<i32>,
    pub payment_id: Option<i32>,
    /// Photos that the set was bought with.
    pub total: i32,
    /// Photos of the set that were made again or are being made; failed ones don't count.
    pub used: i64,
    /// Whether this very photo is being made again just now.
    pub is_under_way: bool,
}

/// The person's photo, unless its set was stopped.
pub async fn find_subject(
    connection: &mut PgConnection,
    photo_id: i32,
    user_id: i32,
) -> anyhow::Result<Option<Subject>> {
    sqlx::query_as!(
        Subject,
        r#"select photo.id as photo_id,
                  root.id as set_id,
                  avatars.id as avatar_id,
                  root.style_id,
                  coalesce(photo.prompt, '') as "prompt!",
                  coalesce(photo.scene_index, task.prompt_index) as scene,
                  root.payment_id,
                  coalesce(root.total_photos, 0) as "total!",
                  (select count(*)
                   from generation_jobs
                   where reroll_of = root.id and status <> 'failed') as "used!",
                  exists (
                      select
                      from generation_jobs
                      where reroll_of_photo = photo.id and status = 'processing'
                  ) as "is_under_way!"
           from generated_photos as photo
           join generation_jobs as job on job.id = photo.job_id
           join generation_jobs as root on root.id = coalesce(job.reroll_of, job.id)
           join avatars on avatars.id = root.avatar_id
           left join kie_tasks as task on task.id = photo.task_id
           where photo.id = $1 and avatars.user_id = $2 and root.stopped_at is null"#,
        photo_id,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a photo to make again")
}

/// A re-roll that is about to begin.
pub struct NewReroll<'a> {
    pub subject: &'a Subject,
    pub reason: &'static str,
    pub prompt: &'a str,
    pub chat_id: i64,
    /// The message that is to show how it goes; without one a new one is sent.
    pub progress_message_id: Option<i32>,
    pub most_attempts: i32,
    pub deadline_at: DateTime<Utc>,
}

/// Writes the re-roll with its task, and returns its id as a set.
pub async fn insert(
    connection: &mut PgConnection,
    new: &NewReroll<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    let set_id = sqlx::query_scalar!(
        "insert into generation_jobs (avatar_id, style_id, status, total_photos, completed_photos, chat_id,
                                      progress_message_id, deadline_at, created_at, reroll_of,
                                      reroll_of_photo, reroll_scene, reroll_reason)
         values ($1, $2, 'processing', 1, 0, $3, $4, $5, $6, $7, $8, $9, $10)
         returning id",
        new.subject.avatar_id,
        new.subject.style_id,
        new.chat_id,
        new.progress_message_id,
        new.deadline_at,
        now.naive_utc(),
        new.subject.set_id,
        new.subject.photo_id,
        new.subject.scene,
        new.reason,
    )
    .fetch_one(&mut *connection)
    .await
    .context("cannot write a re-roll")?;
    sqlx::query!(
        "insert into kie_tasks (job_id, avatar_id, style_id, prompt, prompt_index, status, attempts,
                                max_attempts, callback_token, created_at)
         values ($1, $2, $3, $4, 0, 'pending', 0, $5, gen_random_uuid(), $6)",
        set_id,
        new.subject.avatar_id,
        new.subject.style_id,
        new.prompt,
        new.most_attempts,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot write a re-roll's task")?;
    Ok(set_id)
}

/// What a re-roll's person may know of it.
pub struct Reroll {
    /// The photo that it was made for, as long as that is there.
    pub photo_id: Option<i32>,
    /// The newest message that shows that photo.
    pub message_id: Option<i32>,
    /// Photos that the set was bought with.
    pub total: i32,
    /// Re-rolls of the set that count.
    pub used: i64,
}

/// The re-roll that is the set `id`.
pub async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Reroll>> {
    sqlx::query_as!(
        Reroll,
        r#"select job.reroll_of_photo as photo_id,
                  (select max(message_id)
                   from shown_photos
                   where photo_id = job.reroll_of_photo and chat_id = job.chat_id) as message_id,
                  coalesce(root.total_photos, 0) as "total!",
                  (select count(*)
                   from generation_jobs
                   where reroll_of = root.id and status <> 'failed') as "used!"
           from generation_jobs as job
           join generation_jobs as root on root.id = job.reroll_of
           where job.id = $1"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a re-roll")
}

/// How many photos are being made again for this person.
pub async fn count_running(connection: &mut PgConnection, user_id: i32) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where avatars.user_id = $1 and job.reroll_of is not null and job.status = 'processing'"#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count what is made again")
}

/// A portrait that can be chosen to be made again.
pub struct Choice {
    pub photo_id: i32,
    /// Whether it was made again for the one before it.
    pub is_reroll: bool,
}

/// The photos of a set in the order of its scenes, each followed by what was made
/// again for it.
pub async fn list_choices(
    connection: &mut PgConnection,
    set_id: i32,
) -> anyhow::Result<Vec<Choice>> {
    sqlx::query_as!(
        Choice,
        r#"select photo.id as photo_id, job.reroll_of is not null as "is_reroll!"
           from generated_photos as photo
           join generation_jobs as job on job.id = photo.job_id
           left join kie_tasks as task on task.id = photo.task_id
           where job.id = $1 or job.reroll_of = $1
           order by coalesce(photo.scene_index, task.prompt_index) nulls last, 2, photo.id"#,
        set_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the photos to choose from")
}

/// The pair that a finished re-roll leaves to choose from.
pub struct Pair {
    /// The set that was paid for.
    pub set_id: i32,
    pub old_photo_id: i32,
    pub new_photo_id: i32,
    /// Where the old photo lies.
    pub old_storage_key: Option<String>,
}

/// The person's photo together with the one that it was made for, while both are
/// there. Its task tells which that is: the photo itself may be in another's place.
pub async fn find_pair(
    connection: &mut PgConnection,
    new_photo_id: i32,
    user_id: i32,
) -> anyhow::Result<Option<Pair>> {
    sqlx::query_as!(
        Pair,
        r#"select job.reroll_of as "set_id!",
                  old.id as old_photo_id,
                  new.id as new_photo_id,
                  old.storage_key as old_storage_key
           from generated_photos as new
           join kie_tasks as task on task.id = new.task_id
           join generation_jobs as job on job.id = task.job_id
           join generated_photos as old on old.id = job.reroll_of_photo
           join avatars on avatars.id = new.avatar_id
           where new.id = $1 and avatars.user_id = $2 and job.reroll_of is not null"#,
        new_photo_id,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a re-roll's pair")
}

/// Puts the new photo in the old one's place: the set has as many photos as
/// before, so that none of them seems to be missing and owed.
pub async fn replace(connection: &mut PgConnection, pair: &Pair) -> anyhow::Result<()> {
    sqlx::query!(
        "update albums
         set photo_ids = array_replace(photo_ids, $1, $2)
         where photo_ids @> array[$1]::integer[]
           and job_id = (select job_id from generated_photos where id = $1)",
        pair.old_photo_id,
        pair.new_photo_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot put a photo into another's album")?;
    sqlx::query!(
        "update generated_photos as new
         set job_id = old.job_id,
             favourite_at = coalesce(new.favourite_at, old.favourite_at)
         from generated_photos as old
         where new.id = $2 and old.id = $1",
        pair.old_photo_id,
        pair.new_photo_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot put a photo in another's place")?;
    // Where it came from is forgotten with it.
    sqlx::query!(
        "with gone as (delete from generated_photos where id = $1 returning task_id)
         update kie_tasks
         set result_url = null, result_key = null
         from gone
         where kie_tasks.id = gone.task_id",
        pair.old_photo_id
    )
    .execute(&mut *connection)
    .await
    .context("cannot remove a replaced photo")?;
    // The contact sheet still shows it.
    sqlx::query!(
        "update generation_jobs set sheet_file_id = null, sheet_fingerprint = null where id = $1",
        pair.set_id,
    )
    .execute(connection)
    .await
    .context("cannot forget a contact sheet")?;
    Ok(())
}
