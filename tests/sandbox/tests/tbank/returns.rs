//! `Cancel` by its table, refunds in the cabinet, and SBP.

use serde_json::{Value, json};

use crate::bot::{Bot, code};

async fn paid(bot: &Bot, order_id: &str) -> u64 {
    let payment_id = bot.ordered(order_id).await;
    bot.tbank.pays(payment_id).expect("paid");
    payment_id
}

fn part(amount: i64, id: &str) -> Value {
    json!({ "Amount": amount, "ExternalRequestId": id })
}

fn refunded(bot: &Bot, payment_id: u64) -> i64 {
    let payment = bot.tbank.find_payment(payment_id);
    payment.expect("a payment").refunded
}

#[tokio::test]
async fn money_goes_back_by_the_table() {
    let bot = Bot::start().await;
    let fresh = bot.ordered("po_0001").await;
    let answer = bot.cancel(fresh, part(100, "a")).await;
    assert_eq!(code(&answer), "8", "nothing is there to give back in part");
    let answer = bot.cancel(fresh, json!({ "ExternalRequestId": "a" })).await;
    assert_eq!(
        answer,
        json!({
            "TerminalKey": "TestTerminalDEMO", "OrderId": "po_0001", "Success": true,
            "Status": "CANCELED", "OriginalAmount": 99900, "NewAmount": 0,
            "PaymentId": fresh.to_string(), "ErrorCode": "0", "Message": "OK",
            "Details": "None", "ExternalRequestId": "a",
        })
    );
    assert!(bot.tbank.pays(fresh).is_err());
    assert_eq!(code(&bot.cancel(fresh, json!({})).await), "8");

    let held = bot.ordered("po_0002").await;
    bot.tbank.holds(held).expect("held");
    let answer = bot.cancel(held, json!({ "Amount": 9900 })).await;
    assert_eq!(
        (
            &answer["Status"],
            &answer["OriginalAmount"],
            &answer["NewAmount"]
        ),
        (&json!("PARTIAL_REVERSED"), &json!(99900), &json!(90000))
    );
    assert_eq!(bot.cancel(held, json!({})).await["Status"], "REVERSED");

    let taken = paid(&bot, "po_0003").await;
    let balance = bot.tbank.balance();
    let answer = bot.cancel(taken, json!({ "Amount": 50000 })).await;
    assert_eq!(
        (
            &answer["Status"],
            &answer["OriginalAmount"],
            &answer["NewAmount"]
        ),
        (&json!("PARTIAL_REFUNDED"), &json!(99900), &json!(49900))
    );
    assert_eq!(bot.state(taken).await["Amount"], 49900);
    assert_eq!(
        code(&bot.cancel(taken, json!({ "Amount": 50000 })).await),
        "4"
    );
    let answer = bot.cancel(taken, json!({})).await;
    assert_eq!(
        (
            &answer["Status"],
            &answer["OriginalAmount"],
            &answer["NewAmount"]
        ),
        (&json!("REFUNDED"), &json!(49900), &json!(0))
    );
    assert_eq!(bot.tbank.balance(), balance - 99900);
    assert_eq!(bot.tbank.problems(), [""; 0]);

    assert_eq!(code(&bot.cancel(1, json!({})).await), "255");
    let beyond = json!({ "Amount": 100_000 });
    assert_eq!(code(&bot.cancel(taken, beyond).await), "4");
    assert_eq!(
        code(&bot.cancel(taken, json!({ "Amount": 0 })).await),
        "620"
    );
    assert_eq!(bot.tbank.problems().len(), 3);
}

#[tokio::test]
async fn the_same_id_again_gives_the_current_state_and_no_money() {
    let bot = Bot::start().await;
    let payment_id = paid(&bot, "po_0001").await;
    bot.cancel(payment_id, part(10000, "first")).await;
    bot.cancel(payment_id, part(20000, "second")).await;
    let answer = bot.cancel(payment_id, part(10000, "first")).await;
    assert_eq!(answer["Success"], true);
    assert_eq!(
        (&answer["Status"], &answer["NewAmount"]),
        (&json!("PARTIAL_REFUNDED"), &json!(69900))
    );
    assert_eq!(refunded(&bot, payment_id), 30000);
    assert_eq!(bot.tbank.problems(), [""; 0]);
    bot.cancel(payment_id, part(10000, "")).await;
    bot.cancel(payment_id, part(10000, "")).await;
    assert_eq!(refunded(&bot, payment_id), 50000, "an empty id is none");
    bot.cancel(payment_id, part(11000, "first")).await;
    assert_eq!(bot.tbank.problems().len(), 1, "one id, two refunds");
}

#[tokio::test]
async fn a_refund_needs_money_on_the_account() {
    let bot = Bot::start().await;
    let payment_id = paid(&bot, "po_0001").await;
    bot.tbank.set_balance(99899);
    let answer = bot
        .cancel(payment_id, json!({ "ExternalRequestId": "a" }))
        .await;
    assert_eq!(code(&answer), "3002");
    assert_eq!(bot.status(payment_id), "CONFIRMED");
    bot.tbank.set_balance(99900);
    let answer = bot
        .cancel(payment_id, json!({ "ExternalRequestId": "a" }))
        .await;
    assert_eq!(answer["Status"], "REFUNDED", "a refused id was not used");
    assert_eq!(bot.tbank.balance(), 0);
    assert_eq!(bot.tbank.problems(), [""; 0]);
}

#[tokio::test]
async fn sbp_refunds_take_their_time_and_know_no_ids() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.pays_by_sbp(payment_id).expect("paid");
    bot.tbank.take_notifications();
    for left in [89900, 79900] {
        let answer = bot.cancel(payment_id, part(10000, "same")).await;
        assert_eq!(answer["NewAmount"], left, "each one pays");
    }
    assert_eq!(bot.tbank.take_notifications().len(), 2);
    let answer = bot.cancel(payment_id, json!({})).await;
    assert_eq!(answer["Status"], "ASYNC_REFUNDING");
    assert_eq!(bot.tbank.take_notifications(), [json!(null); 0]);
    assert_eq!(code(&bot.cancel(payment_id, json!({})).await), "8");

    assert_eq!(bot.tbank.fail_sbp_refunds(), 1);
    assert_eq!(bot.status(payment_id), "PARTIAL_REFUNDED");
    assert_eq!(refunded(&bot, payment_id), 20000);
    bot.cancel(payment_id, json!({})).await;
    assert_eq!(bot.tbank.finish_sbp_refunds(), 1);
    assert_eq!(bot.tbank.finish_sbp_refunds(), 0);
    assert_eq!(bot.state(payment_id).await["Status"], "REFUNDED");
    assert_eq!(bot.tbank.take_notifications()[0]["Status"], "REFUNDED");
    assert_eq!(refunded(&bot, payment_id), 99900);
}

#[tokio::test]
async fn refunds_in_the_cabinet_cross_those_of_the_bot() {
    let bot = Bot::start().await;
    let payment_id = paid(&bot, "po_0001").await;
    bot.tbank.take_notifications();
    bot.tbank
        .refunds_in_cabinet(payment_id, 60000)
        .expect("refunded");
    let notifications = bot.tbank.take_notifications();
    assert_eq!(notifications[0]["Status"], "PARTIAL_REFUNDED");
    let answer = bot.cancel(payment_id, part(50000, "a")).await;
    assert_eq!(code(&answer), "4");
    assert_eq!(bot.tbank.problems(), [""; 0]);
    assert!(bot.tbank.refunds_in_cabinet(payment_id, 50000).is_err());
    bot.tbank
        .refunds_in_cabinet(payment_id, 39900)
        .expect("refunded");
    assert_eq!(bot.status(payment_id), "REFUNDED");
}
