//! The rules of a fiscal receipt (FFD 1.05), as far as the bank checks them before it passes
//! the receipt on to the cash register.

use serde_json::{Map, Value};

use super::request::Refusal;

const TAXATIONS: &[&str] = &[
    "osn",
    "usn_income",
    "usn_income_outcome",
    "envd",
    "esn",
    "patent",
];
const TAXES: &[&str] = &[
    "none", "vat0", "vat5", "vat7", "vat10", "vat20", "vat22", "vat105", "vat107", "vat110",
    "vat120", "vat122",
];
const PAYMENT_METHODS: &[&str] = &[
    "full_prepayment",
    "prepayment",
    "advance",
    "full_payment",
    "partial_payment",
    "credit",
    "credit_payment",
];
const PAYMENT_OBJECTS: &[&str] = &[
    "commodity",
    "excise",
    "job",
    "service",
    "gambling_bet",
    "gambling_prize",
    "lottery",
    "lottery_prize",
    "intellectual_activity",
    "payment",
    "agent_commission",
    "composite",
    "another",
];
const FIELDS: &[&str] = &[
    "Email",
    "Phone",
    "Taxation",
    "Items",
    "FfdVersion",
    "Payments",
];
const ITEM_FIELDS: &[&str] = &[
    "Name",
    "Price",
    "Quantity",
    "Amount",
    "Tax",
    "PaymentMethod",
    "PaymentObject",
    "MeasurementUnit",
];

/// Checks a receipt over an amount in kopecks.
pub(super) fn check(receipt: &Value, amount: i64) -> Result<(), Refusal> {
    let receipt = fields(receipt, "Receipt", FIELDS)?;
    check_customer(receipt)?;
    choose(receipt, "Taxation", TAXATIONS, true)?;
    choose(receipt, "FfdVersion", &["1.05", "1.2"], false)?;
    let items = receipt
        .get("Items")
        .and_then(Value::as_array)
        .ok_or_else(|| Refusal::invalid("Receipt.Items is not an array"))?;
    if !(1..=100).contains(&items.len()) {
        return Err(Refusal::invalid("Receipt.Items has not 1 to 100 items"));
    }
    let mut sum: i64 = 0;
    for item in items {
        sum = sum.saturating_add(check_item(item)?);
    }
    if sum != amount {
        let details = format!("Сумма позиций чека {sum} не равна сумме операции {amount}.");
        return Err(Refusal::fault(334, details));
    }
    Ok(())
}

/// The receipt has to reach the customer somehow.
fn check_customer(receipt: &Map<String, Value>) -> Result<(), Refusal> {
    let text = |name| {
        receipt
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (email, phone) = (text("Email"), text("Phone"));
    if email.is_empty() && phone.is_empty() {
        let details = "Для чека нужен Email или Phone покупателя.";
        return Err(Refusal::fault(329, details));
    }
    let is_email = |text: &str| {
        let parts = text.split_once('@');
        parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
            && text.chars().count() <= 64
            && !text.contains(char::is_whitespace)
    };
    if !email.is_empty() && !is_email(email) {
        return Err(Refusal::invalid("Receipt.Email is not an e-mail address"));
    }
    let is_phone = |text: &str| {
        let digits = text.strip_prefix('+').unwrap_or_default();
        (10..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !phone.is_empty() && !is_phone(phone) {
        return Err(Refusal::invalid("Receipt.Phone is not a phone number"));
    }
    Ok(())
}

/// Gives the item's amount in kopecks.
fn check_item(item: &Value) -> Result<i64, Refusal> {
    let item = fields(item, "Receipt.Items", ITEM_FIELDS)?;
    let name = item.get("Name").and_then(Value::as_str).unwrap_or_default();
    if !(1..=128).contains(&name.chars().count()) {
        return Err(Refusal::invalid(
            "Receipt.Items.Name has not 1 to 128 characters",
        ));
    }
    choose(item, "Tax", TAXES, true)?;
    choose(item, "PaymentMethod", PAYMENT_METHODS, false)?;
    choose(item, "PaymentObject", PAYMENT_OBJECTS, false)?;
    let kopecks = |name: &str| {
        let value = item.get(name).and_then(Value::as_i64);
        value
            .filter(|value| *value >= 0)
            .ok_or_else(|| Refusal::invalid(format!("Receipt.Items.{name} is not whole kopecks")))
    };
    let (price, amount) = (kopecks("Price")?, kopecks("Amount")?);
    let quantity = item.get("Quantity").and_then(thousandths).ok_or_else(|| {
        Refusal::invalid("Receipt.Items.Quantity is not a number of 8 characters")
    })?;
    if price.checked_mul(quantity) != amount.checked_mul(1000) {
        return Err(Refusal::fault(
            308,
            "Receipt.Items: Amount is not Price × Quantity",
        ));
    }
    Ok(amount)
}

/// A positive number with up to three decimals, in thousandths.
fn thousandths(quantity: &Value) -> Option<i64> {
    let text = quantity.as_number()?.to_string();
    if text.len() > 8 {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let part = format!("{part:0<3}");
    let part: i64 = (part.len() == 3).then(|| part.parse().ok()).flatten()?;
    let quantity = whole.parse::<i64>().ok()? * 1000 + part;
    (quantity > 0).then_some(quantity)
}

fn fields<'value>(
    value: &'value Value,
    what: &str,
    known: &[&str],
) -> Result<&'value Map<String, Value>, Refusal> {
    let object = value
        .as_object()
        .ok_or_else(|| Refusal::invalid(format!("{what} is not an object")))?;
    match object.keys().find(|name| !known.contains(&name.as_str())) {
        Some(name) => Err(Refusal::invalid(format!(
            "{what}.{name} is not a known field"
        ))),
        None => Ok(object),
    }
}

fn choose(
    object: &Map<String, Value>,
    name: &str,
    choices: &[&str],
    is_required: bool,
) -> Result<(), Refusal> {
    match object.get(name) {
        None if !is_required => Ok(()),
        Some(Value::String(text)) if choices.contains(&text.as_str()) => Ok(()),
        other => Err(Refusal::invalid(format!(
            "{name} is {other:?}, not one of {choices:?}"
        ))),
    }
}
