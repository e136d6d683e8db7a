//! News from the providers to the bot: most comes at once, some late, some twice,
//! some never.

use std::collections::HashMap;

use rand::Rng;
use serde_json::Value;

use super::{
    batch::Town,
    shared::{Deed, History, Letter, name_of, settle_directly},
};

impl Town {
    pub async fn carry_out(&self, deed: Deed) {
        match deed {
            Deed::Post(Letter::Update(update)) => {
                let status = self.world.post_update(update.to_string()).await;
                assert_eq!(status, 200, "the webhook refused an update");
            }
            Deed::Post(Letter::Notification(body)) => {
                let status = self
                    .world
                    .post("/tbank/notification", None, body.to_string())
                    .await;
                assert_eq!(status, 200, "the bank's notification was refused");
            }
            Deed::Settle {
                payer,
                charge,
                times,
                is_dropped,
            } => {
                let all = (0..times).map(|_| settle_directly(self, payer, &charge, is_dropped));
                futures::future::join_all(all).await;
            }
        }
    }

    /// Takes all news from the providers and decides what becomes of each piece:
    /// most come now, some late, some twice, and some never.
    pub fn sort_post(&self, histories: &mut [History]) -> Vec<Deed> {
        let mut by_person: HashMap<i64, usize> = HashMap::new();
        for (index, history) in histories.iter().enumerate() {
            by_person.insert(history.person.id(), index);
            by_person.insert(history.stranger.id(), index);
        }
        let mut deeds = Vec::new();
        for update in self.world.telegram.take_updates() {
            let update: Value = serde_json::from_str(&update).unwrap();
            let about_money = !update["message"]["successful_payment"].is_null()
                || !update["message"]["refunded_payment"].is_null();
            let owner = update["message"]["chat"]["id"]
                .as_i64()
                .and_then(|id| by_person.get(&id));
            match owner {
                Some(index) if about_money => {
                    deeds.extend(histories[*index].gets(Letter::Update(update)))
                }
                _ => deeds.push(Deed::Post(Letter::Update(update))),
            }
        }
        for body in self.world.tbank.take_notifications() {
            let id = body["PaymentId"].as_u64().unwrap_or_default();
            match histories
                .iter()
                .position(|history| history.bank_ids.contains(&id))
            {
                Some(index) => deeds.extend(histories[index].gets(Letter::Notification(body))),
                None => deeds.push(Deed::Post(Letter::Notification(body))),
            }
        }
        deeds
    }
}

impl History {
    /// News for this history: now, twice, later or never.
    fn gets(&mut self, letter: Letter) -> Vec<Deed> {
        self.seen.push(letter.clone());
        let name = name_of(&letter);
        match self.random.random_range(0..20) {
            0..=11 => vec![Deed::Post(letter)],
            12 | 13 => vec![Deed::Post(letter.clone()), Deed::Post(letter)],
            14..=17 => {
                self.note(format!("late: {name}"));
                self.kept.push(letter);
                Vec::new()
            }
            _ => {
                self.note(format!("lost: {name}"));
                Vec::new()
            }
        }
    }
}
