//! Who buys what, and when. The way to a payment is shown elsewhere: here its rows
//! are written as the shop writes them, and Telegram takes the Stars.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;
use sandbox::telegram::{NewPerson, Person};
use uuid::Uuid;

use super::{SHOP_HOURS, Week, weather};
use crate::world::World;

/// So many buy at the last minute before the day on which Kie is down.
const LAST_CROWD: usize = 12;

/// The progress of small sets is shown elsewhere; its edits would take most of the
/// time here. Larger ones show theirs, and with it their first photos early.
const PREPARATION: &str = "
    create function is_silent() returns trigger language plpgsql as $$
    begin
        if new.kind = 'show_progress' and (new.payload ->> 'set_id')::integer in (
            select id from generation_jobs where total_photos < 7
        ) then
            return null;
        end if;
        return new;
    end $$;
    create trigger is_silent before insert on jobs for each row execute function is_silent();
    insert into pricing_tiers (id, name, price, photo_count, is_active, sort_order, stars_price)
    values ('two', 'Two', 100, 2, true, 8, 70), ('three', 'Three', 150, 3, true, 9, 105);
";

/// Somebody who is about to buy.
pub struct Arrival {
    pub at: DateTime<Utc>,
    tier: &'static str,
}

impl Arrival {
    pub fn later(self, by: TimeDelta) -> Self {
        Self {
            at: self.at + by,
            ..self
        }
    }
}

/// A set that was paid for.
pub struct Bought {
    pub person: Person,
    pub order: Uuid,
    pub charge: String,
}

/// Writes down what the week needs, and returns the storage key of a selfie.
pub async fn prepare(world: &World) -> String {
    let model = world.friend(5_000, "Model", "en");
    model.has_an_avatar().await;
    sqlx::raw_sql(PREPARATION).execute(&world.db).await.unwrap();
    world
        .value("select storage_key from reference_photos order by id limit 1")
        .await
}

impl Week {
    /// Small crowds, so that sets are begun together, and a few large sets between
    /// the small ones.
    pub fn plan_arrivals(&mut self, sets: usize) -> Vec<Arrival> {
        let mut arrivals: Vec<Arrival> = (0..sets)
            .map(|index| {
                let minutes = match index {
                    ..LAST_CROWD => weather::LAST_MINUTES,
                    _ => {
                        self.random.random_range(0..SHOP_HOURS) * 60
                            + self.random.random_range(0..3) * 17
                    }
                };
                Arrival {
                    at: self.beginning + TimeDelta::minutes(minutes),
                    tier: match self.random.random_range(0..100) {
                        0..60 => "two",
                        60..85 => "three",
                        85..97 => "starter",
                        _ => "standard",
                    },
                }
            })
            .collect();
        arrivals.sort_by_key(|arrival| arrival.at);
        arrivals
    }

    /// Whether anything is sold at the moment.
    pub async fn is_open(&self) -> bool {
        let mut connection = self.world.app.db.connection().await.unwrap();
        let pauses = pinglass::switches::list_pauses(&mut connection, self.world.clock.now());
        pauses.await.unwrap().is_empty()
    }

    /// Each of a crowd pays for a set.
    pub async fn arrive(&mut self, crowd: Vec<Arrival>) {
        let mut people = Vec::new();
        for _ in &crowd {
            self.people += 1;
            let person = self.world.telegram.person(NewPerson {
                id: self.people,
                first_name: "Anna".to_owned(),
                username: None,
                language_code: Some("en".to_owned()),
            });
            // A chat exists once somebody wrote in it.
            person.sends("Hello");
            people.push(person);
        }
        self.world.telegram.take_updates();
        for (arrival, person) in crowd.into_iter().zip(people) {
            let (order, stars) = self.write_order(&person, arrival.tier).await;
            let charge = self
                .world
                .telegram
                .charges(person.id(), &order.to_string(), stars.into());
            self.bought.push(Bought {
                person,
                order,
                charge,
            });
        }
    }

    /// A person with an avatar, and the order as a tap in the shop writes it.
    async fn write_order(&self, person: &Person, tier: &str) -> (Uuid, i32) {
        sqlx::query_as(
            "with person as (insert into users (telegram_user_id) values ($1) returning id),
                  settings as (insert into user_settings (user_id) select id from person),
                  avatar as (
                      insert into avatars (user_id, name, status) select id, 'Anna', 'ready' from person
                      returning id
                  ),
                  photo as (
                      insert into reference_photos (avatar_id, image_url, storage_key)
                      select id, '', $2 from avatar
                  ),
                  tier as (select * from pricing_tiers where id = $3),
                  payment as (
                      insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                                            stars_amount, created_at)
                      select person.id, $4::text, 'stars', price, 'pending', tier.id, photo_count, stars_price,
                             $5 at time zone 'utc'
                      from tier, person
                      returning *
                  )
             insert into orders (id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub,
                                 stars_amount, provider, chat_id, created_at, expires_at)
             select $4, user_id, payment.id, avatar.id, 'lifestyle', tier_id, photo_count, amount, stars_amount,
                    'stars', $1, $5, $5 + interval '1 hour'
             from payment, avatar
             returning id, stars_amount",
        )
        .bind(person.id())
        .bind(&self.selfie)
        .bind(tier)
        .bind(Uuid::new_v4())
        .bind(self.world.clock.now())
        .fetch_one(&self.world.db)
        .await
        .unwrap()
    }
}
