//! The SQL of what a person sees of their own referrals. Read while their balance is
//! held, so that all numbers are of one moment.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::referral::picture::{Day, Earned};

/// What a person's link has come to, beyond their account.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::referral) struct Totals {
    /// Of the people they brought, how many paid for something that did not go back.
    pub paid: i64,
    /// Earned and not credited yet, in roubles.
    pub on_hold: Decimal,
    /// Asked for and not sent yet, in roubles.
    pub under_way: Decimal,
    /// Sent, in roubles.
    pub withdrawn: Decimal,
    /// When something was earned first.
    pub first_earned_at: Option<DateTime<Utc>>,
}

pub(in crate::referral) async fn totals(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Totals> {
    let row = sqlx::query!(
        r#"select earned.paid as "paid!",
                  earned.on_hold as "on_hold!",
                  earned.first_earned_at,
                  withdrawals.under_way as "under_way!",
                  withdrawals.withdrawn as "withdrawn!"
           from (
               select count(distinct referred_user_id)
                          filter (where amount > coalesce(taken_back, 0) or amount = 0) as paid,
                      coalesce(sum(amount - coalesce(taken_back, 0))
                          filter (where coalesce(status, 'pending') = 'pending'), 0) as on_hold,
                      min(created_at) as first_earned_at
               from referral_earnings
               where referrer_user_id = $1
           ) as earned
           cross join (
               select coalesce(sum(amount) filter (
                          where coalesce(status, 'pending') in ('pending', 'approved')), 0) as under_way,
                      coalesce(sum(amount) filter (where status = 'completed'), 0) as withdrawn
               from withdrawal_requests
               where user_id = $1
           ) as withdrawals"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot sum up what a person has earned")?;
    Ok(Totals {
        paid: row.paid,
        on_hold: row.on_hold,
        under_way: row.under_way,
        withdrawn: row.withdrawn,
        first_earned_at: row.first_earned_at.map(|at| at.and_utc()),
    })
}

/// What the purchases of each day between `edges` have brought the person; each stands
/// on the day when it was paid.
pub(in crate::referral) async fn earned(
    connection: &mut PgConnection,
    person_id: i32,
    edges: &[DateTime<Utc>],
) -> anyhow::Result<Earned> {
    let edges: Vec<NaiveDateTime> = edges.iter().map(DateTime::naive_utc).collect();
    let (from, until) = edges.first().zip(edges.last()).context("days have edges")?;
    let rows = sqlx::query!(
        r#"select width_bucket(created_at, $2::timestamp[]) as "day!",
                  coalesce(sum(amount - coalesce(taken_back, 0))
                      filter (where status = 'credited'), 0) as "credited!",
                  coalesce(sum(amount - coalesce(taken_back, 0))
                      filter (where coalesce(status, 'pending') = 'pending'), 0) as "on_hold!",
                  coalesce(sum(taken_back), 0) as "taken_back!",
                  count(*) as "purchases!"
           from referral_earnings
           where referrer_user_id = $1 and created_at >= $3 and created_at < $4
           group by 1"#,
        person_id,
        &edges,
        from,
        until,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what a person has earned from day to day")?;
    let mut earned = Earned {
        days: vec![Day::default(); edges.len() - 1],
        purchases: 0,
    };
    for row in rows {
        let day = usize::try_from(row.day - 1)?;
        earned.purchases += row.purchases;
        earned.days[day] = Day {
            credited: row.credited,
            on_hold: row.on_hold,
            taken_back: row.taken_back,
        };
    }
    Ok(earned)
}
