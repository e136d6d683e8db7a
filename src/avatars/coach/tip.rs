//! What would help most, once there are enough photos: whatever those that were
//! taken have least of. One friendly line that keeps nobody from going on.

use super::traits::Traits;
use crate::i18n::Lang;

/// Faces that look less to a side look straight ahead.
const TURNED: f32 = 0.1;
/// Brightness and warmth that differ by less are one light.
const ONE_LIGHT: f32 = 0.12;
const ONE_WARMTH: f32 = 0.2;
/// The largest face beside the smallest: less is one distance.
const ONE_DISTANCE: f32 = 1.35;
/// From this part of the photo's shorter side on a face is a close-up.
const CLOSE: f32 = 0.35;
/// Pictures of different places differ in about half of the 256 bits of their hashes.
const ONE_PLACE_BITS: u32 = 70;

/// What the next photo should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::avatars) enum Tip {
    /// With the head turned to a side.
    Profile,
    /// In another light.
    Light,
    Closer,
    FurtherAway,
    /// Elsewhere, on another day.
    Place,
    /// With another expression.
    Smile,
}

impl Tip {
    pub(in crate::avatars) fn words(self, lang: Lang) -> String {
        match self {
            Self::Profile => lang.html("avatar-tip-profile", &[]),
            Self::Light => lang.html("avatar-tip-light", &[]),
            Self::Closer => lang.html("avatar-tip-closer", &[]),
            Self::FurtherAway => lang.html("avatar-tip-further-away", &[]),
            Self::Place => lang.html("avatar-tip-place", &[]),
            Self::Smile => lang.html("avatar-tip-smile", &[]),
        }
    }
}

/// What the photos lack most. Expressions can't be measured: they are spoken of
/// when all else is varied, or nothing was measured.
pub(in crate::avatars) fn tip(photos: &[Traits]) -> Tip {
    let faces: Vec<&Traits> = photos.iter().filter(|photo| photo.turn.is_some()).collect();
    if faces.len() < 2 {
        return Tip::Smile;
    }
    // A face that the detector missed is most likely one from the side.
    let has_faceless = photos
        .iter()
        .any(|photo| photo.quality.is_some() && photo.turn.is_none());
    let is_turned = |photo: &&Traits| photo.turn.is_some_and(|turn| turn.abs() >= TURNED);
    if !has_faceless && !faces.iter().any(is_turned) {
        return Tip::Profile;
    }
    let range = |of: fn(&Traits) -> Option<f32>| extremes(faces.iter().filter_map(|face| of(face)));
    let (darkest, lightest) = range(|face| face.light);
    let (coldest, warmest) = range(|face| face.warmth);
    if lightest - darkest < ONE_LIGHT && warmest - coldest < ONE_WARMTH {
        return Tip::Light;
    }
    let (smallest, largest) = range(|face| face.share);
    if largest < smallest * ONE_DISTANCE {
        return if largest < CLOSE {
            Tip::Closer
        } else {
            Tip::FurtherAway
        };
    }
    if are_of_one_place(photos) {
        return Tip::Place;
    }
    Tip::Smile
}

fn extremes(values: impl Iterator<Item = f32>) -> (f32, f32) {
    values.fold(
        (f32::INFINITY, f32::NEG_INFINITY),
        |(least, most), value| (least.min(value), most.max(value)),
    )
}

fn are_of_one_place(photos: &[Traits]) -> bool {
    let distances: Vec<u32> = photos
        .iter()
        .enumerate()
        .flat_map(|(index, one)| {
            let others = &photos[index + 1..];
            others
                .iter()
                .filter_map(|two| one.print.distance(&two.print))
        })
        .collect();
    let sum: u32 = distances.iter().sum();
    !distances.is_empty()
        && sum < ONE_PLACE_BITS * u32::try_from(distances.len()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(share: f32, light: f32, turn: f32) -> Traits {
        Traits {
            quality: Some(0.8),
            share: Some(share),
            light: Some(light),
            warmth: Some(0.4),
            turn: Some(turn),
            ..Traits::default()
        }
    }

    #[test]
    fn whoever_looks_straight_ahead_is_asked_to_turn() {
        let photos = [face(0.3, 0.3, 0.0), face(0.5, 0.6, 0.05)];
        assert_eq!(tip(&photos), Tip::Profile);
    }

    #[test]
    fn a_kept_photo_without_a_found_face_counts_as_one_from_the_side() {
        let from_the_side = Traits {
            quality: Some(0.3),
            ..Traits::default()
        };
        let photos = [face(0.3, 0.5, 0.0), face(0.5, 0.5, 0.0), from_the_side];
        assert_eq!(tip(&photos), Tip::Light);
    }

    #[test]
    fn one_light_and_one_distance_are_noticed() {
        assert_eq!(
            tip(&[face(0.3, 0.5, 0.2), face(0.5, 0.55, 0.0)]),
            Tip::Light
        );
        let far = [face(0.2, 0.3, 0.2), face(0.22, 0.6, 0.0)];
        assert_eq!(tip(&far), Tip::Closer);
        let close = [face(0.5, 0.3, 0.2), face(0.55, 0.6, 0.0)];
        assert_eq!(tip(&close), Tip::FurtherAway);
    }

    #[test]
    fn varied_photos_and_unknown_ones_could_still_do_with_a_smile() {
        assert_eq!(tip(&[face(0.3, 0.3, 0.2), face(0.5, 0.6, 0.0)]), Tip::Smile);
        assert_eq!(tip(&[Traits::default(), Traits::default()]), Tip::Smile);
        assert_eq!(tip(&[]), Tip::Smile);
    }

    #[test]
    fn every_tip_has_words_of_its_own() {
        let all = [
            Tip::Profile,
            Tip::Light,
            Tip::Closer,
            Tip::FurtherAway,
            Tip::Place,
            Tip::Smile,
        ];
        for lang in Lang::ALL {
            for (index, tip) in all.iter().enumerate() {
                let later = &all[index + 1..];
                assert!(
                    later
                        .iter()
                        .all(|other| other.words(lang) != tip.words(lang))
                );
            }
        }
    }
}
