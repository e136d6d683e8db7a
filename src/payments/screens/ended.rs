//! What became of a payment: paid, paid once too often, going back, given back.

use crate::{
    accounts::{Go, menu_button},
    i18n::{FluentValue, Lang},
    payments::{
        BANNED, ERASED, NOTHING_MADE, Payment, Policy, Price, Provider, UnusedPayment,
        receipts::ReceiptTap, shop::ShopTap,
    },
    telegram::{Screen, button},
};

fn args(lang: Lang, price: Price) -> [(&'static str, FluentValue<'static>); 2] {
    [
        ("price", price.words(lang).into()),
        ("method", price.provider().id().into()),
    ]
}

pub(in crate::payments) fn paid(lang: Lang, price: Price, photo_count: i32) -> Screen {
    let [price, _] = args(lang, price);
    Screen::plain(lang.html("payment-paid", &[price, ("count", photo_count.into())]))
}

/// What is left of a payment link or a quote once it is paid.
pub(in crate::payments) fn done(lang: Lang, price: Price) -> Screen {
    Screen::plain(lang.html("payment-done", &args(lang, price)[..1]))
}

/// Charged for an offer that was paid before or is somebody else's.
pub(in crate::payments) fn extra(
    lang: Lang,
    payment_id: i32,
    price: Price,
    photo_count: i32,
) -> Screen {
    let [words, method] = args(lang, price);
    Screen::with_buttons(
        lang.html(
            "payment-extra",
            &[words.clone(), method, ("count", photo_count.into())],
        ),
        vec![
            vec![button(lang.text("payment-extra-use", &[]), &Go::Portraits)],
            vec![button(
                lang.text("payment-give-back", &[words]),
                &ShopTap::GiveBack(payment_id),
            )],
        ],
    )
}

/// Nothing is made of a charge, for this reason.
pub(in crate::payments) fn going_back(lang: Lang, price: Price, reason: Option<&str>) -> Screen {
    let args = &args(lang, price)[..1];
    Screen::plain(match reason {
        Some(ERASED) => lang.html("payment-going-back-erased", args),
        Some(BANNED) => lang.html("payment-going-back-banned", args),
        _ => lang.html("payment-going-back", args),
    })
}

/// The staff decided to give the payment back.
pub(in crate::payments) fn given_back(lang: Lang, payment: &Payment) -> Screen {
    let [price, method] = args(lang, payment.price);
    let number = ("number", payment.id.to_string().into());
    Screen::plain(lang.html("payment-given-back", &[price, method, number]))
}

pub(in crate::payments) fn refunded(lang: Lang, price: Price, reason: Option<&str>) -> Screen {
    let args = args(lang, price);
    let text = match reason {
        Some(NOTHING_MADE) => lang.html("payment-refunded-nothing-made", &args),
        _ => lang.html("payment-refunded", &args),
    };
    Screen::with_buttons(text, vec![vec![menu_button(lang)]])
}

pub(in crate::payments) fn part_refunded(lang: Lang, price: Price) -> Screen {
    Screen::with_buttons(
        lang.html("payment-part-refunded", &args(lang, price)),
        vec![vec![menu_button(lang)]],
    )
}

/// When money goes back, a line for each rule.
pub(in crate::payments) fn rules(lang: Lang, policy: &Policy, on_sale: &[Provider]) -> String {
    let by = if policy.is_automatic {
        "itself"
    } else {
        "staff"
    };
    let parts = if policy.has_parts(on_sale) {
        "on"
    } else {
        "off"
    };
    let how_long: Vec<_> = on_sale
        .iter()
        .map(|method| lang.html("paysupport-how-long", &[("method", method.id().into())]))
        .collect();
    let rules = [
        lang.html("paysupport-nothing-made", &[("by", by.into())]),
        lang.html("paysupport-missing", &[("parts", parts.into())]),
        lang.html(
            "paysupport-take-back",
            &[("days", policy.take_back_days.into())],
        ),
        lang.html("paysupport-twice", &[]),
        how_long.join(" "),
    ];
    let lines = rules.map(|rule| format!("• {rule}"));
    lines.join("\n")
}

/// The rules in force, and what the person has to take back. `can_write`: to the
/// staff, who may be none, or may not want to hear of somebody.
pub(in crate::payments) fn paysupport(
    lang: Lang,
    policy: &Policy,
    on_sale: &[Provider],
    unused: &[UnusedPayment],
    can_write: bool,
) -> Screen {
    let mut text = lang.html("paysupport-title", &[]) + "\n\n";
    text.push_str(&rules(lang, policy, on_sale));
    text.push_str("\n\n");
    text.push_str(&lang.html("paysupport-where", &[]));
    let mut rows = Vec::new();
    if !unused.is_empty() {
        let count = i32::try_from(unused.len()).unwrap_or(i32::MAX);
        text.push_str("\n\n");
        text.push_str(&lang.html("paysupport-unused", &[("sets", count.into())]));
        rows.push(vec![button(
            lang.text("payment-extra-use", &[]),
            &Go::Portraits,
        )]);
    }
    for payment in unused.iter().filter(|payment| payment.is_refundable) {
        let label = lang.text(
            "paysupport-give-back",
            &[("count", payment.photo_count.into())],
        );
        rows.push(vec![button(label, &ShopTap::AskGiveBack(payment.id))]);
    }
    rows.push(vec![button(
        lang.text("paysupport-my-payments", &[]),
        &ReceiptTap::Page(0),
    )]);
    if can_write {
        let label = lang.text("paysupport-write", &[]);
        rows.push(vec![button(label, &Go::PaymentSupport)]);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(text, rows)
}

pub(in crate::payments) fn confirm_give_back(lang: Lang, payment: &UnusedPayment) -> Screen {
    let [price, _] = args(lang, payment.price);
    Screen::with_buttons(
        lang.html(
            "paysupport-confirm",
            &[price.clone(), ("count", payment.photo_count.into())],
        ),
        vec![
            vec![button(
                lang.text("paysupport-confirm-yes", &[price]),
                &ShopTap::GiveBack(payment.id),
            )],
            vec![button(
                lang.text("paysupport-confirm-no", &[]),
                &Go::Portraits,
            )],
        ],
    )
}

pub(in crate::payments) fn give_back_under_way(lang: Lang, price: Price) -> Screen {
    Screen::with_buttons(
        lang.html("payment-give-back-under-way", &args(lang, price)),
        vec![vec![menu_button(lang)]],
    )
}
