//! Updates on their way into the database: what comes while one statement is under way goes into
//! the next, all of it together. An update that comes alone waits for nobody.
//!
//! What is stored of conversations of which nothing else is unfinished is in hand at once; the
//! rest is announced, and is claimed when its turn comes.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::{sync::oneshot, time::timeout};

use super::{
    super::store::{self, turns::Taken},
    Claim, Inbox, NewUpdate, StoredUpdate,
    books::MOST_IN_HAND,
};
use crate::{db, workers::ANSWERED_WITHIN};

/// So many updates go into one statement, unless a single caller brings more.
const MOST_AT_ONCE: usize = 256;

/// What has come and is not stored yet.
#[derive(Default)]
pub(super) struct Intake {
    gathered: Mutex<Gathered>,
}

#[derive(Default)]
struct Gathered {
    deliveries: Vec<Delivery>,
    is_writing: bool,
}

/// What one caller brings, who waits until it is stored.
struct Delivery {
    updates: Vec<NewUpdate>,
    stored: oneshot::Sender<anyhow::Result<()>>,
}

impl Intake {
    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `true` when nobody is writing, which the caller now has to see to.
    fn add(&self, delivery: Delivery) -> bool {
        let mut gathered = self.gathered();
        gathered.deliveries.push(delivery);
        !std::mem::replace(&mut gathered.is_writing, true)
    }

    /// What to write next; when there is nothing, the writing has ended.
    fn next(&self) -> Option<Vec<Delivery>> {
        let mut gathered = self.gathered();
        let mut count = 0;
        let fitting = gathered.deliveries.iter().take_while(|delivery| {
            count += delivery.updates.len();
            count <= MOST_AT_ONCE
        });
        let most = fitting.count().max(1).min(gathered.deliveries.len());
        gathered.is_writing = most > 0;
        (most > 0).then(|| gathered.deliveries.drain(..most).collect())
    }
}

impl Inbox {
    /// Returns when the updates are safely stored.
    ///
    /// # Errors
    /// When they could not be.
    pub(super) async fn store(&self, updates: Vec<NewUpdate>) -> anyhow::Result<()> {
        let (stored, answer) = oneshot::channel();
        if self.intake.add(Delivery { updates, stored }) {
            let inbox = self.clone();
            // A task of its own: a caller who goes away must not take the others' with it.
            tokio::spawn(async move {
                while let Some(deliveries) = inbox.intake.next() {
                    inbox.store_together(deliveries).await;
                }
            });
        }
        answer.await.context("the storing of updates was cut off")?
    }

    async fn store_together(&self, deliveries: Vec<Delivery>) {
        let (batches, waiting): (Vec<_>, Vec<_>) = deliveries
            .into_iter()
            .map(|delivery| (delivery.updates, delivery.stored))
            .unzip();
        let result = self.insert(batches.iter().flatten()).await;
        for (batch, stored) in batches.iter().zip(waiting) {
            let answer = match &result {
                Ok(()) => Ok(()),
                // One that PostgreSQL can't keep must not take the others with it.
                Err(error) if batches.len() > 1 && db::is_about_a_value(error) => {
                    self.insert(batch.iter()).await
                }
                Err(error) => Err(anyhow::anyhow!("{error:#}")),
            };
            let _gone = stored.send(answer);
        }
    }

    async fn insert(
        &self,
        updates: impl Iterator<Item = &NewUpdate> + Clone,
    ) -> anyhow::Result<()> {
        match self.insert_in_time(updates.clone()).await {
            // What is stored already is not stored again.
            Err(error) if db::is_cut_off(&error) => self.insert_in_time(updates).await,
            result => result,
        }
    }

    async fn insert_in_time(
        &self,
        updates: impl Iterator<Item = &NewUpdate>,
    ) -> anyhow::Result<()> {
        timeout(ANSWERED_WITHIN, self.try_to_insert(updates))
            .await
            .context("the database did not answer in time whether updates are stored")?
    }

    async fn try_to_insert(&self, updates: impl Iterator<Item = &NewUpdate>) -> anyhow::Result<()> {
        let mut batch: Vec<&NewUpdate> = updates.collect();
        // Whoever stores several of the same takes them in the same order, lest they wait for each
        // other.
        batch.sort_unstable_by_key(|update| update.update_id);
        batch.dedup_by_key(|update| update.update_id);
        let room = self.hand.lines().room(MOST_IN_HAND);
        let room = i32::try_from(room).unwrap_or(i32::MAX);
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        let until = now + self.lease;
        let taken = store::turns::take(&mut connection, &batch, now, until, room).await?;
        let (in_hand, waiting): (Vec<Taken>, Vec<Taken>) =
            taken.into_iter().partition(|taken| taken.is_in_hand);
        let in_hand: HashSet<i64> = in_hand.iter().map(|taken| taken.update_id).collect();
        let in_hand: Vec<StoredUpdate> = batch
            .into_iter()
            .filter(|update| in_hand.contains(&update.update_id))
            .map(|update| update.claimed(now))
            .collect();
        let claims: Vec<Claim> = in_hand.iter().map(StoredUpdate::claim).collect();
        if !claims.is_empty() && !self.hand.accept(in_hand, until) {
            // The process was asked to stop meanwhile: others have time for it.
            store::turns::release(&mut connection, &claims).await?;
        }
        if !waiting.is_empty() {
            self.hand.turn.notify_one();
        }
        Ok(())
    }
}

impl NewUpdate {
    /// As it is when whoever stores it has it in hand.
    fn claimed(&self, received_at: DateTime<Utc>) -> StoredUpdate {
        StoredUpdate {
            update_id: self.update_id,
            payload: Arc::clone(&self.payload),
            conversation: self.conversation,
            attempts: 1,
            received_at,
        }
    }
}
