//! The SQL of `referral_attributions` and `referral_visits`.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::referral::links::Link;

/// By whom somebody was brought.
pub(in crate::referral) struct Brought {
    pub referrer_id: i32,
    pub link_id: Option<i32>,
}

pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Brought>> {
    sqlx::query_as!(
        Brought,
        "select referrer_id, link_id from referral_attributions where user_id = $1",
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find who brought a person")
}

/// `false` when they were brought before, or have brought the owner of the link.
pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    link: &Link,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let inserted = sqlx::query!(
        "insert into referral_attributions (user_id, referrer_id, link_id, created_at)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        person_id,
        link.owner_id,
        link.link_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note who brought a person")?;
    Ok(inserted.rows_affected() == 1)
}

/// Whether a payment of theirs ever came in, even if it went back.
pub(in crate::referral) async fn has_paid(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from payments where user_id = $1 and status in ('succeeded', 'refunded')
           ) as "has_paid!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person has paid")
}

/// Once a day for each person, however often they open the link.
pub(in crate::referral) async fn add_visit(
    connection: &mut PgConnection,
    link: &Link,
    visitor_id: i32,
    day: NaiveDate,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into referral_visits (owner_id, link_id, visitor_id, day)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        link.owner_id,
        link.link_id,
        visitor_id,
        day,
    )
    .execute(connection)
    .await
    .context("cannot count a visit")?;
    Ok(())
}
