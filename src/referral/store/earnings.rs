//! The SQL of `referral_earnings`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

pub(in crate::referral) struct NewEarning {
    pub referrer_id: i32,
    pub referred_id: i32,
    pub payment_id: i32,
    pub link_id: Option<i32>,
    pub amount: Decimal,
    pub rate: Decimal,
}

pub(in crate::referral) struct Earning {
    pub id: i32,
    pub amount: Decimal,
    /// `None`: another program did not write it down.
    pub rate: Option<Decimal>,
    pub is_credited: bool,
    pub taken_back: Decimal,
}

/// `false` when the payment has earned before, also for another program.
pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    new: &NewEarning,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let inserted = sqlx::query!(
        "insert into referral_earnings (referrer_user_id, referred_user_id, payment_id, link_id, amount,
                                        commission_rate, status, created_at, recorded_at)
         select $1, $2, $3, $4, $5, $6, 'pending', $7, $8
         where not exists (select from referral_earnings where payment_id = $3)
         on conflict do nothing",
        new.referrer_id,
        new.referred_id,
        new.payment_id,
        new.link_id,
        new.amount,
        new.rate,
        now.naive_utc(),
        now,
    )
    .execute(connection)
    .await
    .context("cannot note what a payment earns")?;
    Ok(inserted.rows_affected() == 1)
}

/// Who earned by the payment: one person, unless another program wrote more.
pub(in crate::referral) async fn list_referrers(
    connection: &mut PgConnection,
    payment_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"select distinct referrer_user_id as "referrer_user_id!"
           from referral_earnings
           where payment_id = $1 and referrer_user_id is not null
           order by 1"#,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot find who earned by a payment")
}

pub(in crate::referral) async fn list(
    connection: &mut PgConnection,
    referrer_id: i32,
    payment_id: i32,
) -> anyhow::Result<Vec<Earning>> {
    sqlx::query_as!(
        Earning,
        r#"select id,
                  coalesce(amount, 0) as "amount!",
                  commission_rate as rate,
                  coalesce(status = 'credited', false) as "is_credited!",
                  coalesce(taken_back, 0) as "taken_back!"
           from referral_earnings
           where payment_id = $2 and referrer_user_id = $1
           order by id"#,
        referrer_id,
        payment_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what a payment earned")
}

/// Credits what is pending and not wholly taken back; how much that was, `None` when
/// there was nothing.
pub(in crate::referral) async fn credit(
    connection: &mut PgConnection,
    referrer_id: i32,
    payment_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<Decimal>> {
    sqlx::query_scalar!(
        "with credited as (
             update referral_earnings
             set status = 'credited', credited_at = $3
             where payment_id = $2
               and referrer_user_id = $1
               and coalesce(status, 'pending') = 'pending'
               and (amount > coalesce(taken_back, 0) or coalesce(taken_back, 0) = 0)
             returning coalesce(amount, 0) - coalesce(taken_back, 0) as amount
         )
         select sum(amount) from credited",
        referrer_id,
        payment_id,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot credit an earning")
}

pub(in crate::referral) async fn take_back(
    connection: &mut PgConnection,
    id: i32,
    more: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_earnings
         set taken_back = coalesce(taken_back, 0) + $2, taken_back_at = $3
         where id = $1",
        id,
        more,
        now,
    )
    .execute(connection)
    .await
    .context("cannot take an earning back")?;
    Ok(())
}

/// A payment that has earned nobody anything, though somebody brought its payer.
pub(in crate::referral) struct Missed {
    pub payment_id: i32,
    /// `users.id`.
    pub payer: i32,
    /// In roubles.
    pub amount: Decimal,
}

/// Payments that came in since then, after their payer was brought, whose money is not
/// going back, and of which no earning is written down.
pub(in crate::referral) async fn list_missed(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Missed>> {
    sqlx::query_as!(
        Missed,
        r#"select payment.id as payment_id, brought.user_id as payer, payment.amount as "amount!"
           from payments as payment
           join referral_attributions as brought on brought.user_id = payment.user_id
           where payment.status = 'succeeded'
             and payment.refund_requested_at is null
             and payment.refunded_at is null
             and payment.amount > 0
             and coalesce(payment.settled_at, payment.created_at at time zone 'utc')
                 > greatest($1, brought.created_at)
             and not exists (
                 select from referral_earnings where payment_id = payment.id
             )
           order by payment.id"#,
        since,
    )
    .fetch_all(connection)
    .await
    .context("cannot list payments that have earned nothing")
}

/// A payment whose earning was forgotten by whoever moved the payment on.
pub(in crate::referral) struct Forgotten {
    pub payment_id: i32,
    /// Whether its money went back; otherwise its set was delivered.
    pub is_refunded: bool,
}

/// Pending earnings of payments whose set was delivered before `before`, and earnings
/// of ours whose payment another program marked refunded.
pub(in crate::referral) async fn list_forgotten(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<Vec<Forgotten>> {
    sqlx::query_as!(
        Forgotten,
        r#"select payment.id as payment_id, payment.status = 'refunded' as "is_refunded!"
           from referral_earnings as earning
           join payments as payment on payment.id = earning.payment_id
           where earning.referrer_user_id is not null
             and (
                 payment.status = 'refunded'
                 and earning.recorded_at is not null
                 and coalesce(earning.taken_back, 0) < earning.amount
                 or payment.status = 'succeeded'
                 and coalesce(earning.status, 'pending') = 'pending'
                 and (earning.amount > coalesce(earning.taken_back, 0) or coalesce(earning.taken_back, 0) = 0)
                 and exists (
                     select
                     from generation_jobs as job
                     where job.payment_id = payment.id
                       and job.status = 'completed'
                       and job.completed_photos > 0
                       and coalesce(job.finished_at, job.created_at at time zone 'utc') < $1
                 )
             )
           group by payment.id
           order by payment.id"#,
        before,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the earnings that were forgotten")
}
