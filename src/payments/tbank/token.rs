//! The token by which T-Bank and we know each other's messages: SHA-256 over the
//! values at the root and the password, in the order of their names.
//!
//! The values are joined without a border, so a token does not prove where one
//! ends: amounts and orders must be compared with our own rows all the same.

use std::{borrow::Cow, collections::BTreeMap};

use secrecy::{ExposeSecret, SecretString};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::fields::Fields;

/// The token of a message of ours. Its numbers have to be whole.
pub(super) fn token(fields: &Map<String, Value>, password: &SecretString) -> String {
    let scalars: Vec<(&str, Cow<'_, str>)> = fields
        .iter()
        .filter_map(|(name, value)| Some((name.as_str(), scalar(value)?)))
        .collect();
    let scalars = scalars.iter().map(|(name, value)| (*name, value.as_ref()));
    sign(scalars, password)
}

/// Whether a message of the bank bears the right token.
pub(super) fn verify(fields: &Fields<'_>, password: &SecretString) -> bool {
    let expected = sign(fields.scalars(), password);
    let found = fields.value("Token").unwrap_or_default();
    expected.as_bytes().ct_eq(found.as_bytes()).into()
}

fn sign<'a>(
    scalars: impl Iterator<Item = (&'a str, &'a str)>,
    password: &'a SecretString,
) -> String {
    let mut values: BTreeMap<&str, &str> = scalars.filter(|(name, _)| *name != "Token").collect();
    // In place of any password that a message brings along.
    values.insert("Password", password.expose_secret());
    let digest = values
        .values()
        .fold(Sha256::new(), |digest, value| digest.chain_update(value))
        .finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn scalar(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Bool(_) | Value::Number(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    type Vector = (Value, &'static str, &'static str);

    /// Messages of the bank's documents, with their password and token.
    fn documented() -> Vec<Vector> {
        vec![
            (
                json!({
                    "TerminalKey": "MerchantTerminalKey", "Amount": 19200, "OrderId": "21090",
                    "Description": "Подарочная карта на 1000 рублей",
                    "DATA": {"Phone": "+71234567890", "Email": "a@test.com"},
                    "Receipt": {"Email": "a@test.ru", "Taxation": "osn", "Items": []},
                }),
                "usaf8fw8fsw21g",
                "0024a00af7c350a3a67ca168ce06502aa72772456662e38696d48b56ee9c97d9",
            ),
            (
                json!({
                    "TerminalKey": "MerchantTerminalKey", "Amount": 19200, "OrderId": "00000",
                    "Description": "Подарочная карта на 1000 рублей",
                }),
                "11111111111111",
                "72dd466f8ace0a37a1f740ce5fb78101712bc0665d91a8108c7c8a0ccd426db2",
            ),
            (
                json!({
                    "TerminalKey": "1321054611234DEMO", "OrderId": "201709", "Success": true,
                    "Status": "AUTHORIZED", "PaymentId": 8742591, "ErrorCode": "0",
                    "Amount": 9855, "CardId": 322264, "Pan": "430000******0777",
                    "ExpDate": "1122", "RebillId": 101709,
                }),
                "Dfsfh56dgKl",
                "b906d28e76c6428e37b25fcf86c0adc52c63d503013fdd632e300593d165766b",
            ),
            (
                json!({
                    "TerminalKey": "1234567890DEMO", "OrderId": "000000", "Success": true,
                    "Status": "AUTHORIZED", "PaymentId": "0000000", "ErrorCode": "0",
                    "Amount": 1111, "CardId": "000000", "Pan": "200000******0000",
                    "ExpDate": "1111", "RebillId": "000000",
                }),
                "11111111111",
                "1c0964277d0213349243065a0d5b838b8e90d2d25f740d0f2767836e710e80c8",
            ),
        ]
    }

    /// One of each kind that we send and get.
    fn ours() -> Vec<Vector> {
        let notification = |success: bool, status: &str, code: &str, pan: &str| {
            json!({
                "TerminalKey": "TestTerminalDEMO", "OrderId": "po_0001", "Success": success,
                "Status": status, "PaymentId": 3093639567u64, "ErrorCode": code, "Amount": 99900,
                "CardId": 10452089, "Pan": pan, "ExpDate": "1225",
                "Data": {"Route": "ACQ", "Source": "cards"},
            })
        };
        vec![
            (
                json!({
                    "TerminalKey": "TestTerminalDEMO", "Amount": 99900, "OrderId": "po_0001",
                    "Description": "Фотосет", "NotificationURL": "https://bot.example/tbank/notify",
                    "SuccessURL": "https://t.me/example_bot", "FailURL": "https://t.me/example_bot",
                    "RedirectDueDate": "2026-10-05T12:00:00+03:00", "Language": "ru", "PayType": "O",
                }),
                "testpassword",
                "39a3250223e427784aaa1d35000380bab4f6a2a040d652eb12735aaffbe8be07",
            ),
            (
                json!({"TerminalKey": "TestTerminalDEMO", "PaymentId": "3093639567", "IP": null}),
                "testpassword",
                "eda3b4194a675be6e202ade75d1b79ecefb563d1ac47a6ad6db29922cba4ae89",
            ),
            (
                json!({"TerminalKey": "TestTerminalDEMO", "PaymentId": "3093639567", "Amount": 50000}),
                "testpassword",
                "f12d7368e543e01407b54f551dcf206f63b24faaeb9d48fb78b23fd8a6dde5c1",
            ),
            (
                notification(true, "CONFIRMED", "0", "220138******0013"),
                "testpassword",
                "d186464fdc3a9018baf0538438b392493013e893fea46a800a1d1f4d926e31d7",
            ),
            (
                notification(false, "REJECTED", "1051", "220138******0831"),
                "testpassword",
                "afab2c171ad336eba84467264f23f6ff7ab16387d7fc53df26d3f69338425de7",
            ),
        ]
    }

    fn is_verified(message: &str, password: &str) -> bool {
        let fields = Fields::read(message.as_bytes()).unwrap();
        verify(&fields, &SecretString::from(password))
    }

    #[test]
    fn tokens_are_those_of_the_bank() {
        for (mut message, password, expected) in documented().into_iter().chain(ours()) {
            let fields = message.as_object_mut().unwrap();
            let password_kept = SecretString::from(password);
            assert_eq!(token(fields, &password_kept), expected, "{fields:?}");

            fields.insert("Token".to_owned(), json!(expected));
            assert_eq!(token(fields, &password_kept), expected);
            let text = message.to_string();
            assert!(is_verified(&text, password), "{text}");
            assert!(!is_verified(&text, "another"));
            let upper = text.replace(expected, &expected.to_uppercase());
            assert!(!is_verified(&upper, password));
        }
    }

    #[test]
    fn a_fraction_counts_as_it_was_written() {
        let password = SecretString::from("secret");
        let signed = |rate: &str| {
            let scalars = [("Amount", "1"), ("Rate", rate)];
            let token = sign(scalars.into_iter(), &password);
            format!("{{\"Amount\":1,\"Rate\":{rate},\"Token\":\"{token}\"}}")
        };
        for rate in ["1.50", "1.0", "1e2", "12345678901234567890123"] {
            assert!(is_verified(&signed(rate), "secret"), "{rate}");
        }
    }

    #[test]
    fn nobody_can_bring_a_password_along() {
        let forged = sign([("Amount", "1")].into_iter(), &SecretString::from("mine"));
        let message = format!("{{\"Amount\":1,\"Password\":\"mine\",\"Token\":\"{forged}\"}}");
        assert!(!is_verified(&message, "secret"));
        assert!(!is_verified("{\"Amount\":1}", "secret"));
        assert!(!is_verified("{\"Amount\":1,\"Token\":null}", "secret"));
        assert!(!is_verified("{\"Amount\":1,\"Token\":[]}", "secret"));
    }
}
