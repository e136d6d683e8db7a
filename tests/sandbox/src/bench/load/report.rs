//! The figures of two bots side by side, each beside its goal.

use super::{
    super::{
        figures::{Unit, amount, mark},
        goals::{Goal, Score},
    },
    cell::Cell,
    people::Act,
};

/// A line of the table: what is measured, the figures, and of which goal the first of them or their
/// ratio tells something.
struct Line {
    what: &'static str,
    unit: Option<Unit>,
    ours: f64,
    theirs: f64,
    ratio: f64,
    goal: Option<(Goal, f64)>,
}

impl Line {
    fn new(what: &'static str, unit: Option<Unit>, ours: f64, theirs: f64) -> Self {
        Self {
            what,
            unit,
            ours,
            theirs,
            ratio: ours / theirs,
            goal: None,
        }
    }

    fn milliseconds(what: &'static str, ours: f64, theirs: f64) -> Self {
        Self::new(what, Some(Unit::Milliseconds), ours, theirs)
    }

    fn updates_per_second(ours: &Cell, theirs: &Cell) -> Self {
        let (ours, theirs) = (ours.updates_per_second, theirs.updates_per_second);
        Self::new("updates per second", None, ours, theirs)
    }

    /// Our figure tells of this goal.
    fn of(self, goal: Goal) -> Self {
        Self {
            goal: Some((goal, self.ours)),
            ..self
        }
    }

    /// The ratio tells of this goal.
    fn of_ratio(self, goal: Goal) -> Self {
        Self {
            goal: Some((goal, self.ratio)),
            ..self
        }
    }

    /// Prints it, and has it scored for what the goal is kept for and where.
    fn tell(&self, (subject, place): (&str, &str), score: &mut Score) {
        if let Some((goal, value)) = self.goal {
            score.note(goal, subject, place, value);
        }
        self.print();
    }

    fn print(&self) {
        let written = |value: f64| match self.unit {
            Some(unit) => amount(value, unit),
            None => format!("{value:.0}"),
        };
        let (limit, mark) = match self.goal {
            Some((goal, value)) => (goal.limit(), mark(goal.is_met(value))),
            None => (String::new(), ""),
        };
        println!(
            "  {:<42} {limit:>10} {:>14} {:>14} {:>7.2} {mark}",
            self.what,
            written(self.ours),
            written(self.theirs),
            self.ratio
        );
    }
}

pub fn heading(title: &str, theirs: &str) {
    println!();
    println!(
        "{title:<44} {:>10} {:>14} {theirs:>14} {:>7}",
        "goal", "PinGlass", "ratio"
    );
}

/// Prints what was measured of one act.
pub fn act((act, place): (Act, &str), ours: &Cell, theirs: &Cell, score: &mut Score) {
    println!("{}", act.name());
    let where_at = (act.name(), place);
    let everywhere = format!("{}, {place}", act.name());
    Line::updates_per_second(ours, theirs)
        .of_ratio(Goal::Throughput)
        .tell(where_at, score);
    Line::milliseconds("p50", ours.p50, theirs.p50).print();
    Line::milliseconds("p99", ours.p99, theirs.p99).print();
    if act == Act::Checkout {
        Line::milliseconds("pre-checkout, p50", ours.checkout_p50, theirs.checkout_p50).print();
        Line::milliseconds("pre-checkout, p99", ours.checkout_p99, theirs.checkout_p99)
            .of(Goal::Checkout)
            .tell(("", place), score);
    }
    // A millisecond for one is a second for a thousand.
    Line::milliseconds("the bot's CPU for an update", ours.cpu, theirs.cpu)
        .of(Goal::Cpu)
        .tell(("", &everywhere), score);
    let seconds = |what, ours, theirs| Line::new(what, Some(Unit::Seconds), ours, theirs).print();
    seconds("the bot's CPU for 1,000", ours.cpu, theirs.cpu);
    let (of_ours, of_theirs) = (ours.database_cpu, theirs.database_cpu);
    seconds("the database's CPU for 1,000", of_ours, of_theirs);
    Line::new("memory", Some(Unit::Megabytes), ours.memory, theirs.memory).print();
    let (ours, theirs) = (100.0 * ours.load_share, 100.0 * theirs.load_share);
    let what = "the load's own share of the processors";
    Line::new(what, Some(Unit::Percent), ours, theirs).print();
}

/// What others waited for while one chat was flooded.
pub fn flood(place: &str, ours: &Cell, theirs: &Cell, score: &mut Score) {
    Line::milliseconds("others' p50", ours.p50, theirs.p50).print();
    Line::milliseconds("others' p99", ours.p99, theirs.p99)
        .of(Goal::Flood)
        .tell(("", place), score);
}

/// What grew with the database: the second figure is that of the small one.
pub fn growth((act, place): (Act, &str), large: &Cell, small: &Cell, score: &mut Score) {
    println!("{}", act.name());
    let slower = small.updates_per_second / large.updates_per_second;
    Line {
        ratio: slower,
        ..Line::updates_per_second(large, small)
    }
    .of_ratio(Goal::Growth)
    .tell((act.name(), place), score);
    Line::milliseconds("p99", large.p99, small.p99).print();
    let (large, small) = (large.database_cpu, small.database_cpu);
    Line::milliseconds("the database's CPU for an update", large, small).print();
}

/// So many processes against one: the second figure is that of the one.
pub fn processes(act: Act, many: &Cell, one: &Cell) {
    println!("{}", act.name());
    Line::updates_per_second(many, one).print();
    Line::milliseconds("p99", many.p99, one.p99).print();
    Line::milliseconds("all bots' CPU for an update", many.cpu, one.cpu).print();
    let (many, one) = (many.database_cpu, one.database_cpu);
    Line::milliseconds("the database's CPU for an update", many, one).print();
}
