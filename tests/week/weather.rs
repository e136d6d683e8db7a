//! What goes wrong in the week, from when to when. Each way to fail has its hours,
//! and most overlap with the pictures of somebody.

use chrono::TimeDelta;
use rand::Rng;
use sandbox::{
    faults::Fault,
    kie::{CallbackPlan, Method},
    s3::Outage,
    telegram,
};

use super::Week;
use crate::world::World;

/// A way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Kie's callbacks don't come.
    NoCallbacks,
    /// Kie's callbacks come twice.
    DoubleCallbacks,
    /// A part of the photos fails.
    Failing,
    /// Kie finds a part of the prompts indecent, whatever is tried.
    Refusing,
    /// The answers to a part of the orders get lost.
    LostAnswers,
    /// A part of the tasks never ends.
    Stuck,
    /// A part of the results is gone when they are read.
    Expired,
    /// A part of the results can't be read for a while.
    Unreadable,
    /// Whatever is asked, Kie's gateway answers that nobody is there.
    Down,
    /// The connections to Kie break before anything happens.
    Away,
    /// The credits are used up.
    OutOfCredits,
    Maintenance,
    /// Kie finds a part of the requests too many.
    TooFast,
    StorageAway,
    /// Telegram refuses, breaks off and floods.
    Telegram,
    /// Workers die over their work.
    Deaths,
}

use Trouble::{
    Away, Deaths, DoubleCallbacks, Down, Expired, Failing, LostAnswers, Maintenance, NoCallbacks,
    OutOfCredits, Refusing, StorageAway, Stuck, Telegram, TooFast, Unreadable,
};

/// From which minute of the week to which.
const FORECAST: [(Trouble, i64, i64); 24] = [
    (NoCallbacks, hour(2), hour(7)),
    (Failing, hour(9), hour(14)),
    (DoubleCallbacks, hour(12), hour(18)),
    (LostAnswers, hour(16), hour(20)),
    (Down, hour(22), hour(25)),
    (Stuck, hour(27), hour(31)),
    (Expired, hour(32), hour(36)),
    (Unreadable, hour(35), hour(39)),
    (OutOfCredits, hour(41), hour(43)),
    (Maintenance, hour(45), hour(45) + 40),
    (TooFast, hour(47), hour(51)),
    (StorageAway, hour(53), hour(53) + 15),
    (Telegram, hour(55), hour(60)),
    (Deaths, hour(61), hour(70)),
    (LostAnswers, hour(64), hour(67)),
    (NoCallbacks, hour(66), hour(69)),
    (Refusing, hour(72), hour(76)),
    (Away, hour(78), hour(79)),
    (Down, hour(80), hour(80) + 4),
    // Everything at once.
    (Failing, hour(88), hour(96)),
    (Telegram, hour(88), hour(96)),
    (Deaths, hour(88), hour(96)),
    (StorageAway, hour(92), hour(92) + 6),
    // More than a day: the deadlines of the sets bought right before pass.
    (Down, hour(120), hour(147)),
];

/// Ways to fail that may cost a photo, as each of its attempts can meet them.
const COSTLY: [Trouble; 6] = [Failing, Refusing, LostAnswers, Stuck, Expired, Unreadable];

/// Whether photos may be missing of a set that was under way in these moments of
/// the week: everything else has to be waited out.
pub fn may_cost_photos(from: TimeDelta, to: TimeDelta) -> bool {
    FORECAST.iter().any(|(trouble, begin, end)| {
        COSTLY.contains(trouble)
            && from <= TimeDelta::minutes(*end)
            && TimeDelta::minutes(*begin) <= to
    })
}

/// When a crowd buys right before the day on which Kie is down.
pub const LAST_MINUTES: i64 = hour(120) - 2;

const fn hour(hour: i64) -> i64 {
    hour * 60
}

/// What goes wrong at present.
#[derive(Default)]
pub struct Weather(Vec<Trouble>);

impl Weather {
    pub fn is(&self, trouble: Trouble) -> bool {
        self.0.contains(&trouble)
    }

    pub fn is_deadly(&self) -> bool {
        self.is(Deaths)
    }

    /// The next change after a moment of the week.
    pub fn next_change(&self, now: TimeDelta) -> Option<TimeDelta> {
        let changes = FORECAST.iter().flat_map(|(_, from, to)| [*from, *to]);
        changes.map(TimeDelta::minutes).filter(|at| *at > now).min()
    }

    pub fn clears(&mut self, world: &World) {
        self.0.clear();
        self.apply(world, 0);
    }

    /// Makes the fakes behave as it says.
    fn apply(&self, world: &World, seed: u64) {
        world.kie.heal();
        world.telegram.heal();
        let troubles = self.0.clone();
        let dice = Dice::new(seed);
        world
            .kie
            .fail_when(move |method| fault_of_kie(&troubles, &dice, *method));
        world
            .kie
            .set_credits(if self.is(OutOfCredits) { 1.0 } else { 1e9 });
        world.kie.set_maintenance(self.is(Maintenance));
        world.kie.set_callback_plan(match () {
            () if self.is(NoCallbacks) => CallbackPlan::Dropped,
            () if self.is(DoubleCallbacks) => CallbackPlan::Doubled,
            () => CallbackPlan::Once,
        });
        let storage = if self.is(StorageAway) {
            Outage::Unavailable
        } else {
            Outage::None
        };
        world.s3.set_outage(storage);
        if self.is(Telegram) {
            let dice = Dice::new(seed);
            world
                .telegram
                .fail_when(move |method, _| fault_of_telegram(&dice, method));
        }
    }
}

fn fault_of_kie(troubles: &[Trouble], dice: &Dice, method: Method) -> Option<Fault> {
    let is = |trouble| troubles.contains(&trouble);
    match method {
        _ if is(Down) => Some(Fault::Http(502)),
        _ if is(Away) => Some(Fault::ResetBeforeEffect),
        Method::CreateTask if is(LostAnswers) && dice.percent(30) => Some(Fault::ResetAfterEffect),
        Method::CreateTask | Method::RecordInfo if is(TooFast) && dice.percent(30) => {
            Some(Fault::Code(429))
        }
        Method::Result if is(Unreadable) && dice.percent(40) => Some(Fault::CutAnswer),
        _ => None,
    }
}

/// Gateway errors are shown elsewhere: teloxide waits ten real seconds after each.
fn fault_of_telegram(dice: &Dice, method: &str) -> Option<telegram::Fault> {
    let is_sending = method.to_ascii_lowercase().starts_with("send");
    (is_sending && dice.percent(15)).then(|| match dice.below(8) {
        0 => telegram::Fault::too_many_requests(1),
        _ => telegram::Fault::ResetBeforeEffect,
    })
}

/// Dice that the fakes' handlers share.
struct Dice(std::sync::Mutex<rand::rngs::StdRng>);

impl Dice {
    fn new(seed: u64) -> Self {
        Self(std::sync::Mutex::new(rand::SeedableRng::seed_from_u64(
            seed,
        )))
    }

    fn below(&self, bound: u32) -> u32 {
        self.0.lock().unwrap().random_range(0..bound)
    }

    fn percent(&self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

impl Week {
    pub fn weather_changes(&mut self) {
        let minute = (self.world.clock.now() - self.beginning).num_minutes();
        let present: Vec<Trouble> = FORECAST
            .iter()
            .filter(|(_, from, to)| (*from..*to).contains(&minute))
            .map(|(trouble, ..)| *trouble)
            .collect();
        if present != self.weather.0 {
            self.weather = Weather(present);
            self.weather.apply(&self.world, self.random.random());
        }
    }
}
