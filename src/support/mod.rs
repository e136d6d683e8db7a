//! The support desk: a person's question becomes a ticket, and its conversation is
//! relayed between their chat and a place in the staff group.
//!
//! ```text
//! person's chat ─▶ ticket_messages (waiting) ─▶ RelayToStaff  ─▶ topic of the staff group
//! person's chat ◀─ RelayToPerson ◀─ ticket_messages (waiting) ◀─ topic of the staff group
//!                         │
//!                  ticket_events ─▶ sla: deadlines ─▶ WatchTicket: reminds, escalates, closes
//! ```
//!
//! What is said is written down in the transaction of the update that brought it,
//! and waits in its row until the other side has it: a group that is away, a bot
//! without rights or a crash delay it, and change neither its order nor its fate.

mod card;
mod chat;
mod desk;
mod events;
mod jobs;
mod leaving;
mod lists;
mod message;
mod notices;
mod number;
mod operations;
mod relay;
mod screens;
mod sla;
mod store;
mod ticket;
mod weekly;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use teloxide::types::ChatId;

pub use self::{
    chat::{conversation, leftovers, replies, routes},
    desk::write_to,
    leaving::{export, forget, leave, waits_for_group},
    relay::{come_back, follow_edit, follow_reaction, hear_group, note_standing},
    sla::{Rules, Targets},
    ticket::Priority,
};
use crate::{
    clock::Clock,
    db::Db,
    generation,
    i18n::Lang,
    payments,
    queue::{self, Registry},
    staff,
    telegram::{Handled, Incoming, Reply, Routes, Sender},
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
    /// The staff group; without one there is no support.
    pub staff_chat: Option<ChatId>,
    /// The same, where it is now.
    pub group: staff::Group,
    /// Telegram ids of those who are told when the group can't be reached.
    pub owners: Vec<i64>,
    /// The language of the staff group.
    pub staff_lang: Lang,
    /// What the clock of tickets goes by.
    pub rules: Rules,
    pub money: payments::Deps,
    pub portraits: generation::Deps,
}

/// How many tickets a person has.
///
/// # Errors
/// When the database can't be asked.
pub async fn count(connection: &mut PgConnection, person_id: i32) -> anyhow::Result<i64> {
    store::person::count(connection, person_id).await
}

/// The person in the place of whose ticket this was written, by `users.id`.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_person_here(
    connection: &mut PgConnection,
    incoming: &Incoming,
) -> anyhow::Result<Option<i32>> {
    let ticket = desk::find_here(connection, incoming).await?;
    Ok(ticket.and_then(|ticket| ticket.user_id))
}

/// The tickets that `words` can mean in any form that people type a number in: each with
/// its person, by `users.id`, and its number.
///
/// # Errors
/// When the database can't be asked.
pub async fn find_people_of(
    connection: &mut PgConnection,
    words: &str,
) -> anyhow::Result<Vec<(i32, String)>> {
    let years = store::lists::list_years(connection).await?;
    let numbers = number::read_any(words, &years);
    let mut found = Vec::new();
    for id in store::lists::list_by_numbers(connection, &numbers).await? {
        if let Some(ticket) = store::tickets::find(connection, id).await?
            && let Some(user_id) = ticket.user_id
        {
            found.push((user_id, ticket.number));
        }
    }
    Ok(found)
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(relay::staff_routes())
        .branch(lists::routes())
        .branch(weekly::staff_routes())
        .branch(desk::routes())
}

/// Answers somebody who is not of the staff, and who writes in a ticket's topic.
///
/// # Errors
/// When the answer can't be sent.
pub async fn turn_away(incoming: &Incoming, reply: &Reply, deps: &Deps) -> Handled {
    desk::turn_away(incoming, reply, deps).await
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    let registry = relay::register(registry, deps);
    let registry = lists::register(registry, deps);
    let registry = leaving::register(registry, deps);
    let registry = weekly::register(registry, deps);
    let registry = desk::register(registry, deps);
    let telling = deps.clone();
    let registry = registry.on(move |job, lease| notices::tell_person(telling.clone(), lease, job));
    sla::register(registry, deps)
}

/// Makes sure that what comes again and again does, and takes up what waits for a
/// group that was not there before. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn plan_recurring(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &jobs::RelayToStaff {}, now).await?;
    leaving::take_up(connection, now).await?;
    weekly::schedule(connection, now).await?;
    sla::schedule_sweep(connection, now).await
}
