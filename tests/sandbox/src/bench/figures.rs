//! Figures beside their goals, as one table.

use std::{fmt, time::Duration};

use super::goals::{Goal, Score};

/// The longest name of a figure fits.
const WIDTH: usize = 66;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Seconds,
    Megabytes,
    Kilobytes,
    Percent,
    Count,
    /// How many times another figure.
    Times,
}

/// One measured thing.
#[derive(Clone, Debug)]
pub struct Figure {
    what: String,
    unit: Unit,
    measured: f64,
    goal: Option<Goal>,
}

impl Figure {
    pub fn new(what: impl Into<String>, unit: Unit, measured: f64) -> Self {
        Self {
            what: what.into(),
            unit,
            measured,
            goal: None,
        }
    }

    pub fn time(what: impl Into<String>, measured: Duration) -> Self {
        Self::new(what, Unit::Milliseconds, measured.as_secs_f64() * 1000.0)
    }

    /// The figure tells whether this goal is met.
    pub fn of(self, goal: Goal) -> Self {
        Self {
            goal: Some(goal),
            ..self
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measured = amount(self.measured, self.unit);
        let (limit, met) = match self.goal {
            Some(goal) => (goal.limit(), mark(goal.is_met(self.measured))),
            None => (String::new(), ""),
        };
        row(formatter, &self.what, [&measured, &limit, met])
    }
}

/// Whether a goal is met, for the end of a line.
pub fn mark(is_met: bool) -> &'static str {
    if is_met { "✓" } else { "✗" }
}

/// Prints figures as they come, lest a run that breaks off shows none, and has them scored.
#[derive(Debug)]
pub struct Table<'a> {
    score: &'a mut Score,
    notes: Vec<String>,
}

impl<'a> Table<'a> {
    pub fn begin(score: &'a mut Score) -> Self {
        println!();
        println!("{Heading}");
        Self {
            score,
            notes: Vec::new(),
        }
    }

    pub fn add(&mut self, figure: &Figure) {
        println!("{figure}");
        if let Some(goal) = figure.goal {
            self.score
                .note(goal, "", figure.what.trim(), figure.measured);
        }
    }

    /// Says below the table what one has to know to read it.
    pub fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    pub fn end(self) {
        println!();
        for note in self.notes {
            println!("{note}");
        }
    }
}

struct Heading;

impl fmt::Display for Heading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        row(formatter, "figure", ["measured", "goal", "met"])
    }
}

fn row(
    formatter: &mut fmt::Formatter<'_>,
    what: &str,
    [measured, goal, met]: [&str; 3],
) -> fmt::Result {
    write!(
        formatter,
        "{what:<WIDTH$} {measured:>10} {goal:>11} {met:>4}"
    )
}

pub fn amount(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Milliseconds if value < 10.0 => format!("{value:.2} ms"),
        Unit::Milliseconds => format!("{value:.0} ms"),
        Unit::Seconds => format!("{value:.2} s"),
        Unit::Megabytes => format!("{value:.1} MB"),
        Unit::Kilobytes => format!("{value:.2} kB"),
        Unit::Percent => format!("{value:.1} %"),
        Unit::Count => format!("{value:.0}"),
        Unit::Times => format!("{value:.2} ×"),
    }
}

/// The value that `share` of all values do not exceed; zero when there are none.
pub fn percentile(values: &[Duration], share: f64) -> Duration {
    let mut sorted = values.to_vec();
    sorted.sort();
    let rank = (share * sorted.len() as f64).ceil() as usize;
    sorted
        .get(rank.clamp(1, sorted.len().max(1)) - 1)
        .copied()
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<_> = (1..=100).rev().map(Duration::from_millis).collect();
        let at = |share| percentile(&values, share).as_millis();
        assert_eq!([at(0.0), at(0.5), at(0.99), at(1.0)], [1, 50, 99, 100]);
        assert_eq!(percentile(&[], 0.99), Duration::ZERO);
    }

    #[test]
    fn a_figure_stands_beside_its_goal() {
        let words = |figure: Figure| {
            let line = figure.to_string();
            line.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        let start = Figure::time("a start", Duration::from_millis(75)).of(Goal::Start);
        assert_eq!(words(start), "a start 75 ms < 150 ms ✓");
        let memory = Figure::new("memory", Unit::Megabytes, 12.34);
        assert_eq!(words(memory), "memory 12.3 MB");
    }
}
