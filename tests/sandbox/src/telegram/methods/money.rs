//! Invoices and the Stars account.

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::sending::Envelope;
use crate::telegram::{
    message::Body,
    payments::{Invoice, StarTransaction},
    request::{Fields, Refusal},
    state::State,
    text::{Styled, utf16_length},
};

/// The limits are those of <https://core.telegram.org/bots/api#sendinvoice>.
const TITLE_LENGTH: std::ops::RangeInclusive<usize> = 1..=32;
const DESCRIPTION_LENGTH: std::ops::RangeInclusive<usize> = 1..=255;
const PAYLOAD_BYTES: std::ops::RangeInclusive<usize> = 1..=128;
const MAX_START_PARAMETER_LENGTH: usize = 64;
/// Stars of one invoice. The upper end is documented for subscriptions only and taken for all.
const AMOUNT: std::ops::RangeInclusive<i64> = 1..=10_000;
const MAX_TRANSACTIONS: i64 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LabeledPrice {
    label: String,
    amount: i64,
}

pub fn send_invoice(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let envelope = Envelope::read(state, fields, 1, true)?;
    let invoice = read_invoice(fields)?;
    Ok(envelope.send(state, Body::Invoice(invoice), Styled::default()))
}

pub fn create_invoice_link(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let invoice = read_invoice(fields)?;
    let link = format!("https://t.me/${}", Uuid::new_v4().simple());
    state.payments.links.insert(link.clone(), invoice);
    Ok(json!(link))
}

fn read_invoice(fields: &Fields) -> Result<Invoice, Refusal> {
    let invoice = Invoice {
        title: fields.require("title")?,
        description: fields.require("description")?,
        payload: fields.require("payload")?,
        currency: fields.require("currency")?,
        total_amount: 0,
        start_parameter: fields.find("start_parameter")?.unwrap_or_default(),
    };
    if invoice.currency != "XTR" {
        return Err(Refusal::bad(
            "CURRENCY_INVALID: the sandbox takes Stars only",
        ));
    }
    let provider_token: String = fields.find("provider_token")?.unwrap_or_default();
    if !provider_token.is_empty() {
        return Err(Refusal::bad("PAYMENT_PROVIDER_INVALID"));
    }
    if !TITLE_LENGTH.contains(&utf16_length(&invoice.title)) {
        return Err(Refusal::bad("INVOICE_TITLE_INVALID"));
    }
    if !DESCRIPTION_LENGTH.contains(&utf16_length(&invoice.description)) {
        return Err(Refusal::bad("INVOICE_DESCRIPTION_INVALID"));
    }
    if !PAYLOAD_BYTES.contains(&invoice.payload.len()) {
        return Err(Refusal::bad("INVOICE_PAYLOAD_INVALID"));
    }
    let is_parameter_byte = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if invoice.start_parameter.len() > MAX_START_PARAMETER_LENGTH
        || !invoice.start_parameter.bytes().all(is_parameter_byte)
    {
        return Err(Refusal::bad("START_PARAM_INVALID"));
    }
    let prices: Vec<LabeledPrice> = fields.require("prices")?;
    let [price] = prices.as_slice() else {
        return Err(Refusal::bad("STARS_INVOICE_INVALID"));
    };
    if price.label.is_empty() || !AMOUNT.contains(&price.amount) {
        return Err(Refusal::bad("CURRENCY_TOTAL_AMOUNT_INVALID"));
    }
    Ok(Invoice {
        total_amount: price.amount,
        ..invoice
    })
}

pub fn refund_star_payment(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let charge_id: String = fields.require("telegram_payment_charge_id")?;
    state.refund(fields.require("user_id")?, &charge_id)?;
    Ok(json!(true))
}

pub fn get_star_transactions(state: &mut State, fields: &Fields) -> Result<Value, Refusal> {
    let offset: usize = fields.find("offset")?.unwrap_or(0);
    let limit: i64 = fields.find("limit")?.unwrap_or(MAX_TRANSACTIONS);
    if !(1..=MAX_TRANSACTIONS).contains(&limit) {
        return Err(Refusal::bad("LIMIT_INVALID"));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let lines = state.payments.transactions.iter().skip(offset).take(limit);
    let lines: Vec<Value> = lines.map(|line| transaction_json(state, line)).collect();
    Ok(json!({"transactions": lines}))
}

fn transaction_json(state: &State, line: &StarTransaction) -> Value {
    if let Some(foreign) = &line.foreign {
        return foreign.clone();
    }
    let partner = json!({
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": state.user(line.user_id),
        "invoice_payload": line.payload,
    });
    let side = if line.is_refund { "receiver" } else { "source" };
    json!({"id": line.id, "amount": line.amount, "date": line.date.timestamp(), side: partner})
}
