//! What we ask of the bank, in its words. The terminal and the token are added
//! where it is sent.

use std::fmt;

use chrono::{DateTime, FixedOffset, Utc};
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use crate::{i18n::Lang, payments::money::Kopecks};

/// T-Bank's limits (Init: Description, Receipt.Items.Name).
const LONGEST_DESCRIPTION: usize = 140;
const LONGEST_ITEM_NAME: usize = 128;

/// A payment to be made on the bank's form.
#[derive(Debug)]
pub struct NewPayment<'a> {
    /// New for each attempt, as the bank takes an order's name once.
    pub order_id: Uuid,
    pub amount: Kopecks,
    /// Shown on the form; cut to the bank's 140 letters.
    pub description: &'a str,
    /// Needed when a cash register belongs to the terminal.
    pub receipt: Option<Receipt<'a>>,
    /// From 1 minute to 90 days ahead.
    pub expires_at: DateTime<Utc>,
    pub lang: Lang,
    pub notification_url: &'a Url,
    /// Where the form leads after success and failure.
    pub return_url: &'a Url,
}

/// Money that is to go back.
#[derive(Debug)]
pub struct Cancellation<'a> {
    pub payment_id: &'a str,
    /// `None` for all that is left.
    pub amount: Option<Kopecks>,
    /// For a part of the amount only: the bank has the receipt of the whole.
    pub receipt: Option<Receipt<'a>>,
    /// Said twice with the same id, it is done once. Not so for SBP: there, ask
    /// for the state before trying again.
    pub request_id: Uuid,
}

/// The receipt that the law wants for one service.
#[derive(Clone, Copy)]
pub struct Receipt<'a> {
    /// Where it is sent; up to 64 letters.
    pub email: &'a str,
    /// Cut to the bank's 128 letters.
    pub item_name: &'a str,
}

impl fmt::Debug for Receipt<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Receipt")
            .field("item_name", &self.item_name)
            .finish_non_exhaustive()
    }
}

impl NewPayment<'_> {
    pub(super) fn fields(&self, taxation: &str) -> Map<String, Value> {
        let mut fields = object(json!({
            "Amount": self.amount.get(),
            "OrderId": self.order_id.to_string(),
            "Description": cut(self.description, LONGEST_DESCRIPTION),
            // One stage: confirmed payments are paid, and nothing is only held.
            "PayType": "O",
            "Language": self.lang.tag(),
            "NotificationURL": self.notification_url.as_str(),
            "SuccessURL": self.return_url.as_str(),
            "FailURL": self.return_url.as_str(),
            "RedirectDueDate": due_date(self.expires_at),
        }));
        if let Some(receipt) = &self.receipt {
            fields.insert("Receipt".to_owned(), receipt.json(self.amount, taxation));
        }
        fields
    }
}

impl Cancellation<'_> {
    pub(super) fn fields(&self, taxation: &str) -> Map<String, Value> {
        let mut fields = object(json!({
            "PaymentId": self.payment_id,
            "ExternalRequestId": self.request_id.to_string(),
        }));
        if let Some(amount) = self.amount {
            fields.insert("Amount".to_owned(), json!(amount.get()));
            if let Some(receipt) = &self.receipt {
                fields.insert("Receipt".to_owned(), receipt.json(amount, taxation));
            }
        }
        fields
    }
}

impl Receipt<'_> {
    fn json(&self, amount: Kopecks, taxation: &str) -> Value {
        json!({
            "Email": self.email,
            "Taxation": taxation,
            "Items": [{
                "Name": cut(self.item_name, LONGEST_ITEM_NAME),
                "Price": amount.get(),
                "Quantity": 1,
                "Amount": amount.get(),
                "Tax": "none",
                "PaymentMethod": "full_payment",
                "PaymentObject": "service",
            }],
        })
    }
}

/// The fields of an object written above.
pub(super) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Moscow's time, and whole seconds: the bank refuses milliseconds.
fn due_date(time: DateTime<Utc>) -> String {
    let moscow = FixedOffset::east_opt(3 * 3600).expect("three hours are less than a day");
    let time = time.with_timezone(&moscow);
    time.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The beginning of `text` that is no longer than `limit` by the count of UTF-16,
/// which is the strictest of those that the bank may use.
fn cut(text: &str, limit: usize) -> &str {
    let mut units = 0;
    for (index, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > limit {
            return &text[..index];
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        address.parse().unwrap()
    }

    fn receipt() -> Receipt<'static> {
        Receipt {
            email: "user@example.ru",
            item_name: "Набор ИИ-фотографий, 23 шт.",
        }
    }

    fn receipt_json(amount: i64) -> Value {
        json!({
            "Email": "user@example.ru", "Taxation": "usn_income", "Items": [{
                "Name": "Набор ИИ-фотографий, 23 шт.", "Price": amount, "Quantity": 1,
                "Amount": amount, "Tax": "none", "PaymentMethod": "full_payment",
                "PaymentObject": "service",
            }],
        })
    }

    #[test]
    fn a_payment_is_asked_for_in_the_banks_words() {
        let (notification_url, return_url) = (
            url("https://bot.example/tbank/notify"),
            url("https://t.me/example_bot"),
        );
        let mut payment = NewPayment {
            order_id: Uuid::from_u128(7),
            amount: Kopecks::new(99900).unwrap(),
            description: "Фотосет",
            receipt: Some(receipt()),
            expires_at: "2026-10-05T09:00:00.987Z".parse().unwrap(),
            lang: Lang::Ru,
            notification_url: &notification_url,
            return_url: &return_url,
        };
        assert!(!format!("{payment:?}").contains("user@"));
        let mut expected = json!({
            "Amount": 99900, "OrderId": "00000000-0000-0000-0000-000000000007",
            "Description": "Фотосет", "PayType": "O", "Language": "ru",
            "NotificationURL": "https://bot.example/tbank/notify",
            "SuccessURL": "https://t.me/example_bot", "FailURL": "https://t.me/example_bot",
            "RedirectDueDate": "2026-10-05T12:00:00+03:00", "Receipt": receipt_json(99900),
        });
        assert_eq!(Value::Object(payment.fields("usn_income")), expected);

        payment.receipt = None;
        payment.lang = Lang::En;
        expected.as_object_mut().unwrap().remove("Receipt");
        expected["Language"] = json!("en");
        assert_eq!(Value::Object(payment.fields("usn_income")), expected);
    }

    #[test]
    fn only_a_part_going_back_has_a_receipt() {
        let mut cancellation = Cancellation {
            payment_id: "3093639567",
            amount: Kopecks::new(50000),
            receipt: Some(receipt()),
            request_id: Uuid::from_u128(9),
        };
        let part = json!({
            "PaymentId": "3093639567", "Amount": 50000, "Receipt": receipt_json(50000),
            "ExternalRequestId": "00000000-0000-0000-0000-000000000009",
        });
        assert_eq!(Value::Object(cancellation.fields("usn_income")), part);
        cancellation.amount = None;
        let whole = json!({
            "PaymentId": "3093639567",
            "ExternalRequestId": "00000000-0000-0000-0000-000000000009",
        });
        assert_eq!(Value::Object(cancellation.fields("usn_income")), whole);
    }

    #[test]
    fn texts_are_cut_between_letters() {
        assert_eq!(cut("Фото", 4), "Фото");
        assert_eq!(cut("Фото", 3), "Фот");
        assert_eq!(cut("a😀b", 3), "a😀");
        assert_eq!(cut("a😀b", 2), "a");
        assert_eq!(cut("", 0), "");
        let long = "д".repeat(500);
        assert_eq!(cut(&long, LONGEST_DESCRIPTION).chars().count(), 140);
    }
}
