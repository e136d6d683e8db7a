//! The picture of money: what came in by method, and where it went.

use rust_decimal::Decimal;

use super::{HEAD, TILES, Tile, begin, card, draw_meaning, draw_steps, draw_tiles, length, piece};
use crate::{
    charts::{self, Area, Bar, Bars, GAP, Sheet, Weight, colours},
    payments::Provider,
    reports::{numbers::Step, words::Report},
};

const HEIGHT: u16 = 1580;
const CHART: f32 = 600.0;

const GIVEN_BACK: &str = colours::GREY;

fn colour(provider: Provider) -> &'static str {
    match provider {
        Provider::Stars => colours::YELLOW,
        Provider::Tbank => colours::INDIGO,
        Provider::Ton => colours::TEAL,
        Provider::Gift => colours::GREY,
    }
}

pub(super) fn draw(report: &Report) -> charts::Page {
    let mut sheet = begin(report, "reports-picture-money", HEIGHT);
    let all = sheet.all(HEIGHT);
    let row = |y: f32, height: f32| Area { y, height, ..all };
    let (sums, before) = (report.now.sums(), report.before.sums());
    let sold = (sums.sold_in_all().count, before.sold_in_all().count);
    let left = (sums.left(report.credit_rub), before.left(report.credit_rub));
    let tiles = [
        Tile {
            name: "reports-picture-revenue",
            value: report.roubles(sums.revenue()),
            now: sums.revenue(),
            before: before.revenue(),
        },
        Tile {
            name: "reports-picture-sets",
            value: report.count(sold.0),
            now: sold.0.into(),
            before: sold.1.into(),
        },
        Tile {
            name: "reports-picture-left",
            value: report.roubles(left.0),
            now: left.0,
            before: left.1,
        },
    ];
    draw_tiles(&mut sheet, row(HEAD, TILES), report, tiles);
    let chart = row(HEAD + TILES + GAP, CHART);
    draw_methods(&mut sheet, chart, report, &sums);
    let top = chart.bottom() + GAP;
    draw_uses(&mut sheet, row(top, all.bottom() - top), report, &sums);
    sheet.page
}

/// What came in and went back, step by step.
fn draw_methods(sheet: &mut Sheet, area: Area, report: &Report, sums: &Step) {
    let inside = card(sheet, area, "reports-picture-methods");
    let cells = (0..4).map(|place| Area {
        y: inside.y + 44.0 * (place / 2) as f32,
        ..inside.part(place % 2, 2, GAP)
    });
    let methods = Provider::ALL.into_iter().zip(&sums.sold);
    let methods = methods.map(|(provider, money)| {
        let amount = report.amount(provider, money);
        let key = format!("reports-picture-{}", provider.id());
        let args = [("amount", amount.into())];
        (colour(provider), report.lang.text(&key, &args))
    });
    let refunded = sums.refunded_in_all();
    let args = [
        ("amount", report.roubles(refunded.roubles).into()),
        ("count", refunded.count.into()),
        ("number", report.count(refunded.count).into()),
    ];
    let back = report.lang.text("reports-picture-back", &args);
    for (cell, (colour, words)) in cells.zip(methods.chain([(GIVEN_BACK, back)])) {
        draw_meaning(sheet, cell, colour, &words);
    }
    draw_steps(sheet, inside.below(104.0), report, |place| {
        let step = &report.now.steps[place];
        let up = Provider::ALL.into_iter().zip(&step.sold);
        let up = up.map(|(provider, money)| piece(money.roubles, colour(provider)));
        let down = vec![piece(step.refunded_in_all().roubles, GIVEN_BACK)];
        (up.collect(), down)
    });
}

/// Where what came in went, as shares of it.
fn draw_uses(sheet: &mut Sheet, area: Area, report: &Report, sums: &Step) {
    let inside = card(sheet, area, "reports-picture-uses");
    let sold = sums.sold_in_all().roubles;
    let uses = [
        (
            "reports-picture-use-back",
            sums.refunded_in_all().roubles,
            GIVEN_BACK,
        ),
        (
            "reports-picture-use-generation",
            sums.generation(report.credit_rub),
            colours::VIOLET,
        ),
        (
            "reports-picture-use-commissions",
            sums.commissions(),
            colours::ORANGE,
        ),
        (
            "reports-picture-use-left",
            sums.left(report.credit_rub),
            colours::TEAL,
        ),
    ];
    let bars = uses.map(|(name, amount, colour)| {
        let args = [
            ("amount", report.roubles(amount).into()),
            ("share", report.percent(amount, sold).into()),
        ];
        Bar {
            label: report.words(name),
            value: report.lang.text("reports-picture-use", &args),
            share: length(amount, sold),
            colour,
        }
    });
    let notes = notes(report, sums);
    let bars = Bars {
        area: Area {
            height: inside.height - 44.0 * notes.len() as f32 - 16.0,
            ..inside
        },
        label_width: 236.0,
        value_width: 320.0,
        thickness: 20.0,
        bars: bars.to_vec(),
    };
    bars.draw(&mut sheet.page);
    for (place, note) in notes.iter().rev().enumerate() {
        let at = (inside.x, inside.bottom() - 44.0 * place as f32);
        sheet.write(note, at, 26.0, Weight::Regular, inside.width);
    }
}

/// What the numbers count, for whoever asks.
fn notes(report: &Report, sums: &Step) -> [String; 2] {
    let spent = sums.spending.in_all();
    let besides = sums.spending.besides.credits;
    let generation = [
        ("credits", report.exact(spent.credits).into()),
        ("price", report.lang.roubles(report.credit_rub).into()),
        ("share", report.percent(besides, spent.credits).into()),
    ];
    let key = match spent.credits > Decimal::ZERO {
        true => "reports-picture-note-generation",
        false => "reports-picture-note-no-generation",
    };
    [
        report.lang.text(key, &generation),
        report.words("reports-picture-note-roubles"),
    ]
}
