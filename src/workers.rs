//! What claims durable work, runs it and stops in order: a pool of tasks for the queue, and the
//! heartbeat by which the queue and the inbox hold on to what they have in hand.

use std::{future::Future, time::Duration};

use anyhow::Context;
use tokio::{
    sync::Notify,
    task::JoinSet,
    time::{Instant, MissedTickBehavior, timeout},
};
use tokio_util::sync::CancellationToken;

/// How long to wait for a notification before looking anyway: notifications are
/// lost while the listening connection is away, and retries fall due unannounced.
pub const LOOK_ANYWAY: Duration = Duration::from_secs(1);

/// After a failed statement the database is given this long to come back.
pub const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// A statement that has no answer by then will have none: the way to the server was lost without a
/// word. It is given up and comes again on another connection.
pub const ANSWERED_WITHIN: Duration = Duration::from_secs(10);

/// A statement that is under way when all else has ended gets so long for its answer.
pub const LAST_ANSWER: Duration = Duration::from_secs(2);

/// The time that running work gets to finish after a stop was asked for; less
/// than the 30 s that the outer contract promises.
pub const STOP_PATIENCE: Duration = Duration::from_secs(20);

/// Keeps up to `slots` pieces of work running until `stop`; then waits for those
/// under way. What is left after [`STOP_PATIENCE`] is aborted: its lease runs
/// out and it is claimed again elsewhere. Something is claimed when `wake` says so, when a piece of
/// work ends, when `next_due` has passed, if that is known, and once a second anyway.
pub async fn work<T, Claim, Claimed, Run, Running>(
    slots: usize,
    wake: &Notify,
    stop: &CancellationToken,
    claim: Claim,
    next_due: impl Fn() -> Option<Duration>,
    run: Run,
) where
    Claim: Fn(usize) -> Claimed,
    Claimed: Future<Output = anyhow::Result<Vec<T>>>,
    Run: Fn(T) -> Running,
    Running: Future<Output = ()> + Send + 'static,
{
    let mut running = JoinSet::new();
    while !stop.is_cancelled() {
        let free = slots - running.len();
        let mut pause = LOOK_ANYWAY;
        let mut look_again = false;
        if free > 0 {
            match in_time(Box::pin(claim(free)), stop).await {
                Ok(claimed) => {
                    look_again = claimed.len() == free;
                    for piece in claimed {
                        running.spawn(run(piece));
                    }
                }
                Err(error) => {
                    tracing::warn!(
                        error = format!("{error:#}"),
                        "cannot look for work; trying again"
                    );
                    pause = AFTER_FAILURE;
                }
            }
        }
        if look_again && running.len() < slots {
            continue;
        }
        let is_full = running.len() == slots;
        let due = next_due().filter(|_| !is_full);
        tokio::select! {
            () = stop.cancelled() => {}
            () = wake.notified(), if !is_full => {}
            Some(_) = running.join_next(), if !running.is_empty() => {}
            () = tokio::time::sleep(due.map_or(pause, |due| due.min(pause))) => {}
        }
    }
    let finish = async { while running.join_next().await.is_some() {} };
    if timeout(STOP_PATIENCE, finish).await.is_err() {
        tracing::warn!("some work did not finish in time and will be taken up again later");
    }
}

/// What claims when the process is asked to stop gets a moment, as what is claimed and not begun is
/// nobody's until its lease ends.
async fn in_time<T>(
    claiming: impl Future<Output = anyhow::Result<T>>,
    stop: &CancellationToken,
) -> anyhow::Result<T> {
    let last_call = async {
        stop.cancelled().await;
        tokio::time::sleep(LAST_ANSWER).await;
    };
    tokio::select! {
        claimed = timeout(ANSWERED_WITHIN, claiming) => {
            claimed.context("the database did not answer in time")?
        }
        () = last_call => anyhow::bail!("the process ends"),
    }
}

/// Runs `work` while calling `renew` at each third of a lease, so that nobody else takes what is
/// merely slow. Beats come at fixed times and a renewal gets no more than a sixth of the lease, so
/// that of the beats that a lease has one may go without an answer: the next is still in time.
pub async fn with_heartbeat<T, Renew, Renewing>(
    lease: Duration,
    renew: Renew,
    work: impl Future<Output = T>,
) -> T
where
    Renew: Fn() -> Renewing,
    Renewing: Future<Output = anyhow::Result<()>>,
{
    let beating = async {
        let every = lease / 3;
        let mut beats = tokio::time::interval_at(Instant::now() + every, every);
        beats.set_missed_tick_behavior(MissedTickBehavior::Skip);
        loop {
            beats.tick().await;
            let renewed = timeout(lease / 6, Box::pin(renew()))
                .await
                .context("the database did not answer the heartbeat in time")
                .flatten();
            if let Err(error) = renewed {
                tracing::warn!(error = format!("{error:#}"), "cannot renew a lease");
            }
        }
    };
    tokio::select! {
        result = work => result,
        never = beating => never,
    }
}

#[cfg(test)]
mod tests;
