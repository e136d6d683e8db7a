//! The numbers of a time, asked for and turned in the staff group.
//!
//! ```text
//! Olga: /stats week
//! Bot shows a picture: “Business, 02.03 – 08.03.2026 …”
//!      [Day] [• Week •] [Month]  [‹]  [💰 Money •] [👥 People]
//! Olga taps [‹]
//! Bot (edited) shows the picture of the week before
//! ```

use anyhow::Context;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};
use tokio::task::spawn_blocking;

use super::{
    Deps,
    period::{Kind, MOST_BACK, Period},
    picture::{self, Page},
    store, words,
};
use crate::{
    i18n::Lang,
    staff::{self, Permission},
    telegram::{
        Buttons, Handled, Incoming, Lane, Picture, PictureScreen, Reply, Routes, Screen, button,
    },
};

/// Another page, or another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct StatsTap(Page, Period);

impl Buttons for StatsTap {
    const FEATURE: &'static str = "stats";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::command("stats").endpoint(show))
        .branch(staff::tap::<StatsTap>(Permission::Look).endpoint(turn))
}

/// `/stats` shows this week, `/stats month 2` the month before the last one.
async fn show(incoming: Incoming, reply: Reply, deps: Deps) -> Handled {
    let words = incoming.command().map(|(_, words)| words);
    let Some(period) = read_period(&words.unwrap_or_default()) else {
        let most = [("most", i64::from(MOST_BACK).into())];
        let hint = deps.desk.lang.html("reports-usage", &most);
        reply.new_message(&Screen::plain(hint)).await?;
        return Ok(());
    };
    let screen = draw(&deps, Page::Money, period).await?;
    let sender = &deps.desk.sender;
    sender
        .show_picture(Lane::Answer, incoming.chat, incoming.topic, screen)
        .await?;
    Ok(())
}

async fn turn(StatsTap(page, period): StatsTap, reply: Reply, deps: Deps) -> Handled {
    // A button may be forged.
    let period = Period::new(period.kind, period.back);
    reply.picture(draw(&deps, page, period).await?).await?;
    Ok(())
}

fn read_period(words: &str) -> Option<Period> {
    let mut words = words.split_whitespace();
    let kind = match words.next() {
        None => return Some(Period::new(Kind::Week, 0)),
        Some(word) => Kind::ALL.into_iter().find(|kind| kind.id() == word)?,
    };
    let back: u16 = match words.next() {
        None => 0,
        Some(word) => word.parse().ok()?,
    };
    (back <= MOST_BACK && words.next().is_none()).then(|| Period::new(kind, back))
}

async fn draw(deps: &Deps, page: Page, period: Period) -> anyhow::Result<PictureScreen> {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let span = period.span(now, deps.zone);
    let mut before = period.earlier().span(now, deps.zone);
    // What is under way is set against as much of the time before.
    before = if span.is_under_way(now) {
        before.up_to(now - span.from())
    } else {
        before.whole()
    };
    let mut connection = deps.desk.db.connection().await?;
    let report = words::Report {
        lang,
        period,
        now: store::numbers(&mut connection, &span).await?,
        before: store::numbers(&mut connection, &before).await?,
        is_under_way: span.is_under_way(now),
        today: span.step_of(now),
        span,
        credit_rub: deps.credit_rub,
    };
    drop(connection);
    let caption = report.caption();
    let drawing = spawn_blocking(move || picture::draw(page, &report).png());
    let png = drawing.await.context("the drawing broke off")??;
    Ok(PictureScreen {
        picture: Picture::New(Bytes::from(png)),
        caption,
        keyboard: Some(keyboard(lang, page, period)),
    })
}

fn keyboard(lang: Lang, page: Page, period: Period) -> InlineKeyboardMarkup {
    let chosen = |label: String, is_chosen: bool| {
        if is_chosen {
            format!("• {label} •")
        } else {
            label
        }
    };
    let kinds = Kind::ALL.map(|kind| {
        let label = lang.text(&format!("reports-{}", kind.id()), &[]);
        let tap = StatsTap(page, Period::new(kind, 0));
        button(chosen(label, kind == period.kind), &tap)
    });
    let mut arrows: Vec<InlineKeyboardButton> = Vec::new();
    if period.back < MOST_BACK {
        let label = lang.text("reports-earlier", &[]);
        arrows.push(button(label, &StatsTap(page, period.earlier())));
    }
    if let Some(later) = period.later() {
        let label = lang.text("reports-later", &[]);
        arrows.push(button(label, &StatsTap(page, later)));
    }
    let pages = Page::ALL.map(|other| {
        let label = lang.text(&format!("reports-{}", other.id()), &[]);
        button(chosen(label, other == page), &StatsTap(other, period))
    });
    InlineKeyboardMarkup::new([kinds.to_vec(), arrows, pages.to_vec()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        for page in Page::ALL {
            for kind in Kind::ALL {
                let tap = StatsTap(page, Period::new(kind, u16::MAX));
                assert_eq!(StatsTap::decode(&tap.encode()), Some(tap));
            }
        }
    }

    #[test]
    fn a_time_is_named_by_its_kind_and_how_long_ago() {
        let read = |words| read_period(words).map(|period| (period.kind, period.back));
        assert_eq!(read(""), Some((Kind::Week, 0)));
        assert_eq!(read(" month  2 "), Some((Kind::Month, 2)));
        assert_eq!(read("day 3650"), Some((Kind::Day, 3650)));
        for wrong in ["year", "week -1", "day 3651", "week 1 1", "1", "Week last"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
