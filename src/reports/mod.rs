//! How the business goes: numbers of a day, a week, a month as pictures, and tables
//! to take along.

mod chat;
mod export;
mod numbers;
mod period;
mod picture;
mod store;
mod words;

use chrono_tz::Tz;
use rust_decimal::Decimal;

use crate::{config::Config, queue::Registry, staff::Desk, telegram::Routes};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    desk: Desk,
    /// By whose clock days begin.
    zone: Tz,
    /// What a credit of Kie costs, in roubles.
    credit_rub: Decimal,
}

impl Deps {
    pub fn new(config: &Config, desk: Desk) -> Self {
        Self {
            desk,
            zone: config.support.timezone,
            credit_rub: config.seeing.credit_rub,
        }
    }
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(chat::routes())
        .branch(export::routes())
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    export::register(registry, deps)
}
