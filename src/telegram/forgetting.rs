//! Forgetting a person: what the inbox and the dialogues hold of their chat.

use sqlx::PgConnection;
use teloxide::types::{ChatId, ThreadId};

use super::store;

/// Whether something that happened in the chat has not been handled to its end.
///
/// # Errors
/// When the database can't be asked.
pub async fn has_unfinished(connection: &mut PgConnection, chat: ChatId) -> anyhow::Result<bool> {
    store::has_unfinished_updates(connection, chat.0).await
}

/// Forgets the updates of a private chat that are over, and its person's dialogues
/// everywhere.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(connection: &mut PgConnection, chat: ChatId) -> anyhow::Result<()> {
    store::forget_conversation(connection, chat.0).await
}

/// Forgets the updates of a group that were given up and are about these messages, or
/// about anything in the topic.
///
/// # Errors
/// When the database refuses it.
pub async fn forget_messages(
    connection: &mut PgConnection,
    chat: ChatId,
    topic: Option<ThreadId>,
    messages: &[i32],
) -> anyhow::Result<()> {
    let topic = topic.map(|topic| topic.0.0);
    store::forget_messages(connection, chat.0, topic, messages).await
}
