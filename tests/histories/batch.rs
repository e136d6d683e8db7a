//! A batch of histories in one world: who lives in it, what happens in a round,
//! and how everything comes to rest.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng, SeedableRng, rngs::StdRng};
use rust_decimal::Decimal;
use sandbox::telegram::{NewPerson, Person};
use serde_json::Value;
use uuid::Uuid;

use super::{
    facts::Facts,
    patrons,
    shared::{Deed, History, Letter, Way},
};
use crate::world::{LITTLE_WHILE, World, selfie};

const ROUNDS: usize = 8;

/// Pictures come in so many rounds of the rest; what they lead to takes some more.
const PICTURE_ROUNDS: usize = 4;

/// Longer than any round takes that comes to an end.
const MOST_PATIENCE: Duration = Duration::from_secs(300);

/// Words and the making of pictures are shown elsewhere; here they only cost time.
const SILENT: &str = "
    create function is_silent() returns trigger language plpgsql as $$
    begin
        if new.kind in ('create_task', 'give_turns', 'watch_task', 'show_progress', 'tell_settled', 'tell_refunded',
                        'tell_returned', 'tell_of_coins', 'tell_staff', 'referral_tell_earnings') then
            return null;
        end if;
        return new;
    end $$;
    create trigger is_silent before insert on jobs for each row execute function is_silent();
    insert into pricing_tiers (id, name, price, photo_count, is_active, sort_order, stars_price)
    values ('tiny', 'Tiny', 100.01, 3, true, 8, 7), ('odd', 'Odd', 33.33, 7, true, 9, 11);
";

pub struct Town {
    pub world: World,
    pub olga: Person,
    /// A photo that Telegram has.
    pub photo: String,
    /// Who brings the people of the histories, by `users.id`.
    patrons: Vec<i32>,
    people: i64,
    /// What the staff have sent from the wallet by hand, by the task's number.
    pub sent: Mutex<HashMap<Uuid, Decimal>>,
}

impl Town {
    pub async fn build() -> Self {
        let world = World::selling_by("stars,tbank,ton").await;
        sqlx::raw_sql(SILENT).execute(&world.db).await.unwrap();
        let olga = world.olga().person;
        let model = world.friend(5_000, "Model", "en").person;
        model.sends_photo(selfie(1));
        let update = world.telegram.take_updates().pop().unwrap();
        let update: Value = serde_json::from_str(&update).unwrap();
        let sizes = update["message"]["photo"].as_array().unwrap();
        let photo = sizes.last().unwrap()["file_id"]
            .as_str()
            .unwrap()
            .to_owned();
        olga.sends("Hello");
        world.upkeep().await;
        let patrons = patrons::patrons(&world.db).await;
        Self {
            patrons,
            world,
            olga,
            photo,
            people: 10_000,
            sent: Mutex::default(),
        }
    }

    pub async fn live_through(&mut self, first_seed: u64, size: u64) {
        let since = self.world.clock.now();
        let mut histories = Vec::new();
        for index in 0..size {
            histories.push(self.begin(first_seed.wrapping_add(index)).await);
        }
        let mut random = StdRng::seed_from_u64(first_seed);
        for _ in 0..ROUNDS {
            self.round(&mut histories, &mut random, since).await;
            let facts = self.facts(&histories, since).await;

            self.check_on_the_way(&histories, &facts);
        }
        self.comes_to_rest(&mut histories, since).await;
        let facts = self.facts(&histories, since).await;
        self.check_at_the_end(&histories, &facts).await;
        self.check_patrons(&histories, &facts).await;
        // The next batch is told from this one by the time.
        self.world.turn_clock(TimeDelta::days(3));
    }

    /// As [`World::settle`], by two workers that race each other; what never ends is
    /// a failure that says why.
    pub async fn settle(&self) {
        let settling = self.settle_by_two();
        if tokio::time::timeout(MOST_PATIENCE, settling).await.is_err() {
            let busy: Vec<String> = sqlx::query_scalar(
                "select jobs::text from jobs where priority < 100 or status <> 'waiting'
                 union all
                 select telegram_updates::text from telegram_updates where status <> 'done'",
            )
            .fetch_all(&self.world.db)
            .await
            .unwrap();
            panic!("at {}, this never ends: {busy:#?}", self.world.clock.now());
        }
    }

    async fn settle_by_two(&self) {
        let until = self.world.clock.now() + LITTLE_WHILE;
        loop {
            while self.work().await > 0 {}
            match self.world.next_due().await {
                Some(at) if at <= until => self.world.turn_clock(at - self.world.clock.now()),
                _ => break,
            }
        }
    }

    /// Does what is due; how much there was.
    pub async fn work(&self) -> usize {
        let workers = [(); 2].map(|()| {
            let worker = self.world.app.worker.clone();
            tokio::spawn(async move { worker.run_due().await.unwrap() })
        });
        let updates = self.world.deliver_updates().await;
        let jobs = futures::future::join_all(workers).await;
        updates + jobs.into_iter().map(Result::unwrap).sum::<usize>()
    }

    pub async fn upkeep(&self) {
        let mut connection = self.world.app.db.connection().await.unwrap();
        pinglass::payments::plan_recurring(&mut connection, &self.world.clock)
            .await
            .unwrap();
        drop(connection);
        self.settle().await;
    }

    pub async fn begin(&mut self, seed: u64) -> History {
        let mut random = StdRng::seed_from_u64(seed);
        let way = [Way::Stars, Way::Bank, Way::Coins][random.random_range(0..3)];
        self.people += 2;
        let (person, user_id) = self.person(self.people, "Anna").await;
        let (stranger, stranger_id) = self.person(self.people + 1, "Boris").await;
        let patron = self.patrons[usize::try_from(seed).unwrap() % self.patrons.len()];
        for id in [user_id, stranger_id] {
            patrons::brings(&self.world.db, patron, id).await;
        }
        let avatar_id = sqlx::query_scalar(
            "insert into avatars (user_id, name, status) values ($1, 'Anna', 'ready') returning id",
        )
        .bind(user_id)
        .fetch_one(&self.world.db)
        .await
        .unwrap();
        History {
            seed,
            random,
            way,
            person,
            stranger,
            user_id,
            stranger_id,
            avatar_id,
            trail: Vec::new(),
            kept: Vec::new(),
            seen: Vec::new(),
            bank_ids: Vec::new(),
            transfers: Vec::new(),
            unseen: Vec::new(),
            is_forced: false,
            is_refunded_elsewhere: false,
        }
    }

    async fn person(&self, id: i64, name: &str) -> (Person, i32) {
        let person = self.world.telegram.person(NewPerson {
            id,
            first_name: name.to_owned(),
            username: None,
            language_code: Some("en".to_owned()),
        });
        // A chat exists once somebody wrote in it.
        person.sends("Hello");
        self.world.telegram.take_updates();
        let user_id = sqlx::query_scalar(
            "with person as (insert into users (telegram_user_id) values ($1) returning id)
             insert into user_settings (user_id, receipt_email) select id, 'anna@example.com' from person
             returning user_id",
        )
        .bind(id)
        .fetch_one(&self.world.db)
        .await
        .unwrap();
        (person, user_id)
    }

    pub async fn facts(&self, histories: &[History], since: DateTime<Utc>) -> Facts {
        let users: Vec<i32> = histories
            .iter()
            .flat_map(|history| [history.user_id, history.stranger_id])
            .collect();
        let mut facts = Facts::load(&self.world.db, &users, since).await;
        for line in self.world.telegram.star_transactions() {
            facts.star_lines.entry(line.user_id).or_default().push(line);
        }
        facts
    }

    async fn round(&self, histories: &mut [History], random: &mut StdRng, since: DateTime<Utc>) {
        let facts = self.facts(histories, since).await;
        let mut deeds = Vec::new();
        for history in histories.iter_mut() {
            deeds.extend(history.acts(self, &facts).await);
        }
        if random.random_range(0..100) < 40 {
            self.staff_work(&facts).await;
        }
        deeds.extend(self.sort_post(histories));
        let doing = futures::future::join_all(deeds.into_iter().map(|deed| self.carry_out(deed)));

        tokio::join!(doing, self.work());
        if random.random_range(0..100) < 70 {
            self.settle().await;
        }
        self.happens(random, since).await;
    }

    /// Everything heals, all news arrives that was not lost, and days go by.
    async fn comes_to_rest(&self, histories: &mut [History], since: DateTime<Utc>) {
        self.world.telegram.heal();
        self.world.tbank.heal();
        self.world.ton.heal();
        self.world.tbank.set_balance(100_000_000);
        let facts = self.facts(histories, since).await;
        for history in histories.iter_mut() {
            history.index_catches_up(self);
            history.is_decided(self, &facts);
            history.note("— everything heals —");
            let kept = std::mem::take(&mut history.kept);
            futures::future::join_all(
                kept.into_iter()
                    .map(|letter| self.carry_out(Deed::Post(letter))),
            )
            .await;
        }
        for (round, minutes) in [0, 61, 1600, 61, 61, 61].into_iter().enumerate() {
            self.world.turn_clock(TimeDelta::minutes(minutes));
            self.world.tbank.finish_sbp_refunds();
            for body in self.world.tbank.take_notifications() {
                self.carry_out(Deed::Post(Letter::Notification(body))).await;
            }
            self.upkeep().await;
            if minutes > 1000 {
                pinglass::payments::reconcile(&self.world.app.money, Some(since))
                    .await
                    .unwrap();
                self.settle().await;
            }
            let facts = self.facts(histories, since).await;
            for history in histories.iter_mut().filter(|_| round < PICTURE_ROUNDS) {
                some_pictures_come(history, self, &facts).await;
            }
            self.settle().await;
            let facts = self.facts(histories, since).await;
            self.staff_work(&facts).await;
        }
    }
}

/// Some running sets come to their end; the others are owed.
async fn some_pictures_come(history: &mut History, town: &Town, facts: &Facts) {
    if history.chance(70) {
        return;
    }
    let ours = [history.user_id, history.stranger_id];
    let pending = facts
        .sets
        .iter()
        .filter(|set| set.pending > 0 && ours.contains(&set.user_id));
    for _ in 0..pending.count() {
        history.pictures_come(town, facts).await;
    }
}
