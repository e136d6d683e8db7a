//! The SQL of what the business costs.
//!
//! * **Generation**: the credits of all orders that Kie took within the time, whatever
//!   became of them. Those of paid sets are told from those besides.
//! * **Commissions**: earned by those who brought a payer, on the day of the payment,
//!   whether they are on hold or credited; and what was taken back, on the day of that.

use anyhow::Context;
use sqlx::PgConnection;

use crate::reports::{
    numbers::{Spent, Step},
    period::Span,
};

pub async fn add_spending(
    connection: &mut PgConnection,
    span: &Span,
    steps: &mut [Step],
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"select width_bucket(since, $1::timestamptz[]) as "step!",
                  purpose = 'set' as "is_of_set!",
                  sum(orders) as "orders!",
                  sum(credits) as "credits!"
           from kie_spending
           where since >= $2 and since < $3
           group by 1, 2"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot sum up what Kie was paid")?;
    for row in rows {
        let spending = &mut super::step(steps, row.step)?.spending;
        let spent = if row.is_of_set {
            &mut spending.sets
        } else {
            &mut spending.besides
        };
        *spent += Spent {
            orders: row.orders,
            credits: row.credits,
        };
    }
    Ok(())
}

pub async fn add_commissions(
    connection: &mut PgConnection,
    span: &Span,
    steps: &mut [Step],
) -> anyhow::Result<()> {
    let earned = sqlx::query!(
        r#"select width_bucket(created_at at time zone 'UTC', $1::timestamptz[]) as "step!",
                  coalesce(sum(amount), 0) as "amount!"
           from referral_earnings
           where created_at >= $2 and created_at < $3
           group by 1"#,
        &span.edges,
        span.from().naive_utc(),
        span.until().naive_utc(),
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot sum commissions up")?;
    for row in earned {
        super::step(steps, row.step)?.earned += row.amount;
    }
    let taken_back = sqlx::query!(
        r#"select width_bucket(taken_back_at, $1::timestamptz[]) as "step!",
                  coalesce(sum(taken_back), 0) as "amount!"
           from referral_earnings
           where taken_back_at >= $2 and taken_back_at < $3
           group by 1"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot sum up commissions that were taken back")?;
    for row in taken_back {
        super::step(steps, row.step)?.taken_back += row.amount;
    }
    Ok(())
}
