//! The way of a payment through its states, as `GetState` and `CheckOrder` tell it.

use chrono::TimeDelta;
use sandbox::tbank::{Options, Status};
use serde_json::json;

use crate::bot::{Bot, code};

#[tokio::test]
async fn a_payment_goes_from_new_to_confirmed() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    assert_eq!(
        bot.state(payment_id).await,
        json!({
            "Success": true, "ErrorCode": "0", "Message": "OK", "Status": "NEW",
            "TerminalKey": "TestTerminalDEMO", "PaymentId": payment_id.to_string(),
            "OrderId": "po_0001", "Amount": 99900,
        })
    );
    bot.tbank.open_form(payment_id).expect("opened");
    assert_eq!(bot.state(payment_id).await["Status"], "FORM_SHOWED");
    bot.tbank.starts_paying(payment_id).expect("begun");
    assert_eq!(bot.state(payment_id).await["Status"], "AUTHORIZING");
    bot.tbank.holds(payment_id).expect("held");
    assert_eq!(bot.state(payment_id).await["Status"], "AUTHORIZED");
    bot.tbank.captures(payment_id).expect("taken");
    let state = bot.state(payment_id).await;
    assert_eq!(state["Status"], "CONFIRMED");
    assert_eq!(
        state["Params"],
        json!([
            { "Key": "Route", "Value": "ACQ" }, { "Key": "Source", "Value": "cards" },
            { "Key": "CreditAmount", "Value": "99900" },
        ])
    );
    assert!(bot.tbank.pays(payment_id).is_err(), "nobody pays twice");
    assert_eq!(bot.tbank.problems(), [""; 0]);
}

#[tokio::test]
async fn a_refused_payer_may_try_again() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.declines(payment_id).expect("declined");
    let state = bot.state(payment_id).await;
    assert_eq!(
        (code(&state), &state["Status"]),
        ("1051", &json!("REJECTED"))
    );
    bot.tbank.pays_by_sbp(payment_id).expect("paid");
    let state = bot.state(payment_id).await;
    assert_eq!(
        (&state["Success"], &state["Status"]),
        (&json!(true), &json!("CONFIRMED"))
    );
    assert!(bot.tbank.payments()[0].is_sbp);

    let late = bot.ordered("po_0002").await;
    bot.tbank.declines(late).expect("declined");
    bot.advance(TimeDelta::hours(1));
    assert!(bot.tbank.pays(late).is_err(), "the link has expired");
    assert_eq!(bot.status(late), "REJECTED");
}

#[tokio::test]
async fn a_link_expires_unless_the_payer_is_with_his_bank() {
    let bot = Bot::start().await;
    let [fresh, shown, busy] = [
        bot.ordered("po_0001").await,
        bot.ordered("po_0002").await,
        bot.ordered("po_0003").await,
    ];
    bot.tbank.open_form(shown).expect("opened");
    bot.tbank.starts_paying(busy).expect("begun");
    bot.advance(TimeDelta::hours(1) - TimeDelta::seconds(1));
    assert_eq!(bot.status(fresh), "NEW");
    bot.advance(TimeDelta::seconds(1));
    assert_eq!(bot.status(fresh), "DEADLINE_EXPIRED");
    assert_eq!(bot.state(shown).await["Status"], "DEADLINE_EXPIRED");
    assert!(bot.tbank.pays(fresh).is_err());
    bot.tbank.pays(busy).expect("late, but begun in time");
    assert_eq!(bot.tbank.take_notifications().len(), 2);

    let mut order = bot.order("po_0004");
    order
        .as_object_mut()
        .expect("one")
        .remove("RedirectDueDate");
    let usual = bot.init(order).await;
    bot.advance(TimeDelta::hours(23));
    assert_eq!(bot.status(usual), "NEW");
    bot.advance(TimeDelta::hours(1));
    assert_eq!(bot.status(usual), "DEADLINE_EXPIRED");
}

#[tokio::test]
async fn an_order_is_found_when_the_answer_was_lost() {
    let bot = Bot::start().await;
    let unknown = bot
        .call("CheckOrder", json!({ "OrderId": "po_0001" }))
        .await;
    assert_eq!(code(&unknown), "255");
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.declines(payment_id).expect("declined");
    assert_eq!(
        bot.call("CheckOrder", json!({ "OrderId": "po_0001" }))
            .await,
        json!({
            "TerminalKey": "TestTerminalDEMO", "OrderId": "po_0001", "Success": true,
            "ErrorCode": "0", "Message": "OK", "Details": "None",
            "Payments": [{
                "PaymentId": payment_id.to_string(), "Amount": 99900, "Status": "REJECTED",
                "RRN": format!("{payment_id:012}"), "Success": "false", "ErrorCode": 1051,
                "Message": "None",
            }],
        })
    );
    assert_eq!(bot.tbank.problems(), [""; 0]);
    assert_eq!(code(&bot.state(1).await), "255");
    assert_eq!(bot.tbank.problems().len(), 1, "a bot knows its payments");
}

#[tokio::test]
async fn two_stages_hold_the_money_only() {
    let bot = Bot::start().await;
    let mut order = bot.order("po_0001");
    order["PayType"] = json!("T");
    let payment_id = bot.init(order).await;
    let balance = bot.tbank.balance();
    bot.tbank.pays(payment_id).expect("held");
    assert_eq!(bot.status(payment_id), Status::Authorized.name());
    assert_eq!(bot.tbank.balance(), balance);
    bot.tbank.captures(payment_id).expect("taken");
    assert_eq!(bot.tbank.balance(), balance + 99900);
}

#[tokio::test]
async fn sbp_moves_no_less_than_ten_roubles() {
    let bot = Bot::start().await;
    let mut order = bot.order("po_0001");
    order["Amount"] = json!(999);
    let payment_id = bot.init(order).await;
    assert!(bot.tbank.pays_by_sbp(payment_id).is_err());
    bot.tbank.pays(payment_id).expect("a card can");
}

#[tokio::test]
async fn payments_and_their_money_outlive_a_run() {
    let folder = tempfile::tempdir().expect("a folder");
    let options = Options {
        state_file: Some(folder.path().join("tbank.json")),
        ..Options::default()
    };
    let before = Bot::with(options.clone()).await;
    let payment_id = before.ordered("po_0001").await;
    before.tbank.pays(payment_id).expect("paid");
    let balance = before.tbank.balance();
    drop(before);
    let after = Bot::with(options).await;
    assert_eq!(after.state(payment_id).await["Status"], "CONFIRMED");
    assert_eq!(after.tbank.balance(), balance);
    assert_eq!(after.tbank.waiting_notifications(), 2);
}
