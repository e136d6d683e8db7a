//! The questions, and the summary of the answers.

use rust_decimal::{Decimal, prelude::ToPrimitive};
use teloxide::types::InlineKeyboardButton;
use uuid::Uuid;

use super::{cancel_button, destination, list_button, stop_button, waits};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    referral::{
        chat::withdraw::{KnownBank, PayoutTap, Withdrawing, amounts::Means},
        withdrawals::Method,
    },
    telegram::{Screen, button, rows},
};

/// Half of what is there is offered in whole hundreds.
const ROUND: Decimal = Decimal::ONE_HUNDRED;

/// Banks in a row of buttons.
const BANKS_PER_ROW: usize = 2;

/// Why an amount can't be withdrawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::referral::chat::withdraw) enum Trouble {
    NoAmount,
    TooLittle,
    TooMuch,
    /// Too many requests for one day.
    TooMany,
}

impl Trouble {
    fn id(self) -> &'static str {
        match self {
            Self::NoAmount => "none",
            Self::TooLittle => "little",
            Self::TooMuch => "much",
            Self::TooMany => "many",
        }
    }
}

/// Why nothing can be withdrawn at all.
pub(in crate::referral::chat::withdraw) fn not_now(
    lang: Lang,
    means: &Means,
    is_staffed: bool,
) -> Screen {
    let available = ("available", lang.roubles(means.available).into());
    let least = ("least", lang.roubles(means.least).into());
    let stuck = means
        .waiting
        .as_ref()
        .filter(|_| means.available < Decimal::ZERO);
    let mut text = if !is_staffed && means.available > Decimal::ZERO {
        lang.html("withdraw-off", &[available])
    } else if !is_staffed {
        lang.html("withdraw-off-nothing", &[])
    } else if let Some(request) = stuck {
        waits(lang, request, means.available)
    } else if means.available < Decimal::ZERO {
        lang.html("withdraw-below-zero", &[available, least])
    } else {
        let missing = lang.roubles(means.least - means.available);
        let args = [available, least, ("missing", missing.into())];
        lang.html("withdraw-not-yet", &args)
    };
    if means.reserved > Decimal::ZERO && stuck.is_none() {
        let args = [("amount", lang.roubles(means.reserved).into())];
        text.push_str("\n\n");
        text.push_str(&lang.html("withdraw-reserved", &args));
    }
    let mut buttons = Vec::new();
    buttons.extend(stuck.map(|request| vec![cancel_button(lang, request)]));
    buttons.push(vec![button(
        lang.text("withdraw-link-button", &[]),
        &Go::Referral,
    )]);
    if means.has_requests {
        buttons.push(vec![list_button(lang)]);
    }
    buttons.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, buttons)
}

pub(in crate::referral::chat::withdraw) fn amounts(
    lang: Lang,
    means: &Means,
    trouble: Option<Trouble>,
) -> Screen {
    let args = [
        ("available", lang.roubles(means.available).into()),
        ("least", lang.roubles(means.least).into()),
    ];
    let text = match trouble {
        Some(trouble) => lang.html(&format!("withdraw-amount-{}", trouble.id()), &args),
        None => lang.html("withdraw-amount", &args),
    };
    let all = lang.text(
        "withdraw-all",
        &[("amount", lang.roubles(means.available).into())],
    );
    let mut buttons = vec![vec![amount_button(all, means.available)]];
    let others: Vec<_> = [half(means), Some(means.least)]
        .into_iter()
        .flatten()
        .filter(|amount| *amount < means.available)
        .map(|amount| amount_button(lang.roubles(amount), amount))
        .collect();
    if !others.is_empty() {
        buttons.push(others);
    }
    if means.has_requests {
        buttons.push(vec![list_button(lang)]);
    }
    buttons.push(vec![stop_button(lang)]);
    Screen::with_buttons(text, buttons)
}

/// About half of what is there, if that is more than the least.
fn half(means: &Means) -> Option<Decimal> {
    let half = (means.available / Decimal::TWO / ROUND).trunc() * ROUND;
    (half > means.least).then_some(half)
}

fn amount_button(label: String, amount: Decimal) -> InlineKeyboardButton {
    let kopecks = (amount * Decimal::ONE_HUNDRED).to_i64();
    button(label, &PayoutTap::Amount(kopecks.unwrap_or_default()))
}

pub(in crate::referral::chat::withdraw) fn methods(lang: Lang, amount: Decimal) -> Screen {
    let text = lang.html(
        "withdraw-method",
        &[("amount", lang.roubles(amount).into())],
    );
    let mut buttons: Vec<_> = [Method::Card, Method::Bank, Method::Wallet]
        .into_iter()
        .map(|method| {
            let label = lang.text(&format!("withdraw-method-{}", method.id()), &[]);
            vec![button(label, &PayoutTap::Method(method))]
        })
        .collect();
    buttons.push(vec![
        button(lang.text("withdraw-other-amount", &[]), &PayoutTap::Amounts),
        stop_button(lang),
    ]);
    Screen::with_buttons(text, buttons)
}

pub(in crate::referral::chat::withdraw) fn ask_for_details(
    lang: Lang,
    amount: Decimal,
    method: Method,
) -> Screen {
    let key = format!("withdraw-ask-{}", method.id());
    let text = lang.html(&key, &[("amount", lang.roubles(amount).into())]);
    Screen::with_buttons(text, vec![way_back(lang)])
}

pub(super) fn way_back(lang: Lang) -> Vec<InlineKeyboardButton> {
    vec![
        button(lang.text("withdraw-other-method", &[]), &PayoutTap::Methods),
        stop_button(lang),
    ]
}

pub(in crate::referral::chat::withdraw) fn bank_name(lang: Lang, bank: KnownBank) -> String {
    let key = match bank {
        KnownBank::Sber => "withdraw-bank-sber",
        KnownBank::Tbank => "withdraw-bank-tbank",
        KnownBank::Vtb => "withdraw-bank-vtb",
        KnownBank::Alfa => "withdraw-bank-alfa",
        KnownBank::Gazprom => "withdraw-bank-gazprom",
        KnownBank::Raiffeisen => "withdraw-bank-raiffeisen",
        KnownBank::Ozon => "withdraw-bank-ozon",
        KnownBank::Yandex => "withdraw-bank-yandex",
    };
    lang.text(key, &[])
}

fn ask_for_bank(lang: Lang, amount: Decimal) -> Screen {
    let text = lang.html(
        "withdraw-ask-bank-name",
        &[("amount", lang.roubles(amount).into())],
    );
    let banks = KnownBank::ALL
        .into_iter()
        .map(|bank| button(bank_name(lang, bank), &PayoutTap::Bank(bank)))
        .collect();
    let mut buttons = rows(banks, BANKS_PER_ROW);
    buttons.push(way_back(lang));
    Screen::with_buttons(text, buttons)
}

/// The question of a step. `stays`: a message that tells where money goes could not be
/// deleted.
pub(in crate::referral::chat::withdraw) fn of_step(
    lang: Lang,
    step: &Withdrawing,
    stays: bool,
) -> Screen {
    let screen = match step {
        // The means are not known here; nothing typed leads back to the amounts.
        Withdrawing::Amount => stopped(lang),
        Withdrawing::Method { amount } => methods(lang, *amount),
        Withdrawing::Details { amount, method } => ask_for_details(lang, *amount, *method),
        Withdrawing::Bank { amount, .. } => ask_for_bank(lang, *amount),
        Withdrawing::Confirm {
            amount,
            method,
            masked,
            given,
        } => summary(lang, *amount, *method, masked, given.key),
    };
    if !stays {
        return screen;
    }
    let warning = lang.html("withdraw-not-deleted", &[]);
    Screen {
        text: format!("{}\n\n{warning}", screen.text),
        ..screen
    }
}

fn summary(lang: Lang, amount: Decimal, method: Method, masked: &str, key: Uuid) -> Screen {
    let amount = lang.roubles(amount);
    let args = [
        ("amount", amount.clone().into()),
        ("to", destination(lang, Some(method), masked).into()),
    ];
    let text = match method {
        Method::Wallet => lang.html("withdraw-summary-wallet", &args),
        Method::Card | Method::Bank => lang.html("withdraw-summary", &args),
    };
    let confirm = lang.text("withdraw-confirm", &[("amount", amount.into())]);
    let again = lang.text("withdraw-other-details", &[]);
    let buttons = vec![
        vec![button(confirm, &PayoutTap::Confirm(key))],
        vec![button(again, &PayoutTap::Method(method))],
        way_back(lang),
    ];
    Screen::with_buttons(text, buttons)
}

pub(in crate::referral::chat::withdraw) fn stopped(lang: Lang) -> Screen {
    let buttons = vec![
        vec![button(lang.text("withdraw-again", &[]), &Go::Withdraw)],
        vec![menu_button(lang)],
    ];
    Screen::with_buttons(lang.html("withdraw-stopped", &[]), buttons)
}
