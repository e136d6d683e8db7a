//! What Kie makes of the orders: each task has a time and an end, by the weather
//! in which it was ordered.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng;

use super::{Week, weather::Trouble};

/// How a task ends.
#[derive(Clone, Copy)]
enum End {
    Good,
    /// Good, but the picture is gone when it is read.
    Expired,
    Failed(&'static str),
}

/// The tasks that are under way at Kie.
#[derive(Default)]
pub struct Pictures {
    ends: HashMap<String, (DateTime<Utc>, End)>,
    /// They never end.
    stuck: HashSet<String>,
}

impl Pictures {
    pub fn next_end(&self) -> Option<DateTime<Utc>> {
        self.ends.values().map(|(at, _)| *at).min()
    }

    pub fn any(&self) -> bool {
        !self.ends.is_empty()
    }
}

impl Week {
    /// Kie takes up what was ordered, ends what is at its end, and calls back.
    pub async fn pictures_come(&mut self) {
        for (id, created_at) in self.world.kie.running() {
            if !self.pictures.ends.contains_key(&id) && !self.pictures.stuck.contains(&id) {
                self.decide(id, created_at);
            }
        }
        let now = self.world.clock.now();
        let ended = self.pictures.ends.extract_if(|_, (at, _)| *at <= now);
        for (id, (_, end)) in ended.collect::<Vec<_>>() {
            match end {
                End::Good => self.world.kie.finish(&id).unwrap(),
                End::Expired => {
                    self.world.kie.expire_results(&id);
                    self.world.kie.finish(&id).unwrap();
                }
                End::Failed(code) => self.world.kie.fail(&id, code, "It did not work").unwrap(),
            }
        }
        self.world.kie.send_callbacks().await;
    }

    fn decide(&mut self, id: String, created_at: DateTime<Utc>) {
        let dice = self.random.random_range(0..100);
        let end = match () {
            () if self.weather.is(Trouble::Stuck) && dice < 15 => {
                self.pictures.stuck.insert(id);
                return;
            }
            () if self.weather.is(Trouble::Failing) && dice < 35 => End::Failed("501"),
            () if self.weather.is(Trouble::Refusing) && dice < 60 => End::Failed("422"),
            () if self.weather.is(Trouble::Expired) && dice < 30 => End::Expired,
            () => End::Good,
        };
        let seconds = self.random.random_range(25..80);
        let at = created_at + TimeDelta::seconds(seconds);
        self.pictures.ends.insert(id, (at, end));
    }
}
