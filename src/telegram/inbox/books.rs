//! Keeping the database up with what is in hand: one statement at a time writes down all that has
//! ended since the one before, and claims what comes next. While there is little to do, what has
//! ended is written down at once; the more there is, the more go into one statement.

use std::time::Duration;

use anyhow::Context;
use futures::{FutureExt, future::BoxFuture};
use tokio::{sync::Notify, time::timeout};
use tokio_util::sync::CancellationToken;

use super::{
    super::store,
    Inbox, StoredUpdate,
    lines::Claim,
    work::{Hand, SLOTS},
};
use crate::{
    db,
    workers::{AFTER_FAILURE, ANSWERED_WITHIN, LAST_ANSWER, LOOK_ANYWAY},
};

/// Conversations in hand beyond those being handled, so that no slot waits for the database.
const AHEAD: usize = 16;

/// Conversations that one process has in hand at most.
pub(super) const MOST_IN_HAND: usize = SLOTS + AHEAD;

/// The last entry is tried for so long; what is not written down is handled again.
const CLOSING_PATIENCE: Duration = Duration::from_secs(3);

/// What one statement did.
struct Turned {
    done: Vec<Claim>,
    /// How many updates were claimed.
    claimed: usize,
}

impl Inbox {
    /// Keeps books until all is served; from `stop` on nothing more is claimed.
    pub(super) async fn keep_books(&self, wake: &Notify, stop: &CancellationToken) {
        let hand = &self.hand;
        let served = &hand.served;
        while !served.is_cancelled() {
            let most = if stop.is_cancelled() { 0 } else { MOST_IN_HAND };
            match self.turn_page(hand, most).await {
                Ok(true) => {}
                Ok(false) => tokio::select! {
                    () = served.cancelled() => {}
                    () = hand.turn.notified() => {}
                    () = wake.notified() => {}
                    () = tokio::time::sleep(LOOK_ANYWAY) => {}
                },
                Err(error) => {
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "cannot look for updates or write them down; trying again"
                    );
                    tokio::select! {
                        () = served.cancelled() => {}
                        () = tokio::time::sleep(AFTER_FAILURE) => {}
                    }
                }
            }
        }
        if timeout(CLOSING_PATIENCE, self.close_books()).await.is_err() {
            tracing::warn!("what was handled last is not written down and will be handled again");
        }
    }

    /// Writes down what has ended and claims what there is room for, if `most` conversations may
    /// be in hand. `true` when there may be more to claim at once.
    pub(super) async fn turn_page(&self, hand: &Hand, most: usize) -> anyhow::Result<bool> {
        let (room, ended) = {
            let mut lines = hand.lines();
            (lines.room(most), lines.take_ended())
        };
        if ended.is_empty() && room == 0 {
            return Ok(false);
        }
        let claims: Vec<Claim> = ended.iter().map(|ended| ended.claim).collect();
        let mut result = self.turn(&claims, room, hand).await;
        if result.as_ref().is_err_and(db::is_cut_off) {
            result = self.turn(&claims, room, hand).await;
        }
        let turned = match result {
            Ok(turned) => turned,
            Err(error) => {
                hand.lines().give_back_ended(ended);
                return Err(error);
            }
        };
        if !ended.is_empty() {
            let unheld = hand.lines().written(&ended, &turned.done);
            hand.came.notify_one();
            self.give_back(hand, unheld).await;
        }
        Ok(turned.claimed >= room.max(1))
    }

    /// Once only: a claim that is given back twice may be another process's the second time. What
    /// is not given back is free when its lease ends.
    pub(super) async fn give_back(&self, hand: &Hand, unbegun: Vec<Claim>) {
        if unbegun.is_empty() {
            return;
        }
        let giving = async {
            let mut connection = self.db.connection().await?;
            store::turns::release(&mut connection, &unbegun).await
        };
        if let Err(error) = in_time(hand, giving.boxed()).await {
            tracing::warn!(
                error = format!("{error:#}"),
                "updates that were not begun can't be given back; their lease will end"
            );
        }
    }

    async fn turn(&self, ended: &[Claim], room: usize, hand: &Hand) -> anyhow::Result<Turned> {
        in_time(hand, self.try_to_turn(ended, room, hand).boxed()).await
    }

    async fn try_to_turn(
        &self,
        ended: &[Claim],
        room: usize,
        hand: &Hand,
    ) -> anyhow::Result<Turned> {
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        let until = now + self.lease;
        let room = i64::try_from(room).unwrap_or(i64::MAX);
        let turned = store::turns::turn(&mut connection, ended, room, now, until).await?;
        let (done, claimed) = (turned.done, turned.claimed.len());
        if claimed > 0 {
            let claims: Vec<Claim> = turned.claimed.iter().map(StoredUpdate::claim).collect();
            if !hand.accept(turned.claimed, until) {
                // The process was asked to stop meanwhile.
                store::turns::release(&mut connection, &claims).await?;
            }
        }
        if !done.is_empty() && !hand.lines().is_open() {
            // What is next in those conversations is somebody else's, who would look for it within
            // a second anyway.
            let _unheard = store::turns::announce(&mut connection).await;
        }
        Ok(Turned { done, claimed })
    }

    async fn close_books(&self) {
        while self.hand.lines().has_ended() {
            if let Err(error) = self.turn_page(&self.hand, 0).await {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "what was handled last can't be written down; trying again"
                );
                tokio::time::sleep(AFTER_FAILURE / 10).await;
            }
        }
    }
}

/// What is asked of the database, for as long as it is worth waiting for the answer. It is on the
/// heap, as a debug build moves futures by way of the stack.
pub(super) async fn in_time<T>(
    hand: &Hand,
    asking: BoxFuture<'_, anyhow::Result<T>>,
) -> anyhow::Result<T> {
    let last_call = async {
        hand.served.cancelled().await;
        tokio::time::sleep(LAST_ANSWER).await;
    };
    tokio::select! {
        answered = timeout(ANSWERED_WITHIN, asking) => {
            answered.context("the database did not answer in time")?
        }
        () = last_call => anyhow::bail!("the process ends before the database has answered"),
    }
}
