//! The SQL of how the inbox stands, and of updates that were given up.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How the inbox stands, for whoever looks after it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxStanding {
    /// Waiting or being handled.
    pub unfinished: i64,
    /// When the oldest of those came.
    pub oldest: Option<DateTime<Utc>>,
    /// Given up, as far as they are kept.
    pub dead: i64,
    /// Of those, given up since the time that was asked about.
    pub dead_lately: i64,
    /// What people were given to quote of the newest of those.
    pub references: Vec<String>,
    /// When the last update came.
    pub last_at: Option<DateTime<Utc>>,
}

/// What came this very moment is not counted: it may be the question itself.
///
/// # Errors
/// When the database can't be asked.
pub async fn inbox_standing(
    connection: &mut PgConnection,
    lately_since: DateTime<Utc>,
    came_before: DateTime<Utc>,
) -> anyhow::Result<InboxStanding> {
    sqlx::query_as!(
        InboxStanding,
        r#"select unfinished.count as "unfinished!",
                  unfinished.oldest,
                  dead.count as "dead!",
                  dead.lately as "dead_lately!",
                  array(
                      select reference
                      from telegram_updates
                      where status = 'dead' and finished_at >= $1 and reference is not null
                      order by finished_at desc
                      limit 3
                  ) as "references!: Vec<String>",
                  (select received_at from telegram_updates order by update_id desc limit 1) as last_at
           from (
               select count(*) as count, min(received_at) as oldest
               from telegram_updates
               where status in ('waiting', 'running') and received_at < $2
           ) as unfinished
           cross join (
               select count(*) as count, count(*) filter (where finished_at >= $1) as lately
               from telegram_updates
               where status = 'dead'
           ) as dead"#,
        lately_since,
        came_before,
    )
    .fetch_one(connection)
    .await
    .context("cannot see how the inbox stands")
}

/// Has the updates that were given up handled again; how many there were. Those whose
/// words had to be forgotten stay as they are.
///
/// # Errors
/// When the database refuses it.
pub async fn revive_updates(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let revived = sqlx::query!(
        "with revived as (
             update telegram_updates
             set status = 'waiting', attempts = 0, begun = 0, run_at = $1, received_at = $1,
                 finished_at = null
             where status = 'dead' and payload <> ''
             returning 1
         )
         select count(*) as count, max(pg_notify('pinglass_updates', '')::text) as told from revived",
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot have updates handled again")?;
    Ok(u64::try_from(revived.count.unwrap_or_default())?)
}

/// Forgets the updates that were given up; how many there were. Their numbers are kept, so
/// that none is handled when it comes once more.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_dead_updates(connection: &mut PgConnection) -> anyhow::Result<u64> {
    let forgotten = sqlx::query!(
        "update telegram_updates
         set status = 'done', conversation = 0, payload = '', error = null, reference = null
         where status = 'dead'",
    )
    .execute(connection)
    .await
    .context("cannot forget updates")?;
    Ok(forgotten.rows_affected())
}
