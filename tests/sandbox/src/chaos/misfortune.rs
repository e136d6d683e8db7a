//! What befalls the product, and for how long: drawn from the seed, several at once, each told in
//! the chronicle when it begins and when it is over.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use tokio::{task::JoinSet, time::sleep};

use super::{
    fleet::{Fleet, Ship},
    loss::Loss,
    plot::{Plot, Who},
    weather::{Place, Weather},
};
use crate::{
    cable::Latency,
    kie::{CallbackPlan, ForgedSignature, Forgery, State},
    postgres::Shutdown,
    s3::Outage,
    watchdog::Signal,
};

/// Pauses between the beginnings of two misfortunes, in seconds.
pub const APART_SECS: std::ops::Range<u64> = 4..12;

/// How soon it is seen that a process has ended by itself.
const LOOK_EVERY: Duration = Duration::from_millis(500);

#[derive(Clone, Copy, Debug)]
pub enum Misfortune {
    /// Kill -9, and another process instead a little later.
    Kill,
    /// Each in turn is asked to end and follows itself.
    RollingRestart,
    /// It gets no processor, up to longer than any lease lasts.
    StandStill,
    CutOne,
    CutAll,
    StallOne,
    StallAll,
    SlowDatabase,
    RestartDatabase(Shutdown),
    Storm(Place),
    StorageFull,
    StorageAway,
    KieOutOfCredits,
    KieMaintenance,
    KieFails,
    Callbacks(CallbackPlan),
    ForgedCallbacks,
    ExpiredResults,
    /// Telegram delivers again what it delivered before.
    OldUpdates,
    /// Pages of the wallet's history begin with the end of the page before.
    RepeatedPages,
}

const ALL: [Misfortune; 28] = [
    Misfortune::Kill,
    Misfortune::Kill,
    Misfortune::Kill,
    Misfortune::RollingRestart,
    Misfortune::StandStill,
    Misfortune::StandStill,
    Misfortune::CutOne,
    Misfortune::CutAll,
    Misfortune::StallOne,
    Misfortune::StallAll,
    Misfortune::SlowDatabase,
    Misfortune::RestartDatabase(Shutdown::Fast),
    Misfortune::RestartDatabase(Shutdown::Immediate),
    Misfortune::Storm(Place::Telegram),
    Misfortune::Storm(Place::Telegram),
    Misfortune::Storm(Place::Kie),
    Misfortune::Storm(Place::Bank),
    Misfortune::Storm(Place::Ton),
    Misfortune::Storm(Place::Storage),
    Misfortune::StorageFull,
    Misfortune::StorageAway,
    Misfortune::KieOutOfCredits,
    Misfortune::KieFails,
    Misfortune::Callbacks(CallbackPlan::Dropped),
    Misfortune::Callbacks(CallbackPlan::Doubled),
    Misfortune::ForgedCallbacks,
    Misfortune::ExpiredResults,
    Misfortune::OldUpdates,
];

/// Befalls only runs that are long enough to recover from it.
const RARE: [Misfortune; 3] = [
    Misfortune::KieMaintenance,
    Misfortune::Callbacks(CallbackPlan::Late(Duration::from_secs(20))),
    Misfortune::RepeatedPages,
];

/// What a misfortune needs to befall somebody.
#[derive(Clone)]
pub struct Fate {
    pub plot: Arc<Plot>,
    pub fleet: Arc<Fleet>,
    pub weather: Arc<Weather>,
    /// The longest that anything lasts.
    pub longest: Duration,
}

/// Lets one misfortune after the other begin until the run is over, and ends when all are.
pub async fn befall(fate: Fate, seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut under_way = JoinSet::new();
    let choice: Vec<Misfortune> = ALL.into_iter().chain(RARE).collect();
    loop {
        let pause = Duration::from_secs(random.random_range(APART_SECS));
        tokio::select! {
            () = sleep(pause) => {}
            () = fate.plot.over.cancelled() => break,
        }
        let Some(misfortune) = choice.choose(&mut random).copied() else {
            break;
        };
        let (fate, dice) = (fate.clone(), StdRng::seed_from_u64(random.random()));
        under_way.spawn(async move { fate.suffers(misfortune, dice).await });
    }
    while under_way.join_next().await.is_some() {}
}

/// Sees at once who ended by itself, tells of it, and starts another, as whoever runs the product
/// would. Whoever is in a misfortune's hands is looked at by that.
pub async fn watch(plot: Arc<Plot>, fleet: Arc<Fleet>) {
    while !plot.over.is_cancelled() {
        sleep(LOOK_EVERY).await;
        for ship in &fleet.ships {
            let Ok(_turn) = ship.turn.try_lock() else {
                continue;
            };
            if let Some(wrong) = ship.has_ended().await {
                plot.blames(wrong);
                if let Err(error) = ship.start().await {
                    plot.blames(format!("{} can't be started: {error:#}", ship.name));
                }
            }
        }
    }
}

impl Fate {
    async fn suffers(&self, misfortune: Misfortune, mut dice: StdRng) {
        self.plot.befalls();
        if let Err(error) = self.carries_out(misfortune, &mut dice).await {
            let what = format!("{misfortune:?} can't be brought about: {error:#}");
            self.plot.blames(what);
        }
    }

    async fn carries_out(&self, misfortune: Misfortune, dice: &mut StdRng) -> Result<()> {
        let ship = &self.fleet.ships[dice.random_range(0..self.fleet.ships.len())];
        match misfortune {
            Misfortune::Kill => self.kills(ship, dice).await,
            Misfortune::RollingRestart => self.restarts_all().await,
            Misfortune::StandStill => self.stands_still(ship, dice).await,
            Misfortune::CutOne | Misfortune::StallOne => {
                self.loses_database(misfortune, std::slice::from_ref(ship), dice)
                    .await;
                Ok(())
            }
            Misfortune::CutAll | Misfortune::StallAll | Misfortune::SlowDatabase => {
                self.loses_database(misfortune, &self.fleet.ships, dice)
                    .await;
                Ok(())
            }
            Misfortune::RestartDatabase(shutdown) => {
                self.note(format!("PostgreSQL restarts: {shutdown:?}"));
                let ground = Arc::clone(&self.plot.ground);
                let begun = self.plot.now();
                let restarted =
                    tokio::task::spawn_blocking(move || ground.restart_postgres(shutdown));
                let restarted = restarted.await;
                let time = (begun, self.plot.now());
                self.plot
                    .loses(Loss::of_absent(None, time, "PostgreSQL restarted"));
                restarted??;
                self.note("PostgreSQL is there again");
                Ok(())
            }
            _ => self.befalls_provider(misfortune, dice).await,
        }
    }

    async fn kills(&self, ship: &Ship, dice: &mut StdRng) -> Result<()> {
        let _turn = ship.turn.lock().await;
        self.note(format!("{} is killed", ship.name));
        let wrong = ship.kill().await?;
        let loss = Loss::of_dead(&ship.name, self.plot.now(), "killed");
        self.plot.loses(loss);
        self.blames(wrong);
        sleep(self.lasting(1..6, dice)).await;
        ship.start().await?;
        self.note(format!("{} starts again", ship.name));
        Ok(())
    }

    async fn restarts_all(&self) -> Result<()> {
        for ship in &self.fleet.ships {
            let _turn = ship.turn.lock().await;
            self.note(format!("{} is asked to stop", ship.name));
            let wrong = ship.stop().await?;
            self.blames(wrong);
            ship.start().await?;
            self.note(format!("{} starts again", ship.name));
        }
        Ok(())
    }

    async fn stands_still(&self, ship: &Ship, dice: &mut StdRng) -> Result<()> {
        let _turn = ship.turn.lock().await;
        let pause = self.lasting(5..70, dice);
        self.note(format!(
            "{} stands still for {} s",
            ship.name,
            pause.as_secs()
        ));
        let begun = self.plot.now();
        ship.signal(Signal::Stop).await?;
        sleep(pause).await;
        ship.signal(Signal::Continue).await?;
        let time = (begun, self.plot.now());
        let loss = Loss::of_absent(Some(&ship.name), time, "stood still");
        self.plot.loses(loss);
        self.note(format!("{} goes on", ship.name));
        Ok(())
    }

    async fn loses_database(&self, misfortune: Misfortune, ships: &[Ship], dice: &mut StdRng) {
        let names: Vec<&str> = ships.iter().map(|ship| ship.name.as_str()).collect();
        let pause = match misfortune {
            Misfortune::CutAll | Misfortune::StallAll => self.lasting(2..10, dice),
            _ => self.lasting(5..30, dice),
        };
        let late = Duration::from_millis(dice.random_range(50..500));
        self.note(format!(
            "{misfortune:?}: {} for {} s",
            names.join(", "),
            pause.as_secs()
        ));
        let begun = self.plot.now();
        for ship in ships {
            match misfortune {
                Misfortune::CutOne | Misfortune::CutAll => ship.cable.cut().await,
                Misfortune::StallOne | Misfortune::StallAll => ship.cable.stall().await,
                _ => {
                    let latency = Latency {
                        to_server: late / 2,
                        from_server: late / 2,
                    };
                    ship.cable.slow(latency).await;
                }
            }
        }
        sleep(pause).await;
        for ship in ships {
            ship.cable.mend().await;
        }
        self.note(format!("{misfortune:?} is over"));
        let time = (begun, self.plot.now());
        let process = match misfortune {
            // Whoever waits longer for the database loses nothing.
            Misfortune::SlowDatabase => return,
            Misfortune::CutOne | Misfortune::StallOne => ships.first().map(|ship| &*ship.name),
            _ => None,
        };
        let what = format!("{misfortune:?}");
        self.plot.loses(Loss::of_absent(process, time, what));
    }

    async fn befalls_provider(&self, misfortune: Misfortune, dice: &mut StdRng) -> Result<()> {
        let ground = &self.plot.ground;
        let pause = self.lasting(5..30, dice);
        self.note(format!("{misfortune:?} for {} s", pause.as_secs()));
        match misfortune {
            Misfortune::Storm(place) => self.weather.storm(place),
            Misfortune::StorageFull => ground.s3.set_outage(Outage::Full),
            Misfortune::StorageAway => ground.s3.set_outage(Outage::Unreachable),
            Misfortune::KieOutOfCredits => ground.kie.set_credits(0.0),
            Misfortune::KieMaintenance => ground.kie.set_maintenance(true),
            Misfortune::KieFails => ground.kie.fail_prompt_containing("", 3, "500"),
            Misfortune::Callbacks(plan) => ground.kie.set_callback_plan(plan),
            Misfortune::ForgedCallbacks => self.forges().await,
            Misfortune::ExpiredResults => self.lets_results_expire(),
            Misfortune::RepeatedPages => ground.ton.duplicate_next_page(),
            _ => self.repeats_updates(dice),
        }
        sleep(pause).await;
        match misfortune {
            Misfortune::Storm(place) => self.weather.calm(place),
            Misfortune::StorageFull | Misfortune::StorageAway => {
                ground.s3.set_outage(Outage::None);
            }
            Misfortune::KieOutOfCredits => ground.kie.set_credits(100_000.0),
            Misfortune::KieMaintenance => ground.kie.set_maintenance(false),
            Misfortune::Callbacks(_) => ground.kie.set_callback_plan(CallbackPlan::Once),
            _ => return Ok(()),
        }
        self.note(format!("{misfortune:?} is over"));
        Ok(())
    }

    /// Strangers, and replays with other news, of what Kie works on just now.
    async fn forges(&self) {
        let kie = &self.plot.ground.kie;
        let signatures = [
            ForgedSignature::Missing,
            ForgedSignature::WrongKey,
            ForgedSignature::Replayed(Duration::from_secs(3600)),
            ForgedSignature::Right,
        ];
        let running = kie.running();
        for ((task_id, _), signature) in running.into_iter().zip(signatures.into_iter().cycle()) {
            let Some(url) = kie.find_task(&task_id).and_then(|task| task.callback_url) else {
                continue;
            };
            let forgery = Forgery {
                task_id,
                state: State::Success,
                result_urls: vec!["http://127.0.0.1:9/stolen.jpg".to_owned()],
                signature,
            };
            // Whether anybody is there to hear it is no matter.
            let _answer = kie.forge_callback(&url, forgery).await;
        }
    }

    /// Pictures that nobody has fetched yet are gone.
    fn lets_results_expire(&self) {
        let kie = &self.plot.ground.kie;
        for (task_id, _) in kie.running().into_iter().take(3) {
            kie.expire_results(&task_id);
        }
    }

    fn repeats_updates(&self, dice: &mut StdRng) {
        let telegram = &self.plot.ground.telegram;
        let history = telegram.update_history();
        for _ in 0..20 {
            let Some(update) = history.choose(dice) else {
                return;
            };
            let update: serde_json::Value = serde_json::from_str(update).unwrap_or_default();
            if let Some(id) = update["update_id"].as_i64() {
                telegram.repeat_update(id);
            }
        }
    }

    fn lasting(&self, secs: std::ops::Range<u64>, dice: &mut StdRng) -> Duration {
        Duration::from_secs(dice.random_range(secs)).min(self.longest)
    }

    fn note(&self, what: impl Into<String>) {
        self.plot.note(Who::Misfortune, what);
    }

    fn blames(&self, wrong: Option<String>) {
        wrong.into_iter().for_each(|wrong| self.plot.blames(wrong));
    }
}
