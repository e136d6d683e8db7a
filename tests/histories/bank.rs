//! What happens to somebody who pays through the bank.

use rand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use sandbox::tbank::{Payment, Status};

use super::{
    batch::Town,
    facts::Facts,
    shared::{Deed, History, Letter},
};

pub fn kopecks(amount: Decimal) -> i64 {
    (amount * Decimal::ONE_HUNDRED).to_i64().unwrap()
}

impl History {
    /// The bank's payments that were opened for this history.
    pub fn bank_payments(&self, town: &Town, facts: &Facts) -> Vec<Payment> {
        facts
            .attempts
            .iter()
            .filter(|attempt| attempt.user_id == self.user_id)
            .filter_map(|attempt| town.world.tbank.payment_of_order(&attempt.id.to_string()))
            .collect()
    }

    pub fn has_paid_by_sbp(&self, town: &Town, facts: &Facts) -> bool {
        self.bank_payments(town, facts)
            .iter()
            .any(|payment| payment.is_sbp)
    }

    pub async fn acts_at_bank(&mut self, town: &Town, facts: &Facts) -> Vec<Deed> {
        let payments = self.bank_payments(town, facts);
        let Some(payment) = self.pick(&payments) else {
            self.orders(town).await;
            return Vec::new();
        };
        self.bank_ids.push(payment.payment_id);
        match self.random.random_range(0..12) {
            0..=6 => self.is_at_the_form(town, facts, &payment),
            7 | 8 => self.merchant_gives_back(town, &payment),
            9 => return self.bank_hints(town, &payment),
            _ => self.taps_below_link(facts),
        }
        Vec::new()
    }

    /// Only whoever has the link can pay.
    fn is_at_the_form(&mut self, town: &Town, facts: &Facts, payment: &Payment) {
        let is_linked = facts
            .attempts
            .iter()
            .any(|attempt| attempt.has_link && attempt.id.to_string() == payment.order_id);
        if !is_linked {
            return;
        }
        let (bank, id) = (&town.world.tbank, payment.payment_id);
        let (act, outcome) = match self.random.random_range(0..14) {
            0 => ("opens the form", bank.open_form(id)),
            1 => ("starts to pay", bank.starts_paying(id)),
            2 => ("has the money held", bank.holds(id)),
            3 => ("is declined", bank.declines(id)),
            4 | 5 => ("pays by SBP", bank.pays_by_sbp(id)),
            6 | 7 if payment.status == Status::Authorized => {
                ("has the money taken", bank.captures(id))
            }
            _ => ("pays by card", bank.pays(id)),
        };
        if outcome.is_ok() {
            self.note(format!("{act} {id}"));
        }
    }

    /// Whoever is with his own bank comes to an end, and held money is taken.
    pub fn is_decided(&mut self, town: &Town, facts: &Facts) {
        for payment in self.bank_payments(town, facts) {
            let id = payment.payment_id;
            let done = match payment.status {
                Status::Authorizing => town.world.tbank.declines(id),
                Status::Authorized => town.world.tbank.captures(id),
                _ => continue,
            };
            done.unwrap();
            self.note(format!("{id}, which was {}, is decided", payment.status));
        }
    }

    fn merchant_gives_back(&mut self, town: &Town, payment: &Payment) {
        let left = payment.left();
        let is_taken = matches!(payment.status, Status::Confirmed | Status::PartialRefunded);
        if !is_taken || left < 2 {
            return;
        }
        let kopecks = if self.chance(50) {
            left
        } else {
            self.random.random_range(1..left)
        };
        if town
            .world
            .tbank
            .refunds_in_cabinet(payment.payment_id, kopecks)
            .is_ok()
        {
            self.is_refunded_elsewhere = true;
            self.note(format!(
                "the cabinet gives {kopecks} of {} back",
                payment.payment_id
            ));
        }
    }

    /// A genuine notification of a status that says nothing about money taken: an
    /// early, late or odd one.
    fn bank_hints(&mut self, town: &Town, payment: &Payment) -> Vec<Deed> {
        let status = self
            .pick(&[
                Status::Authorized,
                Status::Rejected,
                Status::Refunded,
                Status::Reversed,
                Status::DeadlineExpired,
            ])
            .unwrap();
        let body = town
            .world
            .tbank
            .notification(payment.payment_id, status)
            .unwrap();
        self.note(format!("the bank says {status} of {}", payment.payment_id));
        vec![Deed::Post(Letter::Notification(body))]
    }

    fn taps_below_link(&mut self, facts: &Facts) {
        let attempts: Vec<_> = facts
            .attempts
            .iter()
            .filter(|attempt| attempt.user_id == self.user_id)
            .collect();
        let Some(attempt) = self.pick(&attempts) else {
            return;
        };
        if self.chance(60) {
            self.taps(&format!(r#"bank:{{"c":"{}"}}"#, attempt.id));
        } else {
            self.taps(&format!(r#"bank:{{"e":"{}"}}"#, attempt.order_id));
            self.person.sends("somebody.else@example.com");
        }
    }
}
