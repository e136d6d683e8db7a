//! Names of banks, for transfers by phone number: whoever sends one chooses the bank.

use super::is_invisible;

const LEAST_LETTERS: usize = 2;
const MOST_CHARS: usize = 64;

/// Banks have numbers in their names; more digits are a number of something else.
const MOST_DIGITS: usize = 4;

/// A name that a bank may have; `None` when it can't be one.
pub(in crate::referral) fn read(written: &str) -> Option<String> {
    let visible: String = written
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .collect();
    let name = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let digits = name.chars().filter(|letter| letter.is_numeric()).count();
    let is_name = letters >= LEAST_LETTERS
        && digits <= MOST_DIGITS
        && name.chars().count() <= MOST_CHARS
        && name.chars().all(is_part);
    is_name.then_some(name)
}

fn is_part(letter: char) -> bool {
    letter.is_alphanumeric()
        || matches!(
            letter,
            ' ' | '-' | '\u{2010}'
                ..='\u{2015}'
                    | '.'
                    | ','
                    | '&'
                    | '('
                    | ')'
                    | '"'
                    | '\''
                    | '«'
                    | '»'
                    | '№'
                    | '/'
                    | '+'
        )
}
