//! What a person sees of their sets: progress, delivery and the gallery.

mod kept;

use chrono::{DateTime, Utc};
use teloxide::types::InlineKeyboardButton;

pub(super) use self::kept::{Photos, gallery, set};
use super::{Set, chat::SetTap, gallery::GlanceTap, progress::Remaining, reroll::improve_button};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    payments::{EmptySet, Price, UnusedPayment},
    telegram::{Screen, button},
};

/// What a set usually takes, before any photo was measured.
const USUAL_MINUTES: i64 = 3;

const BAR_CELLS: i64 = 10;

pub(super) fn progress(lang: Lang, set: &Set, remaining: Remaining, now: DateTime<Utc>) -> Screen {
    Screen::plain(lang.html(
        "progress",
        &[
            ("avatar", set.avatar_name.clone().into()),
            ("style", set.style_title(lang).into()),
            ("bar", bar(set.ready, set.total).into()),
            ("ready", set.ready.into()),
            ("total", set.total.into()),
            ("remaining", remaining_words(lang, remaining).into()),
            ("promise", promise(lang, set, now).into()),
        ],
    ))
}

/// By when the set ends, whatever happens. As a span of time, since nobody knows
/// the person's time zone.
fn promise(lang: Lang, set: &Set, now: DateTime<Utc>) -> String {
    let Some(deadline) = set.deadline_at else {
        return String::new();
    };
    let minutes = ((deadline - now).num_seconds() + 59) / 60;
    let (key, left) = match minutes.max(1) {
        minutes @ ..=60 => ("progress-promise-minutes", minutes),
        minutes => ("progress-promise-hours", (minutes + 59) / 60),
    };
    lang.text(key, &[("left", left.into())])
}

fn remaining_words(lang: Lang, remaining: Remaining) -> String {
    match remaining {
        Remaining::Unknown => lang.text("progress-usually", &[("minutes", USUAL_MINUTES.into())]),
        Remaining::InLine { sets, minutes } => {
            let args = [("sets", sets.into()), ("minutes", minutes.into())];
            lang.text("progress-in-line", &args)
        }
        Remaining::Paused => lang.text("progress-paused", &[]),
        Remaining::Soon => lang.text("progress-soon", &[]),
        Remaining::Minutes(minutes) => {
            lang.text("progress-minutes", &[("minutes", minutes.into())])
        }
    }
}

fn bar(ready: i64, total: i64) -> String {
    let full = (BAR_CELLS * ready / total.max(1)).clamp(0, BAR_CELLS);
    let cells = (0..BAR_CELLS).map(|cell| if cell < full { '▰' } else { '▱' });
    cells.collect()
}

pub(super) fn progress_done(lang: Lang, set: &Set) -> Screen {
    let args = [
        ("avatar", set.avatar_name.clone().into()),
        ("style", set.style_title(lang).into()),
    ];
    Screen::plain(lang.html("progress-done", &args))
}

pub(super) fn progress_failed(lang: Lang) -> Screen {
    Screen::plain(lang.html("progress-failed", &[]))
}

pub(super) fn album_caption(lang: Lang, set: &Set) -> String {
    caption("album-caption", lang, set, set.shown())
}

/// Below an album of so many photos that comes while others are still being made.
pub(super) fn first_album_caption(lang: Lang, set: &Set, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    caption("album-caption-first", lang, set, count)
}

fn caption(key: &str, lang: Lang, set: &Set, count: i64) -> String {
    lang.html(
        key,
        &[
            ("avatar", set.avatar_name.clone().into()),
            ("style", set.style_title(lang).into()),
            ("photos", photos(lang, count).into()),
        ],
    )
}

/// "15 photos", in the catalogue's words.
fn photos(lang: Lang, count: i64) -> String {
    lang.text("photos-count", &[("count", count.into())])
}

/// The message below the last album: what to do next, and what is missing.
/// `is_late`: what is missing was not tried to the end, as the set's time was over.
/// `can_write`: to the staff, as there is one.
pub(super) fn finished(
    lang: Lang,
    set: &Set,
    part: Option<Price>,
    is_late: bool,
    can_write: bool,
) -> Screen {
    let mut rows = Vec::new();
    let text = if set.missing() > 0 {
        rows.extend(missing_rows(lang, set, part));
        rows.extend(support_row(lang, can_write));
        let args = [
            ("ready", set.ready.into()),
            ("total", set.total.into()),
            ("missing", set.missing().into()),
            ("why", why(is_late).into()),
        ];
        lang.html("set-partial", &args)
    } else {
        lang.html("set-finished", &[("count", set.ready.into())])
    };
    let text = format!("{text}\n\n{}", lang.html("set-reactions", &[]));
    rows.push(vec![glance_button(lang, set)]);
    rows.push(vec![button(
        lang.text("button-originals", &[]),
        &SetTap::Originals(set.id),
    )]);
    rows.push(vec![improve_button(lang, set.id)]);
    rows.push(vec![button(
        lang.text("button-another-style", &[]),
        &Go::Styles(set.avatar_id),
    )]);
    rows.push(vec![
        button(lang.text("button-my-photos", &[]), &Go::Photos),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// The way to a human, where something did not work out.
fn support_row(lang: Lang, can_write: bool) -> Option<Vec<InlineKeyboardButton>> {
    can_write.then(|| vec![button(lang.text("button-support", &[]), &Go::Support)])
}

/// Why photos are missing, as the words select it.
fn why(is_late: bool) -> &'static str {
    if is_late { "late" } else { "failed" }
}

/// What can be done about missing photos: make them, or have them paid back.
fn missing_rows(lang: Lang, set: &Set, part: Option<Price>) -> Vec<Vec<InlineKeyboardButton>> {
    let mut rows = vec![vec![rest_button(lang, set)]];
    if let Some(price) = part {
        let label = lang.text("button-part-back", &[("price", price.words(lang).into())]);
        rows.push(vec![button(label, &SetTap::AskPartBack(set.id))]);
    }
    rows
}

/// Asks before the missing photos are given up for money.
pub(super) fn confirm_part_back(lang: Lang, set: &Set, price: Price) -> Screen {
    let args = [
        ("price", price.words(lang).into()),
        ("missing", set.missing().into()),
    ];
    let yes = button(
        lang.text("part-back-yes", &args[..1]),
        &SetTap::PartBack(set.id),
    );
    Screen::with_buttons(
        lang.html("part-back-confirm", &args),
        vec![
            vec![yes],
            vec![rest_button(lang, set)],
            vec![menu_button(lang)],
        ],
    )
}

pub(super) fn part_back_under_way(lang: Lang, price: Price) -> Screen {
    Screen::with_buttons(
        lang.html(
            "part-back-under-way",
            &[("price", price.words(lang).into())],
        ),
        vec![vec![menu_button(lang)]],
    )
}

pub(super) fn progress_given_back(lang: Lang) -> Screen {
    Screen::plain(lang.html("progress-given-back", &[]))
}

pub(super) fn progress_erased(lang: Lang) -> Screen {
    Screen::plain(lang.html("progress-erased", &[]))
}

fn rest_button(lang: Lang, set: &Set) -> InlineKeyboardButton {
    let label = lang.text("button-rest", &[("missing", set.missing().into())]);
    button(label, &SetTap::Rest(set.id))
}

/// `money`: what becomes of it; without a payment the staff decide.
/// `can_write`: to the staff, as there is one.
pub(super) fn nothing_made(
    lang: Lang,
    set: &Set,
    money: Option<EmptySet>,
    is_late: bool,
    can_write: bool,
) -> Screen {
    let by = match money {
        Some(EmptySet::GoesBack) => "itself",
        Some(EmptySet::GivenAnew) => "gift",
        Some(EmptySet::StaffDecides) | None => "staff",
    };
    let args = [
        ("avatar", set.avatar_name.clone().into()),
        ("by", by.into()),
        ("why", why(is_late).into()),
    ];
    let mut rows: Vec<_> = support_row(lang, can_write).into_iter().collect();
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("set-nothing", &args), rows)
}

/// The set could not begin, as its avatar is gone.
pub(super) fn avatar_missing(lang: Lang) -> Screen {
    let choose = button(lang.text("button-choose-avatar", &[]), &Go::Portraits);
    Screen::with_buttons(
        lang.html("set-avatar-missing", &[]),
        vec![vec![choose], vec![menu_button(lang)]],
    )
}

fn glance_button(lang: Lang, set: &Set) -> InlineKeyboardButton {
    button(lang.text("button-glance", &[]), &GlanceTap::Show(set.id))
}

/// What is under way, also photos that are made again (`rerolls`), and what is
/// paid and waits for its avatar.
pub(super) fn status(
    lang: Lang,
    running: &[(Set, Remaining)],
    rerolls: i64,
    unused: &[UnusedPayment],
) -> Screen {
    let mut parts = Vec::new();
    for (set, remaining) in running {
        let args = [
            ("avatar", set.avatar_name.clone().into()),
            ("style", set.style_title(lang).into()),
            ("bar", bar(set.ready, set.total).into()),
            ("ready", set.ready.into()),
            ("total", set.total.into()),
            ("remaining", remaining_words(lang, *remaining).into()),
        ];
        parts.push(lang.html("status-running", &args));
    }
    if rerolls > 0 {
        parts.push(lang.html("status-rerolls", &[("count", rerolls.into())]));
    }
    for payment in unused {
        let count = photos(lang, payment.photo_count.into());
        parts.push(lang.html("status-unused", &[("photos", count.into())]));
    }
    let mut rows = Vec::new();
    if !unused.is_empty() {
        rows.push(vec![button(
            lang.text("button-use-set", &[]),
            &Go::Portraits,
        )]);
    } else if running.is_empty() && rerolls == 0 {
        parts.push(lang.html("status-nothing", &[]));
        rows.push(vec![button(
            lang.text("button-make-portraits", &[]),
            &Go::Portraits,
        )]);
    }
    rows.push(vec![
        button(lang.text("button-my-photos", &[]), &Go::Photos),
        menu_button(lang),
    ]);
    Screen::with_buttons(parts.join("\n\n"), rows)
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn the_bar_fills_up_with_the_photos() {
        assert_eq!(bar(0, 15), "▱▱▱▱▱▱▱▱▱▱");
        assert_eq!(bar(9, 15), "▰▰▰▰▰▰▱▱▱▱");
        assert_eq!(bar(15, 15), "▰▰▰▰▰▰▰▰▰▰");
        assert_eq!(bar(0, 0), "▱▱▱▱▱▱▱▱▱▱");
    }
}
