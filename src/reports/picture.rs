//! How a report looks: two pictures, 1080 pixels wide, as a phone shows them. One is
//! about money and one about people; both have the same steps of time.

mod money;
mod people;

use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};

use super::{numbers::change, period::Kind, words::Report};
use crate::charts::{
    self, Align, Area, DayColumn, DayColumns, GAP, Piece, Sheet, Text, Weight, colours, number,
    rounded,
};

/// Where the first card begins.
const HEAD: f32 = 168.0;
const TILES: f32 = 190.0;

/// Columns of a month and of a day that have a name.
const DAYS_BETWEEN: usize = 5;
const HOURS_BETWEEN: usize = 3;

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// Which of the two pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Page {
    #[serde(rename = "m")]
    Money,
    #[serde(rename = "p")]
    People,
}

impl Page {
    pub const ALL: [Self; 2] = [Self::Money, Self::People];

    pub fn id(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::People => "people",
        }
    }
}

pub(super) fn draw(page: Page, report: &Report) -> charts::Page {
    match page {
        Page::Money => money::draw(report),
        Page::People => people::draw(report),
    }
}

/// A number at the top, with its change.
struct Tile {
    name: &'static str,
    value: String,
    now: Decimal,
    before: Decimal,
}

/// The sheet with its heading.
fn begin(report: &Report, title: &str, height: u16) -> Sheet {
    let mut sheet = Sheet::new(report.lang, height);
    let all = sheet.all(height);
    let about = [
        ("dates", report.dates().into()),
        ("with", report.compared_with().into()),
    ];
    let about = report.lang.text("reports-about", &about);
    sheet.heading(all, &report.words(title), &about);
    sheet
}

fn draw_tiles(sheet: &mut Sheet, row: Area, report: &Report, tiles: [Tile; 3]) {
    for (place, tile) in tiles.into_iter().enumerate() {
        let inside = sheet.page.card(row.part(place, 3, GAP)).below(-8.0);
        let (x, y, width) = (inside.x, inside.y, inside.width);
        let name = report.words(tile.name);
        sheet.write(&name, (x, y + 24.0), 30.0, Weight::Regular, width);
        sheet.write(&tile.value, (x, y + 90.0), 60.0, Weight::Strong, width);
        let note = note_of(report, change(tile.now, tile.before));
        sheet.write(&note, (x, y + 134.0), 28.0, Weight::Regular, width);
    }
}

fn note_of(report: &Report, change: Option<i64>) -> String {
    let key = match change {
        None => return report.words("reports-none"),
        Some(0) => return report.words("reports-picture-same"),
        Some(1..) => "reports-picture-more",
        Some(..=-1) => "reports-picture-less",
    };
    let percent = report.count(change.unwrap_or_default().abs());
    report.lang.text(key, &[("percent", percent.into())])
}

/// A card with its name; what is left below that.
fn card(sheet: &mut Sheet, area: Area, title: &str) -> Area {
    let inside = sheet.page.card(area);
    let title = sheet.words(title);
    let at = (inside.x, inside.y + 28.0);
    sheet.write(&title, at, 36.0, Weight::Strong, inside.width);
    inside.below(56.0)
}

/// A column for each step; says so when all of them are empty.
fn draw_steps(
    sheet: &mut Sheet,
    area: Area,
    report: &Report,
    pieces: impl Fn(usize) -> (Vec<Piece>, Vec<Piece>),
) {
    let columns = (0..report.span.steps()).map(|place| {
        let (up, down) = pieces(place);
        DayColumn {
            up,
            down,
            label: label(report, place),
            is_marked: report.today == Some(place),
        }
    });
    let columns: Vec<DayColumn> = columns.collect();
    let is_empty = |column: &DayColumn| {
        let mut pieces = column.up.iter().chain(&column.down);
        pieces.all(|piece| piece.value <= 0.0)
    };
    if columns.iter().all(is_empty) {
        let words = report.words("reports-picture-nothing");
        return sheet.page.write(Text {
            words: &words,
            at: (area.x + area.width / 2.0, area.y + area.height / 2.0),
            size: 34.0,
            weight: Weight::Regular,
            colour: colours::FAINT,
            align: Align::Middle,
            most_width: area.width,
        });
    }
    let lang = report.lang;
    let chart = DayColumns {
        // The name of the last step reaches beyond its column.
        area: Area {
            width: area.width - 12.0,
            height: area.height + 14.0,
            ..area
        },
        scale_width: 122.0,
        columns,
        number: &|value| number(lang, rounded(value)),
    };
    chart.draw(&mut sheet.page);
}

fn label(report: &Report, place: usize) -> String {
    match report.period.kind {
        Kind::Day if place.is_multiple_of(HOURS_BETWEEN) => format!("{place:02}"),
        Kind::Day => String::new(),
        Kind::Week => report.words(&format!("reports-{}", WEEKDAYS[place % 7])),
        Kind::Month => {
            let is_named = place == 0 || (place + 1).is_multiple_of(DAYS_BETWEEN);
            if is_named {
                (place + 1).to_string()
            } else {
                String::new()
            }
        }
    }
}

fn piece(value: Decimal, colour: &'static str) -> Piece {
    Piece {
        value: value.to_f64().unwrap_or_default().max(0.0),
        colour,
    }
}

/// A dot of the colour and what it stands for.
fn draw_meaning(sheet: &mut Sheet, cell: Area, colour: &str, words: &str) {
    let dot = Area {
        y: cell.y + 2.0,
        width: 22.0,
        height: 22.0,
        ..cell
    };
    sheet.page.fill(dot, 7.0, colour);
    let at = (cell.x + 34.0, cell.y + 22.0);
    sheet.write(words, at, 28.0, Weight::Regular, cell.width - 34.0);
}

/// What a share of a whole is as a length, from 0 to 1.
fn length(part: Decimal, whole: Decimal) -> f32 {
    let share = part.checked_div(whole).unwrap_or_default();
    share.to_f32().unwrap_or_default().clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests;
