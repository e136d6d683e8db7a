//! The SQL of what time does to tickets: which are to be looked at, and what has been
//! said about their time.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::support::sla::Told;

/// What has been said about a ticket's time.
pub(in crate::support) async fn told(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Told> {
    let rows = sqlx::query!(
        "select key, told_at from ticket_reminders where ticket_id = $1",
        ticket_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot read what has been said about a ticket's time")?;
    Ok(rows.into_iter().map(|row| (row.key, row.told_at)).collect())
}

pub(in crate::support) async fn remember(
    connection: &mut PgConnection,
    ticket_id: i32,
    key: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into ticket_reminders (ticket_id, key, told_at)
         values ($1, $2, $3)
         on conflict do nothing",
        ticket_id,
        key,
        now,
    )
    .execute(connection)
    .await
    .context("cannot remember what has been said about a ticket's time")?;
    Ok(())
}

/// Says when the ticket is looked at again.
pub(in crate::support) async fn look_again_at(
    connection: &mut PgConnection,
    ticket_id: i32,
    at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set watch_at = $2 where id = $1",
        ticket_id,
        at,
    )
    .execute(connection)
    .await
    .context("cannot say when a ticket is looked at again")?;
    Ok(())
}

/// Tickets that should have been looked at before `deadline`, or never were.
pub(in crate::support) async fn list_neglected(
    connection: &mut PgConnection,
    deadline: DateTime<Utc>,
    most: i64,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from support_tickets
         where status in ('open', 'in_progress', 'resolved')
           and (watch_at is null or watch_at < $1)
         order by watch_at nulls first, id
         limit $2",
        deadline,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tickets that nobody looks at")
}
