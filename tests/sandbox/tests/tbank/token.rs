//! The signature: the documentation's vectors, and what only the raw text of a request shows.

use sandbox::tbank::token;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::bot::{Bot, code, sign};

fn check(name: &str, mut json: Value, password: &str, expected: &str) {
    assert_eq!(token(&json, password).as_deref(), Some(expected), "{name}");
    assert_eq!(sign(&json, password), expected, "{name}, by the tests' own");
    json["Token"] = json!("whatever is there is not part of it");
    assert_eq!(token(&json, password).as_deref(), Some(expected), "{name}");
}

fn with(mut object: Value, more: Value) -> Value {
    let fields = object.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    object
}

#[test]
fn tokens_are_those_of_the_documentation() {
    let gift = json!({ "TerminalKey": "MerchantTerminalKey", "Amount": 19200,
        "Description": "Подарочная карта на 1000 рублей" });
    check(
        "a",
        with(gift.clone(), json!({ "OrderId": "21090" })),
        "usaf8fw8fsw21g",
        "0024a00af7c350a3a67ca168ce06502aa72772456662e38696d48b56ee9c97d9",
    );
    check(
        "b",
        with(gift, json!({ "OrderId": "00000" })),
        "11111111111111",
        "72dd466f8ace0a37a1f740ce5fb78101712bc0665d91a8108c7c8a0ccd426db2",
    );
    check(
        "c",
        json!({ "TerminalKey": "1321054611234DEMO", "OrderId": "201709", "Success": true,
            "Status": "AUTHORIZED", "PaymentId": 8742591, "ErrorCode": "0", "Amount": 9855,
            "CardId": 322264, "Pan": "430000******0777", "ExpDate": "1122", "RebillId": 101709 }),
        "Dfsfh56dgKl",
        "b906d28e76c6428e37b25fcf86c0adc52c63d503013fdd632e300593d165766b",
    );
    check(
        "d",
        json!({ "TerminalKey": "1234567890DEMO", "OrderId": "000000", "Success": true,
            "Status": "AUTHORIZED", "PaymentId": "0000000", "ErrorCode": "0", "Amount": 1111,
            "CardId": "000000", "Pan": "200000******0000", "ExpDate": "1111",
            "RebillId": "000000" }),
        "11111111111",
        "1c0964277d0213349243065a0d5b838b8e90d2d25f740d0f2767836e710e80c8",
    );
}

#[test]
fn tokens_of_requests_leave_nested_objects_out() {
    let init = json!({ "TerminalKey": "TestTerminalDEMO", "Amount": 99900, "OrderId": "po_0001",
        "Description": "Фотосет", "NotificationURL": "https://bot.example/tbank/notify",
        "SuccessURL": "https://t.me/example_bot", "FailURL": "https://t.me/example_bot",
        "RedirectDueDate": "2026-10-05T12:00:00+03:00", "Language": "ru", "PayType": "O",
        "DATA": { "Email": "user@example.ru" }, "Receipt": { "Items": [] } });
    let expected = "39a3250223e427784aaa1d35000380bab4f6a2a040d652eb12735aaffbe8be07";
    check("e", init, "testpassword", expected);
    let state = json!({ "TerminalKey": "TestTerminalDEMO", "PaymentId": "3093639567" });
    let expected = "eda3b4194a675be6e202ade75d1b79ecefb563d1ac47a6ad6db29922cba4ae89";
    check("f", state.clone(), "testpassword", expected);
    let cancel = with(state, json!({ "Amount": 50000 }));
    let expected = "f12d7368e543e01407b54f551dcf206f63b24faaeb9d48fb78b23fd8a6dde5c1";
    check("g", cancel, "testpassword", expected);
}

#[test]
fn tokens_of_notifications_take_bools_and_numbers_as_text() {
    let notification = json!({ "TerminalKey": "TestTerminalDEMO", "OrderId": "po_0001",
        "PaymentId": 3093639567_u64, "Amount": 99900, "CardId": 10452089, "ExpDate": "1225",
        "Data": { "Route": "ACQ", "Source": "cards" } });
    let confirmed = json!({ "Success": true, "Status": "CONFIRMED", "ErrorCode": "0",
        "Pan": "220138******0013" });
    let expected = "d186464fdc3a9018baf0538438b392493013e893fea46a800a1d1f4d926e31d7";
    let confirmed = with(notification.clone(), confirmed);
    check("h", confirmed, "testpassword", expected);
    let rejected = json!({ "Success": false, "Status": "REJECTED", "ErrorCode": "1051",
        "Pan": "220138******0831" });
    let expected = "afab2c171ad336eba84467264f23f6ff7ab16387d7fc53df26d3f69338425de7";
    check("i", with(notification, rejected), "testpassword", expected);
}

/// A client that writes a number in another way signs what it writes.
#[tokio::test]
async fn a_number_counts_as_it_was_written() {
    let bot = Bot::start().await;
    for (signed, expected) in [("999.00", "9999"), ("999.0", "204")] {
        let joined = format!("{signed}po_0001testpasswordTestTerminalDEMO");
        let digest = Sha256::digest(joined.as_bytes());
        let token: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let body = format!(
            r#"{{"TerminalKey":"TestTerminalDEMO","OrderId":"po_0001","Amount":999.00,"Token":"{token}"}}"#
        );
        let request = bot
            .http
            .post(format!("{}/Init", bot.tbank.url()))
            .header("Content-Type", "application/json")
            .body(body);
        let answer: Value = request
            .send()
            .await
            .expect("sent")
            .json()
            .await
            .expect("JSON");
        assert_eq!(code(&answer), expected, "{answer}");
    }
}
