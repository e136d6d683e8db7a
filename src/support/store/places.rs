//! The SQL of where the staff sees a ticket, and of how it looks there.

use anyhow::Context;
use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId, ThreadId};

use crate::support::ticket::StaffPlace;

/// How far a ticket's place in the group is.
#[derive(Clone, Debug)]
pub(in crate::support) struct Making {
    /// Since when a topic is being made whose number is not known yet.
    pub asked_at: Option<DateTime<Utc>>,
    /// Why the place before this one was left; the staff has not been told yet.
    pub lost: Option<String>,
    /// Somebody closed the topic by hand.
    pub is_closed: bool,
}

pub(in crate::support) async fn find(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<Making> {
    sqlx::query_as!(
        Making,
        r#"select topic_asked_at as asked_at,
                  place_lost as lost,
                  coalesce(topic_closed, false) as "is_closed!"
           from support_tickets
           where id = $1"#,
        ticket_id,
    )
    .fetch_one(connection)
    .await
    .context("cannot find how far a ticket's place is")
}

/// Before a topic is asked for; a crash afterwards is known by it.
pub(in crate::support) async fn note_asking(
    connection: &mut PgConnection,
    ticket_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set topic_asked_at = $2 where id = $1",
        ticket_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot note that a topic is asked for")?;
    Ok(())
}

/// No topic came of it, and we know.
pub(in crate::support) async fn note_not_asking(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set topic_asked_at = null where id = $1",
        ticket_id,
    )
    .execute(connection)
    .await
    .context("cannot note that no topic was made")?;
    Ok(())
}

/// Gives the ticket a topic, or the group itself where there are none. `false` when it
/// has another place already, or was forgotten with its person.
pub(in crate::support) async fn settle(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    topic: Option<ThreadId>,
    look: Option<&str>,
) -> anyhow::Result<bool> {
    let settled = sqlx::query!(
        "update support_tickets
         set staff_chat_id = $2,
             topic_id = $3,
             topic_look = $4,
             card_message_id = null,
             topic_closed = false,
             topic_asked_at = null
         where id = $1
           and not (status = 'closed' and telegram_chat_id is null and subject is null)
           and (staff_chat_id is null
                or staff_chat_id = $2 and topic_id = $3 and card_message_id is null)",
        ticket_id,
        chat.0,
        topic.map(|topic| topic.0.0),
        look,
    )
    .execute(connection)
    .await
    .context("cannot note a ticket's topic")?;
    Ok(settled.rows_affected() == 1)
}

/// Forgets a place that is no more. `false` when the ticket has left it before.
pub(in crate::support) async fn leave(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    topic: Option<ThreadId>,
    why: &str,
) -> anyhow::Result<bool> {
    let left = sqlx::query!(
        "update support_tickets
         set staff_chat_id = null,
             topic_id = null,
             topic_look = null,
             card_message_id = null,
             place_lost = $4,
             topic_asked_at = null
         where id = $1 and staff_chat_id = $2 and topic_id is not distinct from $3",
        ticket_id,
        chat.0,
        topic.map(|topic| topic.0.0),
        why,
    )
    .execute(connection)
    .await
    .context("cannot note that a ticket's place is gone")?;
    Ok(left.rows_affected() == 1)
}

/// What the card is and how the ticket looks with it; `None` when it was deleted. `false`
/// when the ticket is not at `place` any more.
pub(in crate::support) async fn note_card(
    connection: &mut PgConnection,
    ticket_id: i32,
    place: StaffPlace,
    card: Option<MessageId>,
    look: Option<&str>,
) -> anyhow::Result<bool> {
    let noted = sqlx::query!(
        "update support_tickets
         set card_message_id = $2, topic_look = coalesce($3, topic_look)
         where id = $1 and staff_chat_id = $4 and topic_id is not distinct from $5",
        ticket_id,
        card.map(|card| card.0),
        look,
        place.chat.0,
        place.topic.map(|topic| topic.0.0),
    )
    .execute(connection)
    .await
    .context("cannot note a ticket's card")?;
    Ok(noted.rows_affected() == 1)
}

/// A topic that the ticket has left and that stays as it is, until its person is erased.
pub(in crate::support) async fn remember_left(
    connection: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    topic: ThreadId,
) -> anyhow::Result<()> {
    sqlx::query!(
        "insert into support_left_topics (chat_id, topic_id, ticket_id)
         values ($1, $2, $3)
         on conflict do nothing",
        chat.0,
        topic.0.0,
        ticket_id,
    )
    .execute(connection)
    .await
    .context("cannot remember a topic that a ticket has left")?;
    Ok(())
}

/// The staff has been told why there is a new place.
pub(in crate::support) async fn note_loss_told(
    connection: &mut PgConnection,
    ticket_id: i32,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set place_lost = null where id = $1",
        ticket_id
    )
    .execute(connection)
    .await
    .context("cannot note that the staff knows of a new place")?;
    Ok(())
}

/// Has the card and the topic looked at. A look that is wanted again while one is under
/// way keeps its age and is another one all the same.
pub(in crate::support) async fn want_look(
    connection: &mut PgConnection,
    ticket_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets
         set look_wanted_at = coalesce(look_wanted_at + interval '1 microsecond', $2)
         where id = $1",
        ticket_id,
        now,
    )
    .execute(connection)
    .await
    .context("cannot have a ticket looked at")?;
    Ok(())
}

/// The ticket whose look is wanted longest, but for those that are set `aside`.
pub(in crate::support) async fn find_next_look(
    connection: &mut PgConnection,
    aside: &[i32],
) -> anyhow::Result<Option<(i32, DateTime<Utc>)>> {
    let row = sqlx::query!(
        r#"select id, look_wanted_at as "wanted_at!"
           from support_tickets
           where look_wanted_at is not null and id <> all($1)
           order by look_wanted_at, id
           limit 1"#,
        aside,
    )
    .fetch_optional(connection)
    .await
    .context("cannot find a ticket to look at")?;
    Ok(row.map(|row| (row.id, row.wanted_at)))
}

/// The ticket looks as `look` says; and as it should, when that was wanted at `wanted_at`.
pub(in crate::support) async fn note_look(
    connection: &mut PgConnection,
    ticket_id: i32,
    look: Option<&str>,
    wanted_at: Option<DateTime<Utc>>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets
         set topic_look = $2,
             look_wanted_at = case when look_wanted_at = $3 then null else look_wanted_at end
         where id = $1",
        ticket_id,
        look,
        wanted_at,
    )
    .execute(connection)
    .await
    .context("cannot note how a ticket looks")?;
    Ok(())
}

/// Has all tickets looked at that somebody works on.
pub(in crate::support) async fn want_all_looks(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets
         set look_wanted_at = coalesce(look_wanted_at + interval '1 microsecond', $1)
         where status in ('open', 'in_progress')",
        now,
    )
    .execute(connection)
    .await
    .context("cannot have all tickets looked at")?;
    Ok(())
}

/// Somebody closed the topic by hand, or opened it.
pub(in crate::support) async fn note_closed(
    connection: &mut PgConnection,
    ticket_id: i32,
    is_closed: bool,
) -> anyhow::Result<()> {
    sqlx::query!(
        "update support_tickets set topic_closed = $2 where id = $1",
        ticket_id,
        is_closed,
    )
    .execute(connection)
    .await
    .context("cannot note that a topic was closed or opened")?;
    Ok(())
}
