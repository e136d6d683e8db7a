//! Notifications: their types and signature, what counts as accepted, and what tests can do
//! with them.

use std::time::Duration;

use sandbox::tbank::{Notifications, Options, Status};
use serde_json::{Value, json};

use crate::bot::{Bot, sign};

#[tokio::test]
async fn paying_tells_of_both_statuses_with_the_banks_types() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    assert_eq!(bot.tbank.send_notifications().await, 0);
    bot.tbank.pays(payment_id).expect("paid");
    assert_eq!(bot.tbank.send_notifications().await, 2);
    let heard = bot.heard();
    let mut expected = json!({
        "TerminalKey": "TestTerminalDEMO", "OrderId": "po_0001", "Success": true,
        "Status": "CONFIRMED", "PaymentId": payment_id, "ErrorCode": "0", "Amount": 99900,
        "CardId": 10452089, "Pan": "220138******0013", "ExpDate": "1225",
        "Data": { "Route": "ACQ", "Source": "cards" },
    });
    expected["Token"] = json!(sign(&expected, "testpassword"));
    assert_eq!(heard[1], expected);
    assert_eq!(heard[0]["Status"], "AUTHORIZED");
    assert_eq!(bot.tbank.send_notifications().await, 0, "accepted once");
}

#[tokio::test]
async fn only_ok_is_an_answer() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.declines(payment_id).expect("declined");
    for (status, body, problems) in [
        (503, "OK", 0),
        (201, "OK", 0),
        (200, "\"OK\"", 1),
        (200, "OK\n", 1),
        (200, "{\"success\":true}", 1),
    ] {
        bot.answers(status, body);
        assert_eq!(bot.tbank.send_notifications().await, 0, "{status} {body}");
        assert_eq!(bot.tbank.take_problems().len(), problems);
        assert_eq!(bot.tbank.waiting_notifications(), 1);
    }
    bot.answers(200, "OK");
    assert_eq!(bot.tbank.send_notifications().await, 1);
    let attempts = bot.tbank.notification_attempts();
    assert_eq!(attempts.len(), 6);
    assert_eq!(attempts[0].answer, Some((503, "OK".to_owned())));
    assert!(attempts[5].is_accepted());
    let heard = bot.heard();
    assert_eq!(heard[0]["Success"], false);
    assert_eq!(heard[0]["ErrorCode"], "1051");
    assert_eq!(heard[0], heard[5]);
}

#[tokio::test]
async fn every_kind_of_news_is_told() {
    let bot = Bot::start().await;
    let statuses = |notifications: Vec<Value>| -> Vec<String> {
        let texts = notifications
            .iter()
            .filter_map(|one| one["Status"].as_str());
        texts.map(str::to_owned).collect()
    };
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.declines(payment_id).expect("declined");
    bot.tbank.pays(payment_id).expect("paid");
    bot.cancel(payment_id, json!({ "Amount": 1 })).await;
    bot.cancel(payment_id, json!({})).await;
    assert_eq!(
        statuses(bot.tbank.take_notifications()),
        [
            "REJECTED",
            "AUTHORIZED",
            "CONFIRMED",
            "PARTIAL_REFUNDED",
            "REFUNDED"
        ]
    );
    let held = bot.ordered("po_0002").await;
    bot.tbank.holds(held).expect("held");
    bot.cancel(held, json!({ "Amount": 1 })).await;
    bot.cancel(held, json!({})).await;
    let fresh = bot.ordered("po_0003").await;
    bot.cancel(fresh, json!({})).await;
    assert_eq!(
        statuses(bot.tbank.take_notifications()),
        ["AUTHORIZED", "PARTIAL_REVERSED", "REVERSED", "CANCELED"]
    );

    let mut order = bot.order("po_0004");
    order
        .as_object_mut()
        .expect("one")
        .remove("NotificationURL");
    let silent = bot.init(order).await;
    bot.tbank.pays(silent).expect("paid");
    assert_eq!(bot.tbank.waiting_notifications(), 0);
}

#[tokio::test]
async fn unknown_fields_are_signed_and_tests_can_sign_too() {
    let bot = Bot::start().await;
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.set_extra_field("SpAccumulationId", json!(777));
    let notification = bot.tbank.notification(payment_id, Status::Confirmed);
    let mut notification = notification.expect("a notification");
    assert_eq!(bot.status(payment_id), "NEW", "only its word was taken");
    assert_eq!(notification["SpAccumulationId"], 777);
    let token = json!(sign(&notification, "testpassword"));
    assert_eq!(notification["Token"], token);
    notification["Amount"] = json!(1);
    bot.tbank.sign(&mut notification);
    assert_ne!(notification["Token"], token);
    assert_eq!(
        notification["Token"],
        json!(sign(&notification, "testpassword"))
    );
    bot.tbank.pays_by_sbp(payment_id).expect("paid");
    let taken = bot.tbank.take_notifications();
    assert_eq!(taken[1]["Data"]["Source"], "qrsbp");
    assert_eq!(taken[1]["CardId"], Value::Null);
    assert_eq!(taken[1]["SpAccumulationId"], 777);
}

#[tokio::test]
async fn notifications_leave_by_themselves_when_asked_to() {
    let bot = Bot::with(Options {
        notifications: Notifications::Automatic,
        ..Options::default()
    })
    .await;
    let mut changes = bot.tbank.subscribe();
    let payment_id = bot.ordered("po_0001").await;
    bot.tbank.pays(payment_id).expect("paid");
    bot.cancel(payment_id, json!({})).await;
    let all_told = async {
        while bot.tbank.notification_attempts().len() < 3 {
            changes.changed().await.expect("the fake lives");
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_told)
        .await
        .expect("told");
    assert_eq!(bot.heard().len(), 3);
}
