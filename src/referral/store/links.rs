//! The SQL of `referral_links`, and the look-up of all codes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::referral::links::{Link, NamedLink};

/// Of people who have a code: whoever was erased or asked to be has none that counts, and
/// neither has a link that was closed.
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
                  or owner.user_id = (select user_id from referral_links
                                      where code = $1 and closed_at is null))
             and owner.referral_code is not null
             and users.erasure_asked_at is null
             and not coalesce(users.is_banned, false)"#,
        code,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find whose a code is")
}

/// The new link's number; `None` when the code is taken.
pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    code: &str,
    name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into referral_links (user_id, code, name, created_at)
         select $1, $2::text, $3, $4
         where not exists (select from referral_balances where referral_code = $2::text)
         on conflict (code) do nothing
         returning id",
        person_id,
        code,
        name,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot add a link")
}

/// All of a partner's further links, open ones first, the newest first.
pub(in crate::referral) async fn list(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Vec<NamedLink>> {
    sqlx::query_as!(
        NamedLink,
        r#"select id, code, name, closed_at is null as "is_open!"
           from referral_links
           where user_id = $1
           order by closed_at is not null, id desc"#,
        person_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list links")
}

/// One of the person's own: a number from outside may be anybody's.
pub(in crate::referral) async fn find_own(
    connection: &mut PgConnection,
    person_id: i32,
    id: i32,
) -> anyhow::Result<Option<NamedLink>> {
    sqlx::query_as!(
        NamedLink,
        r#"select id, code, name, closed_at is null as "is_open!"
           from referral_links
           where user_id = $1 and id = $2"#,
        person_id,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a link")
}

/// Of the person whose balance is held.
pub(in crate::referral) async fn count(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from referral_links where user_id = $1"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count links")
}

pub(in crate::referral) async fn rename(
    connection: &mut PgConnection,
    person_id: i32,
    id: i32,
    name: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_links set name = $3 where user_id = $1 and id = $2",
        person_id,
        id,
        name,
    )
    .execute(connection)
    .await
    .context("cannot rename a link")?;
    Ok(())
}

/// Closes it at that time, or opens it again.
pub(in crate::referral) async fn set_closed(
    connection: &mut PgConnection,
    person_id: i32,
    id: i32,
    closed_at: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_links set closed_at = $3 where user_id = $1 and id = $2",
        person_id,
        id,
        closed_at,
    )
    .execute(connection)
    .await
    .context("cannot close or open a link")?;
    Ok(())
}
