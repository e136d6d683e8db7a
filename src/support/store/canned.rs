//! The SQL of `canned_answers`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::i18n::Lang;

/// An answer that the staff has written, in one language.
pub(in crate::support) struct Written {
    pub name: String,
    /// As [`Lang::tag`] has it.
    pub lang: String,
    pub words: String,
}

pub(in crate::support) async fn list(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<Written>> {
    sqlx::query_as!(
        Written,
        "select name, lang, words from canned_answers order by name, lang"
    )
    .fetch_all(connection)
    .await
    .context("cannot list the canned answers")
}

pub(in crate::support) async fn find(
    connection: &mut PgConnection,
    name: &str,
    lang: Lang,
) -> anyhow::Result<Option<String>> {
    sqlx::query_scalar!(
        "select words from canned_answers where name = $1 and lang = $2",
        name,
        lang.tag(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a canned answer")
}

pub(in crate::support) async fn save(
    connection: &mut PgConnection,
    name: &str,
    lang: Lang,
    words: &str,
    changed_by: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into canned_answers (name, lang, words, changed_by, changed_at)
         values ($1, $2, $3, $4, $5)
         on conflict (name, lang) do update
         set words = excluded.words,
             changed_by = excluded.changed_by,
             changed_at = excluded.changed_at",
        name,
        lang.tag(),
        words,
        changed_by,
        now,
    )
    .execute(connection)
    .await
    .context("cannot save a canned answer")?;
    Ok(())
}

/// Whether there was one.
pub(in crate::support) async fn delete(
    connection: &mut PgConnection,
    name: &str,
    lang: Lang,
) -> anyhow::Result<bool> {
    let deleted = sqlx::query!(
        "delete from canned_answers where name = $1 and lang = $2",
        name,
        lang.tag(),
    )
    .execute(connection)
    .await
    .context("cannot delete a canned answer")?;
    Ok(deleted.rows_affected() > 0)
}
