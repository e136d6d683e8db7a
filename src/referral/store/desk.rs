//! The SQL of withdrawals as the staff sees them.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde_json::Value;
use sqlx::PgConnection;

/// Something that a member of the staff did to a withdrawal, from the audit log.
pub(in crate::referral) struct Entry {
    pub action: String,
    pub name: String,
    pub at: DateTime<Utc>,
}

/// What was done to a withdrawal, oldest first; looks at its details are left out.
pub(in crate::referral) async fn list_history(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Vec<Entry>> {
    sqlx::query_as!(
        Entry,
        r#"select admin_audit_log.action as "action!",
                  coalesce(metadata->>'name', admin_users.username, metadata->>'telegram_id', '') as "name!",
                  coalesce(admin_audit_log.created_at, timestamp 'epoch') at time zone 'utc' as "at!"
           from admin_audit_log
           left join admin_users on admin_users.id = admin_audit_log.admin_id
           where target_type = 'withdrawal'
             and target_id = $1
             and action is not null
             and action <> 'withdrawal_details_seen'
           order by admin_audit_log.id"#,
        id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was done to a withdrawal")
}

/// When a withdrawal came to where it is.
pub(in crate::referral) struct Times {
    /// When the last of its approvals was given.
    pub last_approval_at: Option<DateTime<Utc>>,
    pub approved_at: Option<DateTime<Utc>>,
    pub paying_at: Option<DateTime<Utc>>,
    pub reminded_at: Option<DateTime<Utc>>,
}

pub(in crate::referral) async fn find_times(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Times> {
    sqlx::query_as!(
        Times,
        "select (
                    select max(created_at) from withdrawal_approvals where request_id = $1
                ) as last_approval_at,
                approved_at,
                paying_at,
                reminded_at
         from withdrawal_requests
         where id = $1",
        id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see since when a withdrawal waits")
}

pub(in crate::referral) async fn note_reminded(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update withdrawal_requests set reminded_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note a reminder")?;
    Ok(())
}

/// Somebody of the staff has approved a withdrawal.
#[derive(Clone, Debug)]
pub(in crate::referral) struct Approval {
    pub telegram_id: i64,
    /// As the group knew them.
    pub name: String,
    /// `admin_users.id`.
    pub admin_id: Option<i32>,
}

/// Who has approved a withdrawal, in order.
pub(in crate::referral) async fn list_approvals(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Vec<Approval>> {
    sqlx::query_as!(
        Approval,
        "select telegram_id, name, admin_id
         from withdrawal_approvals
         where request_id = $1
         order by created_at",
        id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list who approved a withdrawal")
}

/// Whether the withdrawal is this Telegram account's.
pub(in crate::referral) async fn is_of(
    connection: &mut PgConnection,
    id: i32,
    telegram_id: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from withdrawal_requests
               join users on users.id = withdrawal_requests.user_id
               where withdrawal_requests.id = $1 and users.telegram_user_id = $2
           ) as "is_theirs!""#,
        id,
        telegram_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whose a withdrawal is")
}

/// Where a withdrawal of another program goes, in whatever form it wrote that.
pub(in crate::referral) async fn find_foreign_details(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Value>> {
    let details = sqlx::query_scalar!(
        "select details from withdrawal_requests where id = $1 and request_key is null",
        id
    )
    .fetch_optional(connection)
    .await
    .context("cannot find where another program's withdrawal goes")?;
    Ok(details.flatten())
}

/// Open withdrawals that nothing watches, of people who have not been erased.
pub(in crate::referral) async fn list_unwatched(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from withdrawal_requests
         where (status in ('pending', 'approved') or status is null)
           and user_id is not null
           and not exists (
               select
               from jobs
               where kind = 'referral_watch_withdrawal'
                 and key = withdrawal_requests.id::text
                 and (status = 'waiting' or status = 'running')
           )
         order by id",
    )
    .fetch_all(connection)
    .await
    .context("cannot look for withdrawals that nobody watches")
}

/// Open withdrawals of a person.
pub(in crate::referral) async fn list_open_of(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Vec<i32>> {
    sqlx::query_scalar!(
        "select id
         from withdrawal_requests
         where user_id = $1 and (status in ('pending', 'approved') or status is null)
         order by id",
        person_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a person's open withdrawals")
}

/// Which withdrawals a list shows.
#[derive(Clone, Copy, Debug)]
pub(in crate::referral) enum Part {
    /// Still to be sent or rejected, the longest waiting first.
    Open,
    /// In the hands of this member, by Telegram id.
    Of(i64),
    /// Sent since then, the newest first.
    SentSince(DateTime<Utc>),
}

/// A page of a list by number, and how many there are in all. Without its person an open
/// request has no balance to hold, so that nobody can decide it: it is in no list.
pub(in crate::referral) async fn list_page(
    connection: &mut PgConnection,
    part: Part,
    offset: i64,
    most: i64,
) -> anyhow::Result<(Vec<i32>, i64)> {
    let (member, since) = match part {
        Part::Open => (None, None),
        Part::Of(member) => (Some(member), None),
        Part::SentSince(since) => (None, Some(since.naive_utc())),
    };
    let ids = sqlx::query_scalar!(
        "select id
         from withdrawal_requests
         where case
                   when $1::timestamp is not null then status = 'completed' and processed_at >= $1
                   else coalesce(status, 'pending') in ('pending', 'approved')
                        and user_id is not null
                        and ($2::bigint is null or paying_by = $2)
               end
         order by processed_at desc nulls first, created_at, id
         offset $3
         limit $4",
        since,
        member,
        offset,
        most,
    )
    .fetch_all(&mut *connection)
    .await
    .context("cannot list withdrawals")?;
    let all = sqlx::query_scalar!(
        r#"select count(*) as "all!"
           from withdrawal_requests
           where case
                     when $1::timestamp is not null then status = 'completed' and processed_at >= $1
                     else coalesce(status, 'pending') in ('pending', 'approved')
                          and user_id is not null
                          and ($2::bigint is null or paying_by = $2)
                 end"#,
        since,
        member,
    )
    .fetch_one(connection)
    .await
    .context("cannot count withdrawals")?;
    Ok((ids, all))
}

/// What was sent by one method.
pub(in crate::referral) struct Sum {
    pub method: Option<String>,
    pub count: i64,
    pub amount: Decimal,
}

pub(in crate::referral) async fn sum_sent(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<Sum>> {
    sqlx::query_as!(
        Sum,
        r#"select method,
                  count(*) as "count!",
                  coalesce(sum(amount), 0) as "amount!"
           from withdrawal_requests
           where status = 'completed' and processed_at >= $1
           group by method
           order by method"#,
        since.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot add up what was sent")
}

/// A line of what the accountant gets.
pub(in crate::referral) struct SentLine {
    pub id: i32,
    pub user_id: Option<i32>,
    pub amount: Decimal,
    pub method: String,
    pub masked: String,
    pub requested_at: Option<NaiveDateTime>,
    pub sent_at: Option<NaiveDateTime>,
    /// Who sent it, and who approved it.
    pub sent_by: String,
    pub approved_by: String,
}

/// What was sent from `since` until before `until`, oldest first.
pub(in crate::referral) async fn list_sent(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
    until: DateTime<Utc>,
) -> anyhow::Result<Vec<SentLine>> {
    sqlx::query_as!(
        SentLine,
        r#"select id,
                  user_id,
                  coalesce(amount, 0) as "amount!",
                  coalesce(method, '') as "method!",
                  coalesce(details->>'masked', '') as "masked!",
                  created_at as requested_at,
                  processed_at as sent_at,
                  coalesce(
                      (
                          select metadata->>'name'
                          from admin_audit_log
                          where target_type = 'withdrawal'
                            and target_id = withdrawal_requests.id
                            and action = 'withdrawal_completed'
                          limit 1
                      ),
                      ''
                  ) as "sent_by!",
                  coalesce(
                      (
                          select string_agg(name, ' + ' order by created_at)
                          from withdrawal_approvals
                          where request_id = withdrawal_requests.id
                      ),
                      ''
                  ) as "approved_by!"
           from withdrawal_requests
           where status = 'completed' and processed_at >= $1 and processed_at < $2
           order by processed_at, id"#,
        since.naive_utc(),
        until.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot list what was sent")
}
