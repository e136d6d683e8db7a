//! One history, and what any of them can do whatever it pays with.

use pinglass::payments::{Charge, settle};
use rand::{Rng, rngs::StdRng, seq::IndexedRandom};
use sandbox::telegram::Person;
use serde_json::Value;

use super::{batch::Town, facts::Facts};

/// What these are sold as: prices that do not divide evenly.
pub const TIERS: [&str; 2] = ["tiny", "odd"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Stars,
    Bank,
    Coins,
}

impl Way {
    /// As our tables name it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Stars => "stars",
            Self::Bank => "tbank",
            Self::Coins => "ton",
        }
    }

    /// As the shop's buttons name it.
    fn letter(self) -> &'static str {
        match self {
            Self::Stars => "s",
            Self::Bank => "b",
            Self::Coins => "t",
        }
    }
}

/// News on its way to the bot.
#[derive(Clone, Debug)]
pub enum Letter {
    Update(Value),
    Notification(Value),
}

/// Something that happens at the same time as all the others of its round.
pub enum Deed {
    Post(Letter),
    /// A charge is settled directly, by so many at once.
    Settle {
        payer: i32,
        charge: Charge,
        times: usize,
        /// Whether whoever does it dies before the commit.
        is_dropped: bool,
    },
}

pub struct History {
    pub seed: u64,
    pub random: StdRng,
    pub way: Way,
    pub person: Person,
    pub stranger: Person,
    pub user_id: i32,
    pub stranger_id: i32,
    pub avatar_id: i32,
    /// All that happened.
    pub trail: Vec<String>,
    /// News that is late.
    pub kept: Vec<Letter>,
    /// All news that there ever was, to be told again.
    pub seen: Vec<Letter>,
    /// Its payments at the bank.
    pub bank_ids: Vec<u64>,
    /// Transfers to our wallet: hash and nano.
    pub transfers: Vec<(String, u64)>,
    /// Transfers that the index does not show, or not as final.
    pub unseen: Vec<String>,
    /// Whether the staff gave something back although it was delivered.
    pub is_forced: bool,
    /// Whether money went back without our doing.
    pub is_refunded_elsewhere: bool,
}

impl History {
    pub fn note(&mut self, what: impl Into<String>) {
        self.trail.push(what.into());
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    pub fn pick<T: Clone>(&mut self, things: &[T]) -> Option<T> {
        things.choose(&mut self.random).cloned()
    }

    pub fn taps(&mut self, data: &str) {
        self.note(format!("taps {data}"));
        self.person.taps_data(1, data);
    }

    /// Chooses what to buy and how to pay it: at times by tapping, mostly by a row
    /// such as a tap writes, which costs less.
    pub async fn orders(&mut self, town: &Town) {
        let tier = self.pick(&TIERS).unwrap();
        // Drawing a QR picture takes long without optimisation.
        let taps = if self.way == Way::Coins { 2 } else { 12 };
        if self.chance(taps) {
            let data = format!(
                r#"shop:{{"p":[{},"lifestyle","{tier}","{}"]}}"#,
                self.avatar_id,
                self.way.letter()
            );
            self.taps(&data);
        } else {
            let order = town.write_order(self, tier).await;
            self.note(format!("orders {tier}: {order}"));
        }
    }

    /// Does one thing of its own way to pay, or one that all can do.
    pub async fn acts(&mut self, town: &Town, facts: &Facts) -> Vec<Deed> {
        let is_new = !facts
            .orders
            .iter()
            .any(|order| order.user_id == self.user_id);
        if is_new || self.chance(4) {
            self.orders(town).await;
            return Vec::new();
        }
        if self.chance(45) {
            return match self.way {
                Way::Stars => self.acts_with_stars(town, facts),
                Way::Bank => self.acts_at_bank(town, facts).await,
                Way::Coins => self.acts_with_coins(town, facts),
            };
        }
        self.acts_as_anybody(town, facts).await
    }

    async fn acts_as_anybody(&mut self, town: &Town, facts: &Facts) -> Vec<Deed> {
        match self.random.random_range(0..14) {
            0 | 1 => return self.hears_again(),
            2 => {
                return std::mem::take(&mut self.kept)
                    .into_iter()
                    .map(Deed::Post)
                    .collect();
            }
            3..=5 => self.pictures_come(town, facts).await,
            6..=8 => self.decides_about_missing(facts),
            9 => self.takes_back(facts),
            10 | 11 => self.uses_what_waits(facts),
            12 => self.staff_give_back(town, facts).await,
            _ => self.job_is_doubled(town, facts).await,
        }
        Vec::new()
    }

    /// Old news comes once more: with its old number, or as if it were new.
    fn hears_again(&mut self) -> Vec<Deed> {
        let seen = self.seen.clone();
        let Some(letter) = self.pick(&seen) else {
            return Vec::new();
        };
        let letter = match letter {
            Letter::Update(mut update) if self.chance(70) => {
                update["update_id"] = self
                    .random
                    .random_range(1_000_000_000..i64::from(i32::MAX))
                    .into();
                Letter::Update(update)
            }
            letter => letter,
        };
        self.note(format!("hears again {}", name_of(&letter)));
        let times = 1 + usize::from(self.chance(40));
        (0..times).map(|_| Deed::Post(letter.clone())).collect()
    }

    /// All, some or none of the photos of a running set come out.
    pub async fn pictures_come(&mut self, town: &Town, facts: &Facts) {
        let running: Vec<_> = facts
            .sets
            .iter()
            .filter(|set| set.user_id == self.user_id || set.user_id == self.stranger_id)
            .filter(|set| set.pending > 0)
            .map(|set| (set.id, set.pending))
            .collect();
        let Some((set_id, pending)) = self.pick(&running) else {
            return;
        };
        let made = match self.random.random_range(0..5) {
            0 | 1 => pending,
            2 => 0,
            _ => self.random.random_range(0..=pending),
        };
        self.note(format!("set {set_id}: {made} of {pending} photos come out"));
        town.make(set_id, made).await;
    }

    fn decides_about_missing(&mut self, facts: &Facts) {
        let parts: Vec<_> = facts
            .sets
            .iter()
            .filter(|set| set.user_id == self.user_id && set.ready > 0 && set.ready < set.total)
            .map(|set| set.id)
            .collect();
        let Some(set) = self.pick(&parts) else {
            return;
        };
        for _ in 0..self.random.random_range(1..=2) {
            let wish = if self.chance(40) { "Rest" } else { "PartBack" };
            self.taps(&format!(r#"set:{{"{wish}":{set}}}"#));
        }
    }

    fn takes_back(&mut self, facts: &Facts) {
        let own: Vec<_> = facts
            .payments
            .iter()
            .filter(|payment| payment.user_id == self.user_id)
            .collect();
        let Some(payment) = self.pick(&own) else {
            return;
        };
        for _ in 0..self.random.random_range(1..=2) {
            self.taps(&format!(r#"shop:{{"g":{}}}"#, payment.id));
        }
    }

    fn uses_what_waits(&mut self, facts: &Facts) {
        let unused: Vec<_> = facts
            .payments
            .iter()
            .filter(|payment| payment.user_id == self.user_id && !payment.is_used)
            .map(|payment| payment.id)
            .collect();
        let Some(payment) = self.pick(&unused) else {
            return;
        };
        for _ in 0..self.random.random_range(1..=2) {
            self.taps(&format!(
                r#"shop:{{"u":[{payment},{},"lifestyle"]}}"#,
                self.avatar_id
            ));
        }
        if self.chance(20) {
            self.taps(&format!(r#"shop:{{"g":{payment}}}"#));
        }
    }

    async fn staff_give_back(&mut self, town: &Town, facts: &Facts) {
        let theirs: Vec<_> = facts
            .payments
            .iter()
            .filter(|payment| {
                payment.user_id == self.user_id || payment.user_id == self.stranger_id
            })
            .map(|payment| payment.id)
            .collect();
        let Some(payment) = self.pick(&theirs) else {
            return;
        };
        let is_forced = self.chance(25);
        self.is_forced |= is_forced;
        let force = if is_forced {
            ", also what was delivered"
        } else {
            ""
        };
        self.note(format!("the staff give payment {payment} back{force}"));
        town.staff_refund(payment, is_forced).await;
    }

    /// A worker that was thought dead goes on beside its successor. The bank knows
    /// repetitions only for cards, so others are spared.
    async fn job_is_doubled(&mut self, town: &Town, facts: &Facts) {
        let wanted: Vec<_> = facts
            .refunds
            .iter()
            .filter(|refund| refund.status == "wanted")
            .filter_map(|refund| refund.payment_id)
            .filter(|id| {
                facts
                    .payments
                    .iter()
                    .any(|payment| payment.id == *id && payment.user_id == self.user_id)
            })
            .collect();
        if let Some(payment) = self.pick(&wanted)
            && !self.has_paid_by_sbp(town, facts)
        {
            self.note(format!("the refund of payment {payment} runs twice"));
            town.double_refund(payment).await;
        }
    }
}

pub fn name_of(letter: &Letter) -> String {
    match letter {
        Letter::Update(update) => {
            let kind = ["successful_payment", "refunded_payment"];
            let message = &update["message"];
            let kind = kind.into_iter().find(|kind| !message[*kind].is_null());
            format!("update {} {}", update["update_id"], kind.unwrap_or("other"))
        }
        Letter::Notification(body) => format!("{} of {}", body["Status"], body["PaymentId"]),
    }
}

/// Settles in a transaction of its own, or dies before its commit.
pub async fn settle_directly(town: &Town, payer: i32, charge: &Charge, is_dropped: bool) {
    let mut tx = town.world.app.db.begin().await.unwrap();
    settle(&mut tx, payer, charge, town.world.clock.now())
        .await
        .unwrap();
    if !is_dropped {
        tx.commit().await.unwrap();
    }
}
