//! Whether words that nobody waited for are a question for the staff, and about
//! what. The signs to listen for stand in the locales, and those of all languages
//! count for everybody: people write in whichever they like.
//!
//! ```text
//! Where is my set?            a question about portraits
//! paid yesterday, got nothing a question about a payment
//! Refund!                     a question about a payment
//! hi · Anna · how are you?    none
//! ```

use std::sync::LazyLock;

use super::faq::Question;
use crate::{i18n::Lang, support::ticket::Category};

/// From so much on it is a question.
const ENOUGH: u8 = 3;

/// Fewer letters tell nothing, whatever they are.
const LEAST_LETTERS: usize = 5;

/// A word of thanks says little else.
const MOST_WORDS_OF_THANKS: usize = 4;

/// What a message turns out to ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub category: Category,
    /// The frequent question that it seems to be.
    pub question: Option<Question>,
}

/// Words and beginnings of words, as the normalised text holds them.
struct Signs(Vec<String>);

struct Vocabulary {
    asking: Signs,
    trouble: Signs,
    demand: Signs,
    thanks: Signs,
    small_talk: Signs,
    /// In the order in which they decide.
    categories: Vec<(Category, Signs)>,
    questions: Vec<(Question, Signs)>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary {
    asking: Signs::named("ask-signs-asking"),
    trouble: Signs::named("ask-signs-trouble"),
    demand: Signs::named("ask-signs-demand"),
    thanks: Signs::named("ask-signs-thanks"),
    small_talk: Signs::named("ask-signs-small-talk"),
    categories: vec![
        (Category::Payment, Signs::named("ask-signs-payment")),
        (Category::Account, Signs::named("ask-signs-account")),
        (Category::Technical, Signs::named("ask-signs-technical")),
        (Category::Generation, Signs::named("ask-signs-generation")),
    ],
    questions: vec![
        (Question::Twice, Signs::named("ask-signs-twice")),
        (Question::Refund, Signs::named("ask-signs-refund")),
        (Question::Receipt, Signs::named("ask-signs-receipt")),
        (Question::Nothing, Signs::named("ask-signs-nothing")),
        (Question::Likeness, Signs::named("ask-signs-likeness")),
        (Question::Keeping, Signs::named("ask-signs-keeping")),
        (Question::Erase, Signs::named("ask-signs-erase")),
        (Question::Where, Signs::named("ask-signs-where")),
        (Question::Price, Signs::named("ask-signs-price")),
    ],
});

impl Signs {
    /// The signs of this name in all languages: words between commas, a star for
    /// any ending.
    fn named(key: &str) -> Self {
        let all = Lang::ALL.map(|lang| lang.text(key, &[]));
        let signs = all.iter().flat_map(|signs| signs.split(','));
        let written = signs.map(|sign| match sign.trim().strip_suffix('*') {
            Some(beginning) => normal(beginning).trim_end().to_owned(),
            None => normal(sign),
        });
        Self(written.collect())
    }

    fn are_in(&self, text: &str) -> bool {
        self.0.iter().any(|sign| text.contains(sign.as_str()))
    }

    fn open(&self, text: &str) -> bool {
        self.0.iter().any(|sign| text.starts_with(sign.as_str()))
    }
}

/// What the words ask, if they clearly ask something.
pub(super) fn read(words: &str) -> Option<Asked> {
    let known = &*VOCABULARY;
    let text = normal(words);
    if text.chars().filter(|letter| letter.is_alphabetic()).count() < LEAST_LETTERS
        || known.small_talk.are_in(&text) && text.split_whitespace().count() <= 6
    {
        return None;
    }
    let category = known
        .categories
        .iter()
        .find(|(_, signs)| signs.are_in(&text));
    let question = known
        .questions
        .iter()
        .find(|(_, signs)| signs.are_in(&text));
    let question = question.map(|(question, _)| *question);
    let weight = weight(words, &text, category.is_some(), question.is_some());
    if weight < ENOUGH && !known.demand.are_in(&text) {
        return None;
    }
    let category = question
        .map(Question::category)
        .or(category.map(|(category, _)| *category));
    Some(Asked {
        category: category.unwrap_or(Category::Other),
        question,
    })
}

/// How much speaks for a question.
fn weight(words: &str, text: &str, has_topic: bool, is_frequent: bool) -> u8 {
    let known = &*VOCABULARY;
    let count = text.split_whitespace().count();
    let marks = [
        (words.contains('?'), 2),
        (known.asking.open(text), 2),
        (known.trouble.are_in(text), 2),
        (is_frequent, 2),
        (has_topic, 1),
        (count >= 4, 1),
        (count >= 12, 1),
    ];
    let weights = marks.iter().filter(|(holds, _)| *holds);
    weights.map(|(_, weight)| weight).sum()
}

/// Whether the words only thank or agree, and want nothing.
pub(super) fn is_thanks(words: &str) -> bool {
    let text = normal(words);
    let count = text.split_whitespace().count();
    let known = &*VOCABULARY;
    count <= MOST_WORDS_OF_THANKS
        && !words.contains('?')
        && known.thanks.are_in(&text)
        && !known.trouble.are_in(&text)
}

/// Lower case, words apart by one space and with one on both ends; apostrophes join
/// what they part, and the Russian letter yo counts as ye.
fn normal(words: &str) -> String {
    let mut text = String::from(" ");
    for letter in words.to_lowercase().chars() {
        match letter {
            '\'' | '\u{2019}' => {}
            '\u{451}' => text.push('\u{435}'),
            letter if letter.is_alphanumeric() => text.push(letter),
            _ if text.ends_with(' ') => {}
            _ => text.push(' '),
        }
    }
    if !text.ends_with(' ') {
        text.push(' ');
    }
    text
}

#[cfg(test)]
mod tests;
