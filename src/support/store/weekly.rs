//! The SQL of a week's numbers, and of the weeks that were reported.
//!
//! A promise belongs to the week in which it was kept, or was not: whatever came
//! first of the answer and the time for which it was promised.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::support::{
    ticket::Category,
    weekly::{Days7, Kept, Numbers, Times},
};

/// Notes that a week's picture is ordered; `false` when it was before.
pub(in crate::support) async fn order(
    connection: &mut PgConnection,
    monday: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let ordered = sqlx::query!(
        "insert into support_weeks (monday, ordered_at) values ($1, $2) on conflict do nothing",
        monday,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note a week's picture")?;
    Ok(ordered.rows_affected() == 1)
}

/// All numbers of a week, as far as it has come.
pub(in crate::support) async fn numbers(
    connection: &mut PgConnection,
    week: &Days7,
    before: &Days7,
    now: DateTime<Utc>,
) -> anyhow::Result<Numbers> {
    let (open_now, overdue_now) = open(connection, now).await?;
    Ok(Numbers {
        opened: opened(connection, week).await?,
        opened_before: count_opened(connection, before).await?,
        resolved: count_resolved(connection, week).await?,
        first_response: first_response(connection, week).await?,
        resolution: resolution(connection, week).await?,
        first_response_kept: first_response_kept(connection, week, now).await?,
        resolution_kept: resolution_kept(connection, week, now).await?,
        ratings: ratings(connection, week).await?,
        open_now,
        overdue_now,
    })
}

async fn opened(
    connection: &mut PgConnection,
    week: &Days7,
) -> anyhow::Result<[[u32; Category::ALL.len()]; 7]> {
    let edges: Vec<NaiveDateTime> = week.edges.iter().map(DateTime::naive_utc).collect();
    let rows = sqlx::query!(
        r#"select width_bucket(created_at, $1::timestamp[]) as "day!",
                  coalesce(category, 'other') as "category!",
                  count(*) as "count!"
           from support_tickets
           where created_at >= $2 and created_at < $3
           group by 1, 2"#,
        &edges,
        week.from().naive_utc(),
        week.until().naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot count a week's new tickets")?;
    let mut opened = [[0; Category::ALL.len()]; 7];
    for row in rows {
        let day = usize::try_from(row.day - 1)?;
        let category = Category::stored(&row.category);
        let place = Category::ALL.iter().position(|known| *known == category);
        let place = place.context("a category is among all")?;
        // Other programs may have more than one name for `other`.
        opened[day][place] += u32::try_from(row.count)?;
    }
    Ok(opened)
}

async fn count_opened(connection: &mut PgConnection, week: &Days7) -> anyhow::Result<u32> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from support_tickets
           where created_at >= $1 and created_at < $2"#,
        week.from().naive_utc(),
        week.until().naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count the new tickets of a week")?;
    Ok(count.try_into()?)
}

async fn count_resolved(connection: &mut PgConnection, week: &Days7) -> anyhow::Result<u32> {
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from support_tickets
           where resolved_at >= $1 and resolved_at < $2"#,
        week.from(),
        week.until(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count the resolved tickets of a week")?;
    Ok(count.try_into()?)
}

async fn first_response(connection: &mut PgConnection, week: &Days7) -> anyhow::Result<Times> {
    let row = sqlx::query!(
        "select percentile_cont(0.5) within group (order by secs) as median,
                percentile_cont(0.9) within group (order by secs) as ninth_decile
         from (
             select greatest(extract(epoch from first_responded_at - created_at), 0)::float8 as secs
             from support_tickets
             where first_responded_at >= $1 and first_responded_at < $2 and created_at is not null
         ) as answered",
        week.from().naive_utc(),
        week.until().naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot measure the first answers of a week")?;
    Ok(times(row.median, row.ninth_decile))
}

async fn resolution(connection: &mut PgConnection, week: &Days7) -> anyhow::Result<Times> {
    let row = sqlx::query!(
        "select percentile_cont(0.5) within group (order by secs) as median,
                percentile_cont(0.9) within group (order by secs) as ninth_decile
         from (
             select greatest(
                 extract(epoch from resolved_at at time zone 'UTC' - created_at), 0
             )::float8 as secs
             from support_tickets
             where resolved_at >= $1 and resolved_at < $2 and created_at is not null
         ) as resolved",
        week.from(),
        week.until(),
    )
    .fetch_one(connection)
    .await
    .context("cannot measure the solutions of a week")?;
    Ok(times(row.median, row.ninth_decile))
}

fn times(median: Option<f64>, ninth_decile: Option<f64>) -> Times {
    let whole = |secs: f64| TimeDelta::seconds(secs as i64);
    Times {
        median: median.map(whole),
        ninth_decile: ninth_decile.map(whole),
    }
}

/// Who got a solution in time needed no answer.
async fn first_response_kept(
    connection: &mut PgConnection,
    week: &Days7,
    now: DateTime<Utc>,
) -> anyhow::Result<Kept> {
    let row = sqlx::query!(
        r#"select count(*) as "of!", count(*) filter (where given_at <= due_at) as "kept!"
           from (
               select first_responded_at as given_at,
                      sla_first_response_at as due_at,
                      resolved_at at time zone 'UTC' as resolved_at
               from support_tickets
               where sla_first_response_at is not null
           ) as promise
           where least(given_at, due_at) >= $1
             and least(given_at, due_at) < $2
             and least(given_at, due_at) <= $3
             and (given_at is not null or resolved_at is null or resolved_at > due_at)"#,
        week.from().naive_utc(),
        week.until().naive_utc(),
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count the first answers that were in time")?;
    Ok(Kept {
        kept: row.kept.try_into()?,
        of: row.of.try_into()?,
    })
}

async fn resolution_kept(
    connection: &mut PgConnection,
    week: &Days7,
    now: DateTime<Utc>,
) -> anyhow::Result<Kept> {
    let row = sqlx::query!(
        r#"select count(*) as "of!",
                  count(*) filter (where resolved_at <= resolution_due_at) as "kept!"
           from support_tickets
           where resolution_due_at is not null
             and least(resolved_at, resolution_due_at) >= $1
             and least(resolved_at, resolution_due_at) < $2
             and least(resolved_at, resolution_due_at) <= $3"#,
        week.from(),
        week.until(),
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot count the solutions that were in time")?;
    Ok(Kept {
        kept: row.kept.try_into()?,
        of: row.of.try_into()?,
    })
}

/// Of those who changed their mind, the last word of the week.
async fn ratings(connection: &mut PgConnection, week: &Days7) -> anyhow::Result<[u32; 5]> {
    let rows = sqlx::query!(
        r#"select stars as "stars!", count(*) as "count!"
           from (
               select distinct on (ticket_id) (details ->> 'stars')::integer as stars
               from ticket_events
               where kind = 'rated' and at >= $1 and at < $2
               order by ticket_id, id desc
           ) as rated
           where stars between 1 and 5
           group by stars"#,
        week.from(),
        week.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot count the ratings of a week")?;
    let mut ratings = [0; 5];
    for row in rows {
        ratings[usize::try_from(row.stars - 1)?] = u32::try_from(row.count)?;
    }
    Ok(ratings)
}

/// How many tickets are open, and of how many of them something is overdue.
async fn open(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<(u32, u32)> {
    let row = sqlx::query!(
        r#"select count(*) as "open!",
                  count(*) filter (
                      where waiting_since is null
                        and (
                            next_response_due_at < $1
                            or resolution_due_at < $1
                            or first_responded_at is null and sla_first_response_at < $2
                        )
                  ) as "overdue!"
           from support_tickets
           where status in ('open', 'in_progress')"#,
        now,
        now.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count the open tickets")?;
    Ok((row.open.try_into()?, row.overdue.try_into()?))
}
