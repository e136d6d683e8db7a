//! A batch of histories in one database: what is drawn, what is done at once, and the
//! order of events that explains what came of it.

use futures::{StreamExt, stream};
use pinglass::referral;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};

use super::{
    deeds::{Cast, Tools, carry_out},
    facts,
    model::{Deed, Facts, Outcome},
    reckoning::Model,
};
use crate::world::{World, polled_at_most};

const PEOPLE: usize = 3;
const ROUNDS: usize = 10;

/// So many histories act at the same time; each may race within itself.
const AT_ONCE: usize = 4;

/// More polls than a deed takes.
const MOST_POLLS: u32 = 60;

pub struct History {
    pub cast: Cast,
    pub random: StdRng,
    /// How things stand by the model.
    pub model: Model,
    pub payments: usize,
    pub wishes: usize,
    /// All that was tried, to be tried again.
    pub tried: Vec<Deed>,
    trail: Vec<String>,
}

/// One of the things that a history does at the same time.
struct Try {
    deed: Deed,
    /// Its process dies at this step, unless it is done before.
    cut: Option<u32>,
}

pub async fn live_through(world: &World, tools: &Tools, first_seed: u64, size: u64) {
    let mut histories = Vec::new();
    for (seed, users) in (first_seed..).zip(facts::people(world, size, PEOPLE).await) {
        histories.push(History::new(seed, users));
    }
    for _ in 0..ROUNDS {
        let acting = histories.into_iter().map(|history| act(tools, history));
        let acted: Vec<_> = stream::iter(acting)
            .buffer_unordered(AT_ONCE)
            .collect()
            .await;
        facts::wait_for_the_dead(world).await;
        let seen = facts::load(world, acted.iter().map(|(history, ..)| &history.cast)).await;
        histories = acted
            .into_iter()
            .zip(seen)
            .map(|((mut history, tries, outcomes), seen)| {
                history.cast.applications = seen.application_ids;
                history.is_explained(&tries, &outcomes, &seen.facts);
                history
            })
            .collect();
        let differences = referral::check_books(&mut *world.connection().await).await;
        let differences = differences.unwrap();
        assert_eq!(differences, [], "after a round from {first_seed} on");
    }
}

/// Tries one to three things at once; what came of each that was not cut short.
async fn act(tools: &Tools, mut history: History) -> (History, Vec<Try>, Vec<Option<Outcome>>) {
    let tries = history.draws();
    let doing = tries.iter().map(|tried| {
        let (tools, cast) = (tools.clone(), history.cast.clone());
        let (deed, cut) = (tried.deed.clone(), tried.cut);
        tokio::spawn(async move {
            let deed = carry_out(&tools, &cast, &deed);
            polled_at_most(cut, deed).await
        })
    });
    let outcomes = futures::future::join_all(doing).await;
    let outcomes = outcomes.into_iter().map(Result::unwrap).collect();
    (history, tries, outcomes)
}

impl History {
    fn new(seed: u64, users: Vec<i32>) -> Self {
        let people = users.len();
        Self {
            cast: Cast {
                users,
                seed,
                applications: vec![Vec::new(); people],
            },
            random: StdRng::seed_from_u64(seed),
            model: Model::new(people),
            payments: 0,
            wishes: 0,
            tried: Vec::new(),
            trail: Vec::new(),
        }
    }

    fn draws(&mut self) -> Vec<Try> {
        let count = *[1, 1, 1, 2, 2, 3].choose(&mut self.random).unwrap();
        let mut tries: Vec<Try> = Vec::new();
        for _ in 0..count {
            let again = if self.chance(15) {
                self.tried.choose(&mut self.random).cloned()
            } else {
                None
            };
            let deed = again.unwrap_or_else(|| self.draw());
            // Whoever leaves has nothing else under way: an erasure waits for that.
            let is_gone = |actor| self.model.facts.gone.contains(&actor);
            let meets = |tried: &Try| tried.deed.leaver_meets(&deed);
            if deed.actor().is_some_and(is_gone) || tries.iter().any(meets) {
                continue;
            }
            let cut = self.random.random_range(0..MOST_POLLS);
            let cut = self.chance(12).then_some(cut);
            self.tried.push(deed.clone());
            tries.push(Try { deed, cut });
        }
        tries
    }

    /// Some order of what was tried at once, in which whoever died did it or did not,
    /// has come out as it did and left what is there.
    fn is_explained(&mut self, tries: &[Try], outcomes: &[Option<Outcome>], seen: &Facts) {
        for (tried, outcome) in tries.iter().zip(outcomes) {
            let line = format!("{:?}: {outcome:?}", tried.deed);
            self.trail.push(line);
        }
        self.trail.push("—".to_owned());
        let open: Vec<usize> = (0..tries.len()).collect();
        let explained = explain(&self.model, tries, outcomes, &open, seen);
        let Some(model) = explained else {
            panic!(
                "no order of what was done at once explains this\n\
                 REFERRAL_HISTORY_SEED={} REFERRAL_HISTORIES=1, people {:?}\n{}\nbefore: {:#?}\nseen: {seen:#?}",
                self.cast.seed,
                self.cast.users,
                self.trail.join("\n"),
                self.model.facts,
            );
        };
        self.model = model;
    }
}

fn explain(
    model: &Model,
    tries: &[Try],
    outcomes: &[Option<Outcome>],
    open: &[usize],
    seen: &Facts,
) -> Option<Model> {
    if open.is_empty() {
        return (model.facts == *seen).then(|| model.clone());
    }
    open.iter().find_map(|next| {
        let left: Vec<usize> = open.iter().copied().filter(|one| one != next).collect();
        let mut done = model.clone();
        let outcome = done.happens(&tries[*next].deed);
        let is_as_seen = outcomes[*next].is_none_or(|seen| seen == outcome);
        let explained = is_as_seen
            .then(|| explain(&done, tries, outcomes, &left, seen))
            .flatten();
        let has_died = outcomes[*next].is_none();
        explained.or_else(|| {
            has_died
                .then(|| explain(model, tries, outcomes, &left, seen))
                .flatten()
        })
    })
}
