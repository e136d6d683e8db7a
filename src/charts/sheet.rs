//! What the pictures of all rooms have in common: a sheet as wide as a phone shows it,
//! with a heading, and nothing smaller than can be read there.

use rust_decimal::Decimal;

use super::{Align, Area, Page, Text, Weight, colours};
use crate::i18n::Lang;

/// In pixels, as phones show pictures.
const WIDTH: u16 = 1080;
pub const MARGIN: f32 = 44.0;
/// Between two cards.
pub const GAP: f32 = 24.0;

/// A page, and the language of the words on it.
pub struct Sheet {
    pub lang: Lang,
    pub page: Page,
}

impl Sheet {
    pub fn new(lang: Lang, height: u16) -> Self {
        Self {
            lang,
            page: Page::new(WIDTH, height),
        }
    }

    pub fn all(&self, height: u16) -> Area {
        Area {
            x: MARGIN,
            y: 0.0,
            width: f32::from(WIDTH) - 2.0 * MARGIN,
            height: f32::from(height) - MARGIN,
        }
    }

    pub fn words(&self, key: &str) -> String {
        self.lang.text(key, &[])
    }

    pub fn write(
        &mut self,
        words: &str,
        at: (f32, f32),
        size: f32,
        weight: Weight,
        most_width: f32,
    ) {
        let colour = match weight {
            Weight::Regular => colours::FAINT,
            Weight::Strong => colours::INK,
        };
        self.page.write(Text {
            words,
            at,
            size,
            weight,
            colour,
            align: Align::Start,
            most_width,
        });
    }

    pub fn heading(&mut self, all: Area, title: &str, about: &str) {
        self.write(title, (all.x, 88.0), 54.0, Weight::Strong, all.width);
        self.write(about, (all.x, 138.0), 34.0, Weight::Regular, all.width);
    }
}

/// To the kopeck.
pub fn rounded(value: f64) -> Decimal {
    Decimal::from_f64_retain(value)
        .unwrap_or_default()
        .round_dp(2)
}

/// A number as people write it, without the sign of the rouble.
pub fn number(lang: Lang, number: Decimal) -> String {
    let words = lang.roubles(number);
    words.trim_end_matches(['\u{a0}', '₽']).replace('-', "−")
}
