//! The SQL of `prompt_trials` and `test_avatar`.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::generation::trials::{NewTrial, Trial};

/// Writes a trial; `None` while another of the same text is under way.
pub async fn insert(
    connection: &mut PgConnection,
    new: &NewTrial<'_>,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!(
        "insert into prompt_trials (text_id, avatar_id, asked_by, asked_by_name, chat_id, topic_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing
         returning id",
        new.text_id,
        new.avatar_id,
        new.asked_by,
        new.asked_by_name,
        new.chat_id,
        new.topic_id,
        now,
    )
    .fetch_optional(connection)
    .await
    .context("cannot write a trial")
}

/// The trial, unless it is over or went with its avatar.
pub async fn find_open(connection: &mut PgConnection, id: i32) -> anyhow::Result<Option<Trial>> {
    sqlx::query_as!(
        Trial,
        "select id, text_id, avatar_id, asked_by_name, chat_id, topic_id, status, ordered_at, kie_task_id,
                storage_key, error, created_at
         from prompt_trials
         where id = $1 and status <> 'told'",
        id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a trial")
}

/// Notes that the picture is about to be ordered of `model`.
pub async fn note_ordering(
    connection: &mut PgConnection,
    id: i32,
    model: &str,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update prompt_trials set ordered_at = $2, model = $3 where id = $1",
        id,
        now,
        model,
    )
    .execute(connection)
    .await
    .context("cannot note that a trial is ordered")?;
    Ok(())
}

/// Nothing was ordered after all: it is tried again.
pub async fn take_order_back(connection: &mut PgConnection, id: i32) -> anyhow::Result<()> {
    sqlx::query!(
        "update prompt_trials set ordered_at = null, model = null where id = $1",
        id,
    )
    .execute(connection)
    .await
    .context("cannot take a trial's order back")?;
    Ok(())
}

pub async fn note_created(
    connection: &mut PgConnection,
    id: i32,
    kie_task_id: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update prompt_trials set kie_task_id = $2 where id = $1",
        id,
        kie_task_id,
    )
    .execute(connection)
    .await
    .context("cannot note what Kie calls a trial")?;
    Ok(())
}

/// Notes under which key the picture will lie; the one that was noted first holds.
pub async fn choose_key(
    connection: &mut PgConnection,
    id: i32,
    key: &str,
) -> anyhow::Result<Option<String>> {
    let chosen = sqlx::query_scalar!(
        "update prompt_trials
         set storage_key = coalesce(storage_key, $2)
         where id = $1
         returning storage_key",
        id,
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot choose a trial's key")?;
    Ok(chosen.flatten())
}

/// Moves the trial to `status`; `false` when it is over, or went with its avatar.
pub async fn set_status(
    connection: &mut PgConnection,
    id: i32,
    status: &str,
    error: Option<&str>,
) -> anyhow::Result<bool> {
    let moved = sqlx::query!(
        "update prompt_trials set status = $2, error = coalesce($3, error) where id = $1 and status <> 'told'",
        id,
        status,
        error,
    )
    .execute(connection)
    .await
    .context("cannot move a trial on")?;
    Ok(moved.rows_affected() == 1)
}

pub async fn find_test_avatar(connection: &mut PgConnection) -> anyhow::Result<Option<i32>> {
    sqlx::query_scalar!("select avatar_id from test_avatar")
        .fetch_optional(connection)
        .await
        .context("cannot find the test avatar")
}

pub async fn set_test_avatar(
    connection: &mut PgConnection,
    avatar_id: i32,
    chosen_by: i64,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into test_avatar (avatar_id, chosen_by, chosen_at)
         values ($1, $2, $3)
         on conflict (is_only) do update
         set avatar_id = excluded.avatar_id,
             chosen_by = excluded.chosen_by,
             chosen_at = excluded.chosen_at",
        avatar_id,
        chosen_by,
        now,
    )
    .execute(connection)
    .await
    .context("cannot choose a test avatar")?;
    Ok(())
}
