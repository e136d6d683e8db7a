//! The SQL of `telegram_window` and `telegram_paces`: what processes share of Telegram's limits.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{PgConnection, postgres::types::PgInterval, types::Json};

use crate::telegram::limits::shares::Holders;

/// Who holds which share, and how often that was written before.
pub(in crate::telegram) async fn holders(
    connection: &mut PgConnection,
) -> anyhow::Result<(i64, Holders)> {
    let row =
        sqlx::query!(r#"select version, holders as "holders: Json<Holders>" from telegram_window"#)
            .fetch_one(connection)
            .await
            .context("cannot ask who sends how much")?;
    Ok((row.version, row.holders.0))
}

/// Writes who holds which share, unless somebody else has written since `version`; whether it
/// was written.
pub(in crate::telegram) async fn save_holders(
    connection: &mut PgConnection,
    version: i64,
    holders: &Holders,
) -> anyhow::Result<bool> {
    let done = sqlx::query!(
        "update telegram_window set version = version + 1, holders = $2 where version = $1",
        version,
        Json(holders) as _,
    )
    .execute(connection)
    .await
    .context("cannot write down who sends how much")?;
    Ok(done.rows_affected() == 1)
}

/// A message that is due to a chat: what it adds to the time of the next, by how much it may be
/// early, and when the next would go out by what this process knows.
pub(in crate::telegram) struct Due {
    pub chat_id: i64,
    pub adds: TimeDelta,
    pub tolerance: TimeDelta,
    pub next_at: DateTime<Utc>,
}

/// Takes places in chats, each named once. Returns all these chats, and when to ask again for
/// those that have no place now.
pub(in crate::telegram) async fn take_places(
    connection: &mut PgConnection,
    due: &[Due],
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(i64, Option<DateTime<Utc>>)>> {
    let chats: Vec<i64> = due.iter().map(|due| due.chat_id).collect();
    let adds: Vec<PgInterval> = due.iter().map(|due| interval(due.adds)).collect();
    let tolerances: Vec<PgInterval> = due.iter().map(|due| interval(due.tolerance)).collect();
    let times: Vec<DateTime<Utc>> = due.iter().map(|due| due.next_at).collect();
    // In one order everywhere, so that no two processes wait for each other.
    let answers = sqlx::query!(
        r#"with due as (
               select chat_id, adds, tolerance, next_at
               from unnest($1::bigint[], $2::interval[], $3::interval[], $5::timestamptz[])
                    as due (chat_id, adds, tolerance, next_at)
           ),
           taken as (
               insert into telegram_paces as pace (chat_id, next_at)
               select chat_id, greatest(next_at, $4::timestamptz) + adds
               from due
               where next_at <= $4 + tolerance
               order by chat_id
               on conflict (chat_id) do update
               set next_at = greatest(
                   excluded.next_at,
                   pace.next_at + (select adds from due where due.chat_id = excluded.chat_id)
               )
               where pace.next_at <= $4 + (
                   select tolerance from due where due.chat_id = excluded.chat_id
               )
               returning chat_id
           )
           select due.chat_id as "chat_id!",
                  case when taken.chat_id is null then coalesce(
                      greatest(pace.next_at, due.next_at) - due.tolerance,
                      $4 + due.adds
                  ) end as "at?"
           from due
           left join taken on taken.chat_id = due.chat_id
           left join telegram_paces as pace on pace.chat_id = due.chat_id"#,
        &chats,
        &adds,
        &tolerances,
        now,
        &times,
    )
    .fetch_all(connection)
    .await
    .context("cannot take places in chats")?;
    Ok(answers
        .into_iter()
        .map(|row| (row.chat_id, row.at))
        .collect())
}

/// Writes down when chats are next by what one process alone knew.
pub(in crate::telegram) async fn note_paces(
    connection: &mut PgConnection,
    paces: &[(i64, DateTime<Utc>)],
) -> anyhow::Result<()> {
    let (chats, times): (Vec<i64>, Vec<DateTime<Utc>>) = paces.iter().copied().unzip();
    sqlx::query!(
        "insert into telegram_paces as pace (chat_id, next_at)
         select chat_id, next_at
         from unnest($1::bigint[], $2::timestamptz[]) as noted (chat_id, next_at)
         order by chat_id
         on conflict (chat_id) do update set next_at = greatest(pace.next_at, excluded.next_at)",
        &chats,
        &times,
    )
    .execute(connection)
    .await
    .context("cannot note the paces of chats")?;
    Ok(())
}

/// When chats are next that nobody may write to at once.
pub(in crate::telegram) async fn paces(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(i64, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "select chat_id, next_at from telegram_paces where next_at > $1",
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot ask for the paces of chats")?;
    Ok(rows
        .into_iter()
        .map(|row| (row.chat_id, row.next_at))
        .collect())
}

/// Forgets chats that anybody may write to since then.
pub(in crate::telegram) async fn forget_paces(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("delete from telegram_paces where next_at < $1", before)
        .execute(connection)
        .await
        .context("cannot forget the paces of chats")?;
    Ok(())
}

fn interval(time: TimeDelta) -> PgInterval {
    PgInterval {
        months: 0,
        days: 0,
        microseconds: time.num_microseconds().unwrap_or(i64::MAX),
    }
}
