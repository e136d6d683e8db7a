//! The SQL of health: what was written down here, and what others have waiting.

pub mod alerts;
pub mod probes;
pub mod processes;

use anyhow::Context;
use sqlx::PgConnection;

use super::facts::{Connections, Line, People};

/// What people wait for. Sets of another program are not ours to watch.
pub async fn people(connection: &mut PgConnection) -> anyhow::Result<People> {
    let row = sqlx::query!(
        r#"select sets.count as "sets!",
                  sets.oldest as sets_since,
                  refunds.count as "refunds!",
                  refunds.oldest as refunds_since,
                  refunds.by_hand as "by_hand!",
                  refunds.by_hand_oldest as by_hand_since,
                  tickets.count as "tickets!",
                  tickets.oldest as tickets_since,
                  withdrawals.count as "withdrawals!",
                  withdrawals.oldest as withdrawals_since
           from (
               select count(*) as count, min(created_at at time zone 'UTC') as oldest
               from generation_jobs
               where status in ('pending', 'processing')
                 and chat_id is not null
                 and reroll_of is null
                 and stopped_at is null
           ) as sets
           cross join (
               select count(*) filter (where status = 'wanted') as count,
                      min(created_at) filter (where status = 'wanted') as oldest,
                      count(*) filter (where status = 'manual') as by_hand,
                      min(created_at) filter (where status = 'manual') as by_hand_oldest
               from refunds
               where status in ('wanted', 'manual')
           ) as refunds
           cross join (
               select count(*) as count, min(asked_at) as oldest
               from support_tickets
               where status in ('open', 'in_progress') and asked_at is not null
           ) as tickets
           cross join (
               select count(*) as count, min(created_at at time zone 'UTC') as oldest
               from withdrawal_requests
               where status in ('pending', 'approved')
           ) as withdrawals"#,
    )
    .fetch_one(connection)
    .await
    .context("cannot see who waits")?;
    let line = |count, oldest| Line { count, oldest };
    Ok(People {
        sets: line(row.sets, row.sets_since),
        refunds: line(row.refunds, row.refunds_since),
        refunds_by_hand: line(row.by_hand, row.by_hand_since),
        tickets: line(row.tickets, row.tickets_since),
        withdrawals: line(row.withdrawals, row.withdrawals_since),
    })
}

/// How many connections the database has, of all programs, and how many it takes.
pub async fn connections(connection: &mut PgConnection) -> anyhow::Result<Connections> {
    sqlx::query_as!(
        Connections,
        r#"select (select count(*) from pg_stat_activity where backend_type = 'client backend') as "used!",
                  current_setting('max_connections')::bigint as "most!""#,
    )
    .fetch_one(connection)
    .await
    .context("cannot count the database's connections")
}

/// Whether the staff group is known to be out of reach: what is told there fails again
/// and again, or support has found it silent.
pub async fn is_group_away(connection: &mut PgConnection) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from staff_group_silences)
               or exists (
                   select from jobs where kind = 'tell_staff' and status = 'waiting' and attempts >= 3
               ) as "is_away!""#,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether the staff group is away")
}
