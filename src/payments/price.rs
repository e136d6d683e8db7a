//! Money as it is charged: whole Stars, roubles or TON, each exact in its own
//! currency and never a float.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    catalogue::Tier,
    i18n::Lang,
    switches::{Switch, Switches},
};

/// Who takes the money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Provider {
    #[serde(rename = "s")]
    Stars,
    #[serde(rename = "b")]
    Tbank,
    #[serde(rename = "t")]
    Ton,
    /// Nobody: a set that the staff gave away. No button can ask for it.
    #[serde(skip)]
    Gift,
}

impl Provider {
    /// Those that take money.
    pub const ALL: [Self; 3] = [Self::Stars, Self::Tbank, Self::Ton];

    /// As it stands in `payments.provider` and in metrics.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stars => "stars",
            Self::Tbank => "tbank",
            Self::Ton => "ton",
            Self::Gift => "gift",
        }
    }

    /// A payment without a provider is one of T-Bank's, from the time when there
    /// was no other.
    pub fn stored(id: Option<&str>) -> Self {
        match id {
            Some("stars") => Self::Stars,
            Some("ton") => Self::Ton,
            Some("gift") => Self::Gift,
            _ => Self::Tbank,
        }
    }

    /// Whether the staff let people pay in it. A gift is no way to pay.
    pub(super) fn is_open(self, switches: &Switches) -> bool {
        match self {
            Self::Stars => switches.is_on(Switch::Stars),
            Self::Tbank => switches.is_on(Switch::Tbank),
            Self::Ton => switches.is_on(Switch::Ton),
            Self::Gift => false,
        }
    }

    /// Whether `tier` has a price in it. Roubles are every tier's price, and become TON at
    /// the rate of the day.
    pub(super) fn sells(self, tier: &Tier) -> bool {
        match self {
            Self::Stars => tier.stars_price.is_some(),
            Self::Tbank | Self::Ton => true,
            Self::Gift => false,
        }
    }

    /// How people call it.
    pub fn title(self, lang: Lang) -> String {
        match self {
            Self::Stars => lang.text("method-stars", &[]),
            Self::Tbank => lang.text("method-tbank", &[]),
            Self::Ton => lang.text("method-ton", &[]),
            Self::Gift => lang.text("method-gift", &[]),
        }
    }
}

/// An amount of one of the three currencies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// Whole Stars.
    Stars(i32),
    /// Roubles, in whole kopecks.
    Roubles(Decimal),
    /// TON, in whole nano.
    Ton(Decimal),
    /// Nothing was paid.
    Gift,
}

impl Price {
    pub fn provider(self) -> Provider {
        match self {
            Self::Stars(_) => Provider::Stars,
            Self::Roubles(_) => Provider::Tbank,
            Self::Ton(_) => Provider::Ton,
            Self::Gift => Provider::Gift,
        }
    }

    pub(super) fn stars(self) -> Option<i32> {
        match self {
            Self::Stars(stars) => Some(stars),
            _ => None,
        }
    }

    pub(super) fn roubles(self) -> Option<Decimal> {
        match self {
            Self::Roubles(amount) => Some(amount),
            _ => None,
        }
    }

    pub(super) fn ton(self) -> Option<Decimal> {
        match self {
            Self::Ton(amount) => Some(amount),
            _ => None,
        }
    }

    /// The share of `part` in `whole`, rounded up to what the currency can
    /// express, so that rounding is never at the payer's expense. `None` for
    /// Stars, which go back whole or not at all (Bot API, refundStarPayment).
    pub(super) fn share(self, part: i64, whole: i64) -> Option<Self> {
        let share = |amount: Decimal, digits| {
            let exact = amount.checked_mul(part.into())?.checked_div(whole.into())?;
            let up = rust_decimal::RoundingStrategy::AwayFromZero;
            Some(exact.round_dp_with_strategy(digits, up).min(amount))
        };
        match self {
            Self::Stars(_) | Self::Gift => None,
            Self::Roubles(amount) => share(amount, 2).map(Self::Roubles),
            Self::Ton(amount) => share(amount, 9).map(Self::Ton),
        }
    }

    /// As people write it: `350 ⭐`, `499 ₽`, `4.215 TON`.
    pub fn words(self, lang: Lang) -> String {
        match self {
            Self::Stars(stars) => lang.text("price-stars", &[("stars", stars.into())]),
            Self::Roubles(amount) => lang.roubles(amount),
            Self::Gift => lang.text("price-gift", &[]),
            Self::Ton(amount) => lang.text(
                "price-ton",
                &[("amount", amount.normalize().to_string().into())],
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roubles(words: &str) -> Price {
        Price::Roubles(words.parse().unwrap())
    }

    #[test]
    fn a_share_is_rounded_up_and_never_more_than_the_whole() {
        assert_eq!(roubles("999").share(1, 7), Some(roubles("142.72")));
        assert_eq!(roubles("999").share(7, 7), Some(roubles("999.00")));
        assert_eq!(roubles("0.01").share(1, 23), Some(roubles("0.01")));
        assert_eq!(
            Price::Ton("4.215".parse().unwrap()).share(2, 7),
            Some(Price::Ton("1.204285715".parse().unwrap()))
        );
        assert_eq!(roubles("999").share(1, 0), None);
    }

    #[test]
    fn stars_have_no_parts() {
        assert_eq!(Price::Stars(350).share(1, 7), None);
    }
}
