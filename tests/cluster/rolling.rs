//! Processes stop in time, whatever the database does, and all are replaced one after the other
//! under load, and nobody notices.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use sandbox::{
    balancer::Counts,
    telegram::{Person, Telegram},
};

use super::processes::Cluster;
use crate::process::Installation;

const PEOPLE: i64 = 5;

/// A little more than the time between two claims.
const LOOKS_EVERY: Duration = Duration::from_millis(1500);

/// With the last of the traces, within 30 s.
const STOPS_WITHIN: Duration = Duration::from_secs(27);

fn answers(person: &Person) -> usize {
    let messages = person.messages().into_iter();
    messages.filter(|message| message.from_bot).count()
}

/// Asks again as soon as the answer is there, until it is over; each is answered once.
async fn asks_on_and_on(telegram: Telegram, person: Person, is_over: Arc<AtomicBool>) -> usize {
    let mut changes = telegram.subscribe();
    let mut asked = 0;
    while !is_over.load(Ordering::SeqCst) {
        person.sends("/help");
        asked += 1;
        while answers(&person) < asked {
            changes.changed().await.unwrap();
        }
        assert_eq!(answers(&person), asked, "an answer came twice");
    }
    asked
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rolling_restart_under_load_fails_no_request() {
    let mut cluster = Cluster::start(Installation::prepare().await, 2).await;
    let telegram = &cluster.outside.telegram;
    let is_over = Arc::new(AtomicBool::new(false));
    let mut asking = tokio::task::JoinSet::new();
    for id in 101..101 + PEOPLE {
        let person = cluster.outside.person(id, "Anna", "en");
        asking.spawn(asks_on_and_on(
            telegram.clone(),
            person,
            Arc::clone(&is_over),
        ));
    }
    for _ in 0..2 {
        cluster.add().await;
        cluster.until_ready(3).await;
        assert!(cluster.terminate(0).await.success());
    }
    is_over.store(true, Ordering::SeqCst);
    let asked: usize = asking.join_all().await.into_iter().sum();
    let counts = cluster.balancer.counts();
    let expected = Counts {
        requests: u64::try_from(asked).unwrap(),
        failed: 0,
        refused: 0,
    };
    assert_eq!(counts, expected);
    assert_eq!(cluster.outside.telegram.problems(), Vec::<String>::new());
    cluster.stop().await;
}

/// Claims, books, measures and jobs ask the database on and on, so something always waits for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_stops_in_time_also_when_the_database_is_away_or_says_nothing() {
    let mut cluster = Cluster::start(Installation::prepare().await, 2).await;
    cluster.process(0).cable.cut().await;
    cluster.process(1).cable.stall().await;
    // By then each has found out.
    tokio::time::sleep(LOOKS_EVERY).await;
    let asked_at = Instant::now();
    for ended in cluster.terminate_all().await {
        assert!(ended.success());
    }
    assert!(
        asked_at.elapsed() < STOPS_WITHIN,
        "{:?}",
        asked_at.elapsed()
    );
    cluster.stop().await;
}
