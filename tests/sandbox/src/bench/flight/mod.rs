//! Hundreds and thousands of sets in flight: what each takes of the process in memory and time, and
//! how long somebody waits for their album meanwhile.
//!
//! Kie takes two new photos a second, so that 5,000 sets would be under way for ten hours. They are
//! written down instead, as they stand in the middle of that; neither Kie's pace nor Telegram's is
//! lifted. Of a few sets nothing is missing but the last photo, and those are finished one after the
//! other.

mod seed;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use futures::future;
use tokio::time::timeout;

use self::seed::Wave;
use super::{
    PATIENCE, PHOTOS,
    customer::Customer,
    figures::{Figure, Table, Unit, percentile},
    goals::Goal,
    installation::Installation,
    process::Bot,
    until,
};

/// By then what a start alone takes is over.
const SETTLE: Duration = Duration::from_secs(15);

/// How long the process is watched: half of the minute in which each person's progress is due.
const WATCH: Duration = Duration::from_secs(30);

/// Kie takes, and so finishes, two photos a second: a set in seven and a half. Twice as fast, lest
/// it take too long.
const FINISH_EVERY: Duration = Duration::from_millis(3750);

/// Sets that have photos and have not ended.
const UNTOLD: &str =
    "select count(*) from generation_jobs where notified_at is null and completed_photos > 0";

/// How the process was with so many sets in flight.
#[derive(Clone, Copy, Debug)]
struct Look {
    sets: u32,
    /// Megabytes.
    resident: f64,
    portrait_bytes: usize,
}

/// With each number of sets, each on an installation of its own.
pub async fn measure(binary: &Path, sizes: &[u32], table: &mut Table<'_>) -> Result<()> {
    let mut looks = Vec::new();
    for sets in sizes {
        // Telegram checks the pace here, as it does outside.
        let installation = Installation::start(binary.to_owned(), true).await?;
        installation.migrate().await?;
        looks.push(measure_one(&installation, *sets, table).await?);
        print!("{}", installation.complaints()?);
        installation.close()?;
    }
    if let Some(slope) = slope(&looks) {
        let what = "memory for each further set in flight";
        table.add(&Figure::new(what, Unit::Kilobytes, slope).of(Goal::MemoryPerSet));
    }
    table.note(format!(
        "In flight: {PHOTOS} photos a set, as many at Kie as it makes in three minutes, the others \
         waiting for their turn. An album has up to ten portraits of {:.1} MB.",
        looks.first().map_or(0, |look| look.portrait_bytes) as f64 / 1_000_000.0
    ));
    Ok(())
}

async fn measure_one(
    installation: &Installation,
    sets: u32,
    table: &mut Table<'_>,
) -> Result<Look> {
    eprintln!("Writing {sets} sets in flight down …");
    let wave = Wave::of(sets);
    let portrait_bytes = wave.write(installation).await?;
    let bot = installation.run()?;
    tokio::time::sleep(SETTLE).await;
    let (cpu, begun_at) = (bot.cpu()?, Instant::now());
    bot.forget_peak()?;
    tokio::time::sleep(WATCH).await;
    let share = (bot.cpu()? - cpu).as_secs_f64() / begun_at.elapsed().as_secs_f64();
    let memory = bot.memory()?;
    let what = format!("memory with {sets} sets in flight, peak");
    table.add(&Figure::new(what, Unit::Megabytes, memory.peak).of(Goal::MemoryInFlight));
    let by_set = 1000.0 * memory.resident / f64::from(sets);
    let what = "  all of the process's memory, by set";
    table.add(&Figure::new(what, Unit::Kilobytes, by_set));
    let by_set = 60_000.0 * share / f64::from(sets);
    let what = "  the bot's CPU, by set and minute";
    table.add(&Figure::new(what, Unit::Milliseconds, by_set));
    let what = "  of one processor";
    table.add(&Figure::new(what, Unit::Percent, 100.0 * share));
    finish(installation, &bot, &wave, sets, table).await?;
    let refusals = installation.telegram.flood_violations() as f64;
    table.add(&Figure::new("  answers 429", Unit::Count, refusals).of(Goal::Refusals));
    bot.stop().await?;
    Ok(Look {
        sets,
        resident: memory.resident,
        portrait_bytes,
    })
}

/// Lets the sets end of which only one photo is missing, while all others are in flight.
async fn finish(
    installation: &Installation,
    bot: &Bot,
    wave: &Wave,
    sets: u32,
    table: &mut Table<'_>,
) -> Result<()> {
    bot.forget_peak()?;
    let waits = wave
        .nearly_done()
        .zip(0..)
        .map(|(person, number)| async move {
            tokio::time::sleep(FINISH_EVERY * number).await;
            wait_for_album(installation, person).await
        });
    let times = future::try_join_all(waits).await?;
    until("all albums and closing words", || {
        (installation.count(UNTOLD).ok()? == 0).then_some(())
    })
    .await?;
    let what = format!("Kie's success to the album, {sets} sets in flight, median");
    table.add(&Figure::time(what, percentile(&times, 0.5)).of(Goal::Album));
    table.add(&Figure::time("  the slowest", percentile(&times, 1.0)));
    let what = format!("  memory while {} albums are sent, peak", times.len());
    let peak = bot.memory()?.peak;
    table.add(&Figure::new(what, Unit::Megabytes, peak).of(Goal::MemoryInDelivery));
    Ok(())
}

async fn wait_for_album(installation: &Installation, person: i64) -> Result<Duration> {
    let customer = Customer::enters(&installation.telegram, person);
    let mut changes = installation.telegram.subscribe();
    let called_at = Instant::now();
    installation.kie.finish(&seed::task_name(person, PHOTOS))?;
    let arrived = async {
        while customer.portraits() == 0 {
            changes.changed().await.context("the fake is gone")?;
        }
        anyhow::Ok(called_at.elapsed())
    };
    timeout(PATIENCE, arrived)
        .await
        .context("waited for an album in vain")?
}

/// Kilobytes for each set, between the fewest and the most. None of one size alone.
fn slope(looks: &[Look]) -> Option<f64> {
    let (first, last) = (looks.first()?, looks.last()?);
    let further = f64::from(last.sets) - f64::from(first.sets);
    (further > 0.0).then(|| 1000.0 * (last.resident - first.resident) / further)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slope_is_what_each_further_set_takes() {
        let look = |sets, resident| Look {
            sets,
            resident,
            portrait_bytes: 0,
        };
        let looks = [look(200, 40.0), look(1000, 39.0), look(5200, 50.0)];
        assert_eq!(slope(&looks), Some(2.0));
        assert_eq!(slope(&looks[..1]), None);
        assert_eq!(slope(&[]), None);
    }
}
