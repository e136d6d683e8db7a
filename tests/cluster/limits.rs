//! Telegram's limits hold for all processes together: its fake counts what arrives from any.

use chrono::TimeDelta;
use sandbox::telegram::{Person, SeenMessage};

use super::processes::Cluster;
use crate::process::Installation;

/// More at once than a second has room for.
const PEOPLE: i64 = 60;

/// One of them asks more often than their chat has room for at once.
const HASTY: i64 = 101;
const IN_HASTE: usize = 5;

/// The last of those answers comes so much later than the first.
const KEPT_APART: TimeDelta = TimeDelta::milliseconds(900);

/// Who gets letters meanwhile.
const CROWD: std::ops::Range<i64> = 500_001..500_061;

const BROADCAST: &str = "
    insert into users (telegram_user_id) select generate_series(500001, 500060);
    insert into user_settings (user_id, language) select id, 'en' from users
    on conflict do nothing;
    insert into broadcasts (status, audience, made_by_name, created_at, starts_at)
    values ('scheduled', '{\"group\": \"everyone\"}', 'test', current_timestamp, current_timestamp);
    insert into broadcast_letters (broadcast_id, language, html)
    select id, 'en', 'News' from broadcasts;
";

/// The answers to `/help`: who asks early enough gets the letter too.
fn answers(person: &Person) -> Vec<SeenMessage> {
    let messages = person.messages().into_iter();
    messages
        .filter(|message| message.from_bot && message.text.contains("How it works"))
        .collect()
}

async fn processes_send_as_much_as_one_may(count: usize) {
    let outside = Installation::prepare_with_flood_limits().await;
    outside.telegram.crowd(CROWD);
    outside.run(BROADCAST).await;
    let cluster = Cluster::start(outside, count).await;
    let people: Vec<Person> = (HASTY..HASTY + PEOPLE)
        .map(|id| cluster.outside.person(id, "Anna", "en"))
        .collect();
    for person in &people {
        person.sends("/help");
    }
    for _ in 1..IN_HASTE {
        people[0].sends("/help");
    }
    cluster
        .outside
        .until(|outside| {
            let letters: usize = outside.telegram.counts_of_letters(CROWD).iter().sum();
            letters == CROWD.count()
                && answers(&people[0]).len() == IN_HASTE
                && people[1..].iter().all(|person| answers(person).len() == 1)
        })
        .await;
    assert_eq!(cluster.outside.telegram.flood_violations(), 0, "of {count}");
    let answers = answers(&people[0]);
    let times: Vec<_> = answers.iter().map(|message| message.date).collect();
    let apart = *times.last().unwrap() - times[0];
    assert!(apart >= KEPT_APART, "{apart} of {count}");
    cluster.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_and_four_processes_together_never_send_too_much() {
    let all = [2, 4].map(processes_send_as_much_as_one_may);
    futures::future::join_all(all).await;
}
