//! Stars: the ten seconds, charging twice, refunds, and the account.

use std::time::Duration;

use sandbox::telegram::PaymentState;
use serde_json::{Value, json};

use crate::{World, person};

fn invoice() -> Value {
    json!({
        "title": "Standard",
        "description": "15 photos in one style",
        "payload": "order:7",
        "provider_token": "",
        "currency": "XTR",
        "prices": [{"label": "15 photos", "amount": 700}],
    })
}

fn invoice_for(chat: i64) -> Value {
    let mut params = invoice();
    params["chat_id"] = json!(chat);
    params
}

async fn answer(world: &World, ok: Value) -> u16 {
    let update = world.updates().pop().unwrap();
    let mut params = ok;
    params["pre_checkout_query_id"] = update["pre_checkout_query"]["id"].clone();
    world.ask("answerPreCheckoutQuery", params).await.status
}

#[tokio::test]
async fn a_payment_is_asked_for_charged_and_reported() {
    let world = World::start();
    let sent = world.done("sendInvoice", invoice_for(101)).await;
    assert_eq!(sent["invoice"]["total_amount"], 700);
    let attempt = world.anna.pays().unwrap();
    assert_eq!(attempt.state(), PaymentState::Waiting);
    assert_eq!(answer(&world, json!({"ok": true})).await, 200);
    let PaymentState::Charged { charge_id } = attempt.settled().await else {
        panic!("not charged")
    };
    let payment = world.updates().remove(0)["message"]["successful_payment"].clone();
    assert_eq!(payment["telegram_payment_charge_id"], charge_id);
    assert_eq!(payment["total_amount"], 700);
    assert_eq!(payment["invoice_payload"], "order:7");
    assert_eq!(
        world.anna.transcript(),
        "\
Anna: /start
Bot sends an invoice: Standard, 700 Stars  [Pay 700 ⭐]
     15 photos in one style
Anna pays 700 Stars (Standard)"
    );
}

#[tokio::test]
async fn one_invoice_can_be_charged_twice_and_by_a_stranger() {
    let world = World::start();
    world.done("sendInvoice", invoice_for(101)).await;
    let boris = world.telegram.person(person(102, "Boris"));
    let forwarded = world.anna.last_from_bot().unwrap();
    let attempts = [
        world.anna.pays().unwrap(),
        world.anna.pays().unwrap(),
        boris.pays_forwarded(&forwarded).unwrap(),
    ];
    for update in world.updates() {
        let id = &update["pre_checkout_query"]["id"];
        let params = json!({"pre_checkout_query_id": id, "ok": true});
        world.done("answerPreCheckoutQuery", params).await;
    }
    let mut charges = Vec::new();
    for attempt in attempts {
        let PaymentState::Charged { charge_id } = attempt.state() else {
            panic!("not charged")
        };
        charges.push(charge_id);
    }
    charges.sort();
    charges.dedup();
    assert_eq!(charges.len(), 3);
    assert_eq!(world.telegram.star_transactions()[2].user_id, 102);
}

#[tokio::test]
async fn a_forwarded_invoice_with_a_start_parameter_leads_to_the_bot() {
    let world = World::start();
    let mut params = invoice_for(101);
    params["start_parameter"] = json!("buy");
    world.done("sendInvoice", params).await;
    let boris = world.telegram.person(person(102, "Boris"));
    let forwarded = world.anna.last_from_bot().unwrap();
    assert!(boris.pays_forwarded(&forwarded).is_err());
}

#[tokio::test]
async fn a_refused_payment_tells_the_buyer_why_and_takes_nothing() {
    let world = World::start();
    world.done("sendInvoice", invoice_for(101)).await;
    let attempt = world.anna.pays().unwrap();
    assert_eq!(
        answer(&world, json!({"ok": false, "error_message": "Expired"})).await,
        200
    );
    assert_eq!(
        attempt.state(),
        PaymentState::Refused {
            text: "Expired".to_owned()
        }
    );
    assert!(world.telegram.star_transactions().is_empty());
    assert!(
        world
            .anna
            .transcript()
            .ends_with("Payment refused: Expired")
    );
}

#[tokio::test]
async fn an_answer_after_ten_seconds_or_a_second_one_is_refused() {
    let world = World::start();
    world.done("sendInvoice", invoice_for(101)).await;
    let late = world.anna.pays().unwrap();
    world.telegram.advance(Duration::from_secs(11));
    assert_eq!(late.settled().await, PaymentState::TimedOut);
    assert_eq!(answer(&world, json!({"ok": true})).await, 400);
    let attempt = world.anna.pays().unwrap();
    let id = world.updates().pop().unwrap()["pre_checkout_query"]["id"].clone();
    let params = json!({"pre_checkout_query_id": id, "ok": true});
    world.done("answerPreCheckoutQuery", params.clone()).await;
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    assert!(
        world
            .ask("answerPreCheckoutQuery", params)
            .await
            .refusal()
            .contains("query is too old")
    );
    assert_eq!(world.telegram.star_transactions().len(), 1);
    assert_eq!(world.telegram.problems().len(), 2);
}

#[tokio::test]
async fn a_refund_gives_all_back_once_and_keeps_the_id() {
    let world = World::start();
    let link = world.done("createInvoiceLink", invoice()).await;
    let attempt = world.anna.pays_link(link.as_str().unwrap()).unwrap();
    answer(&world, json!({"ok": true})).await;
    let PaymentState::Charged { charge_id } = attempt.state() else {
        panic!("not charged")
    };
    world.updates();
    let refund = json!({"user_id": 101, "telegram_payment_charge_id": charge_id});
    world.done("refundStarPayment", refund.clone()).await;
    let update = world.updates().remove(0);
    assert_eq!(
        update["message"]["refunded_payment"]["telegram_payment_charge_id"],
        charge_id
    );
    let again = world.ask("refundStarPayment", refund).await;
    assert_eq!(again.refusal(), "Bad Request: CHARGE_ALREADY_REFUNDED");
    assert_eq!(world.telegram.problems(), Vec::<String>::new());
    let wrong = json!({"user_id": 102, "telegram_payment_charge_id": charge_id});
    assert_eq!(world.ask("refundStarPayment", wrong).await.status, 400);
    let page = world
        .done("getStarTransactions", json!({"offset": 0, "limit": 100}))
        .await;
    let lines = page["transactions"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["id"], lines[1]["id"]);
    assert_eq!(lines[0]["source"]["invoice_payload"], "order:7");
    assert_eq!(lines[1]["receiver"]["user"]["id"], 101);
    let rest = world
        .done("getStarTransactions", json!({"offset": 1}))
        .await;
    assert_eq!(rest["transactions"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn invoices_out_of_bounds_are_refused() {
    let world = World::start();
    let with = |name: &str, value: Value| {
        let mut params = invoice();
        params[name] = value;
        world.ask("createInvoiceLink", params)
    };
    let price = json!({"label": "x", "amount": 1});
    for (name, value) in [
        ("title", json!("x".repeat(33))),
        ("description", json!("")),
        ("payload", json!("я".repeat(65))),
        ("provider_token", json!("381764678:TEST")),
        ("currency", json!("RUB")),
        ("prices", json!([price, price])),
        ("prices", json!([{"label": "x", "amount": 0}])),
        ("need_email", json!(true)),
    ] {
        assert_eq!(with(name, value).await.status, 400, "{name}");
    }
    assert_eq!(world.telegram.problems().len(), 8);
}
