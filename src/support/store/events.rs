//! The SQL of `ticket_events`.

use anyhow::Context;
use sqlx::PgConnection;

use crate::support::events::{Actor, Event, Recorded};

pub(in crate::support) async fn insert(
    connection: &mut PgConnection,
    ticket_id: i32,
    recorded: &Recorded,
) -> anyhow::Result<()> {
    let (telegram_id, name) = recorded.actor.columns();
    sqlx::query!(
        "insert into ticket_events (ticket_id, kind, actor_telegram_id, actor_name, details, at)
         values ($1, $2, $3, $4, $5, $6)",
        ticket_id,
        recorded.event.kind(),
        telegram_id,
        name,
        recorded.event.details(),
        recorded.at,
    )
    .execute(connection)
    .await
    .context("cannot write down what happened to a ticket")?;
    Ok(())
}

/// All that happened to a ticket, oldest first.
pub(in crate::support) async fn list(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Vec<Recorded>> {
    let rows = sqlx::query!(
        "select kind, actor_telegram_id, actor_name, details, at
         from ticket_events
         where ticket_id = $1
         order by id",
        ticket_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot read what happened to a ticket")?;
    let known = rows.into_iter().filter_map(|row| {
        Some(Recorded {
            event: Event::stored(&row.kind, &row.details)?,
            actor: Actor::stored(row.actor_telegram_id, row.actor_name),
            at: row.at,
        })
    });
    Ok(known.collect())
}
