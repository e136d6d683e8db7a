//! The orders that this feature gives itself, and who carries them out.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::{
    Deps, create, delivery, gallery, line, money_back, outage, progress, resend, start, sweep,
    trials, watch,
};
use crate::{
    payments::{OrderPaid, PaymentRefunded},
    queue::{self, Job, Registry},
};

/// Orders one photo at Kie, if it has its turn, and else puts it in line.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CreateTask {
    pub task_id: i32,
}

impl Job for CreateTask {
    const KIND: &'static str = "create_task";
    const PRIORITY: i16 = 30;

    fn key(&self) -> Option<String> {
        Some(self.task_id.to_string())
    }
}

/// Gives those photos their turn that can be ordered now.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct GiveTurns {}

impl Job for GiveTurns {
    const KIND: &'static str = "give_turns";
    const PRIORITY: i16 = 25;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Asks Kie, which was left alone for a while, whether it is well again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AskKie {}

impl Job for AskKie {
    const KIND: &'static str = "ask_kie";
    const PRIORITY: i16 = 22;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Looks how far an ordered photo is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WatchTask {
    pub task_id: i32,
    /// Kie has called back, so the photo is likely there.
    pub is_expected: bool,
}

impl Job for WatchTask {
    const KIND: &'static str = "watch_task";
    const PRIORITY: i16 = 20;

    fn key(&self) -> Option<String> {
        Some(self.task_id.to_string())
    }
}

/// Looks at a task of Kie's that called back with a photo's token and that we do
/// not know: an order whose answer was lost, or one that was given up too early.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct AdoptTask {
    pub task_id: i32,
    pub kie_task_id: String,
}

impl Job for AdoptTask {
    const KIND: &'static str = "adopt_task";
    const PRIORITY: i16 = 20;
    const MOST_ATTEMPTS: Option<i32> = Some(8);

    fn key(&self) -> Option<String> {
        Some(self.kie_task_id.clone())
    }
}

/// Shows the person how far the set is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ShowProgress {
    pub set_id: i32,
}

impl Job for ShowProgress {
    const KIND: &'static str = "show_progress";
    const PRIORITY: i16 = 40;

    fn key(&self) -> Option<String> {
        Some(self.set_id.to_string())
    }
}

/// Sends what has not been sent of a set that has nothing left to make.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DeliverSet {
    pub set_id: i32,
}

impl Job for DeliverSet {
    const KIND: &'static str = "deliver_set";
    const PRIORITY: i16 = 15;

    fn key(&self) -> Option<String> {
        Some(self.set_id.to_string())
    }
}

/// Sends one part of a set again and orders the next part, so that a crash
/// repeats a part at most.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct ResendSet {
    pub set_id: i32,
    pub part: usize,
}

impl Job for ResendSet {
    const KIND: &'static str = "resend_set";
    const PRIORITY: i16 = 18;
    const MOST_ATTEMPTS: Option<i32> = Some(10);

    fn key(&self) -> Option<String> {
        Some(self.set_id.to_string())
    }
}

/// Finds what nothing drives any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct SweepSets {}

impl Job for SweepSets {
    const KIND: &'static str = "sweep_sets";
    const PRIORITY: i16 = 120;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Makes sure that the sweep runs. To be called at every start.
///
/// # Errors
/// When the database refuses it.
pub async fn schedule_sweeps(
    connection: &mut PgConnection,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(connection, &SweepSets {}, now).await
}

/// Adds the handlers of this feature's jobs.
pub fn register(registry: Registry, deps: Deps) -> Registry {
    let of = || deps.clone();
    let (begin, order, look, adopt) = (of(), of(), of(), of());
    let (show, deliver, again, tidy) = (of(), of(), of(), of());
    let (turns, ask) = (of(), of());
    let registry = trials::register(registry, &deps);
    gallery::register(registry, &deps)
        .on(move |job: OrderPaid, lease| start::start_set(begin.clone(), lease, job))
        .on(move |job: CreateTask, lease| create::create_task(order.clone(), lease, job))
        .on(move |_: GiveTurns, lease| line::give_turns(turns.clone(), lease))
        .on(move |_: AskKie, lease| outage::ask_kie(ask.clone(), lease))
        .on(move |job: WatchTask, lease| watch::watch_task(look.clone(), lease, job))
        .on(move |job: AdoptTask, lease| watch::adopt_task(adopt.clone(), lease, job))
        .on(move |job: ShowProgress, lease| progress::show_progress(show.clone(), lease, job))
        .on(move |job: DeliverSet, lease| delivery::deliver_set(deliver.clone(), lease, job))
        .on({
            let deps = deps.clone();
            move |job: PaymentRefunded, lease| money_back::stop_set(deps.clone(), lease, job)
        })
        .on(move |job: ResendSet, lease| resend::resend_set(again.clone(), lease, job))
        .on(move |_: SweepSets, _| sweep::sweep_sets(tidy.clone()))
}
