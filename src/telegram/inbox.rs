//! The durable inbox: exactly one row per update, handled in order within a
//! conversation and in parallel between them, on any number of processes.
//!
//! ```text
//! waiting ──claim──▶ running ──handled──▶ done ──two days──▶ swept
//!    ▲                  │
//!    └──failed, <4th────┴──failed, 4th──▶ dead ──thirty days──▶ swept
//!                                         (the person gets a reference)
//! ```

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use teloxide::types::PreCheckoutQuery;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::store;
use crate::{clock::Clock, db::Db, workers};

/// Updates that one process handles at the same time.
const SLOTS: usize = 32;

/// The first handling and three more.
const MOST_ATTEMPTS: i16 = 4;

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
    pub payload: String,
    pub(super) attempts: i16,
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
    pub payload: String,
}

impl Inbox {
    pub fn new(db: Db, clock: Clock, lease: Duration, hooks: Hooks) -> Self {
        Self {
            db,
            clock,
            lease,
            hooks,
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
            let mut connection = self.db.connection().await?;
            store::insert_updates(&mut connection, &batch, self.clock.now()).await?;
        }
        for checkout in checkouts {
            // A panic has been logged by the hook; Telegram tells the buyer then.
            let _ended = checkout.await;
        }
        Ok(())
    }

    /// Handles updates until `stop`.
    pub async fn run(&self, wake: &Notify, stop: &CancellationToken) {
        workers::work(
            SLOTS,
            wake,
            stop,
            |free| self.claim(free),
            |update| {
                let inbox = self.clone();
                async move { inbox.handle_one(update).await }
            },
        )
        .await;
    }

    /// Handles the updates whose turn it is now, together, and returns how many
    /// there were.
    ///
    /// # Errors
    /// When they can't be claimed.
    pub async fn handle_due(&self) -> anyhow::Result<usize> {
        let claimed = self.claim(SLOTS).await?;
        let count = claimed.len();
        futures::future::join_all(claimed.into_iter().map(|update| self.handle_one(update))).await;
        Ok(count)
    }

    /// Removes updates that were done or given up long ago, and ends dialogues that were
    /// left at a confidential step.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn sweep(&self) -> anyhow::Result<u64> {
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        store::end_confidential_dialogues(&mut connection, now - CONFIDENTIAL_KEPT).await?;
        store::delete_old_updates(&mut connection, now - KEPT, now - DEAD_KEPT).await
    }

    /// # Errors
    /// When the database can't be asked.
    pub async fn depths(&self) -> anyhow::Result<Vec<InboxDepth>> {
        let mut connection = self.db.connection().await?;
        store::inbox_depths(&mut connection).await
    }

    async fn claim(&self, most: usize) -> anyhow::Result<Vec<StoredUpdate>> {
        let now = self.clock.now();
        let mut connection = self.db.connection().await?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        store::claim_updates(&mut connection, most, now, now + self.lease).await
    }

    async fn handle_one(&self, update: StoredUpdate) {
        let span = tracing::info_span!("update", update.id = update.update_id);
        async {
            let start = tokio::time::Instant::now();
            let handling = AssertUnwindSafe((self.hooks.handle)(update.clone())).catch_unwind();
            let result = workers::with_heartbeat(self.lease / 3, || self.renew(&update), handling)
                .await
                .unwrap_or_else(|_| Err(anyhow::anyhow!("the handler panicked")));
            let outcome = if result.is_ok() { "ok" } else { "error" };
            metrics::histogram!("pinglass_update_seconds", "outcome" => outcome)
                .record(start.elapsed());
            if let Err(error) = self.settle(update, result).await {
                // The lease runs out and the update is handled again: handlers allow for that.
                tracing::warn!(
                    error = format!("{error:#}"),
                    "cannot write down what became of an update"
                );
            }
        }
        .instrument(span)
        .await;
    }

    async fn renew(&self, update: &StoredUpdate) -> anyhow::Result<()> {
        let mut connection = self.db.connection().await?;
        store::renew_update(&mut connection, update, self.clock.now() + self.lease).await
    }

    async fn settle(&self, update: StoredUpdate, result: anyhow::Result<()>) -> anyhow::Result<()> {
        let now = self.clock.now();
        let mut connection = self.db.connection().await?;
        let Err(error) = result else {
            return store::finish_update(&mut connection, &update, now).await;
        };
        let error = format!("{error:#}");
        if update.attempts < MOST_ATTEMPTS {
            // 1 s, 4 s, 16 s: the chat's later updates wait behind this one.
            let pause = TimeDelta::seconds(1 << (2 * (update.attempts - 1)));
            tracing::warn!(
                error,
                pause_secs = pause.num_seconds(),
                "an update failed and will be tried again"
            );
            return store::put_update_back(&mut connection, &update, now + pause, &error).await;
        }
        let reference = reference(update.update_id);
        tracing::error!(
            error,
            reference,
            "an update was given up and is kept as dead"
        );
        store::bury_update(&mut connection, &update, now, &error, &reference).await?;
        drop(connection);
        (self.hooks.apologise)(update, reference).await;
        Ok(())
    }
}

/// What a person can quote to support: the update's number, shorter.
fn reference(update_id: i64) -> String {
    // Without 0, 1, I, L, O and U, which people confuse or find in rude words.
    const DIGITS: &[u8] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut rest = update_id.unsigned_abs();
    let mut letters = Vec::new();
    while rest > 0 || letters.is_empty() {
        letters.push(char::from(
            DIGITS[usize::try_from(rest % 30).expect("less than 30")],
        ));
        rest /= 30;
    }
    letters.iter().rev().collect()
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
        payload: update.to_string(),
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
