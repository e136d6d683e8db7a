//! The settings of the referral programme: who counts as brought, and when what is
//! earned can be paid out.

use rust_decimal::Decimal;

use super::reader::Reader;

/// What `referral_balances.balance` can hold, in roubles.
const MOST_ROUBLES: Decimal = Decimal::from_parts(99_999_999, 0, 0, false, 0);

/// What the referral programme goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferralConfig {
    /// Smallest withdrawal, in roubles.
    pub withdrawal_min: Decimal,
    /// From this amount of one person within 30 days on, in roubles, two members of staff
    /// approve a withdrawal.
    pub second_approval_from: Decimal,
    /// Whether a link also brings those who knew the bot before and never paid.
    pub counts_known: bool,
}

impl Reader {
    pub(super) fn referral(&mut self) -> Option<ReferralConfig> {
        let withdrawal_min = self.roubles("WITHDRAWAL_MIN_RUB", "1000");
        let second_approval_from = self.roubles("WITHDRAWAL_SECOND_APPROVAL_RUB", "10000");
        let counts_known = match self.raw("REFERRAL_COUNTS_KNOWN").as_deref() {
            None | Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(_) => {
                self.mistake("REFERRAL_COUNTS_KNOWN", "is neither yes nor no");
                None
            }
        };
        Some(ReferralConfig {
            withdrawal_min: withdrawal_min?,
            second_approval_from: second_approval_from?,
            counts_known: counts_known?,
        })
    }

    /// An amount that can be paid: to the kopeck, and more than nothing.
    pub(super) fn roubles(&mut self, name: &str, default: &str) -> Option<Decimal> {
        let amount: Decimal = self.or(name, default, "an amount in roubles such as 1000")?;
        let is_payable = amount > Decimal::ZERO && amount <= MOST_ROUBLES && amount.scale() <= 2;
        if !is_payable {
            self.mistake(
                name,
                "must be an amount in roubles and kopecks, more than nothing, such as 1000",
            );
        }
        is_payable.then_some(amount)
    }
}
