//! Which photos show a person best together. A model takes only so many: eight
//! sharp copies of one pose teach it less than eight different ones.

use super::{judge::AVERAGE_QUALITY, traits::Traits};

/// How much being like a photo that is chosen already counts against the quality.
const WEIGHT_OF_LIKENESS: f32 = 0.5;

/// Puts the photos into the order in which they should be chosen: the best first,
/// then whichever is good and unlike those before it. Equal ones keep their order.
pub(in crate::avatars) fn best_first<T>(photos: Vec<(T, Traits)>) -> Vec<T> {
    let mut left: Vec<Candidate<T>> = photos.into_iter().map(Candidate::new).collect();
    let mut chosen = Vec::with_capacity(left.len());
    while let Some(best) = index_of_best(&left) {
        let best = left.remove(best);
        for other in &mut left {
            other.likeness = other.likeness.max(other.traits.likeness_to(&best.traits));
        }
        chosen.push(best.photo);
    }
    chosen
}

struct Candidate<T> {
    photo: T,
    traits: Traits,
    /// To the most similar of the chosen photos.
    likeness: f32,
}

impl<T> Candidate<T> {
    fn new((photo, traits): (T, Traits)) -> Self {
        Self {
            photo,
            traits,
            likeness: 0.0,
        }
    }

    fn worth(&self) -> f32 {
        self.traits.quality.unwrap_or(AVERAGE_QUALITY) - WEIGHT_OF_LIKENESS * self.likeness
    }
}

fn index_of_best<T>(candidates: &[Candidate<T>]) -> Option<usize> {
    let worth = |index: &usize| candidates[*index].worth();
    // `max_by` takes the last of equals.
    (0..candidates.len())
        .rev()
        .max_by(|one, other| worth(one).total_cmp(&worth(other)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photo(quality: f32, turn: f32) -> Traits {
        Traits {
            quality: Some(quality),
            share: Some(0.4),
            light: Some(0.5),
            warmth: Some(0.4),
            turn: Some(turn),
            ..Traits::default()
        }
    }

    #[test]
    fn the_best_comes_first_and_what_differs_from_it_before_its_twin() {
        let photos = vec![
            ("a blurred one", photo(0.2, 0.3)),
            ("the best", photo(0.9, 0.0)),
            ("its twin", photo(0.88, 0.0)),
            ("another side", photo(0.85, -0.3)),
        ];
        assert_eq!(
            best_first(photos),
            ["the best", "another side", "its twin", "a blurred one"]
        );
    }

    #[test]
    fn photos_without_measures_count_as_average() {
        let photos = vec![
            ("poor", photo(0.1, 0.0)),
            ("unknown", Traits::default()),
            ("good", photo(0.8, 0.0)),
        ];
        assert_eq!(best_first(photos), ["good", "unknown", "poor"]);
    }

    #[test]
    fn equal_photos_keep_their_order() {
        let photos = (0..5).map(|number| (number, Traits::default())).collect();
        assert_eq!(best_first(photos), [0, 1, 2, 3, 4]);
        assert_eq!(best_first(Vec::<(i32, Traits)>::new()), [0; 0]);
    }
}
