//! The SQL of who came, and how far they got.
//!
//! * **New people** sent /start for the first time within the time. Whoever was erased
//!   since is not counted: nothing of them is kept.
//! * **The funnel** is about those new people, and how far each came until now: sent
//!   enough photos for an avatar; was shown an invoice; paid; has a whole set. Sets that
//!   were given away are no step of it.

use anyhow::Context;
use sqlx::PgConnection;

use crate::reports::{
    numbers::{Funnel, Step},
    period::Span,
};

pub async fn add_new(
    connection: &mut PgConnection,
    span: &Span,
    steps: &mut [Step],
) -> anyhow::Result<()> {
    let rows = sqlx::query!(
        r#"select width_bucket(started_at, $1::timestamptz[]) as "step!", count(*) as "count!"
           from user_settings
           where started_at >= $2 and started_at < $3
           group by 1"#,
        &span.edges,
        span.from(),
        span.until(),
    )
    .fetch_all(connection)
    .await
    .context("cannot count new people")?;
    for row in rows {
        super::step(steps, row.step)?.new_people += row.count;
    }
    Ok(())
}

pub async fn funnel(connection: &mut PgConnection, span: &Span) -> anyhow::Result<Funnel> {
    sqlx::query_as!(
        Funnel,
        r#"select count(*) as "started!",
                  count(*) filter (where has_photos or is_invoiced or has_paid) as "photos!",
                  count(*) filter (where is_invoiced or has_paid) as "invoiced!",
                  count(*) filter (where has_paid) as "paid!",
                  count(*) filter (where has_paid and has_set) as "delivered!"
           from (
               select exists (
                          select
                          from avatars
                          where user_id = newcomer.user_id
                            and (status in ('processing', 'ready') or references_deleted_at is not null)
                      ) as has_photos,
                      exists (select from orders where user_id = newcomer.user_id) as is_invoiced,
                      exists (select from report_sales where user_id = newcomer.user_id) as has_paid,
                      exists (
                          select
                          from generation_jobs as job
                          join avatars on avatars.id = job.avatar_id
                          where avatars.user_id = newcomer.user_id
                            and job.status = 'completed'
                            and job.reroll_of is null
                            and job.notified_at is not null
                            and exists (
                                select from report_sales where report_sales.payment_id = job.payment_id
                            )
                      ) as has_set
               from user_settings as newcomer
               where started_at >= $1 and started_at < $2
           ) as reached"#,
        span.from(),
        span.until(),
    )
    .fetch_one(connection)
    .await
    .context("cannot see how far new people came")
}
