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

mod chat;
mod events;
mod jobs;
mod leaving;
mod message;
mod notices;
mod operations;
mod screens;
mod sla;
mod store;
mod ticket;

use teloxide::types::ChatId;

use self::jobs::TellPerson;
pub use self::{
    chat::{conversation, leftovers, replies, routes},
    leaving::{export, forget},
    sla::{Rules, Targets},
    ticket::Priority,
};
use crate::{
    clock::Clock,
    db::Db,
    generation,
    i18n::Lang,
    payments,
    queue::Registry,
    telegram::{Incoming, Routes, Sender},
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    pub db: Db,
    pub clock: Clock,
    pub sender: Sender,
    /// The staff group; without one there is no support.
    pub staff_chat: Option<ChatId>,
    /// The language of the staff group.
    pub staff_lang: Lang,
    /// What the clock of tickets goes by.
    pub rules: Rules,
    pub money: payments::Deps,
    pub portraits: generation::Deps,
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    no_routes_yet()
}

fn no_routes_yet() -> Routes {
    dptree::filter(|incoming: Incoming| incoming.from.id.0 == 0).endpoint(async || Ok(()))
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    let telling = deps.clone();
    registry.on(move |job: TellPerson, _| notices::tell_person(telling.clone(), job))
}
