//! What Telegram makes of a picture that is sent as a photo: an upright JPEG of limited size.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, codecs::jpeg::JpegEncoder,
    metadata::Orientation,
};

use super::request::Refusal;

/// The limits are those of <https://core.telegram.org/bots/api#sendphoto>.
const MAX_BYTES: usize = 10 * 1024 * 1024;
const MAX_SIDES: u32 = 10_000;
const MAX_RATIO: u32 = 20;
/// The longest side of the largest copy.
const MAX_SIDE: u32 = 2560;
const JPEG_QUALITY: u8 = 87;
const JPEG_START: [u8; 2] = [0xFF, 0xD8];
const JPEG_END: [u8; 2] = [0xFF, 0xD9];

/// A photo as Telegram keeps it.
#[derive(Debug)]
pub struct Photo {
    pub bytes: Bytes,
    pub width: u32,
    pub height: u32,
}

impl Photo {
    /// A picture as an app sends it; none when it is no picture. JPEGs that are upright and small
    /// enough stay as they are.
    pub fn of(bytes: &Bytes) -> Option<Self> {
        let mut decoder = reader(bytes)?.into_decoder().ok()?;
        let (width, height) = decoder.dimensions();
        let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let is_jpeg = image::guess_format(bytes).ok()? == ImageFormat::Jpeg;
        if is_jpeg && orientation == Orientation::NoTransforms && width.max(height) <= MAX_SIDE {
            return Some(Self {
                bytes: bytes.clone(),
                width,
                height,
            });
        }
        let mut image = DynamicImage::from_decoder(decoder).ok()?;
        image.apply_orientation(orientation);
        let side = image.width().max(image.height()).min(MAX_SIDE);
        let (width, height) = fitted((image.width(), image.height()), side);
        let bytes = encode(&image.thumbnail_exact(width, height))?;
        Some(Self {
            bytes,
            width,
            height,
        })
    }

    /// A picture that the bot uploads, within Telegram's limits.
    pub fn of_upload(bytes: &Bytes) -> Result<Self, Refusal> {
        if bytes.len() > MAX_BYTES {
            return Err(Refusal::bad(format!(
                "file of size {} bytes is too big for a photo; the maximum size is {MAX_BYTES} bytes",
                bytes.len()
            )));
        }
        let unreadable = || Refusal::bad("IMAGE_PROCESS_FAILED");
        let dimensions = reader(bytes).and_then(|reader| reader.into_dimensions().ok());
        let (width, height) = dimensions.ok_or_else(unreadable)?;
        if width + height > MAX_SIDES || width.max(height) > width.min(height) * MAX_RATIO {
            return Err(Refusal::bad("PHOTO_INVALID_DIMENSIONS"));
        }
        // The header may be fine and the rest cut off. A JPEG decoder makes the best of that, so
        // it is told by the missing end.
        let is_cut = bytes.starts_with(&JPEG_START)
            && !bytes
                .windows(JPEG_END.len())
                .any(|window| window == JPEG_END);
        if is_cut || decode(bytes).is_none() {
            return Err(unreadable());
        }
        Self::of(bytes).ok_or_else(unreadable)
    }
}

/// The size of a picture shrunk to a longest side.
pub fn fitted((width, height): (u32, u32), bound: u32) -> (u32, u32) {
    let side = u64::from(width.max(height));
    let scale = |length: u32| {
        let scaled = u64::from(length) * u64::from(bound) / side;
        u32::try_from(scaled).unwrap_or(bound).max(1)
    };
    (scale(width), scale(height))
}

/// A smaller copy; none when the original cannot be read.
pub fn shrink(original: &[u8], side: u32) -> Option<Bytes> {
    let image = decode(original)?;
    let (width, height) = fitted((image.width(), image.height()), side);
    encode(&image.thumbnail_exact(width, height))
}

/// The type of a picture; none when it is no picture.
pub fn mime_of(bytes: &[u8]) -> Option<&'static str> {
    image::guess_format(bytes)
        .ok()
        .map(|format| format.to_mime_type())
}

fn reader(bytes: &[u8]) -> Option<ImageReader<Cursor<&[u8]>>> {
    ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .ok()
}

fn decode(bytes: &[u8]) -> Option<DynamicImage> {
    reader(bytes)?.decode().ok()
}

fn encode(image: &DynamicImage) -> Option<Bytes> {
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    image.to_rgb8().write_with_encoder(encoder).ok()?;
    Some(jpeg.into())
}
