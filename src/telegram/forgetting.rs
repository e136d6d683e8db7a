//! Forgetting a person: what the inbox and the dialogues hold of their chat.

use sqlx::PgConnection;
use teloxide::types::ChatId;

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
