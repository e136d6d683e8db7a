//! Privacy: what is kept of a person, until when, and their erasure.
//!
//! Every room knows its own tables and forgets its own part; this room stands right
//! of them all and has them do it in order. A room of its own, rather than hooks
//! that the rooms register: whoever wants to know what an erasure does reads one
//! file from top to bottom.
//! ```text
//! "Yes, erase everything" ─▶ leaving: nothing new is written down, whatever they send
//!    │ ErasePerson, run again and again until nothing is left to wait for
//!    ├─ sets stop, what was not made is paid back, links that can be paid are closed
//!    ├─ tickets are closed, their words go, their topics are deleted in the staff group
//!    ├─ rows of photos go, their keys are written down ─▶ objects go ─▶ keys go
//!    ├─ money that is on its way comes to its end, as Stars need the Telegram id
//!    └─ one transaction: everything else is forgotten, the farewell is ordered
//! SayFarewell: "Everything is erased": the last job that knows the chat
//! ```
//! Every step may be the last one before a crash and is done again afterwards.

mod chat;
mod erasing;
mod export;
mod screens;
mod store;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

pub use self::{
    chat::{answer_leaving, is_about, routes},
    erasing::{begin_for, forget_stranger},
    export::{Summary, summary},
};
use crate::{
    accounts::Sealer,
    clock::Clock,
    db::Db,
    files::Files,
    generation,
    payments::{self, ErasePayer},
    queue::{self, Job, Registry},
    support,
    telegram::Sender,
};

/// What the handlers of this feature work with.
#[derive(Clone)]
pub struct Deps {
    db: Db,
    clock: Clock,
    sender: Sender,
    files: Files,
    sealer: Sealer,
    money: payments::Deps,
    generation: generation::Deps,
    help: support::Deps,
}

impl Deps {
    pub fn new(
        sealer: Sealer,
        money: payments::Deps,
        generation: generation::Deps,
        help: support::Deps,
    ) -> Self {
        Self {
            db: generation.db.clone(),
            clock: generation.clock.clone(),
            sender: generation.sender.clone(),
            files: generation.files.clone(),
            sealer,
            money,
            generation,
            help,
        }
    }
}

/// Drives a person's erasure on until it is complete.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ErasePerson {
    /// `users.id`.
    pub user_id: i32,
    /// Whether they wait for a word that it is done.
    pub is_asked: bool,
}

impl Job for ErasePerson {
    const KIND: &'static str = "erase_person";
    const PRIORITY: i16 = 45;

    fn key(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}

/// The staff group may still show an erased person where their card was asked for: the way
/// from here up to customers.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetShown {
    /// `users.id`.
    pub user_id: i32,
}

impl Job for ForgetShown {
    const KIND: &'static str = "forget_shown_person";
    const PRIORITY: i16 = 60;

    fn key(&self) -> Option<String> {
        Some(self.user_id.to_string())
    }
}

/// Tells whoever was erased that they are. Nothing else knows their chat any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SayFarewell {
    pub chat_id: i64,
    pub language: String,
}

impl Job for SayFarewell {
    const KIND: &'static str = "say_farewell";
    const PRIORITY: i16 = 45;
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: Deps) -> Registry {
    let (erasing, leaving, parting) = (deps.clone(), deps.clone(), deps);
    registry
        .on(move |job: ErasePerson, lease| erasing::erase_person(erasing.clone(), lease, job))
        .on(move |job: ErasePayer, _| erasing::erase_payer(leaving.clone(), job))
        .on(move |job: SayFarewell, lease| erasing::say_farewell(parting.clone(), lease, job))
}

/// Takes up erasures that lost their job. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn take_up(connection: &mut PgConnection, now: DateTime<Utc>) -> anyhow::Result<()> {
    for user_id in store::list_without_job(connection).await? {
        let job = ErasePerson {
            user_id,
            is_asked: true,
        };
        queue::add(connection, &job, now).await?;
    }
    Ok(())
}
