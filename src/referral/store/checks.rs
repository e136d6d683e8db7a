//! The SQL of what a careful person checks before money is sent. It reads the rows of
//! other features, and never more than the newest earnings. Ids come as arrays, by which
//! PostgreSQL looks into an index instead of reading a whole table to join it.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use rust_decimal::Decimal;
use sqlx::{PgConnection, postgres::types::PgInterval};

/// Earnings that are looked at, newest first: enough to see a habit, and quick for a
/// partner with a hundred thousand.
const MOST_EARNINGS: i64 = 1000;

/// What was paid to a person before, and how what they brought turned out.
pub(in crate::referral) struct Record {
    /// When they were first seen.
    pub since: Option<DateTime<Utc>>,
    /// Withdrawals that were sent.
    pub paid_out_count: i64,
    pub paid_out: Decimal,
    /// People they brought, in all.
    pub brought: i64,
    /// Of the newest earnings: people who paid, their payments, and how many of those
    /// were given back, wholly or in part.
    pub buyers: i64,
    pub payments: i64,
    pub returned: i64,
}

pub(in crate::referral) async fn find_record(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Record> {
    sqlx::query_as!(
        Record,
        r#"with recent as materialized (
               select referred_user_id, payment_id, taken_back
               from referral_earnings
               where referrer_user_id = $1
               order by created_at desc
               limit $2
           ),
           bought as (
               select
                   count(distinct recent.referred_user_id) as buyers,
                   count(*) as payments,
                   count(*) filter (where recent.taken_back > 0 or payments.status = 'refunded')
                   as returned
               from recent
               left join (
                   select id, status
                   from payments
                   where id = any(array(select payment_id from recent))
               ) as payments on payments.id = recent.payment_id
           ),
           sent as (
               select count(*) as paid_out_count, coalesce(sum(amount), 0) as paid_out
               from withdrawal_requests
               where user_id = $1 and status = 'completed'
           )
           select
               (
                   select coalesce(user_settings.started_at, users.created_at at time zone 'utc')
                   from users left join user_settings on user_settings.user_id = users.id
                   where users.id = $1
               ) as since,
               sent.paid_out_count as "paid_out_count!",
               sent.paid_out as "paid_out!",
               coalesce(
                   (select referrals_count from referral_balances where user_id = $1), 0
               )::bigint as "brought!",
               bought.buyers as "buyers!",
               bought.payments as "payments!",
               bought.returned as "returned!"
           from bought, sent"#,
        person_id,
        MOST_EARNINGS,
    )
    .fetch_one(connection)
    .await
    .context("cannot see how a person's referrals turned out")
}

/// What the patterns go by.
pub(in crate::referral) struct Limits {
    /// First purchases this soon after the first /start are hasty.
    pub hasty: TimeDelta,
    /// Who was not seen later than this after their last purchase did not come back …
    pub back: TimeDelta,
    /// … if it was before this.
    pub settled_before: DateTime<Utc>,
}

/// How many of the people who paid show a pattern; `mark` is null for those who show
/// any. `wallet` is where the withdrawal goes, if it is a wallet, as `ton_transfers`
/// writes it.
pub(in crate::referral) struct Marked {
    pub mark: Option<String>,
    pub people: i64,
}

pub(in crate::referral) async fn list_marks(
    connection: &mut PgConnection,
    person_id: i32,
    wallet: Option<&str>,
    limits: &Limits,
) -> anyhow::Result<Vec<Marked>> {
    let interval = |span: TimeDelta| PgInterval {
        months: 0,
        days: 0,
        microseconds: span.num_microseconds().unwrap_or(i64::MAX),
    };
    sqlx::query_file_as!(
        Marked,
        "src/referral/store/marks.sql",
        person_id,
        MOST_EARNINGS,
        wallet,
        interval(limits.hasty),
        interval(limits.back),
        limits.settled_before,
    )
    .fetch_all(connection)
    .await
    .context("cannot look for patterns among a person's referrals")
}
