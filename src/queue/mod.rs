//! Durable jobs in PostgreSQL: work for later is written in the transaction that
//! makes it necessary, and is run until it is done, whatever crashes in between.
//!
//! Why not a ready-made queue: graphile_worker and apalis take the time from the
//! database, so a test could not turn the clock, and neither lets a handler check
//! inside its own transaction that it still holds its job (fencing).

mod agenda;
mod store;
mod worker;

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use sqlx::PgConnection;

use crate::telemetry::Cause;

pub use self::{
    store::{
        Depth, depths,
        standing::{Standing, forget_dead, revive, standings},
    },
    worker::{Registry, Worker},
};

/// The notification channel that says "there is a job".
pub const CHANNEL: &str = "pinglass_jobs";

/// An order to do something, named in the imperative.
pub trait Job: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// Its name in the database; never changes once shipped.
    const KIND: &'static str;
    /// Lower runs first. Money and waiting people below 50, upkeep above 100.
    const PRIORITY: i16 = 100;
    /// Failures in a row after which it is kept as dead; `None` tries for ever.
    const MOST_ATTEMPTS: Option<i32> = None;

    /// Of jobs with the same kind and key only one waits at a time: adding a
    /// second moves the first to the earlier of both times. And only one runs at a
    /// time: what is added meanwhile waits until it is done.
    fn key(&self) -> Option<String> {
        None
    }
}

/// Writes `job` to run at `run_at` or soon after, as part of the caller's transaction.
///
/// # Errors
/// When the database refuses it.
pub async fn add<J: Job>(
    connection: &mut PgConnection,
    job: &J,
    run_at: DateTime<Utc>,
) -> anyhow::Result<()> {
    add_all(connection, &[NewJob::of(job, run_at)?]).await
}

/// A job that is about to be written.
#[derive(Clone, Debug)]
pub struct NewJob {
    kind: &'static str,
    payload: Value,
    key: Option<String>,
    priority: i16,
    run_at: DateTime<Utc>,
    cause: Cause,
}

impl NewJob {
    /// `job`, to run at `run_at` or soon after.
    ///
    /// # Errors
    /// When it can't be written as JSON.
    pub fn of<J: Job>(job: &J, run_at: DateTime<Utc>) -> anyhow::Result<Self> {
        let key = job.key();
        // What is done once for everybody is done for no one order.
        let cause = match key.as_deref() {
            Some("") => Cause::default(),
            _ => Cause::present(),
        };
        Ok(Self {
            kind: J::KIND,
            payload: serde_json::to_value(job)?,
            key,
            priority: J::PRIORITY,
            run_at,
            cause,
        })
    }
}

/// As [`add`], for several jobs in one way to the database, in their order. No two of them may
/// have the same kind and key.
///
/// # Errors
/// When the database refuses it.
pub async fn add_all(connection: &mut PgConnection, jobs: &[NewJob]) -> anyhow::Result<()> {
    store::insert(connection, jobs).await
}

/// Takes back the waiting and dead jobs of a kind whose `field` is `number`.
///
/// # Errors
/// When the database refuses it.
pub async fn withdraw<J: Job>(
    connection: &mut PgConnection,
    field: &str,
    number: i64,
) -> anyhow::Result<()> {
    store::withdraw(connection, J::KIND, field, number).await
}

/// Whether a job of a kind whose `field` is `number` waits or runs.
///
/// # Errors
/// When the database can't be asked.
pub async fn is_under_way<J: Job>(
    connection: &mut PgConnection,
    field: &str,
    number: i64,
) -> anyhow::Result<bool> {
    store::is_under_way(connection, J::KIND, field, number).await
}

/// What becomes of a job that went well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    Done,
    /// To be run again then; earlier failures are forgotten.
    At(DateTime<Utc>),
}

/// What becomes of a job that went wrong.
#[derive(Debug)]
pub enum Failure {
    /// Tried again with a growing pause.
    Retry(anyhow::Error),
    /// Kept as dead for a human to look at; trying again can't help.
    GiveUp(anyhow::Error),
}

/// What a job's handler returns.
pub type JobResult = Result<Next, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Retry(error) | Self::GiveUp(error) => write!(formatter, "{error:#}"),
        }
    }
}

/// Says on the line where something can go wrong what becomes of the job then.
pub trait OrElse<T> {
    /// # Errors
    /// The error, as one that is tried again.
    fn or_retry(self) -> Result<T, Failure>;
    /// # Errors
    /// The error, as one that ends the job.
    fn or_give_up(self) -> Result<T, Failure>;
}

impl<T, E: Into<anyhow::Error>> OrElse<T> for Result<T, E> {
    fn or_retry(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::Retry(error.into()))
    }

    fn or_give_up(self) -> Result<T, Failure> {
        self.map_err(|error| Failure::GiveUp(error.into()))
    }
}

/// Proof of holding a job: the job's number and the count of its claims.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    job_id: i64,
    token: i64,
    /// Failures in a row before this run.
    pub failures: i32,
}

impl Lease {
    /// Locks the job's row for the rest of the transaction and makes sure that
    /// this run still holds it, so that a run that was thought dead can't write
    /// over its successor.
    ///
    /// # Errors
    /// When somebody else has taken the job over.
    pub async fn confirm(&self, connection: &mut PgConnection) -> anyhow::Result<()> {
        let held = store::lock_if_held(connection, self.job_id, self.token).await?;
        anyhow::ensure!(held, "the job has been taken over");
        Ok(())
    }

    /// As [`Lease::confirm`], and from now on whoever holds the job counts as dead at `until`,
    /// unless they come back before: for a run that shows often enough that it lives, so that
    /// another takes its place at once when it does not.
    ///
    /// # Errors
    /// When somebody else has taken the job over.
    pub async fn hold(
        &self,
        connection: &mut PgConnection,
        until: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let held = store::renew(connection, self.job_id, self.token, until).await?;
        anyhow::ensure!(held, "the job has been taken over");
        Ok(())
    }

    /// Whether a job of the kind `J` that was written before this one is still to
    /// be done.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub async fn has_older<J: Job>(&self, connection: &mut PgConnection) -> anyhow::Result<bool> {
        store::has_older(connection, J::KIND, self.job_id).await
    }
}

/// The pause before the next try: 2 s, 4 s, 8 s … up to 10 minutes.
fn backoff(failures: i32) -> TimeDelta {
    TimeDelta::seconds(1_i64 << failures.clamp(1, 20)).min(TimeDelta::minutes(10))
}

/// A limit shared by all processes: takes one of the places that `name` hands
/// out every `interval` with up to `burst` at once. `Err` holds the time when
/// the next place is free; nothing was taken then.
///
/// # Errors
/// When the database can't be asked.
pub async fn take_place(
    connection: &mut PgConnection,
    name: &str,
    interval: TimeDelta,
    burst: i32,
    now: DateTime<Utc>,
) -> anyhow::Result<Result<(), DateTime<Utc>>> {
    let tolerance = interval * (burst - 1);
    if store::places::take_place(connection, name, interval, now, now + tolerance).await? {
        return Ok(Ok(()));
    }
    let next_at = store::places::next_place(connection, name).await?;
    Ok(Err(next_at - tolerance))
}

/// Places that are to be taken at once, such as an album's, of a limit whose burst fades while it
/// is used without a pause.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub count: i32,
    /// The steady interval between places.
    pub every: TimeDelta,
    /// By how much one may be early at most.
    pub reserve: TimeDelta,
    /// In so many seconds that becomes nothing; infinite if it stays.
    pub fades: f64,
}

/// What was taken before.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// When the next place would be free at the steady pace.
    pub next_at: DateTime<Utc>,
    /// The end of the last quiet time.
    pub busy_since: DateTime<Utc>,
}

/// As [`take_place`]. `Err` holds what was taken before, from which the limit's own rule says when
/// the places are free.
///
/// # Errors
/// When the database can't be asked.
pub async fn take_places(
    connection: &mut PgConnection,
    name: &str,
    places: Places,
    now: DateTime<Utc>,
) -> anyhow::Result<Result<(), Taken>> {
    if store::places::take_places(connection, name, places, now).await? {
        return Ok(Ok(()));
    }
    Ok(Err(store::places::taken(connection, name).await?))
}
