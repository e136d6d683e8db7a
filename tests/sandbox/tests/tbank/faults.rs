//! Orders to misbehave.

use sandbox::tbank::{Fault, Method};
use serde_json::json;

use crate::bot::{Bot, code, sign};

#[tokio::test]
async fn ordered_faults_strike_with_or_without_effect() {
    let bot = Bot::start().await;
    let mut order = bot.order("po_0001");
    order["TerminalKey"] = json!("TestTerminalDEMO");
    order["Token"] = json!(sign(&order, "testpassword"));
    for fault in [
        Fault::Code(9999),
        Fault::Http(502),
        Fault::ResetBeforeEffect,
        Fault::ResetAfterEffect,
    ] {
        bot.tbank.fail_next(Method::Init, fault);
    }
    let answer = bot.send("Init", &order).await.expect("an answer");
    assert_eq!(code(&answer), "9999");
    assert!(bot.send("Init", &order).await.is_err());
    assert!(bot.send("Init", &order).await.is_err());
    assert!(bot.tbank.payments().is_empty());
    assert!(bot.send("Init", &order).await.is_err());
    assert_eq!(bot.tbank.payments().len(), 1, "only the answer was lost");
    let answer = bot.send("Init", &order).await.expect("an answer");
    assert_eq!(code(&answer), "20");
    assert_eq!(bot.tbank.calls().len(), 5);
    assert_eq!(bot.tbank.problems(), [""; 0]);
}

#[tokio::test]
async fn a_refund_whose_answer_was_lost_is_not_made_twice() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.pays(payment_id).expect("paid");
    let mut cancel = json!({ "TerminalKey": "TestTerminalDEMO", "Amount": 10000,
        "PaymentId": payment_id.to_string(), "ExternalRequestId": "a" });
    cancel["Token"] = json!(sign(&cancel, "testpassword"));
    bot.tbank.fail_next(Method::Cancel, Fault::CutAnswer);
    assert!(bot.send("Cancel", &cancel).await.is_err());
    let answer = bot.send("Cancel", &cancel).await.expect("an answer");
    assert_eq!(answer["NewAmount"], 89900);
    assert_eq!(bot.tbank.payments()[0].returns.len(), 1);
}
