//! How a month of earnings looks, and what a link could earn before it has: 1080
//! pixels wide, as a phone shows it, with nothing smaller than can be read there.

use rust_decimal::{Decimal, prelude::ToPrimitive};

use super::month::Month;
use crate::{
    charts::{
        Align, Area, DayColumn, DayColumns, GAP, MARGIN, Page, Piece, Sheet, Text, Weight, bar,
        colours, number, rounded,
    },
    i18n::Lang,
};

const MONTH_HEIGHT: u16 = 1130;
/// Of a month without purchases: there is nothing to look at.
const EMPTY_MONTH_HEIGHT: u16 = 640;

const CREDITED: &str = colours::TEAL;
const ON_HOLD: &str = colours::YELLOW;
const TAKEN_BACK: &str = colours::GREY;

/// So many days lie between two that are named.
const LABEL_EVERY: usize = 5;

/// More sets than this make no good examples.
const MOST_EXAMPLES: usize = 4;

/// What a day's purchases have brought, in roubles.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Day {
    pub credited: Decimal,
    pub on_hold: Decimal,
    pub taken_back: Decimal,
}

/// What a month's purchases have brought.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Earned {
    /// From the first of the month on.
    pub days: Vec<Day>,
    pub purchases: i64,
}

/// A set on sale, and what it would earn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Example {
    pub set: String,
    /// In roubles.
    pub price: Decimal,
    pub commission: Decimal,
}

impl Earned {
    pub fn credited(&self) -> Decimal {
        self.days.iter().map(|day| day.credited).sum()
    }

    pub fn on_hold(&self) -> Decimal {
        self.days.iter().map(|day| day.on_hold).sum()
    }

    pub fn taken_back(&self) -> Decimal {
        self.days.iter().map(|day| day.taken_back).sum()
    }
}

/// A month from day to day. `today` is a place among its days, if it is one of them.
pub(super) fn month_page(lang: Lang, month: Month, earned: &Earned, today: Option<usize>) -> Page {
    let height = if earned.purchases > 0 {
        MONTH_HEIGHT
    } else {
        EMPTY_MONTH_HEIGHT
    };
    let mut sheet = Sheet::new(lang, height);
    let all = sheet.all(height);
    let title = month.title(lang);
    sheet.heading(all, &title, &sheet.words("referral-picture-about"));
    let row = |y: f32, height: f32| Area { y, height, ..all };
    let tiles = row(168.0, 178.0);
    sheet.tiles(tiles, earned);
    let top = tiles.bottom() + GAP;
    sheet.days(row(top, all.bottom() - top), earned, today);
    sheet.page
}

/// How inviting works, and what it would earn.
pub(super) fn invitation_page(lang: Lang, percent: &str, examples: &[Example]) -> Page {
    let examples = &examples[..examples.len().min(MOST_EXAMPLES)];
    let steps = 360.0;
    let table = if examples.is_empty() {
        0.0
    } else {
        GAP + 104.0 + 84.0 * examples.len() as f32 + 32.0
    };
    let height = (168.0 + steps + table + MARGIN) as u16;
    let mut sheet = Sheet::new(lang, height);
    let all = sheet.all(height);
    let args = [("percent", percent.to_owned().into())];
    let title = lang.text("referral-picture-invite", &args);
    sheet.heading(all, &title, &sheet.words("referral-picture-invite-about"));
    let row = |y: f32, height: f32| Area { y, height, ..all };
    sheet.steps(row(168.0, steps), percent);
    if !examples.is_empty() {
        sheet.examples(row(168.0 + steps + GAP, table - GAP), examples);
    }
    sheet.page
}

impl Sheet {
    fn tiles(&mut self, row: Area, earned: &Earned) {
        let tiles = [
            (
                "referral-picture-credited",
                self.lang.roubles(earned.credited()),
                CREDITED,
            ),
            (
                "referral-picture-on-hold",
                self.lang.roubles(earned.on_hold()),
                ON_HOLD,
            ),
            (
                "referral-picture-purchases",
                number(self.lang, earned.purchases.into()),
                colours::INDIGO,
            ),
        ];
        for (place, (name, value, colour)) in tiles.into_iter().enumerate() {
            let card = row.part(place, 3, GAP);
            let inside = self.page.card(card);
            let (x, y, width) = (inside.x, inside.y, inside.width);
            let dot = Area {
                x,
                y: y + 4.0,
                width: 22.0,
                height: 22.0,
            };
            self.page.fill(dot, 11.0, colour);
            let name = self.words(name);
            self.write(
                &name,
                (x + 36.0, y + 26.0),
                30.0,
                Weight::Regular,
                width - 36.0,
            );
            self.write(&value, (x, y + 100.0), 60.0, Weight::Strong, width);
        }
    }

    fn days(&mut self, area: Area, earned: &Earned, today: Option<usize>) {
        let inside = self.page.card(area);
        let title = self.words("referral-picture-by-day");
        self.write(
            &title,
            (inside.x, inside.y + 28.0),
            36.0,
            Weight::Strong,
            inside.width,
        );
        let below = self.taken_back(inside.below(60.0), earned);
        if earned.purchases == 0 {
            self.nothing(below);
            return;
        }
        let columns = earned.days.iter().enumerate();
        let columns = columns.map(|(place, day)| DayColumn {
            up: vec![piece(day.credited, CREDITED), piece(day.on_hold, ON_HOLD)],
            down: vec![piece(day.taken_back, TAKEN_BACK)],
            label: label(place, today),
            is_marked: today == Some(place),
        });
        let lang = self.lang;
        let columns = DayColumns {
            area: below,
            scale_width: 118.0,
            columns: columns.collect(),
            number: &|value| number(lang, rounded(value)),
        };
        columns.draw(&mut self.page);
    }

    /// What was taken back, where there is any; the tiles name the other colours.
    fn taken_back(&mut self, area: Area, earned: &Earned) -> Area {
        let taken_back = earned.taken_back();
        if taken_back == Decimal::ZERO {
            return area;
        }
        let args = [("amount", self.lang.roubles(taken_back).into())];
        let words = self.lang.text("referral-picture-taken-back", &args);
        let swatch = Area {
            width: 26.0,
            height: 26.0,
            ..area
        };
        self.page.fill(swatch, 8.0, TAKEN_BACK);
        let at = (area.x + 38.0, area.y + 23.0);
        self.write(&words, at, 28.0, Weight::Regular, area.width - 38.0);
        area.below(52.0)
    }

    fn nothing(&mut self, area: Area) {
        let words = self.words("referral-picture-nothing");
        self.page.write(Text {
            words: &words,
            at: (area.x + area.width / 2.0, area.y + area.height / 2.0),
            size: 36.0,
            weight: Weight::Regular,
            colour: colours::FAINT,
            align: Align::Middle,
            most_width: area.width,
        });
    }

    /// Three steps, one below the other.
    fn steps(&mut self, area: Area, percent: &str) {
        let inside = self.page.card(area);
        let percent = [("percent", percent.to_owned().into())];
        let steps = [
            self.words("referral-picture-step-1"),
            self.words("referral-picture-step-2"),
            self.lang.text("referral-picture-step-3", &percent),
        ];
        let colours = [colours::INDIGO, colours::VIOLET, colours::TEAL];
        let height = inside.height / 3.0;
        for (place, (words, colour)) in steps.iter().zip(colours).enumerate() {
            let middle = inside.y + height * (place as f32 + 0.5);
            let dot = Area {
                x: inside.x,
                y: middle - 36.0,
                width: 72.0,
                height: 72.0,
            };
            self.page.fill(dot, 36.0, colour);
            self.page.write(Text {
                words: &(place + 1).to_string(),
                at: (dot.x + 36.0, middle + 14.0),
                size: 40.0,
                weight: Weight::Strong,
                colour: colours::CARD,
                align: Align::Middle,
                most_width: 72.0,
            });
            let at = (inside.x + 104.0, middle + 14.0);
            self.write(words, at, 38.0, Weight::Strong, inside.width - 104.0);
        }
    }

    /// What each set would earn, as a share of the dearest.
    fn examples(&mut self, area: Area, examples: &[Example]) {
        let inside = self.page.card(area);
        let title = self.words("referral-picture-examples");
        self.write(
            &title,
            (inside.x, inside.y + 28.0),
            36.0,
            Weight::Strong,
            inside.width,
        );
        let most = examples.iter().map(|example| example.commission).max();
        let rows = inside.below(72.0);
        for (place, example) in examples.iter().enumerate() {
            let y = rows.y + 84.0 * place as f32;
            let args = [
                ("set", example.set.clone().into()),
                ("price", self.lang.roubles(example.price).into()),
            ];
            let name = self.lang.text("referral-picture-example", &args);
            self.write(
                &name,
                (rows.x, y + 30.0),
                30.0,
                Weight::Regular,
                rows.width - 260.0,
            );
            let earns = self.lang.roubles(example.commission);
            self.page.write(Text {
                words: &earns,
                at: (rows.right(), y + 32.0),
                size: 38.0,
                weight: Weight::Strong,
                colour: colours::INK,
                align: Align::End,
                most_width: 240.0,
            });
            let track = Area {
                y: y + 48.0,
                height: 14.0,
                ..rows
            };
            let most = most
                .and_then(|most| most.to_f32())
                .unwrap_or_default()
                .max(1.0);
            let share = example.commission.to_f32().unwrap_or_default() / most;
            bar(&mut self.page, track, share, colours::TEAL);
        }
    }
}

fn piece(roubles: Decimal, colour: &'static str) -> Piece {
    Piece {
        value: roubles.to_f64().unwrap_or_default(),
        colour,
    }
}

/// The first day has a name, every fifth, and today; whoever is next to today keeps quiet.
fn label(place: usize, today: Option<usize>) -> String {
    let is_named = place == 0 || (place + 1).is_multiple_of(LABEL_EVERY);
    let is_crowded = today.is_some_and(|today| today.abs_diff(place) == 1);
    if today == Some(place) || is_named && !is_crowded {
        (place + 1).to_string()
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests;
