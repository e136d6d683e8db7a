//! The count at the end: rules that a [`Book`] is held against. Each complaint names the rule that
//! was broken, whom it concerns and what is wrong.

mod extent;
mod house;
mod letters;
mod money;
mod portraits;

use std::fmt;

use super::{book::Book, loss::Excuses};

/// One thing that is not as it was promised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    pub rule: &'static str,
    pub person: Option<i64>,
    pub what: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.rule, self.what)?;
        match self.person {
            Some(person) => write!(formatter, " (person {person})"),
            None => Ok(()),
        }
    }
}

/// What the rules found, and what they let pass.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    pub complaints: Vec<Complaint>,
    /// Repetitions that a lost answer explains.
    pub excused: usize,
}

impl Verdict {
    fn complain(&mut self, rule: &'static str, person: Option<i64>, what: impl Into<String>) {
        self.complaints.push(Complaint {
            rule,
            person,
            what: what.into(),
        });
    }
}

/// Holds the book against every rule.
pub fn count(book: &Book) -> Verdict {
    let mut verdict = Verdict::default();
    money::check(book, &mut verdict);
    let mut excuses = Excuses::of(&book.losses);
    portraits::check(book, &mut excuses, &mut verdict);
    letters::check(book, &mut excuses, &mut verdict);
    verdict.excused = excuses.spent();
    if verdict.excused > book.losses.len() {
        let (excused, losses) = (verdict.excused, book.losses.len());
        let what = format!("{excused} repetitions for {losses} losses");
        verdict.complain("too much excused", None, what);
    }
    house::check(book, &mut verdict);
    extent::check(book, &mut verdict);
    verdict
}
