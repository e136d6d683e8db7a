//! What is promised of speed and memory, each goal with its limit in this one place, and how a run
//! has kept to it.

use std::fmt;

use super::figures::{Unit, amount};

/// The longest goal fits, with what it is kept for.
const WIDTH: usize = 65;

/// What can be promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// Updates per second of PinGlass, by those of the bare bot.
    Throughput,
    Cpu,
    Checkout,
    Flood,
    Growth,
    Start,
    Idle,
    /// What each further set in flight takes of the process.
    MemoryPerSet,
    MemoryInFlight,
    /// While albums are sent.
    MemoryInDelivery,
    Album,
    /// Answers 429 while sets are in flight: a large album can arrive later than anybody reckons
    /// with, on a slow machine.
    Refusals,
    Broadcast,
    Group,
    AnswersMeanwhile,
    Verdict,
    CheckoutBehindQueue,
}

/// On which side of its limit a figure is to be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bound {
    AtLeast(f64),
    Below(f64),
    AtMost(f64),
}

struct Promise {
    what: &'static str,
    unit: Unit,
    bound: Bound,
}

impl Goal {
    /// In the order in which they are told.
    const ALL: [Self; 17] = [
        Self::Throughput,
        Self::Cpu,
        Self::Checkout,
        Self::Flood,
        Self::Growth,
        Self::Start,
        Self::Idle,
        Self::MemoryPerSet,
        Self::MemoryInFlight,
        Self::MemoryInDelivery,
        Self::Album,
        Self::Refusals,
        Self::Broadcast,
        Self::Group,
        Self::AnswersMeanwhile,
        Self::Verdict,
        Self::CheckoutBehindQueue,
    ];

    fn promise(self) -> Promise {
        use Bound::{AtLeast, AtMost, Below};
        use Unit::{Count, Kilobytes, Megabytes, Milliseconds, Percent, Times};
        let (what, unit, bound) = match self {
            Self::Throughput => ("throughput, by the bare bot's", Times, AtLeast(1.0)),
            Self::Cpu => ("the bot's CPU for an update", Milliseconds, Below(0.3)),
            Self::Checkout => ("pre-checkout at full load, p99", Milliseconds, Below(100.0)),
            Self::Flood => {
                let what = "others while one chat sends 200 at once, p99";
                (what, Milliseconds, Below(100.0))
            }
            Self::Growth => ("slower with a full database", Times, Below(1.2)),
            Self::Start => {
                let what = "start to the first answer, median";
                (what, Milliseconds, Below(150.0))
            }
            Self::Idle => ("memory, idle", Megabytes, Below(30.0)),
            Self::MemoryPerSet => {
                let what = "memory for each further set in flight";
                (what, Kilobytes, Below(5.0))
            }
            Self::MemoryInFlight => ("memory with sets in flight", Megabytes, Below(120.0)),
            Self::MemoryInDelivery => {
                let what = "memory while sets are delivered, peak";
                (what, Megabytes, Below(120.0))
            }
            Self::Album => {
                let what = "Kie's success to the album, median";
                (what, Milliseconds, Below(1000.0))
            }
            Self::Refusals => ("answers 429 while sets are in flight", Count, AtMost(0.0)),
            Self::Broadcast => ("a broadcast, of the ideal time", Percent, AtMost(103.0)),
            Self::Group => {
                let what = "into a group at 20 a minute, of the ideal time";
                (what, Percent, AtMost(103.0))
            }
            Self::AnswersMeanwhile => {
                let what = "the slowest answer during a broadcast";
                (what, Milliseconds, Below(300.0))
            }
            Self::Verdict => {
                let what = "a 12-megapixel photo to its verdict, median";
                (what, Milliseconds, Below(300.0))
            }
            Self::CheckoutBehindQueue => {
                let what = "pre-checkout behind 1,000 updates, p99";
                (what, Milliseconds, Below(2000.0))
            }
        };
        Promise { what, unit, bound }
    }

    /// What no number is does not keep a promise.
    pub fn is_met(self, value: f64) -> bool {
        match self.promise().bound {
            Bound::AtLeast(least) => value >= least,
            Bound::Below(limit) => value < limit,
            Bound::AtMost(most) => value <= most,
        }
    }

    /// The limit in words.
    pub fn limit(self) -> String {
        let Promise { unit, bound, .. } = self.promise();
        match bound {
            Bound::AtLeast(least) => format!("≥ {}", amount(least, unit)),
            Bound::Below(limit) => format!("< {}", amount(limit, unit)),
            Bound::AtMost(most) => format!("≤ {}", amount(most, unit)),
        }
    }

    /// The further from kept, the higher.
    fn badness(self, value: f64) -> f64 {
        match self.promise().bound {
            _ if value.is_nan() => f64::INFINITY,
            Bound::AtLeast(_) => -value,
            Bound::Below(_) | Bound::AtMost(_) => value,
        }
    }
}

/// One figure of a goal, and where it was taken.
#[derive(Clone, Debug)]
struct Measured {
    goal: Goal,
    /// What the goal is kept for by itself, as one of several acts; else nothing.
    subject: String,
    place: String,
    value: f64,
}

/// How a run has kept to the goals, and what was wrong.
#[derive(Debug, Default)]
pub struct Score {
    measured: Vec<Measured>,
    wrong: Vec<String>,
}

impl Score {
    pub fn note(&mut self, goal: Goal, subject: &str, place: &str, value: f64) {
        self.measured.push(Measured {
            goal,
            subject: subject.to_owned(),
            place: place.to_owned(),
            value,
        });
    }

    /// Something that no machine is slow enough to excuse, or that could not be measured.
    pub fn is_wrong(&mut self, what: String) {
        self.wrong.push(what);
    }

    pub fn wrong(&self) -> &[String] {
        &self.wrong
    }

    /// The figures of a goal, those of one subject together, as they came.
    fn of(&self, goal: Goal) -> Vec<Vec<&Measured>> {
        let mut subjects: Vec<Vec<&Measured>> = Vec::new();
        for measured in self
            .measured
            .iter()
            .filter(|measured| measured.goal == goal)
        {
            let same = |others: &&mut Vec<&Measured>| others[0].subject == measured.subject;
            match subjects.iter_mut().find(same) {
                Some(others) => others.push(measured),
                None => subjects.push(vec![measured]),
            }
        }
        subjects
    }
}

/// One row for each goal, and for each of its subjects: the worst of all figures.
impl fmt::Display for Score {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        row(
            formatter,
            "goal",
            ["limit", "measured", "met", "where it was worst"],
        )?;
        let mut met = (0, 0);
        for goal in Goal::ALL {
            let what = goal.promise().what;
            let subjects = self.of(goal);
            if subjects.is_empty() {
                row(formatter, what, [&goal.limit(), "not measured", "", ""])?;
            }
            for figures in subjects {
                let badness = |figure: &Measured| goal.badness(figure.value);
                let worst = figures
                    .iter()
                    .max_by(|one, other| badness(one).total_cmp(&badness(other)));
                let Some(worst) = worst else { continue };
                let kept = figures.iter().filter(|figure| goal.is_met(figure.value));
                let (kept, all) = (kept.count(), figures.len());
                met = (met.0 + usize::from(kept == all), met.1 + 1);
                let what = match worst.subject.as_str() {
                    "" => what.to_owned(),
                    subject => format!("{what}: {subject}"),
                };
                let value = amount(worst.value, goal.promise().unit);
                let verdict = match (kept == all, all) {
                    (true, _) => "yes".to_owned(),
                    (false, 1) => "NO".to_owned(),
                    (false, _) => format!("NO, {kept} of {all}"),
                };
                row(
                    formatter,
                    &what,
                    [&goal.limit(), &value, &verdict, &worst.place],
                )?;
            }
        }
        writeln!(formatter, "{} of {} measured goals are met.", met.0, met.1)?;
        for wrong in &self.wrong {
            writeln!(formatter, "WRONG: {wrong}")?;
        }
        Ok(())
    }
}

fn row(
    formatter: &mut fmt::Formatter<'_>,
    what: &str,
    [limit, measured, met, place]: [&str; 4],
) -> fmt::Result {
    let line = format!("{what:<WIDTH$} {limit:>9} {measured:>12}  {met:<10} {place}");
    writeln!(formatter, "{}", line.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(score: &Score) -> Vec<String> {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        score.to_string().lines().map(words).collect()
    }

    #[test]
    fn the_worst_figure_of_each_subject_is_told_with_its_place() {
        let mut score = Score::default();
        score.note(Goal::Throughput, "taps", "50 people", 1.5);
        score.note(Goal::Throughput, "taps", "500 people", 0.8);
        score.note(Goal::Throughput, "albums", "50 people", 1.0);
        score.note(Goal::Checkout, "", "50 people", 40.0);
        score.note(Goal::Checkout, "", "500 people", 99.0);
        let rows = rows(&score);
        let what = "throughput, by the bare bot's";
        assert!(rows.contains(&format!(
            "{what}: taps ≥ 1.00 × 0.80 × NO, 1 of 2 500 people"
        )));
        assert!(rows.contains(&format!("{what}: albums ≥ 1.00 × 1.00 × yes 50 people")));
        let what = "pre-checkout at full load, p99 < 100 ms 99 ms yes 500 people";
        assert!(rows.contains(&what.to_owned()));
        assert!(rows.contains(&"2 of 3 measured goals are met.".to_owned()));
        assert!(rows.contains(&"memory, idle < 30.0 MB not measured".to_owned()));
    }

    #[test]
    fn what_was_wrong_is_told_below() {
        let mut score = Score::default();
        assert!(score.wrong().is_empty());
        score.is_wrong("broadcast: 2 people got it twice".to_owned());
        let last = rows(&score).pop();
        assert_eq!(
            last.as_deref(),
            Some("WRONG: broadcast: 2 people got it twice")
        );
    }

    #[test]
    fn a_limit_is_met_on_its_right_side_only_and_by_numbers_only() {
        assert!(Goal::Throughput.is_met(1.0) && !Goal::Throughput.is_met(0.99));
        assert!(Goal::Idle.is_met(29.9) && !Goal::Idle.is_met(30.0));
        assert!(Goal::Broadcast.is_met(103.0) && !Goal::Broadcast.is_met(103.1));
        for goal in Goal::ALL {
            assert!(!goal.is_met(f64::NAN));
        }
        let mut score = Score::default();
        score.note(Goal::Growth, "", "there", 1.1);
        score.note(Goal::Growth, "", "here", f64::NAN);
        assert!(
            rows(&score)
                .iter()
                .any(|row| row.ends_with("NO, 1 of 2 here"))
        );
    }
}
