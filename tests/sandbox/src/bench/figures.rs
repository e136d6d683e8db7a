//! Figures beside their goals, as one table.

use std::{fmt, time::Duration};

/// The longest name of a figure fits.
const WIDTH: usize = 62;

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Milliseconds,
    Megabytes,
    Percent,
}

/// One measured thing; less is better.
#[derive(Clone, Debug)]
pub struct Figure {
    what: String,
    unit: Unit,
    measured: f64,
    goal: Option<f64>,
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

    pub fn below(self, goal: f64) -> Self {
        Self {
            goal: Some(goal),
            ..self
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measured = amount(self.measured, self.unit);
        let (goal, share) = match self.goal {
            Some(goal) => (
                format!("< {}", amount(goal, self.unit)),
                format!("{:.0} %", 100.0 * self.measured / goal),
            ),
            None => (String::new(), String::new()),
        };
        row(formatter, &self.what, [&measured, &goal, &share])
    }
}

/// Prints figures as they come, lest a run that breaks off shows none.
#[derive(Debug, Default)]
pub struct Table {
    notes: Vec<String>,
}

impl Table {
    pub fn begin() -> Self {
        println!("{Heading}");
        Self::default()
    }

    pub fn add(&self, figure: &Figure) {
        println!("{figure}");
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
        row(formatter, "figure", ["measured", "goal", "of the goal"])
    }
}

fn row(
    formatter: &mut fmt::Formatter<'_>,
    what: &str,
    [measured, goal, share]: [&str; 3],
) -> fmt::Result {
    write!(
        formatter,
        "{what:<WIDTH$} {measured:>10} {goal:>11} {share:>12}"
    )
}

fn amount(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Milliseconds => format!("{value:.0} ms"),
        Unit::Megabytes => format!("{value:.1} MB"),
        Unit::Percent => format!("{value:.1} %"),
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
        let start = Figure::time("a start", Duration::from_millis(75)).below(150.0);
        assert_eq!(words(start), "a start 75 ms < 150 ms 50 %");
        let memory = Figure::new("memory", Unit::Megabytes, 12.34);
        assert_eq!(words(memory), "memory 12.3 MB");
    }
}
