//! What is seen of signing in.

use chrono::TimeDelta;

use super::{
    super::{Role, screens::role as role_name},
    LoginStep,
};
use crate::{accounts::Person, i18n::Lang, telegram::Screen};

/// What is asked for at a step.
pub(super) fn of_step(lang: Lang, step: &LoginStep) -> Screen {
    let key = match step {
        LoginStep::Name | LoginStep::Over { .. } => "login-ask-name",
        LoginStep::Password { .. } => "login-ask-password",
    };
    Screen::plain(lang.html(key, &[]))
}

/// With a word that the message above could not be deleted, where it stays.
pub(super) fn with_warning(lang: Lang, screen: Screen, stays: bool) -> Screen {
    if !stays {
        return screen;
    }
    let warning = lang.html("login-delete-it", &[]);
    Screen {
        text: format!("{}\n\n{warning}", screen.text),
        ..screen
    }
}

pub(super) fn paused(lang: Lang, pause: TimeDelta) -> Screen {
    // Begun minutes count: nobody comes back too early.
    let minutes = (pause.num_seconds() + 59) / 60;
    let text = if minutes > 90 {
        let hours = ("hours", ((minutes + 59) / 60).into());
        lang.html("login-paused-hours", &[hours])
    } else {
        lang.html("login-paused-minutes", &[("minutes", minutes.into())])
    };
    Screen::plain(text)
}

pub(super) fn signed_in(lang: Lang, username: &str, role: Role) -> Screen {
    let args = [
        ("username", username.to_owned().into()),
        ("role", role_name(lang, role).into()),
    ];
    Screen::plain(lang.html("login-done", &args))
}

pub(super) fn signed_out(lang: Lang, is_owner: bool) -> Screen {
    with_owner(lang, lang.html("logout-done", &[]), is_owner)
}

pub(super) fn not_signed_in(lang: Lang, is_owner: bool) -> Screen {
    with_owner(lang, lang.html("logout-nothing", &[]), is_owner)
}

/// An owner can't sign out of the settings.
fn with_owner(lang: Lang, text: String, is_owner: bool) -> Screen {
    if !is_owner {
        return Screen::plain(text);
    }
    Screen::plain(format!("{text}\n\n{}", lang.html("logout-owner", &[])))
}

pub(super) fn moved(lang: Lang, username: &str) -> Screen {
    let username = ("username", username.to_owned().into());
    Screen::plain(lang.html("login-moved", &[username]))
}

pub(super) fn news_of_login(lang: Lang, name: &str, username: &str, role: Role) -> Screen {
    let args = [
        ("name", name.to_owned().into()),
        ("username", username.to_owned().into()),
        ("role", role_name(lang, role).into()),
    ];
    Screen::plain(lang.html("login-news", &args))
}

/// `username` is one of ours, or was none that anybody has.
pub(super) fn news_of_pause(lang: Lang, person: &Person, username: Option<&str>) -> Screen {
    let mut args = vec![
        ("name", person.first_name.clone().into()),
        ("id", person.telegram_id.to_string().into()),
    ];
    let text = match username {
        Some(username) => {
            args.push(("username", username.to_owned().into()));
            lang.html("login-pause-news", &args)
        }
        None => lang.html("login-pause-news-nobody", &args),
    };
    Screen::plain(text)
}
