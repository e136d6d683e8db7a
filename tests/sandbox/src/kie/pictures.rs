//! Draws results. One can see whose photo went in, the colours differ from prompt to prompt, and
//! the prompt's beginning is written below, so that people and tests tell the pictures apart.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    io::Cursor,
    sync::Arc,
};

use anyhow::Context;
use font8x8::{BASIC_FONTS, LATIN_FONTS, UnicodeFonts};
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage, codecs::jpeg::JpegEncoder,
    codecs::png::PngEncoder, imageops::FilterType,
};
use rand::{RngCore, SeedableRng, rngs::StdRng};

use super::{options::PictureSize, task::Format};

const PAPER: Rgb<u8> = Rgb([24, 24, 32]);
const INK: Rgb<u8> = Rgb([255, 255, 255]);
const GLYPH_SIDE: u32 = 8;
/// Two lines of 30 letters below the picture.
const LETTERS_PER_LINE: usize = 30;
const LINES: usize = 2;
const JPEG_QUALITY: u8 = 88;
/// Noise loses nothing worth seeing, and must stay large.
const NOISE_QUALITY: u8 = 100;

const NOISE_TILE_BYTES: usize = 256 * 1024;

/// Everything that a picture depends on.
pub(super) struct Picture {
    pub photo: Option<Arc<DynamicImage>>,
    pub aspect_ratio: String,
    pub format: Format,
    pub size: PictureSize,
    pub caption: String,
}

/// The file of a picture; the same picture always gives the same file.
pub(super) fn draw(picture: &Picture) -> anyhow::Result<Vec<u8>> {
    let (width, height) = picture.dimensions();
    let seed = picture.seed();
    let (mut canvas, quality) = match (picture.size, &picture.photo) {
        (PictureSize::Heavy, _) => (noise(width, height, seed), NOISE_QUALITY),
        (_, Some(photo)) => (tint(photo, width, height, seed), JPEG_QUALITY),
        (_, None) => (gradient(width, height, seed), JPEG_QUALITY),
    };
    write_caption(&mut canvas, &picture.caption);
    encode(&canvas, picture.format, quality)
}

impl Picture {
    fn dimensions(&self) -> (u32, u32) {
        let long_side = match self.size {
            PictureSize::Tiny => 120,
            PictureSize::Small => 640,
            PictureSize::OneK => 1024,
            PictureSize::TwoK => 2048,
            PictureSize::Heavy => 2500,
        };
        let (across, down) = self.ratio();
        let (width, height) = if across >= down {
            (long_side, long_side * down / across)
        } else {
            (long_side * across / down, long_side)
        };
        (width.max(1), height.max(1))
    }

    /// The ratio that was asked for; `auto` keeps that of the photo.
    fn ratio(&self) -> (u32, u32) {
        let asked = self
            .aspect_ratio
            .split_once(':')
            .and_then(|(across, down)| Some((across.parse().ok()?, down.parse().ok()?)));
        let own = || {
            self.photo
                .as_ref()
                .map(|photo| (photo.width(), photo.height()))
        };
        asked.or_else(own).unwrap_or((1, 1))
    }

    fn seed(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.caption.hash(&mut hasher);
        hasher.finish()
    }
}

fn tint(photo: &DynamicImage, width: u32, height: u32, seed: u64) -> RgbImage {
    // Little enough that faces stay pleasant to look at.
    let [hue, light, contrast, side, ..] = seed.to_le_bytes();
    let within = |byte: u8, most: i32| i32::from(byte) % (2 * most + 1) - most;
    let photo = photo
        .resize_to_fill(width, height, FilterType::Triangle)
        .huerotate(within(hue, 24))
        .brighten(within(light, 14))
        .adjust_contrast(within(contrast, 9) as f32);
    if side % 2 == 0 {
        photo.into_rgb8()
    } else {
        photo.fliph().into_rgb8()
    }
}

/// A result without references, as a model gives for a bare prompt.
fn gradient(width: u32, height: u32, seed: u64) -> RgbImage {
    let [red, green, blue, ..] = seed.to_le_bytes();
    let shade = |y: u32, level: u8| (u32::from(level) * (height - y) / height) as u8;
    RgbImage::from_fn(width, height, |_, y| {
        Rgb([shade(y, red), shade(y, green), shade(y, blue)])
    })
}

/// A tile of noise again and again: cheap, and no encoder looks back far enough to notice.
fn noise(width: u32, height: u32, seed: u64) -> RgbImage {
    let mut tile = vec![0; NOISE_TILE_BYTES];
    StdRng::seed_from_u64(seed).fill_bytes(&mut tile);
    let mut pixels = tile.repeat(width as usize * height as usize * 3 / tile.len() + 1);
    pixels.truncate(width as usize * height as usize * 3);
    RgbImage::from_raw(width, height, pixels).expect("three bytes for each pixel")
}

fn write_caption(canvas: &mut RgbImage, caption: &str) {
    let scale = (canvas.width() / (GLYPH_SIDE * LETTERS_PER_LINE as u32)).max(1);
    let line_height = GLYPH_SIDE * scale * 3 / 2;
    let letters = shortened(caption);
    let lines = letters.chunks(LETTERS_PER_LINE);
    let top = canvas.height().saturating_sub(line_height * LINES as u32);
    for y in top..canvas.height() {
        for x in 0..canvas.width() {
            canvas.put_pixel(x, y, PAPER);
        }
    }
    for (line, y) in lines.zip((top..).step_by(line_height as usize)) {
        for (letter, x) in line
            .iter()
            .zip((0..).step_by((GLYPH_SIDE * scale) as usize))
        {
            write_letter(canvas, *letter, x, y + scale * 2, scale);
        }
    }
}

/// The beginning and the end, which carries the number of the task.
fn shortened(caption: &str) -> Vec<char> {
    let letters: Vec<char> = caption.chars().collect();
    let room = LETTERS_PER_LINE * LINES;
    if letters.len() <= room {
        return letters;
    }
    let (beginning, end) = (&letters[..room - 10], &letters[letters.len() - 8..]);
    [beginning, &['.', '.'], end].concat()
}

fn write_letter(canvas: &mut RgbImage, letter: char, left: u32, top: u32, scale: u32) {
    let glyph = BASIC_FONTS.get(letter).or_else(|| LATIN_FONTS.get(letter));
    let rows = glyph
        .or_else(|| BASIC_FONTS.get('?'))
        .expect("the font has a question mark");
    for (row, y) in rows.iter().zip((top..).step_by(scale as usize)) {
        let dots = (0..GLYPH_SIDE).filter(|column| row >> column & 1 == 1);
        for x in dots.map(|column| left + column * scale) {
            fill_dot(canvas, x, y, scale);
        }
    }
}

fn fill_dot(canvas: &mut RgbImage, left: u32, top: u32, scale: u32) {
    let (right, bottom) = (
        canvas.width().min(left + scale),
        canvas.height().min(top + scale),
    );
    for y in top..bottom {
        for x in left..right {
            canvas.put_pixel(x, y, INK);
        }
    }
}

fn encode(canvas: &RgbImage, format: Format, quality: u8) -> anyhow::Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    let (pixels, width, height) = (canvas.as_raw(), canvas.width(), canvas.height());
    match format {
        Format::Jpeg => JpegEncoder::new_with_quality(&mut file, quality).write_image(
            pixels,
            width,
            height,
            ExtendedColorType::Rgb8,
        ),
        Format::Png => {
            PngEncoder::new(&mut file).write_image(pixels, width, height, ExtendedColorType::Rgb8)
        }
    }
    .context("cannot encode a picture")?;
    Ok(file.into_inner())
}
