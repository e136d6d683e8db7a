//! The SQL of `admin_users`, `staff_notices` and `staff_group_moves`.

pub(super) mod cards;
pub(super) mod deeds;
pub(super) mod log;
pub(super) mod login;
pub(super) mod people;

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::PgConnection;

use crate::db::violated_constraint;

/// One Telegram account belongs to one staff account at most.
const ONE_ACCOUNT: &str = "admin_users_telegram_user_id_key";

/// A staff account as lists show it.
pub struct StaffAccount {
    pub username: String,
    pub role: String,
    pub telegram_id: Option<i64>,
    pub created_at: Option<NaiveDateTime>,
}

/// The account of someone who acts.
pub(super) struct ActingAccount {
    pub id: i32,
    pub username: String,
    pub role: String,
}

/// A staff account whose row is locked.
pub(super) struct Stored {
    pub id: i32,
    pub username: String,
    /// As whichever program wrote it.
    pub hash: Option<String>,
    pub role: String,
    pub telegram_id: Option<i64>,
}

/// The new account's id; `None` when the name is taken.
pub(super) async fn insert(
    connection: &mut PgConnection,
    username: &str,
    hash: &str,
    role: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into admin_users (username, password_hash, role, created_at)
         values ($1, $2, $3, $4)
         on conflict (username) do nothing
         returning id",
        username,
        hash,
        role,
        now.naive_utc(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot add a staff account")
}

pub(super) async fn lock_by_name(
    connection: &mut PgConnection,
    username: &str,
) -> anyhow::Result<Option<Stored>> {
    sqlx::query_as!(
        Stored,
        r#"select id,
                  coalesce(username, '') as "username!",
                  password_hash as hash,
                  coalesce(role, 'viewer') as "role!",
                  telegram_user_id as telegram_id
           from admin_users
           where username = $1
           for update"#,
        username,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a staff account")
}

/// Locks the account of a name and the one that a Telegram account belongs to, always in
/// the same order.
pub(super) async fn lock_both(
    connection: &mut PgConnection,
    username: &str,
    telegram_id: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "select id
         from admin_users
         where username = $1 or telegram_user_id = $2
         order by id
         for update",
        username,
        telegram_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot find the staff accounts of a sign-in")?;
    Ok(())
}

pub(super) async fn lock(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Stored>> {
    sqlx::query_as!(
        Stored,
        r#"select id,
                  coalesce(username, '') as "username!",
                  password_hash as hash,
                  coalesce(role, 'viewer') as "role!",
                  telegram_user_id as telegram_id
           from admin_users
           where id = $1
           for update"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a staff account")
}

pub(super) async fn set_role(
    connection: &mut PgConnection,
    id: i32,
    role: &str,
) -> anyhow::Result<()> {
    sqlx::query!("update admin_users set role = $2 where id = $1", id, role)
        .execute(connection)
        .await
        .context("cannot change a role")?;
    Ok(())
}

pub(super) async fn set_password(
    connection: &mut PgConnection,
    id: i32,
    hash: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update admin_users set password_hash = $2 where id = $1",
        id,
        hash
    )
    .execute(connection)
    .await
    .context("cannot change a password")?;
    Ok(())
}

/// What became of the wish to link a Telegram account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Linked {
    Done,
    /// It belongs to another staff account.
    Taken,
}

pub(super) async fn set_telegram_id(
    connection: &mut PgConnection,
    id: i32,
    telegram_id: Option<i64>,
) -> anyhow::Result<Linked> {
    let changed = sqlx::query!(
        "update admin_users set telegram_user_id = $2 where id = $1",
        id,
        telegram_id,
    )
    .execute(connection)
    .await;
    match changed {
        Ok(_) => Ok(Linked::Done),
        Err(error) if violated_constraint(&error) == Some(ONE_ACCOUNT) => Ok(Linked::Taken),
        Err(error) => Err(error).context("cannot link a Telegram account"),
    }
}

/// Unties a Telegram account from whatever staff account it belongs to; that account as
/// it was.
pub(super) async fn untie(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<Option<ActingAccount>> {
    sqlx::query_as!(
        ActingAccount,
        r#"update admin_users set telegram_user_id = null
           where telegram_user_id = $1
           returning id, coalesce(username, '') as "username!", coalesce(role, 'viewer') as "role!""#,
        telegram_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot untie a Telegram account")
}

/// All staff accounts by name.
///
/// # Errors
/// When the database can't be asked.
pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<StaffAccount>> {
    sqlx::query_as!(
        StaffAccount,
        r#"select coalesce(username, '(no name)') as "username!",
                  coalesce(role, 'viewer') as "role!",
                  telegram_user_id as telegram_id,
                  created_at
           from admin_users
           order by username"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the staff accounts")
}

/// Removes an account; its entries in the audit log keep standing without it.
pub(super) async fn remove(connection: &mut PgConnection, id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "with untied as (update admin_audit_log set admin_id = null where admin_id = $1)
         delete from admin_users where id = $1",
        id,
    )
    .execute(connection)
    .await
    .context("cannot remove a staff account")?;
    Ok(())
}

pub(super) async fn find_by_telegram_id(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<Option<ActingAccount>> {
    sqlx::query_as!(
        ActingAccount,
        r#"select id, coalesce(username, '') as "username!", coalesce(role, 'viewer') as "role!"
           from admin_users
           where telegram_user_id = $1"#,
        telegram_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a member of the staff")
}

/// `false` when it was told before.
pub(super) async fn add_notice(
    connection: &mut PgConnection,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let added = sqlx::query!(
        "insert into staff_notices (key, told_at)
         values ($1, $2)
         on conflict (key) do nothing",
        key,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note what the staff is told")?;
    Ok(added.rows_affected() == 1)
}

/// Where the group with this id in the settings was moved to.
pub(super) async fn find_move(
    connection: &mut PgConnection,
    configured: i64,
) -> anyhow::Result<Option<i64>> {
    sqlx::query_scalar!(
        "select to_chat_id from staff_group_moves where from_chat_id = $1",
        configured,
    )
    .fetch_optional(connection)
    .await
    .context("cannot ask where the staff group is")
}

/// `false` when that is known.
pub(super) async fn insert_move(
    connection: &mut PgConnection,
    configured: i64,
    to: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "insert into staff_group_moves as move (from_chat_id, to_chat_id, moved_at)
         values ($1, $2, $3)
         on conflict (from_chat_id) do update
         set to_chat_id = excluded.to_chat_id, moved_at = excluded.moved_at
         where move.to_chat_id <> excluded.to_chat_id",
        configured,
        to,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note where the staff group went")?;
    Ok(noted.rows_affected() == 1)
}

/// Forgets what was told before this moment under keys that begin with `prefix`.
pub(super) async fn delete_old_notices(
    connection: &mut PgConnection,
    prefix: &str,
    before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from staff_notices where starts_with(key, $1) and told_at < $2",
        prefix,
        before,
    )
    .execute(connection)
    .await
    .context("cannot forget what the staff was told long ago")?;
    Ok(())
}

/// How many things were told under keys that begin with `prefix`.
pub(super) async fn count_notices(
    connection: &mut PgConnection,
    prefix: &str,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from staff_notices where starts_with(key, $1)"#,
        prefix
    )
    .fetch_one(connection)
    .await
    .context("cannot count what the staff was told")
}

/// Lets something be told again.
pub(super) async fn delete_notices(
    connection: &mut PgConnection,
    prefix: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from staff_notices where starts_with(key, $1)",
        prefix
    )
    .execute(connection)
    .await
    .context("cannot forget what the staff was told")?;
    Ok(())
}
