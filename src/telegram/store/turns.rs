//! The SQL by which updates come in, are taken in hand, and leave: one statement for many.
//!
//! Whose turn it is and what has been handled is bookkeeping that a crash of the server may undo,
//! as what it forgets is done again. So those statements do not wait for the disk:
//! `set_config(…, true)` holds to the end of the statement's own transaction, also behind a
//! pooler. What came in and what failed are written as safely as money is.

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::super::inbox::{Claim, NewUpdate, StoredUpdate};

/// So many updates of a conversation are claimed behind its oldest.
pub const MOST_BEHIND: i64 = 15;

/// What became of an update that was stored.
pub(in crate::telegram) struct Taken {
    pub update_id: i64,
    /// It is claimed already, by whoever stored it.
    pub is_in_hand: bool,
}

/// Stores updates, sorted by their numbers, and claims those of up to `room` conversations of
/// which nothing else is unfinished. Those that are known are not stored again, nor returned.
pub(in crate::telegram) async fn take(
    connection: &mut PgConnection,
    batch: &[&NewUpdate],
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
    room: i32,
) -> anyhow::Result<Vec<Taken>> {
    let ids: Vec<i64> = batch.iter().map(|update| update.update_id).collect();
    let conversations: Vec<i64> = batch.iter().map(|update| update.conversation).collect();
    let kinds: Vec<&str> = batch.iter().map(|update| update.kind.as_str()).collect();
    let payloads: Vec<&str> = batch.iter().map(|update| &*update.payload).collect();
    sqlx::query_as!(
        Taken,
        r#"with taken as (
               select update_id,
                      is_in_hand,
                      case when not is_in_hand then pg_notify('pinglass_updates', '')::text end as told
               from take_updates($1, $2, $3, $4, $5, $6, $7)
           )
           select update_id as "update_id!", is_in_hand as "is_in_hand!"
           from taken
           where told is null or told = ''"#,
        &ids,
        &conversations,
        &kinds as &[&str],
        &payloads as &[&str],
        now,
        lease_until,
        room,
    )
    .fetch_all(connection)
    .await
    .context("cannot store updates")
}

/// What a statement on the books did.
#[derive(Default)]
pub(in crate::telegram) struct Turned {
    /// Written down as handled. The rest of what was to be was lost to others.
    pub done: Vec<Claim>,
    pub claimed: Vec<StoredUpdate>,
}

struct Row {
    is_done: bool,
    update_id: i64,
    conversation: i64,
    payload: Arc<str>,
    attempts: i16,
    received_at: DateTime<Utc>,
}

impl From<Vec<Row>> for Turned {
    fn from(rows: Vec<Row>) -> Self {
        let mut turned = Self::default();
        for row in rows {
            let update = StoredUpdate {
                update_id: row.update_id,
                payload: row.payload,
                conversation: row.conversation,
                attempts: row.attempts,
                received_at: row.received_at,
            };
            if row.is_done {
                turned.done.push(update.claim());
            } else {
                turned.claimed.push(update);
            }
        }
        turned
    }
}

/// Writes down what was handled, and claims of up to `most` conversations that nobody has in hand
/// the oldest unfinished update and those behind it.
///
/// Another process that claims at the same time locks the oldest first and is skipped; what it
/// has claimed by then still counts as unfinished here. What is behind the oldest needs no lock:
/// nobody claims it before the oldest is done. There is no gap in what is claimed: one that is
/// tried again later keeps those behind it waiting. An update that came late, before others in its
/// conversation that somebody has in hand, waits for those.
///
/// The words of a handled update are forgotten, and whose it was; only its number is kept.
pub(in crate::telegram) async fn turn(
    connection: &mut PgConnection,
    ended: &[Claim],
    most: i64,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> anyhow::Result<Turned> {
    let (ids, attempts) = columns(ended);
    let rows = sqlx::query_as!(
        Row,
        r#"with done as (
               update telegram_updates as update
               set status = 'done', conversation = 0, payload = '',
                   finished_at = $4, lease_until = null, error = null
               from unnest($1::bigint[], $2::smallint[]) as ended (update_id, attempts)
               where update.update_id = ended.update_id and update.attempts = ended.attempts
                 and update.status = 'running'
                 and (select set_config('synchronous_commit', 'off', true)) is not null
               returning update.update_id, update.attempts, update.received_at
           ), oldest as (
               select update_id, conversation from telegram_updates as update
               where status in ('waiting', 'running')
                 and (status = 'waiting' and run_at <= $4 or status = 'running' and lease_until <= $4)
                 and update_id <> all($1)
                 and not exists (
                     select from telegram_updates as other
                     where other.conversation = update.conversation
                       and other.status in ('waiting', 'running')
                       and (other.update_id < update.update_id
                            or other.update_id > update.update_id
                            and other.status = 'running' and other.lease_until > $4)
                       and other.update_id not in (select update_id from done)
                 )
               order by update_id limit $3 for update skip locked
           ), next as (
               select update_id from oldest
               union all
               select behind.update_id from oldest cross join lateral (
                   select update_id, bool_and(status = 'waiting' and run_at <= $4)
                                         over (order by update_id) as is_due
                   from telegram_updates as later
                   where later.conversation = oldest.conversation
                     and later.update_id > oldest.update_id
                     and later.status in ('waiting', 'running')
                   order by update_id limit $6
               ) as behind where behind.is_due
           ), claimed as (
               update telegram_updates
               set status = 'running', attempts = attempts + 1, lease_until = $5
               from next
               where telegram_updates.update_id = next.update_id and (select set_config('synchronous_commit', 'off', true)) is not null
               returning telegram_updates.update_id, conversation, payload, attempts, received_at
           )
           select false as "is_done!", update_id as "update_id!", conversation as "conversation!",
                  payload as "payload!", attempts as "attempts!", received_at as "received_at!"
           from claimed
           union all
           select true, update_id, 0, '', attempts, received_at from done"#,
        &ids,
        &attempts,
        most,
        now,
        lease_until,
        MOST_BEHIND,
    )
    .fetch_all(connection)
    .await
    .context("cannot claim updates")?;
    Ok(rows.into())
}

/// Holds on to updates; returns the numbers of those that are still ours.
pub(in crate::telegram) async fn renew(
    connection: &mut PgConnection,
    held: &[Claim],
    lease_until: DateTime<Utc>,
) -> anyhow::Result<Vec<i64>> {
    let (ids, attempts) = columns(held);
    sqlx::query_scalar!(
        "update telegram_updates as update
         set lease_until = $3
         from unnest($1::bigint[], $2::smallint[]) as held (update_id, attempts)
         where update.update_id = held.update_id
           and update.attempts = held.attempts
           and update.status = 'running'
           and (select set_config('synchronous_commit', 'off', true)) is not null
         returning update.update_id",
        &ids,
        &attempts,
        lease_until,
    )
    .fetch_all(connection)
    .await
    .context("cannot renew the leases of updates")
}

/// Gives back what was claimed and not begun, as if it never had been: a claim that led to
/// nothing is no failed try.
pub(in crate::telegram) async fn release(
    connection: &mut PgConnection,
    unbegun: &[Claim],
) -> anyhow::Result<()> {
    let (ids, attempts) = columns(unbegun);
    sqlx::query!(
        "with released as (
             update telegram_updates as update
             set status = 'waiting', attempts = update.attempts - 1, lease_until = null
             from unnest($1::bigint[], $2::smallint[]) as unbegun (update_id, attempts)
             where update.update_id = unbegun.update_id
               and update.attempts = unbegun.attempts
               and update.status = 'running'
             returning 1
         )
         select pg_notify('pinglass_updates', '') from (select from released limit 1) as any_released",
        &ids,
        &attempts,
    )
    .execute(connection)
    .await
    .context("cannot give updates back")?;
    Ok(())
}

/// Sorted, so that the heartbeat and the books lock the same rows in the same order.
fn columns(claims: &[Claim]) -> (Vec<i64>, Vec<i16>) {
    let mut claims = claims.to_vec();
    claims.sort_unstable();
    claims
        .into_iter()
        .map(|claim| (claim.update_id, claim.attempts))
        .unzip()
}
