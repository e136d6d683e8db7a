//! The SQL of `admin_users`.

use anyhow::Context;
use chrono::NaiveDateTime;
use sqlx::PgConnection;

/// A staff account as lists show it.
pub struct StaffAccount {
    pub username: String,
    pub role: String,
    pub created_at: Option<NaiveDateTime>,
}

/// `false` when the name is taken.
pub(super) async fn insert(
    connection: &mut PgConnection,
    username: &str,
    hash: &str,
    role: &str,
) -> anyhow::Result<bool> {
    let added = sqlx::query!(
        "insert into admin_users (username, password_hash, role)
         values ($1, $2, $3)
         on conflict (username) do nothing",
        username,
        hash,
        role,
    )
    .execute(connection)
    .await
    .context("cannot add a staff account")?;
    Ok(added.rows_affected() == 1)
}

/// `false` when there is no such account.
pub(super) async fn set_role(
    connection: &mut PgConnection,
    username: &str,
    role: &str,
) -> anyhow::Result<bool> {
    let changed = sqlx::query!(
        "update admin_users set role = $2 where username = $1",
        username,
        role
    )
    .execute(connection)
    .await
    .context("cannot change a role")?;
    Ok(changed.rows_affected() == 1)
}

/// All staff accounts by name.
///
/// # Errors
/// When the database can't be asked.
pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<StaffAccount>> {
    sqlx::query_as!(
        StaffAccount,
        r#"select coalesce(username, '(no name)') as "username!", coalesce(role, 'viewer') as "role!", created_at
           from admin_users
           order by username"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the staff accounts")
}

/// Removes an account; its entries in the audit log keep standing without it.
///
/// # Errors
/// When there is no such account or the database can't be asked.
pub async fn remove(connection: &mut PgConnection, username: &str) -> anyhow::Result<()> {
    let removed = sqlx::query!(
        "with account as (select id from admin_users where username = $1),
              untied as (update admin_audit_log set admin_id = null where admin_id in (select id from account))
         delete from admin_users where id in (select id from account)",
        username,
    )
    .execute(connection)
    .await
    .context("cannot remove a staff account")?;
    anyhow::ensure!(
        removed.rows_affected() == 1,
        "there is no staff account {username}; see pinglass admin list"
    );
    Ok(())
}
