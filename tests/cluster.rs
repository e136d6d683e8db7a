//! Several processes against one database: any of them may be killed, stand still or lose the
//! database, while people chat and buy.

mod databases;
mod limits;
mod polling;
mod processes;
mod rolling;

use std::time::Duration;

use sandbox::telegram::{PaymentState, Person};

use self::processes::Cluster;
use crate::{
    crash::{assert_ended_well, ended, ready_to_pay},
    process::Installation,
};

/// What happens to one of two processes.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Killed,
    /// For longer than its leases last.
    Paused,
    CutOff,
    /// The database is there and says nothing.
    Stalled,
}

/// Longer than `LEASE_SECS` of the tests' processes.
const TROUBLE_LASTS: Duration = Duration::from_secs(4);

/// So often somebody else asks for two things in turn meanwhile.
const TURNS: usize = 6;

async fn befalls(trouble: Trouble, cluster: &mut Cluster) {
    match trouble {
        Trouble::Killed => {
            cluster.kill(0).await;
            cluster.add().await;
        }
        Trouble::Paused => {
            cluster.process(0).pause().await;
            tokio::time::sleep(TROUBLE_LASTS).await;
            cluster.process(0).resume().await;
        }
        Trouble::CutOff => {
            cluster.process(0).cable.cut().await;
            tokio::time::sleep(TROUBLE_LASTS).await;
            cluster.process(0).cable.mend().await;
        }
        Trouble::Stalled => {
            cluster.process(0).cable.stall().await;
            tokio::time::sleep(TROUBLE_LASTS).await;
            cluster.process(0).cable.mend().await;
        }
    }
}

async fn pay(anna: &Person) {
    loop {
        let attempt = anna.pays().unwrap();
        // Whoever was not charged, as the answer never came, tries again.
        if let PaymentState::Charged { .. } = attempt.settled().await {
            return;
        }
    }
}

/// Asks for two things in turn, faster than they are answered.
fn asks_in_turn(boris: &Person) {
    for _ in 0..TURNS {
        boris.sends("/help");
        boris.sends("/language");
    }
}

/// The answers, as the commands that they answer; the same one twice in a row counts once, as
/// whoever was killed just after it was sent can't know.
fn answers(boris: &Person) -> Vec<&'static str> {
    let messages = boris.messages().into_iter();
    let mut answers: Vec<_> = messages
        .filter(|message| message.from_bot)
        .map(|message| {
            let offers_languages = message
                .labels()
                .iter()
                .any(|label| label.contains("English"));
            if offers_languages {
                "/language"
            } else {
                "/help"
            }
        })
        .collect();
    answers.dedup();
    answers
}

async fn survives(trouble: Trouble) {
    let mut cluster = Cluster::start(Installation::prepare().await, 2).await;
    let anna = ready_to_pay(&cluster.outside).await;
    let boris = cluster.outside.person(102, "Boris", "en");
    asks_in_turn(&boris);
    let (paid, ()) = {
        let paying = tokio::spawn({
            let anna = anna.clone();
            async move { pay(&anna).await }
        });
        (paying, befalls(trouble, &mut cluster).await)
    };
    paid.await.unwrap();
    let expected = ["/help", "/language"].repeat(TURNS);
    cluster
        .outside
        .until(|outside| ended(outside, &anna) && answers(&boris).len() >= expected.len())
        .await;
    assert_eq!(answers(&boris), expected, "{trouble:?}");
    assert_ended_well(&cluster.outside, &anna).await;
    cluster.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_processes_may_fail_in_any_way_while_people_chat_and_buy() {
    let troubles = [
        Trouble::Killed,
        Trouble::Paused,
        Trouble::CutOff,
        Trouble::Stalled,
    ];
    futures::future::join_all(troubles.map(survives)).await;
}
