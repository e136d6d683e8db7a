//! Amounts of the coin, and what a price in roubles is in it. On the wire they
//! are whole billionths, and so they are here: no payment fails by a rounding.

use std::fmt;

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// A coin has 10⁹ nano, so the ninth digit is the last.
const DIGITS: u32 = 9;

/// People type amounts from a screen, so a quote stops at a thousandth.
const QUOTED_DIGITS: u32 = 3;

/// An amount in billionths of a coin, never negative. The coin's whole supply fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nano(i64);

impl Nano {
    /// None for a negative count.
    pub fn new(count: i64) -> Option<Self> {
        (count >= 0).then_some(Self(count))
    }

    /// The count of billionths, as links and toncenter write it.
    pub fn count(self) -> i64 {
        self.0
    }

    /// An amount in coins, as a `decimal(20,9)` column keeps it. None when it is
    /// negative, too large, or has digits below the ninth.
    pub fn from_decimal(coins: Decimal) -> Option<Self> {
        let count = coins.checked_mul(Decimal::from(10_i64.pow(DIGITS)))?;
        if !count.is_integer() {
            return None;
        }
        Self::new(count.to_i64()?)
    }

    /// The amount in coins, with nine digits after the point.
    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, DIGITS)
    }
}

/// In coins, without trailing zeros: `8.369`.
impl fmt::Display for Nano {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_decimal().normalize().fmt(formatter)
    }
}

/// What `price_rub` is at `rate_rub_per_ton` roubles a coin, rounded up to a
/// thousandth of a coin. None when price and rate make no sensible amount.
pub fn quote(price_rub: Decimal, rate_rub_per_ton: Decimal) -> Option<Nano> {
    if price_rub <= Decimal::ZERO || rate_rub_per_ton <= Decimal::ZERO {
        return None;
    }
    let thousandths = price_rub
        .checked_mul(Decimal::from(10_i64.pow(QUOTED_DIGITS)))?
        .checked_div(rate_rub_per_ton)?
        .ceil()
        .to_i64()?;
    let count = thousandths.checked_mul(10_i64.pow(DIGITS - QUOTED_DIGITS))?;
    Nano::new(count).filter(|nano| nano.0 > 0)
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn an_amount_survives_its_column() {
        for count in [0, 1, 1_000_000_000, 8_369_000_000, i64::MAX] {
            let nano = Nano::new(count).unwrap();
            assert_eq!(nano.to_decimal().scale(), 9);
            assert_eq!(Nano::from_decimal(nano.to_decimal()), Some(nano));
        }
        assert_eq!(
            Nano::from_decimal(dec!(1.5)).unwrap().count(),
            1_500_000_000
        );
        assert_eq!(
            Nano::from_decimal(dec!(1.5000000000)),
            Nano::new(1_500_000_000)
        );
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        assert_eq!(Nano::new(-1), None);
        assert_eq!(Nano::from_decimal(dec!(-1)), None);
        assert_eq!(Nano::from_decimal(dec!(0.0000000001)), None);
        assert_eq!(Nano::from_decimal(dec!(9223372036.854775808)), None);
        assert_eq!(Nano::from_decimal(Decimal::MAX), None);
    }

    #[test]
    fn an_amount_is_shown_without_trailing_zeros() {
        let shown = |count| Nano::new(count).unwrap().to_string();
        assert_eq!(shown(0), "0");
        assert_eq!(shown(1), "0.000000001");
        assert_eq!(shown(8_369_000_000), "8.369");
        assert_eq!(shown(20_000_000_000), "20");
    }

    #[test]
    fn a_quote_is_rounded_up_to_a_thousandth() {
        let quoted = |price, rate| quote(price, rate).map(|nano| nano.to_string());
        // 990 / 118.3 = 8.36855…
        assert_eq!(quoted(dec!(990), dec!(118.3)).unwrap(), "8.369");
        assert_eq!(quoted(dec!(499), dec!(118.3)).unwrap(), "4.219");
        assert_eq!(quoted(dec!(100), dec!(3)).unwrap(), "33.334");
        // What divides evenly is not raised.
        assert_eq!(quoted(dec!(990), dec!(100)).unwrap(), "9.9");
        assert_eq!(quoted(dec!(990.00), dec!(99.000000000000)).unwrap(), "10");
        assert_eq!(quoted(dec!(0.01), dec!(1000000)).unwrap(), "0.001");
    }

    #[test]
    fn a_quote_without_sense_is_none() {
        assert_eq!(quote(dec!(990), dec!(0)), None);
        assert_eq!(quote(dec!(990), dec!(-118.3)), None);
        assert_eq!(quote(dec!(0), dec!(118.3)), None);
        assert_eq!(quote(dec!(-990), dec!(118.3)), None);
        assert_eq!(quote(dec!(990), dec!(0.000000001)), None);
        assert_eq!(quote(dec!(990), Decimal::new(1, 28)), None);
        assert_eq!(quote(Decimal::MAX, dec!(118.3)), None);
        assert_eq!(quote(Decimal::new(1, 28), Decimal::MAX), None);
    }
}
