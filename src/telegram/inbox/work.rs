//! Handling what is in hand: each update in a task of its own, of a conversation one at a time.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use futures::{FutureExt, StreamExt, future::BoxFuture, stream::FuturesUnordered};
use tokio::{sync::Notify, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{super::store, Inbox, StoredUpdate, books::in_time, lines::Lines};
use crate::{
    db,
    workers::{self, STOP_PATIENCE},
};

/// Updates that one process handles at the same time. Most of their time is spent waiting for
/// Telegram; whoever floods the bot keeps one slot for as long as the pace of their chat takes, so
/// that it takes hundreds of them to be in everybody's way. Nobody keeps a connection to the
/// database meanwhile.
pub(super) const SLOTS: usize = 256;

/// The first handling and four more, within a minute and a half: longer than a provider or a pooler
/// takes to start again.
const MOST_ATTEMPTS: i16 = 5;

/// A handler that takes longer waits for an answer that will never come, as on a connection of which
/// a balancer has forgotten; the longest honest one is an upload of three minutes.
const HANDLED_WITHIN: Duration = Duration::from_secs(300);

/// What a process, or one turn of it, has in hand.
#[derive(Default)]
pub(super) struct Hand {
    lines: Mutex<Lines>,
    /// Something may begin.
    pub(super) came: Notify,
    /// There is something to write down or to claim.
    pub(super) turn: Notify,
    /// What may bring the process down is handled one at a time.
    suspects: tokio::sync::Mutex<()>,
    /// All that was begun has ended, and nothing more begins.
    pub(super) served: CancellationToken,
}

impl Hand {
    pub(super) fn open(&self) {
        self.lines().open();
    }

    pub(super) fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn accept(&self, updates: Vec<StoredUpdate>, until: DateTime<Utc>) -> bool {
        let is_open = self.lines().accept(updates, until);
        self.came.notify_one();
        is_open
    }
}

impl Inbox {
    /// Handles updates until `stop`, then ends those under way and writes down what became of them.
    /// What was not begun is given back before that, as those under way may take their time.
    pub async fn run(&self, wake: &Notify, stop: &CancellationToken) {
        self.hand.open();
        let serve = async {
            self.serve(&self.hand, stop).await;
            self.hand.served.cancel();
        };
        let take_leave = async {
            stop.cancelled().await;
            let unbegun = self.hand.lines().close();
            self.give_back(&self.hand, unbegun).await;
        };
        let keep_books = self.keep_books(wake, stop).boxed();
        let work = async { tokio::join!(serve, keep_books, take_leave) };
        workers::with_heartbeat(self.lease, || self.renew(&self.hand), work).await;
    }

    /// Handles the updates whose turn it is now, together, and returns how many
    /// there were.
    ///
    /// # Errors
    /// When they can't be claimed.
    pub async fn handle_due(&self) -> anyhow::Result<usize> {
        let hand = Arc::new(Hand::default());
        hand.open();
        let renew = || self.renew(&hand).boxed();
        workers::with_heartbeat(self.lease, renew, self.handle_with(&hand)).await
    }

    /// On the heap, as is each update: a debug build moves futures by way of the stack, which
    /// handlers need.
    fn handle_with<'work>(
        &'work self,
        hand: &'work Arc<Hand>,
    ) -> BoxFuture<'work, anyhow::Result<usize>> {
        async move {
            self.turn_page(hand, SLOTS).await?;
            let mut count = 0;
            let mut running = FuturesUnordered::new();
            loop {
                while let Some(update) = self.begin(hand) {
                    count += 1;
                    running.push(self.handling(hand, update));
                }
                if running.next().await.is_some() {
                    continue;
                }
                if !hand.lines().has_ended() {
                    return Ok(count);
                }
                self.turn_page(hand, 0).await?;
            }
        }
        .boxed()
    }

    fn handling(&self, hand: &Arc<Hand>, update: StoredUpdate) -> BoxFuture<'static, ()> {
        self.clone().handle_one(Arc::clone(hand), update).boxed()
    }

    async fn serve(&self, hand: &Arc<Hand>, stop: &CancellationToken) {
        let mut running = JoinSet::new();
        while !stop.is_cancelled() {
            while running.len() < SLOTS
                && let Some(update) = self.begin(hand)
            {
                running.spawn(self.handling(hand, update));
            }
            tokio::select! {
                () = stop.cancelled() => {}
                () = hand.came.notified(), if running.len() < SLOTS => {}
                Some(_) = running.join_next(), if !running.is_empty() => {}
            }
        }
        let finish = async { while running.join_next().await.is_some() {} };
        if timeout(STOP_PATIENCE, finish).await.is_err() {
            tracing::warn!("some updates did not end in time and will be handled again later");
        }
    }

    fn begin(&self, hand: &Hand) -> Option<StoredUpdate> {
        hand.lines().begin(self.clock.now())
    }

    async fn handle_one(self, hand: Arc<Hand>, update: StoredUpdate) {
        let span = tracing::info_span!("update", update.id = update.update_id);
        async {
            let start = tokio::time::Instant::now();
            let mut result = self.handle(&hand, &update).await;
            // Handlers allow for being run again, and nobody notices when it is at once.
            if let Err(error) = &result
                && db::is_cut_off(error)
            {
                tracing::info!(
                    error = format!("{error:#}"),
                    "the database cut a connection off; the update is handled once more"
                );
                result = self.handle(&hand, &update).await;
            }
            let outcome = if result.is_ok() { "ok" } else { "error" };
            metrics::histogram!("pinglass_update_seconds", "outcome" => outcome)
                .record(start.elapsed());
            let age = self.clock.now() - update.received_at;
            metrics::histogram!("pinglass_update_age_seconds")
                .record(age.to_std().unwrap_or_default());
            match result {
                Ok(()) => hand.lines().end(&update),
                Err(error) => self.settle_failure(&hand, update, error).await,
            }
            hand.turn.notify_one();
        }
        .instrument(span)
        .await;
    }

    /// What was claimed more often than it could have failed was in the hands of processes that died,
    /// perhaps of it. Such updates are handled one at a time, each written down before it begins, so
    /// that the next process knows which of them it was; those that were merely in hand beside it,
    /// or are behind it in its conversation, are not given up with it.
    async fn handle(&self, hand: &Hand, update: &StoredUpdate) -> anyhow::Result<()> {
        if update.attempts <= MOST_ATTEMPTS {
            return self.attempt(update).await;
        }
        let _alone = hand.suspects.lock().await;
        let noting = async {
            let mut connection = self.db.connection().await?;
            store::note_beginning(&mut connection, update).await
        };
        let begun = in_time(hand, noting.boxed()).await?;
        let begun = begun.context("another process has it in hand by now")?;
        anyhow::ensure!(begun <= MOST_ATTEMPTS, "no process survives it");
        self.attempt(update).await
    }

    /// Dropping a handler rolls back what it has begun and gives its connection up.
    async fn attempt(&self, update: &StoredUpdate) -> anyhow::Result<()> {
        let handling = AssertUnwindSafe((self.hooks.handle)(update.clone())).catch_unwind();
        match timeout(HANDLED_WITHIN, handling).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) => anyhow::bail!("the handler panicked"),
            Err(_) => anyhow::bail!("the handler did not end in time"),
        }
    }

    /// What is behind a failed update in its conversation waits for it: it is given back, as
    /// another process may be the one that tries again.
    async fn settle_failure(&self, hand: &Hand, update: StoredUpdate, error: anyhow::Error) {
        let conversation = update.conversation;
        let error = format!("{error:#}");
        let written = match self.is_hopeless(hand, &update).await {
            Ok(true) => self.give_up(hand, update, &error).await,
            Ok(false) => self.put_back(hand, &update, &error).await,
            Err(error) => Err(error),
        };
        if let Err(error) = written {
            // Leases run out and all of it is handled again: handlers allow for that.
            hand.lines().take_behind(conversation);
            tracing::warn!(
                error = format!("{error:#}"),
                "cannot write down what became of an update"
            );
        }
        hand.lines().leave(conversation);
        hand.came.notify_one();
    }

    async fn is_hopeless(&self, hand: &Hand, update: &StoredUpdate) -> anyhow::Result<bool> {
        if update.attempts < MOST_ATTEMPTS {
            return Ok(false);
        }
        let asking = async {
            let mut connection = self.db.connection().await?;
            store::is_hopeless(&mut connection, update.update_id, MOST_ATTEMPTS).await
        };
        in_time(hand, asking.boxed()).await
    }

    async fn put_back(
        &self,
        hand: &Hand,
        update: &StoredUpdate,
        error: &str,
    ) -> anyhow::Result<()> {
        // 1 s, 4 s, 16 s, 64 s: the chat's later updates wait behind this one.
        let pause = TimeDelta::seconds(1 << (2 * (update.attempts.min(MOST_ATTEMPTS - 1) - 1)));
        tracing::warn!(
            error,
            pause_secs = pause.num_seconds(),
            "an update failed and will be tried again"
        );
        let behind = hand.lines().take_behind(update.conversation);
        let writing = async {
            let mut connection = self.db.connection().await?;
            // First, while the one under way still keeps others from them.
            if !behind.is_empty() {
                store::turns::release(&mut connection, &behind).await?;
            }
            let run_at = self.clock.now() + pause;
            store::put_update_back(&mut connection, update, run_at, error).await
        };
        in_time(hand, writing.boxed()).await
    }

    async fn give_up(&self, hand: &Hand, update: StoredUpdate, error: &str) -> anyhow::Result<()> {
        let reference = reference(update.update_id);
        tracing::error!(
            error,
            reference,
            "an update was given up and is kept as dead"
        );
        let burying = async {
            let mut connection = self.db.connection().await?;
            let now = self.clock.now();
            store::bury_update(&mut connection, &update, now, error, &reference).await
        };
        let is_buried = in_time(hand, burying.boxed()).await?;
        anyhow::ensure!(is_buried, "another process has it in hand by now");
        let apology = (self.hooks.apologise)(update, reference);
        timeout(HANDLED_WITHIN, apology)
            .await
            .context("the apology did not end in time")
    }

    /// Holds on to all that was not claimed just now: what is left out may have to wait for two
    /// more beats.
    async fn renew(&self, hand: &Hand) -> anyhow::Result<()> {
        let asked = hand.lines().held_until(self.clock.now() + self.lease);
        if asked.is_empty() {
            return Ok(());
        }
        let mut connection = self.db.connection().await?;
        let until = self.clock.now() + self.lease;
        let held = store::turns::renew(&mut connection, &asked, until).await?;
        let unheld = hand.lines().renew(&asked, &held, until);
        if !unheld.is_empty() {
            store::turns::release(&mut connection, &unheld).await?;
        }
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

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::{super::Hooks, *};
    use crate::{clock::Clock, config::DatabaseConfig, db::Db};

    #[tokio::test(start_paused = true)]
    async fn a_handler_that_never_ends_has_failed() {
        let hooks = Hooks {
            handle: Arc::new(|_| pending().boxed()),
            apologise: Arc::new(|_, _| pending().boxed()),
            pre_checkout: Arc::new(|_| pending().boxed()),
        };
        let nowhere = DatabaseConfig::direct("postgres://nobody@127.0.0.1:1/".to_owned(), 2);
        let db = Db::open(&nowhere).expect("nothing is connected yet");
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        let update = StoredUpdate {
            update_id: 1,
            payload: Arc::from(""),
            conversation: 101,
            attempts: 1,
            received_at: clock.now(),
        };
        let inbox = Inbox::new(db, clock, Duration::from_secs(30), hooks);
        assert!(inbox.attempt(&update).await.is_err());
    }
}
