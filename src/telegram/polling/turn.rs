//! The right to poll, which one process has at a time: a lease that is renewed while it polls.
//!
//! It holds by the process's own monotonic clock, which runs on while the process stands still,
//! and for a shorter time than others believe: whoever wakes up after a minute sees that it is
//! over before asking Telegram for anything.

use std::time::Duration;

use anyhow::Context;
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};
use uuid::Uuid;

use crate::{clock::Clock, db::Db, telegram::store};

/// With the time until a successor asks, less than the 30 s within which one is to be found.
const LEASE_MOST: Duration = Duration::from_secs(15);

/// How often a process that does not poll asks whether it may now. A turn that was handed over
/// is taken up as quickly.
const ASK_AGAIN: Duration = Duration::from_secs(1);

pub(super) struct Turn<'process> {
    db: &'process Db,
    clock: &'process Clock,
    process: Uuid,
    lease: Duration,
    /// Until when it is one's own; in the past at first.
    until: watch::Sender<Instant>,
}

impl<'process> Turn<'process> {
    pub fn new(db: &'process Db, clock: &'process Clock, lease: Duration) -> Self {
        Self {
            db,
            clock,
            process: Uuid::new_v4(),
            lease: lease.min(LEASE_MOST),
            until: watch::Sender::new(Instant::now()),
        }
    }

    pub fn is_ours(&self) -> bool {
        *self.until.borrow() > Instant::now()
    }

    /// Waits until it is ours.
    ///
    /// # Errors
    /// When the database can't be asked, or does not answer.
    pub async fn wait(&self) -> anyhow::Result<()> {
        let patience = self.lease / 2;
        while !timeout(patience, self.ask())
            .await
            .context("the database did not answer in time")??
        {
            tokio::time::sleep(ASK_AGAIN.min(self.lease / 4)).await;
        }
        Ok(())
    }

    /// Renews it until it is lost, and returns why.
    pub async fn keep(&self) -> anyhow::Error {
        let mut error = anyhow::anyhow!("the right to poll ran out");
        loop {
            let until = *self.until.borrow();
            let beat = Instant::now() + self.lease / 5;
            tokio::time::sleep_until(beat.min(until)).await;
            match tokio::time::timeout_at(until, self.ask()).await {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) => return anyhow::anyhow!("another process polls now"),
                // Tried again while there is time.
                Ok(Err(failure)) if self.is_ours() => error = failure,
                Ok(Err(failure)) => return failure,
                Err(_) => return error.context("the right to poll can't be renewed"),
            }
        }
    }

    /// Hands it over, if it is ours.
    ///
    /// # Errors
    /// When the database can't be told; then it runs out by itself.
    pub async fn leave(&self) -> anyhow::Result<()> {
        if !self.is_ours() {
            return Ok(());
        }
        self.until.send_replace(Instant::now());
        let leaving = async {
            store::polling::leave_turn(&mut *self.db.connection().await?, self.process).await
        };
        timeout(self.lease / 2, leaving)
            .await
            .context("the database did not answer in time")?
    }

    async fn ask(&self) -> anyhow::Result<bool> {
        let asked_at = Instant::now();
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        let taken =
            store::polling::take_turn(&mut connection, self.process, now, now + self.lease).await?;
        if taken {
            // The clocks of two machines may differ by a little.
            self.until.send_replace(asked_at + self.lease * 4 / 5);
        }
        Ok(taken)
    }
}
