//! The SQL of signing in: `staff_login_tries`, and what a password is compared with.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::login::Hash;

/// What is counted of a Telegram account or of a name.
#[derive(Clone, Debug)]
pub(in crate::staff) struct Tries {
    pub tries: i32,
    pub paused_until: Option<DateTime<Utc>>,
    pub last_message: Option<i32>,
}

/// Locks what is counted under `key`; nothing yet is a row too.
pub(in crate::staff) async fn lock_tries(
    connection: &mut PgConnection,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Tries> {
    sqlx::query_as!(
        Tries,
        "insert into staff_login_tries (key, last_at)
         values ($1, $2)
         on conflict (key) do update set last_at = excluded.last_at
         returning tries, paused_until, last_message",
        key,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot look up who tries to sign in")
}

pub(in crate::staff) async fn save_tries(
    connection: &mut PgConnection,
    key: &str,
    tries: &Tries,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_login_tries
         set tries = $2, paused_until = $3, last_message = $4
         where key = $1",
        key,
        tries.tries,
        tries.paused_until,
        tries.last_message,
    )
    .execute(connection)
    .await
    .context("cannot count who tries to sign in")?;
    Ok(())
}

pub(in crate::staff) async fn find_pause(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<Option<DateTime<Utc>>> {
    let found = sqlx::query_scalar!(
        "select paused_until from staff_login_tries where key = $1",
        key
    )
    .fetch_optional(connection)
    .await
    .context("cannot ask who has to wait")?;
    Ok(found.flatten())
}

pub(in crate::staff) async fn delete_tries(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<()> {
    sqlx::query!("delete from staff_login_tries where key = $1", key)
        .execute(connection)
        .await
        .context("cannot forget mistakes")?;
    Ok(())
}

pub(in crate::staff) async fn delete_old_tries(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("delete from staff_login_tries where last_at < $1", before)
        .execute(connection)
        .await
        .context("cannot forget old mistakes")?;
    Ok(())
}

/// What a password is to be compared with.
pub(in crate::staff) async fn find_hash(
    connection: &mut PgConnection,
    username: &str,
) -> anyhow::Result<Hash> {
    let found = sqlx::query!(
        r#"select coalesce(username = $1, false) as "is_own!",
                  password_hash
           from admin_users
           order by coalesce(username = $1, false) desc, id
           limit 1"#,
        username,
    )
    .fetch_optional(connection)
    .await
    .context("cannot look up a password")?;
    Ok(match found {
        Some(row) if row.is_own => Hash::Own(row.password_hash.unwrap_or_default()),
        Some(row) => Hash::Anybodys(row.password_hash.unwrap_or_default()),
        None => Hash::None,
    })
}

pub(in crate::staff) async fn find_id(
    connection: &mut PgConnection,
    username: &str,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!("select id from admin_users where username = $1", username)
        .fetch_optional(connection)
        .await
        .context("cannot find a staff account")
}

/// Whether this Telegram account is tied to the staff account of this name, or was signed
/// in to it before.
pub(in crate::staff) async fn is_known(
    connection: &mut PgConnection,
    username: &str,
    telegram_id: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from admin_users as account
               where username = $1
                 and (
                     telegram_user_id = $2
                     or exists (
                         select
                         from admin_audit_log
                         where target_type = 'staff'
                           and target_id = account.id
                           and action = 'login'
                           and metadata ->> 'telegram_id' = $2::bigint::text
                     )
                 )
           ) as "is_known!""#,
        username,
        telegram_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask who was signed in before")
}
