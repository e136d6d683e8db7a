//! The picture of people: who came, how far they got, and how long sets took.

use rust_decimal::Decimal;

use super::{HEAD, TILES, Tile, begin, card, draw_meaning, draw_steps, draw_tiles, length, piece};
use crate::{
    charts::{self, Area, Bar, Bars, GAP, Sheet, Weight, colours},
    reports::words::Report,
};

const HEIGHT: u16 = 1790;
const NEW: f32 = 400.0;
const FUNNEL: f32 = 456.0;

const HALF: &str = colours::TEAL;
const NINTH: &str = colours::YELLOW;

pub(super) fn draw(report: &Report) -> charts::Page {
    let mut sheet = begin(report, "reports-picture-people", HEIGHT);
    let all = sheet.all(HEIGHT);
    let row = |y: f32, height: f32| Area { y, height, ..all };
    let (sums, before) = (report.now.sums(), report.before.sums());
    let (funnel, old) = (&report.now.funnel, &report.before.funnel);
    let (sets, sets_before) = (
        report.now.times_in_all.sets,
        report.before.times_in_all.sets,
    );
    let tile = |name, now: i64, before: i64| Tile {
        name,
        value: report.count(now),
        now: now.into(),
        before: before.into(),
    };
    let tiles = [
        tile("reports-picture-new", sums.new_people, before.new_people),
        tile("reports-picture-paid", funnel.paid, old.paid),
        tile("reports-picture-delivered", sets, sets_before),
    ];
    draw_tiles(&mut sheet, row(HEAD, TILES), report, tiles);
    let new = row(HEAD + TILES + GAP, NEW);
    let inside = card(&mut sheet, new, "reports-picture-new-by-step");
    draw_steps(&mut sheet, inside, report, |place| {
        let count = report.now.steps[place].new_people;
        (vec![piece(count.into(), colours::INDIGO)], Vec::new())
    });
    let funnel = row(new.bottom() + GAP, FUNNEL);
    draw_funnel(&mut sheet, funnel, report);
    let top = funnel.bottom() + GAP;
    draw_times(&mut sheet, row(top, all.bottom() - top), report);
    sheet.page
}

fn draw_funnel(sheet: &mut Sheet, area: Area, report: &Report) {
    let inside = card(sheet, area, "reports-picture-funnel");
    let about = report.words("reports-picture-funnel-about");
    let at = (inside.x, inside.y + 16.0);
    sheet.write(&about, at, 28.0, Weight::Regular, inside.width);
    let funnel = &report.now.funnel;
    let steps = [
        ("reports-funnel-started", funnel.started, colours::INDIGO),
        ("reports-funnel-photos", funnel.photos, colours::VIOLET),
        ("reports-funnel-invoiced", funnel.invoiced, colours::ORANGE),
        ("reports-funnel-paid", funnel.paid, colours::YELLOW),
        ("reports-funnel-delivered", funnel.delivered, colours::TEAL),
    ];
    let started = Decimal::from(funnel.started);
    let bars = steps.map(|(name, count, colour)| {
        let args = [
            ("count", report.count(count).into()),
            ("share", report.percent(count.into(), started).into()),
        ];
        Bar {
            label: report.words(name),
            value: report.lang.text("reports-picture-reached", &args),
            share: length(count.into(), started),
            colour,
        }
    });
    let bars = Bars {
        area: inside.below(36.0),
        label_width: 256.0,
        value_width: 250.0,
        thickness: 22.0,
        bars: bars.to_vec(),
    };
    bars.draw(&mut sheet.page);
}

/// How long sets took, and half of them from step to step, in minutes.
fn draw_times(sheet: &mut Sheet, area: Area, report: &Report) {
    let inside = card(sheet, area, "reports-picture-times");
    let times = &report.now.times_in_all;
    let numbers = [
        ("reports-picture-half", times.median, HALF),
        ("reports-picture-ninth", times.ninth_decile, NINTH),
    ];
    for (place, (name, time, colour)) in numbers.into_iter().enumerate() {
        let cell = inside.part(place, 2, GAP);
        draw_meaning(sheet, cell, colour, &report.words(name));
        let at = (cell.x, cell.y + 78.0);
        sheet.write(&report.duration(time), at, 50.0, Weight::Strong, cell.width);
    }
    draw_steps(sheet, inside.below(108.0), report, |place| {
        let times = &report.now.times[place];
        let minutes = |time: Option<chrono::TimeDelta>| {
            let seconds = time.map_or(0, |time| time.num_seconds());
            Decimal::new(seconds, 0) / Decimal::from(60)
        };
        let (median, ninth) = (minutes(times.median), minutes(times.ninth_decile));
        let up = vec![piece(median, HALF), piece(ninth - median, NINTH)];
        (up, Vec::new())
    });
}
