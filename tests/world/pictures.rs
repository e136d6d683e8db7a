//! Drawn selfies: distinct enough not to count as near duplicates, and small
//! enough to keep tests quick.

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// A selfie; each number is another picture.
pub fn selfie(number: u32) -> Vec<u8> {
    encode(&drawing(number, 600, 640), ImageFormat::Jpeg)
}

/// `count` different selfies.
pub fn selfies(count: u32) -> Vec<Vec<u8>> {
    (0..count).map(selfie).collect()
}

/// Blocks of light and dark in a pattern of their own per number, so that their
/// perceptual hashes lie far apart.
fn drawing(number: u32, width: u32, height: u32) -> RgbImage {
    let mut state = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    let blocks: Vec<u8> = (0..64)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            u8::try_from(40 + state % 180).unwrap()
        })
        .collect();
    RgbImage::from_fn(width, height, |x, y| {
        let block = (y * 8 / height) * 8 + x * 8 / width;
        let light = blocks[usize::try_from(block).unwrap()];
        let grain = u8::try_from((x * 7 + y * 13 + number) % 11).unwrap();
        Rgb([
            light.saturating_add(grain),
            light,
            light.saturating_sub(grain),
        ])
    })
}

fn encode(image: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image.clone())
        .write_to(&mut bytes, format)
        .unwrap();
    bytes.into_inner()
}
