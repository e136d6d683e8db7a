//! What a person sees of portraits that are made again.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::{
    Allowance, Reason, RerollTap, operations::Possible, prompt::WISH_MOST_CHARS, reroll_button,
};
use crate::{
    accounts::{Go, menu_button},
    generation::store::rerolls::Choice,
    i18n::{FluentValue, Lang},
    telegram::{Screen, button, rows},
};

/// Numbers of photos in one row of buttons.
const NUMBERS_PER_ROW: usize = 6;

/// Bot API: a keyboard has at most a hundred buttons, one of which leads away.
const MOST_NUMBERS: usize = 96;

pub(super) fn question(lang: Lang, photo_id: i32, allowance: Allowance) -> Screen {
    let because = |key, reason| button(lang.text(key, &[]), &RerollTap::Because(photo_id, reason));
    Screen::with_buttons(
        lang.html("reroll-question", &counts(allowance)),
        vec![
            vec![
                because("button-reroll-not-me", Reason::NotMe),
                because("button-reroll-hands", Reason::Hands),
            ],
            vec![
                because("button-reroll-clothes", Reason::Clothes),
                because("button-reroll-other", Reason::Other),
            ],
            vec![leave_button(lang)],
        ],
    )
}

fn leave_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("button-reroll-leave", &[]), &RerollTap::Leave)
}

/// "1 of 2 left".
fn counts(allowance: Allowance) -> [(&'static str, FluentValue<'static>); 2] {
    [
        ("left", allowance.left().into()),
        ("total", allowance.total.into()),
    ]
}

pub(super) fn left_alone(lang: Lang) -> Screen {
    Screen::plain(lang.html("reroll-left-alone", &[]))
}

/// Which photo of the set: each by its number, those made again behind theirs.
pub(super) fn choice(lang: Lang, choices: &[Choice], allowance: Allowance) -> Screen {
    let mut number = 0;
    let buttons = choices.iter().take(MOST_NUMBERS).map(|choice| {
        let label = if choice.is_reroll {
            format!("{number} 🔄")
        } else {
            number += 1;
            number.to_string()
        };
        button(label, &RerollTap::Ask(choice.photo_id))
    });
    let mut rows = rows(buttons.collect(), NUMBERS_PER_ROW);
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("reroll-choice", &counts(allowance)), rows)
}

/// Why a photo is not made again, and what can be done instead.
pub(super) fn impossible(lang: Lang, why: &Possible) -> Screen {
    let (text, help) = match why {
        Possible::Yes(_) | Possible::UnderWay(_) => (lang.html("reroll-under-way", &[]), None),
        Possible::NoneLeft(allowance) => (
            lang.html("reroll-none-left", &[("total", allowance.total.into())]),
            Some(button(
                lang.text("button-make-portraits", &[]),
                &Go::Portraits,
            )),
        ),
        Possible::NoReferences => (
            lang.html("reroll-no-references", &[]),
            Some(button(lang.text("reroll-new-avatar", &[]), &Go::NewAvatar)),
        ),
        Possible::PaidBack => (lang.html("reroll-paid-back", &[]), None),
        Possible::Unknown => (lang.html("reroll-unknown", &[]), None),
    };
    let mut rows = vec![vec![
        button(lang.text("button-my-photos", &[]), &Go::Photos),
        menu_button(lang),
    ]];
    if let Some(help) = help {
        rows.insert(0, vec![help]);
    }
    Screen::with_buttons(text, rows)
}

pub(super) fn wish(lang: Lang) -> Screen {
    let most = i64::try_from(WISH_MOST_CHARS).unwrap_or(i64::MAX);
    Screen::with_buttons(
        lang.html("reroll-wish", &[("most", most.into())]),
        vec![vec![leave_button(lang)]],
    )
}

pub(super) fn wish_noted(lang: Lang) -> Screen {
    Screen::plain(lang.html("reroll-wish-noted", &[]))
}

pub(super) fn wish_empty(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("reroll-wish-empty", &[]),
        vec![vec![leave_button(lang)]],
    )
}

pub(super) fn wish_too_long(lang: Lang, length: usize) -> Screen {
    let number = |length: usize| FluentValue::from(i64::try_from(length).unwrap_or(i64::MAX));
    let args = [
        ("length", number(length)),
        ("most", number(WISH_MOST_CHARS)),
    ];
    Screen::with_buttons(
        lang.html("reroll-wish-too-long", &args),
        vec![vec![leave_button(lang)]],
    )
}

/// `is_slow`: it takes longer than such a photo usually does.
pub(super) fn under_way(lang: Lang, allowance: Allowance, is_slow: bool) -> Screen {
    let pace = if is_slow { "slow" } else { "usual" };
    let [left, total] = counts(allowance);
    Screen::plain(lang.html("reroll-begun", &[left, total, ("pace", pace.into())]))
}

pub(super) fn done(lang: Lang) -> Screen {
    Screen::plain(lang.html("reroll-done", &[]))
}

/// The caption of the new try and the buttons below it. `can_choose`: the photo
/// that it was made for is still there.
pub(super) fn another_try(
    lang: Lang,
    photo_id: i32,
    allowance: Allowance,
    can_choose: bool,
) -> (String, Option<InlineKeyboardMarkup>) {
    let mut rows = Vec::new();
    if can_choose {
        rows.push(vec![
            button(
                lang.text("button-reroll-both", &[]),
                &RerollTap::KeepBoth(photo_id),
            ),
            button(
                lang.text("button-reroll-new", &[]),
                &RerollTap::KeepNew(photo_id),
            ),
        ]);
    }
    if allowance.left() > 0 {
        let label = lang.text("button-reroll-again", &counts(allowance)[..1]);
        rows.push(vec![button(label, &RerollTap::Ask(photo_id))]);
    }
    let caption = lang.html("reroll-another-try", &counts(allowance));
    let keyboard = (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows));
    (caption, keyboard)
}

/// It would not come out; the free try is back.
pub(super) fn failed(lang: Lang, photo_id: Option<i32>, allowance: Allowance) -> Screen {
    let mut rows = Vec::new();
    if let Some(photo_id) = photo_id {
        rows.push(vec![reroll_button(lang, photo_id)]);
    }
    rows.push(vec![leave_button(lang)]);
    Screen::with_buttons(lang.html("reroll-failed", &counts(allowance)), rows)
}

pub(super) fn both_kept(lang: Lang) -> Screen {
    Screen::plain(lang.html("reroll-both-kept", &[]))
}

pub(super) fn only_new_kept(lang: Lang) -> Screen {
    Screen::plain(lang.html("reroll-new-kept", &[]))
}
