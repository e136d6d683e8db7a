//! The SQL of `staff_cards` and `staff_topics`.

mod topics;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::PgConnection;

pub(in crate::staff) use self::topics::*;
use crate::staff::cards::Topic;

/// A card as it should look, and where it is shown.
pub(in crate::staff) struct Card {
    pub topic: String,
    pub text: String,
    pub keyboard: Option<Value>,
    pub version: i32,
    pub shown_version: i32,
    pub chat_id: Option<i64>,
    pub topic_id: Option<i32>,
    pub message_id: Option<i32>,
    pub is_moving: bool,
    pub is_doomed: bool,
}

/// Writes how a card should look; `false` when it does already, or goes with its person.
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
         where (card.text, card.keyboard) is distinct from (excluded.text, excluded.keyboard)
           and card.doomed_at is null",
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

/// `false` when there is no such card, or it goes.
pub(in crate::staff) async fn want_moved(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<bool> {
    let moved = sqlx::query!(
        "update staff_cards
         set is_moving = message_id is not null, version = version + 1
         where key = $1 and doomed_at is null",
        key,
    )
    .execute(connection)
    .await
    .context("cannot move a card")?;
    Ok(moved.rows_affected() == 1)
}

/// Wants all cards with buttons shown again that stand in another group than this one.
pub(in crate::staff) async fn want_elsewhere(
    connection: &mut PgConnection,
    chat_id: i64,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        "update staff_cards
         set version = version + 1
         where chat_id <> $1 and keyboard is not null and doomed_at is null
         returning key",
        chat_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot have cards shown in another group")
}

/// Wants all cards with buttons shown again that went with a topic.
pub(in crate::staff) async fn want_lost(
    connection: &mut PgConnection,
    chat_id: i64,
    topic_id: i32,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        "with lost as (
             update staff_cards
             set message_id = null,
                 topic_id = null,
                 is_moving = false,
                 version = case when keyboard is null then version else version + 1 end
             where chat_id = $1 and topic_id = $2
             returning key, keyboard, doomed_at
         )
         select key from lost where keyboard is not null or doomed_at is not null",
        chat_id,
        topic_id,
    )
    .fetch_all(connection)
    .await
    .context("cannot have the cards of a lost topic shown again")
}

pub(in crate::staff) async fn find(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<Option<Card>> {
    sqlx::query_as!(
        Card,
        r#"select topic,
                  text,
                  keyboard,
                  version,
                  shown_version,
                  chat_id,
                  topic_id,
                  message_id,
                  coalesce(is_moving, false) as "is_moving!",
                  doomed_at is not null as "is_doomed!"
           from staff_cards
           where key = $1"#,
        key,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a card")
}

/// Whose message this is; there are few cards of one message's number.
pub(in crate::staff) async fn find_at(
    connection: &mut PgConnection,
    chat_id: i64,
    message_id: i32,
) -> anyhow::Result<Option<String>> {
    sqlx::query_scalar!(
        "select key from staff_cards where message_id = $2 and chat_id = $1",
        chat_id,
        message_id,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find whose card a message shows")
}

/// Notes which version of a card is shown, and by which message; `false` when the card
/// has been forgotten.
pub(in crate::staff) async fn note_shown(
    connection: &mut PgConnection,
    key: &str,
    version: i32,
    chat_id: i64,
    topic_id: Option<i32>,
    message_id: i32,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update staff_cards
         set shown_version = greatest(shown_version, $2), chat_id = $3, topic_id = $4, message_id = $5
         where key = $1",
        key,
        version,
        chat_id,
        topic_id,
        message_id,
    )
    .execute(connection)
    .await
    .context("cannot note that a card is shown")?;
    Ok(noted.rows_affected() == 1)
}

/// Notes that a card's message is no more, so that it is shown anew.
pub(in crate::staff) async fn note_gone(
    connection: &mut PgConnection,
    key: &str,
    message_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update staff_cards
         set message_id = null, topic_id = null, is_moving = false, shown_version = 0
         where key = $1 and message_id = $2",
        key,
        message_id,
    )
    .execute(connection)
    .await
    .context("cannot note that a card is gone")?;
    Ok(())
}

/// Forgets what the cards of a person say, and has them go; their keys.
pub(in crate::staff) async fn doom(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Vec<String>> {
    sqlx::query_scalar!(
        "update staff_cards
         set text = '', keyboard = null, doomed_at = coalesce(doomed_at, $2)
         where about = $1
         returning key",
        person_id,
        now,
    )
    .fetch_all(connection)
    .await
    .context("cannot have a person's cards taken away")
}

pub(in crate::staff) async fn is_any_doomed(
    connection: &mut PgConnection,
    person_id: i32,
    since: DateTime<Utc>,
) -> anyhow::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
               select from staff_cards where about = $1 and doomed_at > $2
           ) as "is_any!""#,
        person_id,
        since,
    )
    .fetch_one(connection)
    .await
    .context("cannot see whether a person's cards are gone")
}

/// A card that was taken away.
pub(in crate::staff) async fn delete(
    connection: &mut PgConnection,
    key: &str,
) -> anyhow::Result<()> {
    sqlx::query!(
        "delete from staff_cards where key = $1 and doomed_at is not null",
        key
    )
    .execute(connection)
    .await
    .context("cannot forget a card")?;
    Ok(())
}
