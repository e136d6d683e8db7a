//! Some seconds of sending: letters wait at the gate of all calls to Telegram, which lets
//! one out every few milliseconds, and turns keep their line from running dry.
//!
//! A shift ends by itself, so that a process that is told to stop does not wait for ten
//! thousand letters: those that have not left are called back then.

use std::{sync::Arc, time::Duration};

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::{
    task::JoinSet,
    time::{Instant, timeout_at},
};
use tokio_util::sync::CancellationToken;

use super::{
    super::{
        Deps,
        store::{self, recipients::Marked},
    },
    flight::{Fate, Pilot},
    turn::{self, Onward},
};
use crate::queue::Lease;

/// Shorter than the beat of ordinary jobs' leases, which would lengthen ours.
const SHIFT: Duration = Duration::from_secs(8);

/// At most so many are on their way: half a second's worth, which is what a crash leaves
/// unknown, and what still arrives after a pause.
const UNDER_WAY_MOST: usize = 16;

/// The next are marked when no more than so many are left, so that the gate always has
/// some to let out while that is written down.
const UNDER_WAY_LEAST: usize = 8;

/// A turn is taken at least this often, for a pause to act and to show that the run lives.
const TURN_EVERY: Duration = Duration::from_millis(400);

pub(super) struct Shift {
    lease: Lease,
    pilot: Pilot,
    under_way: JoinSet<(Marked, Fate)>,
    landed: Vec<(Marked, Fate)>,
    ends_at: Instant,
}

impl Shift {
    pub async fn begin(deps: Deps, lease: Lease, broadcast_id: i32) -> anyhow::Result<Self> {
        let mut connection = deps.desk.db.connection().await?;
        let letters = store::letters::list(&mut connection, broadcast_id).await?;
        drop(connection);
        Ok(Self {
            lease,
            pilot: Pilot {
                deps,
                broadcast_id,
                letters: Arc::new(letters),
                recall: CancellationToken::new(),
            },
            under_way: JoinSet::new(),
            landed: Vec::new(),
            ends_at: Instant::now() + SHIFT,
        })
    }

    /// Sends until the shift is over or nothing is left to do; when to go on.
    pub async fn work(mut self) -> anyhow::Result<DateTime<Utc>> {
        let mut later = None;
        let mut is_ending = false;
        loop {
            is_ending |= Instant::now() >= self.ends_at;
            if is_ending {
                self.pilot.recall.cancel();
            }
            let most = if is_ending {
                0
            } else {
                UNDER_WAY_MOST - self.under_way.len()
            };
            match self.turn(most).await? {
                Onward::Send(marked) => self.send(marked),
                Onward::Wait(until) => {
                    later = Some(until);
                    is_ending = true;
                }
                Onward::Over => is_ending = true,
            }
            if is_ending && self.under_way.is_empty() && self.landed.is_empty() {
                let now = self.pilot.deps.desk.clock.now();
                return Ok(later.unwrap_or(now).max(now));
            }
            if is_ending {
                self.pilot.recall.cancel();
            }
            self.wait(is_ending).await?;
        }
    }

    async fn turn(&mut self, most: usize) -> anyhow::Result<Onward> {
        let landed = std::mem::take(&mut self.landed);
        let pilot = &self.pilot;
        turn::take(&pilot.deps, &self.lease, pilot.broadcast_id, landed, most).await
    }

    fn send(&mut self, marked: Vec<Marked>) {
        for marked in marked {
            self.under_way.spawn(self.pilot.clone().fly(marked));
        }
    }

    /// Collects what has landed until it is time for another turn.
    async fn wait(&mut self, is_ending: bool) -> anyhow::Result<()> {
        let is_line_full = !is_ending && self.under_way.len() > UNDER_WAY_LEAST;
        let least = if is_line_full { UNDER_WAY_LEAST } else { 0 };
        let turn_at = Instant::now() + TURN_EVERY;
        while self.under_way.len() > least {
            match timeout_at(turn_at, self.under_way.join_next()).await {
                Ok(Some(landed)) => self.landed.push(landed.context("a letter was lost")?),
                Ok(None) | Err(_) => break,
            }
        }
        Ok(())
    }
}
