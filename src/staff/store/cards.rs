//! The SQL of `staff_cards`.

use anyhow::Context;
use serde_json::Value;
use sqlx::PgConnection;

use crate::staff::cards::Topic;

/// A card as it should look, and where it is shown.
pub(in crate::staff) struct Card {
    pub topic: String,
    pub text: String,
    pub keyboard: Option<Value>,
    pub version: i32,
    pub shown_version: i32,
    pub chat_id: Option<i64>,
    pub message_id: Option<i32>,
}

/// Writes how a card should look; `false` when it does already.
pub(in crate::staff) async fn want(
    connection: &mut PgConnection,
    key: &str,
    topic: Topic,
    text: &str,
    keyboard: Option<&Value>,
    about: Option<i32>,
) -> anyhow::Result<bool> {
    let written = sqlx::query!(
        "insert into staff_cards as card (key, topic, text, keyboard, about)
         values ($1, $2, $3, $4, $5)
         on conflict (key) do update
         set text = excluded.text,
             keyboard = excluded.keyboard,
             about = excluded.about,
             version = card.version + 1
         where (card.text, card.keyboard) is distinct from (excluded.text, excluded.keyboard)",
        key,
        topic.name(),
        text,
        keyboard,
        about,
    )
    .execute(connection)
    .await
    .context("cannot write a card")?;
    Ok(written.rows_affected() == 1)
}

pub(in crate::staff) async fn find(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<Option<Card>> {
    sqlx::query_as!(
        Card,
        "select topic, text, keyboard, version, shown_version, chat_id, message_id
         from staff_cards
         where key = $1",
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a card")
}

/// Notes which version of a card is shown, and by which message.
pub(in crate::staff) async fn note_shown(
    connection: &mut PgConnection,
    key: &str,
    version: i32,
    chat_id: i64,
    message_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_cards
         set shown_version = greatest(shown_version, $2), chat_id = $3, message_id = $4
         where key = $1",
        key,
        version,
        chat_id,
        message_id,
    )
    .execute(connection)
    .await
    .context("cannot note that a card is shown")?;
    Ok(())
}
