//! The SQL of `referral_attributions` and `referral_visits`.

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::referral::links::Link;

/// By whom somebody was brought.
pub(in crate::referral) struct Brought {
    pub referrer_id: i32,
    pub link_id: Option<i32>,
    /// Whether our own rows say so. Otherwise another program wrote it down, and our rows say
    /// nothing: neither of them, nor the other way round.
    pub is_taken: bool,
}

pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Brought>> {
    sqlx::query_as!(
        Brought,
        r#"select referrer_id as "referrer_id!", link_id, true as "is_taken!"
           from referral_attributions
           where user_id = $1
           union all
           select owner.user_id, null, false
           from users
           join referral_balances as owner on owner.referral_code = users.referral_code_used
           where users.id = $1
             and owner.user_id <> users.id
             -- Old rows may point to people who are not there.
             and exists (select from users as known where known.id = owner.user_id)
             and not exists (select from referral_attributions where user_id = users.id)
             and not exists (
                 select
                 from referral_attributions
                 where user_id = owner.user_id and referrer_id = users.id
             )"#,
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
    referrer_id: i32,
    link_id: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let inserted = sqlx::query!(
        "insert into referral_attributions (user_id, referrer_id, link_id, created_at)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        person_id,
        referrer_id,
        link_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note who brought a person")?;
    Ok(inserted.rows_affected() == 1)
}

/// Those for whom [`find`] finds somebody who is not taken up: of all, or of one `owner`.
pub(in crate::referral) async fn list_untaken(
    connection: &mut PgConnection,
    owner_id: Option<i32>,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select users.id
         from referral_balances as owner
         join users on users.referral_code_used = owner.referral_code
         where ($1::integer is null or owner.user_id = $1)
           and owner.user_id <> users.id
           and exists (select from users as known where known.id = owner.user_id)
           and not exists (select from referral_attributions where user_id = users.id)
           and not exists (
               select
               from referral_attributions
               where user_id = owner.user_id and referrer_id = users.id
           )
         order by users.id",
        owner_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list whom another program says to have been brought")
}

/// Whether a payment of theirs ever came in, even if it went back. A set that they were
/// given is none.
pub(in crate::referral) async fn has_paid(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from payments
               where user_id = $1
                 and status in ('succeeded', 'refunded')
                 and provider is distinct from 'gift'
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
