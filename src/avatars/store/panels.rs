//! The SQL of `avatar_panels`: which message shows how an avatar's upload goes.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId};

/// What the panel shows of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::avatars) enum View {
    /// How many photos there are.
    Photos,
    /// Which one to remove.
    Remove,
    /// Whether really to start over.
    Restart,
}

impl View {
    fn code(self) -> &'static str {
        match self {
            Self::Photos => "photos",
            Self::Remove => "remove",
            Self::Restart => "restart",
        }
    }

    fn with_code(code: &str) -> Self {
        match code {
            "remove" => Self::Remove,
            "restart" => Self::Restart,
            _ => Self::Photos,
        }
    }
}

/// The message that is an avatar's panel.
#[derive(Clone, Debug)]
pub(in crate::avatars) struct Panel {
    pub chat_id: i64,
    pub message_id: i32,
    view: String,
    pub edited_at: Option<DateTime<Utc>>,
    /// How many files the person has sent since below it.
    pub messages_below: i64,
}

impl Panel {
    pub(in crate::avatars) fn chat(&self) -> ChatId {
        ChatId(self.chat_id)
    }

    pub(in crate::avatars) fn message(&self) -> MessageId {
        MessageId(self.message_id)
    }

    pub(in crate::avatars) fn view(&self) -> View {
        View::with_code(&self.view)
    }
}

pub(in crate::avatars) async fn find_panel(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<Option<Panel>> {
    sqlx::query_as!(
        Panel,
        r#"select chat_id,
                  message_id,
                  view,
                  edited_at,
                  (
                      select count(*)
                      from avatar_uploads
                      where avatar_uploads.avatar_id = avatar_panels.avatar_id
                        and avatar_uploads.message_id > avatar_panels.message_id
                  ) as "messages_below!"
           from avatar_panels
           where avatar_id = $1"#,
        avatar_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find an avatar's panel")
}

/// Notes which message is the panel now, and returns the one that was it before.
pub(in crate::avatars) async fn save_panel(
    connection: &mut PgConnection,
    avatar_id: i32,
    chat: ChatId,
    message: MessageId,
    now: DateTime<Utc>,
) -> anyhow::Result<Option<MessageId>> {
    let before = sqlx::query_scalar!(
        r#"with before as (
               select message_id from avatar_panels where avatar_id = $1
           )
           insert into avatar_panels (avatar_id, chat_id, message_id, edited_at)
           values ($1, $2, $3, $4)
           on conflict (avatar_id) do update
           set chat_id = excluded.chat_id, message_id = excluded.message_id, edited_at = excluded.edited_at
           returning (select message_id from before) as before"#,
        avatar_id,
        chat.0,
        message.0,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot note an avatar's panel")?;
    Ok(before.map(MessageId))
}

/// Turns the panel to `view`. When it was not noted which message it is, that is
/// the one whose button was tapped.
pub(in crate::avatars) async fn turn_panel(
    connection: &mut PgConnection,
    avatar_id: i32,
    chat: ChatId,
    tapped: MessageId,
    view: View,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into avatar_panels (avatar_id, chat_id, message_id, view)
         values ($1, $2, $3, $4)
         on conflict (avatar_id) do update set view = excluded.view",
        avatar_id,
        chat.0,
        tapped.0,
        view.code(),
    )
    .execute(connection)
    .await
    .context("cannot turn an avatar's panel")?;
    Ok(())
}

/// Turns the panel back to the photos, if there is one.
pub(in crate::avatars) async fn reset_view(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update avatar_panels set view = 'photos' where avatar_id = $1",
        avatar_id
    )
    .execute(connection)
    .await
    .context("cannot turn an avatar's panel back")?;
    Ok(())
}

pub(in crate::avatars) async fn delete_panel(
    connection: &mut PgConnection,
    avatar_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!("delete from avatar_panels where avatar_id = $1", avatar_id)
        .execute(connection)
        .await
        .context("cannot forget an avatar's panel")?;
    Ok(())
}
