//! One person, and one payment with its set, as the staff see them: everything on one
//! card, and what can be done about it.
//!
//! ```text
//! /user WORDS  ─▶ search ─┬─ one person ─▶ their card ─▶ [🚫 Ban] [🎁 Give a set] [✉️ Write] …
//!                         └─ several    ─▶ a list that says what each is
//! /order NUMBER ─▶ the life of a payment and its set, from the invoice to the album
//! ```
//!
//! Cards are put together from what other rooms write; the rows are read here and changed
//! by the operations of the rooms that they belong to.

mod order;
mod person;
mod shown;
mod store;
mod telling;

use chrono_tz::Tz;

use crate::{accounts::Sealer, payments, queue::Registry, staff::Desk, support, telegram::Routes};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    desk: Desk,
    money: payments::Deps,
    help: support::Deps,
    sealer: Sealer,
    /// In which the desk reads its clock.
    zone: Tz,
}

impl Deps {
    pub fn new(desk: Desk, money: payments::Deps, help: support::Deps, sealer: Sealer) -> Self {
        Self {
            zone: help.rules.timezone(),
            desk,
            money,
            help,
            sealer,
        }
    }
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(person::routes())
        .branch(order::routes())
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    let registry = telling::register(registry, deps);
    let registry = order::register(registry, deps);
    shown::register(registry, deps)
}
