//! The SQL of `admin_audit_log`, and of what is looked for in it.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::super::audit::{Filter, Who};

/// A line of the audit log, to be written.
pub(in crate::staff) struct NewEntry<'a> {
    pub admin_id: Option<i32>,
    pub action: &'a str,
    pub target_type: &'a str,
    pub target_id: Option<i32>,
    pub metadata: Value,
    pub at: DateTime<Utc>,
}

pub(in crate::staff) async fn insert(
    connection: &mut PgConnection,
    entry: &NewEntry<'_>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into admin_audit_log (admin_id, action, target_type, target_id, metadata, created_at)
         values ($1, $2, $3, $4, $5, $6)",
        entry.admin_id,
        entry.action,
        entry.target_type,
        entry.target_id,
        entry.metadata,
        entry.at.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot write to the audit log")?;
    Ok(())
}

/// Notes how the group knows somebody, where that is news.
pub(in crate::staff) async fn note_name(
    connection: &mut PgConnection,
    telegram_id: i64,
    name: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let known = sqlx::query_scalar!(
        "select name from staff_names where telegram_id = $1",
        telegram_id
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot ask for the name of a member")?;
    if known.as_deref() == Some(name) {
        return Ok(());
    }
    sqlx::query!(
        "insert into staff_names (telegram_id, name, noted_at)
         values ($1, $2, $3)
         on conflict (telegram_id) do update
         set name = excluded.name, noted_at = excluded.noted_at",
        telegram_id,
        name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note the name of a member")?;
    Ok(())
}

/// A line of the audit log as it is read.
#[derive(Clone, Debug)]
pub(in crate::staff) struct Entry {
    pub id: i32,
    pub action: Option<String>,
    pub target_type: Option<String>,
    pub target_id: Option<i32>,
    pub metadata: Option<Value>,
    pub created_at: Option<NaiveDateTime>,
    /// Of the staff account that did it, as it is called now.
    pub username: Option<String>,
    /// Of the Telegram account that did it, and of the one that agreed besides.
    pub name: Option<String>,
    pub second_name: Option<String>,
}

/// Entries that fit, newest first; those before `before`, where that is given.
///
/// Of a million entries a page takes milliseconds, as each part of a filter has an index in
/// this order. Within a transaction, which the caller ought to have, the plan is made for
/// this filter: one made for all of them is slow for some.
pub(in crate::staff) async fn list(
    connection: &mut PgConnection,
    filter: &Filter,
    before: Option<i32>,
    most: i64,
) -> anyhow::Result<Vec<Entry>> {
    sqlx::query!("select set_config('plan_cache_mode', 'force_custom_plan', true) as mode")
        .fetch_one(&mut *connection)
        .await
        .context("cannot have a plan made")?;
    let before_at = find_at(connection, before).await?;
    let who = filter.who.as_ref();
    let (target_type, target_id) = filter.target.clone().unzip();
    sqlx::query_as!(
        Entry,
        r#"select
               log.id,
               log.action,
               log.target_type,
               log.target_id,
               log.metadata,
               log.created_at,
               account.username as "username?",
               (
                   select name
                   from staff_names
                   where telegram_id::text = log.metadata ->> 'telegram_id'
               ) as name,
               (
                   select name
                   from staff_names
                   where telegram_id::text = log.metadata -> 'second' ->> 'telegram_id'
               ) as second_name
           from (
               select *
               from admin_audit_log
               where ($1::integer[] is null
                       or admin_id = any ($1)
                       or metadata ->> 'telegram_id' = any ($2::text[]))
                 and ($3::text[] is null or action = any ($3))
                 and ($4::text is null or target_type = $4)
                 and ($5::integer is null or target_id = $5)
                 and ($6::timestamp is null
                       or coalesce(created_at, '-infinity'::timestamp) >= $6)
                 and ($7::timestamp is null
                       or coalesce(created_at, '-infinity'::timestamp) < $7)
                 and ($8::integer is null
                       or (coalesce(created_at, '-infinity'::timestamp), id)
                           < (coalesce($9::timestamp, '-infinity'::timestamp), $8))
               order by coalesce(created_at, '-infinity'::timestamp) desc, id desc
               limit $10
           ) as log
           left join admin_users as account on account.id = log.admin_id
           order by coalesce(log.created_at, '-infinity'::timestamp) desc, log.id desc"#,
        who.map(|who| &who.admin_ids[..]) as Option<&[i32]>,
        who.map(|who| &who.telegram_ids[..]) as Option<&[String]>,
        filter.actions.as_deref() as Option<&[String]>,
        target_type as Option<String>,
        target_id as Option<i32>,
        filter.since,
        filter.until,
        before as Option<i32>,
        before_at as Option<NaiveDateTime>,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot read the audit log")
}

/// When an entry was written down, if it is known.
async fn find_at(
    connection: &mut PgConnection,
    id: Option<i32>,
) -> anyhow::Result<Option<NaiveDateTime>> {
    let at = sqlx::query_scalar!("select created_at from admin_audit_log where id = $1", id)
        .fetch_optional(connection)
        .await
        .context("cannot find an entry of the audit log")?;
    Ok(at.flatten())
}

/// All that was ever done, by name. Goes from each action to the next by the index, however
/// many entries there are.
pub(in crate::staff) async fn list_actions(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"with recursive known as (
               (select action from admin_audit_log order by action limit 1)
               union all
               select (
                   select log.action
                   from admin_audit_log as log
                   where log.action > known.action
                   order by log.action
                   limit 1
               )
               from known
               where known.action is not null
           )
           select action as "action!" from known where action is not null"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was done")
}

/// Whoever of the staff goes by this name or number: a user name, a Telegram id, or the
/// names by which Telegram knows the owner of a staff account or whoever acted before.
pub(in crate::staff) async fn find_who(
    connection: &mut PgConnection,
    name: &str,
) -> anyhow::Result<Who> {
    let accounts = sqlx::query!(
        r#"select account.id as "id!", account.telegram_user_id
           from admin_users as account
           left join users on users.telegram_user_id = account.telegram_user_id
           left join staff_names as known on known.telegram_id = account.telegram_user_id
           where lower(account.username) = lower($1)
              or account.telegram_user_id::text = $1
              or lower(users.telegram_username) = lower($1)
              or lower(known.name) = lower($1)"#,
        name,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot find somebody of the staff")?;
    let acted = sqlx::query_scalar!(
        r#"select known.telegram_id::text as "telegram_id!"
           from staff_names as known
           left join users on users.telegram_user_id = known.telegram_id
           where known.telegram_id::text = $1
              or lower(users.telegram_username) = lower($1)
              or lower(known.name) = lower($1)
           union
           select $1
           where exists (select from admin_audit_log where metadata ->> 'telegram_id' = $1)"#,
        name,
    )
    .fetch_all(connection)
    .await
    .context("cannot find who has acted")?;
    let admin_ids = accounts.iter().map(|account| account.id).collect();
    let tied = accounts
        .iter()
        .filter_map(|account| account.telegram_user_id);
    let mut telegram_ids: Vec<String> = tied.map(|id| id.to_string()).collect();
    telegram_ids.extend(acted);
    telegram_ids.sort();
    telegram_ids.dedup();
    Ok(Who {
        admin_ids,
        telegram_ids,
    })
}

/// Keeps what was looked for; its number.
pub(in crate::staff) async fn keep_search(
    connection: &mut PgConnection,
    words: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        "insert into staff_log_searches (words, asked_at)
         values ($1, $2)
         on conflict (words) do update set asked_at = excluded.asked_at
         returning id",
        words,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot keep what is looked for")
}

pub(in crate::staff) async fn find_search(
    connection: &mut PgConnection,
    id: i64,
) -> anyhow::Result<Option<String>> {
    sqlx::query_scalar!("select words from staff_log_searches where id = $1", id)
        .fetch_optional(connection)
        .await
        .context("cannot find what was looked for")
}

pub(in crate::staff) async fn delete_old_searches(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("delete from staff_log_searches where asked_at < $1", before)
        .execute(connection)
        .await
        .context("cannot forget what was looked for")?;
    Ok(())
}
