//! Numbers drawn from built-in dots: a font file would be a dependency for ten shapes.

use image::{Rgb, RgbImage};

/// Five by seven dots, a row each, the leftmost dot in the highest of five bits.
const DIGITS: [[u8; 7]; 10] = [
    [
        0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110,
    ],
    [
        0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110,
    ],
    [
        0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111,
    ],
    [
        0b01110, 0b10001, 0b00001, 0b00110, 0b00001, 0b10001, 0b01110,
    ],
    [
        0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010,
    ],
    [
        0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110,
    ],
    [
        0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110,
    ],
    [
        0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000,
    ],
    [
        0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110,
    ],
    [
        0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100,
    ],
];
const DOTS_WIDE: u32 = 5;
const DOTS_HIGH: u32 = 7;

const INK: Rgb<u8> = Rgb([255, 255, 255]);
const BADGE: Rgb<u8> = Rgb([0, 0, 0]);

/// Draws `number` on a dark badge in the upper left corner of a cell that begins
/// at `x`, `y` and is `width` wide.
pub(super) fn draw(canvas: &mut RgbImage, number: u32, x: u32, y: u32, width: u32) {
    let dot = (width / 50).clamp(2, 8);
    let digits: Vec<usize> = number
        .to_string()
        .chars()
        .filter_map(|digit| usize::try_from(digit.to_digit(10)?).ok())
        .collect();
    let count = u32::try_from(digits.len()).unwrap_or(1);
    // A dot of room around the digits and between them.
    let badge_width = (count * (DOTS_WIDE + 1) + 3) * dot;
    let badge_height = (DOTS_HIGH + 4) * dot;
    fill(canvas, x, y, badge_width, badge_height, BADGE);
    for (place, digit) in (0..count).zip(digits) {
        let left = x + (2 + place * (DOTS_WIDE + 1)) * dot;
        for (row, bits) in (0..DOTS_HIGH).zip(DIGITS[digit]) {
            for column in 0..DOTS_WIDE {
                if bits & (1 << (DOTS_WIDE - 1 - column)) != 0 {
                    let (dot_x, dot_y) = (left + column * dot, y + (2 + row) * dot);
                    fill(canvas, dot_x, dot_y, dot, dot, INK);
                }
            }
        }
    }
}

fn fill(canvas: &mut RgbImage, x: u32, y: u32, width: u32, height: u32, colour: Rgb<u8>) {
    for y in y..(y + height).min(canvas.height()) {
        for x in x..(x + width).min(canvas.width()) {
            canvas.put_pixel(x, y, colour);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        let mut canvas = RgbImage::new(140, 30);
        draw(&mut canvas, 42, 0, 0, 140);
        let shape: Vec<String> = (4..18)
            .step_by(2)
            .map(|y| {
                let dots = (4..26).step_by(2).map(|x| canvas.get_pixel(x, y).0[0]);
                dots.map(|light| if light > 0 { '#' } else { '.' })
                    .collect()
            })
            .collect();
        assert_eq!(
            shape,
            [
                "...#...###.",
                "..##..#...#",
                ".#.#......#",
                "#..#....##.",
                "#####..#...",
                "...#..#....",
                "...#..#####",
            ]
        );
    }
}
