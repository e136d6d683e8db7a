//! The SQL of `partner_applications`.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use rust_decimal::Decimal;
use sqlx::PgConnection;

use crate::{
    referral::partners::{Application, Decision, NewApplication},
    staff::Member,
};

struct Row {
    id: i32,
    user_id: Option<i32>,
    contact_name: Option<String>,
    contact_email: Option<String>,
    handle: Option<String>,
    audience_size: Option<String>,
    channels: Option<Vec<String>>,
    about: Option<String>,
    status: Option<String>,
    reason: Option<String>,
    rate: Option<Decimal>,
    created_at: Option<NaiveDateTime>,
    decided_at: Option<DateTime<Utc>>,
    decided_by: Option<String>,
    reminded_at: Option<DateTime<Utc>>,
}

impl Row {
    fn into_application(self) -> Application {
        Application {
            id: self.id,
            user_id: self.user_id,
            contact_name: self.contact_name,
            contact_email: self.contact_email,
            handle: self.handle,
            audience_size: self.audience_size,
            channels: self.channels.unwrap_or_default(),
            about: self.about,
            status: match self.status.as_deref() {
                Some("approved") => Decision::Approved,
                Some("rejected") => Decision::Rejected,
                _ => Decision::Pending,
            },
            reason: self.reason,
            rate: self.rate,
            created_at: self.created_at.unwrap_or_default().and_utc(),
            decided_at: self.decided_at,
            decided_by: self.decided_by,
            reminded_at: self.reminded_at,
        }
    }
}

pub(in crate::referral) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Application>> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, contact_name, contact_email, telegram_username as handle, audience_size,
                promotion_channels as channels, about, status, reason, rate, created_at, decided_at,
                decided_by, reminded_at
         from partner_applications
         where id = $1",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an application")?;
    Ok(row.map(Row::into_application))
}

/// The person's application that is not decided, also one of another program.
pub(in crate::referral) async fn find_open(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Application>> {
    let row = sqlx::query_as!(
        Row,
        "select id, user_id, contact_name, contact_email, telegram_username as handle, audience_size,
                promotion_channels as channels, about, status, reason, rate, created_at, decided_at,
                decided_by, reminded_at
         from partner_applications
         where user_id = $1 and coalesce(status, 'pending') = 'pending'
         order by id desc
         limit 1",
        person_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an open application")?;
    Ok(row.map(Row::into_application))
}

/// The person's application that counts: the one that is not decided, or the newest.
pub(in crate::referral) async fn find_newest(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<Option<Application>> {
    if let Some(open) = find_open(connection, person_id).await? {
        return Ok(Some(open));
    }
    let newest = list_earlier(connection, person_id, i32::MAX, 1).await?;
    Ok(newest.into_iter().next())
}

pub(in crate::referral) async fn insert(
    connection: &mut PgConnection,
    person_id: i32,
    new: &NewApplication,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into partner_applications (user_id, contact_name, contact_email, telegram_username,
                                           audience_size, promotion_channels, about, status,
                                           created_at, submitted_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9)
         returning id",
        person_id,
        new.contact_name,
        new.contact_email,
        new.handle,
        new.audience_size,
        &new.channels,
        new.about,
        now.naive_utc(),
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot write an application")
}

pub(in crate::referral) async fn approve(
    connection: &mut PgConnection,
    id: i32,
    rate: Decimal,
    by: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partner_applications
         set status = 'approved', rate = $2, reviewed_by = $3, decided_by = $4, decided_at = $5
         where id = $1",
        id,
        rate,
        by.admin_id,
        by.name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot approve an application")?;
    Ok(())
}

pub(in crate::referral) async fn refuse(
    connection: &mut PgConnection,
    id: i32,
    reason: &str,
    by: &Member,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partner_applications
         set status = 'rejected', reason = $2, reviewed_by = $3, decided_by = $4, decided_at = $5
         where id = $1",
        id,
        reason,
        by.admin_id,
        by.name,
        now,
    )
    .execute(connection)
    .await
    .context("cannot refuse an application")?;
    Ok(())
}

/// The person's applications before this one, the newest first.
pub(in crate::referral) async fn list_earlier(
    connection: &mut PgConnection,
    person_id: i32,
    before: i32,
    most: i64,
) -> anyhow::Result<Vec<Application>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, contact_name, contact_email, telegram_username as handle, audience_size,
                promotion_channels as channels, about, status, reason, rate, created_at, decided_at,
                decided_by, reminded_at
         from partner_applications
         where user_id = $1 and id < $2
         order by id desc
         limit $3",
        person_id,
        before,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list earlier applications")?;
    Ok(rows.into_iter().map(Row::into_application).collect())
}

/// Those who wait, the longest first. Whoever was erased waits for nothing.
pub(in crate::referral) async fn list_open(
    connection: &mut PgConnection,
    after: i32,
    most: i64,
) -> anyhow::Result<Vec<Application>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, contact_name, contact_email, telegram_username as handle, audience_size,
                promotion_channels as channels, about, status, reason, rate, created_at, decided_at,
                decided_by, reminded_at
         from partner_applications
         where coalesce(status, 'pending') = 'pending' and user_id is not null and id > $1
         order by id
         limit $2",
        after,
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list open applications")?;
    Ok(rows.into_iter().map(Row::into_application).collect())
}

pub(in crate::referral) async fn count_open(connection: &mut PgConnection) -> anyhow::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from partner_applications
           where coalesce(status, 'pending') = 'pending' and user_id is not null"#
    )
    .fetch_one(connection)
    .await
    .context("cannot count open applications")
}

/// What was decided last, the newest first.
pub(in crate::referral) async fn list_decided(
    connection: &mut PgConnection,
    most: i64,
) -> anyhow::Result<Vec<Application>> {
    let rows = sqlx::query_as!(
        Row,
        "select id, user_id, contact_name, contact_email, telegram_username as handle, audience_size,
                promotion_channels as channels, about, status, reason, rate, created_at, decided_at,
                decided_by, reminded_at
         from partner_applications
         where decided_at is not null
         order by decided_at desc
         limit $1",
        most,
    )
    .fetch_all(connection)
    .await
    .context("cannot list decided applications")?;
    Ok(rows.into_iter().map(Row::into_application).collect())
}

/// Notes that the staff was reminded of it.
pub(in crate::referral) async fn note_reminded(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update partner_applications set reminded_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note a reminder")?;
    Ok(())
}
