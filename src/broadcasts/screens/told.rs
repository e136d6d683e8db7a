//! What is said about a broadcast beside its card.

use chrono_tz::Tz;

use super::{audience, begins, people, result};
use crate::{
    accounts::menu_button,
    broadcasts::{
        Broadcast, Tally,
        card::Facts,
        chat::NewsTap,
        letter::{BadButtons, MOST_BUTTONS, PLACES, Unsuitable},
    },
    i18n::Lang,
    telegram::{Screen, button},
};

/// What would be sent, before it is.
pub(in crate::broadcasts) fn proposal(lang: Lang, facts: &Facts, zone: Tz) -> String {
    let broadcast = &facts.broadcast;
    let args = [
        ("number", broadcast.id.to_string().into()),
        ("audience", audience(lang, &broadcast.audience).into()),
    ];
    format!(
        "{}\n\n{}\n\n{}\n\n{}",
        lang.html("broadcast-propose", &args),
        people(lang, &facts.counts),
        begins(lang, broadcast.wanted_at, zone),
        lang.html("broadcast-propose-never", &[]),
    )
}

/// That it was confirmed.
pub(in crate::broadcasts) fn confirmed(
    lang: Lang,
    broadcast: &Broadcast,
    names: &str,
    zone: Tz,
) -> Screen {
    let args = [
        ("number", broadcast.id.to_string().into()),
        ("names", names.to_owned().into()),
    ];
    let text = lang.html("broadcast-confirmed", &args);
    Screen::plain(match broadcast.wanted_at {
        None => text,
        at => format!("{text}\n{}", begins(lang, at, zone)),
    })
}

/// That all of it is out.
pub(in crate::broadcasts) fn sent(lang: Lang, id: i32, tally: &Tally) -> Screen {
    let number = ("number", id.to_string().into());
    let text = lang.html("broadcast-sent", &[number]);
    Screen::plain(format!("{text}\n{}", result(lang, tally)))
}

/// That Telegram does not take it.
pub(in crate::broadcasts) fn refused(lang: Lang, id: i32, words: &str) -> Screen {
    let args = [
        ("number", id.to_string().into()),
        ("trouble", words.to_owned().into()),
    ];
    Screen::plain(lang.html("broadcast-halted", &args))
}

/// Why words can't be a letter.
pub(in crate::broadcasts) fn unsuitable(lang: Lang, why: Unsuitable) -> String {
    match why {
        Unsuitable::NoWords => lang.html("broadcast-no-words", &[]),
        Unsuitable::NotAPhoto => lang.html("broadcast-no-photo", &[]),
        Unsuitable::TooLong { most, has } => lang.html(
            "broadcast-too-long",
            &[("most", most.into()), ("has", has.into())],
        ),
    }
}

/// Why what was typed makes no buttons.
pub(in crate::broadcasts) fn bad_buttons(lang: Lang, why: BadButtons) -> String {
    match why {
        BadButtons::TooMany => {
            lang.html("broadcast-buttons-many", &[("most", MOST_BUTTONS.into())])
        }
        BadButtons::Unreadable(line) => {
            lang.html("broadcast-buttons-unreadable", &[("line", line.into())])
        }
        BadButtons::LabelTooLong(line) => {
            lang.html("broadcast-buttons-label", &[("line", line.into())])
        }
        BadButtons::LeadsNowhere(line) => {
            let args = [("line", line.into()), ("places", places().into())];
            lang.html("broadcast-buttons-nowhere", &args)
        }
    }
}

/// The names of the places that a button can lead to.
pub(in crate::broadcasts) fn places() -> String {
    PLACES.map(|(name, _)| name).join(", ")
}

/// Whether somebody gets news, and how to change that.
pub(in crate::broadcasts) fn news(lang: Lang, is_wanted: bool) -> Screen {
    let (text, label) = if is_wanted {
        ("news-are-on", "news-turn-off")
    } else {
        ("news-are-off", "news-turn-on")
    };
    let change = button(lang.text(label, &[]), &NewsTap::Set(!is_wanted));
    Screen::with_buttons(
        lang.html(text, &[]),
        vec![vec![change], vec![menu_button(lang)]],
    )
}
