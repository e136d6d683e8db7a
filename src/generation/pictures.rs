//! Pictures by their content: what they are, and how they become small enough
//! for Telegram to show.

use std::io::Cursor;

use anyhow::Context;
use image::{
    DynamicImage, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

/// Bot API, sendPhoto: at most 10 MB, width and height together at most 10000,
/// and at most 20 times as long as wide.
const ALBUM_MOST_BYTES: usize = 10 * 1024 * 1024;
const ALBUM_MOST_SIDES: u32 = 10_000;
const MOST_RATIO: u32 = 20;

/// The longer side of a photo that had to be made smaller; Telegram shows no more anyway.
const SMALLER_SIDE: u32 = 2560;

/// Tried in turn until the photo is small enough.
const QUALITIES: [u8; 3] = [92, 80, 60];

/// A bound on what decoding may take, against pictures made to exhaust memory.
const MOST_DECODED_BYTES: u64 = 256 * 1024 * 1024;

/// A picture's kind and size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub format: ImageFormat,
    pub width: u32,
    pub height: u32,
}

impl Shape {
    pub fn extension(self) -> &'static str {
        match self.format {
            ImageFormat::Png => "png",
            ImageFormat::WebP => "webp",
            _ => "jpg",
        }
    }

    /// Whether Telegram shows such a picture of `bytes` as it is.
    fn fits_album(self, bytes: usize) -> bool {
        bytes <= ALBUM_MOST_BYTES
            && self.width + self.height <= ALBUM_MOST_SIDES
            && self.format != ImageFormat::WebP
    }
}

/// The picture's shape by its first bytes; nothing for what is no portrait that
/// could be shown.
pub fn shape_of(bytes: &[u8]) -> Option<Shape> {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()?;
    let format = reader.format().filter(|format| {
        matches!(
            format,
            ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP
        )
    })?;
    let (width, height) = reader.into_dimensions().ok()?;
    let (shorter, longer) = (width.min(height), width.max(height));
    (shorter > 0 && longer / shorter < MOST_RATIO).then_some(Shape {
        format,
        width,
        height,
    })
}

/// A JPEG of the picture that Telegram shows in an album, if it does not show the
/// picture as it is. Takes a second of computing.
///
/// # Errors
/// When the bytes are no picture.
pub fn fit_for_album(bytes: &[u8], must_change: bool) -> anyhow::Result<Option<Vec<u8>>> {
    let shape = shape_of(bytes).context("a stored photo is no picture")?;
    if shape.fits_album(bytes.len()) && !must_change {
        return Ok(None);
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), shape.format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    reader.limits(limits);
    let mut picture = reader.decode().context("cannot decode a stored photo")?;
    if shape.width.max(shape.height) > SMALLER_SIDE {
        picture = picture.resize(SMALLER_SIDE, SMALLER_SIDE, FilterType::Lanczos3);
    }
    let picture = DynamicImage::ImageRgb8(picture.into_rgb8());
    let mut smaller = Vec::new();
    for quality in QUALITIES {
        smaller.clear();
        picture
            .write_with_encoder(JpegEncoder::new_with_quality(&mut smaller, quality))
            .context("cannot encode a photo")?;
        if smaller.len() <= ALBUM_MOST_BYTES {
            break;
        }
    }
    Ok(Some(smaller))
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::new(width, height)
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn what_telegram_shows_is_left_alone() {
        assert_eq!(fit_for_album(&png(300, 400), false).unwrap(), None);
    }

    #[test]
    fn sides_that_are_too_long_become_shorter() {
        let small = fit_for_album(&png(4000, 6100), false).unwrap().unwrap();
        let shape = shape_of(&small).unwrap();
        assert_eq!(
            (shape.format, shape.height),
            (ImageFormat::Jpeg, SMALLER_SIDE)
        );
        assert_eq!(shape.width, 1679);
    }

    #[test]
    fn what_is_no_portrait_has_no_shape() {
        assert_eq!(shape_of(b"<html>not found</html>"), None);
        assert_eq!(shape_of(&png(2000, 20)), None);
        assert_eq!(shape_of(&png(300, 400)).unwrap().extension(), "png");
    }
}
