//! What happens to somebody who pays with Stars.

use pinglass::payments::{Charge, Price};
use rand::Rng;
use sandbox::telegram::StarTransaction;

use super::{
    batch::Town,
    facts::Facts,
    shared::{Deed, History},
};

impl History {
    pub fn acts_with_stars(&mut self, town: &Town, facts: &Facts) -> Vec<Deed> {
        match self.random.random_range(0..10) {
            0..=5 => self.pays_stars(town, facts),
            6 => self.is_refunded_by_telegram(town, facts),
            _ => return self.charge_races(facts),
        }
        Vec::new()
    }

    fn pays_stars(&mut self, town: &Town, facts: &Facts) {
        let orders: Vec<_> = facts
            .orders
            .iter()
            .filter(|order| order.user_id == self.user_id)
            .filter_map(|order| Some((order.id.to_string(), order.stars?)))
            .collect();
        let Some((order, price)) = self.pick(&orders) else {
            return;
        };
        let (me, stranger) = (self.person.id(), self.stranger.id());
        let charges: &[(i64, &str, i32)] = match self.random.random_range(0..10) {
            0..=4 => &[(me, &order, price)],
            5 => &[(me, &order, price), (me, &order, price)],
            6 => &[(stranger, &order, price)],
            7 => &[(me, &order, price), (stranger, &order, price)],
            8 => &[(me, &order, price - 1)],
            _ => &[(me, "an older invoice", price)],
        };
        for (payer, payload, stars) in charges {
            let charge = town
                .world
                .telegram
                .charges(*payer, payload, i64::from(*stars));
            self.note(format!(
                "{payer} pays {stars} Stars for {payload}: {charge}"
            ));
        }
    }

    /// The lines of Telegram's list that are this history's.
    pub fn star_lines(&self, facts: &Facts) -> Vec<StarTransaction> {
        let ours = [self.person.id(), self.stranger.id()];
        ours.iter()
            .flat_map(|id| facts.star_lines.get(id).cloned().unwrap_or_default())
            .collect()
    }

    fn is_refunded_by_telegram(&mut self, town: &Town, facts: &Facts) {
        let lines = self.star_lines(facts);
        if let Some(line) = self.pick(&lines)
            && town
                .world
                .telegram
                .refunds_elsewhere(line.user_id, &line.id)
                .is_ok()
        {
            self.is_refunded_elsewhere = true;
            self.note(format!("Telegram gives {} back", line.id));
        }
    }

    /// Several handlers have the same charge at once, or one dies with it.
    fn charge_races(&mut self, facts: &Facts) -> Vec<Deed> {
        let mut lines = self.star_lines(facts);
        // What has gone back already is not told as paid by anybody but an old letter.
        let gone: Vec<String> = lines
            .iter()
            .filter(|line| line.is_refund)
            .map(|line| line.id.clone())
            .collect();
        lines.retain(|line| !gone.contains(&line.id));
        let Some(line) = self.pick(&lines) else {
            return Vec::new();
        };
        let payer = if line.user_id == self.person.id() {
            self.user_id
        } else {
            self.stranger_id
        };
        let charge = Charge {
            id: line.id,
            order: line.payload.parse().ok(),
            price: Price::Stars(line.amount.try_into().unwrap()),
        };
        let is_dropped = self.chance(40);
        self.note(format!(
            "{} is settled at once, lost: {is_dropped}",
            charge.id
        ));
        let times = self.random.random_range(1..=3);
        vec![Deed::Settle {
            payer,
            charge,
            times,
            is_dropped,
        }]
    }
}
