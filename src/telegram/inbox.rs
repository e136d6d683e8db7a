//! The durable inbox: exactly one row per update, handled in order within a
//! conversation and in parallel between them, on any number of processes.
//!
//! Between the database and the handlers lie the lines of what this process has in hand
//! ([`lines`]); [`work`] begins what is next in them and [`books`] keeps the database up with them.
//!
//! ```text
//! waiting ──claim──▶ running ──handled──▶ done ──two days──▶ swept
//!    ▲                  │
//!    └──failed, <5th────┴──failed, 5th──▶ dead ──thirty days──▶ swept
//!                                         (the person gets a reference)
//! ```

mod books;
mod intake;
mod lines;
mod work;

use std::{sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use futures::future::BoxFuture;
use serde_json::Value;
use teloxide::types::PreCheckoutQuery;

pub(super) use self::lines::Claim;
use self::{intake::Intake, work::Hand};
use super::store;
use crate::{clock::Clock, db::Db};

/// Telegram keeps updates for 24 h; a row remembers its `update_id` for longer,
/// so that none is handled twice.
const KEPT: TimeDelta = TimeDelta::hours(48);

/// What was given up is kept for engineers to look at, but no longer than they
/// take to come: people wrote it.
const DEAD_KEPT: TimeDelta = TimeDelta::days(30);

/// What a confidential step of a dialogue holds is forgotten when nobody goes on with it.
const CONFIDENTIAL_KEPT: TimeDelta = TimeDelta::days(1);

/// An update as it lies in the inbox.
#[derive(Clone, Debug)]
pub struct StoredUpdate {
    pub update_id: i64,
    /// The JSON as Telegram sent it.
    pub payload: Arc<str>,
    pub(super) conversation: i64,
    pub(super) attempts: i16,
    pub(super) received_at: DateTime<Utc>,
}

impl StoredUpdate {
    pub(super) fn claim(&self) -> Claim {
        Claim {
            update_id: self.update_id,
            attempts: self.attempts,
        }
    }
}

/// What the application does with updates.
#[derive(Clone)]
pub struct Hooks {
    /// Handles one update; an error or a panic leads to another try.
    pub handle: Arc<dyn Fn(StoredUpdate) -> BoxFuture<'static, anyhow::Result<()>> + Send + Sync>,
    /// Tells the person that an update was given up, with this reference.
    pub apologise: Arc<dyn Fn(StoredUpdate, String) -> BoxFuture<'static, ()> + Send + Sync>,
    /// Answers a pre-checkout query, which never waits in the inbox.
    pub pre_checkout: Arc<dyn Fn(PreCheckoutQuery) -> BoxFuture<'static, ()> + Send + Sync>,
}

/// The inbox of one process. Clones share it.
#[derive(Clone)]
pub struct Inbox {
    db: Db,
    clock: Clock,
    lease: Duration,
    hooks: Hooks,
    /// What [`Inbox::run`] has in hand.
    hand: Arc<Hand>,
    intake: Arc<Intake>,
}

/// How many updates are in a state, and since when the oldest waits.
pub struct InboxDepth {
    pub status: String,
    pub count: i64,
    pub oldest: Option<DateTime<Utc>>,
}

/// An update ready to be stored.
pub(super) struct NewUpdate {
    pub update_id: i64,
    pub conversation: i64,
    pub kind: String,
    pub payload: Arc<str>,
}

impl Inbox {
    pub fn new(db: Db, clock: Clock, lease: Duration, hooks: Hooks) -> Self {
        Self {
            db,
            clock,
            lease,
            hooks,
            hand: Arc::default(),
            intake: Arc::default(),
        }
    }

    /// Takes a batch of updates in: pre-checkout queries are answered at once,
    /// each in a task of its own, the rest is stored. When this returns, Telegram
    /// may forget them all.
    ///
    /// # Errors
    /// When they can't be stored; Telegram then keeps them.
    pub async fn take(&self, updates: Vec<Value>) -> anyhow::Result<()> {
        let mut batch = Vec::with_capacity(updates.len());
        let mut checkouts = Vec::new();
        for update in updates {
            match pre_checkout_query(&update) {
                Some(query) => checkouts.push(tokio::spawn((self.hooks.pre_checkout)(query))),
                None => batch.extend(new_update(&update)),
            }
        }
        if !batch.is_empty() {
            self.store(batch).await?;
        }
        for checkout in checkouts {
            // A panic has been logged by the hook; Telegram tells the buyer then.
            let _ended = checkout.await;
        }
        Ok(())
    }

    /// Removes updates that were done or given up long ago, and ends dialogues that were
    /// left at a confidential step. It takes its time, so it asks `db` rather than the inbox's own
    /// few connections.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn sweep(&self, db: &Db) -> anyhow::Result<u64> {
        let mut connection = db.connection().await?;
        let now = self.clock.now();
        store::end_confidential_dialogues(&mut connection, now - CONFIDENTIAL_KEPT).await?;
        store::delete_old_updates(&mut connection, now - KEPT, now - DEAD_KEPT).await
    }

    /// Closes its connections to the database.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

/// The key beside `update_id` names the update's kind.
fn kind_of(update: &Value) -> Option<(&String, &Value)> {
    update
        .as_object()?
        .iter()
        .find(|(key, _)| *key != "update_id")
}

fn new_update(update: &Value) -> Option<NewUpdate> {
    let update_id = update.get("update_id")?.as_i64()?;
    let (kind, body) = kind_of(update)?;
    let message = body.get("message").unwrap_or(body);
    let conversation = message
        .pointer("/chat/id")
        .or_else(|| body.pointer("/from/id"))
        .or_else(|| body.pointer("/user/id"))
        .and_then(Value::as_i64)
        .unwrap_or_default();
    Some(NewUpdate {
        update_id,
        conversation,
        kind: kind.clone(),
        payload: update.to_string().into(),
    })
}

fn pre_checkout_query(update: &Value) -> Option<PreCheckoutQuery> {
    // teloxide reads numbers wrongly from a `Value`, so it gets the text.
    let query = update.get("pre_checkout_query")?.to_string();
    match serde_json::from_str(&query) {
        Ok(query) => Some(query),
        Err(_) => {
            tracing::error!("a pre-checkout query can't be read");
            None
        }
    }
}
