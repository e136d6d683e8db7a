//! The SQL of `throttles`: limits that all processes share.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::queue::{Places, Taken};

/// One step of the generic cell rate algorithm: `next_at` is the theoretical
/// arrival time of the next place.
pub(in crate::queue) async fn take_place(
    connection: &mut PgConnection,
    name: &str,
    interval: TimeDelta,
    now: DateTime<Utc>,
    latest_next_at: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let taken = sqlx::query!(
        "insert into throttles (name, next_at)
         values ($1, $2::timestamptz + $3::double precision * interval '1 microsecond')
         on conflict (name) do update
         set next_at = greatest(throttles.next_at, $2) + $3 * interval '1 microsecond'
         where throttles.next_at <= $4
         returning name",
        name,
        now,
        microseconds(interval),
        latest_next_at,
    )
    .fetch_optional(connection)
    .await
    .context("cannot take a place under a rate limit")?;
    Ok(taken.is_some())
}

pub(in crate::queue) async fn next_place(
    connection: &mut PgConnection,
    name: &str,
) -> anyhow::Result<DateTime<Utc>> {
    sqlx::query_scalar!("select next_at from throttles where name = $1", name)
        .fetch_one(connection)
        .await
        .context("cannot read a rate limit")
}

/// Whether so many places were taken of a limit whose burst fades.
pub(in crate::queue) async fn take_places(
    connection: &mut PgConnection,
    name: &str,
    places: Places,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let taken = sqlx::query!(
        "with due as (
             select adds * interval '1 microsecond' as adds,
                    reserve * interval '1 microsecond' as reserve,
                    album * interval '1 microsecond' as album
             from (values ($3::double precision, $4::double precision, $5::double precision))
                  as due (adds, reserve, album)
         )
         insert into throttles as throttle (name, next_at, busy_since)
         select $1, $2::timestamptz + adds, $2 from due
         on conflict (name) do update
         set next_at = greatest(throttle.next_at, $2) + (select adds from due),
             busy_since = case
                 when throttle.next_at + (select greatest(reserve, album) from due) <= $2 then $2
                 else throttle.busy_since
             end
         where throttle.next_at + (select album from due) - (select reserve from due) * greatest(
             0,
             1 - extract(epoch from $2 - throttle.busy_since)::double precision / $6
         ) <= $2
         returning name",
        name,
        now,
        microseconds(places.every * places.count),
        microseconds(places.reserve),
        microseconds(places.every * (places.count - 1).max(0)),
        places.fades,
    )
    .fetch_optional(connection)
    .await
    .context("cannot take places under a rate limit")?;
    Ok(taken.is_some())
}

pub(in crate::queue) async fn taken(
    connection: &mut PgConnection,
    name: &str,
) -> anyhow::Result<Taken> {
    sqlx::query_as!(
        Taken,
        r#"select next_at, coalesce(busy_since, 'epoch') as "busy_since!"
           from throttles
           where name = $1"#,
        name,
    )
    .fetch_one(connection)
    .await
    .context("cannot read a rate limit")
}

fn microseconds(time: TimeDelta) -> f64 {
    time.num_microseconds().unwrap_or(i64::MAX) as f64
}
