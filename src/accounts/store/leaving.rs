//! The SQL of people who leave: their rows of `users` and `user_settings`, and
//! what is left of their bans.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use crate::{
    accounts::{Leaving, Standing},
    i18n::Lang,
};

pub(in crate::accounts) async fn begin_leaving(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let begun = sqlx::query!(
        "update users set erasure_asked_at = $2 where id = $1 and erasure_asked_at is null",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot begin an erasure")?;
    Ok(begun.rows_affected() == 1)
}

/// Rows whose Telegram id was taken from them when this database was adopted, as
/// this person's row had it too.
pub(in crate::accounts) async fn list_twins(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select users.id
         from adoption_conflicts as conflict
         join users
             -- Of other tables what a row goes by may be no number.
             on users.id = case when conflict.table_name = 'users' then conflict.row_id::integer end
         where conflict.table_name = 'users'
           and conflict.column_name = 'telegram_user_id'
           and conflict.kept_row_id = $1::integer::text",
        id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the other rows of a person")
}

pub(in crate::accounts) async fn find_leaving(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Leaving>> {
    let row = sqlx::query!(
        r#"select users.id,
                  telegram_user_id,
                  language as "language?",
                  erasure_asked_at as "asked_at!",
                  coalesce(is_banned, false) as "is_banned!"
           from users
           left join user_settings on user_settings.user_id = users.id
           where users.id = $1 and erasure_asked_at is not null and erased_at is null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person who leaves")?;
    Ok(row.map(|row| Leaving {
        id: row.id,
        telegram_id: row.telegram_user_id,
        lang: row
            .language
            .as_deref()
            .and_then(Lang::with_tag)
            .unwrap_or(Lang::En),
        asked_at: row.asked_at,
        is_banned: row.is_banned,
    }))
}

pub(in crate::accounts) async fn list_leaving(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from users
         where erasure_asked_at is not null and erased_at is null
         order by erasure_asked_at, id",
    )
    .fetch_all(connection)
    .await
    .context("cannot list the people who leave")
}

pub(in crate::accounts) async fn lock(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<()> {
    sqlx::query!("select id from users where id = $1 for update", id)
        .fetch_optional(connection)
        .await
        .context("cannot lock a person")?;
    Ok(())
}

/// How they stand, and whether they are banned. Whoever is in no row is nobody who leaves.
pub(in crate::accounts) async fn hold(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<(Standing, bool)> {
    let row = sqlx::query!(
        r#"select erasure_asked_at, erased_at, coalesce(is_banned, false) as "is_banned!"
           from users
           where id = $1
           for key share"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot hold a person")?;
    let Some(row) = row else {
        return Ok((Standing::Here, false));
    };
    let standing = match (row.erased_at, row.erasure_asked_at) {
        (Some(_), _) => Standing::Gone,
        (None, Some(_)) => Standing::Leaving,
        (None, None) => Standing::Here,
    };
    Ok((standing, row.is_banned))
}

/// The row without its person, and without what else was written down of them.
pub(in crate::accounts) async fn forget(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("delete from user_settings where user_id = $1", id)
        .execute(&mut *connection)
        .await
        .context("cannot forget a person's settings")?;
    sqlx::query!(
        "delete from adoption_conflicts
         where table_name = 'users' and $1::integer::text in (row_id, kept_row_id)",
        id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget the other rows of a person")?;
    sqlx::query!("delete from bans where user_id = $1", id)
        .execute(&mut *connection)
        .await
        .context("cannot forget a person's bans")?;
    sqlx::query!(
        "update users
         set telegram_user_id = null,
             telegram_username = null,
             device_id = null,
             referral_code_used = null,
             ban_reason = null,
             erased_at = $2
         where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot forget a person")?;
    Ok(())
}

pub(in crate::accounts) async fn seal_ban(
    connection: &mut PgConnection,
    seal: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into sealed_bans (seal, banned_at) values ($1, $2) on conflict do nothing",
        seal,
        now,
    )
    .execute(connection)
    .await
    .context("cannot seal a ban")?;
    Ok(())
}

/// Bans a person who was banned before they were erased; `false` when they were not.
pub(in crate::accounts) async fn renew_ban(
    connection: &mut PgConnection,
    telegram_id: i64,
    seal: &str,
) -> anyhow::Result<bool> {
    let renewed = sqlx::query!(
        "update users
         set is_banned = true, banned_at = sealed_bans.banned_at at time zone 'utc'
         from sealed_bans
         where telegram_user_id = $1 and seal = $2",
        telegram_id,
        seal,
    )
    .execute(connection)
    .await
    .context("cannot renew a ban")?;
    Ok(renewed.rows_affected() > 0)
}

pub(in crate::accounts) async fn export(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select jsonb_build_object(
               'account', to_jsonb(users),
               'settings', to_jsonb(user_settings),
               'bans', (
                   select coalesce(jsonb_agg(to_jsonb(bans) - array['banned_by', 'banned_by_name', 'lifted_by', 'lifted_by_name']), '[]')
                   from bans
                   where bans.user_id = users.id
               )
           ) as "export!"
           from users
           left join user_settings on user_settings.user_id = users.id
           where users.id = $1"#,
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's account")
}
