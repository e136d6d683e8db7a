//! The SQL of the list of the staff.

use anyhow::Context;
use chrono::NaiveDateTime;
use sqlx::PgConnection;

/// A staff account with what is known of its owner.
#[derive(Clone, Debug)]
pub(in crate::staff) struct Person {
    pub id: i32,
    pub username: String,
    pub role: String,
    pub telegram_id: Option<i64>,
    /// As the group knows whoever is signed in.
    pub name: Option<String>,
    pub created_at: Option<NaiveDateTime>,
    pub last_action: Option<String>,
    pub last_at: Option<NaiveDateTime>,
}

/// A page of the accounts by name, and how many there are in all.
pub(in crate::staff) async fn list_page(
    connection: &mut PgConnection,
    offset: i64,
    most: i64,
) -> anyhow::Result<(Vec<Person>, i64)> {
    let people = sqlx::query_as!(
        Person,
        r#"select account.id,
                  coalesce(account.username, '№ ' || account.id) as "username!",
                  coalesce(account.role, 'viewer') as "role!",
                  account.telegram_user_id as telegram_id,
                  (
                      select name
                      from staff_names
                      where telegram_id = account.telegram_user_id
                  ) as name,
                  account.created_at,
                  last.action as "last_action?",
                  last.created_at as "last_at?"
           from admin_users as account
           left join lateral (
               select action, created_at
               from admin_audit_log
               where admin_id = account.id
               order by coalesce(created_at, '-infinity'::timestamp) desc, id desc
               limit 1
           ) as last on true
           order by account.username, account.id
           offset $1
           limit $2"#,
        offset,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list the staff")?;
    let all = sqlx::query_scalar!(r#"select count(*) as "count!" from admin_users"#)
        .fetch_one(connection)
        .await
        .context("cannot count the staff")?;
    Ok((people, all))
}

pub(in crate::staff) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Person>> {
    sqlx::query_as!(
        Person,
        r#"select account.id,
                  coalesce(account.username, '№ ' || account.id) as "username!",
                  coalesce(account.role, 'viewer') as "role!",
                  account.telegram_user_id as telegram_id,
                  (
                      select name
                      from staff_names
                      where telegram_id = account.telegram_user_id
                  ) as name,
                  account.created_at,
                  last.action as "last_action?",
                  last.created_at as "last_at?"
           from admin_users as account
           left join lateral (
               select action, created_at
               from admin_audit_log
               where admin_id = account.id
               order by coalesce(created_at, '-infinity'::timestamp) desc, id desc
               limit 1
           ) as last on true
           where account.id = $1"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a staff account")
}

/// The ids of all admins' accounts, locked so that none stops being one meanwhile.
pub(in crate::staff) async fn lock_admins(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!("select id from admin_users where role = 'admin' order by id for update")
        .fetch_all(connection)
        .await
        .context("cannot lock the admins' accounts")
}

/// How the group knows somebody who has acted in it.
pub(in crate::staff) async fn find_name(
    connection: &mut PgConnection,
    telegram_id: i64,
) -> anyhow::Result<Option<String>> {
    sqlx::query_scalar!(
        "select name from staff_names where telegram_id = $1",
        telegram_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot ask for the name of a member")
}
