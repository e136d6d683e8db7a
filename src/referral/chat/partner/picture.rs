//! How a partner's days look: visits, sign-ups, purchases and earnings below each other,
//! on the same days, and the links that earn most. 1080 pixels wide, as a phone shows it.

use chrono::{NaiveDate, TimeDelta};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    charts::{
        Align, Area, DayColumn, DayColumns, GAP, MARGIN, Piece, Sheet, Text, Weight, bar,
        can_write, colours, number, rounded,
    },
    i18n::Lang,
    referral::{
        store::statistics::{DayOfLink, Span},
        typed,
    },
};

const HEAD: f32 = 168.0;
const PANEL: f32 = 264.0;
/// The last panel also says what its colours mean.
const EARNED_PANEL: f32 = 372.0;
const LINK: f32 = 92.0;

/// Links that the picture names.
const MOST_LINKS: usize = 5;

/// Names that are longer would be too small to read.
const NAME_MOST_CHARS: usize = 26;

/// So many days lie between two that are named.
const LABEL_EVERY: usize = 5;

/// What all links have done on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Day {
    pub visits: i64,
    pub sign_ups: i64,
    pub purchases: i64,
    pub credited: Decimal,
    pub on_hold: Decimal,
    pub taken_back: Decimal,
}

impl Day {
    pub fn add(&mut self, other: &DayOfLink) {
        self.visits += other.visits;
        self.sign_ups += other.sign_ups;
        self.purchases += other.purchases;
        self.credited += other.credited;
        self.on_hold += other.earned - other.taken_back - other.credited;
        self.taken_back += other.taken_back;
    }

    /// Earned and not taken back.
    pub fn earned(&self) -> Decimal {
        self.credited + self.on_hold
    }
}

/// A link among those that earned most.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct BestLink {
    pub name: String,
    pub sums: Day,
}

/// What the picture shows.
#[derive(Clone, Debug)]
pub(super) struct Shown {
    pub title: String,
    pub about: String,
    pub first: NaiveDate,
    pub days: Vec<Day>,
    /// A place among the days, if today is one.
    pub today: Option<usize>,
    /// Empty where one link is shown.
    pub best: Vec<BestLink>,
}

/// One day after the other, also those on which nothing happened.
pub(super) fn days_of(span: &Span, rows: &[DayOfLink]) -> Vec<Day> {
    let count = (span.last - span.first).num_days() + 1;
    let mut days = vec![Day::default(); usize::try_from(count).unwrap_or_default()];
    for row in rows {
        let place = usize::try_from((row.day - span.first).num_days()).ok();
        if let Some(day) = place.and_then(|place| days.get_mut(place)) {
            day.add(row);
        }
    }
    days
}

impl Shown {
    pub fn sums(&self) -> Day {
        let mut sums = Day::default();
        for day in &self.days {
            sums.visits += day.visits;
            sums.sign_ups += day.sign_ups;
            sums.purchases += day.purchases;
            sums.credited += day.credited;
            sums.on_hold += day.on_hold;
            sums.taken_back += day.taken_back;
        }
        sums
    }

    pub fn page(&self, lang: Lang) -> crate::charts::Page {
        let best = &self.best[..self.best.len().min(MOST_LINKS)];
        let table = match best.len() {
            0 => 0.0,
            count => 96.0 + LINK * count as f32 + 24.0 + GAP,
        };
        let panels: f32 = Panel::ALL.map(Panel::height).iter().sum();
        let height = HEAD + panels + 3.0 * GAP + table + MARGIN;
        let mut sheet = Sheet::new(lang, height as u16);
        let all = sheet.all(height as u16);
        sheet.heading(all, &self.title, &self.about);
        let mut y = HEAD;
        for panel in Panel::ALL {
            let area = Area {
                y,
                height: panel.height(),
                ..all
            };
            self.draw_panel(&mut sheet, area, panel);
            y += panel.height() + GAP;
        }
        if !best.is_empty() {
            let area = Area {
                y,
                height: table - GAP,
                ..all
            };
            draw_best(&mut sheet, area, best);
        }
        sheet.page
    }

    fn draw_panel(&self, sheet: &mut Sheet, area: Area, panel: Panel) {
        let lang = sheet.lang;
        let inside = sheet.page.card(area).below(-8.0);
        let sums = self.sums();
        let title = panel.title(lang);
        let dot = Area {
            y: inside.y + 8.0,
            width: 22.0,
            height: 22.0,
            ..inside
        };
        sheet.page.fill(dot, 11.0, panel.colour());
        let at = (inside.x + 36.0, inside.y + 30.0);
        sheet.write(&title, at, 32.0, Weight::Strong, inside.width * 0.6);
        sheet.page.write(Text {
            words: &panel.sum(lang, &sums),
            at: (inside.right(), inside.y + 34.0),
            size: 44.0,
            weight: Weight::Strong,
            colour: colours::INK,
            align: Align::End,
            most_width: inside.width * 0.36,
        });
        let columns = self.days.iter().enumerate().map(|(place, day)| DayColumn {
            up: panel.pieces(day),
            down: panel.taken(day),
            label: self.label(place),
            is_marked: self.today == Some(place),
        });
        let below = match panel {
            Panel::Earned => draw_colours(sheet, inside.below(60.0), &sums),
            _ => inside.below(56.0),
        };
        if self.days.iter().all(|day| panel.is_empty(day)) {
            return draw_nothing(sheet, below);
        }
        // The name of the last day reaches beyond its column.
        let plot = Area {
            width: below.width - 16.0,
            height: below.height + 16.0,
            ..below
        };
        let chart = DayColumns {
            area: plot,
            scale_width: 108.0,
            columns: columns.collect(),
            number: &|value| step(lang, value),
        };
        chart.draw(&mut sheet.page);
    }

    /// The day of the month; the first one of a month names it too.
    fn label(&self, place: usize) -> String {
        let days = i64::try_from(place).unwrap_or_default();
        let day = (self.first + TimeDelta::days(days))
            .format("%d.%m")
            .to_string();
        let from_the_end = self.days.len() - 1 - place;
        let is_named = match self.today {
            // Counted from today, which has a name in any case.
            Some(today) if today + 1 == self.days.len() => from_the_end.is_multiple_of(LABEL_EVERY),
            _ => place.is_multiple_of(LABEL_EVERY),
        };
        if is_named { day } else { String::new() }
    }
}

/// A number of the scale: where there can be no half, none is shown.
fn step(lang: Lang, value: f64) -> String {
    if value.fract().abs() > 0.001 {
        return String::new();
    }
    number(lang, rounded(value))
}

/// What stands below each other.
#[derive(Clone, Copy)]
enum Panel {
    Visits,
    SignUps,
    Purchases,
    Earned,
}

impl Panel {
    const ALL: [Self; 4] = [Self::Visits, Self::SignUps, Self::Purchases, Self::Earned];

    fn height(self) -> f32 {
        match self {
            Self::Earned => EARNED_PANEL,
            _ => PANEL,
        }
    }

    fn title(self, lang: Lang) -> String {
        match self {
            Self::Visits => lang.text("partner-picture-visits", &[]),
            Self::SignUps => lang.text("partner-picture-sign-ups", &[]),
            Self::Purchases => lang.text("partner-picture-purchases", &[]),
            Self::Earned => lang.text("partner-picture-earned", &[]),
        }
    }

    fn colour(self) -> &'static str {
        match self {
            Self::Visits => colours::INDIGO,
            Self::SignUps => colours::VIOLET,
            Self::Purchases => colours::ORANGE,
            Self::Earned => colours::TEAL,
        }
    }

    fn sum(self, lang: Lang, sums: &Day) -> String {
        match self {
            Self::Visits => number(lang, sums.visits.into()),
            Self::SignUps => number(lang, sums.sign_ups.into()),
            Self::Purchases => number(lang, sums.purchases.into()),
            Self::Earned => lang.roubles(sums.earned()),
        }
    }

    fn pieces(self, day: &Day) -> Vec<Piece> {
        let piece = |value: Decimal, colour| Piece {
            value: value.to_f64().unwrap_or_default(),
            colour,
        };
        match self {
            Self::Visits => vec![piece(day.visits.into(), self.colour())],
            Self::SignUps => vec![piece(day.sign_ups.into(), self.colour())],
            Self::Purchases => vec![piece(day.purchases.into(), self.colour())],
            Self::Earned => vec![
                piece(day.credited, self.colour()),
                piece(day.on_hold, colours::YELLOW),
            ],
        }
    }

    fn is_empty(self, day: &Day) -> bool {
        let mut pieces = self.pieces(day).into_iter().chain(self.taken(day));
        pieces.all(|piece| piece.value <= 0.0)
    }

    fn taken(self, day: &Day) -> Vec<Piece> {
        match self {
            Self::Earned => vec![Piece {
                value: day.taken_back.to_f64().unwrap_or_default(),
                colour: colours::GREY,
            }],
            _ => Vec::new(),
        }
    }
}

/// Says so where a scale without columns would say nothing.
fn draw_nothing(sheet: &mut Sheet, area: Area) {
    let words = sheet.words("partner-picture-nothing");
    sheet.page.write(Text {
        words: &words,
        at: (area.x + area.width / 2.0, area.y + area.height / 2.0),
        size: 32.0,
        weight: Weight::Regular,
        colour: colours::FAINT,
        align: Align::Middle,
        most_width: area.width,
    });
}

/// What the colours of earnings mean, and how much there is of each; returns what is left
/// below.
fn draw_colours(sheet: &mut Sheet, area: Area, sums: &Day) -> Area {
    let lang = sheet.lang;
    let colours = [
        (
            lang.text("partner-picture-credited", &[]),
            sums.credited,
            colours::TEAL,
        ),
        (
            lang.text("partner-picture-on-hold", &[]),
            sums.on_hold,
            colours::YELLOW,
        ),
        (
            lang.text("partner-picture-taken", &[]),
            sums.taken_back,
            colours::GREY,
        ),
    ];
    // The first is the longest of them; at the same width it would be written smaller.
    let shares = [(0.0, 0.4), (0.41, 0.295), (0.715, 0.285)];
    for ((name, amount, colour), (from, share)) in colours.into_iter().zip(shares) {
        let cell = Area {
            x: area.x + area.width * from,
            width: area.width * share,
            ..area
        };
        let dot = Area {
            y: cell.y + 2.0,
            width: 20.0,
            height: 20.0,
            ..cell
        };
        sheet.page.fill(dot, 6.0, colour);
        let words = format!("{name} {}", lang.roubles(amount));
        let at = (cell.x + 30.0, cell.y + 22.0);
        sheet.write(&words, at, 26.0, Weight::Regular, cell.width - 30.0);
    }
    area.below(44.0)
}

/// The links that earned most, each as a share of the first.
fn draw_best(sheet: &mut Sheet, area: Area, best: &[BestLink]) {
    let lang = sheet.lang;
    let inside = sheet.page.card(area);
    let title = sheet.words("partner-picture-links");
    let at = (inside.x, inside.y + 24.0);
    sheet.write(&title, at, 32.0, Weight::Strong, inside.width);
    let most = best.iter().map(|link| link.sums.earned()).max();
    let most = most.and_then(|most| most.to_f32()).unwrap_or_default();
    for (place, link) in best.iter().enumerate() {
        let y = inside.y + 64.0 + LINK * place as f32;
        let (earned, sums) = (link.sums.earned(), &link.sums);
        let at = (inside.x, y + 26.0);
        sheet.write(&link.name, at, 30.0, Weight::Strong, inside.width * 0.42);
        let args = [
            ("visits", number(lang, sums.visits.into()).into()),
            ("signups", number(lang, sums.sign_ups.into()).into()),
            ("purchases", number(lang, sums.purchases.into()).into()),
        ];
        let steps = lang.text("partner-picture-steps", &args);
        let at = (inside.x + inside.width * 0.45, y + 26.0);
        sheet.write(&steps, at, 28.0, Weight::Regular, inside.width * 0.27);
        sheet.page.write(Text {
            words: &lang.roubles(earned),
            at: (inside.right(), y + 28.0),
            size: 34.0,
            weight: Weight::Strong,
            colour: colours::INK,
            align: Align::End,
            most_width: inside.width * 0.25,
        });
        let track = Area {
            y: y + 44.0,
            height: 14.0,
            ..inside
        };
        let share = earned.to_f32().unwrap_or_default() / most.max(1.0);
        bar(&mut sheet.page, track, share, colours::TEAL);
    }
}

/// What of the words our font has, as far as it can be read; `None` when that is nothing.
/// All of the rest would be boxes.
pub(super) fn writable(words: &str) -> Option<String> {
    let kept: String = words.chars().filter(|letter| can_write(*letter)).collect();
    typed::line(&kept, NAME_MOST_CHARS)
}

#[cfg(test)]
mod tests;
