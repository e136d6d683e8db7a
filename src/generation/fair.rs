//! Whose photo is ordered next, when more wait than Kie takes: fair, and quick
//! for everybody.
//!
//! If sets took turns photo by photo, among two hundred sets none would be
//! complete before nearly all are. If they went one after the other, seven photos
//! would wait behind a hundred large sets. So sets are served whole, in the order
//! in which they would be complete if they took turns: none is complete later
//! than by turns, nearly all are earlier, a small one passes large ones, and none
//! is passed for ever. (Friedman and Henderson, "Fairness and efficiency in web
//! server protocols", 2003: the fair sojourn protocol.)
//!
//! To know that order, the turns are kept as a thought only. Its clock, fair time,
//! advances by one for each round of one photo per set; a set that comes with `n`
//! photos would be complete `n` rounds later, which is its tag.

use std::collections::VecDeque;

/// The thought, as far as it has come.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Turns {
    fair_time: f64,
    /// Of sets that would not be complete yet, in order.
    tags: VecDeque<f64>,
}

impl Turns {
    pub fn of(fair_time: f64, mut tags: Vec<f64>) -> Self {
        tags.retain(|tag| *tag > fair_time);
        tags.sort_unstable_by(f64::total_cmp);
        Self {
            fair_time,
            tags: tags.into(),
        }
    }

    pub fn fair_time(&self) -> f64 {
        self.fair_time
    }

    /// Takes up a set of so many photos and returns its tag.
    pub fn join(&mut self, photos: usize) -> f64 {
        let tag = self.fair_time + photos as f64;
        let index = self.tags.partition_point(|other| *other <= tag);
        self.tags.insert(index, tag);
        tag
    }

    /// A photo was ordered, whosesoever: in the thought, each set's share of it.
    pub fn advance(&mut self) {
        let mut left = 1.0;
        while let Some(&first) = self.tags.front() {
            let sets = self.tags.len() as f64;
            let until_first = (first - self.fair_time) * sets;
            if until_first > left {
                self.fair_time += left / sets;
                return;
            }
            left -= until_first;
            self.fair_time = first;
            self.tags.pop_front();
        }
    }

    /// Nobody waits any more: then nobody would by turns either.
    pub fn rest(&mut self) {
        if let Some(last) = self.tags.back() {
            self.fair_time = *last;
            self.tags.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::prelude::*;

    use super::*;
    use crate::generation::pace::Window;

    fn beginning() -> DateTime<Utc> {
        DateTime::from_timestamp(1_700_000_000, 0).unwrap()
    }

    /// A set that comes after `millis` with so many photos.
    #[derive(Clone, Copy, Debug)]
    struct Arrival {
        millis: i64,
        photos: usize,
    }

    /// Orders all photos by the real limit, `choose` saying of the waiting sets
    /// (as index and photos left) whose is next; returns when each set's last
    /// photo was ordered, in milliseconds.
    fn serve(
        arrivals: &[Arrival],
        mut come: impl FnMut(usize),
        mut choose: impl FnMut(&[(usize, usize)]) -> usize,
    ) -> Vec<i64> {
        let mut window = Window::default();
        let mut now = beginning();
        let mut left: Vec<usize> = arrivals.iter().map(|arrival| arrival.photos).collect();
        let mut complete = vec![0; arrivals.len()];
        let mut has_come = vec![false; arrivals.len()];
        while left.iter().any(|photos| *photos > 0) {
            let millis = (now - beginning()).num_milliseconds();
            for (index, arrival) in arrivals.iter().enumerate() {
                if !has_come[index] && arrival.millis <= millis {
                    has_come[index] = true;
                    come(index);
                }
            }
            let waiting: Vec<(usize, usize)> = (0..left.len())
                .filter(|index| has_come[*index] && left[*index] > 0)
                .map(|index| (index, left[index]))
                .collect();
            if waiting.is_empty() {
                now += TimeDelta::milliseconds(100);
            } else if window.free(now) == 0 {
                now = window.next_free(now);
            } else {
                window.take(now);
                let chosen = choose(&waiting);
                left[chosen] -= 1;
                complete[chosen] = millis;
            }
        }
        complete
    }

    fn served_by_tags(arrivals: &[Arrival]) -> Vec<i64> {
        let turns = std::cell::RefCell::new(Turns::default());
        let tags = std::cell::RefCell::new(vec![0.0; arrivals.len()]);
        serve(
            arrivals,
            |index| tags.borrow_mut()[index] = turns.borrow_mut().join(arrivals[index].photos),
            |waiting| {
                let tags = tags.borrow();
                let first = waiting
                    .iter()
                    .min_by(|one, other| tags[one.0].total_cmp(&tags[other.0]));
                let (index, left) = *first.unwrap();
                turns.borrow_mut().advance();
                if waiting.len() == 1 && left == 1 {
                    turns.borrow_mut().rest();
                }
                index
            },
        )
    }

    /// As it would be if sets took turns photo by photo.
    fn served_by_turns(arrivals: &[Arrival]) -> Vec<i64> {
        let mut last = usize::MAX;
        serve(
            arrivals,
            |_| {},
            |waiting| {
                let after = waiting
                    .iter()
                    .find(|(index, _)| last == usize::MAX || *index > last);
                last = after.unwrap_or(&waiting[0]).0;
                last
            },
        )
    }

    fn mean(moments: &[i64]) -> f64 {
        moments.iter().sum::<i64>() as f64 / moments.len() as f64
    }

    #[test]
    fn seven_photos_behind_a_hundred_large_sets_are_there_soon() {
        let mut arrivals = vec![
            Arrival {
                millis: 0,
                photos: 23
            };
            100
        ];
        arrivals.push(Arrival {
            millis: 1000,
            photos: 7,
        });
        let (tags, turns) = (served_by_tags(&arrivals), served_by_turns(&arrivals));
        let small = tags[100];
        assert!(small <= 30_000, "the small set took {small} ms");
        assert!(turns[100] > 300_000, "by turns it took {} ms", turns[100]);
        assert!(mean(&tags[..100]) <= mean(&turns[..100]));
        assert!(mean(&tags[..100]) < 0.6 * mean(&turns[..100]));
        let (last_tag, last_turn) = (tags.iter().max(), turns.iter().max());
        assert_eq!(last_tag, last_turn, "the limit is used as well as by turns");
    }

    #[test]
    fn a_large_set_is_not_passed_for_ever_by_small_ones() {
        // Small ones come as fast as Kie takes them, for ten minutes.
        let mut arrivals: Vec<Arrival> = (0..160)
            .map(|index| Arrival {
                millis: index * 3_700,
                photos: 7,
            })
            .collect();
        arrivals.push(Arrival {
            millis: 20_000,
            photos: 23,
        });
        let waited = served_by_tags(&arrivals)[160] - 20_000;
        assert!(waited < 120_000, "the large set took {waited} ms");
    }

    #[test]
    fn after_a_rest_nobody_pays_for_the_past() {
        let mut turns = Turns::default();
        let first = turns.join(23);
        turns.advance();
        turns.rest();
        assert_eq!(turns.fair_time(), first);
        assert_eq!(turns.join(7), first + 7.0);
        let stored = Turns::of(turns.fair_time(), vec![first, first + 7.0]);
        assert_eq!(stored, turns);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_set_is_complete_later_than_by_turns(
            sets in prop::collection::vec((0_i64..60_000, prop::sample::select(vec![1_usize, 7, 15, 23])), 1..30),
        ) {
            let arrivals: Vec<Arrival> =
                sets.into_iter().map(|(millis, photos)| Arrival { millis, photos }).collect();
            let (tags, turns) = (served_by_tags(&arrivals), served_by_turns(&arrivals));
            for (tag, turn) in tags.iter().zip(&turns) {
                // A round of one photo each is one unit of the thought's time.
                let round = 1 + arrivals.len() as i64 * 525;
                prop_assert!(*tag <= *turn + round.max(10_500), "{tag} ms instead of {turn} ms");
            }
            prop_assert!(mean(&tags) <= mean(&turns) + 525.0);
        }
    }
}
