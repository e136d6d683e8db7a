//! A week of the service in virtual time, in which everything around it fails in
//! every way that it can: each paid set must end as it was promised to end.
//!
//! ```text
//! arrivals   people pay in small crowds, hour by hour, while sales are open
//! weather    what goes wrong from when to when
//! pictures   what Kie makes of each order, by the weather in which it was given
//! promise    what is checked on the way, and of every set at the end
//! ```
//! `WEEK_SETS` says how many sets are bought, `WEEK_SEED` where the dice begin.

mod arrivals;
mod pictures;
mod promise;
mod weather;

use std::{collections::VecDeque, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng, SeedableRng, rngs::StdRng};
use sandbox::kie;

use self::{
    arrivals::{Arrival, Bought},
    pictures::Pictures,
    weather::Weather,
};
use crate::world::World;

/// How many sets are bought in every run of the tests; a thousand take minutes.
const USUAL_SETS: usize = 250;

/// Where the dice begin unless told otherwise: a red run is then the doing of what
/// was changed.
const USUAL_SEED: u64 = 20_261_128;

const WEEK: TimeDelta = TimeDelta::days(7);

/// Nobody buys in the last hours, so that what was bought can end within the week.
const SHOP_HOURS: i64 = 162;

/// Who finds that nothing is sold comes back after this time.
const COME_BACK: TimeDelta = TimeDelta::minutes(20);

/// The shortest step of time: whatever falls due within it happens together.
const STEP: TimeDelta = TimeDelta::seconds(10);

/// The sweeps run at least this often.
const LONGEST_STEP: TimeDelta = TimeDelta::minutes(10);

/// Longer than any moment takes that comes to an end.
const MOST_PATIENCE: Duration = Duration::from_secs(120);

struct Week {
    world: World,
    random: StdRng,
    beginning: DateTime<Utc>,
    weather: Weather,
    pictures: Pictures,
    bought: Vec<Bought>,
    /// Where the arrivals' next person is counted on.
    people: i64,
    /// The storage key of the selfie that all avatars share, as one photo is as good
    /// as another here.
    selfie: String,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_week_of_failures_every_set_ends_as_promised() {
    let setting = |name| std::env::var(name).ok()?.parse::<u64>().ok();
    let sets = setting("WEEK_SETS").map_or(USUAL_SETS, |sets| sets.try_into().unwrap());
    let seed = setting("WEEK_SEED").unwrap_or(USUAL_SEED);
    let mut week = Week::begin(seed).await;
    week.goes_by(sets).await;
    week.everything_ends().await;
    week.every_promise_was_kept().await;
}

impl Week {
    async fn goes_by(&mut self, sets: usize) {
        let arrivals = self.plan_arrivals(sets);
        let mut arrivals = VecDeque::from(arrivals);
        let end = self.beginning + WEEK;
        while self.world.clock.now() < end {
            self.time_passes(arrivals.front().map(|arrival| arrival.at))
                .await;
            let now = self.world.clock.now();
            self.weather_changes();
            let due = arrivals.partition_point(|arrival| arrival.at <= now);
            let crowd: Vec<Arrival> = arrivals.drain(..due).collect();
            if self.is_open().await {
                self.arrive(crowd).await;
            } else {
                arrivals.extend(crowd.into_iter().map(|arrival| arrival.later(COME_BACK)));
                arrivals.make_contiguous().sort_by_key(|arrival| arrival.at);
            }
            self.pictures_come().await;
            self.work_is_done().await;
            self.nothing_is_overdue().await;
        }
    }

    /// Turns the clock to the next moment at which something can happen.
    async fn time_passes(&self, next_arrival: Option<DateTime<Utc>>) {
        let now = self.world.clock.now();
        let moments = [
            next_arrival,
            self.world.next_due().await,
            self.pictures.next_end(),
            self.weather
                .next_change(now - self.beginning)
                .map(|at| self.beginning + at),
        ];
        let next = moments
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(now + LONGEST_STEP);
        let step = (next - now).clamp(STEP, LONGEST_STEP);
        self.world.turn_clock(step);
    }

    /// Does what is due. In some weather workers die over their work, which is then
    /// taken up again when their leases have run out.
    async fn work_is_done(&mut self) {
        let is_deadly = self.weather.is_deadly();
        let deaths = if is_deadly {
            self.random.random_range(0..3)
        } else {
            0
        };
        for _ in 0..deaths {
            let life = Duration::from_millis(self.random.random_range(0..40));
            tokio::time::timeout(life, self.world.app.worker.run_due())
                .await
                .ok();
        }
        let working = async {
            loop {
                let updates = self.world.deliver_updates().await;
                let (one, other) = tokio::join!(self.worker_runs(), self.worker_runs());
                if updates + one + other == 0 {
                    break;
                }
            }
        };
        if tokio::time::timeout(MOST_PATIENCE, working).await.is_err() {
            self.this_never_ends().await;
        }
    }

    async fn worker_runs(&self) -> usize {
        let worker = self.world.app.worker.clone();
        tokio::spawn(async move { worker.run_due().await.unwrap() })
            .await
            .unwrap()
    }

    async fn this_never_ends(&self) {
        let busy: Vec<String> = sqlx::query_scalar(
            "select jobs::text from jobs where priority < 100 or status <> 'waiting'
             union all
             select telegram_updates::text from telegram_updates where status <> 'done'
             union all
             select concat_ws(' ', pid, state, wait_event, pg_blocking_pids(pid)::text, query)
             from pg_stat_activity
             where datname = current_database() and state <> 'idle'",
        )
        .fetch_all(&self.world.db)
        .await
        .unwrap();
        panic!("at {}, this never ends: {busy:#?}", self.world.clock.now());
    }

    /// The weather clears, and time goes by until nothing is left to do.
    async fn everything_ends(&mut self) {
        self.weather.clears(&self.world);
        let most = self.world.clock.now() + TimeDelta::days(2);
        while self.world.next_due().await.is_some() || self.pictures.any() {
            assert!(
                self.world.clock.now() < most,
                "two days after the last failure there is still work to do"
            );
            self.time_passes(None).await;
            self.pictures_come().await;
            self.work_is_done().await;
            self.nothing_is_overdue().await;
        }
    }
}

impl Week {
    async fn begin(seed: u64) -> Self {
        let world = World::with_staff().await;
        let selfie = arrivals::prepare(&world).await;
        world.kie.set_picture_size(kie::PictureSize::Tiny);
        let beginning = world.clock.now();
        let mut connection = world.app.db.connection().await.unwrap();
        pinglass::generation::schedule_sweeps(&mut connection, beginning)
            .await
            .unwrap();
        drop(connection);
        Self {
            world,
            random: StdRng::seed_from_u64(seed),
            beginning,
            weather: Weather::default(),
            pictures: Pictures::default(),
            bought: Vec::new(),
            people: 20_000,
            selfie,
        }
    }
}
