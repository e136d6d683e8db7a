//! One bot under one kind of load for a few seconds, and the median of several such looks.

use std::time::{Duration, Instant};

use anyhow::Result;

use super::{
    super::{cpu, figures::percentile, installation::Installation},
    crowd::Crowd,
    people::{Act, Seen},
    side::{Running, Side},
};

/// By then the first wave is over, and everybody waits for something else.
const RAMP: Duration = Duration::from_millis(500);

/// What was measured; less is better but for the first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    pub updates_per_second: f64,
    /// Milliseconds.
    pub p50: f64,
    pub p99: f64,
    /// Milliseconds to the answer whether somebody may pay.
    pub checkout_p50: f64,
    pub checkout_p99: f64,
    /// Milliseconds on a processor for each update: the bot, the database.
    pub cpu: f64,
    pub database_cpu: f64,
    /// What the largest process needs at the end, in megabytes.
    pub memory: f64,
    /// The share of all that was taken of the processors by the load itself.
    pub load_share: f64,
}

impl Cell {
    /// Each figure's median.
    pub fn median(cells: &[Self]) -> Self {
        let of = |figure: fn(&Self) -> f64| {
            let mut values: Vec<f64> = cells.iter().map(figure).collect();
            values.sort_by(f64::total_cmp);
            values.get(values.len() / 2).copied().unwrap_or_default()
        };
        Self {
            updates_per_second: of(|cell| cell.updates_per_second),
            p50: of(|cell| cell.p50),
            p99: of(|cell| cell.p99),
            checkout_p50: of(|cell| cell.checkout_p50),
            checkout_p99: of(|cell| cell.checkout_p99),
            cpu: of(|cell| cell.cpu),
            database_cpu: of(|cell| cell.database_cpu),
            memory: of(|cell| cell.memory),
            load_share: of(|cell| cell.load_share),
        }
    }
}

/// Lets people come, watches them for a while and lets them leave.
pub async fn look(
    installation: &Installation,
    side: &Side,
    running: &Running,
    (act, people): (Act, usize),
    duration: Duration,
) -> Result<Cell> {
    side.crowd.comes(act, people);
    tokio::time::sleep(RAMP).await;
    let cell = watch(installation, &side.crowd, running, duration).await?;
    side.crowd.leaves().await?;
    Ok(cell)
}

/// Watches whoever is there.
pub async fn watch(
    installation: &Installation,
    crowd: &Crowd,
    running: &Running,
    duration: Duration,
) -> Result<Cell> {
    let before = Spent::look(installation, running)?;
    let begun_at = Instant::now();
    crowd.watch();
    tokio::time::sleep(duration).await;
    let seen = crowd.seen();
    let elapsed = begun_at.elapsed();
    let after = Spent::look(installation, running)?;
    Ok(Cell {
        memory: running.memory()?,
        ..reckon(&seen, elapsed, before, after)
    })
}

/// Processor time so far.
#[derive(Clone, Copy)]
struct Spent {
    bot: Duration,
    database: Duration,
    load: Duration,
}

impl Spent {
    fn look(installation: &Installation, running: &Running) -> Result<Self> {
        Ok(Self {
            bot: running.cpu()?,
            database: installation.database_cpu()?,
            load: cpu::of_process(std::process::id())?,
        })
    }
}

fn reckon(seen: &Seen, elapsed: Duration, before: Spent, after: Spent) -> Cell {
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    let bot = milliseconds(after.bot - before.bot);
    let database = milliseconds(after.database.saturating_sub(before.database));
    let load = milliseconds(after.load - before.load);
    let updates = f64::from(seen.updates.max(1));
    Cell {
        updates_per_second: f64::from(seen.updates) / elapsed.as_secs_f64(),
        p50: milliseconds(percentile(&seen.times, 0.5)),
        p99: milliseconds(percentile(&seen.times, 0.99)),
        checkout_p50: milliseconds(percentile(&seen.checkouts, 0.5)),
        checkout_p99: milliseconds(percentile(&seen.checkouts, 0.99)),
        cpu: bot / updates,
        database_cpu: database / updates,
        memory: 0.0,
        load_share: load / (bot + database + load).max(1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slow_look_does_not_move_the_median() {
        let cell = |cpu| Cell {
            cpu,
            ..Cell::default()
        };
        let median = Cell::median(&[cell(0.3), cell(9.0), cell(0.2)]);
        assert!((median.cpu - 0.3).abs() < f64::EPSILON);
    }
}
