//! What an erasure takes and an export gives of a person's referrals.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;

use crate::referral::AtStake;

/// Why a request has ended whose person has left.
const ERASED: &str = "erased";

/// A request that was ended as its person left.
pub(in crate::referral) struct Ended {
    pub id: i32,
    pub amount: Decimal,
}

pub(in crate::referral) async fn has_anything(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from referral_balances where user_id = $1)
                  or exists (select from withdrawal_requests where user_id = $1)
                  or exists (select from partner_applications where user_id = $1)
                  or exists (select from referral_links where user_id = $1) as "has_anything!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person has anything to do with referrals")
}

pub(in crate::referral) async fn at_stake(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<AtStake> {
    sqlx::query_as!(
        AtStake,
        r#"select coalesce((select balance from referral_balances where user_id = $1), 0) as "balance!",
                  coalesce(sum(amount) filter (where paying_by is null), 0) as "requested!",
                  coalesce(sum(amount) filter (where paying_by is not null), 0) as "sending!"
           from withdrawal_requests
           where user_id = $1 and coalesce(status, 'pending') in ('pending', 'approved')"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see what a person would lose")
}

/// Ends the requests that nobody has sent.
pub(in crate::referral) async fn end_withdrawals(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<Ended>> {
    sqlx::query_as!(
        Ended,
        r#"update withdrawal_requests
           set status = 'rejected', reason = $2, processed_at = $3, paying_by = null
           where user_id = $1 and coalesce(status, 'pending') in ('pending', 'approved')
           returning id, coalesce(amount, 0) as "amount!""#,
        person_id,
        ERASED,
        now.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot end the withdrawals of a person who leaves")
}

/// Sums stay for the books. A code without its person brings nobody any more.
pub(in crate::referral) async fn forget(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update referral_balances set referral_code = null where user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a person's code")?;
    sqlx::query!(
        "update withdrawal_requests
         set details = null, sealed = null, reason = case reason when $2 then reason end
         where user_id = $1",
        person_id,
        ERASED,
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
             about = null,
             reason = null,
             status = case status when 'pending' then 'rejected' else status end
         where user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a partner's application")?;
    sqlx::query!(
        "update referral_links
         set name = '', code = 'gone' || id, closed_at = coalesce(closed_at, created_at)
         where user_id = $1",
        person_id,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget a partner's links")?;
    sqlx::query!(
        "delete from referral_visits where visitor_id = $1 or owner_id = $1",
        person_id
    )
    .execute(connection)
    .await
    .context("cannot forget a person's visits")?;
    Ok(())
}

pub(in crate::referral) async fn export(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Value> {
    sqlx::query_scalar!(
        r#"select jsonb_build_object(
               'balance',
               (select to_jsonb(held) from referral_balances as held where user_id = $1),
               'earnings',
               (select coalesce(jsonb_agg(to_jsonb(earning) - 'referred_user_id' - 'payment_id' order by id), '[]')
                from referral_earnings as earning where referrer_user_id = $1),
               'withdrawals',
               (select coalesce(jsonb_agg(to_jsonb(request) - 'sealed' - 'paying_by' - 'processed_by' order by id), '[]')
                from withdrawal_requests as request where user_id = $1),
               'applications',
               (select coalesce(jsonb_agg(to_jsonb(application) - 'decided_by' - 'reviewed_by' order by id), '[]')
                from partner_applications as application where user_id = $1),
               'links',
               (select coalesce(jsonb_agg(to_jsonb(link) order by id), '[]')
                from referral_links as link where user_id = $1),
               'brought_at',
               (select created_at from referral_attributions where user_id = $1),
               'opened_links_of_others_on',
               (select coalesce(jsonb_agg(distinct day), '[]')
                from referral_visits where visitor_id = $1)
           ) as "export!""#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot export a person's referrals")
}
