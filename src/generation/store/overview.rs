//! The SQL of how many sets a person has, and how they stand.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// A person's sets, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub all: i64,
    pub running: i64,
    /// Of the running ones, those that began before a given time.
    pub late: i64,
    pub failed: i64,
}

/// What was made again for a set, given back or deleted is not counted.
pub async fn count(
    connection: &mut PgConnection,
    user_id: i32,
    late_since: DateTime<Utc>,
) -> anyhow::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"select count(*) as "all!",
                  count(*) filter (where job.status in ('pending', 'processing')) as "running!",
                  count(*) filter (
                      where job.status in ('pending', 'processing') and job.created_at < $2
                  ) as "late!",
                  count(*) filter (where job.status = 'failed') as "failed!"
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where avatars.user_id = $1
             and job.stopped_at is null
             and job.reroll_of is null
             and job.deleted_at is null"#,
        user_id,
        late_since.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count a person's sets")
}

/// The id of the person's newest set.
pub async fn find_newest(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select job.id
         from generation_jobs as job
         join avatars on avatars.id = job.avatar_id
         where avatars.user_id = $1
           and job.stopped_at is null
           and job.reroll_of is null
           and job.deleted_at is null
         order by job.created_at desc nulls last, job.id desc
         limit 1",
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person's newest set")
}
