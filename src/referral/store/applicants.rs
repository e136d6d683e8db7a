//! What is known of somebody who wants to be a partner, read from the tables of all
//! features.

use anyhow::Context;
use sqlx::PgConnection;

/// What the people whom somebody brought have done.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::referral) struct Brought {
    pub people: i64,
    /// Of them, who paid at least once.
    pub payers: i64,
    pub purchases: i64,
    /// Purchases that went back.
    pub refunded: i64,
}

/// What somebody paid for themselves.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::referral) struct OwnPayments {
    pub paid: i64,
    pub refunded: i64,
}

pub(in crate::referral) async fn brought(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Brought> {
    sqlx::query_as!(
        Brought,
        r#"select (select count(*) from referral_attributions where referrer_id = $1) as "people!",
                  count(distinct referred_user_id) as "payers!",
                  count(*) as "purchases!",
                  count(*) filter (where payments.status = 'refunded') as "refunded!"
           from referral_earnings
           left join payments on payments.id = referral_earnings.payment_id
           where referrer_user_id = $1"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whom a person brought")
}

pub(in crate::referral) async fn own_payments(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<OwnPayments> {
    sqlx::query_as!(
        OwnPayments,
        r#"select count(*) filter (where status in ('succeeded', 'refunded')) as "paid!",
                  count(*) filter (where status = 'refunded') as "refunded!"
           from payments
           where user_id = $1 and provider is distinct from 'gift'"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see what a person paid")
}
