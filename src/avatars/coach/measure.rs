//! What can be measured of a photo: where the face is, and how it is lit, how
//! sharp, how it is turned. Whatever is said about photos rests on these figures.

use std::ops::Range;

use image::{DynamicImage, GrayImage, RgbImage, imageops::FilterType};
use serde::{Deserialize, Serialize};

use super::{
    super::shrink::shrink,
    blur,
    faces::{self, Face, SEARCHED_SIDE},
};

/// A further face counts from this share of the largest one's side; smaller ones
/// are people in the background.
const LEAST_SHARE: f32 = 0.4;

/// The side of the copy of a face that is measured, in pixels: all faces alike, so
/// that a large face and a small one are held to the same.
const PATCH_SIDE: u32 = 96;

/// The side of the copy on which the blur of a whole picture is measured.
const PICTURE_SIDE: u32 = 256;

/// A rectangle in parts of a patch: from left to right, from top to bottom.
type Region = (f32, f32, f32, f32);

/// How an axis of symmetry is looked for, in pixels of a copy of the face: rows from
/// the eyebrows to the chin, so far to both sides, and how far an axis is from the
/// middle at most, in half pixels.
const TURN_SIDE: i32 = 32;
const TURN_ROWS: Range<i32> = 7..28;
const TURN_REACH: i32 = 9;
const TURN_AXES: i32 = 14;

const EVERYWHERE: Region = (0.0, 1.0, 0.0, 1.0);
const SKIN: Region = (0.15, 0.85, 0.1, 0.9);
const EYES: [Region; 2] = [(0.14, 0.42, 0.2, 0.38), (0.58, 0.86, 0.2, 0.38)];
const CHEEKS: [Region; 2] = [(0.15, 0.4, 0.5, 0.68), (0.6, 0.85, 0.5, 0.68)];

/// What was measured of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::avatars) struct Measures {
    /// The brightness of the whole picture, from 0 to 1.
    pub light: f32,
    /// The blur of the face, or of the whole picture when it shows none: from 0,
    /// sharp, to 1, nothing but blur.
    pub blur: f32,
    /// Faces of about the same size as the largest.
    pub face_count: i16,
    /// The largest face.
    pub face: Option<FaceMeasures>,
}

/// What was measured of a face. Lengths are pixels of the stored photo.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::avatars) struct FaceMeasures {
    pub left: i32,
    pub top: i32,
    /// The face is square, from the eyebrows to the chin.
    pub side: i32,
    /// How sure the detector is: 5 to 45.
    pub score: f32,
    /// The brightness, from 0 to 1.
    pub light: f32,
    /// How much more red than blue, as a natural logarithm: daylight is near 0.3, a
    /// lamp near 0.8.
    pub warmth: f32,
    /// How bright the eyes are beside the cheeks: dark glasses are below 0.5.
    pub eyes: f32,
    /// How far left (negative) or right of the middle the face is symmetrical, in
    /// parts of its width: 0 for a face that looks straight ahead.
    pub turn: f32,
}

/// Measures a photo that stands upright.
pub(in crate::avatars) fn measure(photo: &DynamicImage) -> Measures {
    let grey = within(photo, SEARCHED_SIDE).into_luma8();
    let light = brightness(&grey, EVERYWHERE);
    let found = faces::find(&grey);
    let Some(largest) = found.first() else {
        return Measures {
            light,
            blur: blur::blur(&within(photo, PICTURE_SIDE).into_luma8()),
            face_count: 0,
            face: None,
        };
    };
    let zoom = photo.width() as f32 / grey.width() as f32;
    let in_photo = in_photo(largest, zoom);
    let patch = patch(photo, in_photo);
    let counts = |face: &&Face| face.side as f32 >= largest.side as f32 * LEAST_SHARE;
    let face_count = found.iter().filter(counts).count();
    Measures {
        light,
        blur: blur::blur(&patch.to_luma8()),
        face_count: i16::try_from(face_count).unwrap_or(i16::MAX),
        face: Some(measure_face(&patch, in_photo, largest)),
    }
}

/// A copy whose sides are not longer than `side`.
fn within(photo: &DynamicImage, side: u32) -> DynamicImage {
    if photo.width().max(photo.height()) <= side {
        return photo.clone();
    }
    shrink(photo, side)
}

/// Where the face begins, from the left and from the top, and how long its sides are.
type Place = (i32, i32, i32);

#[expect(
    clippy::cast_possible_truncation,
    reason = "a face is smaller than a photo"
)]
fn in_photo(face: &Face, zoom: f32) -> Place {
    let zoomed = |pixels: f32| (pixels * zoom).round() as i32;
    (
        zoomed(face.left as f32),
        zoomed(face.top as f32),
        zoomed(face.side as f32),
    )
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a score needs no more digits"
)]
fn measure_face(patch: &DynamicImage, (left, top, side): Place, face: &Face) -> FaceMeasures {
    let grey = patch.to_luma8();
    let [eyes, cheeks] =
        [EYES, CHEEKS].map(|regions| regions.map(|region| brightness(&grey, region).max(0.01)));
    FaceMeasures {
        left,
        top,
        side,
        score: face.score as f32,
        light: brightness(&grey, SKIN),
        warmth: warmth(&patch.to_rgb8()),
        eyes: (eyes[0] / cheeks[0]).midpoint(eyes[1] / cheeks[1]),
        turn: turn(patch),
    }
}

/// The part of the photo that the face takes, of the size at which faces are measured.
fn patch(photo: &DynamicImage, (left, top, side): Place) -> DynamicImage {
    let inside = |at: i32, length: u32| at.max(0).cast_unsigned().min(length.saturating_sub(1));
    let (x, y) = (inside(left, photo.width()), inside(top, photo.height()));
    let width = inside(left + side, photo.width()).saturating_sub(x).max(1);
    let height = inside(top + side, photo.height()).saturating_sub(y).max(1);
    let face = photo.crop_imm(x, y, width, height);
    if width.min(height) > PATCH_SIDE {
        face.thumbnail_exact(PATCH_SIDE, PATCH_SIDE)
    } else {
        face.resize_exact(PATCH_SIDE, PATCH_SIDE, FilterType::Triangle)
    }
}

/// The mean brightness of a region, from 0 to 1.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "regions lie within the picture"
)]
fn brightness(grey: &GrayImage, (left, right, top, bottom): Region) -> f32 {
    let at = |part: f32, length: u32| (part * length as f32) as u32;
    let (mut sum, mut count) = (0_u64, 0_u64);
    for y in at(top, grey.height())..at(bottom, grey.height()) {
        for x in at(left, grey.width())..at(right, grey.width()) {
            sum += u64::from(grey.get_pixel(x, y).0[0]);
            count += 1;
        }
    }
    sum as f32 / count.max(1) as f32 / 255.0
}

fn warmth(face: &RgbImage) -> f32 {
    let mut sums = [1.0_f32; 3];
    for pixel in face.pixels() {
        for (sum, colour) in sums.iter_mut().zip(pixel.0) {
            *sum += f32::from(colour);
        }
    }
    (sums[0] / sums[2]).ln()
}

/// Looks for the axis about which the face is most like its mirror image. A head
/// that turns takes nose and mouth with it.
fn turn(patch: &DynamicImage) -> f32 {
    let small = patch
        .thumbnail_exact(TURN_SIDE.cast_unsigned(), TURN_SIDE.cast_unsigned())
        .into_luma8();
    let at = |x: i32, y: i32| {
        let x = x.clamp(0, TURN_SIDE - 1).cast_unsigned();
        f32::from(small.get_pixel(x, y.cast_unsigned()).0[0])
    };
    let likeness = |axis: i32| {
        let pairs = TURN_ROWS.flat_map(|y| {
            (0..TURN_REACH).map(move |step| {
                let left = (TURN_SIDE - 1 + axis).div_euclid(2) - step;
                (left, TURN_SIDE - 1 + axis - left, y)
            })
        });
        correlation(pairs.map(|(left, right, y)| (at(left, y), at(right, y))))
    };
    let axes = (-TURN_AXES..=TURN_AXES).map(|axis| (axis, likeness(axis)));
    let best = axes.max_by(|(_, one), (_, other)| one.total_cmp(other));
    best.map_or(0.0, |(axis, _)| axis as f32 / 2.0 / TURN_SIDE as f32)
}

/// Pearson's coefficient; 0 when one side does not vary.
fn correlation(pairs: impl Iterator<Item = (f32, f32)>) -> f32 {
    let (mut count, mut a, mut b, mut aa, mut bb, mut ab) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for (one, other) in pairs {
        count += 1.0;
        a += one;
        b += other;
        aa += one * one;
        bb += other * other;
        ab += one * other;
    }
    let spread = ((aa - a * a / count) * (bb - b * b / count)).sqrt();
    if spread > 1.0 {
        (ab - a * b / count) / spread
    } else {
        0.0
    }
}
