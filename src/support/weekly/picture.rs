//! How a week of the support looks: 1080 pixels wide, as a phone shows it, with
//! nothing smaller than can be read there.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Days7, Kept, Numbers};
use crate::{
    charts::{Align, Area, Bar, Bars, Column, Columns, Page, Part, Text, Weight, bar, colours},
    i18n::Lang,
    support::ticket::Category,
};

const WIDTH: u16 = 1080;
const HEIGHT: u16 = 1570;
const MARGIN: f32 = 44.0;
const GAP: f32 = 24.0;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn colour(category: Category) -> &'static str {
    match category {
        Category::Payment => colours::INDIGO,
        Category::Technical => colours::ORANGE,
        Category::Account => colours::TEAL,
        Category::Generation => colours::VIOLET,
        Category::Other => colours::GREY,
    }
}

/// What the picture says in words, for those who do not open it.
pub(super) fn caption(lang: Lang, week: &Days7, numbers: &Numbers) -> String {
    let mut lines = vec![lang.html(
        "support-week-caption",
        &[
            ("days", dates(week).into()),
            ("count", numbers.opened_in_all().into()),
        ],
    )];
    if let Some(median) = numbers.first_response.median {
        let args = [("time", duration(lang, median).into())];
        lines.push(lang.html("support-week-caption-answer", &args));
    }
    if let Some(percent) = numbers.first_response_kept.percent() {
        let args = [("percent", percent.into())];
        lines.push(lang.html("support-week-caption-kept", &args));
    }
    if let Some(median) = numbers.resolution.median {
        let args = [
            ("count", numbers.resolved.into()),
            ("time", duration(lang, median).into()),
        ];
        lines.push(lang.html("support-week-caption-solved", &args));
    }
    if let Some(tenths) = numbers.mean_rating() {
        let args = [
            ("mean", decimal(lang, tenths).into()),
            ("count", numbers.rated().into()),
        ];
        lines.push(lang.html("support-week-caption-rated", &args));
    }
    let open = [
        ("open", numbers.open_now.into()),
        ("overdue", numbers.overdue_now.into()),
    ];
    lines.push(lang.html("support-week-caption-open", &open));
    lines.join("\n")
}

/// Days that have not come by `now` have no number.
pub(super) fn page(lang: Lang, week: &Days7, numbers: &Numbers, now: DateTime<Utc>) -> Page {
    let mut sheet = Sheet {
        lang,
        page: Page::new(WIDTH, HEIGHT),
    };
    let all = Area {
        x: MARGIN,
        y: 0.0,
        width: f32::from(WIDTH) - 2.0 * MARGIN,
        height: f32::from(HEIGHT) - MARGIN,
    };
    sheet.heading(all, week);
    let row = |y: f32, height: f32| Area { y, height, ..all };
    let tiles = row(168.0, 186.0);
    sheet.tiles(tiles, numbers);
    let days = row(tiles.bottom() + GAP, 490.0);
    sheet.days(days, week, numbers, now);
    let promises = row(days.bottom() + GAP, 290.0);
    sheet.promises(promises, numbers);
    let last = row(
        promises.bottom() + GAP,
        all.bottom() - promises.bottom() - GAP,
    );
    sheet.ratings(last, numbers);
    sheet.page
}

/// A page, and the language of the words on it.
struct Sheet {
    lang: Lang,
    page: Page,
}

impl Sheet {
    fn words(&self, key: &str) -> String {
        self.lang.text(key, &[])
    }

    fn write(&mut self, words: &str, at: (f32, f32), size: f32, weight: Weight, most_width: f32) {
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

    fn heading(&mut self, all: Area, week: &Days7) {
        let title = self.words("support-week-title");
        self.write(&title, (all.x, 88.0), 54.0, Weight::Strong, all.width);
        let days = dates(week);
        self.write(&days, (all.x, 138.0), 34.0, Weight::Regular, all.width);
    }

    /// The name of a card; returns what is left below it.
    fn title(&mut self, area: Area, key: &str) -> Area {
        let inside = self.page.card(area);
        let title = self.words(key);
        let at = (inside.x, inside.y + 28.0);
        self.write(&title, at, 36.0, Weight::Strong, inside.width);
        inside.below(56.0)
    }

    fn tiles(&mut self, row: Area, numbers: &Numbers) {
        let before = [("count", numbers.opened_before.into())];
        let open = [
            ("open", numbers.open_now.into()),
            ("overdue", numbers.overdue_now.into()),
        ];
        let rated = [("count", numbers.rated().into())];
        let rating = numbers.mean_rating().map_or_else(
            || self.words("support-week-none"),
            |tenths| decimal(self.lang, tenths) + " ★",
        );
        let tiles = [
            (
                "support-week-new",
                self.number(numbers.opened_in_all()),
                self.lang.text("support-week-before", &before),
            ),
            (
                "support-week-resolved",
                self.number(numbers.resolved),
                self.lang.text("support-week-open", &open),
            ),
            (
                "support-week-rating",
                rating,
                self.lang.text("support-week-rated", &rated),
            ),
        ];
        for (place, (name, value, note)) in tiles.into_iter().enumerate() {
            let inside = self.page.card(row.part(place, 3, GAP)).below(-8.0);
            let (x, y, width) = (inside.x, inside.y, inside.width);
            let name = self.words(name);
            self.write(&name, (x, y + 24.0), 30.0, Weight::Regular, width);
            self.write(&value, (x, y + 90.0), 64.0, Weight::Strong, width);
            self.write(&note, (x, y + 132.0), 28.0, Weight::Regular, width);
        }
    }

    fn days(&mut self, area: Area, week: &Days7, numbers: &Numbers, now: DateTime<Utc>) {
        let inside = self.title(area, "support-week-by-day");
        let columns = (0..7).map(|day| {
            let has_begun = week.edges[day] <= now;
            let sum = has_begun.then(|| self.number(numbers.opened_on(day)));
            let parts = Category::ALL.into_iter().zip(numbers.opened[day]);
            Column {
                label: self.words(&format!("support-week-{}", DAYS[day])),
                sum: sum.unwrap_or_default(),
                parts: parts
                    .map(|(category, value)| Part {
                        value,
                        colour: colour(category),
                    })
                    .collect(),
            }
        });
        let columns = Columns {
            area: inside.below(106.0),
            columns: columns.collect(),
        };
        columns.draw(&mut self.page);
        self.legend(inside, numbers);
    }

    /// The categories with their numbers, in two lines.
    fn legend(&mut self, area: Area, numbers: &Numbers) {
        for (place, category) in Category::ALL.into_iter().enumerate() {
            let cell = area.part(place % 3, 3, GAP);
            let y = area.y + if place < 3 { 0.0 } else { 44.0 };
            let swatch = Area {
                y,
                width: 26.0,
                height: 26.0,
                ..cell
            };
            self.page.fill(swatch, 8.0, colour(category));
            let name = self.words(&format!("support-week-{}", category.id()));
            let count = self.number(numbers.opened_of(place));
            let words = format!("{name} {count}");
            let at = (cell.x + 38.0, y + 23.0);
            self.write(&words, at, 28.0, Weight::Regular, cell.width - 38.0);
        }
    }

    /// How quickly it went, and whether that was in time.
    fn promises(&mut self, area: Area, numbers: &Numbers) {
        let inside = self.title(area, "support-week-speed");
        let columns = [
            (232.0, 190.0, "support-week-median"),
            (434.0, 206.0, "support-week-ninth"),
            (654.0, inside.width - 654.0, "support-week-kept"),
        ];
        let [median, ninth, kept] = columns.map(|(from, width, key)| {
            let column = Area {
                x: inside.x + from,
                width,
                ..inside
            };
            let name = self.words(key);
            let at = (column.x, inside.y + 20.0);
            self.write(&name, at, 28.0, Weight::Regular, width - 10.0);
            column
        });
        let rows = [
            (
                "support-week-first-response",
                numbers.first_response,
                numbers.first_response_kept,
            ),
            (
                "support-week-resolution",
                numbers.resolution,
                numbers.resolution_kept,
            ),
        ];
        for (place, (name, times, promises)) in rows.into_iter().enumerate() {
            let y = inside.y + 76.0 + 76.0 * place as f32;
            let name = self.words(name);
            self.write(&name, (inside.x, y), 30.0, Weight::Regular, 205.0);
            for (column, time) in [(median, times.median), (ninth, times.ninth_decile)] {
                let words = self.time(time);
                self.write(
                    &words,
                    (column.x, y),
                    34.0,
                    Weight::Strong,
                    column.width - 14.0,
                );
            }
            self.kept(Area { y, ..kept }, promises);
        }
    }

    /// The share of promises that were kept, in words and as a bar.
    fn kept(&mut self, area: Area, promises: Kept) {
        let words = match promises.percent() {
            None => self.words("support-week-none"),
            Some(percent) => {
                let args = [
                    ("percent", percent.into()),
                    ("kept", promises.kept.into()),
                    ("of", promises.of.into()),
                ];
                self.lang.text("support-week-kept-of", &args)
            }
        };
        self.write(
            &words,
            (area.x, area.y - 6.0),
            30.0,
            Weight::Strong,
            area.width,
        );
        let track = Area {
            y: area.y + 8.0,
            height: 14.0,
            ..area
        };
        bar(
            &mut self.page,
            track,
            share(promises.kept, promises.of),
            colours::TEAL,
        );
    }

    fn ratings(&mut self, area: Area, numbers: &Numbers) {
        let inside = self.title(area, "support-week-ratings");
        let bars = (1..=5).rev().zip(numbers.ratings.into_iter().rev());
        let bars = bars.map(|(stars, count)| Bar {
            label: format!("{stars} ★"),
            value: self.number(count),
            share: share(count, numbers.rated()),
            colour: colours::YELLOW,
        });
        let bars = Bars {
            area: inside.below(-6.0),
            label_width: 92.0,
            value_width: 130.0,
            thickness: 20.0,
            bars: bars.collect(),
        };
        bars.draw(&mut self.page);
    }

    fn number(&self, number: u32) -> String {
        let args = [("number", number.into())];
        self.lang.text("support-week-number", &args)
    }

    fn time(&self, time: Option<TimeDelta>) -> String {
        match time {
            Some(time) => duration(self.lang, time),
            None => self.words("support-week-none"),
        }
    }
}

fn share(part: u32, of: u32) -> f32 {
    part as f32 / of.max(1) as f32
}

fn decimal(lang: Lang, tenths: u32) -> String {
    let args = [
        ("whole", (tenths / 10).into()),
        ("tenths", (tenths % 10).into()),
    ];
    lang.text("support-week-decimal", &args)
}

fn dates(week: &Days7) -> String {
    let first = week.monday.format("%d.%m");
    let last = week.sunday().format("%d.%m.%Y");
    format!("{first} – {last}")
}

/// By its two greatest units.
fn duration(lang: Lang, time: TimeDelta) -> String {
    let minutes = (time.num_seconds() + 30) / 60;
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let args = [
        ("days", days.into()),
        ("hours", hours.into()),
        ("minutes", minutes.into()),
    ];
    let key = match (days, hours) {
        (0, 0) => "support-week-minutes",
        (0, _) => "support-week-hours",
        _ => "support-week-days",
    };
    lang.text(key, &args)
}
