//! The live panel of an avatar in the making.

use super::super::{Avatar, Status, editing::AvatarTap, panel::Content, store::View};
use super::MOST_LISTED;
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    telegram::{Screen, button, rows},
};

/// The longest progress bar that stays on one line of a small phone.
const LONGEST_BAR: usize = 12;

const NUMBERS_PER_ROW: usize = 5;

/// The live panel, as far as the avatar is.
pub(in crate::avatars) fn panel(lang: Lang, content: &Content) -> Screen {
    match (content.avatar.status, content.view) {
        (Status::Processing, _) => processing(lang, &content.avatar),
        (Status::Ready, _) => ready(lang, &content.avatar),
        (Status::Draft, View::Remove) if !content.photo_ids.is_empty() => {
            which_to_remove(lang, content)
        }
        (Status::Draft, View::Restart) => ask_restart(lang, content),
        (Status::Draft, View::Photos | View::Remove) => photos(lang, content),
    }
}

fn photos(lang: Lang, content: &Content) -> Screen {
    let id = content.avatar.id;
    let accepted = content.photo_ids.len();
    let is_enough = accepted >= content.least;
    let mut buttons = Vec::new();
    let mut change = Vec::new();
    if accepted > 0 {
        change.push(button(
            lang.text("avatar-remove", &[]),
            &AvatarTap::AskRemove(id),
        ));
    }
    if accepted > 0 || !content.refused.is_empty() {
        change.push(button(
            lang.text("avatar-restart", &[]),
            &AvatarTap::AskRestart(id),
        ));
    }
    if !change.is_empty() {
        buttons.push(change);
    }
    if is_enough {
        buttons.push(vec![button(
            lang.text("avatar-done", &[]),
            &AvatarTap::Done(id),
        )]);
    }
    Screen::with_buttons(photos_text(lang, content), buttons)
}

fn photos_text(lang: Lang, content: &Content) -> String {
    let accepted = content.photo_ids.len();
    let wanted = match content.least == content.most {
        true => content.most.to_string(),
        false => format!("{}–{}", content.least, content.most),
    };
    let mut parts = vec![
        lang.html(
            "avatar-photos",
            &[
                ("name", content.avatar.name.as_str().into()),
                ("bar", bar(accepted, content.most).into()),
                ("count", accepted.into()),
                ("wanted", wanted.into()),
                (
                    "mark",
                    if accepted >= content.least {
                        " ✓"
                    } else {
                        ""
                    }
                    .into(),
                ),
            ],
        ),
    ];
    let mut news = Vec::new();
    if content.waiting > 0 {
        news.push(lang.html("avatar-waiting", &[("count", content.waiting.into())]));
    }
    for (refusal, count) in &content.refused {
        let reason = refusal.words(lang);
        news.push(lang.html(
            "avatar-refused",
            &[("count", (*count).into()), ("reason", reason.into())],
        ));
    }
    if !news.is_empty() {
        parts.push(news.join("\n"));
    }
    parts.push(match accepted {
        0 => lang.html("avatar-hint-first", &[]),
        few if few < content.least => lang.html(
            "avatar-hint-more",
            &[("missing", (content.least - few).into())],
        ),
        enough if enough < content.most => lang.html("avatar-hint-enough", &[]),
        _ => lang.html("avatar-hint-full", &[]),
    });
    parts.join("\n\n")
}

fn bar(count: usize, most: usize) -> String {
    let cells = most.clamp(1, LONGEST_BAR);
    let full = (count * cells / most.max(1)).min(cells);
    "▰".repeat(full) + &"▱".repeat(cells - full)
}

fn which_to_remove(lang: Lang, content: &Content) -> Screen {
    let id = content.avatar.id;
    let to_button = |(index, photo_id): (usize, &i32)| {
        button((index + 1).to_string(), &AvatarTap::Remove(id, *photo_id))
    };
    let numbers = content
        .photo_ids
        .iter()
        .enumerate()
        .take(MOST_LISTED)
        .map(to_button)
        .collect();
    let mut buttons = rows(numbers, NUMBERS_PER_ROW);
    buttons.push(vec![button(
        lang.text("avatar-back", &[]),
        &AvatarTap::ShowPhotos(id),
    )]);
    let name = content.avatar.name.as_str();
    let words = lang.html(
        "avatar-ask-remove",
        &[
            ("name", name.into()),
            ("count", content.photo_ids.len().into()),
        ],
    );
    Screen::with_buttons(words, buttons)
}

fn ask_restart(lang: Lang, content: &Content) -> Screen {
    let id = content.avatar.id;
    let name = content.avatar.name.as_str();
    let words = lang.html(
        "avatar-ask-restart",
        &[
            ("name", name.into()),
            ("count", content.photo_ids.len().into()),
        ],
    );
    Screen::with_buttons(
        words,
        vec![
            vec![button(
                lang.text("avatar-restart-yes", &[]),
                &AvatarTap::Restart(id),
            )],
            vec![button(
                lang.text("avatar-back", &[]),
                &AvatarTap::ShowPhotos(id),
            )],
        ],
    )
}

fn processing(lang: Lang, avatar: &Avatar) -> Screen {
    Screen::plain(lang.html(
        "avatar-processing",
        &[("name", avatar.name.as_str().into())],
    ))
}

fn ready(lang: Lang, avatar: &Avatar) -> Screen {
    let words = lang.html("avatar-ready", &[("name", avatar.name.as_str().into())]);
    let styles = button(
        lang.text("avatar-choose-style", &[]),
        &Go::Styles(avatar.id),
    );
    Screen::with_buttons(words, vec![vec![styles], vec![menu_button(lang)]])
}
