//! The figures of two bots side by side, each beside its goal.

use super::{cell::Cell, people::Act};

/// A line of the table: what is measured, the goal in words, the figures, and whether the goal is met
/// by ours.
struct Line {
    what: &'static str,
    goal: &'static str,
    ours: String,
    theirs: String,
    ratio: f64,
    is_met: Option<bool>,
}

pub fn heading(title: &str, theirs: &str) {
    println!();
    println!(
        "{title:<44} {:>10} {:>14} {theirs:>14} {:>7}",
        "goal", "PinGlass", "ratio"
    );
}

/// Prints what was measured of one act.
pub fn act(act: Act, ours: &Cell, theirs: &Cell) {
    println!("{}", act.name());
    let mut lines = vec![
        Line {
            what: "updates per second",
            goal: "≥ theirs",
            ours: format!("{:.0}", ours.updates_per_second),
            theirs: format!("{:.0}", theirs.updates_per_second),
            ratio: ours.updates_per_second / theirs.updates_per_second,
            is_met: Some(ours.updates_per_second >= theirs.updates_per_second),
        },
        milliseconds("p50", ours.p50, theirs.p50),
        milliseconds("p99", ours.p99, theirs.p99),
    ];
    if act == Act::Checkout {
        let (p50, p99) = (theirs.checkout_p50, theirs.checkout_p99);
        lines.push(milliseconds("pre-checkout, p50", ours.checkout_p50, p50));
        lines.push(Line {
            goal: "< 100 ms",
            is_met: Some(ours.checkout_p99 < 100.0),
            ..milliseconds("pre-checkout, p99", ours.checkout_p99, p99)
        });
    }
    lines.push(Line {
        goal: "< 0.30 ms",
        is_met: Some(ours.cpu < 0.3),
        ..milliseconds("the bot's CPU for an update", ours.cpu, theirs.cpu)
    });
    let (our_database, their_database) = (ours.database_cpu, theirs.database_cpu);
    lines.push(milliseconds(
        "the database's CPU for an update",
        our_database,
        their_database,
    ));
    lines.push(Line {
        what: "the load's own share of the processors",
        goal: "",
        ours: format!("{:.0} %", 100.0 * ours.load_share),
        theirs: format!("{:.0} %", 100.0 * theirs.load_share),
        ratio: ours.load_share / theirs.load_share,
        is_met: None,
    });
    lines.iter().for_each(print);
}

/// What others waited for while one chat was flooded.
pub fn flood(ours: &Cell, theirs: &Cell) {
    print(&milliseconds("others' p50", ours.p50, theirs.p50));
    print(&Line {
        goal: "< 100 ms",
        is_met: Some(ours.p99 < 100.0),
        ..milliseconds("others' p99", ours.p99, theirs.p99)
    });
}

/// What grew with the database: the second figure is that of the small one.
pub fn growth(act: Act, large: &Cell, small: &Cell) {
    println!("{}", act.name());
    let slower = small.updates_per_second / large.updates_per_second;
    print(&Line {
        what: "updates per second",
        goal: "< 1.2",
        ours: format!("{:.0}", large.updates_per_second),
        theirs: format!("{:.0}", small.updates_per_second),
        ratio: slower,
        is_met: Some(slower < 1.2),
    });
    print(&milliseconds("p99", large.p99, small.p99));
    let cpu = (large.database_cpu, small.database_cpu);
    print(&milliseconds(
        "the database's CPU for an update",
        cpu.0,
        cpu.1,
    ));
}

/// So many processes against one: the second figure is that of the one.
pub fn processes(act: Act, many: &Cell, one: &Cell) {
    println!("{}", act.name());
    print(&Line {
        what: "updates per second",
        goal: "",
        ours: format!("{:.0}", many.updates_per_second),
        theirs: format!("{:.0}", one.updates_per_second),
        ratio: many.updates_per_second / one.updates_per_second,
        is_met: None,
    });
    print(&milliseconds("p99", many.p99, one.p99));
    print(&milliseconds(
        "all bots' CPU for an update",
        many.cpu,
        one.cpu,
    ));
}

/// Megabytes after the load.
pub fn memory(ours: f64, theirs: f64) {
    print(&Line {
        what: "memory after all of it",
        goal: "",
        ours: format!("{ours:.1} MB"),
        theirs: format!("{theirs:.1} MB"),
        ratio: ours / theirs,
        is_met: None,
    });
}

fn milliseconds(what: &'static str, ours: f64, theirs: f64) -> Line {
    let written = |value: f64| {
        if value < 10.0 {
            format!("{value:.2} ms")
        } else {
            format!("{value:.0} ms")
        }
    };
    Line {
        what,
        goal: "",
        ours: written(ours),
        theirs: written(theirs),
        ratio: ours / theirs,
        is_met: None,
    }
}

fn print(line: &Line) {
    let mark = match line.is_met {
        Some(true) => " ✓",
        Some(false) => " ✗",
        None => "",
    };
    println!(
        "  {:<42} {:>10} {:>14} {:>14} {:>7.2}{mark}",
        line.what, line.goal, line.ours, line.theirs, line.ratio
    );
}
