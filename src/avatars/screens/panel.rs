//! The live panel of an avatar in the making.

use super::super::{
    Avatar, Status,
    editing::AvatarTap,
    overruling::AdviceTap,
    panel::Content,
    sent::{self, Outcome, Undecided},
    store::View,
};
use super::MOST_LISTED;
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    telegram::{Screen, button, rows},
};

/// The longest progress bar that stays on one line of a small phone.
const LONGEST_BAR: usize = 12;

const NUMBERS_PER_ROW: usize = 5;

/// So many verdicts stand in one line; whoever sends more reads of the rest below it.
const MOST_MARKS: usize = 30;
/// So many numbers are listed for one reason.
const MOST_NUMBERS: usize = 10;

/// The live panel, as far as the avatar is.
pub(in crate::avatars) fn panel(lang: Lang, content: &Content) -> Screen {
    match (content.avatar.status, content.view) {
        (Status::Processing, _) => processing(lang, &content.avatar),
        (Status::Ready, _) => ready(lang, &content.avatar),
        (Status::Draft, View::Remove) if !sent::accepted(&content.sent).is_empty() => {
            which_to_remove(lang, content)
        }
        (Status::Draft, View::Restart) => ask_restart(lang, content),
        (Status::Draft, View::Photos | View::Remove) => photos(lang, content),
    }
}

fn photos(lang: Lang, content: &Content) -> Screen {
    let id = content.avatar.id;
    let accepted = sent::accepted(&content.sent).len();
    let is_enough = accepted >= content.least;
    let undecided = sent::undecided(&content.sent);
    let mut buttons = rows(
        undecided
            .iter()
            .take(MOST_LISTED)
            .map(|photo| {
                button(
                    format!("🤔 {}", photo.number),
                    &AdviceTap::Show(id, photo.upload_id),
                )
            })
            .collect(),
        NUMBERS_PER_ROW,
    );
    let mut change = Vec::new();
    if accepted > 0 {
        change.push(button(
            lang.text("avatar-remove", &[]),
            &AvatarTap::AskRemove(id),
        ));
    }
    if !content.sent.is_empty() {
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
    let accepted = sent::accepted(&content.sent).len();
    let wanted = match content.least == content.most {
        true => content.most.to_string(),
        false => format!("{}–{}", content.least, content.most),
    };
    let is_enough = accepted >= content.least;
    let mut parts = vec![lang.html(
        "avatar-photos",
        &[
            ("name", content.avatar.name.as_str().into()),
            ("bar", bar(accepted, content.most).into()),
            ("count", accepted.into()),
            ("wanted", wanted.into()),
            ("mark", if is_enough { " ✓" } else { "" }.into()),
        ],
    )];
    parts.extend(verdicts(lang, content));
    parts.push(match accepted {
        0 => lang.html("avatar-hint-first", &[]),
        few if few < content.least => lang.html(
            "avatar-hint-more",
            &[("missing", (content.least - few).into())],
        ),
        enough if enough < content.most => {
            let tip = content.tip.map(|tip| tip.words(lang)).unwrap_or_default();
            format!("{} {tip}", lang.html("avatar-hint-enough", &[]))
        }
        _ => lang.html("avatar-hint-full", &[]),
    });
    parts.join("\n\n")
}

/// A mark for each photo, and why those without ✅ have none.
fn verdicts(lang: Lang, content: &Content) -> Option<String> {
    let sent = &content.sent;
    if sent.is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    if sent.len() > 1 || sent::accepted(sent).len() == 1 {
        lines.push(marks(content));
    }
    let waiting = sent::waiting(sent);
    if waiting > 0 {
        lines.push(lang.html("avatar-waiting", &[("count", waiting.into())]));
    }
    let advised = sent::advised(sent);
    for (advice, photos) in &advised {
        let reason = advice.words(lang);
        let numbers = numbers(photos);
        lines.push(lang.html(
            "avatar-advised",
            &[
                ("count", photos.len().into()),
                ("numbers", numbers.into()),
                ("reason", reason.into()),
            ],
        ));
    }
    if !advised.is_empty() {
        lines.push(lang.html("avatar-advised-hint", &[]));
    }
    for (refusal, photos) in sent::refused(sent) {
        let reason = refusal.words(lang);
        let numbers = numbers(&photos);
        lines.push(lang.html(
            "avatar-refused",
            &[
                ("count", photos.len().into()),
                ("numbers", numbers.into()),
                ("reason", reason.into()),
            ],
        ));
    }
    Some(lines.join("\n"))
}

fn marks(content: &Content) -> String {
    let mark = |outcome: Outcome| match outcome {
        Outcome::Accepted(_) => "✅",
        Outcome::Advised(..) => "🤔",
        Outcome::Refused(_) => "🚫",
        Outcome::Waiting => "⏳",
    };
    let shown = content.sent.iter().take(MOST_MARKS);
    let marks: String = shown.map(|sent| mark(sent.outcome)).collect();
    match content.sent.len() > MOST_MARKS {
        true => marks + " …",
        false => marks,
    }
}

fn numbers(photos: &[usize]) -> String {
    let listed = photos.iter().take(MOST_NUMBERS).map(usize::to_string);
    let listed = listed.collect::<Vec<_>>().join(", ");
    match photos.len() > MOST_NUMBERS {
        true => listed + " …",
        false => listed,
    }
}

/// The question about one photo, asked in reply to it.
pub(in crate::avatars) fn advised(lang: Lang, avatar_id: i32, photo: &Undecided) -> Screen {
    let reason = photo.advice.words(lang);
    let words = lang.html(
        "avatar-advised",
        &[
            ("count", 1.into()),
            ("numbers", photo.number.to_string().into()),
            ("reason", reason.into()),
        ],
    );
    Screen::with_buttons(
        words,
        vec![vec![
            button(
                lang.text("avatar-use-anyway", &[]),
                &AdviceTap::Use(avatar_id, photo.upload_id),
            ),
            button(
                lang.text("avatar-leave-out", &[]),
                &AdviceTap::Leave(avatar_id, photo.upload_id),
            ),
        ]],
    )
}

fn bar(count: usize, most: usize) -> String {
    let cells = most.clamp(1, LONGEST_BAR);
    let full = (count * cells / most.max(1)).min(cells);
    "▰".repeat(full) + &"▱".repeat(cells - full)
}

fn which_to_remove(lang: Lang, content: &Content) -> Screen {
    let id = content.avatar.id;
    let accepted = sent::accepted(&content.sent);
    let to_button = |(number, photo_id): &(usize, i32)| {
        button(number.to_string(), &AvatarTap::Remove(id, *photo_id))
    };
    let numbers = accepted.iter().take(MOST_LISTED).map(to_button).collect();
    let mut buttons = rows(numbers, NUMBERS_PER_ROW);
    buttons.push(vec![button(
        lang.text("avatar-back", &[]),
        &AvatarTap::ShowPhotos(id),
    )]);
    let name = content.avatar.name.as_str();
    let words = lang.html(
        "avatar-ask-remove",
        &[("name", name.into()), ("count", accepted.len().into())],
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
            ("count", sent::accepted(&content.sent).len().into()),
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
