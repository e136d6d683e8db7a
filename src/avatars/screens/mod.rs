//! What a person sees of their avatars, ready and in the making.

mod panel;

use chrono::{DateTime, Utc};
use teloxide::types::InlineKeyboardButton;

pub(super) use self::panel::{advised, panel};
use super::{
    Avatar, Status,
    editing::AvatarTap,
    gallery::GalleryTap,
    name::{self, BadName},
    refusal::Refusal,
};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    telegram::{Screen, button},
};

/// Bot API: a message has at most 100 buttons; some are left for the way out.
const MOST_LISTED: usize = 90;

/// Asks what to call the avatar; the person's own name, if it is one, by a tap.
pub(super) fn ask_name(lang: Lang, first_name: &str) -> Screen {
    Screen::with_buttons(
        lang.html("avatar-ask-name", &[]),
        name_buttons(lang, first_name),
    )
}

pub(super) fn bad_name(lang: Lang, problem: BadName, first_name: &str) -> Screen {
    let words = match problem {
        BadName::Empty => lang.html("avatar-name-empty", &[]),
        BadName::TooLong => lang.html("avatar-name-too-long", &[]),
        BadName::Unprintable => lang.html("avatar-name-unprintable", &[]),
    };
    Screen::with_buttons(words, name_buttons(lang, first_name))
}

/// A photo came while a name was asked for.
pub(super) fn kept_until_named(lang: Lang, first_name: &str) -> Screen {
    Screen::with_buttons(
        lang.html("avatar-kept-until-named", &[]),
        name_buttons(lang, first_name),
    )
}

fn name_buttons(lang: Lang, first_name: &str) -> Vec<Vec<InlineKeyboardButton>> {
    let own_name = name::parse(first_name).ok().map(|name| {
        vec![button(
            lang.text("avatar-use-first-name", &[("name", name.into())]),
            &AvatarTap::UseFirstName,
        )]
    });
    own_name.into_iter().collect()
}

pub(super) fn declined(lang: Lang) -> Screen {
    let again = button(lang.text("avatar-new", &[]), &Go::NewAvatar);
    Screen::with_buttons(
        lang.html("avatar-declined", &[]),
        vec![vec![again], vec![menu_button(lang)]],
    )
}

/// There are drafts already; they are gone on with before another one is begun.
pub(super) fn drafts_wait(lang: Lang, drafts: &[Avatar]) -> Screen {
    let mut buttons = continue_buttons(lang, drafts);
    if let [only] = drafts {
        buttons.push(vec![button(
            lang.text("avatar-delete-draft", &[]),
            &GalleryTap::AskDelete(only.id),
        )]);
    }
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("avatar-drafts-wait", &[]), buttons)
}

/// A photo came out of the blue.
pub(super) fn offer(lang: Lang, drafts: &[Avatar]) -> Screen {
    let mut buttons = continue_buttons(lang, drafts);
    if drafts.is_empty() {
        buttons.push(vec![button(
            lang.text("avatar-offer-yes", &[]),
            &Go::NewAvatar,
        )]);
    }
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("avatar-offer", &[]), buttons)
}

fn continue_buttons(lang: Lang, drafts: &[Avatar]) -> Vec<Vec<InlineKeyboardButton>> {
    let to_button = |draft: &Avatar| {
        let label = lang.text(
            "avatar-continue-named",
            &[("name", draft.name.as_str().into())],
        );
        vec![button(label, &AvatarTap::Continue(draft.id))]
    };
    drafts.iter().take(MOST_LISTED).map(to_button).collect()
}

/// A file came out of the blue that can't be used.
pub(super) fn unfit(lang: Lang, refusal: Refusal) -> Screen {
    Screen::plain(lang.html("avatar-unfit", &[("reason", refusal.words(lang).into())]))
}

/// Words came while photos are expected.
pub(super) fn photos_expected(lang: Lang) -> Screen {
    Screen::plain(lang.html("avatar-photos-expected", &[]))
}

pub(super) fn removed_by_reply(lang: Lang, is_removed: bool) -> Screen {
    let words = match is_removed {
        true => lang.html("avatar-photo-removed", &[]),
        false => lang.html("avatar-how-to-remove", &[]),
    };
    Screen::plain(words)
}

pub(super) fn gone(lang: Lang) -> Screen {
    let all = button(lang.text("avatar-all", &[]), &Go::Avatars);
    Screen::with_buttons(
        lang.html("avatar-gone", &[]),
        vec![vec![all], vec![menu_button(lang)]],
    )
}

/// All avatars of a person, the newest first.
pub(super) fn avatars(lang: Lang, avatars: &[Avatar]) -> Screen {
    let words = match avatars {
        [] => lang.html("avatar-list-empty", &[]),
        _ => lang.html("avatar-list", &[]),
    };
    let to_button = |avatar: &Avatar| {
        vec![button(
            list_label(lang, avatar),
            &GalleryTap::Open(avatar.id),
        )]
    };
    let mut buttons: Vec<_> = avatars.iter().take(MOST_LISTED).map(to_button).collect();
    buttons.push(vec![button(lang.text("avatar-new", &[]), &Go::NewAvatar)]);
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(words, buttons)
}

fn list_label(lang: Lang, avatar: &Avatar) -> String {
    let name = avatar.name.as_str();
    let photos = lang.text("photos-count", &[("count", avatar.photo_count.into())]);
    match avatar.status {
        Status::Ready => lang.text(
            "avatar-item-ready",
            &[("name", name.into()), ("photos", photos.into())],
        ),
        Status::Processing => lang.text("avatar-item-processing", &[("name", name.into())]),
        Status::Draft => lang.text(
            "avatar-item-draft",
            &[("name", name.into()), ("photos", photos.into())],
        ),
    }
}

/// One avatar and what can be done with it. `end`: when its photos are deleted.
pub(super) fn avatar(
    lang: Lang,
    avatar: &Avatar,
    end: Option<DateTime<Utc>>,
    portraits: i64,
) -> Screen {
    let name = avatar.name.as_str();
    let photos = lang.text("photos-count", &[("count", avatar.photo_count.into())]);
    let mut words = match avatar.status {
        Status::Ready => lang.html(
            "avatar-one-ready",
            &[("name", name.into()), ("photos", photos.into())],
        ),
        Status::Processing => lang.html("avatar-processing", &[("name", name.into())]),
        Status::Draft if avatar.were_photos_deleted => {
            lang.html("avatar-one-without-photos", &[("name", name.into())])
        }
        Status::Draft => lang.html(
            "avatar-one-draft",
            &[("name", name.into()), ("photos", photos.into())],
        ),
    };
    if let Some(end) = end.filter(|_| avatar.status != Status::Processing) {
        words.push('\n');
        words.push_str(&lang.html("avatar-photos-until", &[("date", day(end).into())]));
    }
    let mut buttons = match avatar.status {
        Status::Ready => vec![vec![button(
            lang.text("avatar-new-portraits", &[]),
            &Go::Styles(avatar.id),
        )]],
        Status::Processing => Vec::new(),
        Status::Draft => vec![vec![button(
            lang.text("avatar-continue", &[]),
            &AvatarTap::Continue(avatar.id),
        )]],
    };
    if portraits > 0 {
        buttons.push(vec![button(
            lang.text("avatar-portraits", &[("count", portraits.into())]),
            &Go::PhotosOf(avatar.id),
        )]);
    }
    buttons.push(vec![
        button(lang.text("avatar-all", &[]), &Go::Avatars),
        button(
            lang.text("avatar-delete", &[]),
            &GalleryTap::AskDelete(avatar.id),
        ),
    ]);
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(words, buttons)
}

/// The photos of an avatar come to the end of their keeping.
pub(super) fn photos_end(lang: Lang, avatar: &Avatar, end: DateTime<Utc>, days: u16) -> Screen {
    let words = lang.html(
        "avatar-photos-end",
        &[
            ("name", avatar.name.as_str().into()),
            ("date", day(end).into()),
        ],
    );
    let keep = button(
        lang.text("avatar-photos-keep", &[("days", days.into())]),
        &GalleryTap::KeepPhotos(avatar.id),
    );
    let open = button(
        lang.text("avatar-photos-open", &[]),
        &GalleryTap::Open(avatar.id),
    );
    Screen::with_buttons(words, vec![vec![keep], vec![open]])
}

fn day(at: DateTime<Utc>) -> String {
    at.format("%d.%m.%Y").to_string()
}

/// Asks first. Finished portraits stay, unless the person wants them gone too.
pub(super) fn ask_delete(lang: Lang, avatar: &Avatar, portraits: i64) -> Screen {
    let name = avatar.name.as_str();
    let words = lang.html(
        "avatar-ask-delete",
        &[("name", name.into()), ("count", avatar.photo_count.into())],
    );
    let mut buttons = vec![vec![button(
        lang.text("avatar-delete-yes", &[]),
        &GalleryTap::Delete(avatar.id),
    )]];
    if portraits > 0 {
        buttons.push(vec![button(
            lang.text("avatar-delete-all", &[("count", portraits.into())]),
            &Go::EraseAvatar(avatar.id),
        )]);
    }
    buttons.push(vec![button(
        lang.text("avatar-keep", &[]),
        &GalleryTap::Open(avatar.id),
    )]);
    Screen::with_buttons(words, buttons)
}
