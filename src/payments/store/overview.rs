//! The SQL of what a person has paid in all.

use anyhow::Context;
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::payments::{MethodTotal, Price, Provider};

struct Row {
    provider: String,
    paid: i64,
    given_back: i64,
    roubles: Decimal,
    stars: i64,
    ton: Decimal,
}

/// What the person paid by each method, whatever went back since.
pub(in crate::payments) async fn totals(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Vec<MethodTotal>> {
    let rows = sqlx::query_as!(
        Row,
        r#"select coalesce(payments.provider, 'tbank') as "provider!",
                  count(*) as "paid!",
                  count(*) filter (where payments.status = 'refunded') as "given_back!",
                  coalesce(sum(payments.amount), 0) as "roubles!",
                  coalesce(sum(payments.stars_amount), 0) as "stars!",
                  coalesce(sum(coalesce(payments.ton_amount, orders.ton_amount)), 0) as "ton!"
           from payments
           left join orders on orders.payment_id = payments.id
           where payments.user_id = $1
             and payments.status in ('succeeded', 'refunded')
             and payments.provider is distinct from 'gift'
           group by 1
           order by 1"#,
        user_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot add up a person's payments")?;
    Ok(rows.into_iter().map(Row::into_total).collect())
}

impl Row {
    fn into_total(self) -> MethodTotal {
        MethodTotal {
            paid: self.paid,
            given_back: self.given_back,
            sum: match Provider::stored(Some(&self.provider)) {
                Provider::Stars => Price::Stars(self.stars.try_into().unwrap_or(i32::MAX)),
                Provider::Tbank => Price::Roubles(self.roubles),
                Provider::Ton => Price::Ton(self.ton),
                Provider::Gift => Price::Gift,
            },
        }
    }
}
