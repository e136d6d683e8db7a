//! The SQL of money taken and given back, by method. A sale belongs to the time when its
//! provider took the money, a refund to the time when it had arrived, so that a month
//! that is over changes no more.

use anyhow::Context;
use sqlx::PgConnection;

use crate::reports::{
    numbers::{Money, Step, place_of},
    period::Span,
};

pub async fn add_sales(
    connection: &mut PgConnection,
    span: &Span,
    steps: &mut [Step],
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"select width_bucket(sold_at, $1::timestamptz[]) as "step!",
                  provider as "provider!",
                  count(*) as "count!",
                  sum(roubles) as "roubles!",
                  sum(stars) as "stars!",
                  sum(ton) as "ton!"
           from report_sales
           where sold_at >= $2 and sold_at < $3
           group by 1, 2"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot sum sales up")?;
    for row in rows {
        super::step(steps, row.step)?.sold[place_of(&row.provider)] += Money {
            count: row.count,
            roubles: row.roubles,
            stars: row.stars,
            ton: row.ton,
        };
    }
    Ok(())
}

pub async fn add_refunds(
    connection: &mut PgConnection,
    span: &Span,
    steps: &mut [Step],
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"select width_bucket(refunded_at, $1::timestamptz[]) as "step!",
                  provider as "provider!",
                  count(*) as "count!",
                  sum(roubles) as "roubles!",
                  sum(stars) as "stars!",
                  sum(ton) as "ton!"
           from report_refunds
           where refunded_at >= $2 and refunded_at < $3
           group by 1, 2"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot sum refunds up")?;
    for row in rows {
        super::step(steps, row.step)?.refunded[place_of(&row.provider)] += Money {
            count: row.count,
            roubles: row.roubles,
            stars: row.stars,
            ton: row.ton,
        };
    }
    Ok(())
}
