//! How blurred a picture is, by how little it changes when it is blurred once more
//! (Crété, Dolmiere, Ladret, Nicolas: The blur effect, 2007). Unlike the strength of
//! edges, this does not depend on how much there is to see.

use image::GrayImage;

/// How many pixels are averaged when the picture is blurred once more.
const WINDOW: usize = 9;

/// From 0, sharp, to 1, nothing but blur: the worse of both directions, so that a
/// hand that shook sideways is noticed. Phone photos are below 0.5.
pub(super) fn blur(picture: &GrayImage) -> f32 {
    let rows = picture
        .rows()
        .map(|row| row.map(|pixel| pixel.0[0]).collect());
    let columns = (0..picture.width()).map(|x| {
        (0..picture.height())
            .map(|y| picture.get_pixel(x, y).0[0])
            .collect()
    });
    along(rows).max(along(columns))
}

/// The blur along the given lines of pixels.
fn along(lines: impl Iterator<Item = Vec<u8>>) -> f32 {
    let (mut all, mut lost) = (0.0, 0.0);
    for line in lines {
        let blurred = blurred_once_more(&line);
        for index in 1..line.len() {
            let step = f32::from(line[index].abs_diff(line[index - 1]));
            let step_blurred = (blurred[index] - blurred[index - 1]).abs();
            all += step;
            lost += (step - step_blurred).max(0.0);
        }
    }
    if all > 0.0 { 1.0 - lost / all } else { 1.0 }
}

fn blurred_once_more(line: &[u8]) -> Vec<f32> {
    let last = line.len() - 1;
    let half = WINDOW / 2;
    (0..line.len())
        .map(|index| {
            let window = (index..=index + WINDOW - 1)
                .map(|at| f32::from(line[at.saturating_sub(half).min(last)]));
            window.sum::<f32>() / WINDOW as f32
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use image::{Luma, imageops};

    use super::*;

    fn stripes(width: u32) -> GrayImage {
        GrayImage::from_fn(96, 96, |x, y| {
            Luma([if (x / width + y / width).is_multiple_of(2) {
                40
            } else {
                200
            }])
        })
    }

    #[test]
    fn the_more_blurred_the_higher() {
        let sharp = stripes(16);
        let figures = [0.5, 1.5, 3.0].map(|sigma| blur(&imageops::blur(&sharp, sigma)));
        assert!(blur(&sharp) < 0.3, "{}", blur(&sharp));
        assert!(figures.is_sorted(), "{figures:?}");
        assert!(figures[2] > 0.7, "{figures:?}");
    }

    #[test]
    fn a_shake_in_one_direction_counts() {
        let shaken = GrayImage::from_fn(96, 96, |x, y| {
            let light =
                (0..8).map(|step| u32::from(stripes(12).get_pixel((x + step) % 96, y).0[0]));
            Luma([u8::try_from(light.sum::<u32>() / 8).unwrap()])
        });
        assert!(blur(&shaken) > blur(&stripes(12)) + 0.3);
    }

    #[test]
    fn a_picture_of_nothing_is_all_blur() {
        assert!((blur(&GrayImage::new(96, 96)) - 1.0).abs() < f32::EPSILON);
    }
}
