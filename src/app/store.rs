//! The one question that is asked about everybody who does something. It looks into the tables
//! of several rooms, as asking each room would cost every update as many ways to the database.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::{
    accounts,
    telegram::{Dialogue, Place},
};

/// Who does something, as they stand at that moment.
pub(super) struct Arrival {
    /// `None` of whoever is new.
    pub known: Option<accounts::Record>,
    pub dialogue: Dialogue,
    /// Whether something of their tickets may wait for their coming back.
    pub may_have_missed: bool,
    /// Whether we work on something, and most people have to wait.
    pub is_maintenance: bool,
}

pub(super) async fn arrival(
    connection: &mut PgConnection,
    place: Place,
    now: DateTime<Utc>,
) -> anyhow::Result<Arrival> {
    let row = sqlx::query!(
        r#"select users.id as "id?",
                  users.telegram_username as "telegram_username?",
                  coalesce(users.is_banned, false) as "is_banned!",
                  users.erasure_asked_at is not null as "is_leaving!",
                  user_settings.language as "language?",
                  user_settings.consent_version as "consent_version?",
                  user_settings.unreachable_since as "unreachable_since?",
                  user_settings.first_name as "first_name?",
                  user_settings.last_seen_at as "last_seen_at?",
                  dialogues.state as "dialogue?",
                  exists (
                      select
                      from support_tickets
                      join ticket_messages on ticket_messages.ticket_id = support_tickets.id
                      where support_tickets.user_id = users.id
                        and ticket_messages.relay = 'failed'
                        and ticket_messages.relay_error = 'unreachable'
                  ) as "has_missed!",
                  exists (
                      select
                      from switches
                      where name = 'maintenance' and is_on and coalesce(until > $4, true)
                  ) as "is_maintenance!"
           from (values ($1::bigint)) as arrived (telegram_id)
           left join users on users.telegram_user_id = arrived.telegram_id
           left join user_settings on user_settings.user_id = users.id
           left join dialogues on dialogues.chat_id = $2
                              and dialogues.user_id = arrived.telegram_id
                              and dialogues.topic_id = $3"#,
        place.user.0.cast_signed(),
        place.chat.0,
        place.topic,
        now,
    )
    .fetch_one(connection)
    .await
    .context("cannot see who somebody is")?;
    let known = row.id.map(|id| accounts::Record {
        id,
        telegram_user_id: place.user.0.cast_signed(),
        telegram_username: row.telegram_username,
        is_banned: row.is_banned,
        is_leaving: row.is_leaving,
        language: row.language,
        consent_version: row.consent_version,
        unreachable_since: row.unreachable_since,
        first_name: row.first_name,
        last_seen_at: row.last_seen_at,
    });
    Ok(Arrival {
        // What fails at this very moment is noted after this was asked.
        may_have_missed: row.has_missed || row.unreachable_since.is_some(),
        known,
        dialogue: Dialogue::at(place, row.dialogue, now),
        is_maintenance: row.is_maintenance,
    })
}
