//! Requests, one or all of a person's, and what is said of them unasked.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use teloxide::types::InlineKeyboardButton;

use super::{destination_of, list_button};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    referral::{
        chat::withdraw::{PayoutTap, requests::Asked},
        dates::day,
        jobs::Step,
        rejection,
        withdrawals::{Method, Status, Withdrawal},
    },
    telegram::{Screen, button},
};

/// Requests on one page of the list.
pub(in crate::referral::chat::withdraw) const PAGE: usize = 6;

/// Why it was rejected, in the person's language; empty when nobody said.
fn reason(lang: Lang, request: &Withdrawal) -> String {
    let stored = request.reason.as_deref().unwrap_or_default();
    rejection::words(lang, stored)
}

fn status_id(request: &Withdrawal) -> &'static str {
    match request.status {
        Status::Pending => "pending",
        Status::Approved if request.paying_by.is_some() => "paying",
        Status::Approved => "approved",
        Status::Completed => "completed",
        Status::Rejected if request.is_cancelled() => "cancelled",
        Status::Rejected => "rejected",
    }
}

/// Room on a button is short: the year's last two digits do.
fn short_day(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%d.%m.%y").to_string()
}

/// What an open request waits for when a refund took the balance below zero.
pub(in crate::referral::chat) fn waits(
    lang: Lang,
    request: &Withdrawal,
    balance: Decimal,
) -> String {
    let args = [
        ("id", request.id.to_string().into()),
        ("missing", lang.roubles(-balance).into()),
    ];
    let mut text = lang.html("withdraw-waits", &args);
    let after = request.amount + balance;
    if after > Decimal::ZERO {
        let args = [("after", lang.roubles(after).into())];
        text.push(' ');
        text.push_str(&lang.html("withdraw-waits-less", &args));
    }
    text
}

/// A page of the list; `requests` holds one more than a page when there are older ones.
pub(in crate::referral::chat::withdraw) fn list(
    lang: Lang,
    requests: &[Withdrawal],
    page: u32,
    zone: Tz,
) -> Screen {
    if requests.is_empty() {
        let text = lang.html("withdraw-list-none", &[]);
        return Screen::with_buttons(text, vec![vec![menu_button(lang)]]);
    }
    let mut buttons: Vec<_> = requests
        .iter()
        .take(PAGE)
        .map(|request| {
            let sign = format!("withdraw-sign-{}", status_id(request));
            let args = [
                ("id", request.id.to_string().into()),
                ("day", short_day(request.created_at, zone).into()),
                ("amount", lang.roubles(request.amount).into()),
                ("sign", lang.text(&sign, &[]).into()),
            ];
            let label = lang.text("withdraw-list-line", &args);
            vec![button(label, &PayoutTap::Open(request.id))]
        })
        .collect();
    let mut turn = Vec::new();
    if page > 0 {
        let newer = lang.text("withdraw-newer", &[]);
        turn.push(button(newer, &PayoutTap::List(page - 1)));
    }
    if requests.len() > PAGE {
        let older = lang.text("withdraw-older", &[]);
        turn.push(button(older, &PayoutTap::List(page.saturating_add(1))));
    }
    if !turn.is_empty() {
        buttons.push(turn);
    }
    buttons.push(vec![
        button(lang.text("withdraw-again", &[]), &Go::Withdraw),
        menu_button(lang),
    ]);
    Screen::with_buttons(lang.html("withdraw-list", &[]), buttons)
}

pub(in crate::referral::chat::withdraw) fn request(lang: Lang, asked: &Asked, zone: Tz) -> Screen {
    let request = &asked.request;
    let status = format!("withdraw-status-{}", status_id(request));
    let args = [
        ("id", request.id.to_string().into()),
        ("day", day(zone, request.created_at).into()),
        ("amount", lang.roubles(request.amount).into()),
        ("to", destination_of(lang, request).into()),
        ("status", lang.text(&status, &[]).into()),
    ];
    let mut text = lang.html("withdraw-request", &args);
    let reason = reason(lang, request);
    if request.status == Status::Rejected && !reason.is_empty() && !request.is_cancelled() {
        text.push('\n');
        text.push_str(&lang.html("withdraw-request-reason", &[("reason", reason.into())]));
    }
    if let Some(at) = request.processed_at.filter(|_| !request.is_open()) {
        text.push('\n');
        text.push_str(&lang.html("withdraw-request-ended", &[("day", day(zone, at).into())]));
    }
    if asked.waits_below_zero() {
        text.push_str("\n\n");
        text.push_str(&waits(lang, request, asked.balance));
    } else if request.is_open() {
        text.push_str("\n\n");
        text.push_str(&lang.html("withdraw-request-usual", &[]));
    }
    let mut buttons = Vec::new();
    if asked.can_be_cancelled() {
        buttons.push(vec![cancel_button(lang, request)]);
    }
    buttons.push(vec![list_button(lang), menu_button(lang)]);
    Screen::with_buttons(text, buttons)
}

pub(in crate::referral::chat) fn cancel_button(
    lang: Lang,
    request: &Withdrawal,
) -> InlineKeyboardButton {
    let label = lang.text("withdraw-cancel", &[]);
    button(label, &PayoutTap::AskCancel(request.id))
}

pub(in crate::referral::chat::withdraw) fn ask_to_cancel(
    lang: Lang,
    request: &Withdrawal,
) -> Screen {
    let args = [
        ("id", request.id.to_string().into()),
        ("amount", lang.roubles(request.amount).into()),
    ];
    let yes = lang.text("withdraw-cancel-yes", &[]);
    let no = lang.text("withdraw-cancel-no", &[]);
    let buttons = vec![
        vec![button(yes, &PayoutTap::Cancel(request.id))],
        vec![button(no, &PayoutTap::Open(request.id))],
    ];
    Screen::with_buttons(lang.html("withdraw-cancel-ask", &args), buttons)
}

/// The request is in; what happens next.
pub(in crate::referral::chat::withdraw) fn taken(lang: Lang, request: &Withdrawal) -> Screen {
    let args = [
        ("id", request.id.to_string().into()),
        ("amount", lang.roubles(request.amount).into()),
        ("to", destination_of(lang, request).into()),
    ];
    let buttons = vec![
        vec![cancel_button(lang, request)],
        vec![list_button(lang), menu_button(lang)],
    ];
    Screen::with_buttons(lang.html("withdraw-taken", &args), buttons)
}

/// A step of the request, said to its person when it happened.
pub(in crate::referral::chat::withdraw) fn told(
    lang: Lang,
    request: &Withdrawal,
    step: Step,
) -> Screen {
    let reason = reason(lang, request);
    let is_said = !reason.is_empty();
    let args = [
        ("id", request.id.to_string().into()),
        ("amount", lang.roubles(request.amount).into()),
        ("to", destination_of(lang, request).into()),
        ("reason", reason.into()),
    ];
    let key = match (step, request.method) {
        (Step::Approved, _) => "withdraw-told-approved",
        (Step::Completed, Some(Method::Wallet)) => "withdraw-told-completed-wallet",
        (Step::Completed, _) => "withdraw-told-completed",
        (Step::Rejected, _) if is_said => "withdraw-told-rejected",
        (Step::Rejected, _) => "withdraw-told-rejected-unsaid",
    };
    let mut buttons = vec![vec![list_button(lang)]];
    if step == Step::Rejected {
        let again = button(lang.text("withdraw-again", &[]), &Go::Withdraw);
        buttons.insert(0, vec![again]);
    }
    Screen::with_buttons(lang.html(key, &args), buttons)
}
