//! The SQL of `partner_applications`.

use anyhow::Context;
use chrono::{DateTime, NaiveDateTime, Utc};
use sqlx::PgConnection;

use crate::referral::partners::{Application, Decision, NewApplication};

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
    created_at: Option<NaiveDateTime>,
    decided_at: Option<DateTime<Utc>>,
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
            created_at: self.created_at.unwrap_or_default().and_utc(),
            decided_at: self.decided_at,
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
                promotion_channels as channels, about, status, reason, created_at, decided_at
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
                promotion_channels as channels, about, status, reason, created_at, decided_at
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

pub(in crate::referral) async fn decide(
    connection: &mut PgConnection,
    id: i32,
    decision: Decision,
    reason: Option<&str>,
    by: Option<i32>,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let status = match decision {
        Decision::Pending => "pending",
        Decision::Approved => "approved",
        Decision::Rejected => "rejected",
    };
    sqlx::query!(
        "update partner_applications
         set status = $2, reason = $3, reviewed_by = $4, decided_at = $5
         where id = $1",
        id,
        status,
        reason,
        by,
        now,
    )
    .execute(connection)
    .await
    .context("cannot decide an application")?;
    Ok(())
}
