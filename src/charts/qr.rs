//! A link as a picture that another device reads from the screen.

use std::io::Cursor;

use anyhow::Context;
use image::{GrayImage, ImageFormat, Luma, imageops};
use qrcode::{Color, EcLevel, QrCode};

/// ISO/IEC 18004: readers need a light margin of four modules.
const QUIET_ZONE: u32 = 4;

/// In pixels; wide enough to stay sharp across a phone's screen.
const LEAST_SIDE: u32 = 600;

const DARK: Luma<u8> = Luma([0]);
const LIGHT: Luma<u8> = Luma([255]);

/// A PNG of `link`, dark on light, at least 600 pixels wide. Every module covers
/// whole pixels, so that edges are sharp.
///
/// # Errors
/// When the link is longer than a QR picture can hold, about 2 300 bytes.
pub fn draw(link: &str) -> anyhow::Result<Vec<u8>> {
    let code = QrCode::with_error_correction_level(link, EcLevel::M)
        .context("cannot put the link into a QR picture")?;
    let width = u32::try_from(code.width()).context("cannot size the QR picture")?;
    let modules = width + 2 * QUIET_ZONE;
    let mut small = GrayImage::from_pixel(modules, modules, LIGHT);
    for (position, color) in (0..).zip(code.to_colors()) {
        if color == Color::Dark {
            let (x, y) = (position % width, position / width);
            small.put_pixel(QUIET_ZONE + x, QUIET_ZONE + y, DARK);
        }
    }
    let side = modules * LEAST_SIDE.div_ceil(modules);
    let picture = imageops::resize(&small, side, side, imageops::FilterType::Nearest);
    let mut png = Cursor::new(Vec::new());
    picture
        .write_to(&mut png, ImageFormat::Png)
        .context("cannot write the QR picture")?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINK: &str = "ton://transfer/UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA\
        ?amount=8369000000&text=PG-7K4M9QX2TD&exp=1790000000";

    fn drawn(link: &str) -> GrayImage {
        let png = draw(link).unwrap();
        image::load_from_memory_with_format(&png, ImageFormat::Png)
            .unwrap()
            .into_luma8()
    }

    #[test]
    fn another_device_reads_the_link_again() {
        let picture = drawn(LINK);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            picture[(x as u32, y as u32)].0[0]
        });
        let grids = prepared.detect_grids();
        assert_eq!(grids.len(), 1);
        assert_eq!(grids[0].decode().unwrap().1, LINK);
    }

    #[test]
    fn the_picture_is_large_sharp_and_framed_in_light() {
        let picture = drawn(LINK);
        assert!(picture.width() >= 600 && picture.width() == picture.height());
        assert!(picture.pixels().all(|pixel| [DARK, LIGHT].contains(pixel)));
        let dark = picture
            .enumerate_pixels()
            .filter(|(_, _, pixel)| **pixel == DARK);
        let margin = dark.map(|(x, y, _)| x.min(y)).min().unwrap();
        let modules = picture.width() * QUIET_ZONE / margin;
        assert_eq!(modules * margin, picture.width() * QUIET_ZONE);
    }

    #[test]
    fn a_link_that_fits_into_no_picture_is_an_error() {
        assert!(draw(&"a".repeat(3000)).is_err());
    }
}
