//! Smaller copies of photos. Averaging pixels one by one would be the slowest part
//! of looking at a large photo; this uses the vector instructions of the processor.

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::DynamicImage;

/// A copy whose longer side is `side` pixels; for photos that are larger.
pub(super) fn shrink(photo: &DynamicImage, side: u32) -> DynamicImage {
    let longer = photo.width().max(photo.height());
    let shrunk = |length: u32| {
        let length = u64::from(length) * u64::from(side) / u64::from(longer.max(1));
        u32::try_from(length).unwrap_or(side).max(1)
    };
    let (width, height) = (shrunk(photo.width()), shrunk(photo.height()));
    let mut small = DynamicImage::new(width, height, photo.color());
    let averaging = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Box));
    match Resizer::new().resize(photo, &mut small, &averaging) {
        Ok(()) => small,
        // A kind of pixels that it does not know.
        Err(_) => photo.thumbnail(side, side),
    }
}

#[cfg(test)]
mod tests {
    use image::{ColorType, Luma, Rgb, RgbImage};

    use super::*;

    #[test]
    fn pixels_are_averaged_and_the_shape_is_kept() {
        let stripes =
            RgbImage::from_fn(1000, 500, |x, _| Rgb([if x % 2 == 0 { 0 } else { 200 }; 3]));
        let small = shrink(&DynamicImage::ImageRgb8(stripes), 500).into_rgb8();
        assert_eq!(small.dimensions(), (500, 250));
        assert!(small.pixels().all(|pixel| pixel.0 == [100; 3]));
    }

    #[test]
    fn every_kind_of_pixels_can_be_shrunk() {
        for color in [
            ColorType::L8,
            ColorType::La8,
            ColorType::Rgba8,
            ColorType::L16,
            ColorType::Rgb16,
            ColorType::Rgba16,
            ColorType::Rgb32F,
            ColorType::Rgba32F,
        ] {
            let small = shrink(&DynamicImage::new(300, 900, color), 90);
            assert_eq!((small.width(), small.height()), (30, 90), "{color:?}");
            assert_eq!(small.into_luma8().get_pixel(3, 3), &Luma([0]));
        }
    }
}
