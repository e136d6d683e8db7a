//! Bars below each other, each a share of the whole: a name, how far it reaches, and
//! the number.

use super::{Align, Area, Page, Text, Weight, colours};

const LETTERS: f32 = 30.0;
const BETWEEN: f32 = 20.0;

#[derive(Clone, Debug)]
pub struct Bars {
    pub area: Area,
    /// The names at the left have so much room, the numbers at the right as below.
    pub label_width: f32,
    pub value_width: f32,
    pub thickness: f32,
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    pub value: String,
    /// From 0 to 1.
    pub share: f32,
    pub colour: &'static str,
}

/// A bar that reaches so far of its track, from 0 to 1. What is there is seen,
/// however little it is.
pub fn bar(page: &mut Page, track: Area, share: f32, colour: &str) {
    let radius = track.height / 2.0;
    page.fill(track, radius, colours::TRACK);
    let share = share.clamp(0.0, 1.0);
    if share > 0.0 {
        let filled = Area {
            width: (track.width * share).max(track.height),
            ..track
        };
        page.fill(filled, radius, colour);
    }
}

impl Bars {
    pub fn draw(&self, page: &mut Page) {
        let step = self.area.height / self.bars.len().max(1) as f32;
        for (place, bar) in self.bars.iter().enumerate() {
            let line = Area {
                y: self.area.y + step * place as f32,
                height: step,
                ..self.area
            };
            self.draw_line(page, line, bar);
        }
    }

    fn draw_line(&self, page: &mut Page, line: Area, bar: &Bar) {
        let middle = line.y + line.height / 2.0;
        let track = Area {
            x: line.x + self.label_width,
            y: middle - self.thickness / 2.0,
            width: line.width - self.label_width - self.value_width,
            height: self.thickness,
        };
        self::bar(page, track, bar.share, bar.colour);
        let words_y = middle + LETTERS * 0.36;
        page.write(bar.label(line.x, words_y, self.label_width - BETWEEN));
        page.write(bar.value(line.right(), words_y, self.value_width - BETWEEN));
    }
}

impl Bar {
    fn label(&self, x: f32, y: f32, most_width: f32) -> Text<'_> {
        Text {
            words: &self.label,
            at: (x, y),
            size: LETTERS,
            weight: Weight::Regular,
            colour: colours::FAINT,
            align: Align::Start,
            most_width,
        }
    }

    fn value(&self, x: f32, y: f32, most_width: f32) -> Text<'_> {
        Text {
            words: &self.value,
            at: (x, y),
            size: LETTERS,
            weight: Weight::Strong,
            colour: colours::INK,
            align: Align::End,
            most_width,
        }
    }
}
