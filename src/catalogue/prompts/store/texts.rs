//! The SQL of `prompt_texts`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    catalogue::prompts::{Prompt, PromptText},
    staff::Member,
};

/// # Errors
/// When the database can't be asked.
pub async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<PromptText>> {
    sqlx::query_as!(
        PromptText,
        r#"select texts.id,
                  texts.prompt_id,
                  coalesce(prompt.prompt_key, '') as "key!",
                  texts.text,
                  texts.tried_at is not null as "is_tried!"
           from prompt_texts as texts
           join custom_prompts as prompt on prompt.id = texts.prompt_id
           where texts.id = $1"#,
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a prompt's text")
}

/// The row of the prompt's present text; one that was not written here has none until it
/// is changed or tried.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_present(
    connection: &mut PgConnection,
    prompt: &Prompt,
) -> anyhow::Result<Option<PromptText>> {
    let known = sqlx::query_scalar!(
        "select id
         from prompt_texts
         where prompt_id = $1 and text = $2 and used_since is not null
         order by used_since desc, id desc
         limit 1",
        prompt.id,
        prompt.text,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a prompt's present text")?;
    match known {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// As [`find_present`], with a row in any case. A text that was not written here is taken
/// for tried: it has served.
///
/// # Errors
/// When the database can't be asked.
pub async fn present(
    connection: &mut PgConnection,
    prompt: &Prompt,
    now: DateTime<Utc>,
) -> anyhow::Result<PromptText> {
    if let Some(present) = find_present(connection, prompt).await? {
        return Ok(present);
    }
    let id = sqlx::query_scalar!(
        "insert into prompt_texts (prompt_id, text, written_at, tried_at, used_since)
             values ($1, $2, $3, $3, $3)
             returning id",
        prompt.id,
        prompt.text,
        now,
    )
    .fetch_one(&mut *connection)
    .await
    .context("cannot keep a prompt's present text")?;
    let text = find(connection, id).await?;
    text.context("a prompt's text vanished while being looked at")
}

/// Keeps what a member wrote; returns its number.
pub(in crate::catalogue::prompts) async fn insert(
    connection: &mut PgConnection,
    prompt_id: i32,
    text: &str,
    member: &Member,
    is_used: bool,
    now: DateTime<Utc>,
) -> anyhow::Result<i32> {
    sqlx::query_scalar!(
        "insert into prompt_texts (prompt_id, text, written_by, written_by_name, written_at, used_since)
         values ($1, $2, $3, $4, $5, $6)
         returning id",
        prompt_id,
        text,
        member.telegram_id,
        member.name,
        now,
        is_used.then_some(now),
    )
    .fetch_one(connection)
    .await
    .context("cannot keep a prompt's text")
}

pub(in crate::catalogue::prompts) async fn note_tried(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update prompt_texts set tried_at = coalesce(tried_at, $2) where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a text was tried")?;
    Ok(())
}

pub(in crate::catalogue::prompts) async fn note_used(
    connection: &mut PgConnection,
    id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update prompt_texts set used_since = $2 where id = $1",
        id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a text is used")?;
    Ok(())
}

/// The newest text that was written since the present one and never used.
pub(in crate::catalogue::prompts) async fn find_draft(
    connection: &mut PgConnection,
    present: &PromptText,
) -> anyhow::Result<Option<PromptText>> {
    let found = sqlx::query_scalar!(
        "select id
         from prompt_texts
         where prompt_id = $1 and used_since is null and id > $2
         order by id desc
         limit 1",
        present.prompt_id,
        present.id,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a prompt's new text")?;
    match found {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}

/// The text that was used before the present one.
pub(in crate::catalogue::prompts) async fn find_earlier(
    connection: &mut PgConnection,
    present: &PromptText,
) -> anyhow::Result<Option<PromptText>> {
    let found = sqlx::query_scalar!(
        "select id
         from prompt_texts
         where prompt_id = $1 and used_since is not null and tried_at is not null and text <> $2
         order by used_since desc, id desc
         limit 1",
        present.prompt_id,
        present.text,
    )
    .fetch_optional(&mut *connection)
    .await
    .context("cannot find a prompt's earlier text")?;
    match found {
        Some(id) => find(connection, id).await,
        None => Ok(None),
    }
}
