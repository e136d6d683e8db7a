//! One process polls, and another takes over whatever happens to it.

use std::time::{Duration, Instant};

use sandbox::telegram::Person;

use super::processes::Cluster;
use crate::process::Installation;

/// What is promised.
const SUCCESSOR_WITHIN: Duration = Duration::from_secs(30);

/// What handing over takes, with room for a slow machine.
const HANDED_OVER_WITHIN: Duration = Duration::from_secs(5);

const LOOK_EVERY: Duration = Duration::from_millis(20);

const UNFINISHED: &str = "select count(*) from telegram_updates where status <> 'done'";

/// How long it takes. What fails next does so when it is written down too: whoever fails in
/// between has it answered twice, as nobody else can know.
async fn is_answered(cluster: &Cluster, person: &Person) -> Duration {
    let asked_at = Instant::now();
    let before = answers(person);
    person.sends("/help");
    cluster.outside.until(|_| answers(person) > before).await;
    let took = asked_at.elapsed();
    let mut looks = tokio::time::interval(LOOK_EVERY);
    while cluster.outside.value(UNFINISHED).await > 0 {
        looks.tick().await;
    }
    took
}

fn answers(person: &Person) -> usize {
    let messages = person.messages().into_iter();
    messages.filter(|message| message.from_bot).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poller_that_fails_in_any_way_has_a_successor() {
    let outside = Installation::prepare().await;
    let mut cluster = Cluster::prepare(outside, &[]).await;
    cluster.add().await;
    let anna = cluster.outside.person(101, "Anna", "en");
    is_answered(&cluster, &anna).await;
    cluster.add().await;
    cluster.until_ready(2).await;

    cluster.process(0).pause().await;
    let took = is_answered(&cluster, &anna).await;
    assert!(took < SUCCESSOR_WITHIN, "{took:?} after a pause");
    cluster.process(0).resume().await;

    cluster.process(1).cable.cut().await;
    let took = is_answered(&cluster, &anna).await;
    assert!(took < SUCCESSOR_WITHIN, "{took:?} after a cut");
    cluster.process(1).cable.mend().await;
    cluster.until_ready(2).await;

    assert!(cluster.terminate(0).await.success());
    let took = is_answered(&cluster, &anna).await;
    assert!(took < HANDED_OVER_WITHIN, "{took:?} after a stop");
    assert_eq!(answers(&anna), 4, "an answer came twice");
    assert_eq!(cluster.outside.telegram.problems(), Vec::<String>::new());
    cluster.stop().await;
}
