//! Every charge has its payment in our books, every payment its album or its refund, and every
//! rouble adds up.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{
    super::store::{Earning, Payment, Set},
    Book, Verdict,
};
use crate::chaos::book::Charge;

pub fn check(book: &Book, verdict: &mut Verdict) {
    for charge in &book.charges {
        check_charge(book, charge, verdict);
    }
    for payment in &book.tables.payments {
        if charge_of(book, payment).is_none() {
            let what = format!(
                "payment {} ({}) was never made at the provider",
                payment.id, payment.charge
            );
            verdict.complain("payment without money", payment.person, what);
        }
    }
    check_sums(book, verdict);
    for payment in &book.tables.payments {
        check_earning(book, payment, verdict);
    }
    for balance in &book.tables.balances {
        if balance.balance != balance.rows {
            let what = format!(
                "user {} has {} and the rows say {}",
                balance.owner, balance.balance, balance.rows
            );
            verdict.complain("balance", None, what);
        }
    }
}

fn payment_of<'a>(book: &'a Book, charge: &Charge) -> Option<&'a Payment> {
    let mut payments = book.tables.payments.iter();
    payments.find(|payment| payment.provider == charge.provider && payment.charge == charge.id)
}

fn charge_of<'a>(book: &'a Book, payment: &Payment) -> Option<&'a Charge> {
    let mut charges = book.charges.iter();
    charges.find(|charge| payment.provider == charge.provider && payment.charge == charge.id)
}

fn check_charge(book: &Book, charge: &Charge, verdict: &mut Verdict) {
    let name = format!("{} charge {}", charge.provider, charge.id);
    let Some(payment) = payment_of(book, charge) else {
        if charge.returned != charge.amount {
            let what = format!("{name} of {} is in no book", charge.amount);
            verdict.complain("payment lost", charge.person, what);
        }
        return;
    };
    if payment.amount != charge.amount {
        let what = format!(
            "{name} is {}, and our book says {}",
            charge.amount, payment.amount
        );
        verdict.complain("amount", charge.person, what);
    }
    let person = payment.person.or(charge.person);
    let sets = book.tables.sets.iter();
    let sets: Vec<&Set> = sets
        .filter(|set| set.payment_id == Some(payment.id) && !set.is_reroll)
        .collect();
    let is_delivered = matches!(sets.as_slice(), [set] if is_delivered(book, set, person));
    if sets.len() > 1 {
        verdict.complain("two sets for one payment", person, name.clone());
    }
    let is_back = charge.returned == charge.amount;
    let by_hand = charge.provider == "ton" && payment.is_wanted_back;
    match (is_delivered, is_back) {
        (true, true) => verdict.complain("photos and money", person, name),
        (false, false) if !by_hand => {
            let what = format!(
                "{name}, payment {} ({}, used: {}), has neither album nor refund: {sets:?}",
                payment.id, payment.status, payment.is_used
            );
            verdict.complain("neither album nor refund", person, what);
        }
        _ if charge.returns > 1 && is_back => {
            let what = format!("{name} went back in {} steps", charge.returns);
            verdict.complain("refund twice", person, what);
        }
        _ => {}
    }
}

fn is_delivered(book: &Book, set: &Set, person: Option<i64>) -> bool {
    let is_erased = person.is_some_and(|person| book.erased.contains(&person));
    let has_photos = if is_erased {
        // They have taken what the tables knew along; the chat is left.
        let mut portraits = book.portraits.iter();
        portraits.any(|portrait| Some(portrait.person) == person)
    } else {
        set.ready > 0
    };
    has_photos && set.is_told && !set.is_stopped
}

/// What came in and did not go back is what our books say, for each provider in its own unit.
fn check_sums(book: &Book, verdict: &mut Verdict) {
    let mut sums: BTreeMap<&str, (Decimal, Decimal)> = BTreeMap::new();
    for charge in &book.charges {
        sums.entry(charge.provider).or_default().0 += charge.amount - charge.returned;
    }
    for payment in &book.tables.payments {
        sums.entry(&payment.provider).or_default().1 += payment.amount - payment.returned;
    }
    for (provider, (held, booked)) in sums {
        if held != booked {
            let what = format!("{provider} holds {held} for us, and our books say {booked}");
            verdict.complain("sums", None, what);
        }
    }
}

/// A commission, half a kopeck up.
fn commission(earning: &Earning, roubles: Decimal) -> Decimal {
    (roubles * earning.rate)
        .round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// Whether somebody must have a share in what stayed with us. Whoever is erased has taken along who
/// brought them, or whom they brought.
fn earns(book: &Book, payment: &Payment) -> bool {
    let is_known = |person: &i64| !book.erased.contains(person);
    let payer = payment.person.filter(is_known);
    let owner = payer.and_then(|payer| book.brought.get(&payer));
    let is_kept = payment.returned == Decimal::ZERO && !payment.is_wanted_back;
    is_kept && owner.is_some_and(is_known)
}

fn check_earning(book: &Book, payment: &Payment, verdict: &mut Verdict) {
    let earnings = book.tables.earnings.iter();
    let earnings: Vec<&Earning> = earnings
        .filter(|earning| earning.payment_id == payment.id)
        .collect();
    let complain = |verdict: &mut Verdict, what: &str| {
        let what = format!("payment {}: {what}: {earnings:?}", payment.id);
        verdict.complain("earning", payment.person, what);
    };
    let earning = match earnings.as_slice() {
        [] if earns(book, payment) => {
            return complain(verdict, "whoever brought its payer has nothing of it");
        }
        [] => return,
        [earning] => earning,
        _ => return complain(verdict, "it has earned more than once"),
    };
    let is_brought = payment
        .person
        .is_none_or(|person| book.brought.contains_key(&person));
    if !is_brought {
        complain(verdict, "nobody brought who paid it");
    }
    if earning.amount != commission(earning, payment.roubles) {
        complain(verdict, "it has not earned its share");
    }
    let is_back = payment.returned == payment.amount;
    let kept = earning.amount - earning.taken_back;
    if is_back && kept != Decimal::ZERO {
        complain(verdict, "it went back and still earns");
    }
    if !is_back && payment.returned == Decimal::ZERO && kept != earning.amount {
        complain(verdict, "it stayed and its share was taken back");
    }
}
