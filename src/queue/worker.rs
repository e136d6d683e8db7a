//! Claims jobs that are due, runs their handlers each in a task of its own, and
//! writes down what became of them.

use std::{
    collections::HashMap, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration,
};

use chrono::TimeDelta;
use futures::{FutureExt, future::BoxFuture};
use serde_json::Value;
use tokio::{sync::Notify, time::timeout};
use tokio_util::sync::CancellationToken;
use tracing::field::Empty;

use super::{Failure, Job, JobResult, Lease, Next, agenda::Agenda, backoff, store};
use crate::{
    clock::Clock,
    db::Db,
    telemetry::{self, Cause},
    workers,
};

/// Jobs of one process that run at the same time. Most of their time is spent
/// waiting for Telegram, Kie and the storage.
const SLOTS: usize = 24;

/// A job that runs for so long waits for an answer that will never come, as on a connection of which
/// a balancer has forgotten. The longest honest ones are zips that wait for their turn at the line:
/// each takes minutes at most, and as many as there are slots share two places.
const RUNS_MOST: Duration = Duration::from_secs(3600);

type Handler = Arc<dyn Fn(Value, Lease) -> BoxFuture<'static, JobResult> + Send + Sync>;

struct Entry {
    handler: Handler,
    most_attempts: Option<i32>,
}

/// Which handler runs which kind of job.
#[derive(Default)]
pub struct Registry {
    entries: HashMap<&'static str, Entry>,
}

impl Registry {
    /// Adds the handler of one kind of job.
    ///
    /// # Panics
    /// When the kind has a handler already.
    #[must_use]
    pub fn on<J, Run, Running>(mut self, run: Run) -> Self
    where
        J: Job,
        Run: Fn(J, Lease) -> Running + Send + Sync + 'static,
        Running: Future<Output = JobResult> + Send + 'static,
    {
        let run = Arc::new(run);
        let handler: Handler = Arc::new(move |payload, lease| {
            let run = Arc::clone(&run);
            async move {
                let job = serde_json::from_value(payload)
                    .map_err(|error| Failure::GiveUp(error.into()))?;
                run(job, lease).await
            }
            .boxed()
        });
        let before = self.entries.insert(
            J::KIND,
            Entry {
                handler,
                most_attempts: J::MOST_ATTEMPTS,
            },
        );
        assert!(before.is_none(), "{} has two handlers", J::KIND);
        self
    }
}

/// Runs the jobs that its registry knows.
#[derive(Clone)]
pub struct Worker {
    db: Db,
    clock: Clock,
    lease: Duration,
    registry: Arc<Registry>,
    kinds: Arc<Vec<String>>,
    agenda: Arc<Agenda>,
}

impl Worker {
    pub fn new(db: Db, clock: Clock, lease: Duration, registry: Registry) -> Self {
        let kinds = Arc::new(
            registry
                .entries
                .keys()
                .map(|kind| (*kind).to_owned())
                .collect(),
        );
        Self {
            db,
            clock,
            lease,
            registry: Arc::new(registry),
            kinds,
            agenda: Arc::default(),
        }
    }

    /// Works until `stop`.
    pub async fn run(&self, wake: &Notify, stop: &CancellationToken) {
        workers::work(
            SLOTS,
            wake,
            stop,
            |free| self.claim(free),
            || self.agenda.next(self.clock.now()),
            |claimed| {
                let worker = self.clone();
                async move { worker.run_one(claimed).await }
            },
        )
        .await;
    }

    /// Runs the jobs that are due now, together, and returns how many there were.
    ///
    /// # Errors
    /// When they can't be claimed.
    pub async fn run_due(&self) -> anyhow::Result<usize> {
        let claimed = self.claim(SLOTS).await?;
        let count = claimed.len();
        futures::future::join_all(claimed.into_iter().map(|job| self.run_one(job))).await;
        Ok(count)
    }

    async fn claim(&self, most: usize) -> anyhow::Result<Vec<store::Claimed>> {
        let mut connection = self.db.connection().await?;
        let now = self.clock.now();
        self.agenda.forget(now);
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        store::claim(&mut connection, &self.kinds, most, now, now + self.lease).await
    }

    async fn run_one(&self, job: store::Claimed) {
        let late = (self.clock.now() - job.due_at).to_std().unwrap_or_default();
        metrics::histogram!("pinglass_job_wait_seconds", "kind" => job.kind.clone()).record(late);
        let (span, cause) = beginning(&job);
        // On the heap: a debug build moves futures by way of the stack, which handlers need.
        let running = async {
            let start = tokio::time::Instant::now();
            let entry = &self.registry.entries[job.kind.as_str()];
            let lease = Lease {
                job_id: job.id,
                token: job.lease_token,
                failures: job.attempts - 1,
            };
            let running = (entry.handler)(job.payload.clone(), lease);
            let result =
                workers::with_heartbeat(self.lease, || self.renew(lease), end_of(running)).await;
            let outcome = match &result {
                Ok(_) => "ok",
                Err(Failure::Retry(_)) => "retry",
                Err(Failure::GiveUp(_)) => "dead",
            };
            metrics::histogram!("pinglass_job_seconds", "kind" => job.kind.clone(), "outcome" => outcome)
                .record(start.elapsed());
            // Later than that somebody else has it.
            let settling = self.settle(&job, entry.most_attempts, result).boxed();
            let settling = timeout(self.lease, settling);
            if let Err(error) = settling.await.map_err(Into::into).flatten() {
                // The lease runs out and the job is run again: handlers allow for that.
                tracing::warn!(
                    error = format!("{error:#}"),
                    "cannot write down what became of a job"
                );
            }
        }
        .boxed();
        cause.during(span, running).await;
    }

    async fn renew(&self, lease: Lease) -> anyhow::Result<()> {
        let mut connection = self.db.connection().await?;
        store::renew(
            &mut connection,
            lease.job_id,
            lease.token,
            self.clock.now() + self.lease,
        )
        .await?;
        Ok(())
    }

    async fn settle(
        &self,
        job: &store::Claimed,
        most: Option<i32>,
        result: JobResult,
    ) -> anyhow::Result<()> {
        let mut connection = self.db.connection().await?;
        let (id, token) = (job.id, job.lease_token);
        match result {
            Ok(Next::Done) => store::delete(&mut connection, id, token).await,
            Ok(Next::At(run_at)) => {
                store::put_back(&mut connection, id, token, run_at, 0, None).await?;
                self.agenda.note(run_at, self.clock.now());
                Ok(())
            }
            Err(Failure::Retry(error)) if most.is_none_or(|most| job.attempts < most) => {
                let pause: TimeDelta = backoff(job.attempts);
                let error = format!("{error:#}");
                tracing::warn!(
                    error,
                    job.failures = job.attempts,
                    pause_secs = pause.num_seconds(),
                    "a job failed and will be tried again"
                );
                let run_at = self.clock.now() + pause;
                let (failures, error) = (job.attempts, Some(error.as_str()));
                store::put_back(&mut connection, id, token, run_at, failures, error).await
            }
            Err(failure) => {
                let error = failure.to_string();
                tracing::error!(error, "a job was given up and is kept as dead");
                store::bury(&mut connection, id, token, &error, self.clock.now()).await
            }
        }
    }
}

/// How a run ends, if not by itself.
async fn end_of(running: BoxFuture<'static, JobResult>) -> JobResult {
    let failure = match timeout(RUNS_MOST, AssertUnwindSafe(running).catch_unwind()).await {
        Ok(Ok(result)) => return result,
        Ok(Err(_)) => anyhow::anyhow!("the handler panicked"),
        Err(_) => anyhow::anyhow!("the handler did not end in time"),
    };
    Err(Failure::Retry(failure))
}

/// The span of one run, and what the job was written for.
fn beginning(job: &store::Claimed) -> (tracing::Span, Cause) {
    let span = tracing::info_span!(
        "job",
        otel.name = Empty,
        job.kind = job.kind,
        job.id = job.id,
        order.id = Empty
    );
    telemetry::name_in_traces(&span, &job.kind);
    if let Some(order) = job.order_id {
        span.record("order.id", tracing::field::display(order));
    }
    let cause = Cause {
        order: job.order_id,
        trace: job.trace.clone(),
    };
    (span, cause)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_job_that_never_ends_comes_again() {
        let end = end_of(std::future::pending().boxed()).await;
        assert!(matches!(end, Err(Failure::Retry(_))));
    }
}
