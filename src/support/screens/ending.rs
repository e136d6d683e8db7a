//! The end of a ticket, and what its person is told of it.

use chrono::{DateTime, TimeDelta, Utc};

use super::words::{promise, span, stars, status_button};
use crate::{
    accounts::menu_button,
    i18n::Lang,
    support::{chat::HelpTap, ticket::Ticket},
    telegram::{Screen, button},
};

/// Its person says that it is solved.
pub(in crate::support) fn solved(lang: Lang, ticket: &Ticket) -> Screen {
    let text = lang.html("ask-solved", &[("number", ticket.number.clone().into())]);
    let again = lang.text("ask-reopen-plain", &[]);
    let rows = vec![
        stars(lang, ticket.id),
        vec![
            button(again, &HelpTap::Reopen(ticket.id)),
            menu_button(lang),
        ],
    ];
    Screen::with_buttons(text, rows)
}

/// The staff says so. It can be opened again for so many `days`.
pub(in crate::support) fn told_resolved(lang: Lang, ticket: &Ticket, days: u16) -> Screen {
    let args = [
        ("number", ticket.number.clone().into()),
        ("days", days.into()),
    ];
    is_it(lang, ticket, lang.html("ask-told-resolved", &args))
}

/// Nobody has written for long.
pub(in crate::support) fn told_silence(lang: Lang, ticket: &Ticket, days: u16) -> Screen {
    let args = [
        ("number", ticket.number.clone().into()),
        ("days", days.into()),
    ];
    is_it(lang, ticket, lang.html("ask-told-silence", &args))
}

fn is_it(lang: Lang, ticket: &Ticket, text: String) -> Screen {
    let again = lang.text("ask-reopen-button", &[]);
    let rows = vec![
        stars(lang, ticket.id),
        vec![button(again, &HelpTap::Reopen(ticket.id))],
    ];
    Screen::with_buttons(text, rows)
}

/// Nobody has written for long, and in `left` it counts as solved.
pub(in crate::support) fn told_will_resolve(
    lang: Lang,
    ticket: &Ticket,
    left: TimeDelta,
) -> Screen {
    let number = ("number", ticket.number.clone().into());
    let left = ("in", span(lang, "in", left).into());
    let solved = lang.text("ask-solved-button", &[]);
    Screen::with_buttons(
        lang.html("ask-told-will-resolve", &[number, left]),
        vec![vec![button(solved, &HelpTap::Solved(ticket.id))]],
    )
}

/// What needs no answer but words; `key` is of a message that names the number.
pub(in crate::support) fn told(lang: Lang, key: &str, ticket: &Ticket) -> Screen {
    let text = lang.html(key, &[("number", ticket.number.clone().into())]);
    Screen::with_buttons(text, vec![vec![status_button(lang)]])
}

pub(in crate::support) fn reopened(lang: Lang, ticket: &Ticket, now: DateTime<Utc>) -> Screen {
    let args = [
        ("number", ticket.number.clone().into()),
        ("promise", promise(lang, ticket, now).into()),
    ];
    let rows = vec![vec![status_button(lang), menu_button(lang)]];
    Screen::with_buttons(lang.html("ask-reopened", &args), rows)
}

/// The stars stay, so that they can be changed, and so does the way back
/// (`can_reopen`).
pub(in crate::support) fn rated(
    lang: Lang,
    ticket: &Ticket,
    given: i16,
    can_reopen: bool,
) -> Screen {
    let word = lang.text("ask-add-word", &[]);
    let mut last = Vec::new();
    if can_reopen {
        let again = lang.text("ask-reopen-plain", &[]);
        last.push(button(again, &HelpTap::Reopen(ticket.id)));
    }
    last.push(menu_button(lang));
    let rows = vec![
        stars(lang, ticket.id),
        vec![button(word, &HelpTap::AddWord(ticket.id))],
        last,
    ];
    Screen::with_buttons(lang.html("ask-rated", &[("stars", given.into())]), rows)
}
