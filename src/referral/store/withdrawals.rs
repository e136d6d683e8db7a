//! The SQL of `withdrawal_requests` and `withdrawal_approvals`.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    referral::{
        vault::Belongs,
        withdrawals::{Method, NewWithdrawal, Status, Withdrawal},
    },
    staff::Member,
};

struct Row {
    id: i32,
    user_id: Option<i32>,
    amount: Option<Decimal>,
    method: Option<String>,
    details: Option<Value>,
    status: Option<String>,
    reason: Option<String>,
    approvals_needed: Option<i16>,
    paying_by: Option<i64>,
    created_at: Option<NaiveDateTime>,
    processed_at: Option<NaiveDateTime>,
}

impl Row {
    fn into_withdrawal(self) -> Withdrawal {
        let masked = self
            .details
            .as_ref()
            .and_then(|details| details.get("masked"));
        Withdrawal {
            id: self.id,
            user_id: self.user_id,
            amount: self.amount.unwrap_or_default(),
            method: self.method.as_deref().and_then(Method::stored),
            masked: masked
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            status: Status::stored(self.status.as_deref()),
            reason: self.reason,
            approvals_needed: self.approvals_needed.unwrap_or(1),
            paying_by: self.paying_by,
            created_at: self.created_at.unwrap_or_default().and_utc(),
            processed_at: self.processed_at.map(|at| at.and_utc()),
        }
    }
}

impl Method {
    pub(in crate::referral) fn id(self) -> &'static str {
        match self {
            Self::Card => "card",
            Self::Bank => "bank",
            Self::Wallet => "wallet",
        }
    }

    pub(in crate::referral) fn stored(id: &str) -> Option<Self> {
        [Self::Card, Self::Bank, Self::Wallet]
            .into_iter()
            .find(|method| method.id() == id)
    }
}

impl Status {
    pub(in crate::referral) fn id(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Completed => "completed",
        }
    }

    fn stored(id: Option<&str>) -> Self {
        [Self::Approved, Self::Rejected, Self::Completed]
            .into_iter()
            .find(|status| Some(status.id()) == id)
            .unwrap_or(Self::Pending)
    }
}

pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Withdrawal>> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, amount, method, details, status, reason, approvals_needed, paying_by,
                created_at, processed_at
         from withdrawal_requests
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a withdrawal")?;
    Ok(row.map(Row::into_withdrawal))
}

/// The request, which nobody else changes until the transaction ends.
pub(in crate::referral) async fn lock(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Withdrawal>> {
    sqlx::query!(
        "select id from withdrawal_requests where id = $1 for update",
        id
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot lock a withdrawal")?;
    find(connection, id).await
}

/// Where a request goes, sealed.
pub(in crate::referral) struct Sealed {
    pub belongs: Belongs,
    pub sealed: Vec<u8>,
}

/// `None` when it is not kept any more, or was written by an older program.
pub(in crate::referral) async fn find_sealed(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Sealed>> {
    let row = sqlx::query!(
        r#"select user_id as "person_id!",
                  request_key as "key!",
                  sealed as "sealed!"
           from withdrawal_requests
           where id = $1 and user_id is not null and request_key is not null and sealed is not null"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find where a withdrawal goes")?;
    Ok(row.map(|row| Sealed {
        belongs: Belongs {
            person_id: row.person_id,
            key: row.key,
        },
        sealed: row.sealed,
    }))
}

pub(in crate::referral) async fn owner_of(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<i32>> {
    let owner = sqlx::query_scalar!("select user_id from withdrawal_requests where id = $1", id)
        .fetch_optional(connection)
        .await
        .context("cannot find whose a withdrawal is")?;
    Ok(owner.flatten())
}

pub(in crate::referral) async fn find_by_key(
    connection: &mut PgConnection,
    person_id: i32,
    key: Uuid,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "select id from withdrawal_requests where user_id = $1 and request_key = $2",
        person_id,
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a withdrawal by its confirmation")
}

pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    new: &NewWithdrawal,
    approvals_needed: i16,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into withdrawal_requests (user_id, amount, method, details, status, created_at,
                                          request_key, sealed, approvals_needed)
         values ($1, $2, $3, $4, 'pending', $5, $6, $7, $8)
         returning id",
        person_id,
        new.amount,
        new.method.id(),
        json!({ "masked": new.masked }),
        now.naive_utc(),
        new.key,
        new.sealed,
        approvals_needed,
    )
    .fetch_one(connection)
    .await
    .context("cannot write a withdrawal")
}

/// The person's requests, the newest first.
pub(in crate::referral) async fn list_of_person(
    connection: &mut PgConnection,
    person_id: i32,
    skipped: i64,
    most: i64,
) -> anyhow::Result<Vec<Withdrawal>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, amount, method, details, status, reason, approvals_needed, paying_by,
                created_at, processed_at
         from withdrawal_requests
         where user_id = $1
         order by created_at desc nulls last, id desc
         offset $2
         limit $3",
        person_id,
        skipped,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list a person's withdrawals")?;
    Ok(rows.into_iter().map(Row::into_withdrawal).collect())
}

/// The newest of a person's requests that is not over and that nobody is sending.
pub(in crate::referral) async fn find_waiting(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Withdrawal>> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, amount, method, details, status, reason, approvals_needed, paying_by,
                created_at, processed_at
         from withdrawal_requests
         where user_id = $1
           and coalesce(status, 'pending') in ('pending', 'approved')
           and paying_by is null
         order by created_at desc nulls last, id desc
         limit 1",
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a person's waiting withdrawal")?;
    Ok(row.map(Row::into_withdrawal))
}

/// How much of a person's money is in requests that are not over.
pub(in crate::referral) async fn reserved_of(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Decimal> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(amount), 0) as "reserved!"
           from withdrawal_requests
           where user_id = $1 and coalesce(status, 'pending') in ('pending', 'approved')"#,
        person_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot add up a person's withdrawals")
}

/// How much is on its way to a person, or was sent since then, beside one request.
pub(in crate::referral) async fn paid_of(
    connection: &mut PgConnection,
    person_id: i32,
    beside: Option<i32>,
    since: DateTime<Utc>,
) -> anyhow::Result<Decimal> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(amount), 0) as "paid!"
           from withdrawal_requests
           where user_id = $1
             and id is distinct from $2
             and (
                 coalesce(status, 'pending') in ('pending', 'approved')
                 or status = 'completed' and coalesce(processed_at, created_at) >= $3
             )"#,
        person_id,
        beside,
        since.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot add up what a person is paid")
}

/// How many requests a person has made since then.
pub(in crate::referral) async fn count_since(
    connection: &mut PgConnection,
    person_id: i32,
    since: DateTime<Utc>,
) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from withdrawal_requests
           where user_id = $1 and created_at > $2"#,
        person_id,
        since.naive_utc(),
    )
    .fetch_one(connection)
    .await
    .context("cannot count a person's withdrawals")
}

/// `false` when this member approved it before.
pub(in crate::referral) async fn add_approval(
    connection: &mut PgConnection,
    id: i32,
    member: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let added = sqlx::query!(
        "insert into withdrawal_approvals (request_id, telegram_id, name, admin_id, created_at)
         values ($1, $2, $3, $4, $5)
         on conflict do nothing",
        id,
        member.telegram_id,
        member.name,
        member.admin_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note an approval")?;
    Ok(added.rows_affected() == 1)
}

pub(in crate::referral) async fn approve(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update withdrawal_requests set status = 'approved', approved_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot approve a withdrawal")?;
    Ok(())
}

pub(in crate::referral) async fn set_paying(
    connection: &mut PgConnection,
    id: i32,
    by: Option<i64>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update withdrawal_requests set paying_by = $2, paying_at = $3 where id = $1",
        id,
        by,
        by.map(|_| now),
    )
    .execute(connection)
    .await
    .context("cannot note who sends a withdrawal")?;
    Ok(())
}

/// Ends a request as completed or rejected; where the money was to go is not kept.
pub(in crate::referral) async fn finish(
    connection: &mut PgConnection,
    id: i32,
    status: Status,
    reason: Option<&str>,
    by: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update withdrawal_requests
         set status = $2, reason = $3, processed_by = $4, processed_at = $5, paying_by = null, sealed = null
         where id = $1",
        id,
        status.id(),
        reason,
        by,
        now.naive_utc(),
    )
    .execute(connection)
    .await
    .context("cannot end a withdrawal")?;
    Ok(())
}
