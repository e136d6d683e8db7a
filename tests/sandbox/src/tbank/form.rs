//! The bank's form in the payer's browser: what is paid, how, and what came of it. Plain HTML,
//! so that a person and a test can both use it.

use std::{fmt::Write, sync::Arc};

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{Html, IntoResponse, Response},
};

use super::{
    bank::Bank,
    notifications::ANSWER_TIMEOUT,
    payer::Means,
    payment::{Payment, Status},
};

const STYLE: &str = "body{font:17px/1.5 system-ui,sans-serif;background:#f6f7f8;color:#222;\
    margin:0;display:grid;place-items:center;min-height:100vh}\
    main{background:#fff;border-radius:20px;padding:32px;width:min(360px,80vw);\
    box-shadow:0 4px 24px #0001}\
    h1{font-size:34px;margin:0 0 8px}p{margin:0 0 16px}small{color:#888}\
    button,a.button{display:block;width:100%;box-sizing:border-box;padding:14px;margin:10px 0;\
    border:0;border-radius:14px;font:inherit;text-align:center;text-decoration:none;\
    background:#ffdd2d;color:#222;cursor:pointer}\
    button.plain,a.plain{background:#f0f1f3}";

pub(super) async fn show(State(bank): State<Arc<Bank>>, Path(code): Path<String>) -> Response {
    let Some(payment) = find(&bank, &code) else {
        return unknown();
    };
    // The payment was found a moment ago, and none is ever removed.
    if let Err(error) = bank.open_form(payment.payment_id) {
        tracing::warn!(error = format!("{error:#}"), "cannot open a form");
    }
    find(&bank, &code).map_or_else(unknown, |payment| form(&bank, &payment))
}

pub(super) async fn act(
    State(bank): State<Arc<Bank>>,
    Path((code, action)): Path<(String, String)>,
) -> Response {
    let Some(payment) = find(&bank, &code) else {
        return unknown();
    };
    let outcome = match action.as_str() {
        "card" => bank.pay(payment.payment_id, Means::Card),
        "sbp" => bank.pay(payment.payment_id, Means::Sbp),
        "decline" => bank.decline(payment.payment_id),
        _ => return unknown(),
    };
    if let Err(error) = outcome {
        // A second tap, or one that came too late; the page tells how things stand.
        tracing::debug!(error = format!("{error:#}"), "the form could not do that");
    } else if let Some(telling) = bank.tell_bot() {
        // The bank lets the payer go once the bot knows, or after a while.
        let _ = tokio::time::timeout(ANSWER_TIMEOUT, telling).await;
    }
    find(&bank, &code).map_or_else(unknown, |payment| result(&bank, &payment))
}

fn find(bank: &Bank, code: &str) -> Option<Payment> {
    let ledger = bank.ledger();
    let mut payments = ledger.payments.iter();
    payments
        .find(|payment| payment.form_code() == code)
        .cloned()
}

fn form(bank: &Bank, payment: &Payment) -> Response {
    let may_pay = match payment.status {
        Status::New | Status::FormShowed | Status::Authorizing => true,
        Status::Rejected => bank.now() < payment.due_at,
        _ => false,
    };
    if !may_pay {
        return result(bank, payment);
    }
    let mut body = head(payment);
    if payment.status == Status::Rejected {
        body.push_str("<p>Банк отклонил оплату. Попробуйте ещё раз · Declined, try again</p>");
    }
    let code = payment.form_code();
    for (action, class, label) in [
        ("card", "", "Оплатить картой · Pay by card"),
        ("sbp", "", "Оплатить через СБП · Pay by SBP"),
        ("decline", "plain", "Отказ банка · Decline"),
    ] {
        let _ = write!(
            body,
            "<form method=post action=\"/new/{code}/{action}\">\
             <button id={action} class=\"{class}\">{label}</button></form>"
        );
    }
    page(StatusCode::OK, &body)
}

/// How the payment stands, and the way back to the shop.
fn result(bank: &Bank, payment: &Payment) -> Response {
    let (text, way_back) = match payment.status {
        Status::Confirmed | Status::Authorized => ("Оплачено · Paid", &payment.success_url),
        Status::Canceled | Status::Reversed => ("Оплата отменена · Cancelled", &payment.fail_url),
        Status::DeadlineExpired => (
            "Срок ссылки истёк · The link has expired",
            &payment.fail_url,
        ),
        Status::PartialReversed
        | Status::AsyncRefunding
        | Status::PartialRefunded
        | Status::Refunded => ("Деньги возвращены · Refunded", &payment.success_url),
        Status::Rejected => ("Банк отклонил оплату · Declined", &payment.fail_url),
        Status::New | Status::FormShowed | Status::Authorizing => {
            ("Не оплачено · Not paid", &payment.fail_url)
        }
    };
    let mut body = head(payment);
    let _ = write!(
        body,
        "<p id=result data-status={}>{text}</p>",
        payment.status
    );
    let may_retry = matches!(
        payment.status,
        Status::New | Status::FormShowed | Status::Authorizing | Status::Rejected
    );
    if may_retry {
        let code = payment.form_code();
        let _ = write!(
            body,
            "<a id=again class=button href=\"/new/{code}\">Ещё раз · Try again</a>"
        );
    }
    if let Some(url) = way_back {
        let is_telegram = url.starts_with("https://t.me/");
        let instead = bank.options.telegram_url.as_ref();
        let url = instead.filter(|_| is_telegram).unwrap_or(url);
        let _ = write!(
            body,
            "<a id=back class=\"button plain\" href=\"{}\">Вернуться · Back to the shop</a>",
            escape(url)
        );
    }
    page(StatusCode::OK, &body)
}

fn unknown() -> Response {
    page(
        StatusCode::NOT_FOUND,
        "<p>Такой ссылки нет · There is no such link</p>",
    )
}

fn head(payment: &Payment) -> String {
    let (roubles, kopecks) = (payment.amount / 100, payment.amount % 100);
    let description = payment.description.as_deref().unwrap_or_default();
    format!(
        "<h1>{roubles},{kopecks:02} ₽</h1><p>{}<br><small>{}</small></p>",
        escape(description),
        escape(&payment.order_id)
    )
}

fn page(status: StatusCode, body: &str) -> Response {
    let page = format!(
        "<!doctype html><html lang=ru><meta charset=utf-8>\
         <meta name=viewport content=\"width=device-width\">\
         <title>Оплата · Payment</title><style>{STYLE}</style>\
         <main>{body}<small>Учебный банк, деньги ненастоящие · A pretend bank</small></main>\
         </html>"
    );
    (status, Html(page)).into_response()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
