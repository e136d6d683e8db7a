//! The SQL of `referral_balances`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::{accounts, referral::Account};

pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Account>> {
    sqlx::query_as!(
        Account,
        r#"select user_id as "user_id!",
                  referral_code as code,
                  coalesce(balance, 0) as "balance!",
                  coalesce(referrals_count, 0) as "referrals_count!",
                  coalesce(total_earned, 0) as "total_earned!",
                  coalesce(is_partner, false) as "is_partner!",
                  (partner_approved_at at time zone 'utc') as partner_since,
                  coalesce(commission_rate, case when is_partner then 0.50 else 0.10 end) as "rate!"
           from referral_balances
           where user_id = $1"#,
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a balance")
}

/// The account, which nobody else changes until the transaction ends. Its person is
/// held first, as they are by whoever forgets them.
pub(in crate::referral) async fn lock(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Account>> {
    accounts::hold(connection, person_id).await?;
    sqlx::query!(
        "select id from referral_balances where user_id = $1 for update",
        person_id
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot lock a balance")?;
    find(connection, person_id).await
}

/// The person's code: what they have, or else `code`. `None` when somebody else has
/// `code`.
pub(in crate::referral) async fn own_code(
    connection: &mut PgConnection,
    person_id: i32,
    code: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<String>> {
    sqlx::query!(
        "insert into referral_balances (user_id, balance, referrals_count, total_earned, created_at)
         values ($1, 0, 0, 0, $2)
         on conflict (user_id) do nothing",
        person_id,
        now.naive_utc(),
    )
    .execute(&mut *connection)
    .await
    .context("cannot open a balance")?;
    let account = lock(connection, person_id).await?;
    if let Some(known) = account.and_then(|account| account.code) {
        return Ok(Some(known));
    }
    let is_taken = sqlx::query_scalar!(
        r#"select exists (select from referral_balances where referral_code = $1) as "is_taken!""#,
        code
    )
    .fetch_one(&mut *connection)
    .await
    .context("cannot see whether a code is free")?;
    if is_taken {
        return Ok(None);
    }
    sqlx::query!(
        "update referral_balances set referral_code = $2 where user_id = $1",
        person_id,
        code
    )
    .execute(connection)
    .await
    .context("cannot give a person a code")?;
    Ok(Some(code.to_owned()))
}

/// Moves a locked balance by so many roubles, and what was earned in all.
pub(in crate::referral) async fn add(
    connection: &mut PgConnection,
    person_id: i32,
    balance: Decimal,
    earned: Decimal,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances
         set balance = coalesce(balance, 0) + $2,
             total_earned = coalesce(total_earned, 0) + $3
         where user_id = $1",
        person_id,
        balance,
        earned,
    )
    .execute(connection)
    .await
    .context("cannot move a balance")?;
    Ok(())
}

pub(in crate::referral) async fn count_referral(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances
         set referrals_count = coalesce(referrals_count, 0) + 1
         where user_id = $1",
        person_id,
    )
    .execute(connection)
    .await
    .context("cannot count a person who was brought")?;
    Ok(())
}

/// Counts whoever another program says to have been brought, unless that program has.
pub(in crate::referral) async fn count_at_least_the_rows(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances
         set referrals_count = greatest(
             coalesce(referrals_count, 0),
             coalesce((select referrals_count from referral_openings where user_id = $1), 0)
             + (select count(*) from referral_attributions where referrer_id = $1)
         )
         where user_id = $1",
        person_id,
    )
    .execute(connection)
    .await
    .context("cannot count whom another program has written down")?;
    Ok(())
}

/// Whether what others buy earns the person anything: not while they are banned, and
/// not once they have asked to be erased.
pub(in crate::referral) async fn may_earn(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    let may_earn = sqlx::query_scalar!(
        r#"select not coalesce(is_banned, false) and erasure_asked_at is null as "may_earn!"
           from users
           where id = $1"#,
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot see whether a person may earn")?;
    Ok(may_earn.unwrap_or(false))
}

pub(in crate::referral) async fn make_partner(
    connection: &mut PgConnection,
    person_id: i32,
    rate: Decimal,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances
         set is_partner = true, commission_rate = $2, partner_approved_at = $3
         where user_id = $1",
        person_id,
        rate,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot make a person a partner")?;
    Ok(())
}

pub(in crate::referral) async fn set_rate(
    connection: &mut PgConnection,
    person_id: i32,
    rate: Decimal,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances set commission_rate = $2 where user_id = $1",
        person_id,
        rate,
    )
    .execute(connection)
    .await
    .context("cannot change a rate")?;
    Ok(())
}

pub(in crate::referral) async fn end_partnership(
    connection: &mut PgConnection,
    person_id: i32,
    rate: Decimal,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances set is_partner = false, commission_rate = $2 where user_id = $1",
        person_id,
        rate,
    )
    .execute(connection)
    .await
    .context("cannot end a partnership")?;
    Ok(())
}

/// Whether the person is banned, also one of an older program whom nobody can write to.
pub(in crate::referral) async fn is_banned(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    let banned = sqlx::query_scalar!(
        r#"select coalesce(is_banned, false) as "is_banned!" from users where id = $1"#,
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot see whether a person is banned")?;
    Ok(banned.unwrap_or_default())
}
