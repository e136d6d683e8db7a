//! The SQL of how long sets take.
//!
//! From the charge, or from when its person chose what to make of it where they did so
//! later, until the last album has arrived; by the time of arrival. Sets that were opened
//! again for their missing photos are left out, as their end says nothing of the first
//! delivery: their deadline is later than a day after their beginning. So are sets that
//! another program made, of which no album is known.

use anyhow::Context;
use chrono::TimeDelta;
use sqlx::PgConnection;

use crate::reports::{numbers::Times, period::Span};

/// Of each step, and of all of it.
pub async fn times(
    connection: &mut PgConnection,
    span: &Span,
) -> anyhow::Result<(Vec<Times>, Times)> {
    let rows = sqlx::query!(
        r#"with delivered as (
               select width_bucket(job.notified_at, $1::timestamptz[]) as step,
                      extract(epoch from album.arrived_at - case
                          when orders.avatar_id = job.avatar_id then sale.sold_at
                          else greatest(sale.sold_at, job.created_at at time zone 'UTC')
                      end)::float8 as secs
               from generation_jobs as job
               join report_sales as sale on sale.payment_id = job.payment_id
               left join orders on orders.payment_id = job.payment_id
               cross join lateral (
                   select max(sent_at) as arrived_at from albums where albums.job_id = job.id
               ) as album
               where job.notified_at >= $2
                 and job.notified_at < $3
                 and job.status = 'completed'
                 and job.reroll_of is null
                 and job.stopped_at is null
                 and job.deadline_at <= job.created_at at time zone 'UTC' + interval '25 hours'
                 and album.arrived_at is not null
           )
           select step,
                  count(*) as "sets!",
                  percentile_cont(0.5) within group (order by greatest(secs, 0)) as median,
                  percentile_cont(0.9) within group (order by greatest(secs, 0)) as ninth_decile
           from delivered
           group by grouping sets ((step), ())"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot measure deliveries")?;
    let mut steps = vec![Times::default(); span.steps()];
    let mut in_all = Times::default();
    for row in rows {
        let times = Times {
            sets: row.sets,
            median: row.median.map(seconds),
            ninth_decile: row.ninth_decile.map(seconds),
        };
        match row.step {
            Some(bucket) => *super::step(&mut steps, bucket)? = times,
            None => in_all = times,
        }
    }
    Ok((steps, in_all))
}

fn seconds(seconds: f64) -> TimeDelta {
    TimeDelta::milliseconds((seconds * 1000.0) as i64)
}
