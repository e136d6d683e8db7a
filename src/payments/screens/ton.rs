//! Paying with TON: the quote, what arrived, and what goes back.

use rust_decimal::Decimal;
use teloxide::types::{CopyTextButton, InlineKeyboardButton};
use url::Url;
use uuid::Uuid;

use super::bank::{moment, over};
use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    payments::{
        Order, Price,
        coins::{CoinTap, WORTH_SENDING},
    },
    telegram::{Screen, button, link_button},
};

pub(in crate::payments) fn ton_quoting(lang: Lang) -> Screen {
    Screen::plain(lang.html("ton-quoting", &[]))
}

/// What to send where, with which comment: the caption of the QR picture.
pub(in crate::payments) fn ton_quote(
    lang: Lang,
    order: &Order,
    amount: Decimal,
    address: &str,
    comment: &str,
    wallet_link: Url,
) -> Screen {
    let text = lang.html(
        "ton-quote",
        &[
            ("price", Price::Ton(amount).words(lang).into()),
            ("address", address.to_owned().into()),
            ("comment", comment.to_owned().into()),
            ("until", moment(order.expires_at).into()),
        ],
    );
    let copy = |label: &str, what: &str| {
        let what = CopyTextButton {
            text: what.to_owned(),
        };
        InlineKeyboardButton::copy_text_button(lang.text(label, &[]), what)
    };
    let rows = vec![
        vec![link_button(lang.text("ton-open-wallet", &[]), wallet_link)],
        vec![copy("ton-copy-comment", comment)],
        vec![copy("ton-copy-address", address)],
        vec![button(
            lang.text("ton-check", &[]),
            &CoinTap::Check(order.id),
        )],
        vec![
            button(lang.text("shop-other-set", &[]), &Go::Portraits),
            menu_button(lang),
        ],
    ];
    Screen::with_buttons(text, rows)
}

pub(in crate::payments) fn ton_unavailable(lang: Lang, order: Uuid) -> Screen {
    Screen::with_buttons(
        lang.html("ton-unavailable", &[]),
        vec![
            vec![button(lang.text("bank-again", &[]), &CoinTap::Again(order))],
            vec![
                button(lang.text("shop-other-set", &[]), &Go::Portraits),
                menu_button(lang),
            ],
        ],
    )
}

pub(in crate::payments) fn ton_too_little(
    lang: Lang,
    order: &Order,
    received: Decimal,
    missing: Decimal,
) -> Screen {
    let fate = if received < WORTH_SENDING {
        "kept"
    } else {
        "back"
    };
    Screen::plain(lang.html(
        "ton-too-little",
        &[
            ("received", Price::Ton(received).words(lang).into()),
            ("missing", Price::Ton(missing).words(lang).into()),
            (
                "comment",
                order.ton_comment.clone().unwrap_or_default().into(),
            ),
            ("until", moment(order.expires_at).into()),
            ("least", Price::Ton(WORTH_SENDING).words(lang).into()),
            ("fate", fate.to_owned().into()),
        ],
    ))
}

/// TON that bought nothing will be sent back. `why`: `too_little`, `too_late`,
/// `not_needed`, `surplus` or other.
pub(in crate::payments) fn ton_returning(lang: Lang, amount: Decimal, why: &str) -> Screen {
    Screen::plain(lang.html(
        "ton-returning",
        &[
            ("price", Price::Ton(amount).words(lang).into()),
            ("why", why.to_owned().into()),
        ],
    ))
}

pub(in crate::payments) fn ton_returned(lang: Lang, price: Price) -> Screen {
    Screen::plain(lang.html("ton-returned", &[("price", price.words(lang).into())]))
}

pub(in crate::payments) fn ton_over(lang: Lang) -> Screen {
    over(lang, lang.html("ton-over", &[]))
}
