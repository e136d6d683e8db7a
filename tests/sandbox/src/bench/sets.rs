//! Memory while very many sets are under way, and while a burst of finished photos comes in.

use std::time::Duration;

use anyhow::Result;

use super::{
    PHOTOS,
    checkout::payers,
    customer::Customer,
    figures::{Figure, Table, Unit},
    goals::Goal,
    installation::Installation,
    process::Bot,
    until,
};

/// How long the memory is watched with all sets under way.
const WATCH: Duration = Duration::from_secs(20);

const UNDER_WAY: &str = "select count(distinct job_id) from kie_tasks where status = 'pending'";

/// Lets people pay and waits until all their photos are ordered: Kie takes twenty in ten seconds, so
/// that of many sets most would not be complete for half an hour.
pub async fn order(installation: &Installation, customers: &[Customer]) -> Result<()> {
    for customer in customers {
        customer.person.pays()?;
    }
    let photos = customers.len() * PHOTOS;
    until("all photos to be ordered", || {
        (running(installation) == photos).then_some(())
    })
    .await
}

/// `early` are those whose photos are ordered; of the others, half have paid.
pub async fn measure(
    installation: &Installation,
    bot: &Bot,
    early: &[Customer],
    others: &[Customer],
    table: &mut Table<'_>,
) -> Result<()> {
    for customer in &others[payers(others).len()..] {
        customer.person.pays()?;
    }
    let sets = early.len() + others.len();
    until("all sets to start", || {
        (installation.count(UNDER_WAY).ok()? == sets).then_some(())
    })
    .await?;
    bot.forget_peak()?;
    tokio::time::sleep(WATCH).await;
    let what = format!("memory with {sets} sets of {PHOTOS} photos in flight, peak");
    table.add(&Figure::new(what, Unit::Megabytes, bot.memory()?.peak).of(Goal::MemoryInFlight));

    bot.forget_peak()?;
    let ordered = installation.kie.finish_all();
    let complete = early.len();
    eprintln!("Delivering {complete} sets at once …");
    let has_all = |customer: &Customer| customer.portraits() == PHOTOS;
    until("the finished sets to arrive", || {
        early.iter().all(has_all).then_some(())
    })
    .await?;
    let what = format!("  while {ordered} photos end and {complete} sets are delivered, peak");
    table.add(&Figure::new(what, Unit::Megabytes, bot.memory()?.peak).of(Goal::MemoryInDelivery));
    table.note(format!(
        "In flight: the set has begun and its photos wait for their turn at Kie, which takes 20 new \
         tasks in 10 s; {ordered} of {} were ordered.",
        sets * PHOTOS
    ));
    Ok(())
}

fn running(installation: &Installation) -> usize {
    let tasks = installation.kie.tasks();
    tasks.iter().filter(|task| !task.state.is_final()).count()
}
