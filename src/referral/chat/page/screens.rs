//! The words and buttons of a person's own page; its pictures are elsewhere.

use rust_decimal::Decimal;
use teloxide::types::{CopyTextButton, InlineKeyboardButton};

use super::{
    PageTap,
    standing::{Pictured, PicturedMonth, Standing},
};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    referral::{
        Deps,
        chat::withdraw::{cancel_button, list_button, waits},
        links,
        withdrawals::Withdrawal,
    },
    telegram::{Screen, button, link_button},
};

pub(super) fn page(lang: Lang, deps: &Deps, link: &str, standing: &Standing) -> Screen {
    let mut parts = vec![invitation(lang, link, standing)];
    if let Pictured::Month(_) = standing.pictured {
        parts.push(numbers(lang, standing));
    } else if standing.account.referrals_count > 0 {
        parts.push(people(lang, standing));
    }
    parts.push(payout(lang, deps, standing));
    Screen::with_buttons(parts.join("\n\n"), rows(lang, deps, link, standing))
}

pub(super) fn qr(lang: Lang, link: &str) -> Screen {
    let args = [("link", links::shown(link).into())];
    let rows = vec![
        vec![share_button(lang, link), copy_button(lang, link)],
        vec![button(lang.text("referral-qr-back", &[]), &PageTap::Back)],
    ];
    Screen::with_buttons(lang.html("referral-qr-caption", &args), rows)
}

/// The link, and what it does.
fn invitation(lang: Lang, link: &str, standing: &Standing) -> String {
    let args = [
        ("link", links::shown(link).into()),
        ("percent", standing.account.percent().into()),
    ];
    lang.html("referral-invitation", &args)
}

fn people(lang: Lang, standing: &Standing) -> String {
    let args = [
        ("invited", standing.account.referrals_count.into()),
        ("paid", standing.totals.paid.into()),
    ];
    lang.html("referral-people", &args)
}

/// What is zero and never was anything else is not worth a line.
fn numbers(lang: Lang, standing: &Standing) -> String {
    let (account, totals) = (&standing.account, &standing.totals);
    let amount = |amount: Decimal| [("amount", lang.roubles(amount).into())];
    let mut lines = vec![
        people(lang, standing),
        lang.html("referral-earned", &amount(account.total_earned)),
    ];
    if totals.on_hold > Decimal::ZERO {
        lines.push(lang.html("referral-on-hold", &amount(totals.on_hold)));
    }
    lines.push(lang.html("referral-available", &amount(account.balance)));
    if totals.under_way > Decimal::ZERO {
        lines.push(lang.html("referral-under-way", &amount(totals.under_way)));
    }
    if totals.withdrawn > Decimal::ZERO {
        lines.push(lang.html("referral-withdrawn", &amount(totals.withdrawn)));
    }
    if let Pictured::Month(shown) = &standing.pictured {
        lines.push(month(lang, shown));
    }
    lines.join("\n")
}

/// What the picture says, for those who do not open it.
fn month(lang: Lang, shown: &PicturedMonth) -> String {
    let earned = shown.earned.credited() + shown.earned.on_hold();
    let args = [
        ("month", shown.month.title(lang).into()),
        ("amount", lang.roubles(earned).into()),
        ("count", shown.earned.purchases.into()),
    ];
    lang.html("referral-month", &args)
}

/// What stands between the person and the money, or that nothing does.
fn payout(lang: Lang, deps: &Deps, standing: &Standing) -> String {
    let balance = standing.account.balance;
    let least = deps.rules.withdrawal_min;
    if let Some(request) = stuck(deps, standing) {
        return waits(lang, request, balance);
    }
    let args = [
        ("least", lang.roubles(least).into()),
        ("missing", lang.roubles(least - balance).into()),
    ];
    let key = if !deps.is_staffed {
        "referral-payout-closed"
    } else if balance < Decimal::ZERO {
        "referral-payout-below-zero"
    } else if balance == Decimal::ZERO {
        "referral-payout-how"
    } else if balance < least {
        "referral-payout-missing"
    } else {
        "referral-payout-open"
    };
    lang.html(key, &args)
}

/// A withdrawal that can't be sent as a refund took the balance below zero.
fn stuck<'a>(deps: &Deps, standing: &'a Standing) -> Option<&'a Withdrawal> {
    let is_below_zero = standing.account.balance < Decimal::ZERO;
    let waiting = standing.waiting.as_ref();
    waiting.filter(|_| deps.is_staffed && is_below_zero)
}

fn rows(
    lang: Lang,
    deps: &Deps,
    link: &str,
    standing: &Standing,
) -> Vec<Vec<InlineKeyboardButton>> {
    let mut rows = vec![
        vec![share_button(lang, link)],
        vec![
            copy_button(lang, link),
            button(lang.text("referral-qr", &[]), &PageTap::Qr),
        ],
    ];
    if let Pictured::Month(shown) = &standing.pictured {
        rows.extend(turning(lang, shown));
        let withdraw = lang.text("referral-withdraw", &[]);
        rows.push(vec![button(withdraw, &Go::Withdraw)]);
    }
    if let Some(request) = stuck(deps, standing) {
        rows.push(vec![cancel_button(lang, request)]);
    }
    if standing.has_requests {
        rows.push(vec![list_button(lang)]);
    }
    if standing.account.is_partner {
        let partner = lang.text("referral-partner-page", &[]);
        rows.push(vec![button(partner, &Go::Partner)]);
    } else if deps.is_staffed {
        let partner = lang.text("referral-become-partner", &[]);
        rows.push(vec![button(partner, &Go::Partner)]);
    }
    rows.push(vec![menu_button(lang)]);
    rows
}

/// The months beside the one that is shown, in one row; none where there are none.
fn turning(lang: Lang, shown: &PicturedMonth) -> Option<Vec<InlineKeyboardButton>> {
    let before = shown.before.map(|month| {
        let label = format!("‹ {}", month.name(lang));
        button(label, &PageTap::Month(month.year(), month.number()))
    });
    let next = shown.next.map(|month| {
        let label = format!("{} ›", month.name(lang));
        button(label, &PageTap::Month(month.year(), month.number()))
    });
    let row: Vec<_> = before.into_iter().chain(next).collect();
    (!row.is_empty()).then_some(row)
}

pub(in crate::referral::chat) fn share_button(lang: Lang, link: &str) -> InlineKeyboardButton {
    let words = lang.text("referral-share-words", &[]);
    let address = links::share_address(link, &words);
    link_button(lang.text("referral-share", &[]), address)
}

pub(in crate::referral::chat) fn copy_button(lang: Lang, link: &str) -> InlineKeyboardButton {
    let what = CopyTextButton {
        text: link.to_owned(),
    };
    InlineKeyboardButton::copy_text_button(lang.text("referral-copy", &[]), what)
}
