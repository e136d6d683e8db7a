//! Where a selfie is taken: backgrounds that differ in light and in their large shapes.

use super::{Color, mixed, scaled};

#[derive(Clone, Copy)]
pub enum Scene {
    Window,
    Park,
    Bricks,
    Sea,
    Evening,
    Library,
}

impl Scene {
    /// The colour at a point; both coordinates run from 0 to 1.
    pub fn color(self, x: f32, y: f32) -> Color {
        match self {
            Self::Window => window(x, y),
            Self::Park => park(x, y),
            Self::Bricks => bricks(x, y),
            Self::Sea => sea(x, y),
            Self::Evening => evening(x, y),
            Self::Library => library(x, y),
        }
    }
}

fn window(x: f32, y: f32) -> Color {
    let is_frame = (x - 0.3).abs() < 0.012 || (y - 0.34).abs() < 0.01;
    if x < 0.56 && y < 0.7 && !is_frame {
        return mixed([250.0, 252.0, 255.0], [196.0, 222.0, 240.0], y);
    }
    mixed(
        [222.0, 214.0, 200.0],
        [168.0, 156.0, 142.0],
        x * 0.7 + y * 0.3,
    )
}

fn park(x: f32, y: f32) -> Color {
    if y > 0.72 {
        return mixed([132.0, 176.0, 84.0], [78.0, 128.0, 56.0], (y - 0.72) * 3.0);
    }
    let crowns = [(0.1, 0.36, 0.26), (0.82, 0.3, 0.34), (0.55, 0.5, 0.2)];
    for (center_x, center_y, radius) in crowns {
        if (x - center_x).hypot(y - center_y) < radius {
            return mixed(
                [92.0, 142.0, 64.0],
                [44.0, 88.0, 48.0],
                (y - center_y) / radius + 0.5,
            );
        }
    }
    mixed([150.0, 200.0, 240.0], [226.0, 240.0, 248.0], y * 1.4)
}

fn bricks(x: f32, y: f32) -> Color {
    let row = (y * 18.0).floor();
    let shifted = x * 7.0 + if row.rem_euclid(2.0) < 1.0 { 0.0 } else { 0.5 };
    let is_joint = (y * 18.0).fract() < 0.12 || shifted.fract() < 0.06;
    if is_joint {
        return [206.0, 196.0, 184.0];
    }
    let shade = 0.86 + 0.22 * ((row * 12.9 + shifted.floor() * 78.2).sin() * 0.5 + 0.5);
    scaled([160.0, 82.0, 62.0], shade * (1.05 - 0.3 * x))
}

fn sea(x: f32, y: f32) -> Color {
    if (x - 0.16).hypot((y - 0.16) * 1.25) < 0.09 {
        return [255.0, 244.0, 206.0];
    }
    match y {
        y if y < 0.46 => mixed([98.0, 168.0, 226.0], [214.0, 232.0, 242.0], y * 2.0),
        y if y < 0.76 => {
            let wave = (y * 120.0 + (x * 14.0).sin() * 2.0).sin();
            scaled([36.0, 118.0, 158.0], 1.0 + 0.1 * wave)
        }
        _ => [226.0, 204.0, 158.0],
    }
}

fn evening(x: f32, y: f32) -> Color {
    let lamps = [
        (0.12, 0.14, 0.07, [255.0, 196.0, 92.0]),
        (0.3, 0.3, 0.05, [255.0, 120.0, 96.0]),
        (0.78, 0.18, 0.09, [255.0, 214.0, 140.0]),
        (0.9, 0.46, 0.06, [116.0, 188.0, 255.0]),
        (0.62, 0.08, 0.04, [255.0, 160.0, 200.0]),
        (0.08, 0.56, 0.08, [150.0, 130.0, 255.0]),
    ];
    let night = mixed([30.0, 28.0, 62.0], [66.0, 40.0, 74.0], y);
    lamps
        .iter()
        .fold(night, |color, (lamp_x, lamp_y, radius, glow)| {
            let distance = (x - lamp_x).hypot((y - lamp_y) * 1.25);
            mixed(color, *glow, (1.25 - distance / radius) * 2.0)
        })
}

fn library(x: f32, y: f32) -> Color {
    let shelf = (y * 5.0).fract();
    if shelf < 0.1 {
        return [92.0, 62.0, 40.0];
    }
    let book = (x * 22.0).floor() + (y * 5.0).floor() * 31.0;
    let spine = [
        [150.0, 48.0, 44.0],
        [44.0, 84.0, 110.0],
        [188.0, 150.0, 82.0],
        [70.0, 98.0, 66.0],
        [214.0, 204.0, 184.0],
    ];
    let height = 0.2 + 0.2 * ((book * 7.3).sin() * 0.5 + 0.5);
    if shelf < height {
        return [48.0, 34.0, 26.0];
    }
    let shown = (book * 3.7).sin().abs() * 5.0;
    let index = [1.0, 2.0, 3.0, 4.0]
        .iter()
        .filter(|step| shown >= **step)
        .count();
    scaled(spine[index], 0.9 + 0.2 * (x * 22.0).fract())
}
