//! The SQL of what people have been told of their earnings.

use anyhow::Context;
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// How much of an earning its referrer knew before and knows after being told.
pub(in crate::referral) struct Told {
    pub earning_id: i32,
    pub before: Decimal,
    pub after: Decimal,
}

/// Notes that the person is told of everything that they have not been told.
pub(in crate::referral) async fn note(
    connection: &mut PgConnection,
    referrer_id: i32,
) -> anyhow::Result<Vec<Told>> {
    sqlx::query_as!(
        Told,
        r#"with untold as (
               select id, coalesce(told, 0) as before
               from referral_earnings
               where referrer_user_id = $1
                 and recorded_at is not null
                 and status = 'credited'
                 and told <> amount - taken_back
           )
           update referral_earnings as earning
           set told = amount - taken_back
           from untold
           where earning.id = untold.id
           returning earning.id as earning_id, before as "before!", told as "after!""#,
        referrer_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot note what a person is told of their earnings")
}

/// Notes that it was not told after all.
pub(in crate::referral) async fn undo(
    connection: &mut PgConnection,
    told: &Told,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_earnings set told = $2 where id = $1 and told = $3",
        told.earning_id,
        told.before,
        told.after,
    )
    .execute(connection)
    .await
    .context("cannot note what a person was not told")?;
    Ok(())
}

/// Who has not been told of something.
pub(in crate::referral) async fn list_people(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select distinct referrer_user_id as "referrer_user_id!"
           from referral_earnings
           where recorded_at is not null
             and status = 'credited'
             and told <> amount - taken_back
             and referrer_user_id is not null
           order by 1"#
    )
    .fetch_all(connection)
    .await
    .context("cannot list who has not been told of their earnings")
}
