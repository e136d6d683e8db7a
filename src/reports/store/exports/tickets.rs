//! Tickets that were opened within the time: how they went, and nothing that was said.

use anyhow::Context;
use chrono_tz::Tz;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::{Cell, Cut, count, moment, naive, words};

/// The columns, by the names of their words.
pub const COLUMNS: [&str; 10] = [
    "number", "ticket", "opened", "answered", "resolved", "status", "category", "priority",
    "rating", "person",
];

pub async fn each(
    connection: &mut PgConnection,
    cut: &Cut,
    zone: Tz,
    mut add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut rows = sqlx::query!(
        r#"select id as "id!",
                  ticket_number,
                  created_at,
                  first_responded_at,
                  resolved_at,
                  status,
                  category,
                  priority,
                  rating,
                  user_id
           from support_tickets
           where created_at >= $1 and created_at < $2 and id > $3
           order by id
           limit $4"#,
        cut.from.naive_utc(),
        cut.until.naive_utc(),
        cut.after,
        cut.most_rows,
    )
    .fetch(connection);
    while let Some(row) = rows.try_next().await.context("cannot read tickets")? {
        let cells = vec![
            Cell::Count(row.id.into()),
            words(row.ticket_number),
            naive(zone, row.created_at),
            naive(zone, row.first_responded_at),
            moment(zone, row.resolved_at),
            words(row.status),
            words(row.category),
            words(row.priority),
            count(row.rating),
            count(row.user_id),
        ];
        add(row.id, cells)?;
    }
    Ok(())
}
