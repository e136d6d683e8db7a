//! `sandbox chaos`: the whole product under load, several processes of the real binary, while
//! everything around and below them fails; and at the end the count. See README.md beside this.

mod ground;
mod loss;
mod plot;

mod fleet;

mod life;
mod person;
mod shopping;
mod staff;

mod misfortune;
mod weather;

mod calm;
mod store;

mod book;
mod count;
mod report;

use std::{path::PathBuf, process::ExitCode, sync::Arc, time::Duration};

use anyhow::Result;
use chrono::TimeDelta;
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::{task::JoinSet, time::sleep};

pub use self::{
    book::{Book, Charge, Extent, Portrait, Shown},
    count::{Complaint, Verdict, count},
    fleet::wrong_end,
    loss::Loss,
    plot::{Line, Side},
    store::{Balance, Earning, Payment, Set, Tables},
};
use self::{
    fleet::Fleet,
    ground::Ground,
    misfortune::Fate,
    plot::{Plot, Who},
    weather::Weather,
};
use crate::binary;

/// Whoever has been there for so long could have paid, though something fails in each step.
const TIME_TO_BUY: TimeDelta = TimeDelta::seconds(45);

/// The ids of the people, who come one after the other.
const FIRST_PERSON: i64 = 1001;

#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The bot to torment; otherwise the one beside this program
    #[arg(long)]
    binary: Option<PathBuf>,
    /// For how long people come and things go wrong
    #[arg(long, default_value_t = 600)]
    secs: u64,
    /// Where the dice begin; a new one each time unless it is given
    #[arg(long)]
    seed: Option<u64>,
    /// How many processes run
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u8).range(1..))]
    processes: u8,
    /// How many people come in a minute
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u32).range(1..))]
    people_a_minute: u32,
    /// Leaves the processes' logs where the report says, also when there is nothing to complain of
    #[arg(long)]
    keep_logs: bool,
}

/// Runs, counts and prints; fails when the count does.
///
/// # Errors
/// When the run itself could not be held.
pub async fn run(options: Options) -> Result<ExitCode> {
    let complaints = storm(options).await?;
    Ok(if complaints.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Holds a run, prints what became of it and returns what the count complains of.
///
/// # Errors
/// When the run itself could not be held.
async fn storm(options: Options) -> Result<Vec<Complaint>> {
    let seed = options
        .seed
        .unwrap_or_else(|| rand::rng().random_range(0..1_000_000));
    let binary = binary::find(options.binary.as_deref())?;
    eprintln!("Chaos with seed {seed} for {} s …", options.secs);
    let ground = Arc::new(Ground::prepare().await?);
    let fleet =
        Arc::new(Fleet::launch(Arc::clone(&ground), &binary, options.processes.into()).await?);
    let plot = Arc::new(Plot::new(Arc::clone(&ground)));
    let extent = goes_wrong(&plot, &fleet, &options, seed).await;

    eprintln!("Letting everything come to its end …");
    calm::drain(&plot, &fleet).await?;
    calm::spare_sets_go_back(&plot).await?;
    let unfinished = calm::drain(&plot, &fleet).await?;
    let unanswered = calm::everybody_asks(&plot).await;
    let mut book = Book::write(&plot, &fleet, unfinished, unanswered).await?;
    book.extent = extent;
    book.blame.extend(fleet.stop().await?);
    let verdict = count(&book);
    report::print(&plot, &fleet, &book, &verdict, seed);
    let keep_logs = options.keep_logs || !verdict.complaints.is_empty();
    drop((plot, fleet));
    if let Some(ground) = Arc::into_inner(ground) {
        ground.close(keep_logs).await?;
    }
    Ok(verdict.complaints)
}

/// People come and go, the staff work, and one thing after the other breaks; how much of it there
/// was.
async fn goes_wrong(plot: &Arc<Plot>, fleet: &Arc<Fleet>, options: &Options, seed: u64) -> Extent {
    let length = Duration::from_secs(options.secs);
    let weather = Weather::begin(plot, seed);
    let fate = Fate {
        plot: Arc::clone(plot),
        fleet: Arc::clone(fleet),
        weather,
        longest: length / 4,
    };
    let mut acting = JoinSet::new();
    acting.spawn(misfortune::befall(fate, seed));
    acting.spawn(misfortune::watch(Arc::clone(plot), Arc::clone(fleet)));
    acting.spawn(people_come(Arc::clone(plot), options.people_a_minute, seed));
    acting.spawn(staff::answer(Arc::clone(plot)));
    let (news, half) = (Arc::clone(plot), length / 2);
    acting.spawn(async move {
        sleep(half).await;
        if staff::broadcast(Arc::clone(&news)).await.is_err() {
            news.note(Who::Staff, "the news was not sent in time");
        }
    });
    sleep(length).await;
    plot.over.cancel();
    let people = plot.arrived_by(plot.now() - TIME_TO_BUY);
    while acting.join_next().await.is_some() {}
    Extent {
        secs: options.secs,
        people,
        misfortunes: plot.befallen(),
    }
}

/// The first few come at once, the others one by one.
async fn people_come(plot: Arc<Plot>, a_minute: u32, seed: u64) {
    let mut dice = StdRng::seed_from_u64(seed.rotate_left(7));
    let mut living = JoinSet::new();
    for (index, id) in (FIRST_PERSON..).enumerate() {
        living.spawn(life::live(Arc::clone(&plot), seed, id));
        if index < 5 {
            continue;
        }
        let mean = 60_000 / u64::from(a_minute);
        let pause = Duration::from_millis(dice.random_range(0..=2 * mean));
        tokio::select! {
            () = sleep(pause) => {}
            () = plot.over.cancelled() => break,
        }
    }
    while living.join_next().await.is_some() {}
}
