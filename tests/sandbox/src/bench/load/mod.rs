//! Many people at once: PinGlass beside a bare teloxide bot on the same machine, the same database
//! server and the same load, turn by turn, so that whatever else the machine does falls on both.
//!
//! People are written down by `seed`, act in `crowd`, and reach the bots by `api` and `webhook`.

mod api;
mod cell;
mod crowd;
mod people;
mod report;
mod seed;
mod side;
mod updates;
mod webhook;

use std::{path::Path, time::Duration};

use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

use self::{
    cell::Cell,
    people::Act,
    seed::Tables,
    side::{Running, Side},
};
use super::{goals::Score, installation::Installation};
use crate::fill;

pub use self::side::Transport;

/// More sitters or payers than this do not get through in a second.
const MOST_PER_SECOND: i64 = 3000;

/// The messages that one person sends at once, and how many others are there.
const FLOOD: usize = 200;
const OTHERS: usize = 50;
const FLOOD_WATCH: Duration = Duration::from_secs(5);

const MANY_PROCESSES: [usize; 2] = [2, 4];

/// How the load is measured.
#[derive(Debug, Clone, clap::Args)]
pub struct LoadOptions {
    /// How many people are there at once
    #[arg(long, value_delimiter = ',', default_values_t = [50, 500])]
    at_once: Vec<usize>,
    /// How updates come
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Transport::Polling, Transport::Webhook])]
    by: Vec<Transport>,
    /// What people do
    #[arg(long, value_delimiter = ',', value_enum, default_values_t = [Act::Start, Act::Taps, Act::Photos, Act::Checkout])]
    acts: Vec<Act>,
    /// How long each look takes
    #[arg(long, default_value_t = 2)]
    seconds: u16,
    /// How many looks at each bot, turn by turn; medians are printed
    #[arg(long, default_value_t = 3)]
    rounds: u16,
    /// How many people the large database has
    #[arg(long, default_value_t = 1_000_000)]
    filled: u64,
}

impl LoadOptions {
    fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds.into())
    }

    /// How many people are there where their number is not what is looked at.
    fn first_crowd(&self) -> usize {
        self.at_once.first().copied().unwrap_or(OTHERS)
    }

    /// Sitters and payers for so many series of looks.
    fn prepared(&self, series: usize) -> i64 {
        let seconds = i64::from(self.rounds) * i64::from(self.seconds + 1);
        MOST_PER_SECOND * seconds * i64::try_from(series).unwrap_or(i64::MAX)
    }
}

/// Both bots, by each transport, with each number of people.
pub async fn compare(binary: &Path, options: &LoadOptions, score: &mut Score) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), false).await?;
    installation.migrate().await?;
    let prepared = options.prepared(options.at_once.len() * options.by.len());
    let ours = Side::prepare(&installation, Tables::PinGlass, prepared).await?;
    let theirs = Side::prepare(&installation, Tables::Bare, prepared).await?;
    for transport in &options.by {
        let our_bot = ours.run(&installation, *transport, 1).await?;
        let their_bot = theirs.run(&installation, *transport, 1).await?;
        for people in &options.at_once {
            let place = format!("{people} people at once, {transport:?}");
            report::heading(&place, "bare");
            for act in options.acts.iter().copied() {
                let mut cells = (Vec::new(), Vec::new());
                for _ in 0..options.rounds {
                    let (load, duration) = ((act, *people), options.duration());
                    let cell = cell::look(&installation, &ours, &our_bot, load, duration);
                    cells.0.push(cell.await?);
                    let cell = cell::look(&installation, &theirs, &their_bot, load, duration);
                    cells.1.push(cell.await?);
                }
                let (ours, theirs) = (Cell::median(&cells.0), Cell::median(&cells.1));
                report::act((act, &place), &ours, &theirs, score);
            }
        }
        our_bot.stop().await?;
        their_bot.stop().await?;
    }
    verify(&installation, &ours).await?;
    verify(&installation, &theirs).await?;
    finish(installation)
}

/// One chat sends very much at once; what do others notice?
pub async fn flood(binary: &Path, options: &LoadOptions, score: &mut Score) -> Result<()> {
    for transport in &options.by {
        // What is left of one flood would be part of the next.
        let installation = Installation::start(binary.to_owned(), false).await?;
        installation.migrate().await?;
        let mut cells = Vec::new();
        for tables in [Tables::PinGlass, Tables::Bare] {
            let side = Side::prepare(&installation, tables, 0).await?;
            let bot = side.run(&installation, *transport, 1).await?;
            cells.push(flood_one(&installation, &side, &bot).await?);
            bot.stop().await?;
        }
        let title = format!("{FLOOD} messages of one chat, {OTHERS} others, {transport:?}");
        report::heading(&title, "bare");
        if let [ours, theirs] = cells.as_slice() {
            report::flood(&title, ours, theirs, score);
        }
        finish(installation)?;
    }
    Ok(())
}

async fn flood_one(installation: &Installation, side: &Side, bot: &Running) -> Result<Cell> {
    let load = (Act::Taps, OTHERS);
    cell::look(installation, side, bot, load, Duration::from_secs(1)).await?;
    side.crowd.comes(Act::Taps, OTHERS);
    side.crowd.floods(FLOOD);
    let cell = cell::watch(installation, &side.crowd, bot, FLOOD_WATCH).await?;
    side.crowd.leaves().await?;
    Ok(cell)
}

/// PinGlass with nearly nobody in its database, and with very many, turn by turn.
pub async fn growth(binary: &Path, options: &LoadOptions, score: &mut Score) -> Result<()> {
    let small = Grown::begin(binary, options).await?;
    let large = Grown::begin(binary, options).await?;
    let people = options.filled;
    let photos = people * fill::PHOTOS_PER_PERSON;
    eprintln!("Writing {people} people, {photos} photos and {people} payments …");
    let mut connection = PgConnection::connect(&large.installation.database_url())
        .await
        .context("cannot reach the database")?;
    fill::fill(&mut connection, people).await?;
    drop(connection);
    let small_bot = small.run().await?;
    let large_bot = large.run().await?;
    let title = format!("{people} people in the database");
    report::heading(&title, "nearly none");
    for act in options.acts.iter().copied() {
        let mut cells = (Vec::new(), Vec::new());
        for _ in 0..options.rounds {
            cells.0.push(large.look(&large_bot, act, options).await?);
            cells.1.push(small.look(&small_bot, act, options).await?);
        }
        let (large, small) = (Cell::median(&cells.0), Cell::median(&cells.1));
        report::growth((act, &title), &large, &small, score);
    }
    large_bot.stop().await?;
    small_bot.stop().await?;
    large.end().await?;
    small.end().await
}

/// PinGlass with a database server of its own.
struct Grown {
    installation: Installation,
    side: Side,
}

impl Grown {
    async fn begin(binary: &Path, options: &LoadOptions) -> Result<Self> {
        let installation = Installation::start(binary.to_owned(), false).await?;
        installation.migrate().await?;
        let prepared = options.prepared(1);
        let side = Side::prepare(&installation, Tables::PinGlass, prepared).await?;
        Ok(Self { installation, side })
    }

    async fn run(&self) -> Result<Running> {
        let (side, installation) = (&self.side, &self.installation);
        side.run(installation, Transport::Polling, 1).await
    }

    async fn look(&self, bot: &Running, act: Act, options: &LoadOptions) -> Result<Cell> {
        let load = (act, options.first_crowd());
        cell::look(
            &self.installation,
            &self.side,
            bot,
            load,
            options.duration(),
        )
        .await
    }

    async fn end(self) -> Result<()> {
        verify(&self.installation, &self.side).await?;
        finish(self.installation)
    }
}

/// PinGlass as one process and as several, behind one webhook.
pub async fn processes(binary: &Path, options: &LoadOptions) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), false).await?;
    installation.migrate().await?;
    let series = 1 + MANY_PROCESSES.len();
    let side = Side::prepare(&installation, Tables::PinGlass, options.prepared(series)).await?;
    let mut one = Vec::new();
    for count in std::iter::once(1).chain(MANY_PROCESSES) {
        let bot = side.run(&installation, Transport::Webhook, count).await?;
        if count > 1 {
            report::heading(&format!("{count} processes, Webhook"), "one");
        }
        for (index, act) in options.acts.iter().copied().enumerate() {
            let cell = median_of_looks(&installation, &side, &bot, act, options).await?;
            match one.get(index) {
                Some(one) => report::processes(act, &cell, one),
                None => one.push(cell),
            }
        }
        bot.stop().await?;
    }
    verify(&installation, &side).await?;
    finish(installation)
}

async fn median_of_looks(
    installation: &Installation,
    side: &Side,
    bot: &Running,
    act: Act,
    options: &LoadOptions,
) -> Result<Cell> {
    let mut cells = Vec::new();
    for _ in 0..options.rounds {
        let load = (act, options.first_crowd());
        cells.push(cell::look(installation, side, bot, load, options.duration()).await?);
    }
    Ok(Cell::median(&cells))
}

async fn verify(installation: &Installation, side: &Side) -> Result<()> {
    let url = installation.database_url();
    seed::verify(&url, side.tables, side.crowd.answered()).await
}

fn finish(installation: Installation) -> Result<()> {
    print!("{}", installation.complaints()?);
    installation.close()
}
