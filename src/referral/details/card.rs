//! Card numbers: 16 to 19 digits of which the last one checks the others (ISO/IEC 7812,
//! Luhn).

use std::ops::RangeInclusive;

use super::{is_between_digits, is_invisible};

const DIGITS: RangeInclusive<usize> = 16..=19;

/// Printed cards show groups of so many.
const GROUP: usize = 4;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral) enum Mistake {
    /// There is something other than digits.
    NotDigits,
    Short {
        digits: usize,
    },
    Long {
        digits: usize,
    },
    /// The group of this number, from 1, has not the four digits of all others.
    Group {
        number: usize,
        digits: usize,
    },
    /// A digit is wrong, or two changed places.
    Checksum,
}

/// The digits of a card number as somebody typed it.
///
/// # Errors
/// What is wrong with it, as closely as can be told.
pub(in crate::referral) fn read(written: &str) -> Result<String, Mistake> {
    let visible: String = written
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .collect();
    let groups: Vec<&str> = visible
        .split(is_between_digits)
        .filter(|group| !group.is_empty())
        .collect();
    let number = groups.concat();
    if number.is_empty() || !number.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(Mistake::NotDigits);
    }
    let digits = number.len();
    if digits > *DIGITS.end() {
        return Err(Mistake::Long { digits });
    }
    if digits < *DIGITS.start() {
        return Err(odd_group(&groups).unwrap_or(Mistake::Short { digits }));
    }
    // No card begins with 0, though sixteen of them add up.
    if number.starts_with('0') || !adds_up(&number) {
        return Err(odd_group(&groups).unwrap_or(Mistake::Checksum));
    }
    Ok(number)
}

/// The first group that is not of four digits, where the others show that it should be.
/// The last one may be shorter.
fn odd_group(groups: &[&str]) -> Option<Mistake> {
    let even = groups.iter().filter(|group| group.len() == GROUP).count();
    let last = groups.len().checked_sub(1)?;
    let is_odd = |index: usize, group: &str| group.len() != GROUP && (index < last || last == 3);
    let (index, group) = groups
        .iter()
        .enumerate()
        .find(|(index, group)| is_odd(*index, group))?;
    (even >= 2).then_some(Mistake::Group {
        number: index + 1,
        digits: group.len(),
    })
}

/// Every second digit from the right counts double, less nine when that has two digits;
/// the sum ends in zero.
fn adds_up(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            let value = u32::from(digit - b'0') * if index % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn masked(number: &str) -> String {
    let end = number.get(number.len().saturating_sub(GROUP)..);
    format!("•••• {}", end.unwrap_or_default())
}
