//! The job queue against a real database: leases, fencing, keys, retries and
//! shared rate limits.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use pinglass::{
    clock::Clock,
    config::DatabaseConfig,
    db::Db,
    queue::{self, Failure, Job, JobResult, Lease, Next, Registry, Worker},
};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use tokio::sync::Notify;

use crate::world::database;

#[derive(Clone, Serialize, Deserialize)]
struct Knock {
    door: String,
}

impl Job for Knock {
    const KIND: &'static str = "knock";
    const MOST_ATTEMPTS: Option<i32> = Some(3);

    fn key(&self) -> Option<String> {
        (!self.door.is_empty()).then(|| self.door.clone())
    }
}

struct House {
    db: Db,
    pool: PgPool,
    clock: Clock,
}

impl House {
    async fn new() -> Self {
        let (url, pool) = database::create().await;
        let db = Db::open(&DatabaseConfig::direct(url, 8)).unwrap();
        let clock = Clock::standing_at("2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        Self { db, pool, clock }
    }

    async fn add(&self, door: &str) {
        let mut connection = self.db.connection().await.unwrap();
        queue::add(
            &mut connection,
            &Knock {
                door: door.to_owned(),
            },
            self.clock.now(),
        )
        .await
        .unwrap();
    }

    fn worker<Run, Running>(&self, run: Run) -> Worker
    where
        Run: Fn(Knock, Lease) -> Running + Send + Sync + 'static,
        Running: Future<Output = JobResult> + Send + 'static,
    {
        let registry = Registry::default().on(run);
        Worker::new(
            self.db.clone(),
            self.clock.clone(),
            Duration::from_secs(30),
            registry,
        )
    }

    async fn statuses(&self) -> Vec<String> {
        sqlx::query_scalar("select status from jobs order by id")
            .fetch_all(&self.pool)
            .await
            .unwrap()
    }
}

#[tokio::test]
async fn a_job_runs_once_and_is_gone() {
    let house = House::new().await;
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&runs);
    let worker = house.worker(move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(Next::Done) }
    });
    house.add("front").await;
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(worker.run_due().await.unwrap(), 0);
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    assert!(house.statuses().await.is_empty());
}

#[tokio::test]
async fn of_jobs_with_one_key_only_one_waits() {
    let house = House::new().await;
    for _ in 0..10 {
        house.add("front").await;
    }
    house.add("back").await;
    house.add("").await;
    house.add("").await;
    assert_eq!(house.statuses().await.len(), 4);
}

#[tokio::test]
async fn a_job_added_while_its_like_runs_runs_afterwards() {
    let house = House::new().await;
    house.add("front").await;
    let db = house.db.clone();
    let clock = house.clock.clone();
    let worker = house.worker(move |knock, _| {
        let (db, clock) = (db.clone(), clock.clone());
        async move {
            queue::add(&mut db.connection().await.unwrap(), &knock, clock.now())
                .await
                .unwrap();
            // Put off, it meets the one that it has just added: one of them stays.
            Ok(Next::At(clock.now() + TimeDelta::hours(1)))
        }
    });
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(house.statuses().await, ["waiting"]);
    let run_at: DateTime<Utc> = sqlx::query_scalar("select run_at from jobs")
        .fetch_one(&house.pool)
        .await
        .unwrap();
    assert_eq!(run_at, house.clock.now());
}

#[tokio::test]
async fn of_jobs_with_one_key_only_one_runs_at_a_time() {
    let house = House::new().await;
    house.add("front").await;
    let has_come = Arc::new(Notify::new());
    let may_go = Arc::new(Notify::new());
    let (come, go) = (Arc::clone(&has_come), Arc::clone(&may_go));
    let worker = house.worker(move |_, _| {
        let (come, go) = (Arc::clone(&come), Arc::clone(&go));
        async move {
            come.notify_one();
            go.notified().await;
            Ok(Next::Done)
        }
    });
    let others = async {
        has_come.notified().await;
        house.add("front").await;
        house.add("back").await;
        // The one behind the other door does not wait for it.
        let (second, ()) = tokio::join!(worker.run_due(), async {
            has_come.notified().await;
            may_go.notify_waiters();
        });
        second.unwrap()
    };
    let (first, second) = tokio::join!(worker.run_due(), others);
    assert_eq!((first.unwrap(), second), (1, 1));
    assert_eq!(house.statuses().await, ["waiting"]);
}

#[tokio::test]
async fn failures_are_retried_with_growing_pauses_and_then_kept_as_dead() {
    let house = House::new().await;
    house.add("front").await;
    let worker = house.worker(|_, _| async { Err(Failure::Retry(anyhow::anyhow!("nobody home"))) });
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(worker.run_due().await.unwrap(), 0);
    house.clock.advance(TimeDelta::seconds(2));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    house.clock.advance(TimeDelta::seconds(2));
    assert_eq!(worker.run_due().await.unwrap(), 0);
    house.clock.advance(TimeDelta::seconds(2));
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(house.statuses().await, ["dead"]);
    let error: String = sqlx::query_scalar("select last_error from jobs")
        .fetch_one(&house.pool)
        .await
        .unwrap();
    assert_eq!(error, "nobody home");
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let house = House::new().await;
    house.add("front").await;
    let worker = house.worker(|knock, _| async move {
        assert!(knock.door.is_empty(), "a handler that panics");
        Ok(Next::Done)
    });
    assert_eq!(worker.run_due().await.unwrap(), 1);
    assert_eq!(house.statuses().await, ["waiting"]);
}

#[tokio::test]
async fn what_a_dead_worker_held_is_taken_over_and_the_dead_cannot_write() {
    let house = House::new().await;
    house.add("front").await;
    let (db, clock) = (house.db.clone(), house.clock.clone());
    let successor = house.worker(|_, lease| async move {
        assert_eq!(lease.failures, 1);
        Ok(Next::Done)
    });
    let dead = house.worker(move |_, lease| {
        let (db, clock, successor) = (db.clone(), clock.clone(), successor.clone());
        async move {
            // Let go of in so many words: a dropped transaction is rolled back some time
            // later, and until then its lock hides the job from the successor.
            let mut tx = db.begin().await.unwrap();
            lease.confirm(&mut tx).await.unwrap();
            tx.rollback().await.unwrap();
            // Its lease runs out while it is away, and somebody else does the work.
            clock.advance(TimeDelta::seconds(31));
            assert_eq!(successor.run_due().await.unwrap(), 1);
            assert!(lease.confirm(&mut db.begin().await.unwrap()).await.is_err());
            Ok(Next::At(clock.now()))
        }
    });
    assert_eq!(dead.run_due().await.unwrap(), 1);
    assert!(
        house.statuses().await.is_empty(),
        "the dead worker's word counts no more"
    );
}

#[tokio::test]
async fn fifty_workers_run_each_of_fifty_jobs_once() {
    let house = House::new().await;
    for number in 0..50 {
        house.add(&format!("door {number}")).await;
    }
    let runs = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&runs);
    let worker = house.worker(move |_, _| {
        counter.fetch_add(1, Ordering::SeqCst);
        async { Ok(Next::Done) }
    });
    let claims = (0..50).map(|_| worker.run_due());
    let ran: usize = futures::future::join_all(claims)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    assert_eq!((ran, runs.load(Ordering::SeqCst)), (50, 50));
}

#[tokio::test]
async fn a_shared_limit_hands_out_no_more_than_it_may() {
    let house = House::new().await;
    let interval = TimeDelta::milliseconds(500);
    let take = async |now| {
        let mut connection = house.db.connection().await.unwrap();
        queue::take_place(&mut connection, "kie", interval, 5, now)
            .await
            .unwrap()
    };
    let now = house.clock.now();
    let taken = futures::future::join_all((0..20).map(|_| take(now))).await;
    assert_eq!(taken.iter().filter(|place| place.is_ok()).count(), 5);
    let next = take(now).await.unwrap_err();
    assert_eq!(next, now + interval);
    assert!(take(next).await.is_ok());
    assert!(take(next).await.is_err());
    assert!(take(next + interval * 20).await.is_ok());
}
