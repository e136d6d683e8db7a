//! The SQL of `style_previews`. A style that is none of ours any more has none.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Preview, Style};

struct PreviewRow {
    id: i32,
    style_id: String,
    telegram_file_id: String,
    storage_key: String,
    stored_at: Option<DateTime<Utc>>,
}

impl PreviewRow {
    fn into_preview(self) -> Option<Preview> {
        Some(Preview {
            id: self.id,
            style: Style::with_id(&self.style_id)?,
            telegram_file_id: self.telegram_file_id,
            storage_key: self.storage_key,
            is_stored: self.stored_at.is_some(),
        })
    }
}

/// A picture that is about to be added.
pub(super) struct NewPreview<'a> {
    pub style: Style,
    pub telegram_file_id: &'a str,
    pub storage_key: &'a str,
    /// The Telegram id of who gives it.
    pub added_by: i64,
}

/// All previews in the order in which they were given.
///
/// # Errors
/// When the database can't be asked.
pub async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Preview>> {
    let rows = sqlx::query_as!(
        PreviewRow,
        "select id, style_id, telegram_file_id, storage_key, stored_at
         from style_previews
         order by id",
    )
    .fetch_all(connection)
    .await
    .context("cannot list the previews")?;
    let previews = rows.into_iter().filter_map(PreviewRow::into_preview);
    Ok(previews.collect())
}

pub(super) async fn find(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Preview>> {
    let previews = list(connection).await?;
    Ok(previews.into_iter().find(|preview| preview.id == id))
}

/// Lets only one add previews at a time, until the transaction ends.
pub(super) async fn lock(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("lock table style_previews in share row exclusive mode")
        .execute(connection)
        .await
        .context("cannot lock the previews")?;
    Ok(())
}

pub(super) async fn insert(
    connection: &mut PgConnection,
    new: &NewPreview<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into style_previews (style_id, telegram_file_id, storage_key, added_by, added_at)
         values ($1, $2, $3, $4, $5)
         returning id",
        new.style.id(),
        new.telegram_file_id,
        new.storage_key,
        new.added_by,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot add a preview")
}

/// `false` when the preview is gone.
pub(super) async fn mark_stored(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let marked = sqlx::query!(
        "update style_previews set stored_at = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a preview is stored")?;
    Ok(marked.rows_affected() == 1)
}

pub(super) async fn set_file_id(
    connection: &mut PgConnection,
    id: i32,
    telegram_file_id: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update style_previews set telegram_file_id = $2 where id = $1",
        id,
        telegram_file_id,
    )
    .execute(connection)
    .await
    .context("cannot note a preview's file id")?;
    Ok(())
}

/// Removes the preview and returns what it was.
pub(super) async fn delete(
    connection: &mut PgConnection,
    id: i32,
) -> anyhow::Result<Option<Preview>> {
    let row = sqlx::query_as!(
        PreviewRow,
        "delete from style_previews
         where id = $1
         returning id, style_id, telegram_file_id, storage_key, stored_at",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot remove a preview")?;
    Ok(row.and_then(PreviewRow::into_preview))
}
