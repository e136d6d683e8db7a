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

/// Messages that are due to a chat, and when the next would go out by what this process knows.
pub(in crate::telegram) struct Due {
    pub chat_id: i64,
    pub messages: i32,
    pub every: TimeDelta,
    /// By how much one may be early at most.
    pub reserve: TimeDelta,
    /// In so many seconds that becomes nothing; infinite if it stays.
    pub fades: f64,
    pub next_at: DateTime<Utc>,
}

/// What was sent to a chat, as processes tell each other.
#[derive(Clone, Copy, Debug)]
pub(in crate::telegram) struct Noted {
    pub chat_id: i64,
    pub next_at: DateTime<Utc>,
    pub busy_since: DateTime<Utc>,
}

/// Takes places in chats, each named once. Returns all these chats, and for those that have no
/// place now what was sent there before.
pub(in crate::telegram) async fn take_places(
    connection: &mut PgConnection,
    due: &[Due],
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<(i64, Option<Noted>)>> {
    let answers = try_to_take_places(connection, due, now)
        .await
        .context("cannot take places in chats")?;
    let answers = answers.into_iter().map(|answer| {
        let noted = Noted {
            chat_id: answer.chat_id,
            next_at: answer.next_at,
            busy_since: answer.busy_since,
        };
        (answer.chat_id, (!answer.is_taken).then_some(noted))
    });
    Ok(answers.collect())
}

struct Answer {
    chat_id: i64,
    is_taken: bool,
    next_at: DateTime<Utc>,
    busy_since: DateTime<Utc>,
}

/// In one order everywhere, so that no two processes wait for each other. A process asks for
/// what may go out by what it knows itself, so that only a row can say otherwise.
async fn try_to_take_places(
    connection: &mut PgConnection,
    due: &[Due],
    now: DateTime<Utc>,
) -> sqlx::Result<Vec<Answer>> {
    sqlx::query_as!(
        Answer,
        r#"with due as (
               select chat_id, next_at, reserve, fades,
                      every * messages as adds,
                      every * greatest(messages - 1, 0) as album
               from unnest(
                   $1::bigint[], $2::integer[], $3::interval[], $4::interval[],
                   $5::double precision[], $6::timestamptz[]
               ) as due (chat_id, messages, every, reserve, fades, next_at)
           ),
           taken as (
               insert into telegram_paces as pace (chat_id, next_at, busy_since)
               select chat_id,
                      greatest(next_at, $7::timestamptz) + adds,
                      case when next_at + greatest(reserve, album) <= $7 then $7
                           else 'epoch'
                      end
               from due
               where next_at + album - reserve <= $7
               order by chat_id
               on conflict (chat_id) do update
               set (next_at, busy_since) = (
                   select greatest(excluded.next_at, pace.next_at + due.adds),
                          case when pace.next_at + greatest(due.reserve, due.album) <= $7
                               then excluded.busy_since
                               else pace.busy_since
                          end
                   from due
                   where due.chat_id = excluded.chat_id
               )
               where exists (
                   select
                   from due
                   where due.chat_id = excluded.chat_id
                         and pace.next_at + due.album - due.reserve * greatest(
                             0,
                             1 - extract(epoch from $7 - pace.busy_since)::double precision
                                 / due.fades
                         ) <= $7
               )
               returning chat_id
           )
           select due.chat_id as "chat_id!",
                  taken.chat_id is not null as "is_taken!",
                  greatest(pace.next_at, due.next_at) as "next_at!",
                  coalesce(pace.busy_since, 'epoch') as "busy_since!"
           from due
           left join taken on taken.chat_id = due.chat_id
           left join telegram_paces as pace on pace.chat_id = due.chat_id"#,
        &due.iter().map(|due| due.chat_id).collect::<Vec<_>>(),
        &due.iter().map(|due| due.messages).collect::<Vec<_>>(),
        &due.iter()
            .map(|due| interval(due.every))
            .collect::<Vec<_>>(),
        &due.iter()
            .map(|due| interval(due.reserve))
            .collect::<Vec<_>>(),
        &due.iter().map(|due| due.fades).collect::<Vec<_>>(),
        &due.iter().map(|due| due.next_at).collect::<Vec<_>>(),
        now,
    )
    .fetch_all(connection)
    .await
}

/// Writes down what one process alone knew of chats.
pub(in crate::telegram) async fn note_paces(
    connection: &mut PgConnection,
    paces: &[Noted],
) -> anyhow::Result<()> {
    let chats: Vec<i64> = paces.iter().map(|noted| noted.chat_id).collect();
    let times: Vec<DateTime<Utc>> = paces.iter().map(|noted| noted.next_at).collect();
    let since: Vec<DateTime<Utc>> = paces.iter().map(|noted| noted.busy_since).collect();
    // Of two busy times that overlap the longer one counts, otherwise the later one.
    sqlx::query!(
        "insert into telegram_paces as pace (chat_id, next_at, busy_since)
         select chat_id, next_at, busy_since
         from unnest($1::bigint[], $2::timestamptz[], $3::timestamptz[])
              as noted (chat_id, next_at, busy_since)
         order by chat_id
         on conflict (chat_id) do update
         set next_at = greatest(pace.next_at, excluded.next_at),
             busy_since = case
                 when pace.next_at < excluded.busy_since then excluded.busy_since
                 when excluded.next_at < pace.busy_since then pace.busy_since
                 else least(pace.busy_since, excluded.busy_since)
             end",
        &chats,
        &times,
        &since,
    )
    .execute(connection)
    .await
    .context("cannot note the paces of chats")?;
    Ok(())
}

/// What was sent to people who can't be written to at once, and lately to groups.
pub(in crate::telegram) async fn paces(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Noted>> {
    sqlx::query_as!(
        Noted,
        "select chat_id, next_at, busy_since
         from telegram_paces
         where next_at > $1 or chat_id < 0",
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot ask for the paces of chats")
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
