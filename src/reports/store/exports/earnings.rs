//! Commissions that were earned within the time.

use anyhow::Context;
use chrono_tz::Tz;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::{Cell, Cut, count, exact, moment, money, naive, words};

/// The columns, by the names of their words.
pub const COLUMNS: [&str; 10] = [
    "number",
    "earned",
    "status",
    "amount",
    "rate",
    "taken-back",
    "taken-back-at",
    "credited",
    "payment",
    "earner",
];

pub async fn each(
    connection: &mut PgConnection,
    cut: &Cut,
    zone: Tz,
    mut add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut rows = sqlx::query!(
        r#"select id as "id!",
                  created_at,
                  status,
                  amount,
                  commission_rate,
                  taken_back,
                  taken_back_at,
                  credited_at,
                  payment_id,
                  referrer_user_id
           from referral_earnings
           where created_at >= $1 and created_at < $2 and id > $3
           order by id
           limit $4"#,
        cut.from.naive_utc(),
        cut.until.naive_utc(),
        cut.after,
        cut.most_rows,
    )
    .fetch(connection);
    while let Some(row) = rows.try_next().await.context("cannot read commissions")? {
        let cells = vec![
            Cell::Count(row.id.into()),
            naive(zone, row.created_at),
            words(row.status),
            money(row.amount),
            exact(row.commission_rate),
            money(row.taken_back),
            moment(zone, row.taken_back_at),
            moment(zone, row.credited_at),
            count(row.payment_id),
            count(row.referrer_user_id),
        ];
        add(row.id, cells)?;
    }
    Ok(())
}
