//! Payments whose money came in within the time, with what went back of each.

use anyhow::Context;
use chrono_tz::Tz;
use futures::TryStreamExt;
use sqlx::PgConnection;

use super::{Cell, Cut, count, exact, moment, money, words};

/// The columns, by the names of their words.
pub const COLUMNS: [&str; 13] = [
    "number",
    "paid",
    "status",
    "method",
    "amount",
    "stars",
    "ton",
    "set",
    "photos",
    "person",
    "charge",
    "given-back",
    "given-back-at",
];

pub async fn each(
    connection: &mut PgConnection,
    cut: &Cut,
    zone: Tz,
    mut add: impl FnMut(i32, Vec<Cell>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut rows = sqlx::query!(
        r#"select sale.payment_id as "id!",
                  sale.sold_at,
                  payments.status,
                  sale.provider as "provider!",
                  payments.amount,
                  payments.stars_amount,
                  payments.ton_amount,
                  payments.tier_id,
                  payments.photo_count,
                  sale.user_id,
                  coalesce(payments.telegram_charge_id, payments.ton_tx_hash::text, payments.payment_id) as charge,
                  refund.roubles as refunded,
                  refund.last_at as refunded_at
           from report_sales as sale
           join payments on payments.id = sale.payment_id
           cross join lateral (
               select sum(roubles) as roubles, max(refunded_at) as last_at
               from report_refunds
               where report_refunds.payment_id = sale.payment_id
           ) as refund
           where sale.sold_at >= $1 and sale.sold_at < $2 and sale.payment_id > $3
           order by sale.payment_id
           limit $4"#,
        cut.from,
        cut.until,
        cut.after,
        cut.most_rows,
    )
    .fetch(connection);
    while let Some(row) = rows.try_next().await.context("cannot read payments")? {
        let cells = vec![
            Cell::Count(row.id.into()),
            moment(zone, row.sold_at),
            words(row.status),
            Cell::Words(row.provider),
            money(row.amount),
            count(row.stars_amount),
            exact(row.ton_amount),
            words(row.tier_id),
            count(row.photo_count),
            count(row.user_id),
            words(row.charge),
            money(row.refunded),
            moment(zone, row.refunded_at),
        ];
        add(row.id, cells)?;
    }
    Ok(())
}
