//! `sandbox bench`: what the real bot takes in time and memory, on the machine at hand.
//!
//! The bot is a process of its own beside a PostgreSQL with its usual durability. The fakes share
//! the processors with it, so that what is measured is an upper bound. All parts run one after the
//! other, and one table at the end tells which goals are met; `--only` repeats a part.

mod cpu;
mod customer;
mod figures;
mod goals;
mod installation;
mod process;

mod broadcast;
mod callback;
mod checkout;
mod flight;
mod group;
mod load;
mod photo;
mod sets;
mod start;

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::{Result, bail, ensure};
use clap::ValueEnum;
use futures::future;

use self::{
    customer::{Customer, photos},
    figures::{Figure, Table, Unit},
    goals::{Goal, Score},
    installation::Installation,
};
use crate::binary;

/// Those whose deliveries are timed one after the other.
const TIMED_PEOPLE: i64 = 5;

/// The size of a standard set.
const PHOTOS: usize = 15;

/// One of so many sets has all its photos ordered before the others start: of 100, five.
const SETS_PER_FINISHED: usize = 20;

/// The allocator and the pools have come to rest by then.
const IDLE_AFTER: Duration = Duration::from_secs(15);

/// Longer than anything takes that goes well: all people share 25 messages a second.
const PATIENCE: Duration = Duration::from_secs(600);
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// What can be measured by itself, in the order in which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Starts, idle memory, and sets from the first photo to the album
    Sets,
    /// The verdict on a photo
    Photo,
    /// Updates per second beside a bare teloxide bot
    Load,
    /// What others notice when one chat sends very much
    Flood,
    /// Several processes against one
    Processes,
    /// Hundreds and thousands of sets in flight
    Flight,
    /// A broadcast to very many, near whose end the bot is killed
    Broadcast,
    /// Very many reports into one group
    Group,
    /// A full database against an empty one
    Growth,
}

#[derive(Debug, clap::Args)]
pub struct Options {
    /// The bot to measure; otherwise the one beside this program
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Measures nothing else; may be given several times
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Part>,
    /// How many sets people order and pay for at once
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u16).range(3..))]
    sets: u16,
    /// How many sets are in flight, from few to many
    #[arg(long, value_delimiter = ',', default_values_t = [200, 1000, 5000],
          value_parser = clap::value_parser!(u32).range(1..))]
    flights: Vec<u32>,
    /// How many people a broadcast is for: 30 a second
    #[arg(long, default_value_t = 1800, value_parser = clap::value_parser!(u32).range(100..))]
    people: u32,
    /// How many reports go into one group: 20 a minute
    #[arg(long, default_value_t = 41, value_parser = clap::value_parser!(u32).range(21..))]
    reports: u32,
    #[command(flatten)]
    load: load::LoadOptions,
}

/// Measures and prints. A missed goal is no failure: figures are not tests.
///
/// # Errors
/// When something was wrong that no slow machine excuses, or could not be measured at all.
pub async fn run(options: Options) -> Result<()> {
    let binary = binary::find(options.binary.as_deref())?;
    let begun_at = Instant::now();
    let mut score = Score::default();
    for part in Part::value_variants() {
        let is_wanted = match options.only.as_slice() {
            // Among the sets, the verdict on a photo is measured anyway.
            [] => *part != Part::Photo,
            only => only.contains(part),
        };
        if !is_wanted {
            continue;
        }
        let part_begun_at = Instant::now();
        if let Err(error) = measure(*part, &binary, &options, &mut score).await {
            eprintln!("{part:?}: {error:#}");
            score.is_wrong(format!("{part:?}: {error:#}"));
        }
        eprintln!("{part:?} took {:.0?}.", part_begun_at.elapsed());
    }
    println!();
    println!("{score}");
    println!("All of it took {:.0?}.", begun_at.elapsed());
    let wrong = score.wrong().len();
    ensure!(wrong == 0, "{wrong} parts of it went wrong");
    Ok(())
}

async fn measure(part: Part, binary: &Path, options: &Options, score: &mut Score) -> Result<()> {
    match part {
        Part::Sets => measure_sets(binary, options.sets, score).await,
        Part::Photo => measure_photo_alone(binary, score).await,
        Part::Load => load::compare(binary, &options.load, score).await,
        Part::Flood => load::flood(binary, &options.load, score).await,
        Part::Processes => load::processes(binary, &options.load).await,
        Part::Flight => measure_flight(binary, &options.flights, score).await,
        Part::Broadcast => measure_broadcast(binary, options.people, score).await,
        Part::Group => measure_group(binary, options.reports, score).await,
        Part::Growth => load::growth(binary, &options.load, score).await,
    }
}

async fn measure_sets(binary: &Path, sets: u16, score: &mut Score) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), false).await?;
    installation.migrate().await?;
    let mut table = Table::begin(score);
    eprintln!("Starting the bot {} times …", start::RUNS);
    start::measure(&installation, &mut table).await?;

    let bot = installation.run()?;
    let first = Customer::enters(&installation.telegram, 1);
    first.person.sends("/start");
    until("the first answer", || first.person.last_from_bot()).await?;
    tokio::time::sleep(IDLE_AFTER).await;
    let idle = bot.memory()?.resident;
    table.add(&Figure::new("memory, idle", Unit::Megabytes, idle).of(Goal::Idle));

    eprintln!("Having photos judged …");
    photo::measure(&installation, &mut table).await?;

    eprintln!("Timing {TIMED_PEOPLE} deliveries …");
    let timed = open_invoices(&installation, 1001, TIMED_PEOPLE).await?;
    callback::measure(&installation, &timed, &mut table).await?;

    eprintln!("Letting {sets} people make avatars and choose sets …");
    let people = open_invoices(&installation, 2001, sets.into()).await?;
    let (early, people) = people.split_at(people.len().div_ceil(SETS_PER_FINISHED));
    eprintln!("Having {} sets made but not finished …", early.len());
    sets::order(&installation, early).await?;
    eprintln!("Paying while 1,000 updates wait …");
    checkout::measure(&installation, people, &mut table).await?;
    eprintln!("Starting all sets …");
    sets::measure(&installation, &bot, early, people, &mut table).await?;
    bot.stop().await?;
    table.end();
    print!("{}", installation.complaints()?);
    installation.close()
}

async fn measure_photo_alone(binary: &Path, score: &mut Score) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), false).await?;
    installation.migrate().await?;
    let mut table = Table::begin(score);
    let bot = installation.run()?;
    photo::measure(&installation, &mut table).await?;
    bot.stop().await?;
    table.end();
    print!("{}", installation.complaints()?);
    installation.close()
}

/// On an installation of its own, whose Telegram refuses whoever sends too fast.
async fn measure_broadcast(binary: &Path, people: u32, score: &mut Score) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), true).await?;
    installation.migrate().await?;
    let mut table = Table::begin(score);
    eprintln!("Sending a broadcast to {people} people …");
    broadcast::measure(&installation, people, &mut table).await?;
    table.end();
    print!("{}", installation.complaints()?);
    installation.close()
}

/// As a broadcast's.
async fn measure_group(binary: &Path, reports: u32, score: &mut Score) -> Result<()> {
    let installation = Installation::start(binary.to_owned(), true).await?;
    installation.migrate().await?;
    let mut table = Table::begin(score);
    eprintln!("Sending {reports} reports into a group …");
    group::measure(&installation, reports, &mut table).await?;
    table.end();
    print!("{}", installation.complaints()?);
    installation.close()
}

async fn measure_flight(binary: &Path, sizes: &[u32], score: &mut Score) -> Result<()> {
    let mut table = Table::begin(score);
    flight::measure(binary, sizes, &mut table).await?;
    table.end();
    Ok(())
}

/// Lets people come as far as an open invoice for a standard set, all at the same time.
async fn open_invoices(
    installation: &Installation,
    first_id: i64,
    count: i64,
) -> Result<Vec<Customer>> {
    let photos = photos();
    let coming = (first_id..first_id + count).map(|id| {
        let photos = photos.clone();
        async move {
            let customer = Customer::enters(&installation.telegram, id);
            customer.comes_to_pay(photos).await?;
            anyhow::Ok(customer)
        }
    });
    future::try_join_all(coming).await
}

/// Looks again and again until there is something to see.
async fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> Result<T> {
    until_async(what, async || Ok(look())).await
}

/// As [`until`], when looking takes a question to somebody else.
async fn until_async<T>(what: &str, look: impl AsyncFn() -> Result<Option<T>>) -> Result<T> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(seen) = look().await? {
            return Ok(seen);
        }
        if Instant::now() > deadline {
            bail!("waited for {what} in vain");
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}
