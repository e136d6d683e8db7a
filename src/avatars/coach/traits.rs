//! What tells the photos of one person apart, as far as it was measured. Photos of
//! other programs, and those from before there was a coach, have no traits.

use super::super::likeness::Fingerprint;

/// Differences from which on two photos have nothing in common in this respect.
const OTHER_SHARE: f32 = 0.3;
const OTHER_LIGHT: f32 = 0.3;
const OTHER_WARMTH: f32 = 0.5;
const OTHER_TURN: f32 = 0.25;
/// Hashes of pictures that have nothing in common differ in half of their 256 bits.
const OTHER_BITS: f32 = 128.0;
/// How like each other photos are of which nothing is known.
const UNKNOWN: f32 = 0.5;

/// The traits of one photo.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::avatars) struct Traits {
    /// How well it shows the face, from 0 to 1.
    pub quality: Option<f32>,
    /// The side of the face in parts of the shorter side of the photo.
    pub share: Option<f32>,
    /// The brightness of the face, from 0 to 1.
    pub light: Option<f32>,
    /// How much more red than blue the face is.
    pub warmth: Option<f32>,
    /// How far the face looks to a side; 0 is straight ahead.
    pub turn: Option<f32>,
    /// What the whole picture looks like.
    pub print: Fingerprint,
}

impl Traits {
    /// From 0, nothing in common, to 1, the same picture.
    pub(super) fn likeness_to(&self, other: &Self) -> f32 {
        let close = |one: Option<f32>, two: Option<f32>, far: f32| match (one, two) {
            (Some(one), Some(two)) => 1.0 - ((one - two).abs() / far).min(1.0),
            _ => UNKNOWN,
        };
        let face = [
            close(self.share, other.share, OTHER_SHARE),
            close(self.light, other.light, OTHER_LIGHT),
            close(self.warmth, other.warmth, OTHER_WARMTH),
            close(self.turn, other.turn, OTHER_TURN),
        ];
        let picture = self
            .print
            .distance(&other.print)
            .map_or(UNKNOWN, |bits| 1.0 - (bits as f32 / OTHER_BITS).min(1.0));
        (face.iter().sum::<f32>() / face.len() as f32).midpoint(picture)
    }
}
