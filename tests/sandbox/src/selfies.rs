//! Photos of a person that a bot which looks for faces takes: a real head before a
//! background that is another one for every number.
//!
//! The head is cut out of NASA's portrait of the astronaut Eileen Collins, which is
//! in the public domain.

use std::{io::Cursor, sync::LazyLock};

use image::{
    DynamicImage, ImageFormat, Rgb, RgbImage,
    imageops::{self, FilterType},
};

const PORTRAIT: &[u8] = include_bytes!("selfies/astronaut.jpg");

/// The usual size, small enough to keep tests quick.
const WIDTH: u32 = 520;
const HEIGHT: u32 = 560;

/// How much of the photo's height a head takes.
const HEAD_SHARE: f32 = 0.5;

/// Patches a side of the background, whose pattern tells one photo from another.
const PATCHES: u32 = 8;

/// A photo of one person as JPEG. Each number is another photo.
pub fn selfie(number: u32) -> Vec<u8> {
    jpeg(&photo(number, WIDTH, HEIGHT, 1))
}

/// A photo of nobody, of one person, or of several side by side.
///
/// # Panics
/// When the heads do not fit.
pub fn photo(number: u32, width: u32, height: u32, heads: u32) -> RgbImage {
    let mut photo = background(number, width, height);
    let head = head(number, height);
    for place in 0..heads {
        let space = width / heads;
        let play = space
            .checked_sub(head.width())
            .expect("the heads fit side by side");
        let left = place * space + random(number, u64::from(place)) % (play + 1);
        let top = random(number, 99) % (height - head.height() + 1);
        imageops::replace(&mut photo, &head, left.into(), top.into());
    }
    photo
}

/// The picture as a JPEG file.
///
/// # Panics
/// When the picture has no pixels.
pub fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture.clone())
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("a picture with pixels can be encoded");
    bytes.into_inner()
}

/// Every other photo is taken with the other hand, and in one of three lights.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a head is smaller than a photo"
)]
fn head(number: u32, height: u32) -> RgbImage {
    static DECODED: LazyLock<DynamicImage> = LazyLock::new(|| {
        image::load_from_memory(PORTRAIT).expect("the portrait is part of the program")
    });
    let side = (height as f32 * HEAD_SHARE) as u32;
    let head = DECODED.resize(side, side, FilterType::CatmullRom);
    let head = if number % 2 == 1 { head.fliph() } else { head };
    let light = [0, -24, 16][number as usize % 3];
    head.brighten(light).into_rgb8()
}

/// Soft patches of light and dark, which no detector takes for faces.
fn background(number: u32, width: u32, height: u32) -> RgbImage {
    let patches = RgbImage::from_fn(PATCHES, PATCHES, |x, y| {
        let light = 40 + random(number, u64::from(100 + y * PATCHES + x)) % 180;
        let light = u8::try_from(light).unwrap_or(u8::MAX);
        Rgb([light, light.saturating_sub(4), light.saturating_sub(9)])
    });
    DynamicImage::ImageRgb8(patches)
        .resize_exact(width, height, FilterType::Triangle)
        .into_rgb8()
}

/// The same for the same photo and purpose in every run (SplitMix64).
fn random(number: u32, purpose: u64) -> u32 {
    let mut state = (u64::from(number) << 32 | purpose).wrapping_add(0x9E37_79B9_7F4A_7C15);
    state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((state ^ (state >> 31)) >> 33).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_is_another_photo_and_always_the_same() {
        let photos: Vec<_> = (0..6).map(selfie).collect();
        assert_eq!(photos[3], selfie(3));
        for (index, one) in photos.iter().enumerate() {
            assert!(!photos[..index].contains(one), "{index}");
        }
    }

    #[test]
    fn a_photo_has_the_size_asked_for_however_many_are_on_it() {
        for heads in 0..3 {
            assert_eq!(photo(1, 900, 700, heads).dimensions(), (900, 700));
        }
    }
}
