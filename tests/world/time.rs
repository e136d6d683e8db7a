//! Time in the world of a test: it stands still until a test turns it, and whatever falls due
//! happens on the way.

use chrono::{DateTime, TimeDelta, Utc};

use super::World;

/// How far [`World::settle`] may turn the clock to let jobs fall due that were
/// put off a little: debounced edits, pauses between polls.
pub const LITTLE_WHILE: TimeDelta = TimeDelta::seconds(4);

/// How often [`World::settle`] may find something due and do nothing, before it is called stuck
/// rather than held by something that is about to let it go.
const MOST_IN_VAIN: u32 = 1000;

impl World {
    /// Lets everything happen that is due now or in a little while: updates,
    /// jobs, and what they lead to.
    pub async fn settle(&self) {
        let until = self.clock.now() + LITTLE_WHILE;
        let mut in_vain = 0;
        loop {
            // Boxed, as every step of every chat in a test would hold one of its own: of a long
            // test, that is more than the stack takes.
            while Box::pin(self.deliver_updates()).await
                + Box::pin(self.app.worker.run_due()).await.unwrap()
                > 0
            {}
            match self.next_due().await {
                Some(at) if at <= until => {
                    in_vain = if at > self.clock.now() {
                        0
                    } else {
                        in_vain + 1
                    };
                    assert!(in_vain < MOST_IN_VAIN, "due at {at}, and never done");
                    self.turn_clock(at - self.clock.now());
                }
                _ => break,
            }
        }
    }

    /// Lets time go by, and everything happen that falls due meanwhile.
    pub async fn advance(&self, by: TimeDelta) {
        let until = self.clock.now() + by;
        loop {
            self.settle().await;
            match self.next_due().await {
                Some(at) if at <= until => {
                    self.turn_clock((at - self.clock.now()).max(TimeDelta::zero()))
                }
                _ => break,
            }
        }
        if self.clock.now() < until {
            self.turn_clock(until - self.clock.now());
        }
        self.settle().await;
    }

    /// Turns the clock without letting anything happen.
    pub fn turn_clock(&self, by: TimeDelta) {
        self.clock.advance(by);
        self.telegram.advance(by.to_std().unwrap_or_default());
    }

    /// Runs what the application does by itself from time to time: sweeps, the
    /// watch over the wallet, the day's report.
    pub async fn upkeep(&self) {
        let mut connection = self.app.db.connection().await.unwrap();
        pinglass::payments::plan_recurring(&mut connection, &self.clock)
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }

    /// When the next waiting job or update falls due; an update waits for those before
    /// it in its conversation.
    pub async fn next_due(&self) -> Option<DateTime<Utc>> {
        sqlx::query_scalar(
            "select min(run_at) from (
                 select run_at from jobs where status = 'waiting' and priority < 100
                 union all
                 select run_at
                 from telegram_updates as update
                 where status = 'waiting'
                   and not exists (
                       select
                       from telegram_updates
                       where conversation = update.conversation
                         and update_id < update.update_id
                         and status in ('waiting', 'running')
                   )
             ) as waiting",
        )
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    /// Kie finishes everything it has, and says so; then the world settles.
    pub async fn kie_finishes(&self) {
        self.settle().await;
        self.kie.finish_all();
        self.kie.send_callbacks().await;
        self.settle().await;
    }
}
