//! "My payments": the list, one receipt, and the way to a human.

use chrono::{DateTime, Utc};

use crate::{
    accounts::{Go, menu_button},
    i18n::Lang,
    payments::{Payment, Price, Provider, receipts::ReceiptTap, shop::ShopTap},
    telegram::{Screen, button},
};

/// Payments on one page of the list.
pub(in crate::payments) const PAGE: usize = 6;

/// The person's word for where a payment stands.
pub(in crate::payments) fn status_words(lang: Lang, payment: &Payment) -> String {
    let key = match payment.status.as_str() {
        "succeeded" if payment.is_going_back => "payment-status-going-back",
        "succeeded" if !payment.is_used && payment.photo_count > 0 => "payment-status-unused",
        "succeeded" => "payment-status-succeeded",
        "refunded" => "payment-status-refunded",
        "canceled" => "payment-status-canceled",
        _ => "payment-status-pending",
    };
    lang.text(key, &[])
}

fn date(payment: &Payment) -> Option<DateTime<Utc>> {
    payment.settled_at.or(payment.created_at)
}

fn day(payment: &Payment) -> String {
    date(payment).map_or_else(String::new, |at| at.format("%d.%m.%Y").to_string())
}

/// What a payment costs, in what it was or will be paid with.
pub(super) fn price_words(lang: Lang, payment: &Payment) -> String {
    match payment.price {
        Price::Ton(amount) if amount.is_zero() => lang.roubles(payment.amount_rub),
        price => price.words(lang),
    }
}

/// A page of the list; `payments` holds one more than a page when there are older ones.
pub(in crate::payments) fn payments(lang: Lang, payments: &[Payment], page: u32) -> Screen {
    if payments.is_empty() {
        return Screen::with_buttons(
            lang.html("payments-none", &[]),
            vec![vec![menu_button(lang)]],
        );
    }
    let mut rows: Vec<_> = payments
        .iter()
        .take(PAGE)
        .map(|payment| {
            let label = lang.text(
                "payments-line",
                &[
                    ("number", payment.id.to_string().into()),
                    ("date", day(payment).into()),
                    ("price", price_words(lang, payment).into()),
                    ("status", status_words(lang, payment).into()),
                ],
            );
            vec![button(label, &ReceiptTap::Open(payment.id))]
        })
        .collect();
    let mut turn = Vec::new();
    if page > 0 {
        turn.push(button(
            lang.text("payments-newer", &[]),
            &ReceiptTap::Page(page - 1),
        ));
    }
    if payments.len() > PAGE {
        turn.push(button(
            lang.text("payments-older", &[]),
            &ReceiptTap::Page(page + 1),
        ));
    }
    if !turn.is_empty() {
        rows.push(turn);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("payments-title", &[]), rows)
}

/// What a receipt says besides the payment's own row.
pub(in crate::payments) struct ReceiptDetails {
    /// The tier's name in the person's language.
    pub tier: Option<String>,
    /// What was given back of it so far, while not the whole was.
    pub given_back: Option<Price>,
    pub is_refundable: bool,
}

pub(in crate::payments) fn receipt(
    lang: Lang,
    payment: &Payment,
    details: ReceiptDetails,
) -> Screen {
    let count = ("count", payment.photo_count.into());
    let what = match details.tier {
        Some(tier) => lang.text("receipt-set", &[("tier", tier.into()), count]),
        None if payment.photo_count > 0 => lang.text("photos-count", &[count]),
        None => lang.text("receipt-tier-none", &[]),
    };
    let when = date(payment).map_or_else(String::new, |at| at.format("%d.%m.%Y %H:%M").to_string());
    let mut text = lang.html(
        "receipt",
        &[
            ("number", payment.id.to_string().into()),
            ("date", when.into()),
            ("what", what.into()),
            ("price", price_words(lang, payment).into()),
            ("method", payment.price.provider().title(lang).into()),
            ("status", status_words(lang, payment).into()),
        ],
    );
    if let Some(price) = details.given_back {
        text.push('\n');
        text.push_str(&lang.html("receipt-part", &[("price", price.words(lang).into())]));
    }
    let waiting = match (payment.status.as_str(), payment.price.provider()) {
        ("pending", Provider::Ton) => Some("receipt-pending-ton"),
        ("pending", Provider::Tbank) => Some("receipt-pending-tbank"),
        ("succeeded", _) if payment.is_going_back => Some("receipt-going-back"),
        _ => None,
    };
    if let Some(key) = waiting {
        text.push_str("\n\n");
        text.push_str(&lang.html(key, &[]));
    }
    let mut rows = Vec::new();
    if details.is_refundable {
        let price = [("price", price_words(lang, payment).into())];
        rows.push(vec![button(
            lang.text("payment-extra-use", &[]),
            &Go::Portraits,
        )]);
        rows.push(vec![button(
            lang.text("payment-give-back", &price),
            &ShopTap::AskGiveBack(payment.id),
        )]);
    }
    rows.push(vec![button(
        lang.text("receipt-wrong", &[]),
        &ReceiptTap::Wrong(payment.id),
    )]);
    rows.push(vec![
        button(
            lang.text("paysupport-my-payments", &[]),
            &ReceiptTap::Page(0),
        ),
        menu_button(lang),
    ]);
    Screen::with_buttons(text, rows)
}

/// `can_write`: to the staff, who may want to know more.
pub(in crate::payments) fn problem_sent(lang: Lang, payment_id: i32, can_write: bool) -> Screen {
    let number = ("number", payment_id.to_string().into());
    let mut rows = Vec::new();
    if can_write {
        let label = lang.text("paysupport-write", &[]);
        rows.push(vec![button(label, &Go::PaymentSupport)]);
    }
    rows.push(vec![menu_button(lang)]);
    Screen::with_buttons(lang.html("payment-problem-sent", &[number]), rows)
}
