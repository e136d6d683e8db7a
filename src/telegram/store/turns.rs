//! The SQL by which updates come in, are taken in hand, and leave: one statement for many.
//!
//! Whose turn it is and what has been handled is bookkeeping that a crash of the server may undo,
//! as what it forgets is done again. So those statements do not wait for the disk:
//! `set_config(…, true)` holds to the end of the statement's own transaction, also behind a
//! pooler. What came in and what failed are written as safely as money is.
//!
//! The most frequent two are functions of the database (migration 0042), as only those can tell
//! the planner what it does not see, behind a pooler too.

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

/// Writes down what was handled, and claims of up to `most` conversations what is next in them.
/// How, and what other processes may do meanwhile, is said at the function itself.
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
        r#"select is_done as "is_done!", update_id as "update_id!", conversation as "conversation!",
                  payload as "payload!", attempts as "attempts!", received_at as "received_at!"
           from turn_updates($1, $2, $3, $4, $5, $6)"#,
        &ids,
        &attempts,
        most,
        MOST_BEHIND,
        now,
        lease_until,
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

/// Tells other processes that there may be something for them.
pub(in crate::telegram) async fn announce(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("select pg_notify('pinglass_updates', '')")
        .execute(connection)
        .await
        .context("cannot announce updates")?;
    Ok(())
}

/// Sorted, so that the heartbeat and the books lock the same rows in the same order. Of an update
/// that was claimed here twice only the newer claim can still count.
fn columns(claims: &[Claim]) -> (Vec<i64>, Vec<i16>) {
    let mut claims = claims.to_vec();
    claims.sort_unstable();
    claims.dedup_by(|newer, older| {
        let is_same = newer.update_id == older.update_id;
        if is_same {
            *older = *newer;
        }
        is_same
    });
    claims
        .into_iter()
        .map(|claim| (claim.update_id, claim.attempts))
        .unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_claims_of_one_update_the_newer_counts() {
        let claim = |update_id, attempts| Claim {
            update_id,
            attempts,
        };
        let claims = [claim(7, 2), claim(8, 1), claim(7, 1)];
        assert_eq!(columns(&claims), (vec![7, 8], vec![2, 1]));
    }
}
