//! `Init` and the rules that every request meets.

use serde_json::{Value, json};

use crate::bot::{Bot, code, sign};

/// A change to a correct order, and the error that it leads to.
async fn refuses(bot: &Bot, change: Value, expected: &str) {
    let mut order = bot.order("refused");
    for (name, value) in change.as_object().expect("an object") {
        order[name] = value.clone();
    }
    let answer = bot.call("Init", order).await;
    assert_eq!(code(&answer), expected, "{change}");
    assert_eq!(bot.tbank.take_problems().len(), 1, "{change}");
}

#[tokio::test]
async fn a_correct_order_is_taken() {
    let bot = Bot::start().await;
    let answer = bot.call("Init", bot.order("po_0001")).await;
    let payment = bot.tbank.payment_of_order("po_0001").expect("a payment");
    assert_eq!(
        answer,
        json!({
            "Success": true, "ErrorCode": "0", "TerminalKey": "TestTerminalDEMO",
            "Status": "NEW", "PaymentId": payment.payment_id.to_string(), "OrderId": "po_0001",
            "Amount": 99900, "PaymentURL": payment.url,
        })
    );
    assert!(payment.url.len() <= 100);
    assert_eq!(
        (payment.amount, payment.refunded, payment.is_sbp),
        (99900, 0, false)
    );
    assert_eq!(payment.due_at.to_rfc3339(), "2026-03-02T10:00:00+00:00");
    assert_eq!(bot.tbank.problems(), [""; 0]);
    assert_eq!(bot.tbank.calls()[0].1["OrderId"], "po_0001");
}

#[tokio::test]
async fn the_terminal_and_the_token_come_first() {
    let bot = Bot::start().await;
    let mut order = bot.order("po_0001");
    order["TerminalKey"] = json!("TestTerminalDEMO");
    let token = sign(&order, "testpassword");
    let wrong = sign(&order, "another");

    let cases = [
        (json!(null), "TestTerminalDEMO", "9999"),
        (json!(wrong), "TestTerminalDEMO", "204"),
        (json!(token.to_uppercase()), "TestTerminalDEMO", "204"),
        (json!(token), "TestTerminal", "501"),
        (json!(token), "", "9999"),
    ];
    for (token, terminal, expected) in cases {
        order["Token"] = token;
        order["TerminalKey"] = json!(terminal);
        let answer = bot.send("Init", &order).await.expect("HTTP 200");
        assert_eq!(code(&answer), expected);
    }
    assert_eq!(bot.tbank.take_problems().len(), 5);

    order["TerminalKey"] = json!("TestTerminalDEMO");
    order["Token"] = json!(token);
    order["DATA"] = json!({ "Email": "not.signed@example.ru" });
    let answer = bot.send("Init", &order).await.expect("an answer");
    assert_eq!(answer["Success"], true, "nested objects are not signed");
}

#[tokio::test]
async fn fields_are_known_short_and_of_the_right_type() {
    let bot = Bot::start().await;
    let many: serde_json::Map<String, Value> = (0..21)
        .map(|number| (format!("key{number}"), json!("value")))
        .collect();
    let cases = [
        (json!({ "Amount": 0 }), "620"),
        (json!({ "Amount": -1 }), "251"),
        (json!({ "Amount": "99900" }), "9999"),
        (json!({ "Amount": 999.5 }), "9999"),
        (json!({ "Amount": 10_000_000_000_i64 }), "9999"),
        (json!({ "Amount": null }), "9999"),
        (json!({ "Description": "ф".repeat(141) }), "213"),
        (json!({ "OrderId": "o".repeat(37) }), "212"),
        (json!({ "OrderId": "" }), "9999"),
        (json!({ "PayType": "S" }), "9999"),
        (json!({ "Language": "de" }), "9999"),
        (json!({ "NotificationURL": "bot" }), "9999"),
        (
            json!({ "RedirectDueDate": "2026-03-02T13:00:00.000+03:00" }),
            "12",
        ),
        (json!({ "RedirectDueDate": "2026-03-02T13:00:00Z" }), "12"),
        (
            json!({ "RedirectDueDate": "2026-03-02T12:00:59+03:00" }),
            "12",
        ),
        (
            json!({ "RedirectDueDate": "2026-06-01T12:00:00+03:00" }),
            "12",
        ),
        (json!({ "DATA": many }), "9999"),
        (json!({ "DATA": { "Phone": 7 } }), "9999"),
        (json!({ "SuccessUrl": "https://t.me/example_bot" }), "9999"),
    ];
    for (change, expected) in cases {
        refuses(&bot, change, expected).await;
    }
    assert!(bot.tbank.payments().is_empty());

    let mut order = bot.order(&"o".repeat(36));
    order["Description"] = json!("ф".repeat(140));
    order["RedirectDueDate"] = json!("2026-05-31T12:00:00+03:00");
    bot.init(order).await;
}

#[tokio::test]
async fn an_order_id_is_used_once() {
    let bot = Bot::start().await;
    bot.ordered("po_0001").await;
    let answer = bot.call("Init", bot.order("po_0001")).await;
    assert_eq!(code(&answer), "20");
    assert_eq!(bot.tbank.payments().len(), 1);
    assert_eq!(
        bot.tbank.problems(),
        [""; 0],
        "an answer may have been lost"
    );
}

#[tokio::test]
async fn the_api_is_post_and_json_only() {
    let bot = Bot::start().await;
    let url = bot.tbank.url();
    let get = bot.http.get(format!("{url}/Init")).send().await;
    assert_eq!(get.expect("an answer").status(), 405);
    let form = bot.http.post(format!("{url}/Init")).body("Amount=1");
    assert_eq!(form.send().await.expect("an answer").status(), 415);
    let typo = bot.http.post(format!("{url}/init")).json(&json!({}));
    assert_eq!(typo.send().await.expect("an answer").status(), 404);
    let list = bot.http.post(format!("{url}/Init")).json(&json!([1]));
    let answer: Value = list.send().await.expect("sent").json().await.expect("JSON");
    assert_eq!(code(&answer), "9999");
    assert_eq!(bot.tbank.problems().len(), 4);
}
