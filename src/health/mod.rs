//! Whether everything works: what waits, what fails, what runs out, and telling the
//! staff before customers do.
//!
//! ```text
//! WatchHealth, each minute ─▶ probes: asks those outside ─▶ health_probes ─┐
//!                          └▶ facts: what is known in the database ◀───────┘
//!                                └▶ rules ─▶ alert: begun, lasts, over ─▶ the staff group
//! /health ─────────────────────▶ facts, rules ─▶ one message
//! ```

mod alert;
mod chat;
mod dead;
mod facts;
mod gauges;
mod probes;
mod process;
mod rules;
mod screens;
mod store;
mod watch;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;

use self::rules::Limits;
pub use self::{gauges::measure, process::Heart};
use crate::{
    config::Config,
    files::Files,
    generation::Kie,
    queue::Registry,
    staff::{self, Desk},
    telegram::Routes,
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    desk: Desk,
    kie: Kie,
    files: Files,
    zone: Tz,
    limits: Limits,
}

impl Deps {
    pub fn new(config: &Config, desk: Desk, kie: Kie, files: Files) -> Self {
        Self {
            desk,
            kie,
            files,
            zone: config.support.timezone,
            limits: Limits {
                least_credits: config.seeing.credits_alert,
            },
        }
    }
}

/// What the staff can do in their group.
pub fn staff_routes() -> Routes {
    dptree::entry()
        .branch(chat::routes())
        .branch(staff::deed_routes::<dead::TakeUp>())
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: &Deps) -> Registry {
    watch::register(registry, deps)
}

/// Makes sure that somebody looks whether all is well. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn plan_recurring(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    watch::schedule(connection, now).await
}
