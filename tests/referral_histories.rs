//! A property of the referral books, shown by thousands of random histories: whatever
//! happens in whatever order, every balance is what an independent reckoning in whole
//! kopecks says, and what its own rows say.
//!
//! ```text
//! a history   three people who may bring each other, buy, withdraw, become partners, leave
//! a round     each does one thing, or up to three at once; some die on the way
//! after it    there is an order of what was done at once that explains every answer and
//!             every row, and the query that proves the books finds nothing
//! ```
//! `REFERRAL_HISTORIES` says how many, `REFERRAL_HISTORY_SEED` where the dice begin. A
//! failure names the seed of the history that went wrong and all that happened in it;
//! `REFERRAL_HISTORY_SEED=<that> REFERRAL_HISTORIES=1` draws it again.

mod batch;
mod deeds;
mod dice;
mod facts;
mod model;
mod reckoning;

use self::deeds::Tools;
use crate::world::World;

/// How many histories every run of the tests draws.
const USUAL: u64 = 2000;

/// Where the dice begin unless told otherwise.
const USUAL_SEED: u64 = 20_261_128;

/// So many live in one database at a time; their rows are looked at together.
const BATCH: u64 = 500;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_every_history_a_balance_is_what_was_earned_and_not_paid_out() {
    let count = setting("REFERRAL_HISTORIES").unwrap_or(USUAL);
    let first = setting("REFERRAL_HISTORY_SEED").unwrap_or(USUAL_SEED);
    let world = World::with(|variables| {
        let settings = [
            ("WITHDRAWAL_MIN_RUB", "10"),
            ("WITHDRAWAL_SECOND_APPROVAL_RUB", "100"),
        ];
        variables.extend(settings.map(|(name, value)| (name.to_owned(), value.to_owned())));
    })
    .await;
    // The members of the staff.
    world
        .execute(
            "insert into admin_users (username, password_hash, role, telegram_user_id)
             select 'member ' || number, '', 'operator', number
             from generate_series(1, 9) as number",
        )
        .await;
    let tools = Tools::of(&world);
    let mut done = 0;
    while done < count {
        let size = (count - done).min(BATCH);
        batch::live_through(&world, &tools, first.wrapping_add(done), size).await;
        done += size;
    }
    for what in facts::outcomes(&world).await {
        eprintln!("{what}");
    }
}
