//! A person's tickets: opened, how they stand, and what was said in them.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use teloxide::types::InlineKeyboardButton;

use super::words::{self, first_word, promise, response_due_at, span, status_button};
use crate::{
    accounts::{Go, menu_button},
    i18n::{FluentValue, Lang},
    support::{
        card::day,
        chat::HelpTap,
        message::{Speaker, TicketMessage, cut},
        ticket::{Status, Ticket},
    },
    telegram::{Screen, button},
};

/// Messages on a page of what was said.
const PER_PAGE: usize = 5;

/// Letters of a message that are shown: five of them fit into one of Telegram's.
const MOST_CHARS: usize = 600;

fn number(ticket: &Ticket) -> (&'static str, FluentValue<'static>) {
    ("number", ticket.number.clone().into())
}

/// By when an answer comes, and when the team is back that has gone home.
fn promise_and_hours(
    lang: Lang,
    ticket: &Ticket,
    back_at: Option<DateTime<Tz>>,
    now: DateTime<Utc>,
) -> String {
    let promise = promise(lang, ticket, now);
    let Some(back_at) = back_at else {
        return promise;
    };
    let (day, time) = (back_at.format("%d.%m"), back_at.format("%H:%M %Z"));
    let args = [
        ("day", day.to_string().into()),
        ("time", time.to_string().into()),
    ];
    format!("{} {promise}", lang.text("ask-back-at", &args))
}

/// `earlier`: the number of the ticket that it goes on from.
pub(in crate::support) fn opened(
    lang: Lang,
    ticket: &Ticket,
    earlier: Option<String>,
    back_at: Option<DateTime<Tz>>,
    now: DateTime<Utc>,
) -> Screen {
    let promise = (
        "promise",
        promise_and_hours(lang, ticket, back_at, now).into(),
    );
    let mut text = lang.html("ask-opened", &[number(ticket), promise]);
    if let Some(earlier) = earlier {
        text.push_str("\n\n");
        text.push_str(&lang.html("ask-opened-continues", &[("earlier", earlier.into())]));
    }
    Screen::with_buttons(text, vec![vec![status_button(lang), menu_button(lang)]])
}

/// Words arrived after a silence, or in a ticket that was solved (`is_again`).
pub(in crate::support) fn heard(
    lang: Lang,
    ticket: &Ticket,
    is_again: bool,
    back_at: Option<DateTime<Tz>>,
    now: DateTime<Utc>,
) -> Screen {
    let promise = promise_and_hours(lang, ticket, back_at, now);
    let args = [number(ticket), ("promise", promise.into())];
    let text = if is_again {
        lang.html("ask-heard-again", &args)
    } else {
        lang.html("ask-heard", &args)
    };
    Screen::with_buttons(text, vec![vec![status_button(lang)]])
}

/// A photo went into the ticket although an avatar is being made.
pub(in crate::support) fn draft_photo(lang: Lang, ticket: &Ticket) -> Screen {
    let avatar = button(lang.text("ask-for-avatar", &[]), &Go::NewAvatar);
    let text = lang.html("ask-draft-photo", &[number(ticket)]);
    Screen::with_buttons(text, vec![vec![avatar]])
}

pub(in crate::support) fn ask_for_more(lang: Lang, ticket: &Ticket) -> Screen {
    Screen::plain(lang.html("ask-more", &[number(ticket)]))
}

/// How an open ticket stands, with the last word in it.
pub(in crate::support) fn status(
    lang: Lang,
    ticket: &Ticket,
    last: Option<&TicketMessage>,
    (now, zone): (DateTime<Utc>, Tz),
) -> Screen {
    let mut text = headline(lang, ticket, now);
    if let Some(last) = last {
        text.push_str("\n\n");
        text.push_str(&said(lang, zone, last));
    }
    let rows = vec![
        vec![button(
            lang.text("ask-solved-button", &[]),
            &HelpTap::Solved(ticket.id),
        )],
        vec![button(
            lang.text("ask-more-button", &[]),
            &HelpTap::More(ticket.id),
        )],
        vec![
            button(lang.text("ask-earlier-button", &[]), &HelpTap::List(0)),
            menu_button(lang),
        ],
    ];
    Screen::with_buttons(text, rows)
}

/// Number, category, state, and who is on it.
fn headline(lang: Lang, ticket: &Ticket, now: DateTime<Utc>) -> String {
    let args = [
        number(ticket),
        ("category", words::category(lang, ticket.category).into()),
        ("state", state(lang, ticket, now).into()),
    ];
    let mut text = lang.html("ask-status", &args);
    if let (Some(assignee), true) = (&ticket.assignee, ticket.is_alive()) {
        let name = first_word(&assignee.name).to_owned();
        text.push('\n');
        text.push_str(&lang.html("ask-assignee", &[("name", name.into())]));
    }
    text
}

fn state(lang: Lang, ticket: &Ticket, now: DateTime<Utc>) -> String {
    match (ticket.status, ticket.asked_at) {
        (Status::Resolved, _) => lang.text("ask-state-resolved", &[]),
        (Status::Closed, _) => lang.text("ask-state-closed", &[]),
        (_, Some(asked_at)) => {
            let since = ("since", span(lang, "for", now - asked_at).into());
            if response_due_at(ticket).is_some_and(|due| due <= now) {
                return lang.text("ask-state-late", &[since]);
            }
            let promise = ("promise", promise(lang, ticket, now).into());
            lang.text("ask-state-asked", &[since, promise])
        }
        _ if ticket.waiting_since.is_some() => lang.text("ask-state-waiting", &[]),
        _ => lang.text("ask-state-answered", &[]),
    }
}

/// One message: who, when, what.
fn said(lang: Lang, zone: Tz, message: &TicketMessage) -> String {
    let at = message.created_at.with_timezone(&zone);
    // Nobody knows where the person is, so the zone is named.
    let at = at.format("%d.%m.%Y %H:%M %Z").to_string();
    let at = ("at", at.into());
    let who = if message.speaker == Speaker::Person {
        lang.html("ask-said-you", &[at])
    } else {
        let name = message.author_name.as_deref().map(first_word);
        let name = name.map_or_else(|| lang.text("ask-team", &[]), str::to_owned);
        lang.html("ask-said-us", &[at, ("name", name.into())])
    };
    let mut lines = vec![who];
    if message.content != "text" {
        lines.push(lang.text(&format!("ask-content-{}", message.content), &[]));
    }
    if !message.words.is_empty() {
        lines.push(lang.html(
            "ask-said-words",
            &[("words", cut(&message.words, MOST_CHARS).into())],
        ));
    }
    lines.join("\n")
}

/// A page of the person's tickets.
pub(in crate::support) fn list(
    lang: Lang,
    tickets: &[Ticket],
    page: u32,
    has_older: bool,
    zone: Tz,
) -> Screen {
    if tickets.is_empty() && page == 0 {
        let rows = vec![vec![menu_button(lang)]];
        return Screen::with_buttons(lang.html("ask-list-none", &[]), rows);
    }
    let mut rows: Vec<_> = tickets
        .iter()
        .map(|ticket| {
            vec![button(
                line(lang, zone, ticket),
                &HelpTap::Read(ticket.id, 0),
            )]
        })
        .collect();
    rows.extend(turn(lang, page, has_older, HelpTap::List));
    rows.push(vec![
        button(lang.text("ask-back", &[]), &Go::Support),
        menu_button(lang),
    ]);
    Screen::with_buttons(lang.html("ask-list", &[]), rows)
}

fn line(lang: Lang, zone: Tz, ticket: &Ticket) -> String {
    let mark = match ticket.status {
        Status::Open | Status::InProgress => "⏳",
        Status::Resolved => "✅",
        Status::Closed => "🔒",
    };
    let subject = match ticket.subject.as_str() {
        "" => words::category(lang, ticket.category),
        subject => subject.to_owned(),
    };
    let args = [
        ("mark", mark.into()),
        number(ticket),
        ("date", day(zone, ticket.created_at).into()),
        ("subject", subject.into()),
    ];
    lang.text("ask-list-line", &args)
}

fn turn(
    lang: Lang,
    page: u32,
    has_older: bool,
    to: impl Fn(u32) -> HelpTap,
) -> Option<Vec<InlineKeyboardButton>> {
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(button(lang.text("ask-newer", &[]), &to(page - 1)));
    }
    if has_older {
        turn.push(button(lang.text("ask-older", &[]), &to(page + 1)));
    }
    (!turn.is_empty()).then_some(turn)
}

/// A page of what was said in a ticket, the newest on page 0. `said` is all of it,
/// oldest first.
pub(in crate::support) fn history(
    lang: Lang,
    ticket: &Ticket,
    said: &[TicketMessage],
    page: u32,
    can_reopen: bool,
    (now, zone): (DateTime<Utc>, Tz),
) -> Screen {
    let end = said.len().saturating_sub(page as usize * PER_PAGE);
    let start = end.saturating_sub(PER_PAGE);
    let mut parts = vec![headline(lang, ticket, now)];
    parts.extend(
        said[start..end]
            .iter()
            .map(|message| self::said(lang, zone, message)),
    );
    if said.is_empty() {
        parts.push(lang.html("ask-nothing-said", &[]));
    }
    let mut rows: Vec<_> = turn(lang, page, start > 0, |page| HelpTap::Read(ticket.id, page))
        .into_iter()
        .collect();
    let (label, tap) = if ticket.is_alive() {
        ("ask-more-button", HelpTap::More(ticket.id))
    } else if can_reopen {
        ("ask-reopen-plain", HelpTap::Reopen(ticket.id))
    } else {
        ("ask-continue-button", HelpTap::Continue(ticket.id))
    };
    rows.push(vec![button(lang.text(label, &[]), &tap)]);
    rows.push(vec![
        button(lang.text("ask-back", &[]), &HelpTap::List(0)),
        menu_button(lang),
    ]);
    Screen::with_buttons(parts.join("\n\n"), rows)
}
