//! A property of all money, shown by thousands of random histories: whatever
//! happens in whatever order, what came in is what is owed or delivered plus what
//! went back, for each provider and to the kopeck, the Star and the nano.
//!
//! ```text
//! a history   one person with an avatar, a stranger, one way to pay, and a dice
//! a batch     some dozens of them in one world, racing each other
//! a round     each does one thing; then jobs run, time passes, things break
//! the end     whatever is broken heals, and time goes by until nothing is left to do
//! ```
//! `HISTORIES` says how many, `HISTORY_SEED` where the dice begin. A failure names
//! the seed of the history that went wrong and all that happened in it;
//! `HISTORY_SEED=<that> HISTORIES=1` draws it again.

mod backstage;
mod bank;
mod batch;
mod books;
mod coins;
mod facts;
mod patrons;
mod post;
mod regressions;
mod shared;
mod stars;
mod weather;

use self::batch::Town;

/// How many histories every run of the tests draws.
const USUAL: u64 = 2000;

/// Where the dice begin unless told otherwise: a red run is then the doing of what
/// was changed. New histories are drawn with `HISTORY_SEED`.
const USUAL_SEED: u64 = 20_261_125;

/// So many race each other.
const BATCH: u64 = 400;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_every_history_the_money_is_owed_delivered_or_back() {
    let count = setting("HISTORIES").unwrap_or(USUAL);
    let first = setting("HISTORY_SEED").unwrap_or(USUAL_SEED);
    let mut town = Town::build().await;
    let mut seed = first;
    let mut left = count;
    while left > 0 {
        let size = left.min(BATCH);
        town.live_through(seed, size).await;
        seed = seed.wrapping_add(size);
        left -= size;
    }
    town.ends_well().await;
}
