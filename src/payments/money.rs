//! Roubles as banks count them. Prices are kept as decimals of roubles; on the
//! wire they are whole kopecks, and no rounding may happen between the two.

use std::fmt;

use rust_decimal::{Decimal, prelude::ToPrimitive};

/// An amount in kopecks, from 0 to 9 999 999 999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kopecks(i64);

impl Kopecks {
    /// T-Bank's limit: 10 digits (Init: Amount).
    pub const MAX: Self = Self(9_999_999_999);

    /// `None` when the count is negative or above [`Kopecks::MAX`].
    pub fn new(count: i64) -> Option<Self> {
        (0..=Self::MAX.0).contains(&count).then_some(Self(count))
    }

    /// The same amount, given in roubles. `None` when it has fractions of a
    /// kopeck, is negative or above [`Kopecks::MAX`]; it is never rounded.
    pub fn from_rub(roubles: Decimal) -> Option<Self> {
        let kopecks = roubles.checked_mul(Decimal::ONE_HUNDRED)?;
        if !kopecks.is_integer() {
            return None;
        }
        Self::new(kopecks.to_i64()?)
    }

    /// The same amount in roubles, with two digits after the point.
    pub fn to_rub(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// The count of kopecks.
    pub fn get(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Kopecks {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} RUB", self.to_rub())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn what_cannot_be_told_in_kopecks_is_refused() {
        assert_eq!(Kopecks::from_rub(dec!(999)), Kopecks::new(99900));
        assert_eq!(Kopecks::from_rub(dec!(0.100)), Kopecks::new(10));
        assert_eq!(Kopecks::from_rub(dec!(0)), Kopecks::new(0));
        assert_eq!(Kopecks::from_rub(dec!(99999999.99)), Some(Kopecks::MAX));
        for refused in [
            dec!(0.001),
            dec!(499.995),
            dec!(-0.01),
            dec!(100000000),
            Decimal::MAX,
            Decimal::MIN,
            Decimal::new(1, 28),
        ] {
            assert_eq!(Kopecks::from_rub(refused), None, "{refused}");
        }
        assert_eq!(Kopecks::new(-1), None);
        assert_eq!(Kopecks::new(i64::MAX), None);
    }

    #[test]
    fn an_amount_is_shown_in_roubles() {
        assert_eq!(Kopecks::MAX.to_string(), "99999999.99 RUB");
        assert_eq!(Kopecks::default().to_string(), "0.00 RUB");
    }

    proptest! {
        #[test]
        fn kopecks_survive_the_way_to_roubles_and_back(count in 0..=Kopecks::MAX.get()) {
            let kopecks = Kopecks::new(count).unwrap();
            prop_assert_eq!(kopecks.to_rub().scale(), 2);
            prop_assert_eq!(Kopecks::from_rub(kopecks.to_rub()), Some(kopecks));
        }

        #[test]
        fn roubles_survive_the_way_to_kopecks_and_back(mantissa in any::<i64>(), scale in 0..=28u32) {
            let roubles = Decimal::new(mantissa, scale);
            match Kopecks::from_rub(roubles) {
                Some(kopecks) => prop_assert_eq!(kopecks.to_rub(), roubles),
                None => {
                    let is_exact = roubles == roubles.round_dp(2);
                    let is_in_range = roubles >= Decimal::ZERO && roubles <= Kopecks::MAX.to_rub();
                    prop_assert!(!(is_exact && is_in_range));
                }
            }
        }
    }
}
