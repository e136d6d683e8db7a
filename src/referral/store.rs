//! The SQL of `referral_balances`, `withdrawal_requests` and `partner_applications`.

use anyhow::Context;
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;

pub(super) async fn owner_of(
    connection: &mut PgConnection,
    code: &str,
) -> anyhow::Result<Option<i32>> {
    let owner = sqlx::query_scalar!(
        "select user_id from referral_balances where referral_code = $1",
        code
    )
    .fetch_optional(connection)
    .await
    .context("cannot find the owner of a referral code")?;
    Ok(owner.flatten())
}

/// What the person has earned and not withdrawn, in roubles.
pub(super) async fn balance(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Decimal> {
    let balance = sqlx::query_scalar!(
        "select balance from referral_balances where user_id = $1",
        person_id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person's balance")?;
    Ok(balance.flatten().unwrap_or_default())
}

/// Sums stay for the books. A code without its person brings nobody any more.
pub(super) async fn forget(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances set referral_code = null where user_id = $1",
        person_id
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's code")?;
    sqlx::query!(
        "update withdrawal_requests
         set details = null,
             status = case when status in ('pending', 'approved') then 'rejected' else status end
         where user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget where a person's earnings went")?;
    sqlx::query!(
        "update partner_applications
         set contact_name = null,
             contact_email = null,
             telegram_username = null,
             promotion_channels = null,
             status = case status when 'pending' then 'rejected' else status end
         where user_id = $1",
        person_id,
    )
    .execute(connection)
    .await
    .context("cannot forget a partner's application")?;
    Ok(())
}

pub(super) async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select jsonb_build_object(
               'balance',
               (select to_jsonb(balance) from referral_balances as balance where user_id = $1),
               'earnings',
               (select coalesce(jsonb_agg(to_jsonb(earning) order by id), '[]')
                from referral_earnings as earning where referrer_user_id = $1),
               'withdrawals',
               (select coalesce(jsonb_agg(to_jsonb(request) order by id), '[]')
                from withdrawal_requests as request where user_id = $1),
               'applications',
               (select coalesce(jsonb_agg(to_jsonb(application) order by id), '[]')
                from partner_applications as application where user_id = $1)
           ) as "export!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's referrals")
}
