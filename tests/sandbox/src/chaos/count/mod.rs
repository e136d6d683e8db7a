//! The count at the end: rules that a [`Book`] is held against. Each complaint names the rule that
//! was broken, whom it concerns and what is wrong.

mod house;
mod letters;
mod money;
mod portraits;

use std::fmt;

use chrono::{DateTime, Utc};

use super::{book::Book, plot::Loss};

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
    portraits::check(book, &mut verdict);
    letters::check(book, &mut verdict);
    house::check(book, &mut verdict);
    verdict
}

/// The losses of which each explains one repetition in a chat.
struct Excuses<'a> {
    losses: Vec<&'a Loss>,
}

impl<'a> Excuses<'a> {
    fn of(book: &'a Book, chat: i64) -> Self {
        let losses = book.losses.iter();
        Self {
            losses: losses
                .filter(|loss| loss.chat.is_none_or(|of| of == chat))
                .collect(),
        }
    }

    /// Whether the answer to what was sent then may have been lost; a loss explains one sending.
    fn take(&mut self, sent_at: DateTime<Utc>) -> bool {
        let explains = |loss: &&Loss| (loss.from..=loss.to).contains(&sent_at);
        match self.losses.iter().position(explains) {
            Some(index) => {
                self.losses.remove(index);
                true
            }
            None => false,
        }
    }
}
