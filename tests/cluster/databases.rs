//! Databases that are not PostgreSQL on a quick line: a transaction pooler before it, and one that
//! goes to sleep and cuts off who has been idle.

use std::time::Duration;

use sandbox::{pooler::Pooler, telegram::Person};

use super::{answers, pay, processes::Cluster};
use crate::{
    crash::{assert_ended_well, ended, ready_to_pay},
    process::Installation,
};

/// What a serverless PostgreSQL needs to wake up.
const WAKES_IN: Duration = Duration::from_millis(1500);

/// So often it falls asleep.
const NAPS: usize = 3;

async fn buys_a_set(cluster: &Cluster) {
    let anna = ready_to_pay(&cluster.outside).await;
    pay(&anna).await;
    cluster.outside.until(|outside| ended(outside, &anna)).await;
    assert_ended_well(&cluster.outside, &anna).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn behind_a_transaction_pooler_a_set_is_bought_and_delivered() {
    if !Pooler::is_installed() {
        // CI runs setup.sh, which gets one wherever the system's packages or their sources can be
        // reached: without either there is nothing to test with, and otherwise somebody broke it.
        let is_ci = std::env::var_os("CI").is_some_and(|ci| !ci.is_empty());
        assert!(
            !is_ci || Pooler::is_given_up(),
            "there is no PgBouncer 1.21 or newer, and tests/sandbox/setup.sh pooler did not say why"
        );
        eprintln!("left out: there is no PgBouncer 1.21 or newer (tests/sandbox/setup.sh pooler)");
        return;
    }
    let by_webhook = async {
        let mut outside = Installation::prepare().await;
        let pooler = Pooler::start(outside.database_url()).await.unwrap();
        outside.reach_database_by(pooler.url_of(outside.database_url()).unwrap());
        let cluster = Cluster::start(outside, 2).await;
        buys_a_set(&cluster).await;
        cluster.stop().await;
    };
    let by_polling = async {
        let mut outside = Installation::prepare().await;
        let direct_url = outside.database_url().to_owned();
        let pooler = Pooler::start(&direct_url).await.unwrap();
        outside.reach_database_by(pooler.url_of(&direct_url).unwrap());
        let settings = [("DATABASE_DIRECT_URL", direct_url.as_str())];
        let mut cluster = Cluster::prepare(outside, &settings).await;
        for _ in 0..2 {
            cluster.add().await;
        }
        cluster.until_ready(2).await;
        buys_a_set(&cluster).await;
        cluster.stop().await;
    };
    tokio::join!(by_webhook, by_polling);
}

async fn asks(cluster: &Cluster, anna: &Person) {
    let before = answers(anna).len();
    anna.sends(if before.is_multiple_of(2) {
        "/help"
    } else {
        "/language"
    });
    cluster
        .outside
        .until(|_| answers(anna).len() > before)
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_was_asleep_answers_the_next_tap() {
    let outside = Installation::prepare().await;
    let mut cluster = Cluster::prepare(outside, &[]).await;
    cluster.add().await;
    let anna = cluster.outside.person(101, "Anna", "en");
    asks(&cluster, &anna).await;
    for _ in 0..NAPS {
        let cable = &cluster.process(0).cable;
        // Whoever connects wakes it, and waits.
        cable.stall().await;
        cable.hang_up().await;
        let woken = async {
            tokio::time::sleep(WAKES_IN).await;
            cable.mend().await;
        };
        tokio::join!(asks(&cluster, &anna), woken);
    }
    assert_eq!(answers(&anna).len(), NAPS + 1);
    let errors = cluster.errors(0);
    assert_eq!(errors, Vec::<String>::new());
    cluster.stop().await;
}
