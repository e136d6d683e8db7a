//! Pictures of numbers, for those who read them on a phone: drawn as SVG, which can
//! be read and compared, and made a PNG with a font of our own, so that they look
//! the same on every machine.
//!
//! Whoever draws says what stands where, and in which words; numbers are words here.
//! The font is Inter (SIL Open Font License, see `fonts/OFL.txt`), cut down to Latin
//! and Cyrillic letters and the signs that numbers need.

mod bars;
pub mod colours;
mod columns;
mod days;
mod page;
mod qr;
mod render;
mod sheet;

pub use self::{
    bars::{Bar, Bars, bar},
    columns::{Column, Columns, Part},
    days::{DayColumn, DayColumns, Piece},
    page::{Align, Page, Text, Weight},
    qr::draw as draw_qr,
    render::can_write,
    sheet::{GAP, MARGIN, Sheet, number, rounded},
};

/// A rectangle on a page, in pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Area {
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// What is left with so much less at each side.
    #[must_use]
    pub fn inside(self, margin: f32) -> Self {
        Self {
            x: self.x + margin,
            y: self.y + margin,
            width: self.width - 2.0 * margin,
            height: self.height - 2.0 * margin,
        }
    }

    /// What is left below so much of it.
    #[must_use]
    pub fn below(self, height: f32) -> Self {
        Self {
            y: self.y + height,
            height: self.height - height,
            ..self
        }
    }

    /// One of `count` equal parts beside each other, `gap` apart.
    #[must_use]
    pub fn part(self, place: usize, count: usize, gap: f32) -> Self {
        let (place, count) = (place as f32, count as f32);
        let width = (self.width - gap * (count - 1.0)) / count;
        Self {
            x: self.x + place * (width + gap),
            width,
            ..self
        }
    }
}
