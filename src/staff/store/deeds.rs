//! The SQL of `staff_deeds`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::super::Member;
use crate::telegram::Screen;

/// Waits for its asker, or for a second member.
pub(in crate::staff) const ASKED: &str = "asked";
pub(in crate::staff) const DONE: &str = "done";
/// Left alone, too late, or impossible.
pub(in crate::staff) const DROPPED: &str = "dropped";

/// A deed as it is kept.
pub(in crate::staff) struct Row {
    pub id: Uuid,
    pub kind: String,
    pub details: Value,
    pub preview: String,
    pub yes_label: String,
    pub approvers: i16,
    pub asked_by: i64,
    pub asked_by_admin: Option<i32>,
    pub asked_by_name: String,
    pub confirmed_at: Option<DateTime<Utc>>,
    pub status: String,
    pub outcome: Option<String>,
    pub outcome_keyboard: Option<Value>,
    pub expires_at: DateTime<Utc>,
    /// Whom it is about, by `users.id`.
    pub about: Option<i32>,
}

impl Row {
    /// What its message shows since it is over.
    pub fn end(&self) -> Option<Screen> {
        if self.status == ASKED {
            return None;
        }
        let keyboard = self.outcome_keyboard.clone();
        Some(Screen {
            text: self.outcome.clone().unwrap_or_default(),
            keyboard: keyboard.and_then(|keyboard| serde_json::from_value(keyboard).ok()),
        })
    }

    /// Two Telegram accounts of one staff account are one member.
    pub fn is_asked_by(&self, member: &Member) -> bool {
        let is_same_account =
            self.asked_by_admin.is_some() && self.asked_by_admin == member.admin_id;
        is_same_account || self.asked_by == member.telegram_id
    }
}

pub(in crate::staff) async fn insert(
    connection: &mut PgConnection,
    row: &Row,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into staff_deeds (
             id, kind, details, preview, yes_label, approvers,
             asked_by, asked_by_admin, asked_by_name, created_at, expires_at, about
         )
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        row.id,
        row.kind,
        row.details,
        row.preview,
        row.yes_label,
        row.approvers,
        row.asked_by,
        row.asked_by_admin,
        row.asked_by_name,
        now,
        row.expires_at,
        row.about,
    )
    .execute(connection)
    .await
    .context("cannot write down a deed")?;
    Ok(())
}

pub(in crate::staff) async fn lock(
    connection: &mut PgConnection,
    id: Uuid,
    kind: &str,
) -> anyhow::Result<Option<Row>> {
    sqlx::query_as!(
        Row,
        "select
             id, kind, details, preview, yes_label, approvers, asked_by, asked_by_admin,
             asked_by_name, confirmed_at, status, outcome, outcome_keyboard, expires_at,
             about
         from staff_deeds
         where id = $1 and kind = $2
         for update",
        id,
        kind,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a deed")
}

/// Notes that the asker has confirmed it, and a second member can.
pub(in crate::staff) async fn confirm(
    connection: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_deeds set confirmed_at = $2, expires_at = $3 where id = $1",
        id,
        now,
        expires_at,
    )
    .execute(connection)
    .await
    .context("cannot note that a deed was confirmed")?;
    Ok(())
}

pub(in crate::staff) async fn end(
    connection: &mut PgConnection,
    id: Uuid,
    status: &str,
    screen: &Screen,
) -> anyhow::Result<()> {
    let keyboard = screen
        .keyboard
        .as_ref()
        .map(serde_json::to_value)
        .transpose()?;
    sqlx::query!(
        "update staff_deeds set status = $2, outcome = $3, outcome_keyboard = $4 where id = $1",
        id,
        status,
        screen.text,
        keyboard,
    )
    .execute(connection)
    .await
    .context("cannot note what came of a deed")?;
    Ok(())
}

/// Forgets what is over since then: the audit log has what was done.
pub(in crate::staff) async fn delete_old(
    connection: &mut PgConnection,
    before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!("delete from staff_deeds where expires_at < $1", before)
        .execute(connection)
        .await
        .context("cannot forget old deeds")?;
    Ok(())
}

/// Forgets the deeds about a person.
pub(in crate::staff) async fn delete_about(
    connection: &mut PgConnection,
    person_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!("delete from staff_deeds where about = $1", person_id)
        .execute(connection)
        .await
        .context("cannot forget the deeds about a person")?;
    Ok(())
}
