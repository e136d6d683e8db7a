//! The SQL of bans: `bans`, and what `users` says of them.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::accounts::banning::{Ban, NewBan};

/// `false` when the person is banned already.
pub(in crate::accounts) async fn mark_banned(
    connection: &mut PgConnection,
    id: i32,
    reason: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let banned = sqlx::query!(
        "update users
         set is_banned = true, banned_at = $3, ban_reason = $2
         where id = $1 and not coalesce(is_banned, false)",
        id,
        reason,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot ban a person")?;
    Ok(banned.rows_affected() == 1)
}

/// `false` when the person is not banned.
pub(in crate::accounts) async fn mark_free(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<bool> {
    let freed = sqlx::query!(
        "update users
         set is_banned = false, banned_at = null, ban_reason = null
         where id = $1 and is_banned",
        id,
    )
    .execute(connection)
    .await
    .context("cannot lift a ban")?;
    Ok(freed.rows_affected() == 1)
}

/// A ban that another program lifted leaves its line open: that ends with the next one.
pub(in crate::accounts) async fn insert(
    connection: &mut PgConnection,
    user_id: i32,
    new: &NewBan<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update bans set lifted_at = $2 where user_id = $1 and lifted_at is null",
        user_id,
        now,
    )
    .execute(&mut *connection)
    .await
    .context("cannot end an old ban")?;
    sqlx::query!(
        "insert into bans (user_id, reason, is_told_why, banned_by, banned_by_name, banned_at)
         values ($1, $2, $3, $4, $5, $6)",
        user_id,
        new.reason,
        new.is_told_why,
        new.by.0,
        new.by.1,
        now,
    )
    .execute(connection)
    .await
    .context("cannot write a ban down")?;
    Ok(())
}

pub(in crate::accounts) async fn lift(
    connection: &mut PgConnection,
    user_id: i32,
    (by, by_name): (i64, &str),
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update bans
         set lifted_by = $2, lifted_by_name = $3, lifted_at = $4
         where user_id = $1 and lifted_at is null",
        user_id,
        by,
        by_name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a ban was lifted")?;
    Ok(())
}

pub(in crate::accounts) async fn break_seal(
    connection: &mut PgConnection,
    seal: &str,
) -> anyhow::Result<()> {
    sqlx::query!("delete from sealed_bans where seal = $1", seal)
        .execute(connection)
        .await
        .context("cannot break the seal of a ban")?;
    Ok(())
}

/// The ban in force, as far as it is known.
pub(in crate::accounts) async fn find(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<Ban>> {
    sqlx::query_as!(
        Ban,
        r#"select coalesce(bans.reason, users.ban_reason) as reason,
                  coalesce(bans.is_told_why, false) as "is_told_why!",
                  bans.banned_by_name as "by?",
                  coalesce(bans.banned_at, users.banned_at at time zone 'utc') as at
           from users
           left join bans on bans.user_id = users.id and bans.lifted_at is null
           where users.id = $1 and users.is_banned"#,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a ban")
}
