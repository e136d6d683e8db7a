//! What a person sees of the sets that they have: the list, and one of them.

use teloxide::types::InlineKeyboardButton;

use super::{glance_button, missing_rows, photos as photos_count};
use crate::{
    accounts::{Go, menu_button},
    generation::{
        Set,
        chat::SetTap,
        gallery::{DeletionTap, Scope, ViewTap},
        reroll::improve_button,
    },
    i18n::Lang,
    payments::Price,
    telegram::{Screen, button},
};

/// Sets on one page of the gallery.
const PAGE: usize = 8;

/// How many photos a person has.
pub(in crate::generation) struct Photos {
    pub all: i64,
    pub favourites: i64,
}

/// A page of the person's sets, each a button; all photos and the favourites above.
pub(in crate::generation) fn gallery(
    lang: Lang,
    sets: &[Set],
    page: usize,
    photos: Photos,
) -> Screen {
    if sets.is_empty() && photos.all == 0 {
        let rows = vec![
            vec![button(
                lang.text("button-make-portraits", &[]),
                &Go::Portraits,
            )],
            vec![menu_button(lang)],
        ];
        return Screen::with_buttons(lang.html("gallery-empty", &[]), rows);
    }
    let pages = sets.len().div_ceil(PAGE).max(1);
    let page = page.min(pages - 1);
    let shown = sets.iter().skip(page * PAGE).take(PAGE);
    let mut rows = collection_rows(lang, photos);
    rows.extend(shown.map(|set| vec![button(set_label(lang, set), &SetTap::Open(set.id))]));
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(button("‹".to_owned(), &SetTap::Page(page - 1)));
    }
    if page + 1 < pages {
        turn.push(button("›".to_owned(), &SetTap::Page(page + 1)));
    }
    if !turn.is_empty() {
        rows.push(turn);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("gallery", &[("count", sets.len().into())]), rows)
}

/// The ways into the viewer that lead past the sets.
fn collection_rows(lang: Lang, photos: Photos) -> Vec<Vec<InlineKeyboardButton>> {
    let collections = [
        ("button-all-photos", photos.all, Scope::All),
        ("button-favourites", photos.favourites, Scope::Favourites),
    ];
    let there = collections.into_iter().filter(|(_, count, _)| *count > 0);
    there
        .map(|(words, count, scope)| {
            let label = lang.text(words, &[("count", count.into())]);
            vec![button(label, &ViewTap::Open(scope))]
        })
        .collect()
}

fn set_label(lang: Lang, set: &Set) -> String {
    let ready = if set.is_running() {
        set.ready
    } else {
        set.shown()
    };
    let args = [
        ("date", date(set).into()),
        ("avatar", set.avatar_name.clone().into()),
        ("style", set.style_title(lang).into()),
        ("ready", ready.into()),
        ("total", set.total.into()),
    ];
    if set.is_running() {
        lang.text("gallery-running", &args)
    } else {
        lang.text("gallery-set", &args)
    }
}

/// Day, month and year in the order that both languages share.
fn date(set: &Set) -> String {
    let day = set.created_at.map(|at| at.format("%d.%m.%Y").to_string());
    day.unwrap_or_default()
}

/// One finished set and what can be done with it.
pub(in crate::generation) fn set(lang: Lang, set: &Set, part: Option<Price>) -> Screen {
    let text = lang.html(
        "set-about",
        &[
            ("avatar", set.avatar_name.clone().into()),
            ("style", set.style_title(lang).into()),
            ("date", date(set).into()),
            ("photos", photos_count(lang, set.shown()).into()),
        ],
    );
    let mut rows = Vec::new();
    if set.shown() > 0 {
        rows.extend(photo_rows(lang, set));
        rows.push(vec![improve_button(lang, set.id)]);
    }
    if set.missing() > 0 && set.chat_id.is_some() && !set.is_rest_paid_back {
        rows.extend(missing_rows(lang, set, part));
    }
    rows.push(vec![
        button(
            lang.text("button-another-style", &[]),
            &Go::Styles(set.avatar_id),
        ),
        button(
            lang.text("button-delete-set", &[]),
            &DeletionTap::AskSet(set.id),
        ),
    ]);
    rows.push(vec![
        button(lang.text("button-my-photos", &[]), &Go::Photos),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// The ways to look at a set's photos, and to have them.
fn photo_rows(lang: Lang, set: &Set) -> Vec<Vec<InlineKeyboardButton>> {
    let one_by_one = button(
        lang.text("button-one-by-one", &[]),
        &ViewTap::Open(Scope::Set(set.id)),
    );
    vec![
        vec![glance_button(lang, set), one_by_one],
        vec![button(
            lang.text("button-again", &[]),
            &SetTap::Again(set.id),
        )],
        vec![
            button(
                lang.text("button-originals", &[]),
                &SetTap::Originals(set.id),
            ),
            button(lang.text("button-zip", &[]), &SetTap::Zip(set.id)),
        ],
    ]
}
