//! The settings by which the staff see how the business goes.

use rust_decimal::Decimal;

use super::reader::Reader;

/// What a credit costs in roubles at most: nobody pays more for a hundred of them.
const MOST_FOR_A_CREDIT: Decimal = Decimal::ONE_HUNDRED;

/// What pictures of numbers and alerts go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeeingConfig {
    /// What a credit of Kie costs, in roubles.
    pub credit_rub: Decimal,
    /// With fewer credits left the staff are alerted; unset: never.
    pub credits_alert: Option<Decimal>,
}

impl Reader {
    pub(super) fn seeing(&mut self) -> Option<SeeingConfig> {
        // $0.005 (Kie's price list) at 90 roubles.
        let name = "KIE_CREDIT_RUB";
        let credit_rub: Option<Decimal> = self.or(name, "0.45", "an amount such as 0.45");
        let is_price = |price: &Decimal| *price >= Decimal::ZERO && *price <= MOST_FOR_A_CREDIT;
        if credit_rub.is_some_and(|price| !is_price(&price)) {
            self.mistake(name, "must be an amount in roubles from 0 to 100");
        }
        let name = "KIE_CREDITS_ALERT";
        let credits_alert = match self.unless_off(name, "2000") {
            None => None,
            Some(count) => Some(self.parsed::<u32>(name, &count, "a whole number, or off")?),
        };
        Some(SeeingConfig {
            credit_rub: credit_rub.filter(is_price)?,
            credits_alert: credits_alert.map(Decimal::from),
        })
    }
}
