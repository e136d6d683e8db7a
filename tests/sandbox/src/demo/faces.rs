//! Sample selfies of two people who do not exist, for visitors who have no photos at hand.
//!
//! Drawn rather than stored: each shot has its own place, light, distance and tilt, so that the
//! bot takes all of them for different photos of one person.

use std::io::Cursor;

use anyhow::{Context, Result};
use image::{DynamicImage, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops::FilterType};

use self::{
    head::{Look, head},
    scenes::Scene,
};

mod head;
mod scenes;

type Color = [f32; 3];

/// Drawn at half the size: enlarging smooths the edges, and a phone's photo is not sharper.
const WIDTH: u16 = 480;
const HEIGHT: u16 = 600;
const ENLARGED: u32 = 2;
const JPEG_QUALITY: u8 = 90;

struct Shot {
    scene: Scene,
    /// Where the head is, in parts of the width and height.
    center: (f32, f32),
    /// Half the length of the face in parts of the height.
    size: f32,
    /// In radians, clockwise.
    tilt: f32,
    /// From which side the light comes: -1 is left, 1 is right.
    light: f32,
    shirt: Color,
}

const SHOTS: [Shot; 6] = [
    Shot {
        scene: Scene::Window,
        center: (0.5, 0.44),
        size: 0.25,
        tilt: 0.0,
        light: -1.0,
        shirt: [236.0, 233.0, 226.0],
    },
    Shot {
        scene: Scene::Park,
        center: (0.38, 0.4),
        size: 0.21,
        tilt: -0.16,
        light: 0.8,
        shirt: [196.0, 78.0, 62.0],
    },
    Shot {
        scene: Scene::Bricks,
        center: (0.62, 0.5),
        size: 0.29,
        tilt: 0.14,
        light: -0.5,
        shirt: [52.0, 74.0, 112.0],
    },
    Shot {
        scene: Scene::Sea,
        center: (0.58, 0.38),
        size: 0.18,
        tilt: 0.08,
        light: 1.0,
        shirt: [244.0, 196.0, 84.0],
    },
    Shot {
        scene: Scene::Evening,
        center: (0.42, 0.52),
        size: 0.31,
        tilt: -0.1,
        light: 0.3,
        shirt: [40.0, 40.0, 46.0],
    },
    Shot {
        scene: Scene::Library,
        center: (0.34, 0.46),
        size: 0.23,
        tilt: 0.2,
        light: -0.9,
        shirt: [92.0, 128.0, 104.0],
    },
];

/// What went wrong with a sample that shows what the bot says of bad photos.
#[derive(Clone, Copy)]
enum Flaw {
    Blurred,
    Dark,
    Nobody,
}

const FLAWS: [(&str, Flaw); 3] = [
    ("blurred", Flaw::Blurred),
    ("dark", Flaw::Dark),
    ("nobody", Flaw::Nobody),
];

/// How far the light spreads on a blurred sample, in pixels before it is enlarged.
const BLUR: f32 = 7.0;
/// What is left of the light on a dark sample.
const DARKNESS: f32 = 0.16;

/// The names of the samples that show this person; people beyond the second share faces.
pub fn samples_for(person: usize) -> Vec<String> {
    let look = person % head::LOOKS.len();
    (1..=SHOTS.len())
        .map(|shot| format!("{}-{shot}.jpg", head::LOOKS[look].name))
        .collect()
}

/// The names of this person's bad photos.
pub fn flawed_samples_for(person: usize) -> Vec<String> {
    let look = person % head::LOOKS.len();
    FLAWS
        .iter()
        .map(|(flaw, _)| format!("{}-{flaw}.jpg", head::LOOKS[look].name))
        .collect()
}

/// The JPEG of a sample.
///
/// # Errors
/// When there is no sample of this name.
pub fn find(name: &str) -> Result<Vec<u8>> {
    let parts = name
        .strip_suffix(".jpg")
        .and_then(|name| name.split_once('-'));
    let (look, shot) = parts.context("no such sample")?;
    let look = head::LOOKS.iter().find(|known| known.name == look);
    if let Some((_, flaw)) = FLAWS.iter().find(|(name, _)| *name == shot) {
        return draw_flawed(look.context("no such sample")?, *flaw);
    }
    let shot: usize = shot.parse().context("no such sample")?;
    let shot = shot.checked_sub(1).and_then(|index| SHOTS.get(index));
    draw(
        look.context("no such sample")?,
        shot.context("no such sample")?,
    )
}

fn draw(look: &Look, shot: &Shot) -> Result<Vec<u8>> {
    finish(DynamicImage::from(paint(look, shot)))
}

/// The last shot, gone wrong.
fn draw_flawed(look: &Look, flaw: Flaw) -> Result<Vec<u8>> {
    let shot = &SHOTS[SHOTS.len() - 1];
    let picture = match flaw {
        Flaw::Blurred => DynamicImage::from(paint(look, shot)).fast_blur(BLUR),
        Flaw::Dark => {
            let mut picture = paint(look, shot);
            for pixel in picture.pixels_mut() {
                let color = pixel.0.map(f32::from);
                *pixel = self::pixel(scaled(color, DARKNESS), 0.0);
            }
            DynamicImage::from(picture)
        }
        Flaw::Nobody => DynamicImage::from(paint(look, &Shot { size: 0.0, ..*shot })),
    };
    finish(picture)
}

fn paint(look: &Look, shot: &Shot) -> RgbImage {
    let mut canvas = RgbImage::new(WIDTH.into(), HEIGHT.into());
    let (sine, cosine) = shot.tilt.sin_cos();
    let size = shot.size * f32::from(HEIGHT);
    for row in 0..HEIGHT {
        for column in 0..WIDTH {
            let (x, y) = (f32::from(column), f32::from(row));
            let across = (x - shot.center.0 * f32::from(WIDTH)) / size;
            let down = (y - shot.center.1 * f32::from(HEIGHT)) / size;
            let (u, v) = (across * cosine + down * sine, down * cosine - across * sine);
            let behind = || {
                shot.scene
                    .color(x / f32::from(WIDTH), y / f32::from(HEIGHT))
            };
            let color = head(u, v, look, shot.shirt).map_or_else(behind, |color| {
                scaled(color, 1.0 + 0.16 * shot.light * u.clamp(-1.0, 1.0))
            });
            canvas.put_pixel(column.into(), row.into(), pixel(color, grain(column, row)));
        }
    }
    canvas
}

fn finish(picture: DynamicImage) -> Result<Vec<u8>> {
    let (width, height) = (u32::from(WIDTH) * ENLARGED, u32::from(HEIGHT) * ENLARGED);
    let photo = picture.resize_exact(width, height, FilterType::CatmullRom);
    let mut jpeg = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    photo
        .write_with_encoder(encoder)
        .context("cannot encode a sample")?;
    Ok(jpeg.into_inner())
}

fn scaled(color: Color, factor: f32) -> Color {
    color.map(|channel| channel * factor)
}

/// From one colour, at 0, to another, at 1.
fn mixed(from: Color, to: Color, share: f32) -> Color {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| from[channel] + (to[channel] - from[channel]) * share)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a byte holds"
)]
fn pixel(color: Color, grain: f32) -> Rgb<u8> {
    Rgb(color.map(|channel| (channel + grain).clamp(0.0, 255.0) as u8))
}

/// The sensor's noise: without it, drawings compress to almost nothing.
fn grain(column: u16, row: u16) -> f32 {
    let mixed =
        u32::from(column).wrapping_mul(73_856_093) ^ u32::from(row).wrapping_mul(19_349_663);
    let byte = mixed.wrapping_mul(2_654_435_761).to_be_bytes()[0];
    (f32::from(byte) / 255.0 - 0.5) * 9.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_a_photo_of_its_own() {
        let mut photos: Vec<Vec<u8>> = Vec::new();
        let flawed = flawed_samples_for(0);
        for name in samples_for(0).iter().chain(&samples_for(1)).chain(&flawed) {
            let photo = find(name).expect("a listed sample");
            let decoded = image::load_from_memory(&photo).expect("a JPEG");
            assert_eq!((decoded.width(), decoded.height()), (960, 1200));
            assert!(!photos.contains(&photo));
            photos.push(photo);
        }
        assert_eq!(photos.len(), 15);
    }

    #[test]
    fn what_is_not_listed_is_not_there() {
        for name in [
            "anna-0.jpg",
            "anna-7.jpg",
            "carl-1.jpg",
            "anna",
            "anna-1.png",
        ] {
            assert!(find(name).is_err(), "{name}");
        }
    }
}
