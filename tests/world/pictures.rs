//! Pictures that people send: good selfies, and those that a coach has something to
//! say about.

use std::{collections::HashMap, sync::Mutex};

use image::{DynamicImage, RgbImage};
use sandbox::selfies;

/// A good selfie; each number is another picture.
pub fn selfie(number: u32) -> Vec<u8> {
    static MADE: Mutex<Option<HashMap<u32, Vec<u8>>>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap();
    let made = made.get_or_insert_with(HashMap::new);
    let photo = made
        .entry(number)
        .or_insert_with(|| selfies::selfie(number));
    photo.clone()
}

/// `count` different selfies.
pub fn selfies(count: u32) -> Vec<Vec<u8>> {
    (0..count).map(selfie).collect()
}

/// A picture on which there is nobody.
pub fn landscape(number: u32) -> Vec<u8> {
    let mut photo = selfies::photo(number, 600, 640, 0);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        // Leaves and gravel: sharp, and nothing like a face.
        let grain = u8::try_from((x / 9 * 7 + y / 5 * 13) % 11 * 8).unwrap();
        pixel.0 = pixel.0.map(|colour| colour.saturating_sub(grain));
    }
    selfies::jpeg(&photo)
}

/// Two people side by side.
pub fn pair(number: u32) -> Vec<u8> {
    selfies::jpeg(&selfies::photo(number, 600, 640, 2))
}

/// A selfie that was taken by a hand that shook.
pub fn blurred(number: u32) -> Vec<u8> {
    selfies::jpeg(&photo(number).fast_blur(6.0).into_rgb8())
}

/// A selfie that was taken in the dark.
pub fn dark(number: u32) -> Vec<u8> {
    let mut photo = photo(number).into_rgb8();
    for pixel in photo.pixels_mut() {
        pixel.0 = pixel.0.map(|colour| colour / 5);
    }
    selfies::jpeg(&photo)
}

/// Somebody far away, in the corner of a large picture.
pub fn distant(number: u32) -> Vec<u8> {
    let near = photo(number).thumbnail_exact(300, 320).into_rgb8();
    let mut far = RgbImage::from_pixel(900, 1000, *near.get_pixel(0, 0));
    image::imageops::replace(&mut far, &near, 500, 600);
    selfies::jpeg(&far)
}

fn photo(number: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(selfies::photo(number, 600, 640, 1))
}
