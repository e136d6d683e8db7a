//! A head and shoulders, as a function from a point to a colour.

use super::{Color, mixed, scaled};

/// What makes a person look like themselves in every shot.
pub struct Look {
    pub name: &'static str,
    skin: Color,
    hair: Color,
    eyes: Color,
    lips: Color,
    has_long_hair: bool,
    has_beard: bool,
}

pub const LOOKS: [Look; 2] = [
    Look {
        name: "anna",
        skin: [233.0, 190.0, 164.0],
        hair: [104.0, 58.0, 34.0],
        eyes: [70.0, 112.0, 92.0],
        lips: [190.0, 84.0, 84.0],
        has_long_hair: true,
        has_beard: false,
    },
    Look {
        name: "boris",
        skin: [222.0, 176.0, 146.0],
        hair: [58.0, 50.0, 46.0],
        eyes: [84.0, 112.0, 148.0],
        lips: [168.0, 92.0, 84.0],
        has_long_hair: false,
        has_beard: true,
    },
];

const WHITE: Color = [248.0, 246.0, 242.0];
const BLACK: Color = [24.0, 20.0, 20.0];

/// The colour at a point, if the person is there. The face is 2 high and centred on the origin;
/// `v` grows downwards.
pub fn head(u: f32, v: f32, look: &Look, shirt: Color) -> Option<Color> {
    let side = u.abs();
    if is_in(u, v, (0.0, 0.0), (0.74, 1.0)) {
        return Some(if is_fringe(u, v, look) {
            strands(u, v, look.hair)
        } else {
            face(u, v, look)
        });
    }
    if is_in(side, v, (0.75, 0.06), (0.11, 0.2)) && !look.has_long_hair {
        return Some(scaled(look.skin, 0.92));
    }
    let hair = if look.has_long_hair {
        is_in(u, v, (0.0, -0.1), (0.98, 1.12))
            || (v > 0.0 && v < 1.45 && side > 0.5 && side < 1.0 - v * 0.08)
    } else {
        is_in(u, v, (0.0, -0.3), (0.82, 0.88)) && v < -0.05
    };
    if hair {
        return Some(strands(u, v, look.hair));
    }
    if side < 0.32 && (0.6..1.55).contains(&v) {
        return Some(scaled(look.skin, 0.8));
    }
    is_in(u, v, (0.0, 2.55), (1.75, 1.2)).then(|| scaled(shirt, 1.0 - 0.12 * side))
}

fn face(u: f32, v: f32, look: &Look) -> Color {
    let side = u.abs();
    if is_in(side, v, (0.3, -0.3), (0.19, 0.045)) {
        return scaled(look.hair, 0.9);
    }
    if is_in(side, v, (0.3, -0.08), (0.16, 0.085)) {
        return match (u.abs() - 0.3).hypot(v + 0.08) {
            distance if distance < 0.04 => BLACK,
            distance if distance < 0.085 => look.eyes,
            _ => WHITE,
        };
    }
    if is_in(u, v, (0.0, 0.46), (0.3, 0.2)) && v > 0.48 {
        return if is_in(u, v, (0.0, 0.46), (0.23, 0.12)) {
            WHITE
        } else {
            look.lips
        };
    }
    if is_in(side, v, (0.07, 0.24), (0.07, 0.045)) {
        return scaled(look.skin, 0.78);
    }
    let nose = is_in(u, v, (0.06, 0.04), (0.035, 0.22));
    let skin = scaled(look.skin, if nose { 0.92 } else { 1.0 - 0.1 * side });
    let blush = 1.0 - (side - 0.42).hypot(v - 0.25) / 0.26;
    let skin = mixed(skin, [226.0, 128.0, 116.0], 0.4 * blush);
    if look.has_beard && v > 0.3 + 0.25 * (0.74 - side) {
        return mixed(skin, strands(u, v, look.hair), 0.72);
    }
    skin
}

/// Hair over the forehead, parted at one side.
fn is_fringe(u: f32, v: f32, look: &Look) -> bool {
    let parting = if look.has_long_hair { 0.28 } else { -0.3 };
    let depth = if look.has_long_hair { 0.75 } else { 0.4 };
    v < -0.72 + depth * (u - parting).abs() * (u - parting).abs()
}

fn strands(u: f32, v: f32, hair: Color) -> Color {
    scaled(hair, 1.0 + 0.16 * (u * 26.0 + (v * 3.0).sin() * 2.0).sin())
}

fn is_in(u: f32, v: f32, center: (f32, f32), radius: (f32, f32)) -> bool {
    let (across, down) = ((u - center.0) / radius.0, (v - center.1) / radius.1);
    across * across + down * down <= 1.0
}
