//! Phone numbers by which Russian banks find an account: mobile numbers of Russia.

use super::{is_between_digits, is_invisible};

/// A Russian number without its country code.
const DIGITS: usize = 10;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral) enum Mistake {
    /// There is something other than digits.
    NotDigits,
    /// Russian numbers have eleven digits.
    Length { digits: usize },
    /// A number of another country, or of no mobile phone.
    NotMobile,
}

/// The number as `+79…`, however it was typed: with 8 or nothing before it, with spaces
/// and brackets.
///
/// # Errors
/// What is wrong with it.
pub(in crate::referral) fn read(written: &str) -> Result<String, Mistake> {
    let is_filling = |letter: char| is_between_digits(letter) || matches!(letter, '(' | ')' | '.');
    let visible: String = written
        .chars()
        .filter(|letter| !is_invisible(*letter) && !is_filling(*letter))
        .collect();
    let (is_international, number) = match visible.strip_prefix('+') {
        Some(number) => (true, number),
        None => (false, visible.as_str()),
    };
    if number.is_empty() || !number.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(Mistake::NotDigits);
    }
    let digits = number.len();
    let national = match digits.checked_sub(DIGITS) {
        Some(1) if number.starts_with('7') => &number[1..],
        Some(1) if number.starts_with('8') && !is_international => &number[1..],
        Some(0) if number.starts_with('9') && !is_international => number,
        // Whoever writes a plus knows the code of their country.
        _ if is_international && !number.starts_with('7') => return Err(Mistake::NotMobile),
        Some(1) => return Err(Mistake::NotMobile),
        _ => return Err(Mistake::Length { digits }),
    };
    if !national.starts_with('9') {
        return Err(Mistake::NotMobile);
    }
    Ok(format!("+7{national}"))
}

/// The operator's first digit and the last two are left.
pub(in crate::referral) fn masked(number: &str) -> String {
    let end = number.get(number.len().saturating_sub(2)..);
    format!("+7 9•• •••-••-{}", end.unwrap_or_default())
}
