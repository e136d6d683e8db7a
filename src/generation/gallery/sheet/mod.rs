//! The contact sheet of a set: one picture with all photos small and numbered.
//! It is drawn from the photos one at a time, so that memory stays flat, and can
//! be drawn again at any time: nothing but Telegram's copy of it is kept.

mod digits;
mod picks;

use std::io::Cursor;

use anyhow::Context;
use image::{ImageReader, Limits, Rgb, RgbImage, codecs::jpeg::JpegEncoder, imageops};

pub(super) use self::picks::{MOST_ON_SHEET, Picks, fingerprint};

/// A sheet's width in pixels: what Telegram shows without making it smaller.
const WIDTH: u32 = 1280;

/// Between the photos, in pixels.
const GAP: u32 = 8;

/// Portraits are three to four; others are cut to that.
const CELL_WIDTH: u32 = 3;
const CELL_HEIGHT: u32 = 4;

const QUALITY: u8 = 88;

const PAPER: Rgb<u8> = Rgb([24, 24, 27]);
/// Where a photo is missing.
const EMPTY: Rgb<u8> = Rgb([63, 63, 70]);

/// A bound on what decoding may take, against pictures made to exhaust memory.
const MOST_DECODED_BYTES: u64 = 256 * 1024 * 1024;

/// Columns, and the size of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Grid {
    columns: u32,
    rows: u32,
    width: u32,
    height: u32,
}

impl Grid {
    /// As square as it gets; the last row may be shorter.
    fn of(count: usize) -> Self {
        let count = u32::try_from(count.max(1)).unwrap_or(u32::MAX);
        let columns = (1..=count)
            .find(|columns| columns * columns >= count)
            .unwrap_or(count);
        let width = (WIDTH - GAP * (columns + 1)) / columns;
        Self {
            columns,
            rows: count.div_ceil(columns),
            width,
            height: width * CELL_HEIGHT / CELL_WIDTH,
        }
    }

    fn sheet_size(self) -> (u32, u32) {
        let side = |cells: u32, length: u32| cells * length + (cells + 1) * GAP;
        (side(self.columns, self.width), side(self.rows, self.height))
    }

    /// The upper left corner of a cell.
    fn corner(self, index: u32) -> (u32, u32) {
        let (column, row) = (index % self.columns, index / self.columns);
        (
            GAP + column * (self.width + GAP),
            GAP + row * (self.height + GAP),
        )
    }
}

/// A sheet in the making.
pub(super) struct Sheet {
    grid: Grid,
    canvas: RgbImage,
    next: u32,
}

impl Sheet {
    /// An empty sheet for `count` photos.
    pub(super) fn new(count: usize) -> Self {
        let grid = Grid::of(count);
        let (width, height) = grid.sheet_size();
        Self {
            grid,
            canvas: RgbImage::from_pixel(width, height, PAPER),
            next: 0,
        }
    }

    /// Puts the next photo on the sheet, under the next number; what is no picture
    /// leaves an empty place. Whether there was a picture. Takes a tenth of a
    /// second of computing.
    pub(super) fn add(&mut self, photo: Option<&[u8]>) -> bool {
        let grid = self.grid;
        let thumbnail = photo.and_then(|bytes| thumbnail(bytes, grid.width, grid.height).ok());
        let is_there = thumbnail.is_some();
        let thumbnail =
            thumbnail.unwrap_or_else(|| RgbImage::from_pixel(grid.width, grid.height, EMPTY));
        let (x, y) = grid.corner(self.next);
        imageops::replace(&mut self.canvas, &thumbnail, i64::from(x), i64::from(y));
        self.next += 1;
        digits::draw(&mut self.canvas, self.next, x, y, grid.width);
        is_there
    }

    /// The sheet as a JPEG.
    ///
    /// # Errors
    /// When it can't be encoded.
    pub(super) fn finish(self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.canvas
            .write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
            .context("cannot encode a contact sheet")?;
        Ok(bytes)
    }
}

/// The middle of the picture, cut and made small to fill a cell.
fn thumbnail(bytes: &[u8], width: u32, height: u32) -> anyhow::Result<RgbImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_DECODED_BYTES);
    reader.limits(limits);
    let picture = reader
        .decode()
        .context("a stored photo is no picture")?
        .into_rgb8();
    let (full_width, full_height) = picture.dimensions();
    let cut_width = full_width.min(scaled(full_height, width, height)?);
    let cut_height = full_height.min(scaled(full_width, height, width)?);
    let middle = imageops::crop_imm(
        &picture,
        (full_width - cut_width) / 2,
        (full_height - cut_height) / 2,
        cut_width,
        cut_height,
    );
    Ok(imageops::thumbnail(&*middle, width, height))
}

/// `side` × `by` / `of`, at least 1.
fn scaled(side: u32, by: u32, of: u32) -> anyhow::Result<u32> {
    let scaled = (u64::from(side) * u64::from(by)).div_ceil(u64::from(of));
    u32::try_from(scaled.max(1)).context("a picture is too large")
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;

    fn photo(width: u32, height: u32, colour: [u8; 3]) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        RgbImage::from_pixel(width, height, Rgb(colour))
            .write_to(&mut bytes, ImageFormat::Png)
            .unwrap();
        bytes.into_inner()
    }

    #[test]
    fn the_grid_suits_the_count() {
        let columns = |count| Grid::of(count).columns;
        assert_eq!(
            [1, 2, 4, 7, 15, 23, MOST_ON_SHEET].map(columns),
            [1, 2, 2, 3, 4, 5, 8]
        );
        for count in 1..=MOST_ON_SHEET {
            let (width, height) = Grid::of(count).sheet_size();
            assert!(width <= WIDTH && height < 2 * WIDTH, "{width}×{height}");
            assert!(width > WIDTH - 10, "{width} of {WIDTH} are used");
        }
    }

    #[test]
    fn every_photo_stands_in_its_place_with_its_number() {
        let mut sheet = Sheet::new(3);
        assert!(sheet.add(Some(&photo(90, 120, [200, 0, 0]))));
        assert!(!sheet.add(Some(b"no picture")));
        assert!(sheet.add(Some(&photo(400, 100, [0, 0, 200]))));
        let drawn = image::load_from_memory(&sheet.finish().unwrap())
            .unwrap()
            .into_rgb8();
        let grid = Grid::of(3);
        let middle = |index| {
            let (x, y) = grid.corner(index);
            drawn.get_pixel(x + grid.width / 2, y + grid.height / 2).0
        };
        let near = |colour: [u8; 3], other: [u8; 3]| {
            colour.iter().zip(other).all(|(a, b)| a.abs_diff(b) < 12)
        };
        assert!(near(middle(0), [200, 0, 0]), "{:?}", middle(0));
        assert!(near(middle(1), EMPTY.0), "{:?}", middle(1));
        assert!(near(middle(2), [0, 0, 200]), "{:?}", middle(2));
        let (x, y) = grid.corner(0);
        let badge = (x..x + 90).flat_map(|x| (y..y + 90).map(move |y| (x, y)));
        let white = badge
            .filter(|(x, y)| near(drawn.get_pixel(*x, *y).0, [255, 255, 255]))
            .count();
        assert!(white > 50, "the number is drawn: {white}");
    }
}
