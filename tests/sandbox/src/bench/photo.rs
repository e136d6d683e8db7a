//! What a photo of a phone's main camera takes from its bytes to the verdict: decoding, looking for
//! the face, and encoding what is stored. Read off the bot's own metrics.

use std::time::Duration;

use anyhow::{Context, Result};
use image::RgbImage;
use rand::{Rng, SeedableRng, rngs::StdRng};

use super::{
    customer::Customer,
    figures::{Figure, Table, percentile},
    goals::Goal,
    installation::Installation,
    until_async,
};
use crate::selfies;

/// Twelve megapixels.
const WIDTH: u32 = 4000;
const HEIGHT: u32 = 3000;

/// The noise of a sensor: it makes a file of about the size that phones make.
const GRAIN: i8 = 14;

const PHOTOS: u32 = 8;

const EXAMINATION: &str = "pinglass_photo_examination_seconds";

pub async fn measure(installation: &Installation, table: &mut Table<'_>) -> Result<()> {
    let customer = Customer::enters(&installation.telegram, 501);
    customer.begins_an_avatar().await?;
    let mut bytes = 0;
    let mut times: Vec<Duration> = Vec::new();
    for number in 0..PHOTOS {
        let photo =
            tokio::task::spawn_blocking(move || camera_photo(number, (WIDTH, HEIGHT), GRAIN))
                .await?;
        bytes += photo.len();
        customer.person.sends_file(photo, "IMG_1.jpg", "image/jpeg");
        let sum = until_async("a verdict", async || {
            let metrics = installation.metrics().await?;
            let is_there = figure(&metrics, "_count")? >= f64::from(number + 1);
            is_there.then(|| figure(&metrics, "_sum")).transpose()
        })
        .await?;
        let before: Duration = times.iter().sum();
        times.push(Duration::from_secs_f64(sum).saturating_sub(before));
    }
    let what = "a 12-megapixel photo to the coach's verdict, median";
    table.add(&Figure::time(what, percentile(&times, 0.5)).of(Goal::Verdict));
    table.add(&Figure::time(
        "  the slowest of eight",
        percentile(&times, 1.0),
    ));
    let megabytes = bytes as f64 / f64::from(PHOTOS) / 1_000_000.0;
    table.note(format!("A photo has {megabytes:.1} MB."));
    Ok(())
}

/// The value of one line of the metrics; 0 before there is any.
fn figure(metrics: &str, suffix: &str) -> Result<f64> {
    let name = format!("{EXAMINATION}{suffix} ");
    let value = metrics.lines().find_map(|line| line.strip_prefix(&name));
    value
        .map_or(Ok(0.0), str::parse)
        .with_context(|| format!("{name}is no number"))
}

/// A photo with as much in it as a camera sees; the coarser its grain, the larger its file.
pub fn camera_photo(number: u32, (width, height): (u32, u32), grain: i8) -> Vec<u8> {
    let mut photo: RgbImage = selfies::photo(number, width, height, 1);
    let mut random = StdRng::seed_from_u64(number.into());
    for pixel in photo.pixels_mut() {
        let grain = random.random_range(-grain..=grain);
        pixel.0 = pixel.0.map(|colour| colour.saturating_add_signed(grain));
    }
    selfies::jpeg(&photo)
}
