//! Receipts, at a terminal with a cash register.

use sandbox::tbank::Options;
use serde_json::{Value, json};

use crate::bot::{Bot, code};

async fn shop() -> Bot {
    Bot::with(Options {
        needs_receipt: true,
        ..Options::default()
    })
    .await
}

fn item(amount: i64) -> Value {
    json!({ "Name": "Набор ИИ-фотографий, 23 шт.", "Price": amount, "Quantity": 1,
        "Amount": amount, "Tax": "none", "PaymentMethod": "full_payment",
        "PaymentObject": "service" })
}

fn receipt(items: Value) -> Value {
    json!({ "Email": "user@example.ru", "Taxation": "usn_income", "Items": items })
}

fn with(mut value: Value, name: &str, field: Value) -> Value {
    value[name] = field;
    value
}

#[tokio::test]
async fn a_receipt_adds_up_to_the_amount_and_names_the_customer() {
    let bot = shop().await;
    let items = |item: Value| receipt(json!([item]));
    let whole = || item(99900);
    let cases = [
        (json!(null), "309"),
        (with(items(whole()), "Email", json!("")), "329"),
        (with(items(whole()), "Email", json!("nobody")), "9999"),
        (with(items(whole()), "Phone", json!("8 800")), "9999"),
        (with(items(whole()), "Taxation", json!("usn")), "9999"),
        (with(items(whole()), "Customer", json!("Анна")), "9999"),
        (receipt(json!([])), "9999"),
        (receipt(json!([item(50000)])), "334"),
        (items(with(whole(), "Quantity", json!(2))), "308"),
        (items(with(whole(), "Quantity", json!("1"))), "9999"),
        (items(with(whole(), "Price", json!(999.0))), "9999"),
        (items(with(whole(), "Name", json!("н".repeat(129)))), "9999"),
        (items(with(whole(), "Tax", json!("vat18"))), "9999"),
        (
            items(with(whole(), "PaymentObject", json!("photo"))),
            "9999",
        ),
        (items(with(whole(), "Sum", json!(99900))), "9999"),
    ];
    for (receipt, expected) in cases {
        let order = with(bot.order("po_0001"), "Receipt", receipt.clone());
        let answer = bot.call("Init", order).await;
        assert_eq!(code(&answer), expected, "{receipt}");
        assert_eq!(bot.tbank.take_problems().len(), 1, "{receipt}");
    }
    let halves = json!([
        with(
            with(item(66600), "Quantity", json!(1.5)),
            "Price",
            json!(44400)
        ),
        item(33300)
    ]);
    let order = with(bot.order("po_0001"), "Receipt", receipt(halves));
    bot.init(order).await;
    let payment = bot.tbank.payment_of_order("po_0001").expect("a payment");
    assert_eq!(payment.email.as_deref(), Some("user@example.ru"));
    assert_eq!(payment.receipt.expect("a receipt")["Items"][1], item(33300));
}

#[tokio::test]
async fn a_return_in_part_tells_what_is_returned_and_a_full_one_does_not() {
    let bot = shop().await;
    let order = |id: &str| with(bot.order(id), "Receipt", receipt(json!([item(99900)])));
    let payment_id = bot.init(order("po_0001")).await;
    bot.tbank.pays(payment_id).expect("paid");
    let part = |receipt: Value| json!({ "Amount": 30000, "Receipt": receipt });
    for (receipt, expected) in [(json!(null), "309"), (receipt(json!([item(99900)])), "334")] {
        let answer = bot.cancel(payment_id, part(receipt)).await;
        assert_eq!(code(&answer), expected);
    }
    let full = json!({ "Receipt": receipt(json!([item(99900)])) });
    assert_eq!(code(&bot.cancel(payment_id, full).await), "9999");
    assert_eq!(bot.tbank.take_problems().len(), 3);

    let answer = bot
        .cancel(payment_id, part(receipt(json!([item(30000)]))))
        .await;
    assert_eq!(answer["Status"], "PARTIAL_REFUNDED");
    let other = bot.init(order("po_0002")).await;
    bot.tbank.pays(other).expect("paid");
    assert_eq!(bot.cancel(other, json!({})).await["Status"], "REFUNDED");
    assert_eq!(bot.tbank.problems(), [""; 0]);
}
