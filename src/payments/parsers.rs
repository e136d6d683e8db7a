//! Every reader of what comes from outside about money, each behind one door that
//! takes any bytes and says whether they could be read. The application does not
//! come this way: these are for programs that try the readers with rubbish, such
//! as `tests/fuzz`, which may learn nothing more and need no account anywhere.

use reqwest::StatusCode;
use secrecy::SecretString;
use serde_json::Value;
use teloxide::types::PreCheckoutQuery;
use uuid::Uuid;

use super::{
    bank, chat, stars,
    tbank::{self, Notification, Reply},
    ton,
};
use crate::telegram::{Received, read_update};

/// The body of `POST /tbank/notification`: its signature, and what it would say if
/// the bank had signed it.
pub fn tbank_notification(body: &[u8]) -> bool {
    let password = SecretString::from("password");
    let is_genuine = Notification::read(body, "terminal", &password).is_ok();
    is_genuine || tbank::is_notification(body)
}

/// An answer of the bank to Init, GetState, CheckOrder or Cancel, with the status
/// of success and that of a refusal.
pub fn tbank_answer(body: &[u8]) -> bool {
    [StatusCode::OK, StatusCode::BAD_REQUEST]
        .map(|status| {
            let body = bytes::Bytes::copy_from_slice(body);
            let reply = Reply { status, body };
            [
                reply.created().is_ok(),
                reply.state("1").is_ok(),
                reply.payments().is_ok(),
                reply.cancelled("1").is_ok(),
            ]
        })
        .as_flattened()
        .contains(&true)
}

/// A page of toncenter's `transactions`.
pub fn toncenter_page(body: &[u8]) -> bool {
    ton::read_page(body).is_ok()
}

/// The bag of cells that a transfer carries its words in.
pub fn ton_comment(bag: &[u8]) -> bool {
    ton::Comment::from_cells(bag) != ton::Comment::Unreadable
}

/// A wallet's address in any of its forms.
pub fn ton_address(written: &[u8]) -> bool {
    str::from_utf8(written).is_ok_and(|written| written.parse::<ton::Address>().is_ok())
}

/// TonAPI's answer about rates, and a quote at that rate.
pub fn ton_rate(body: &[u8]) -> bool {
    let price = rust_decimal::Decimal::from(999);
    ton::read_rate(body).is_ok_and(|rate| ton::quote(price, rate).is_some())
}

/// Telegram's answer to `getStarTransactions`.
pub fn star_transactions(body: &[u8]) -> bool {
    stars::read_page(body).is_ok()
}

/// An update that tells of a charge or of a refund.
pub fn star_charge(update: &[u8]) -> bool {
    let update = str::from_utf8(update).ok();
    let message = match update.map(read_update) {
        Some(Ok(Received::Act(incoming))) => incoming.message(),
        _ => None,
    };
    message.is_some_and(|message| {
        chat::paid_charge(message.clone()).is_some() || chat::refunded_charge(message).is_some()
    })
}

/// An update that asks whether an invoice may be paid.
pub fn pre_checkout(update: &[u8]) -> bool {
    let query = serde_json::from_slice::<Value>(update)
        .ok()
        .and_then(|update| Some(update.get("pre_checkout_query")?.to_string()));
    let query = query.and_then(|query| serde_json::from_str::<PreCheckoutQuery>(&query).ok());
    query.is_some_and(|query| invoice_payload(query.invoice_payload.as_bytes()))
}

/// What an invoice carries to name its order.
pub fn invoice_payload(payload: &[u8]) -> bool {
    str::from_utf8(payload).is_ok_and(|payload| payload.parse::<Uuid>().is_ok())
}

/// The address that a person wants receipts at.
pub fn receipt_email(words: &[u8]) -> bool {
    str::from_utf8(words).is_ok_and(bank::is_email)
}
