//! What a person sees of their photos: the viewer, the contact sheet, and the
//! questions before something is deleted.

use teloxide::types::{InlineKeyboardButton, InlineKeyboardMarkup};

use super::{
    Scope, browse::ViewTap, deletion::DeletionTap, glance::GlanceTap, page::Page, sheet::Picks,
};
use crate::{
    accounts::{Go, menu_button},
    generation::{Set, chat::SetTap, reroll::reroll_sign, store::gallery::Portrait},
    i18n::Lang,
    telegram::{Screen, button, rows},
};

/// From this many photos on, the viewer also has long steps.
const MANY: i64 = 12;

/// More files than this would bury the chat; there is the zip for them.
pub(super) const MOST_FILES: i64 = 60;

/// How many numbers stand in one row; more become too narrow for a thumb.
const NUMBERS_PER_ROW: usize = 6;

/// The words below a photo.
pub(super) fn caption(lang: Lang, portrait: &Portrait) -> String {
    let style = match portrait.style {
        Some(style) => style.title(lang),
        None => lang.text("set-style-other", &[]),
    };
    let day = portrait.made_at.map(|at| at.format("%d.%m.%Y").to_string());
    lang.html(
        "view-caption",
        &[
            ("avatar", portrait.avatar_name.clone().into()),
            ("style", style.into()),
            ("date", day.unwrap_or_default().into()),
        ],
    )
}

/// The buttons of the viewer.
pub(super) fn keyboard(lang: Lang, page: &Page) -> InlineKeyboardMarkup {
    let mut rows = vec![turning_row(page), action_row(page)];
    // A set has its contact sheet for that, and a single photo its own button.
    if !matches!(page.scope, Scope::Set(_)) && page.total > 1 {
        rows.push(whole_row(lang, page));
    }
    rows.push(vec![back_button(lang, page.scope)]);
    InlineKeyboardMarkup::new(rows)
}

/// The originals of everything that is paged through.
fn whole_row(lang: Lang, page: &Page) -> Vec<InlineKeyboardButton> {
    let count = [("count", page.total.into())];
    let zip = button(lang.text("view-zip", &count), &ViewTap::Zip(page.scope));
    if page.total > MOST_FILES {
        return vec![zip];
    }
    let files = button(lang.text("view-files", &count), &ViewTap::Files(page.scope));
    vec![files, zip]
}

fn turning_row(page: &Page) -> Vec<InlineKeyboardButton> {
    let to = |label: &str, id: Option<i32>| {
        id.map(|id| button(label.to_owned(), &ViewTap::Show(page.scope, id)))
    };
    let here = button(
        format!("{} / {}", page.number, page.total),
        &ViewTap::Show(page.scope, page.portrait.photo.id),
    );
    let has_leaps = page.total >= MANY;
    [
        to("‹ 10", page.leap_before.filter(|_| has_leaps)),
        to("‹", page.before),
        Some(here),
        to("›", page.after),
        to("10 ›", page.leap_after.filter(|_| has_leaps)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What can be done with the photo that is shown: every action is one button here.
fn action_row(page: &Page) -> Vec<InlineKeyboardButton> {
    let (scope, id) = (page.scope, page.portrait.photo.id);
    let is_favourite = page.portrait.is_favourite;
    let heart = if is_favourite { "❤️" } else { "🤍" };
    vec![
        button(heart.to_owned(), &ViewTap::Like(scope, id, !is_favourite)),
        button("📎".to_owned(), &ViewTap::File(id)),
        reroll_sign(id),
        button("🗑".to_owned(), &ViewTap::AskDelete(scope, id)),
    ]
}

fn back_button(lang: Lang, scope: Scope) -> InlineKeyboardButton {
    let words = match scope {
        Scope::Set(_) => "view-back-to-set",
        Scope::All | Scope::Favourites => "view-back-to-photos",
        Scope::Avatar(_) => "view-back-to-avatar",
    };
    button(lang.text(words, &[]), &ViewTap::Back(scope))
}

/// Stands in for a photo that can't be shown; one can go on from it.
pub(super) fn lost_photo(lang: Lang, page: &Page) -> Screen {
    let caption = caption(lang, &page.portrait);
    Screen {
        text: format!("{caption}\n\n{}", lang.html("view-lost", &[])),
        keyboard: Some(keyboard(lang, page)),
    }
}

/// Asks in place of the viewer's buttons, so that the photo in question is seen.
pub(super) fn ask_delete_photo(lang: Lang, scope: Scope, id: i32) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(vec![
        vec![button(
            lang.text("view-delete-yes", &[]),
            &ViewTap::Delete(scope, id),
        )],
        vec![button(
            lang.text("view-delete-no", &[]),
            &ViewTap::Show(scope, id),
        )],
    ])
}

/// The words below a contact sheet; `lost` photos could not be drawn.
pub(super) fn sheet_caption(lang: Lang, set: &Set, shown: usize, lost: usize) -> String {
    let args = [
        ("avatar", set.avatar_name.clone().into()),
        ("style", set.style_title(lang).into()),
        (
            "photos",
            lang.text("photos-count", &[("count", shown.into())]).into(),
        ),
    ];
    let mut words = lang.html("sheet-caption", &args);
    if lost > 0 {
        words.push_str("\n\n");
        words.push_str(&lang.html("photos-lost", &[("count", lost.into())]));
    }
    words
}

/// Below the originals: some could not be found.
pub(super) fn lost(lang: Lang, count: usize) -> Screen {
    let text = lang.html("photos-lost", &[("count", count.into())]);
    Screen::with_buttons(text, vec![vec![menu_button(lang)]])
}

/// What was asked for could not be sent, however often it was tried.
pub(super) fn not_sent(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("photos-not-sent", &[]),
        vec![vec![
            button(lang.text("button-my-photos", &[]), &Go::Photos),
            menu_button(lang),
        ]],
    )
}

/// The numbers on a contact sheet, those that are picked marked, and what can be
/// done with them.
pub(super) fn sheet_keyboard(lang: Lang, set_id: i32, picks: Picks) -> InlineKeyboardMarkup {
    let numbers = (0..picks.shown).map(|index| {
        let mark = if picks.has(index) { "✓ " } else { "" };
        button(
            format!("{mark}{}", index + 1),
            &GlanceTap::Pick(set_id, picks.print, picks.toggled(index).mask),
        )
    });
    let mut keyboard = rows(numbers.collect(), NUMBERS_PER_ROW);
    keyboard.push(vec![
        button(
            lang.text("sheet-favourites", &[]),
            &GlanceTap::Liked(set_id, picks.print),
        ),
        button(
            lang.text("sheet-none", &[]),
            &GlanceTap::Pick(set_id, picks.print, 0),
        ),
    ]);
    let count = [("count", picks.count().into())];
    keyboard.push(vec![
        button(
            lang.text("sheet-files", &count),
            &GlanceTap::Files(set_id, picks.print, picks.mask),
        ),
        button(
            lang.text("sheet-zip", &count),
            &GlanceTap::Zip(set_id, picks.print, picks.mask),
        ),
    ]);
    keyboard.push(vec![
        button(
            lang.text("button-one-by-one", &[]),
            &ViewTap::Open(Scope::Set(set_id)),
        ),
        button(
            lang.text("view-back-to-set", &[]),
            &ViewTap::Back(Scope::Set(set_id)),
        ),
    ]);
    InlineKeyboardMarkup::new(keyboard)
}

/// Asks before a whole set is deleted. Missing photos are given up with it.
pub(super) fn ask_delete_set(lang: Lang, set: &Set) -> Screen {
    let args = [
        ("avatar", set.avatar_name.clone().into()),
        ("style", set.style_title(lang).into()),
        ("count", set.shown().into()),
    ];
    let mut text = lang.html("delete-set-ask", &args);
    if set.missing() > 0 && set.chat_id.is_some() && !set.is_rest_paid_back {
        text.push_str("\n\n");
        text.push_str(&lang.html("delete-set-missing", &[("count", set.missing().into())]));
    }
    Screen::with_buttons(
        text,
        vec![
            vec![button(
                lang.text("delete-set-yes", &[]),
                &DeletionTap::Set(set.id),
            )],
            vec![button(lang.text("delete-keep", &[]), &SetTap::Open(set.id))],
        ],
    )
}

pub(super) fn ask_delete_avatar(lang: Lang, avatar_id: i32, name: &str, photos: i64) -> Screen {
    let args = [("name", name.into()), ("count", photos.into())];
    Screen::with_buttons(
        lang.html("delete-avatar-ask", &args),
        vec![
            vec![button(
                lang.text("delete-avatar-yes", &args[1..]),
                &DeletionTap::Avatar(avatar_id),
            )],
            vec![button(lang.text("delete-keep", &[]), &Go::Avatars)],
        ],
    )
}

/// Everything is deleted, and what stays is named.
pub(super) fn deleted(lang: Lang, count: usize) -> Screen {
    Screen::with_buttons(
        lang.html("deleted", &[("count", count.into())]),
        vec![vec![
            button(lang.text("button-my-photos", &[]), &Go::Photos),
            menu_button(lang),
        ]],
    )
}
