//! The SQL of `custom_prompts`, as the staff see and change them.

pub mod texts;

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Prompt, Style, Use};

struct PromptRow {
    id: i32,
    key: String,
    style: String,
    text: String,
    is_on: bool,
}

impl PromptRow {
    /// Prompts of a style that is none of ours are used by nobody.
    fn into_prompt(self) -> Option<Prompt> {
        Some(Prompt {
            id: self.id,
            key: self.key,
            style: Style::with_id(&self.style)?,
            text: self.text,
            is_on: self.is_on,
        })
    }
}

/// All prompts, those of a style in the order in which sets take them.
pub(super) async fn list(connection: &mut PgConnection) -> anyhow::Result<Vec<Prompt>> {
    let rows = sqlx::query_as!(
        PromptRow,
        r#"select id,
                  coalesce(prompt_key, '') as "key!",
                  coalesce(style_category, '') as "style!",
                  coalesce(prompt_text, '') as "text!",
                  coalesce(is_active, true) as "is_on!"
           from custom_prompts
           order by position nulls last, id"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot list all prompts")?;
    Ok(rows
        .into_iter()
        .filter_map(PromptRow::into_prompt)
        .collect())
}

pub(super) async fn find(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Prompt>> {
    let prompts = list(connection).await?;
    Ok(prompts.into_iter().find(|prompt| prompt.id == id))
}

/// Lets only one member change prompts at a time, until the transaction ends; sets begin
/// meanwhile.
pub(super) async fn lock(connection: &mut PgConnection) -> anyhow::Result<()> {
    sqlx::query!("lock table custom_prompts in share row exclusive mode")
        .execute(connection)
        .await
        .context("cannot lock the prompts")?;
    Ok(())
}

/// Adds a prompt that is off, at the end of its style; `None` when the key is taken.
pub(super) async fn insert(
    connection: &mut PgConnection,
    key: &str,
    style: Style,
    text: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into custom_prompts (prompt_key, style_category, prompt_text, is_active, created_at, position)
         select $1, $2::text, $3, false, $4,
                (select coalesce(max(position), 0) + 1 from custom_prompts where style_category = $2::text)
         on conflict (prompt_key) do nothing
         returning id",
        key,
        style.id(),
        text,
        now.naive_utc(),
    )
    .fetch_optional(connection)
    .await
    .context("cannot add a prompt")
}

pub(super) async fn save(
    connection: &mut PgConnection,
    id: i32,
    text: &str,
    is_on: bool,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update custom_prompts set prompt_text = $2, is_active = $3 where id = $1",
        id,
        text,
        is_on,
    )
    .execute(connection)
    .await
    .context("cannot save a prompt")?;
    Ok(())
}

/// Gives the prompts their places in this order.
pub(super) async fn arrange(connection: &mut PgConnection, ids: &[i32]) -> anyhow::Result<()> {
    sqlx::query!(
        "update custom_prompts
         set position = wanted.place::smallint
         from unnest($1::integer[]) with ordinality as wanted (id, place)
         where custom_prompts.id = wanted.id",
        ids,
    )
    .execute(connection)
    .await
    .context("cannot arrange the prompts")?;
    Ok(())
}

/// What became of the pictures that were ordered since with a prompt's present text.
pub(super) async fn uses(
    connection: &mut PgConnection,
    since: DateTime<Utc>,
) -> anyhow::Result<Vec<(i32, Use)>> {
    let rows = sqlx::query!(
        r#"select prompt.id,
                  count(*) filter (where task.status = 'completed') as "made!",
                  count(*) filter (where task.status = 'failed') as "failed!"
           from kie_tasks as task
           join custom_prompts as prompt on prompt.prompt_text = task.prompt
           where task.created_at >= $1
           group by prompt.id"#,
        since.naive_utc(),
    )
    .fetch_all(connection)
    .await
    .context("cannot count the uses of prompts")?;
    let uses = rows.into_iter().map(|row| {
        let (made, failed) = (row.made, row.failed);
        (row.id, Use { made, failed })
    });
    Ok(uses.collect())
}
