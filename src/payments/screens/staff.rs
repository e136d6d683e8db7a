//! What the staff group sees: refunds to send by hand, customers with a problem,
//! the rules, and the day's line.

use super::receipts::{price_words, status_words};
use crate::{
    i18n::{FluentValue, Lang},
    payments::{
        Payment, Policy, Price,
        staff::{Made, RefundTap, TaskTap},
        store::Refund,
    },
    telegram::{Screen, button},
};

fn number(payment_id: i32) -> FluentValue<'static> {
    payment_id.to_string().into()
}

fn price(lang: Lang, price: Price) -> (&'static str, FluentValue<'static>) {
    ("price", price.words(lang).into())
}

/// A refund that only a human can send.
pub(in crate::payments) fn task(lang: Lang, refund: &Refund, note: Option<&str>) -> Screen {
    let text = match &refund.address {
        Some(address) => lang.html(
            "staff-task",
            &[
                price(lang, refund.price),
                ("address", address.clone().into()),
                ("reason", refund.reason.clone().into()),
                (
                    "payment",
                    refund.payment_id.map_or_else(|| "none".into(), number),
                ),
            ],
        ),
        None => lang.html(
            "staff-task-provider",
            &[
                price(lang, refund.price),
                ("payment", number(refund.payment_id.unwrap_or_default())),
                ("method", refund.price.provider().title(lang).into()),
                ("note", note.unwrap_or("?").to_owned().into()),
            ],
        ),
    };
    let done = button(lang.text("staff-task-done", &[]), &TaskTap::Ask(refund.id));
    Screen::with_buttons(text, vec![vec![done]])
}

/// `text` is the task as it stands in the group.
pub(in crate::payments) fn confirm_task(lang: Lang, refund: &Refund, note: Option<&str>) -> Screen {
    let Screen { mut text, .. } = task(lang, refund, note);
    text.push_str("\n\n");
    text.push_str(&lang.html("staff-task-confirm", &[price(lang, refund.price)]));
    let yes = button(lang.text("staff-task-yes", &[]), &TaskTap::Sent(refund.id));
    let no = button(lang.text("staff-task-no", &[]), &TaskTap::Back(refund.id));
    Screen::with_buttons(text, vec![vec![yes], vec![no]])
}

pub(in crate::payments) fn task_over(lang: Lang, sent: Price, name: &str) -> Screen {
    Screen::plain(lang.html(
        "staff-task-over",
        &[price(lang, sent), ("name", name.to_owned().into())],
    ))
}

/// A customer says that something is wrong with a payment.
pub(in crate::payments) fn problem(
    lang: Lang,
    payment: &Payment,
    customer: &str,
    telegram_id: i64,
) -> Screen {
    let at = payment.settled_at.or(payment.created_at);
    let text = lang.html(
        "staff-problem",
        &[
            ("number", number(payment.id)),
            ("price", price_words(lang, payment).into()),
            ("method", payment.price.provider().title(lang).into()),
            ("status", status_words(lang, payment).into()),
            (
                "date",
                at.map_or_else(String::new, |at| at.format("%d.%m.%Y %H:%M").to_string())
                    .into(),
            ),
            ("name", customer.to_owned().into()),
            ("telegram", telegram_id.to_string().into()),
        ],
    );
    refund_offer(lang, text, payment)
}

pub(in crate::payments) fn empty_set(lang: Lang, payment: &Payment) -> Screen {
    let text = lang.html(
        "staff-nothing-made",
        &[
            ("number", number(payment.id)),
            price(lang, payment.price),
            ("method", payment.price.provider().title(lang).into()),
        ],
    );
    refund_offer(lang, text, payment)
}

fn refund_offer(lang: Lang, text: String, payment: &Payment) -> Screen {
    let rows = if payment.can_go_back() {
        let label = lang.text("staff-refund", &[price(lang, payment.price)]);
        vec![vec![button(label, &RefundTap::Ask(payment.id))]]
    } else {
        Vec::new()
    };
    Screen::with_buttons(text, rows)
}

/// What would go back, and what becomes of the set; the words of the button that does it.
pub(in crate::payments) fn preview_refund(
    lang: Lang,
    payment: &Payment,
    made: Made,
) -> (String, String) {
    let head = lang.html(
        "staff-refund-confirm",
        &[
            price(lang, payment.price),
            ("number", number(payment.id)),
            ("method", payment.price.provider().title(lang).into()),
        ],
    );
    let counts = |made: i64, total: i64| [("made", made.into()), ("total", total.into())];
    let (line, yes) = match made {
        Made::Nothing => (lang.html("staff-refund-not-begun", &[]), "staff-refund-yes"),
        Made::Unsent { made, total } => (
            lang.html("staff-refund-unsent", &counts(made, total)),
            "staff-refund-yes",
        ),
        Made::Delivered { made, total } => (
            lang.html("staff-refund-delivered", &counts(made, total)),
            "staff-refund-all-the-same",
        ),
    };
    (format!("{head}\n{line}"), lang.text(yes, &[]))
}

pub(in crate::payments) fn preview_part(
    lang: Lang,
    payment: &Payment,
    part: Price,
    missing: i64,
) -> (String, String) {
    let text = lang.html(
        "staff-refund-part-confirm",
        &[
            price(lang, part),
            ("number", number(payment.id)),
            ("method", payment.price.provider().title(lang).into()),
            ("missing", missing.into()),
        ],
    );
    (text, lang.text("staff-refund-yes", &[]))
}

pub(in crate::payments) fn part_under_way(
    lang: Lang,
    payment_id: i32,
    part: Price,
    name: &str,
) -> Screen {
    let name = ("name", name.to_owned().into());
    let args = [price(lang, part), ("number", number(payment_id)), name];
    Screen::plain(lang.html("staff-refund-part-under-way", &args))
}

pub(crate) fn refund_under_way(lang: Lang, payment: &Payment, name: &str) -> Screen {
    Screen::plain(lang.html(
        "staff-refund-under-way",
        &[
            price(lang, payment.price),
            ("number", number(payment.id)),
            ("name", name.to_owned().into()),
        ],
    ))
}

pub(in crate::payments) fn policy(lang: Lang, policy: &Policy) -> Screen {
    let [days, parts, nothing] = Policy::NAMES.map(|name| policy.value(name));
    Screen::plain(lang.html(
        "staff-policy",
        &[
            ("days", days.into()),
            ("parts", parts.into()),
            ("nothing", nothing.into()),
        ],
    ))
}

pub(in crate::payments) fn policy_changed(lang: Lang, name: &str, value: &str) -> Screen {
    Screen::plain(lang.html("staff-policy-changed", &rule(name, value)))
}

pub(in crate::payments) fn policy_bad(lang: Lang, name: &str, value: &str) -> Screen {
    Screen::plain(lang.html("staff-policy-bad", &rule(name, value)))
}

pub(in crate::payments) fn policy_unknown(lang: Lang, name: &str) -> Screen {
    let names = ("names", Policy::NAMES.join(", ").into());
    let [name, _] = rule(name, "");
    Screen::plain(lang.html("staff-policy-unknown", &[name, names]))
}

fn rule(name: &str, value: &str) -> [(&'static str, FluentValue<'static>); 2] {
    [
        ("name", name.to_owned().into()),
        ("value", value.to_owned().into()),
    ]
}
