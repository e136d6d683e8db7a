//! How a time of the business went, in numbers. What each one is stands with its SQL in
//! `store`; here they are added up, and set against each other.

use std::ops::AddAssign;

use chrono::TimeDelta;
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::payments::Provider;

/// What one way to pay took, or gave back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Money {
    pub count: i64,
    /// The price in roubles of what was sold, whatever it was paid with.
    pub roubles: Decimal,
    pub stars: i64,
    pub ton: Decimal,
}

/// What was ordered at Kie for one purpose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spent {
    pub orders: i64,
    pub credits: Decimal,
}

/// Orders at Kie by what they were for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spending {
    pub sets: Spent,
    /// Further attempts, portraits that were made again, and prompts that were tried.
    pub besides: Spent,
}

/// What happened within a step of a report, or within all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub new_people: i64,
    /// In the order of [`Provider::ALL`].
    pub sold: [Money; 3],
    pub refunded: [Money; 3],
    pub spending: Spending,
    /// Commissions, in roubles.
    pub earned: Decimal,
    pub taken_back: Decimal,
}

/// How long sets took from the charge to their last album.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    pub sets: i64,
    pub median: Option<TimeDelta>,
    /// In nine of ten cases it did not take longer.
    pub ninth_decile: Option<TimeDelta>,
}

/// How far those came who started within the time, until now. Whoever is at one step was
/// at those before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Funnel {
    pub started: i64,
    pub photos: i64,
    pub invoiced: i64,
    pub paid: i64,
    pub delivered: i64,
}

/// All numbers of a time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers {
    pub steps: Vec<Step>,
    pub times: Vec<Times>,
    pub times_in_all: Times,
    pub funnel: Funnel,
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        self.count += other.count;
        self.roubles += other.roubles;
        self.stars += other.stars;
        self.ton += other.ton;
    }
}

impl AddAssign for Spent {
    fn add_assign(&mut self, other: Self) {
        self.orders += other.orders;
        self.credits += other.credits;
    }
}

impl Spending {
    pub fn in_all(self) -> Spent {
        let mut sum = self.sets;
        sum += self.besides;
        sum
    }
}

impl AddAssign<&Step> for Step {
    fn add_assign(&mut self, other: &Step) {
        self.new_people += other.new_people;
        for (sum, money) in self.sold.iter_mut().zip(other.sold) {
            *sum += money;
        }
        for (sum, money) in self.refunded.iter_mut().zip(other.refunded) {
            *sum += money;
        }
        self.spending.sets += other.spending.sets;
        self.spending.besides += other.spending.besides;
        self.earned += other.earned;
        self.taken_back += other.taken_back;
    }
}

impl Step {
    pub fn sold_in_all(&self) -> Money {
        sum(&self.sold)
    }

    pub fn refunded_in_all(&self) -> Money {
        sum(&self.refunded)
    }

    /// What was taken and not given back, in roubles.
    pub fn revenue(&self) -> Decimal {
        self.sold_in_all().roubles - self.refunded_in_all().roubles
    }

    /// What partners and friends got of it, in roubles.
    pub fn commissions(&self) -> Decimal {
        self.earned - self.taken_back
    }

    /// What is left of the revenue, with a credit of Kie at this price.
    pub fn left(&self, credit_rub: Decimal) -> Decimal {
        self.revenue() - self.generation(credit_rub) - self.commissions()
    }

    /// What portraits cost, in roubles, to the kopeck.
    pub fn generation(&self, credit_rub: Decimal) -> Decimal {
        (self.spending.in_all().credits * credit_rub).round_dp(2)
    }
}

fn sum(methods: &[Money; 3]) -> Money {
    let mut sum = Money::default();
    for money in methods {
        sum += *money;
    }
    sum
}

/// The place of a provider in [`Step::sold`].
pub(super) fn place_of(provider: &str) -> usize {
    let provider = Provider::stored(Some(provider));
    let place = Provider::ALL.iter().position(|known| *known == provider);
    place.expect("a provider is among all")
}

impl Numbers {
    pub fn sums(&self) -> Step {
        let mut sums = Step::default();
        for step in &self.steps {
            sums += step;
        }
        sums
    }
}

/// Percents of change, rounded; nothing where there was nothing before.
pub(super) fn change(now: Decimal, before: Decimal) -> Option<i64> {
    if before <= Decimal::ZERO {
        return None;
    }
    let percent = (now - before) * Decimal::ONE_HUNDRED / before;
    percent.round().to_i64()
}

/// A share in tenths of a percent, rounded; nothing of nothing.
pub(super) fn tenths_of_percent(part: Decimal, whole: Decimal) -> Option<i64> {
    if whole <= Decimal::ZERO {
        return None;
    }
    (part * Decimal::ONE_THOUSAND / whole).round().to_i64()
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    #[test]
    fn changes_are_percents_of_what_was() {
        assert_eq!(change(dec!(112), dec!(100)), Some(12));
        assert_eq!(change(dec!(0), dec!(3)), Some(-100));
        assert_eq!(change(dec!(-5), dec!(10)), Some(-150));
        assert_eq!(change(dec!(5), dec!(0)), None);
        assert_eq!(change(dec!(5), dec!(-1)), None);
    }

    #[test]
    fn shares_are_rounded_to_a_tenth() {
        assert_eq!(tenths_of_percent(dec!(1), dec!(3)), Some(333));
        assert_eq!(tenths_of_percent(dec!(2), dec!(3)), Some(667));
        assert_eq!(tenths_of_percent(dec!(1), dec!(0)), None);
    }

    #[test]
    fn what_is_left_is_the_revenue_without_its_costs() {
        let mut step = Step {
            earned: dec!(50),
            taken_back: dec!(20),
            ..Step::default()
        };
        step.sold[1].roubles = dec!(499);
        step.sold[0].roubles = dec!(499);
        step.refunded[0].roubles = dec!(499);
        step.spending.sets.credits = dec!(126);
        step.spending.besides.credits = dec!(18);
        assert_eq!(step.revenue(), dec!(499));
        assert_eq!(step.generation(dec!(0.45)), dec!(64.80));
        assert_eq!(step.left(dec!(0.45)), dec!(404.20));
    }
}
