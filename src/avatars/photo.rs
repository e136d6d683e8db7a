//! What a file must be to become a reference photo, and what is kept of it: the
//! pixels, upright, without anything that a camera wrote beside them. Pure
//! computing, some of it long: callers put it on a thread of its own.

use std::io::Cursor;

use bytes::Bytes;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    codecs::jpeg::JpegEncoder, metadata::Orientation,
};

use serde::{Deserialize, Serialize};

use super::{
    coach::{self, Measures},
    likeness::Fingerprint,
    refusal::Refusal,
    shrink,
};

/// Below this a face has too few pixels to be recognised.
const SHORTEST_SIDE: u32 = 512;
/// More than the model looks at would only cost time and storage.
const LONGEST_SIDE: u32 = 2048;
/// Panoramas and screenshots of whole pages show no face well.
const MOST_LONG_TO_SHORT: u32 = 3;
/// The largest sensors of phones in wide use; more is more likely a bomb.
const MOST_PIXELS: u64 = 50_000_000;
/// What the pixels may take in memory while they are decoded.
const MOST_DECODED_BYTES: u64 = MOST_PIXELS * 4;
const JPEG_QUALITY: u8 = 92;
/// A colour profile that does not fit in one JPEG segment is none of a camera's.
const MOST_PROFILE_BYTES: usize = 60_000;
/// Side of the small copy that likeness is judged by.
const SMALL_SIDE: u32 = 128;
/// A picture whose lightest and darkest spot differ by less shows nothing.
const LEAST_CONTRAST: u8 = 16;

/// A photo that can be used, as it is stored.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub jpeg: Bytes,
    pub findings: Findings,
}

/// What is known of a photo beside its pixels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Findings {
    pub width: u32,
    pub height: u32,
    pub byte_size: usize,
    pub print: Fingerprint,
    pub measures: Measures,
}

/// How many pixels the file says it has, read from its head alone; 0 when it
/// can't be told.
pub(super) fn pixels(file: &[u8]) -> u64 {
    let reader = ImageReader::new(Cursor::new(file))
        .with_guessed_format()
        .ok();
    let size = reader.and_then(|reader| reader.into_dimensions().ok());
    size.map_or(0, |(width, height)| u64::from(width) * u64::from(height))
}

/// Decides by the file's content whether it can be a reference photo, and makes
/// of it what is stored.
pub(super) fn examine(file: &[u8]) -> Result<Picture, Refusal> {
    let mut decoder = open(file)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height)?;
    if decoder.total_bytes() > MOST_DECODED_BYTES {
        return Err(Refusal::TooLarge);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder
        .icc_profile()
        .ok()
        .flatten()
        .filter(|profile| is_for_rgb(profile));
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| Refusal::Unreadable)?;
    let mut upright = DynamicImage::ImageRgb8(on_white(at_most_longest_side(decoded)));
    upright.apply_orientation(orientation);

    let small = upright.thumbnail(SMALL_SIDE, SMALL_SIDE);
    if is_blank(&small) {
        return Err(Refusal::Blank);
    }
    let print = Fingerprint::of(file, &small);
    let measures = coach::measure(&upright);
    let (width, height) = (upright.width(), upright.height());
    let jpeg = encode(upright.into_rgb8(), profile)?;
    Ok(Picture {
        findings: Findings {
            width,
            height,
            byte_size: jpeg.len(),
            print,
            measures,
        },
        jpeg,
    })
}

fn open(file: &[u8]) -> Result<impl ImageDecoder + '_, Refusal> {
    let format = match image::guess_format(file) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ if is_heic(file) => return Err(Refusal::Heic),
        _ => return Err(Refusal::NotAPhoto),
    };
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES * 2);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| Refusal::Unreadable)
}

/// HEIC and HEIF files start with an `ftyp` box that names one of these brands.
fn is_heic(file: &[u8]) -> bool {
    let brands: [&[u8]; 6] = [b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1"];
    file.get(4..8) == Some(b"ftyp") && file.get(8..12).is_some_and(|brand| brands.contains(&brand))
}

fn check_size(width: u32, height: u32) -> Result<(), Refusal> {
    let (shorter, longer) = (width.min(height), width.max(height));
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::TooLarge);
    }
    if shorter < SHORTEST_SIDE {
        return Err(Refusal::TooSmall);
    }
    if u64::from(longer) > u64::from(shorter) * u64::from(MOST_LONG_TO_SHORT) {
        return Err(Refusal::TooLong);
    }
    Ok(())
}

fn at_most_longest_side(image: DynamicImage) -> DynamicImage {
    if image.width().max(image.height()) <= LONGEST_SIDE {
        return image;
    }
    shrink::shrink(&image, LONGEST_SIDE)
}

/// Eight bits per colour; what can be seen through is put on white.
fn on_white(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let source = image.into_rgba8();
    RgbImage::from_fn(source.width(), source.height(), |x, y| {
        let [red, green, blue, alpha] = source.get_pixel(x, y).0.map(u32::from);
        let mix = |colour: u32| {
            u8::try_from((colour * alpha + 255 * (255 - alpha)) / 255).unwrap_or(u8::MAX)
        };
        Rgb([mix(red), mix(green), mix(blue)])
    })
}

fn is_blank(small: &DynamicImage) -> bool {
    let grey = small.to_luma8();
    let darkest = grey
        .pixels()
        .map(|pixel| pixel.0[0])
        .min()
        .unwrap_or_default();
    let lightest = grey
        .pixels()
        .map(|pixel| pixel.0[0])
        .max()
        .unwrap_or_default();
    lightest - darkest < LEAST_CONTRAST
}

/// ICC.1, header: bytes 16–19 name the colours that the profile is for. Without
/// their profile, wide-gamut photos of phones would look pale.
fn is_for_rgb(profile: &[u8]) -> bool {
    profile.get(16..20) == Some(b"RGB ") && profile.len() <= MOST_PROFILE_BYTES
}

fn encode(image: RgbImage, profile: Option<Vec<u8>>) -> Result<Bytes, Refusal> {
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY);
    if let Some(profile) = profile {
        encoder
            .set_icc_profile(profile)
            .map_err(|_| Refusal::Unreadable)?;
    }
    encoder
        .encode_image(&image)
        .map_err(|_| Refusal::Unreadable)?;
    Ok(Bytes::from(jpeg))
}

#[cfg(test)]
mod tests {
    use image::{
        Rgba, RgbaImage,
        imageops::{FilterType, resize},
    };

    use super::*;

    /// A smooth picture that looks different for every `seed`: random patches,
    /// blown up.
    fn scene(width: u32, height: u32, seed: u32) -> RgbImage {
        let mut state = seed.wrapping_mul(2_654_435_761) | 1;
        let patches = RgbImage::from_fn(24, 24, |_, _| {
            Rgb([0; 3].map(|_: u8| {
                // Marsaglia's xorshift.
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                state.to_be_bytes()[0]
            }))
        });
        resize(&patches, width, height, FilterType::Triangle)
    }

    fn jpeg(image: &RgbImage, quality: u8) -> Vec<u8> {
        let mut file = Vec::new();
        JpegEncoder::new_with_quality(&mut file, quality)
            .encode_image(image)
            .unwrap();
        file
    }

    fn file(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        image.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    /// Puts an EXIF segment with an orientation and a camera's name behind the
    /// start of a JPEG file.
    fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        exif.extend([1, 0x0f, 0, 2, 0, 0, 0, 4, b'S', b'p', b'y', 0]);
        exif.extend([1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        exif.extend([0; 4]);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    fn size(picture: &Picture) -> (u32, u32) {
        (picture.findings.width, picture.findings.height)
    }

    fn print_of(file: &[u8]) -> Fingerprint {
        examine(file).unwrap().findings.print
    }

    #[test]
    fn a_good_photo_of_each_kind_becomes_a_jpeg_of_its_size() {
        let image = DynamicImage::ImageRgb8(scene(800, 600, 1));
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
            let picture = examine(&file(&image, format)).unwrap();
            assert_eq!(size(&picture), (800, 600), "{format:?}");
            assert_eq!(
                image::guess_format(&picture.jpeg).unwrap(),
                ImageFormat::Jpeg
            );
        }
    }

    #[test]
    fn a_large_photo_is_shrunk() {
        let picture = examine(&jpeg(&scene(2200, 1100, 1), 90)).unwrap();
        assert_eq!(size(&picture), (2048, 1024));
        assert!(picture.jpeg.len() < 2_000_000);
    }

    #[test]
    fn a_photo_is_turned_upright_and_what_the_camera_wrote_is_gone() {
        let sent = with_exif(&jpeg(&scene(800, 600, 1), 90), 6);
        assert!(sent.windows(3).any(|bytes| bytes == b"Spy"));
        let picture = examine(&sent).unwrap();
        assert_eq!(size(&picture), (600, 800));
        assert!(!picture.jpeg.windows(4).any(|bytes| bytes == b"Exif"));
        assert!(!picture.jpeg.windows(3).any(|bytes| bytes == b"Spy"));
    }

    #[test]
    fn what_can_be_seen_through_becomes_white() {
        let glass = RgbaImage::from_fn(600, 600, |x, _| {
            Rgba([0, 0, 0, if x < 300 { 0 } else { 255 }])
        });
        let picture = examine(&file(&DynamicImage::ImageRgba8(glass), ImageFormat::Png)).unwrap();
        let stored = image::load_from_memory(&picture.jpeg).unwrap().into_rgb8();
        assert!(stored.get_pixel(10, 300).0[0] > 250);
        assert!(stored.get_pixel(590, 300).0[0] < 5);
    }

    #[test]
    fn photos_of_the_wrong_size_are_refused() {
        let refusal = |width, height| examine(&jpeg(&scene(width, height, 1), 80)).unwrap_err();
        assert_eq!(refusal(511, 800), Refusal::TooSmall);
        assert_eq!(refusal(1800, 512), Refusal::TooLong);
        assert!(examine(&jpeg(&scene(1536, 512, 1), 80)).is_ok());
    }

    #[test]
    fn a_bomb_is_refused_by_its_head() {
        let mut bomb = file(
            &DynamicImage::ImageRgb8(scene(600, 600, 1)),
            ImageFormat::Png,
        );
        // PNG: width and height stand at bytes 16–23; their checksum follows at 29.
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let checksum = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(pixels(&bomb), 900_000_000);
        assert_eq!(examine(&bomb).unwrap_err(), Refusal::TooLarge);
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 {
                    (crc >> 1) ^ 0xedb8_8320
                } else {
                    crc >> 1
                }
            })
        })
    }

    #[test]
    fn what_is_no_photo_is_refused_whatever_it_is_called() {
        assert_eq!(
            examine(b"%PDF-1.7 and so on").unwrap_err(),
            Refusal::NotAPhoto
        );
        assert_eq!(examine(b"").unwrap_err(), Refusal::NotAPhoto);
        assert_eq!(
            examine(b"\0\0\0\x24ftypheic\0\0\0\0mif1heic").unwrap_err(),
            Refusal::Heic
        );
        let whole = file(
            &DynamicImage::ImageRgb8(scene(600, 600, 1)),
            ImageFormat::Png,
        );
        assert_eq!(
            examine(&whole[..whole.len() / 2]).unwrap_err(),
            Refusal::Unreadable
        );
    }

    #[test]
    fn a_photo_of_nothing_is_refused() {
        let pocket = RgbImage::from_pixel(600, 600, Rgb([3, 2, 2]));
        assert_eq!(examine(&jpeg(&pocket, 90)).unwrap_err(), Refusal::Blank);
    }

    #[test]
    fn the_same_file_and_its_reworked_copies_are_recognised() {
        let image = scene(800, 640, 1);
        let sent = jpeg(&image, 95);
        let known = [print_of(&jpeg(&scene(800, 640, 2), 95)), print_of(&sent)];
        assert_eq!(print_of(&sent).refusal_beside(&known), Some(Refusal::Same));
        let smaller = resize(&image, 660, 528, FilterType::Triangle);
        for copy in [jpeg(&image, 60), jpeg(&smaller, 85)] {
            assert_eq!(print_of(&copy).refusal_beside(&known), Some(Refusal::Alike));
        }
    }

    #[test]
    fn different_photos_stand_beside_each_other() {
        let mut known = Vec::new();
        for seed in 1..9 {
            let print = print_of(&jpeg(&scene(512, 512, seed), 90));
            assert_eq!(print.refusal_beside(&known), None, "{seed}");
            known.push(print);
        }
    }
}
