//! A person is erased: their tickets stay as numbers for the statistics, without what was
//! said in them, and the staff group loses what it shows of them.
//!
//! ```text
//! leave: tickets are closed, words go, what the group shows is written down as numbers
//!   │ ClearGroup, one call at a time, until nothing is left
//!   ├─ a topic goes whole; without the right to, the staff is asked to delete it
//!   ├─ messages go one by one; those that Telegram keeps lose their words
//!   └─ a while later the words are forgotten once more: the relay may have been at work
//! ```

mod clearing;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use sqlx::PgConnection;
use teloxide::types::{ChatId, MessageId, ThreadId};

use self::clearing::ClearGroup;
use super::{
    Deps,
    events::{Actor, Event},
    jobs::{RelayToPerson, TellPerson},
    operations::{self, At},
    store::{export, leaving},
};
use crate::{
    queue::{self, Registry},
    telegram,
};

/// So long an erasure waits for the staff group. It may be away for days, and what
/// is left there is deleted all the same when it is back.
const GROUP_PATIENCE: TimeDelta = TimeDelta::hours(1);

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    clearing::register(registry, deps)
}

/// Takes up what is still to be deleted in the group. To be called at every start.
pub(super) async fn take_up(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &ClearGroup {}, now).await
}

/// Closes the tickets of a person who leaves, forgets what was said in them, and orders
/// that the staff group forgets it. To be called again changes nothing.
///
/// # Errors
/// When the database refuses it.
pub async fn leave(
    tx: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let at = At {
        rules: &deps.rules,
        now,
    };
    let tickets = leaving::list_tickets(tx, person_id).await?;
    for ticket_id in &tickets {
        operations::change(tx, at, *ticket_id, Event::Closed, &Actor::Product).await?;
        queue::withdraw::<RelayToPerson>(tx, "ticket_id", (*ticket_id).into()).await?;
        queue::withdraw::<TellPerson>(tx, "ticket_id", (*ticket_id).into()).await?;
        leaving::note_remains(tx, person_id, *ticket_id, now).await?;
    }
    for remains in leaving::list_remains_of(tx, person_id).await? {
        forget_updates(tx, &remains).await?;
    }
    leaving::forget(tx, person_id).await?;
    if !tickets.is_empty() {
        queue::add(tx, &ClearGroup {}, now).await?;
    }
    Ok(())
}

/// The group shows these messages of a ticket that has been forgotten meanwhile: they go
/// like the rest.
pub(super) async fn clear_late(
    tx: &mut PgConnection,
    ticket_id: i32,
    chat: ChatId,
    messages: &[MessageId],
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let ids: Vec<i32> = messages.iter().map(|message| message.0).collect();
    leaving::add_remains(tx, ticket_id, chat, &ids, now).await?;
    queue::add(tx, &ClearGroup {}, now).await
}

/// Until when the erasure should wait for the staff group; `None` when it need not.
///
/// # Errors
/// When the database can't be asked.
pub async fn waits_for_group(
    connection: &mut PgConnection,
    person_id: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<bool> {
    let since = leaving::oldest_remains(connection, person_id).await?;
    Ok(since.is_some_and(|since| now < since + GROUP_PATIENCE))
}

/// Forgets what a person wrote to the support, and whose the rest in the group was.
///
/// # Errors
/// When the database refuses it.
pub async fn forget(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<()> {
    leaving::forget(connection, person_id).await?;
    leaving::forget_whose_remains(connection, person_id).await
}

/// A person's tickets with all that was said in them, as they can read it.
///
/// # Errors
/// When the database can't be asked.
pub async fn export(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<Value> {
    export::export(connection, person_id).await
}

/// Updates of the group that were given up hold what was said.
async fn forget_updates(
    connection: &mut PgConnection,
    remains: &leaving::Remains,
) -> anyhow::Result<()> {
    let chat = ChatId(remains.chat_id);
    let topic = remains.topic_id.map(|id| ThreadId(MessageId(id)));
    telegram::forget_messages(connection, chat, topic, &remains.message_ids).await
}
