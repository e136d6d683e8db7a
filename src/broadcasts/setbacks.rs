//! What goes wrong with a broadcast as a whole, told from what goes wrong with one person.
//!
//! Counted in a row: refusals for the words in each language, as one letter may be wrong and
//! the others right, and letters without an answer, as whoever got none is not sent it again:
//! an outage must not use up everybody whom a broadcast is for.

use std::collections::BTreeMap;

/// So many refusals in a row mean that the letter itself is wrong.
const REFUSED_MOST: u32 = 5;

/// So many letters in a row without an answer mean that Telegram can't be reached.
const UNANSWERED_MOST: i32 = 5;

/// After so many single letters that were tried then, people have to look.
const PROBES_MOST: i32 = 5;

/// How often in a row what went wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Setbacks {
    /// By the language of the letter.
    pub refused: BTreeMap<String, u32>,
    pub unanswered: i32,
    /// Single letters that were tried while no answers came.
    pub probes: i32,
}

impl Setbacks {
    pub fn delivered(&mut self, language: &str) {
        self.refused.remove(language);
        self.answered();
    }

    /// Telegram refused; whether it seems to refuse everybody.
    pub fn refused(&mut self, language: &str) -> bool {
        self.answered();
        let count = self.refused.entry(language.to_owned()).or_default();
        *count += 1;
        *count >= REFUSED_MOST
    }

    /// Telegram said something, whatever it was.
    pub fn answered(&mut self) {
        (self.unanswered, self.probes) = (0, 0);
    }

    pub fn unanswered(&mut self) {
        self.unanswered = self.unanswered.saturating_add(1);
    }

    /// One letter leaves to see whether answers come again.
    pub fn probe(&mut self) {
        self.probes += 1;
    }

    /// It did not even leave, which says nothing.
    pub fn did_not_leave(&mut self) {
        self.probes = (self.probes - 1).max(0);
    }

    /// Whether Telegram seems to answer nobody.
    pub fn is_silent(&self) -> bool {
        self.unanswered >= UNANSWERED_MOST
    }

    /// Whether it was tried often enough since.
    pub fn is_hopeless(&self) -> bool {
        self.is_silent() && self.probes >= PROBES_MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_in_one_language_is_wrong_while_others_arrive() {
        let mut setbacks = Setbacks::default();
        for _ in 1..REFUSED_MOST {
            assert!(!setbacks.refused("ru"));
            setbacks.delivered("en");
        }
        assert!(setbacks.refused("ru"));
        setbacks.delivered("ru");
        assert!(!setbacks.refused("ru"));
    }

    #[test]
    fn silence_is_over_with_the_first_answer() {
        let mut setbacks = Setbacks::default();
        for _ in 0..UNANSWERED_MOST {
            assert!(!setbacks.is_silent());
            setbacks.unanswered();
        }
        assert!(setbacks.is_silent());
        for _ in 0..PROBES_MOST {
            assert!(!setbacks.is_hopeless());
            setbacks.probe();
        }
        assert!(setbacks.is_hopeless());
        setbacks.answered();
        assert_eq!(setbacks, Setbacks::default());
    }
}
