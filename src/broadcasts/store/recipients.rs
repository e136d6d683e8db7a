//! The SQL of `broadcast_recipients`: each is written down as being sent to before that
//! happens, and with what came of it after.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::broadcasts::Tally;

/// Somebody whom a letter is on its way to.
#[derive(Clone, Debug)]
pub(in crate::broadcasts) struct Marked {
    pub user_id: i32,
    pub telegram_id: i64,
    pub language: String,
    pub token: Uuid,
    is_out: bool,
}

/// What came of a letter.
#[derive(Clone, Debug)]
pub(in crate::broadcasts) struct Landed {
    pub user_id: i32,
    pub status: &'static str,
    /// To be tried again then, as nothing was sent.
    pub try_at: Option<DateTime<Utc>>,
}

/// Marks up to `most` people as being sent to, and passes over whoever must not be by now.
/// How many were looked at, and those to send to.
pub(in crate::broadcasts) async fn mark(
    connection: &mut PgConnection,
    broadcast_id: i32,
    most: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<(usize, Vec<Marked>)> {
    let marked = sqlx::query_as!(
        Marked,
        r#"with picked as (
               select user_id
               from broadcast_recipients
               where broadcast_id = $1 and status = 'waiting' and (try_at is null or try_at <= $3)
               order by user_id
               limit $2
               for update skip locked
           ), judged as (
               select picked.user_id,
                      coalesce(users.telegram_user_id, 0) as telegram_id,
                      coalesce(settings.language, 'en') as language,
                      users.telegram_user_id is null
                      or coalesce(users.is_banned, false)
                      or users.erasure_asked_at is not null
                      or settings.unreachable_since is not null
                      or settings.news_off_at is not null as is_out
               from picked
               join users on users.id = picked.user_id
               join user_settings as settings on settings.user_id = picked.user_id
           )
           update broadcast_recipients as recipient
           set status = case when judged.is_out then 'skipped' else 'sending' end,
               language = judged.language,
               tried_at = $3
           from judged
           where recipient.broadcast_id = $1 and recipient.user_id = judged.user_id
           returning recipient.user_id,
                     judged.telegram_id as "telegram_id!",
                     judged.language as "language!",
                     recipient.token,
                     judged.is_out as "is_out!""#,
        broadcast_id,
        most,
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot mark whom a broadcast goes to")?;
    let looked_at = marked.len();
    let mut sending: Vec<Marked> = marked.into_iter().filter(|marked| !marked.is_out).collect();
    sending.sort_by_key(|marked| marked.user_id);
    Ok((looked_at, sending))
}

/// Writes down what came of letters. Whoever was erased meanwhile has no row any more.
pub(in crate::broadcasts) async fn land(
    connection: &mut PgConnection,
    broadcast_id: i32,
    landed: &[Landed],
) -> anyhow::Result<()> {
    let ids: Vec<i32> = landed.iter().map(|landed| landed.user_id).collect();
    let statuses: Vec<String> = landed
        .iter()
        .map(|landed| landed.status.to_owned())
        .collect();
    let tries: Vec<Option<DateTime<Utc>>> = landed.iter().map(|landed| landed.try_at).collect();
    sqlx::query!(
        "update broadcast_recipients as recipient
         set status = landed.status, try_at = landed.try_at
         from unnest($2::integer[], $3::text[], $4::timestamptz[]) as landed (user_id, status, try_at)
         where recipient.broadcast_id = $1
           and recipient.user_id = landed.user_id
           and recipient.status = 'sending'",
        broadcast_id,
        &ids,
        &statuses,
        &tries as &[Option<DateTime<Utc>>],
    )
    .execute(connection)
    .await
    .context("cannot write down what came of a broadcast's letters")?;
    Ok(())
}

/// Of letters that a run took with it when it died nobody knows whether they arrived; they
/// are not sent again. To be called by whoever alone may send, before they do.
pub(in crate::broadcasts) async fn give_up_lost(
    connection: &mut PgConnection,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update broadcast_recipients as recipient
         set status = 'unknown'
         from broadcasts
         where broadcasts.id = recipient.broadcast_id and recipient.status = 'sending'",
    )
    .execute(connection)
    .await
    .context("cannot give up lost letters")?;
    Ok(())
}

/// What is left of a broadcast.
pub(in crate::broadcasts) struct Left {
    pub is_waiting: bool,
    pub is_sending: bool,
    /// The first of those to be tried again later.
    pub next_try: Option<DateTime<Utc>>,
}

pub(in crate::broadcasts) async fn left(
    connection: &mut PgConnection,
    broadcast_id: i32,
) -> anyhow::Result<Left> {
    sqlx::query_as!(
        Left,
        r#"select exists (
                      select from broadcast_recipients where broadcast_id = $1 and status = 'waiting'
                  ) as "is_waiting!",
                  exists (
                      select from broadcast_recipients where broadcast_id = $1 and status = 'sending'
                  ) as "is_sending!",
                  (
                      select min(try_at) from broadcast_recipients where broadcast_id = $1 and status = 'waiting'
                  ) as next_try"#,
        broadcast_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot ask what is left of a broadcast")
}

pub(in crate::broadcasts) async fn tally(
    connection: &mut PgConnection,
    broadcast_id: i32,
) -> anyhow::Result<Tally> {
    sqlx::query_as!(
        Tally,
        r#"select count(*) as "all!",
                  count(*) filter (where status in ('waiting', 'sending')) as "left!",
                  count(*) filter (where status = 'delivered') as "delivered!",
                  count(*) filter (where status = 'blocked') as "blocked!",
                  count(*) filter (where status = 'refused') as "refused!",
                  count(*) filter (where status = 'unknown') as "unknown!",
                  count(*) filter (where status = 'skipped') as "skipped!"
           from broadcast_recipients
           where broadcast_id = $1"#,
        broadcast_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count what came of a broadcast")
}
