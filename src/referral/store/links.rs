//! The SQL of `referral_links`, and the look-up of all codes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::referral::links::Link;

/// Of people who have a code: whoever was erased or asked to be has none that counts.
pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    code: &str,
) -> anyhow::Result<Option<Link>> {
    sqlx::query_as!(
        Link,
        r#"select owner.user_id as "owner_id!",
                  owner.referral_code as "owner_code!",
                  link.id as "link_id?"
           from referral_balances as owner
           join users on users.id = owner.user_id
           left join referral_links as link
               on link.user_id = owner.user_id and link.code = $1 and link.closed_at is null
           where (owner.referral_code = $1
                  or owner.user_id = (
                      select user_id from referral_links where code = $1 and closed_at is null
                  ))
             and owner.referral_code is not null
             and users.erasure_asked_at is null
             and not coalesce(users.is_banned, false)"#,
        code,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find whose a code is")
}

/// `false` when the code is taken.
pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    code: &str,
    name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let inserted = sqlx::query!(
        "insert into referral_links (user_id, code, name, created_at)
         select $1, $2::text, $3, $4
         where not exists (select from referral_balances where referral_code = $2::text)
         on conflict (code) do nothing",
        person_id,
        code,
        name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot add a link")?;
    Ok(inserted.rows_affected() == 1)
}
