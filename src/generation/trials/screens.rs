//! What the staff see of trials.

use teloxide::types::InlineKeyboardMarkup;

use super::{
    Trial,
    staff::{AvatarTap, Choice},
};
use crate::{
    avatars::Avatar,
    catalogue::{self, PromptText, TryTap},
    i18n::{FluentValue, Lang},
    telegram::{Lane, Screen, button},
};

/// Behind what people wait for.
pub(super) const LANE: Lane = Lane::Delivery;

fn name_of(text: &PromptText) -> [(&'static str, FluentValue<'static>); 2] {
    [
        ("number", text.prompt_id.to_string().into()),
        ("key", text.key.clone().into()),
    ]
}

/// Below the picture.
pub(super) fn made(lang: Lang, trial: &Trial, text: &PromptText) -> String {
    let [number, key] = name_of(text);
    let name = ("name", trial.asked_by_name.clone().into());
    lang.html("trial-made", &[number, key, name])
}

pub(super) fn keyboard(lang: Lang, text: &PromptText) -> InlineKeyboardMarkup {
    InlineKeyboardMarkup::new(catalogue::buttons_of_trial(lang, text))
}

pub(super) fn failed(lang: Lang, trial: &Trial, text: &PromptText) -> Screen {
    let [number, key] = name_of(text);
    let args = [
        number,
        key,
        ("name", trial.asked_by_name.clone().into()),
        ("why", trial.error.clone().unwrap_or_default().into()),
    ];
    let again = button(lang.text("prompt-try-again", &[]), &TryTap::Text(text.id));
    Screen::with_buttons(lang.html("trial-failed", &args), vec![vec![again]])
}

/// The picture is being made.
pub(super) fn begun(lang: Lang, text: &PromptText, avatar: &Avatar) -> Screen {
    let [number, key] = name_of(text);
    let avatar = ("avatar", avatar.name.clone().into());
    Screen::plain(lang.html("trial-begun", &[number, key, avatar]))
}

/// On whom it shall be tried.
pub(super) fn on_whom(lang: Lang, text: &PromptText, choices: &[Choice]) -> Screen {
    let buttons = choices.iter().map(|choice| {
        let tap = TryTap::On(text.id, choice.avatar.id);
        vec![button(label(lang, choice), &tap)]
    });
    Screen::with_buttons(
        lang.html("trial-on-whom", &name_of(text)),
        buttons.collect(),
    )
}

fn label(lang: Lang, choice: &Choice) -> String {
    let avatar = ("avatar", choice.avatar.name.clone().into());
    let key = if choice.is_shared {
        "trial-avatar-shared"
    } else {
        "trial-avatar"
    };
    lang.text(key, &[avatar])
}

/// The avatars that a member may give to all, and the one that all have.
pub(super) fn avatars(lang: Lang, choices: &[Choice]) -> Screen {
    let shared = choices.iter().find(|choice| choice.is_shared);
    let mut text = match shared {
        Some(choice) => {
            let avatar = ("avatar", choice.avatar.name.clone().into());
            lang.html("trial-shared", &[avatar])
        }
        None => lang.html("trial-nobody", &[]),
    };
    let own = choices.iter().filter(|choice| choice.is_own);
    let buttons: Vec<_> = own
        .map(|choice| {
            let tap = AvatarTap::Share(choice.avatar.id);
            vec![button(label(lang, choice), &tap)]
        })
        .collect();
    text.push_str("\n\n");
    text.push_str(&if buttons.is_empty() {
        lang.html("trial-no-avatar", &[])
    } else {
        lang.html("trial-share", &[])
    });
    Screen::with_buttons(text, buttons)
}

pub(super) fn no_avatar(lang: Lang) -> Screen {
    Screen::plain(lang.html("trial-no-avatar", &[]))
}
