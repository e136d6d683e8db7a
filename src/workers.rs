//! A pool of tasks that claims durable work, runs it and stops in order. The
//! inbox and the queue are both driven by it; what "claim" and "run" mean is theirs.

use std::{future::Future, time::Duration};

use tokio::{sync::Notify, task::JoinSet, time::timeout};
use tokio_util::sync::CancellationToken;

/// How long to wait for a notification before looking anyway: notifications are
/// lost while the listening connection is away, and retries fall due unannounced.
const LOOK_ANYWAY: Duration = Duration::from_secs(1);

/// After a failed claim the database is given this long to come back.
const AFTER_FAILURE: Duration = Duration::from_secs(2);

/// The time that running work gets to finish after a stop was asked for; less
/// than the 30 s that the outer contract promises.
pub const STOP_PATIENCE: Duration = Duration::from_secs(20);

/// Keeps up to `slots` pieces of work running until `stop`; then waits for those
/// under way. What is left after [`STOP_PATIENCE`] is aborted: its lease runs
/// out and it is claimed again elsewhere.
pub async fn work<T, Claim, Claimed, Run, Running>(
    slots: usize,
    wake: &Notify,
    stop: &CancellationToken,
    claim: Claim,
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
            match claim(free).await {
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
        tokio::select! {
            () = stop.cancelled() => {}
            () = wake.notified(), if running.len() < slots => {}
            Some(_) = running.join_next(), if !running.is_empty() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
    let finish = async { while running.join_next().await.is_some() {} };
    if timeout(STOP_PATIENCE, finish).await.is_err() {
        tracing::warn!("some work did not finish in time and will be taken up again later");
    }
}

/// Runs `work` while calling `renew` every `every`, so that nobody else takes
/// what is merely slow. A failed renewal is tried again at the next beat.
pub async fn with_heartbeat<T, Renew, Renewing>(
    every: Duration,
    renew: Renew,
    work: impl Future<Output = T>,
) -> T
where
    Renew: Fn() -> Renewing,
    Renewing: Future<Output = anyhow::Result<()>>,
{
    let beating = async {
        loop {
            tokio::time::sleep(every).await;
            if let Err(error) = renew().await {
                tracing::warn!(error = format!("{error:#}"), "cannot renew a lease");
            }
        }
    };
    tokio::select! {
        result = work => result,
        never = beating => never,
    }
}
