//! The answer that a buyer waits for, while everybody writes to the bot: half of all people press Pay
//! at the same moment, with 1,000 messages before them.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::Result;
use chrono::{DateTime, Utc};

use super::{
    LOOK_EVERY,
    customer::Customer,
    figures::{Figure, Table, percentile},
    goals::Goal,
    installation::Installation,
};

const UPDATES: usize = 1000;

/// After ten seconds Telegram gives a payment up.
const TELEGRAM_WAITS: Duration = Duration::from_secs(11);

const UNHANDLED: &str =
    "select count(*) from telegram_updates where status in ('waiting', 'running')";

/// Those who pay here; the rest pay later.
pub fn payers(customers: &[Customer]) -> &[Customer] {
    &customers[..customers.len() / 2]
}

pub async fn measure(
    installation: &Installation,
    customers: &[Customer],
    table: &mut Table<'_>,
) -> Result<()> {
    let payers = payers(customers);
    let charged_before = installation.telegram.star_transactions().len();
    for customer in customers.iter().cycle().take(UPDATES) {
        customer.person.sends("Hello, is anybody there?");
    }
    let mut pressed = BTreeMap::new();
    for customer in payers {
        pressed.insert(customer.person.id(), now());
        customer.person.pays()?;
    }
    let deadline = Instant::now() + TELEGRAM_WAITS;
    let charges = loop {
        let mut charges = installation.telegram.star_transactions();
        charges.drain(..charged_before);
        if charges.len() == payers.len() || Instant::now() > deadline {
            break charges;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    };
    let unhandled = installation.count(UNHANDLED)?;
    let mut times: Vec<Duration> = charges
        .iter()
        .filter_map(|charge| (charge.date - *pressed.get(&charge.user_id)?).to_std().ok())
        .collect();
    let refused = payers.len() - times.len();
    times.resize(payers.len(), TELEGRAM_WAITS);
    let (median, slowest) = (percentile(&times, 0.5), percentile(&times, 0.99));
    table.add(
        &Figure::time("pre-checkout p99 with 1,000 updates waiting", slowest)
            .of(Goal::CheckoutBehindQueue),
    );
    table.add(&Figure::time("  median", median));
    table.note(format!(
        "Pre-checkout: {} people press Pay at once behind {UPDATES} messages; {refused} were not \
         charged; {unhandled} updates still waited when the last was answered.",
        payers.len()
    ));
    Ok(())
}

/// By the clock of the fake, whose transactions are compared with it.
#[expect(
    clippy::disallowed_methods,
    reason = "the fake dates its transactions by the real clock"
)]
fn now() -> DateTime<Utc> {
    Utc::now()
}
