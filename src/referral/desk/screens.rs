//! What the staff reads of withdrawals.

mod lines;
mod lists;
mod questions;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use serde_json::Value;
use teloxide::types::InlineKeyboardButton;

pub(super) use self::{
    lines::{paid_out, turned_out},
    lists::*,
    questions::*,
};
use super::{DeskTap, card::Facts};
use crate::{
    i18n::{FluentValue, Lang},
    referral::{
        dates::{day, moment},
        withdrawals::{Method, Status, Withdrawal},
    },
    telegram::{POPUP_LIMIT_CHARS, Screen, button},
};

/// Room in a popup for the line above the details.
const POPUP_HEAD_CHARS: usize = 60;

/// Far more than any details have, and less than a message holds.
const MESSAGE_DETAILS_CHARS: usize = 2000;

pub(super) fn method(lang: Lang, method: Option<Method>) -> String {
    let id = method.map_or("unknown", Method::id);
    lang.text(&format!("payout-method-{id}"), &[])
}

/// `card •• 1111`, or the method alone where nothing may be shown.
pub(super) fn destination(lang: Lang, request: &Withdrawal) -> String {
    let method = method(lang, request.method);
    format!("{method} {}", request.masked).trim().to_owned()
}

pub(super) fn number(request: &Withdrawal) -> (&'static str, FluentValue<'static>) {
    ("number", request.id.to_string().into())
}

pub(super) fn amount(lang: Lang, amount: Decimal) -> (&'static str, FluentValue<'static>) {
    ("amount", lang.roubles(amount).into())
}

pub(super) fn named(name: &str) -> (&'static str, FluentValue<'static>) {
    ("name", name.to_owned().into())
}

/// The card of a withdrawal with everything that is needed to decide.
pub(super) fn card(lang: Lang, zone: Tz, facts: &Facts) -> Screen {
    let mut parts = vec![
        lines::head(lang, zone, facts),
        lines::person(lang, zone, facts),
    ];
    if let Some(checks) = &facts.checks {
        parts.push(lines::checks(lang, zone, checks));
    }
    let history = lines::history(lang, zone, facts);
    if !history.is_empty() {
        parts.push(history);
    }
    Screen {
        text: parts.join("\n\n"),
        keyboard: keyboard(lang, facts),
    }
}

fn keyboard(lang: Lang, facts: &Facts) -> Option<teloxide::types::InlineKeyboardMarkup> {
    let id = facts.request.id;
    let tap = |key: &str, tap: DeskTap| button(lang.text(key, &[]), &tap);
    let reject = || tap("payout-reject", DeskTap::Reject(id));
    let rows = match (facts.request.status, facts.request.paying_by) {
        (Status::Pending, _) => {
            vec![vec![tap("payout-approve", DeskTap::Approve(id)), reject()]]
        }
        (Status::Approved, None) => vec![vec![tap("payout-send", DeskTap::Send(id)), reject()]],
        (Status::Approved, Some(_)) => vec![
            details_buttons(lang, facts),
            vec![
                tap("payout-sent", DeskTap::Sent(id)),
                tap("payout-not-sent", DeskTap::NotSent(id)),
            ],
        ],
        (Status::Rejected | Status::Completed, _) => return None,
    };
    Some(teloxide::types::InlineKeyboardMarkup::new(rows))
}

fn details_buttons(lang: Lang, facts: &Facts) -> Vec<InlineKeyboardButton> {
    let parts = facts.detail_parts;
    let labelled = |part: u8| {
        let label = if parts == 1 {
            lang.text("payout-details", &[])
        } else {
            let place = [("part", (part + 1).into()), ("parts", parts.into())];
            lang.text("payout-details-part", &place)
        };
        button(label, &DeskTap::Details(facts.request.id, part))
    };
    let open = button(
        lang.text("payout-open-details", &[]),
        &DeskTap::Open(facts.request.id),
    );
    [open].into_iter().chain((0..parts).map(labelled)).collect()
}

/// Where the money goes, over the chat, for the tapper alone.
pub(super) fn details(lang: Lang, request: &Withdrawal, lines: &str) -> String {
    let args = [amount(lang, request.amount), ("details", lines.into())];
    lang.text("payout-details-alert", &args)
}

/// Where the money goes, for whoever sends it, in their own chat.
pub(super) fn private(
    lang: Lang,
    request: &Withdrawal,
    lines: &[String],
    buttons: Vec<Vec<InlineKeyboardButton>>,
) -> Screen {
    let head = lang.html(
        "payout-private",
        &[number(request), amount(lang, request.amount)],
    );
    let mut left = MESSAGE_DETAILS_CHARS;
    let mut parts = vec![head];
    for line in lines {
        let line: String = line.chars().take(left).collect();
        left -= line.chars().count();
        parts.push(format!(
            "<code>{}</code>",
            teloxide::utils::html::escape(&line)
        ));
    }
    if request.method == Some(Method::Wallet) {
        parts.push(lang.html("payout-private-wallet", &[]));
    }
    parts.push(lang.html("payout-private-foot", &[]));
    Screen::with_buttons(parts.join("\n"), buttons)
}

/// The details of another program as lines.
pub(super) fn foreign_lines(details: &Value) -> Vec<String> {
    let mut words = Vec::new();
    flatten(details, None, &mut words);
    words
}

/// The details of another program, in pieces that a popup can show.
pub(super) fn foreign_parts(details: &Value) -> Vec<String> {
    let letters: Vec<char> = foreign_lines(details).join("\n").chars().collect();
    letters
        .chunks(POPUP_LIMIT_CHARS - POPUP_HEAD_CHARS)
        .take(MOST_PARTS)
        .map(|part| part.iter().collect())
        .collect()
}

/// What Telegram puts into one row of buttons, beside the one that opens the chat.
const MOST_PARTS: usize = 7;

fn flatten(value: &Value, name: Option<&str>, words: &mut Vec<String>) {
    let line = |value: String| name.map_or(value.clone(), |name| format!("{name}: {value}"));
    match value {
        Value::Null => {}
        Value::String(string) => words.push(line(string.clone())),
        Value::Bool(_) | Value::Number(_) => words.push(line(value.to_string())),
        Value::Array(values) => values.iter().for_each(|value| flatten(value, name, words)),
        Value::Object(fields) => {
            for (field, value) in fields {
                flatten(value, Some(field), words);
            }
        }
    }
}

/// The line that reminds of a withdrawal which does not get on, and whose turn it is.
pub(super) fn reminder(lang: Lang, zone: Tz, facts: &Facts, since: DateTime<Utc>) -> String {
    let request = &facts.request;
    let mut args = vec![
        number(request),
        amount(lang, request.amount),
        ("since", moment(zone, since).into()),
    ];
    match (request.status, facts.sender(), facts.approvals.first()) {
        (Status::Approved, Some(entry), _) => {
            let id = request.paying_by.unwrap_or_default();
            args.extend([named(&entry.name), ("id", id.to_string().into())]);
            lang.html("payout-remind-in-hand", &args)
        }
        (Status::Approved, None, _) => lang.html("payout-remind-approved", &args),
        (_, _, Some(approval)) => {
            args.push(named(&approval.name));
            lang.html("payout-remind-second", &args)
        }
        _ => lang.html("payout-remind-pending", &args),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn details_of_any_shape_become_lines() {
        let details = json!({
            "bank": {"name": "Sber", "phone": "+7 900"},
            "cards": ["4111", 5],
            "ok": true,
            "none": null,
        });
        let parts = foreign_parts(&details);
        assert_eq!(
            parts,
            ["name: Sber\nphone: +7 900\ncards: 4111\ncards: 5\nok: true"]
        );
        assert_eq!(foreign_parts(&json!("x".repeat(300))).len(), 3);
        assert!(foreign_parts(&json!({})).is_empty());
    }
}
