//! The SQL of what stands on a person's card. Each list holds one more than is shown, so
//! that it can be told whether there is more.

use anyhow::Context;
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

/// What is known of a person beside what they own.
pub(in crate::customers) struct Facts {
    pub last_seen_at: Option<DateTime<Utc>>,
    pub consented_at: Option<DateTime<Utc>>,
    pub referrer_id: Option<i32>,
    pub referrer_name: Option<String>,
    pub brought: i64,
    pub is_partner: bool,
    pub balance: Option<Decimal>,
}

pub(in crate::customers) struct AvatarLine {
    pub id: i32,
    pub name: String,
    pub status: String,
    pub photos: i64,
}

pub(in crate::customers) struct SetLine {
    pub id: i32,
    pub style_id: Option<String>,
    pub status: String,
    pub ready: i64,
    pub total: i32,
    pub payment_id: Option<i32>,
}

pub(in crate::customers) struct TicketLine {
    pub number: String,
    pub status: String,
}

pub(in crate::customers) struct WithdrawalLine {
    pub id: i32,
    pub amount: Decimal,
    pub status: String,
}

/// How many there are of what a list shows a part of.
pub(in crate::customers) struct Counts {
    pub avatars: i64,
    pub payments: i64,
    pub sets: i64,
    pub tickets: i64,
    pub withdrawals: i64,
}

pub(in crate::customers) async fn facts(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Option<Facts>> {
    sqlx::query_as!(
        Facts,
        r#"select settings.last_seen_at as "last_seen_at?",
                  settings.consented_at as "consented_at?",
                  attribution.referrer_id as "referrer_id?",
                  coalesce(referrer.first_name, referring.telegram_username) as "referrer_name?",
                  (select count(*) from referral_attributions where referrer_id = users.id) as "brought!",
                  coalesce(balance.is_partner, false) as "is_partner!",
                  balance.balance as "balance?"
           from users
           left join user_settings as settings on settings.user_id = users.id
           left join referral_attributions as attribution on attribution.user_id = users.id
           left join users as referring on referring.id = attribution.referrer_id
           left join user_settings as referrer on referrer.user_id = attribution.referrer_id
           left join referral_balances as balance on balance.user_id = users.id
           where users.id = $1"#,
        user_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find what is known of a person")
}

pub(in crate::customers) async fn counts(
    connection: &mut PgConnection,
    user_id: i32,
) -> anyhow::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"select (select count(*) from avatars where user_id = $1) as "avatars!",
                  (select count(*)
                   from payments
                   where user_id = $1 and status in ('succeeded', 'refunded')) as "payments!",
                  (select count(*)
                   from generation_jobs as job
                   join avatars on avatars.id = job.avatar_id
                   where avatars.user_id = $1 and job.reroll_of is null) as "sets!",
                  (select count(*) from support_tickets where user_id = $1) as "tickets!",
                  (select count(*) from withdrawal_requests where user_id = $1) as "withdrawals!""#,
        user_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot count what a person has")
}

pub(in crate::customers) async fn avatars(
    connection: &mut PgConnection,
    user_id: i32,
    most: i64,
) -> anyhow::Result<Vec<AvatarLine>> {
    sqlx::query_as!(
        AvatarLine,
        r#"select id,
                  coalesce(name, '') as "name!",
                  coalesce(status, 'draft') as "status!",
                  (select count(*) from reference_photos where avatar_id = avatars.id) as "photos!"
           from avatars
           where user_id = $1
           order by id desc
           limit $2"#,
        user_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the avatars of a card")
}

pub(in crate::customers) async fn sets(
    connection: &mut PgConnection,
    user_id: i32,
    most: i64,
) -> anyhow::Result<Vec<SetLine>> {
    sqlx::query_as!(
        SetLine,
        r#"select job.id,
                  job.style_id,
                  case when job.stopped_at is null then coalesce(job.status, 'pending') else 'stopped' end as "status!",
                  (select count(*) from generated_photos where job_id = job.id) as "ready!",
                  coalesce(job.total_photos, 0) as "total!",
                  job.payment_id
           from generation_jobs as job
           join avatars on avatars.id = job.avatar_id
           where avatars.user_id = $1 and job.reroll_of is null
           order by job.id desc
           limit $2"#,
        user_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the sets of a card")
}

pub(in crate::customers) async fn tickets(
    connection: &mut PgConnection,
    user_id: i32,
    most: i64,
) -> anyhow::Result<Vec<TicketLine>> {
    sqlx::query_as!(
        TicketLine,
        r#"select coalesce(ticket_number, id::text) as "number!", coalesce(status, 'open') as "status!"
           from support_tickets
           where user_id = $1
           order by id desc
           limit $2"#,
        user_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the tickets of a card")
}

pub(in crate::customers) async fn withdrawals(
    connection: &mut PgConnection,
    user_id: i32,
    most: i64,
) -> anyhow::Result<Vec<WithdrawalLine>> {
    sqlx::query_as!(
        WithdrawalLine,
        r#"select id, coalesce(amount, 0) as "amount!", coalesce(status, 'pending') as "status!"
           from withdrawal_requests
           where user_id = $1
           order by id desc
           limit $2"#,
        user_id,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list the withdrawals of a card")
}
