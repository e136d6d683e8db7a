//! Rates as people read and write them.

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// The rate that somebody typed: `35`, `35 %` and `0.35` are the same. A whole number
/// counts per cent, one with a point is a share of the whole. `None` unless it lies
/// between nothing and all, to the hundredth.
pub(super) fn parse(words: &str) -> Option<Decimal> {
    let words = words.trim().replace(',', ".");
    let (number, is_percent) = match words.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (words.as_str(), !words.contains('.')),
    };
    let is_plain = |letter: char| letter.is_ascii_digit() || letter == '.';
    if !number.chars().all(is_plain) {
        return None;
    }
    let number: Decimal = number.parse().ok()?;
    let rate = if is_percent {
        number / Decimal::ONE_HUNDRED
    } else {
        number
    };
    let rate = rate.normalize();
    (rate.scale() <= 2 && rate <= Decimal::ONE).then_some(rate)
}

/// Of so many per cent.
pub(super) fn of_percent(percent: u8) -> Decimal {
    Decimal::new(i64::from(percent), 2)
}

/// The rate in per cent, for words and buttons.
pub(super) fn percent(rate: Decimal) -> u8 {
    let percent = (rate * Decimal::ONE_HUNDRED).round();
    percent.to_u8().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn rates_are_read_as_people_write_them() {
        for (words, rate) in [
            ("35", Some(dec!(0.35))),
            ("35 %", Some(dec!(0.35))),
            ("35%", Some(dec!(0.35))),
            ("0.35", Some(dec!(0.35))),
            (" 0,35 ", Some(dec!(0.35))),
            ("0.5", Some(dec!(0.5))),
            ("0", Some(dec!(0))),
            ("1", Some(dec!(0.01))),
            ("1.00", Some(dec!(1))),
            ("100", Some(dec!(1))),
            ("101", None),
            ("1.01", None),
            ("0.355", None),
            ("35.5 %", None),
            ("-5", None),
            ("5e1", None),
            ("", None),
            ("%", None),
            ("half", None),
        ] {
            assert_eq!(parse(words), rate, "{words:?}");
        }
    }

    #[test]
    fn every_whole_percentage_comes_back() {
        for rate in 0..=100 {
            assert_eq!(percent(of_percent(rate)), rate);
        }
        assert_eq!(percent(dec!(0.1)), 10);
    }
}
