//! How long a person waits who wrote while the bot was down: from the start of the process to the
//! answer at Telegram, the tables being there already.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::time::timeout;

use super::{
    PATIENCE,
    customer::Customer,
    figures::{Figure, Table, percentile},
    goals::Goal,
    installation::Installation,
};

pub const RUNS: i64 = 10;

pub async fn measure(installation: &Installation, table: &mut Table<'_>) -> Result<()> {
    let mut times = Vec::new();
    for run in 0..RUNS {
        times.push(start_once(installation, 101 + run).await?);
    }
    let median = percentile(&times, 0.5);
    let longest = percentile(&times, 1.0);
    table.add(&Figure::time("start to the first answered update, median", median).of(Goal::Start));
    table.add(&Figure::time("  the slowest of ten starts", longest));
    Ok(())
}

async fn start_once(installation: &Installation, id: i64) -> Result<Duration> {
    let customer = Customer::enters(&installation.telegram, id);
    customer.person.sends("/start");
    let mut changes = installation.telegram.subscribe();
    let started_at = Instant::now();
    let bot = installation.run()?;
    let answered = async {
        while customer.person.last_from_bot().is_none() {
            changes.changed().await.context("the fake is gone")?;
        }
        anyhow::Ok(started_at.elapsed())
    };
    let time = timeout(PATIENCE, answered)
        .await
        .context("waited for the first answer in vain")??;
    bot.stop().await?;
    Ok(time)
}
