//! The SQL of the inbox and of the dialogues.

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use super::{
    dialogue::Place,
    inbox::{InboxDepth, StoredUpdate},
};

pub(super) mod polling;
pub(super) mod sharing;
pub mod standing;
pub(super) mod turns;

pub(super) async fn put_update_back(
    connection: &mut PgConnection,
    update: &StoredUpdate,
    run_at: DateTime<Utc>,
    error: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update telegram_updates
         set status = 'waiting', run_at = $3, lease_until = null, error = $4
         where update_id = $1 and attempts = $2 and status = 'running'",
        update.update_id,
        update.attempts,
        run_at,
        error,
    )
    .execute(connection)
    .await
    .context("cannot put an update back")?;
    Ok(())
}

/// Writes down that an update begins of which nobody knows whether the process survives it; returns
/// how often it has. `None` when the claim was lost.
pub(super) async fn note_beginning(
    connection: &mut PgConnection,
    update: &StoredUpdate,
) -> anyhow::Result<Option<i16>> {
    sqlx::query_scalar!(
        "update telegram_updates
         set begun = begun + 1
         where update_id = $1 and attempts = $2 and status = 'running'
         returning begun",
        update.update_id,
        update.attempts,
    )
    .fetch_optional(connection)
    .await
    .context("cannot note that an update begins")
}

/// Whether an update that was claimed often enough and fails has failed before, or has begun more
/// often than `most_begun` times; what else was counted are the crashes of others.
pub(super) async fn is_hopeless(
    connection: &mut PgConnection,
    update_id: i64,
    most_begun: i16,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select error is not null or begun > $2 as "is_hopeless!" from telegram_updates where update_id = $1"#,
        update_id,
        most_begun,
    )
    .fetch_one(connection)
    .await
    .context("cannot see how often an update has failed")
}

/// Keeps an update that was given up. What was sent at a confidential step of a dialogue,
/// words or a picture of them, is forgotten all the same, and so is what was sent with
/// `/login`, in whatever chat: people write their password behind it. `false` when the claim
/// was lost, and nothing was done.
pub(super) async fn bury_update(
    connection: &mut PgConnection,
    update: &StoredUpdate,
    now: DateTime<Utc>,
    error: &str,
    reference: &str,
) -> anyhow::Result<bool> {
    let buried = sqlx::query!(
        r#"update telegram_updates as update
           set status = 'dead',
               finished_at = $3,
               lease_until = null,
               error = $4,
               reference = $5,
               payload = case
                   when kind in ('message', 'edited_message')
                       and payload ~* '"(text|caption)":\s*"\s*\\?/login'
                   then ''
                   when kind in ('message', 'edited_message')
                       and payload ~ '"(text|caption|photo|document|video|voice|audio|video_note|animation|contact|location)":'
                       and exists (
                           select
                           from dialogues
                           where chat_id = update.conversation and state ? 'confidential'
                       )
                   then ''
                   else payload
               end
           where update_id = $1 and attempts = $2 and status = 'running'"#,
        update.update_id,
        update.attempts,
        now,
        error,
        reference,
    )
    .execute(connection)
    .await
    .context("cannot bury an update")?;
    Ok(buried.rows_affected() > 0)
}

pub(super) async fn delete_old_updates(
    connection: &mut PgConnection,
    done_before: DateTime<Utc>,
    dead_before: DateTime<Utc>,
) -> anyhow::Result<u64> {
    let deleted = sqlx::query!(
        "delete from telegram_updates
         where status = 'done' and finished_at < $1 or status = 'dead' and finished_at < $2",
        done_before,
        dead_before,
    )
    .execute(connection)
    .await
    .context("cannot sweep updates")?;
    Ok(deleted.rows_affected())
}

/// How many updates are unfinished or were given up, by their states.
///
/// # Errors
/// When the database can't be asked.
pub async fn inbox_depths(connection: &mut PgConnection) -> anyhow::Result<Vec<InboxDepth>> {
    sqlx::query_as!(
        InboxDepth,
        // Two questions, as each has an index; what is done is not looked through.
        r#"select status as "status!", count(*) as "count!", min(received_at) as oldest
           from telegram_updates
           where status in ('waiting', 'running')
           group by status
           union all
           select status, count(*), min(received_at)
           from telegram_updates
           where status = 'dead'
           group by status"#,
    )
    .fetch_all(connection)
    .await
    .context("cannot count updates")
}

/// Whether an update of this conversation has not been handled to its end.
pub(super) async fn has_unfinished_updates(
    connection: &mut PgConnection,
    conversation: i64,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select
               from telegram_updates
               where conversation = $1 and status in ('waiting', 'running')
           ) as "exists!""#,
        conversation,
    )
    .fetch_one(connection)
    .await
    .context("cannot look for updates under way")
}

/// Forgets what was given up of a conversation, and where its person is in it. What was handled
/// holds nothing any more that says whose it was. Updates that nobody has handled yet are left: they may carry money.
pub(super) async fn forget_conversation(
    connection: &mut PgConnection,
    conversation: i64,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update telegram_updates
         set status = 'done', conversation = 0, payload = '', error = null, reference = null
         where conversation = $1 and status = 'dead'",
        conversation,
    )
    .execute(&mut *connection)
    .await
    .context("cannot forget the updates of a conversation")?;
    sqlx::query!(
        "delete from dialogues where chat_id = $1 or user_id = $1",
        conversation,
    )
    .execute(connection)
    .await
    .context("cannot forget the dialogues of a person")?;
    Ok(())
}

/// Forgets what was given up of a group and is about these messages, or the topic.
pub(super) async fn forget_messages(
    connection: &mut PgConnection,
    conversation: i64,
    topic: Option<i32>,
    messages: &[i32],
) -> anyhow::Result<()> {
    sqlx::query!(
        r#"update telegram_updates
           set status = 'done', conversation = 0, payload = '', error = null, reference = null
           where conversation = $1
             and status = 'dead'
             and (
                 payload ~ ('"message_thread_id":' || $2::integer || '[,}]')
                 or exists (
                     select
                     from unnest($3::integer[]) as message
                     where payload ~ ('"message_id":' || message || '[,}]')
                 )
             )"#,
        conversation,
        topic,
        messages,
    )
    .execute(connection)
    .await
    .context("cannot forget the updates of a group")?;
    Ok(())
}

pub(super) async fn dialogue(
    connection: &mut PgConnection,
    place: Place,
) -> anyhow::Result<Option<Value>> {
    sqlx::query_scalar!(
        "select state from dialogues where chat_id = $1 and user_id = $2 and topic_id = $3",
        place.chat.0,
        place.user.0.cast_signed(),
        place.topic,
    )
    .fetch_optional(connection)
    .await
    .context("cannot read a dialogue")
}

pub(super) async fn save_dialogue(
    connection: &mut PgConnection,
    place: Place,
    state: &Value,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into dialogues (chat_id, user_id, topic_id, state, updated_at)
         values ($1, $2, $3, $4, $5)
         on conflict (chat_id, user_id, topic_id)
         do update set state = excluded.state, updated_at = excluded.updated_at",
        place.chat.0,
        place.user.0.cast_signed(),
        place.topic,
        state,
        now,
    )
    .execute(connection)
    .await
    .context("cannot save a dialogue")?;
    Ok(())
}

pub(super) async fn end_confidential_dialogues(
    connection: &mut PgConnection,
    left_before: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from dialogues where state ? 'confidential' and updated_at < $1",
        left_before,
    )
    .execute(connection)
    .await
    .context("cannot end dialogues that were left")?;
    Ok(())
}

pub(super) async fn delete_dialogue(
    connection: &mut PgConnection,
    place: Place,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from dialogues where chat_id = $1 and user_id = $2 and topic_id = $3",
        place.chat.0,
        place.user.0.cast_signed(),
        place.topic,
    )
    .execute(connection)
    .await
    .context("cannot end a dialogue")?;
    Ok(())
}
