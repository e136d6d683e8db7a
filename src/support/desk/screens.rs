//! What the desk says to members of the staff.

mod canned;

use chrono::TimeDelta;
use chrono_tz::Tz;
use teloxide::types::{InlineKeyboardButton, User};

pub(super) use self::canned::*;
use super::{
    held::HeldTap,
    orders::{Order, Outcome},
    place::Meant,
};
use crate::{
    i18n::{FluentValue, Lang},
    payments::{Payment, RefundTap},
    staff::Member,
    support::{
        card::{CardTap, day, moment, priority, short_state},
        message::{TicketMessage, cut},
        store::desk::LastWord,
        ticket::Ticket,
    },
    telegram::{Screen, button},
};

/// Letters of an answer that are quoted.
const QUOTE_CHARS: usize = 160;

fn named(name: &str) -> (&'static str, FluentValue<'static>) {
    ("name", name.to_owned().into())
}

fn numbered(ticket: &Ticket) -> (&'static str, FluentValue<'static>) {
    ("number", ticket.number.clone().into())
}

/// Plain words as a part of Telegram HTML.
pub(super) fn escaped(words: &str) -> String {
    teloxide::utils::html::escape(words)
}

/// The words in one line.
fn quote(words: &str, most: usize) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    cut(&words.join(" "), most)
}

pub(super) fn unknown(lang: Lang) -> String {
    lang.text("desk-unknown-ticket", &[])
}

/// That nothing can be done to a ticket that is over.
pub(super) fn not_open(lang: Lang, ticket: &Ticket) -> String {
    let state = ("state", short_state(lang, ticket).into());
    lang.text("desk-not-open", &[numbered(ticket), state])
}

/// It is not clear which ticket a command is about.
pub(super) fn which_ticket(lang: Lang, meant: &Meant, command: &str) -> String {
    match meant {
        Meant::Unknown(number) => {
            lang.html("desk-no-such-ticket", &[("number", number.clone().into())])
        }
        _ => lang.html(
            "desk-which-ticket",
            &[("command", command.to_owned().into())],
        ),
    }
}

pub(super) fn no_such_command(lang: Lang, name: &str) -> String {
    lang.html("desk-no-such-command", &[named(name)])
}

pub(super) fn viewer(lang: Lang, member: &Member) -> String {
    lang.html("desk-viewer", &[named(&member.name)])
}

pub(super) fn stranger(lang: Lang, from: &User) -> String {
    lang.html("desk-stranger", &[named(&from.full_name())])
}

pub(super) fn anonymous(lang: Lang) -> String {
    lang.html("desk-anonymous", &[])
}

/// An answer went out, and stays the last word of a ticket that is resolved.
pub(super) fn sent_to_resolved(lang: Lang, ticket: &Ticket) -> Screen {
    let reopen = button(lang.text("card-reopen", &[]), &CardTap::Reopen(ticket.id));
    let text = lang.html("desk-sent-to-resolved", &[numbered(ticket)]);
    Screen::with_buttons(text, vec![vec![reopen]])
}

/// An answer went out, and the ticket is another operator's.
pub(super) fn sent_for_another(lang: Lang, ticket: &Ticket, name: &str) -> Screen {
    let take = button(lang.text("card-take-over", &[]), &CardTap::Take(ticket.id));
    let text = lang.html("desk-sent-for-another", &[named(name)]);
    Screen::with_buttons(text, vec![vec![take]])
}

/// Another operator answered `ago`.
pub(super) fn second_answer(
    lang: Lang,
    message_id: i32,
    last: &LastWord,
    ago: TimeDelta,
) -> Screen {
    let name = last.operator.as_ref().map(|(_, name)| name.as_str());
    let words = match last.words.trim() {
        "" => lang.text("desk-without-words", &[]),
        words => quote(words, QUOTE_CHARS),
    };
    let text = lang.html(
        "desk-second-answer",
        &[
            named(name.unwrap_or_default()),
            ("seconds", ago.num_seconds().max(1).into()),
            ("words", words.into()),
        ],
    );
    let send = button(lang.text("desk-send-too", &[]), &HeldTap::Send(message_id));
    Screen::with_buttons(text, vec![vec![send, do_not_send(lang, message_id)]])
}

/// The ticket that was answered is closed.
pub(super) fn closed(lang: Lang, ticket: &Ticket, message_id: i32) -> Screen {
    let reopen = HeldTap::ReopenAndSend(message_id);
    let send = button(lang.text("desk-reopen-and-send", &[]), &reopen);
    let text = lang.html("desk-closed", &[numbered(ticket)]);
    Screen::with_buttons(text, vec![vec![send], vec![do_not_send(lang, message_id)]])
}

fn do_not_send(lang: Lang, message_id: i32) -> InlineKeyboardButton {
    button(
        lang.text("desk-do-not-send", &[]),
        &HeldTap::Drop(message_id),
    )
}

/// Nobody decided whether a message should go.
pub(super) fn withdrawn(lang: Lang, message: &TicketMessage) -> String {
    let name = message.author_name.clone().unwrap_or_default();
    let words = match message.words.trim() {
        "" => lang.text("desk-without-words", &[]),
        words => quote(words, QUOTE_CHARS),
    };
    lang.html("desk-withdrawn", &[named(&name), ("words", words.into())])
}

/// What came of an order, to who gave it, as plain words.
pub(in crate::support) fn outcome(
    lang: Lang,
    ticket: &Ticket,
    order: Order,
    outcome: &Outcome,
) -> String {
    match outcome {
        Outcome::Done => done(lang, ticket, order),
        Outcome::Nothing(now) if !now.is_alive() && order != Order::Reopen => not_open(lang, now),
        Outcome::Nothing(now) => nothing(lang, now, order),
        Outcome::TakenBy(name) => lang.text("order-taken-by", &[named(name)]),
        Outcome::Newer(number) => lang.text("order-newer", &[("number", number.clone().into())]),
        Outcome::Nobody => lang.text("order-nobody", &[]),
        Outcome::Unknown => unknown(lang),
    }
}

fn done(lang: Lang, ticket: &Ticket, order: Order) -> String {
    let number = [numbered(ticket)];
    match order {
        Order::Take => lang.text("order-take", &number),
        Order::Release => lang.text("order-release", &number),
        Order::SetPriority(to) => {
            lang.text("order-priority", &[("priority", priority(lang, to).into())])
        }
        Order::Escalate { .. } => {
            let raised = priority(lang, ticket.priority.raised());
            lang.text("order-escalate", &[("priority", raised.into())])
        }
        Order::Wait => lang.text("order-wait", &[]),
        Order::Resume => lang.text("order-resume", &[]),
        Order::Resolve => lang.text("order-resolve", &[]),
        Order::Reopen => lang.text("order-reopen", &number),
    }
}

fn nothing(lang: Lang, ticket: &Ticket, order: Order) -> String {
    match order {
        Order::Take => lang.text("order-take-already", &[]),
        Order::Release => lang.text("order-release-already", &[]),
        Order::SetPriority(_) | Order::Escalate { .. } => {
            let now = priority(lang, ticket.priority);
            lang.text("order-priority-already", &[("priority", now.into())])
        }
        Order::Wait => lang.text("order-wait-already", &[]),
        Order::Resume => lang.text("order-resume-already", &[]),
        Order::Resolve => not_open(lang, ticket),
        Order::Reopen => lang.text("order-reopen-already", &[]),
    }
}

/// The line of the topic that tells everybody of an order.
pub(super) fn done_by(lang: Lang, ticket: &Ticket, order: Order, name: &str) -> String {
    let name = [named(name)];
    match order {
        Order::Take => lang.html("line-take", &name),
        Order::Release => lang.html("line-release", &name),
        Order::SetPriority(to) => {
            let [name] = name;
            lang.html(
                "line-priority",
                &[name, ("priority", priority(lang, to).into())],
            )
        }
        Order::Escalate { .. } => {
            let ([name], raised) = (name, priority(lang, ticket.priority.raised()));
            lang.html("line-escalate", &[name, ("priority", raised.into())])
        }
        Order::Wait => lang.html("line-wait", &name),
        Order::Resume => lang.html("line-resume", &name),
        Order::Resolve => lang.html("line-resolve", &name),
        Order::Reopen => lang.html("line-reopen", &name),
    }
}

/// The person's earlier tickets.
pub(super) fn earlier(lang: Lang, zone: Tz, ticket: &Ticket, earlier: &[Ticket]) -> Screen {
    if earlier.is_empty() {
        return Screen::plain(lang.html("desk-no-earlier", &[numbered(ticket)]));
    }
    let mut lines = vec![lang.html("desk-earlier", &[numbered(ticket)])];
    lines.extend(earlier.iter().map(|earlier| {
        lang.html(
            "desk-earlier-line",
            &[
                numbered(earlier),
                ("state", short_state(lang, earlier).into()),
                ("at", moment(zone, earlier.created_at).into()),
            ],
        )
    }));
    Screen::plain(lines.join("\n"))
}

/// What of the person's payments can be given back.
pub(super) fn refunds(lang: Lang, zone: Tz, ticket: &Ticket, returnable: &[Payment]) -> Screen {
    let rows = returnable.iter().map(|payment| {
        let at = payment.settled_at.or(payment.created_at);
        let day = at.map(|at| day(zone, at));
        let label = lang.text(
            "desk-refund",
            &[
                ("number", payment.id.to_string().into()),
                ("price", payment.price.words(lang).into()),
                ("day", day.unwrap_or_default().into()),
            ],
        );
        vec![button(label, &RefundTap::Ask(payment.id))]
    });
    Screen::with_buttons(
        lang.html("desk-refunds", &[numbered(ticket)]),
        rows.collect(),
    )
}
