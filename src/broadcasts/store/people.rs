//! The SQL that tells whom a broadcast is for.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{broadcasts::audience::Terms, i18n::Lang};

/// How many people of a language there are.
pub(in crate::broadcasts) struct LanguageCount {
    pub language: String,
    pub count: i64,
}

/// How many people a broadcast is for, by their language. With `fix` they are written down
/// as its recipients in the same statement, so that what is counted is what is fixed.
///
/// Nobody is among them who is banned, leaves, can't be reached or wants no news, and none
/// of the staff, by their accounts or as `owners`, unless a list names them.
pub(in crate::broadcasts) async fn count(
    connection: &mut PgConnection,
    broadcast_id: i32,
    terms: &Terms,
    owners: &[i64],
    fix: bool,
) -> anyhow::Result<Vec<LanguageCount>> {
    sqlx::query_file_as!(
        LanguageCount,
        "src/broadcasts/store/audience.sql",
        broadcast_id,
        fix,
        terms.group,
        terms.language.map(Lang::tag),
        terms.seen_since,
        terms.not_seen_since,
        owners,
    )
    .fetch_all(connection)
    .await
    .context("cannot count whom a broadcast is for")
}

/// Puts the people of a list, by Telegram ids and lower-case names, in the place of the
/// list before; how many of them are known.
pub(in crate::broadcasts) async fn set_list(
    connection: &mut PgConnection,
    broadcast_id: i32,
    telegram_ids: &[i64],
    names: &[String],
) -> anyhow::Result<u64> {
    sqlx::query!(
        "delete from broadcast_listed where broadcast_id = $1",
        broadcast_id
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a list of people")?;
    let added = sqlx::query!(
        "insert into broadcast_listed (broadcast_id, user_id)
         select $1, users.id
         from users
         join user_settings on user_settings.user_id = users.id
         where users.telegram_user_id = any($2) or lower(users.telegram_username) = any($3)
         on conflict do nothing",
        broadcast_id,
        telegram_ids,
        names,
    )
    .execute(connection)
    .await
    .context("cannot write down a list of people")?;
    Ok(added.rows_affected())
}

/// Whether so much waits in front of everybody that a broadcast has to: updates and jobs
/// that people wait for, due before `due_before`. What has been due for much longer is
/// stuck for another reason, and waiting would not help it.
pub(in crate::broadcasts) async fn is_backlog(
    connection: &mut PgConnection,
    due_after: DateTime<Utc>,
    due_before: DateTime<Utc>,
    most: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select count(*) > $3 as "is_backlog!"
           from (
               select from telegram_updates
               where status = 'waiting' and run_at > $1 and run_at < $2
               union all
               select from jobs
               where status = 'waiting' and priority < 100 and run_at > $1 and run_at < $2
           ) as overdue"#,
        due_after,
        due_before,
        most,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask what waits")
}
