//! Kill -9 of the real binary in the middle of a broadcast, three times: everybody gets it
//! once, and Telegram is never asked for more than it takes.

use std::{collections::BTreeMap, time::Duration};

use crate::process::Installation;

const PEOPLE: i64 = 240;
const FIRST: i64 = 5001;

/// The shares of all letters, in percent, after which it is killed.
const KILLS: [i64; 3] = [20, 40, 60];

/// What is written down last changes nothing at Telegram that could be waited for.
const LOOK_EVERY: Duration = Duration::from_millis(50);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_three_times_it_goes_on_where_it_was() {
    let mut installation = Installation::prepare_with_flood_limits().await;
    installation.telegram.crowd(FIRST..FIRST + PEOPLE);
    installation
        .execute(
            "with added as (
                 insert into users (telegram_user_id) select generate_series(5001, 5240) returning id
             ), people as (
                 insert into user_settings (user_id, language) select id, 'en' from added
             ), broadcast as (
                 insert into broadcasts (status, audience, made_by_name, created_at, starts_at)
                 values ('scheduled', '{\"group\": \"everyone\"}', 'Olga', '2026-03-02', '2026-03-02')
                 returning id
             )
             insert into broadcast_letters (broadcast_id, language, html)
             select id, 'en', 'Twelve <b>new styles</b> are here' from broadcast",
        )
        .await;
    installation.restart();
    for percent in KILLS {
        let count = usize::try_from(PEOPLE * percent / 100).unwrap();
        installation
            .until(|installation| sent(installation) >= count)
            .await;
        installation.kill().await;
        installation.restart();
    }
    let left = "select count(*) from broadcast_recipients where status in ('waiting', 'sending')";
    let mut looks = tokio::time::interval(LOOK_EVERY);
    while installation.value(left).await > 0 {
        looks.tick().await;
    }
    let unknown = "select count(*) from broadcast_recipients where status = 'unknown'";
    let unknown = usize::try_from(installation.value(unknown).await).unwrap();
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for count in installation
        .telegram
        .counts_of_letters(FIRST..FIRST + PEOPLE)
    {
        *counts.entry(count).or_default() += 1;
    }
    assert!(counts.keys().all(|count| *count <= 1), "{counts:?}");
    let without = counts.get(&0).copied().unwrap_or_default();
    assert!(without <= unknown, "{without} without, {unknown} unknown");
    assert!(unknown <= 16 * KILLS.len(), "{unknown} unknown");
    assert_eq!(installation.telegram.flood_violations(), 0);
    assert_eq!(installation.telegram.problems(), Vec::<String>::new());
    installation.stop().await;
}

fn sent(installation: &Installation) -> usize {
    let ids = FIRST..FIRST + PEOPLE;
    installation.telegram.counts_of_letters(ids).iter().sum()
}
