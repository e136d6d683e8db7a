//! Sets that were begun within the time, also portraits that were made again.

use anyhow::Context;
use chrono_tz::Tz;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::{Cell, Cut, count, moment, naive, words};

/// The columns, by the names of their words.
pub const COLUMNS: [&str; 10] = [
    "number",
    "begun",
    "finished",
    "status",
    "style",
    "photos",
    "made",
    "payment",
    "person",
    "made-again-of",
];

pub async fn each(
    connection: &mut PgConnection,
    cut: &Cut,
    zone: Tz,
    mut add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut rows = sqlx::query!(
        r#"select job.id as "id!",
                  job.created_at,
                  job.finished_at,
                  job.status,
                  job.style_id,
                  job.total_photos,
                  (select count(*) from generated_photos where job_id = job.id)
                      + coalesce(job.deleted_photos, 0) as made,
                  job.payment_id,
                  avatars.user_id as "user_id?",
                  job.reroll_of
           from generation_jobs as job
           left join avatars on avatars.id = job.avatar_id
           where job.created_at >= $1 and job.created_at < $2 and job.id > $3
           order by job.id
           limit $4"#,
        cut.from.naive_utc(),
        cut.until.naive_utc(),
        cut.after,
        cut.most_rows,
    )
    .fetch(connection);
    while let Some(row) = rows.try_next().await.context("cannot read sets")? {
        let cells = vec![
            Cell::Count(row.id.into()),
            naive(zone, row.created_at),
            moment(zone, row.finished_at),
            words(row.status),
            words(row.style_id),
            count(row.total_photos),
            count(row.made),
            count(row.payment_id),
            count(row.user_id),
            count(row.reroll_of),
        ];
        add(row.id, cells)?;
    }
    Ok(())
}
