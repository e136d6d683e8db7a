//! Paying through T-Bank: the e-mail, the link, and the bank's word.

use chrono::{DateTime, Utc};
use url::Url;
use uuid::Uuid;

use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    payments::{Order, Price, bank::BankTap},
    telegram::{Screen, button, link_button},
};

/// Day and minute, as every waiting screen says until when it holds.
pub(in crate::payments) fn moment(at: DateTime<Utc>) -> String {
    at.format("%d.%m %H:%M").to_string()
}

pub(in crate::payments) fn which_email(lang: Lang) -> Screen {
    Screen::with_buttons(
        lang.html("bank-which-email", &[]),
        vec![vec![menu_button(lang)]],
    )
}

pub(in crate::payments) fn bad_email(lang: Lang) -> Screen {
    Screen::plain(lang.html("bank-bad-email", &[]))
}

pub(in crate::payments) fn bank_opening(lang: Lang) -> Screen {
    Screen::plain(lang.html("bank-opening", &[]))
}

pub(in crate::payments) fn bank_link(
    lang: Lang,
    order: &Order,
    attempt: Uuid,
    link: Url,
    email: &str,
) -> Screen {
    let price = Price::Roubles(order.amount_rub).words(lang);
    let text = lang.html(
        "bank-link",
        &[
            ("price", price.clone().into()),
            ("count", order.photo_count.into()),
            ("until", moment(order.expires_at).into()),
            ("email", email.to_owned().into()),
        ],
    );
    let pay = lang.text("bank-pay", &[("price", price.into())]);
    let rows = vec![
        vec![link_button(pay, link)],
        vec![
            button(lang.text("bank-check", &[]), &BankTap::Check(attempt)),
            button(lang.text("bank-email", &[]), &BankTap::Email(order.id)),
        ],
        vec![
            button(lang.text("shop-other-set", &[]), &Go::Portraits),
            menu_button(lang),
        ],
    ];
    Screen::with_buttons(text, rows)
}

pub(in crate::payments) fn bank_unavailable(lang: Lang, order: Uuid) -> Screen {
    Screen::with_buttons(
        lang.html("bank-unavailable", &[]),
        vec![
            vec![button(lang.text("bank-again", &[]), &BankTap::Again(order))],
            vec![
                button(lang.text("shop-other-set", &[]), &Go::Portraits),
                menu_button(lang),
            ],
        ],
    )
}

/// The bank knows of no payment yet; the link stays where it is.
pub(in crate::payments) fn bank_not_yet(lang: Lang) -> Screen {
    Screen::plain(lang.html("bank-not-yet", &[]))
}

pub(in crate::payments) fn bank_declined(lang: Lang, is_card: bool) -> Screen {
    let reason = if is_card { "card" } else { "other" };
    Screen::plain(lang.html("bank-declined", &[("reason", reason.into())]))
}

pub(in crate::payments) fn bank_over(lang: Lang) -> Screen {
    over(lang, lang.html("bank-over", &[]))
}

pub(in crate::payments) fn over(lang: Lang, text: String) -> Screen {
    Screen::with_buttons(
        text,
        vec![vec![
            button(lang.text("shop-other-set", &[]), &Go::Portraits),
            menu_button(lang),
        ]],
    )
}
