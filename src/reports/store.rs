//! The SQL of reports: one definition of each number.
//!
//! Each takes the edges of a span's steps and gives its number for each of them, so that
//! the days of a week add up to the week. Sales and refunds are the views `report_sales`
//! and `report_refunds`, which say what counts as one, and when.

pub mod costs;
pub mod deliveries;
pub mod exports;
pub mod money;
pub mod people;

use sqlx::PgConnection;

use super::{
    numbers::{Numbers, Step},
    period::Span,
};

/// All numbers of a span.
pub async fn numbers(connection: &mut PgConnection, span: &Span) -> anyhow::Result<Numbers> {
    let mut steps = vec![Step::default(); span.steps()];
    people::add_new(connection, span, &mut steps).await?;
    money::add_sales(connection, span, &mut steps).await?;
    money::add_refunds(connection, span, &mut steps).await?;
    costs::add_spending(connection, span, &mut steps).await?;
    costs::add_commissions(connection, span, &mut steps).await?;
    let (times, times_in_all) = deliveries::times(connection, span).await?;
    Ok(Numbers {
        steps,
        times,
        times_in_all,
        funnel: people::funnel(connection, span).await?,
    })
}

/// The step that PostgreSQL's `width_bucket` names, which counts from 1.
fn step<T>(steps: &mut [T], bucket: i32) -> anyhow::Result<&mut T> {
    let place = usize::try_from(bucket - 1)?;
    let step = steps.get_mut(place);
    step.ok_or_else(|| anyhow::anyhow!("a row lies outside of the report's time"))
}
