//! What happens to somebody who pays with TON.

use rand::Rng;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use sandbox::ton::{Address, Finality, Transfer};

use super::{
    batch::Town,
    facts::Facts,
    shared::{Deed, History},
};

/// Below this a transfer is not worth sending back.
const DUST: u64 = 40_000_000;

pub fn nano(amount: Decimal) -> u64 {
    (amount * Decimal::from(1_000_000_000)).to_u64().unwrap()
}

impl History {
    pub fn acts_with_coins(&mut self, town: &Town, facts: &Facts) -> Vec<Deed> {
        if self.chance(20) {
            self.index_catches_up(town);
        } else {
            self.sends_coins(town, facts);
        }
        Vec::new()
    }

    fn sends_coins(&mut self, town: &Town, facts: &Facts) {
        let quotes: Vec<_> = facts
            .orders
            .iter()
            .filter(|order| order.user_id == self.user_id)
            .filter_map(|order| Some((order.ton_comment.clone()?, nano(order.ton_amount?))))
            .collect();
        let Some((comment, price)) = self.pick(&quotes) else {
            return;
        };
        let (amount, comment) = match self.random.random_range(0..12) {
            0..=3 => (price, comment),
            4 | 5 => (price / 2, comment),
            6 => (price - price / 2, comment),
            7 => (price + self.random.random_range(1..DUST), comment),
            8 => (price + self.random.random_range(2 * DUST..price), comment),
            9 => (self.random.random_range(1..DUST), comment),
            10 => (price - 1, comment),
            _ => (
                self.random.random_range(1..price),
                "no such code".to_owned(),
            ),
        };
        let from = Address {
            workchain: 0,
            hash: self.random.random(),
        };
        let is_hidden = self.chance(8);
        let is_pending = self.chance(8);
        let hash = town.world.ton.receive(Transfer {
            from,
            hidden: is_hidden,
            finality: if is_pending {
                Finality::Pending
            } else {
                Finality::Finalized
            },
            ..Transfer::of(amount, &comment)
        });
        self.note(format!(
            "sends {amount} nano with {comment}: {hash}, hidden {is_hidden}, pending {is_pending}"
        ));
        if is_hidden || is_pending {
            self.unseen.push(hash.clone());
        }
        self.transfers.push((hash, amount));
    }

    /// The index shows all that is on the chain.
    pub fn index_catches_up(&mut self, town: &Town) {
        for hash in std::mem::take(&mut self.unseen) {
            town.world.ton.reveal(&hash).unwrap();
            town.world.ton.finalize(&hash).unwrap();
            self.note(format!("{hash} is shown"));
        }
    }
}
