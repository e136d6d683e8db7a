//! Slim columns, one a day, of what came in above a line and what went out below it,
//! with a scale at the left whose steps are round numbers.

use super::{Align, Area, Page, Text, Weight, colours};

const LETTERS: f32 = 26.0;
/// The room of the labels below all columns.
const LABELS: f32 = 44.0;
/// Of the place of a column, how much it takes.
const FULLNESS: f32 = 0.72;
/// What is there is seen, however little it is.
const LEAST_HEIGHT: f32 = 4.0;
const BETWEEN_PARTS: f32 = 2.0;
/// So many steps of the scale are enough to read a number off.
const MOST_STEPS: f64 = 4.0;

/// A piece of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Piece {
    pub value: f64,
    pub colour: &'static str,
}

/// What one day shows.
#[derive(Clone, Debug, Default)]
pub struct DayColumn {
    /// From the line up.
    pub up: Vec<Piece>,
    /// From the line down.
    pub down: Vec<Piece>,
    /// Below it; nothing for most days, so that labels have room.
    pub label: String,
    /// Whether its label stands out.
    pub is_marked: bool,
}

pub struct DayColumns<'a> {
    pub area: Area,
    /// How much room the numbers of the scale have at the left.
    pub scale_width: f32,
    pub columns: Vec<DayColumn>,
    /// A number of the scale in words.
    pub number: &'a dyn Fn(f64) -> String,
}

/// From a value to its height on the page.
#[derive(Clone, Copy)]
struct Scale {
    zero: f32,
    per_unit: f64,
}

impl Scale {
    fn y(self, value: f64) -> f32 {
        self.zero - self.length(value)
    }

    fn length(self, value: f64) -> f32 {
        (value * self.per_unit) as f32
    }
}

impl DayColumns<'_> {
    pub fn draw(&self, page: &mut Page) {
        let highest = self.reach(|column| &column.up);
        let deepest = self.reach(|column| &column.down);
        let step = step(highest.max(deepest).max(1.0));
        let (top, bottom) = (up_to(highest, step).max(step), up_to(deepest, step));
        let plot = Area {
            x: self.area.x + self.scale_width,
            y: self.area.y + LETTERS / 2.0,
            width: self.area.width - self.scale_width,
            height: self.area.height - LABELS - LETTERS / 2.0,
        };
        let per_unit = f64::from(plot.height) / (top + bottom);
        let scale = Scale {
            zero: plot.y + (top * per_unit) as f32,
            per_unit,
        };
        self.draw_scale(page, plot, scale, (-bottom, top), step);
        for (place, column) in self.columns.iter().enumerate() {
            let place = plot.part(place, self.columns.len(), 0.0);
            column.draw(page, place, scale, self.area.bottom());
        }
        let line = Area {
            y: scale.zero - 1.5,
            height: 3.0,
            ..plot
        };
        page.fill(line, 1.5, colours::GREY);
    }

    fn reach(&self, side: impl Fn(&DayColumn) -> &Vec<Piece>) -> f64 {
        let sums = self.columns.iter().map(|column| sum(side(column)));
        sums.fold(0.0, f64::max)
    }

    fn draw_scale(&self, page: &mut Page, plot: Area, scale: Scale, ends: (f64, f64), step: f64) {
        let (from, to) = ((ends.0 / step).round(), (ends.1 / step).round());
        for place in from as i64..=to as i64 {
            let value = place as f64 * step;
            let y = scale.y(value);
            let line = Area {
                y: y - 1.0,
                height: 2.0,
                ..plot
            };
            page.fill(line, 1.0, colours::TRACK);
            page.write(Text {
                words: &(self.number)(value),
                at: (plot.x - 16.0, y + LETTERS * 0.36),
                size: LETTERS,
                weight: Weight::Regular,
                colour: colours::FAINT,
                align: Align::End,
                most_width: self.scale_width - 16.0,
            });
        }
    }
}

impl DayColumn {
    fn draw(&self, page: &mut Page, place: Area, scale: Scale, bottom: f32) {
        let column = Area {
            x: place.x + place.width * (1.0 - FULLNESS) / 2.0,
            width: place.width * FULLNESS,
            ..place
        };
        stack(page, column, scale, &self.up, -1.0);
        stack(page, column, scale, &self.down, 1.0);
        if self.label.is_empty() {
            return;
        }
        let (weight, colour) = if self.is_marked {
            (Weight::Strong, colours::INK)
        } else {
            (Weight::Regular, colours::FAINT)
        };
        page.write(Text {
            words: &self.label,
            at: (place.x + place.width / 2.0, bottom - 6.0),
            size: LETTERS,
            weight,
            colour,
            align: Align::Middle,
            most_width: place.width * 3.0,
        });
    }
}

/// Draws the pieces upon each other, from the line up (-1) or down (1).
fn stack(page: &mut Page, column: Area, scale: Scale, pieces: &[Piece], direction: f32) {
    let mut end = scale.zero + direction * 1.5;
    for piece in pieces.iter().filter(|piece| piece.value > 0.0) {
        let height = (scale.length(piece.value) - BETWEEN_PARTS).max(LEAST_HEIGHT);
        let start = end + direction * BETWEEN_PARTS;
        end = start + direction * height;
        let area = Area {
            y: start.min(end),
            height,
            ..column
        };
        page.fill(area, 5.0, piece.colour);
    }
}

fn sum(pieces: &[Piece]) -> f64 {
    pieces.iter().map(|piece| piece.value).sum()
}

/// The smallest of 1, 2, 5, 10, 20, 50 … of which at most four reach `highest`.
fn step(highest: f64) -> f64 {
    let least = highest / MOST_STEPS;
    let power = 10_f64.powf(least.log10().floor());
    let round = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let fits = round.into_iter().find(|step| *step >= least * 0.999_999);
    fits.unwrap_or(10.0 * power)
}

/// The first whole number of steps that reaches `value`.
fn up_to(value: f64, step: f64) -> f64 {
    (value / step - 0.000_001).ceil().max(0.0) * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round_numbers() {
        let steps = [1.0, 4.0, 5.0, 149.9, 400.0, 401.0, 1_000.0, 12_345.0, 9e7].map(step);
        assert_eq!(
            steps,
            [0.5, 1.0, 2.0, 50.0, 100.0, 200.0, 500.0, 5_000.0, 5e7]
        );
    }

    #[test]
    fn the_scale_reaches_the_highest_and_no_step_further() {
        assert_eq!(up_to(400.0, 100.0), 400.0);
        assert_eq!(up_to(401.0, 200.0), 600.0);
        assert_eq!(up_to(0.0, 100.0), 0.0);
    }
}
