//! What a person sees of their account: language, consent and terms.

use teloxide::types::InlineKeyboardButton;

use super::{Consent, Go, chat::LanguageTap};
use crate::{
    i18n::Lang,
    telegram::{Screen, button},
};

/// The way back to the main menu, below many screens.
pub fn menu_button(lang: Lang) -> InlineKeyboardButton {
    button(lang.text("button-menu", &[]), &Go::Menu)
}

/// Asks for consent to the processing of face photos.
pub fn consent_screen(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("consent-ask", &[]),
        vec![
            vec![button(lang.text("consent-agree", &[]), &Consent::Agree)],
            vec![button(lang.text("consent-decline", &[]), &Consent::Decline)],
        ],
    )
}

/// The languages, each in its own words, the present one marked.
pub(super) fn languages(lang: Lang) -> Screen {
    let choice = |choice: Lang| {
        let mark = if choice == lang { "✓ " } else { "" };
        let name = choice.text("language-name", &[]);
        vec![button(
            format!("{mark}{name}"),
            &LanguageTap(choice.tag().to_owned()),
        )]
    };
    let mut rows: Vec<_> = Lang::ALL.into_iter().map(choice).collect();
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("language-ask", &[]), rows)
}

pub(super) fn terms(lang: Lang) -> Screen {
    Screen::with_buttons(lang.html("terms", &[]), vec![vec![menu_button(lang)]])
}
