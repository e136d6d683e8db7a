//! Columns beside each other, each of several parts: how much there was of what,
//! from day to day. Each says its sum, so that nobody has to follow a line.

use super::{Align, Area, Page, Text, Weight, colours};

const LETTERS: f32 = 30.0;
const LABELS: f32 = 48.0;
const SUMS: f32 = 44.0;
/// Of the place of a column, how much it takes.
const FULLNESS: f32 = 0.6;
/// What is there is seen, however little it is.
const LEAST_HEIGHT: f32 = 5.0;
const BETWEEN_PARTS: f32 = 3.0;

#[derive(Clone, Debug)]
pub struct Columns {
    pub area: Area,
    pub columns: Vec<Column>,
}

#[derive(Clone, Debug)]
pub struct Column {
    /// Below it.
    pub label: String,
    /// Above it; nothing for a day that has not come.
    pub sum: String,
    /// From the ground up.
    pub parts: Vec<Part>,
}

#[derive(Clone, Copy, Debug)]
pub struct Part {
    pub value: u32,
    pub colour: &'static str,
}

impl Columns {
    pub fn draw(&self, page: &mut Page) {
        let highest = self.columns.iter().map(Column::value).fold(1.0, f32::max);
        let ground = self.area.bottom() - LABELS;
        let room = ground - self.area.y - SUMS;
        for (place, column) in self.columns.iter().enumerate() {
            let place = self.area.part(place, self.columns.len(), 0.0);
            let top = column.stack(page, place, ground, room / highest);
            let middle = place.x + place.width / 2.0;
            let line = |words, y, weight, colour| Text {
                words,
                at: (middle, y),
                size: LETTERS,
                weight,
                colour,
                align: Align::Middle,
                most_width: place.width - 8.0,
            };
            page.write(line(&column.sum, top - 14.0, Weight::Strong, colours::INK));
            let label_y = self.area.bottom() - 6.0;
            page.write(line(
                &column.label,
                label_y,
                Weight::Regular,
                colours::FAINT,
            ));
        }
        let base = Area {
            y: ground,
            height: 3.0,
            ..self.area
        };
        page.fill(base, 1.5, colours::TRACK);
    }
}

impl Column {
    fn value(&self) -> f32 {
        self.parts.iter().map(|part| part.size()).sum()
    }

    /// Draws the parts upon each other, and returns where the column ends.
    fn stack(&self, page: &mut Page, place: Area, ground: f32, scale: f32) -> f32 {
        let width = place.width * FULLNESS;
        let mut top = ground;
        for part in self.parts.iter().filter(|part| part.value > 0) {
            let height = (part.size() * scale - BETWEEN_PARTS).max(LEAST_HEIGHT);
            top -= height + BETWEEN_PARTS;
            let area = Area {
                x: place.x + (place.width - width) / 2.0,
                y: top,
                width,
                height,
            };
            page.fill(area, 6.0, part.colour);
        }
        top
    }
}

impl Part {
    fn size(self) -> f32 {
        self.value as f32
    }
}
