//! Amounts of roubles as people type them.
//!
//! ```text
//! 1500 · 1 500,50 · 1,500.50 · 1500.5 ₽ · 1.500 руб.    amounts
//! all · всё                                           everything
//! -500 · 1e9 · NaN · 1500.555 · ١٥٠٠                    none
//! ```

use std::sync::LazyLock;

use rust_decimal::Decimal;

use crate::{i18n::Lang, referral::details::is_invisible};

/// Nobody has ten thousand millions, and no sum here goes beyond it.
const MOST_DIGITS: usize = 10;

/// What somebody wants to withdraw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// In roubles and kopecks.
    Roubles(Decimal),
    /// So much that it needs no number.
    FarTooMuch,
    All,
}

struct Words {
    all: Vec<String>,
    currency: Vec<String>,
}

/// In all languages at once: people write in whichever they like.
static WORDS: LazyLock<Words> = LazyLock::new(|| Words {
    all: words("withdraw-signs-all"),
    currency: words("withdraw-signs-currency"),
});

fn words(key: &str) -> Vec<String> {
    let all = Lang::ALL.map(|lang| lang.text(key, &[]));
    let signs = all.iter().flat_map(|signs| signs.split(','));
    let mut words: Vec<String> = signs.map(|sign| sign.trim().to_owned()).collect();
    // "roubles" before "r".
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
}

/// `None` when it is no amount.
pub(super) fn read(written: &str) -> Option<Wanted> {
    let visible: String = written
        .chars()
        .filter(|letter| !is_invisible(*letter))
        .collect();
    let lower = visible.trim().to_lowercase();
    if WORDS.all.contains(&lower) {
        return Some(Wanted::All);
    }
    let number = without_currency(&lower);
    let (whole, kopecks) = split(number);
    let whole = joined(whole)?;
    let significant = whole.trim_start_matches('0');
    if significant.len() > MOST_DIGITS {
        return Some(Wanted::FarTooMuch);
    }
    let roubles: i64 = format!("0{significant}").parse().ok()?;
    let kopecks: i64 = format!("{kopecks:0<2}").parse().ok()?;
    Some(Wanted::Roubles(Decimal::new(roubles * 100 + kopecks, 2)))
}

fn without_currency(lower: &str) -> &str {
    let stripped = WORDS.currency.iter().find_map(|word| {
        let word = word.as_str();
        lower
            .strip_suffix(word)
            .or_else(|| lower.strip_prefix(word))
    });
    stripped.unwrap_or(lower).trim()
}

/// What is before and behind the point or comma of the kopecks: one or two digits at the
/// end. A point that is among the thousands too is none.
fn split(number: &str) -> (&str, &str) {
    let Some((whole, kopecks)) = number.rsplit_once(['.', ',']) else {
        return (number, "");
    };
    let point = &number[whole.len()..=whole.len()];
    let are_kopecks = matches!(kopecks.len(), 1 | 2)
        && kopecks.chars().all(|letter| letter.is_ascii_digit())
        && !whole.contains(point);
    if are_kopecks {
        (whole, kopecks)
    } else {
        (number, "")
    }
}

/// The digits of a whole number, whose thousands may stand apart, all by the same sign.
fn joined(whole: &str) -> Option<String> {
    let is_sign = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '.' | '\'' | '’');
    let mut signs: Vec<char> = whole.chars().filter(|letter| is_sign(*letter)).collect();
    signs.dedup();
    let groups: Vec<&str> = whole.split(is_sign).collect();
    let (first, others) = groups.split_first()?;
    let are_thousands = others.is_empty()
        || signs.len() == 1
            && (1..=3).contains(&first.len())
            && others.iter().all(|group| group.len() == 3);
    let digits = groups.concat();
    let is_number = !digits.is_empty() && digits.chars().all(|letter| letter.is_ascii_digit());
    (are_thousands && is_number).then_some(digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn roubles(amount: &str) -> Option<Wanted> {
        Some(Wanted::Roubles(amount.parse().unwrap()))
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (written, amount) in [
            ("1500", "1500"),
            (" 1500 ", "1500"),
            ("1 500,50", "1500.50"),
            ("1\u{a0}500,5", "1500.50"),
            ("1\u{202f}500", "1500"),
            ("1500.5 ₽", "1500.50"),
            ("1,500.50", "1500.50"),
            ("1.500,50", "1500.50"),
            ("1,500", "1500"),
            ("1.500", "1500"),
            ("1'500", "1500"),
            ("12 345 678", "12345678"),
            ("₽1500", "1500"),
            ("1500р", "1500"),
            ("1500 руб.", "1500"),
            ("1500 РУБЛЕЙ", "1500"),
            ("1500 roubles", "1500"),
            ("RUB 1500", "1500"),
            ("0", "0"),
            ("007", "7"),
            ("0,01", "0.01"),
            ("\u{200f}1500\u{200e}", "1500"),
        ] {
            assert_eq!(read(written), roubles(amount), "{written:?}");
        }
        for written in ["all", "ALL", "всё", "Все", " everything "] {
            assert_eq!(read(written), Some(Wanted::All), "{written}");
        }
    }

    #[test]
    fn what_is_no_amount_is_none() {
        for written in [
            "",
            " ",
            "₽",
            "-500",
            "−500",
            "+500",
            "1e9",
            "NaN",
            "inf",
            "0x10",
            "1500.555",
            "1 50",
            "1.5.0",
            "1,500,50",
            "1 500.500",
            "15 00,50",
            ",50",
            "1500,",
            "1500 $",
            "١٥٠٠",
            "１５００",
            "½",
            "пятьсот",
            "1500 or 1600",
            "/withdraw",
        ] {
            assert_eq!(read(written), None, "{written:?}");
        }
    }

    #[test]
    fn what_nobody_has_is_far_too_much() {
        for written in ["99999999999", "1 000 000 000 000,00", &"9".repeat(4096)] {
            assert_eq!(read(written), Some(Wanted::FarTooMuch), "{written}");
        }
        assert_eq!(read(&"0".repeat(4096)), roubles("0"));
    }

    proptest! {
        #[test]
        fn nothing_makes_it_panic_and_no_amount_has_fractions_of_a_kopeck(
            written in prop_oneof![any::<String>(), "[0-9 .,₽'-]{0,24}"],
        ) {
            if let Some(Wanted::Roubles(amount)) = read(&written) {
                prop_assert!(amount >= Decimal::ZERO && amount.scale() <= 2);
            }
        }

        #[test]
        fn what_the_bot_writes_it_reads(kopecks in 0_i64..10_000_000_000) {
            let amount = Decimal::new(kopecks, 2);
            for lang in Lang::ALL {
                prop_assert_eq!(read(&lang.roubles(amount)), Some(Wanted::Roubles(amount)));
            }
        }
    }
}
