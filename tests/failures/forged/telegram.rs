//! `POST /telegram/webhook`: without the secret, and rubbish with it.

use serde_json::{Value, json};

use super::{
    Caller, all_ends_well, books,
    caller::{assert_same, bytes_of},
    everything, with_open_orders,
};
use crate::{failures::money::charge, hostile::damage::damaged, world::World};

const PATH: &str = "/telegram/webhook";
const SECRET: &str = "X-Telegram-Bot-Api-Secret-Token";
const FORGERIES: usize = 400;

/// A charge of the open invoice, as only Telegram may tell of it.
async fn pretended_charge(world: &World) -> Value {
    let order: String = world
        .value("select id::text from orders where provider = 'stars' and status = 'open'")
        .await;
    let mut update = charge(101, "forged-charge", &order, 350);
    update["update_id"] = json!(900_000_001);
    update
}

#[tokio::test]
async fn row_6_updates_without_the_secret_change_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = with_open_orders(&world).await;
    let forged = pretended_charge(&world).await.to_string();
    let mut random = Caller::random();
    let stranger = Caller::new(&world, PATH, &[400, 401]);
    stranger.tries_other_ways(&forged).await;
    for secret in [
        "",
        " ",
        "webhook-secret-of-the-test",
        "webhook-secret-of-the-testss",
        "WEBHOOK-SECRET-OF-THE-TESTS",
        "webhook-secret-of-the-tests,webhook-secret-of-the-tests",
        "*",
    ] {
        let stranger = Caller::new(&world, PATH, &[401]).with(SECRET, secret);
        stranger.is_refused([bytes_of(&forged)]).await;
    }
    let damage = (0..FORGERIES).map(|_| damaged(&mut random, forged.as_bytes()));
    let damage: Vec<Vec<u8>> = damage.collect();
    stranger.is_refused(damage).await;
    world.settle().await;
    assert!(anna.transcript().is_empty());
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_what_is_no_update_is_refused_even_with_the_secret() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_open_orders(&world).await;
    let update = pretended_charge(&world).await.to_string();
    let telegram =
        Caller::new(&world, PATH, &[400, 413]).with(SECRET, "webhook-secret-of-the-tests");
    let bodies = [
        "",
        "null",
        "7",
        "[]",
        "{}",
        "{\"update_id\":1}",
        "{\"update_id\":\"1\",\"message\":{}}",
        "{\"update_id\":1.5,\"message\":{}}",
        "{\"update_id\":9223372036854775808,\"message\":{}}",
        "{\"update_id\":1,\"mess\\u0000age\":{}}",
        "{\"update_id\":1,\"message\":{\"text\":\"\\ud800\"}}",
    ];
    telegram.is_refused(bodies.map(bytes_of)).await;
    let pieces = (0..update.len()).map(|end| bytes_of(&update[..end]));
    telegram.is_refused(pieces).await;
    let mut not_text = bytes_of(&update);
    not_text[40] = 0xff;
    telegram.is_refused([not_text]).await;
    let large = format!(
        "{{\"update_id\":1,\"message\":\"{}\"}}",
        "x".repeat(1 << 20)
    );
    telegram.is_refused([large.into()]).await;
}

/// Updates that have a charge in them somewhere, but tell of none.
fn pretences(told: &Value) -> Vec<Value> {
    let message = &told["message"];
    let payment = &message["successful_payment"];
    let altered = |name: &str, value: Value| {
        let mut update = told.clone();
        update["message"]["successful_payment"][name] = value;
        update
    };
    let said = |field: &str, value: Value| {
        let mut update = told.clone();
        let message = update["message"].as_object_mut().unwrap();
        message.remove("successful_payment");
        message.insert(field.to_owned(), value);
        update
    };
    let from = &message["from"];
    vec![
        altered("currency", json!("RUB")),
        altered("currency", json!("xtr")),
        altered("currency", Value::Null),
        altered("total_amount", json!(-350)),
        altered("total_amount", json!("350")),
        altered("total_amount", json!(3_000_000_000_u64)),
        altered("total_amount", json!(u64::MAX)),
        altered("total_amount", json!(0.5)),
        altered("telegram_payment_charge_id", Value::Null),
        altered("telegram_payment_charge_id", json!(7)),
        said("text", json!(payment.to_string())),
        said("text", json!("/start successful_payment")),
        said("reply_to_message", message.clone()),
        said("pinned_message", message.clone()),
        json!({"edited_message": message}),
        json!({"channel_post": message}),
        json!({"business_message": message}),
        json!({"message": payment}),
        json!({"message": [message]}),
        json!({"successful_payment": payment}),
        json!({"purchased_paid_media": {"from": from, "paid_media_payload": payment["invoice_payload"]}}),
        json!({"callback_query": {
            "id": "1", "from": from, "chat_instance": "1", "message": message, "data": "paid"
        }}),
    ]
}

#[tokio::test]
async fn row_6_updates_that_only_look_like_charges_move_no_money() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_open_orders(&world).await;
    let told = pretended_charge(&world).await;
    let before = books(&world).await;
    for (number, mut update) in (0_i64..).zip(pretences(&told)) {
        update["update_id"] = json!(910_000_000 + number);
        // Each in a chat of its own, as one that can't be read holds up those behind it.
        let chat = format!("\"id\":{}", 3000 + number);
        let update = update.to_string().replace("\"id\":101", &chat);
        assert_eq!(world.post_update(update.clone()).await, 200, "{update}");
        world.settle().await;
        assert_same(&before, &books(&world).await);
    }
    world.advance(chrono::TimeDelta::minutes(1)).await;
    let refund = &mut told.clone();
    let payment = refund["message"]["successful_payment"].take();
    refund["message"] = json!({
        "message_id": 5_000_001, "date": 1_772_442_000, "chat": told["message"]["chat"],
        "from": told["message"]["from"], "refunded_payment": payment,
    });
    refund["update_id"] = json!(920_000_000);
    assert_eq!(world.post_update(refund.to_string()).await, 200);
    world.settle().await;
    // A refund of a charge that nobody knows is nobody's.
    assert_same(&before, &books(&world).await);
}

#[tokio::test]
async fn row_6_updates_damaged_on_their_way_never_pay_an_order() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_open_orders(&world).await;
    let told = pretended_charge(&world).await;
    let mut random = Caller::random();
    // A currency that is not ours: nothing that damage does to the rest may count.
    let mut told = told;
    told["message"]["successful_payment"]["currency"] = json!("RUB");
    let before = books(&world).await;
    let mut statuses = std::collections::BTreeMap::<u16, usize>::new();
    for _ in 0..FORGERIES {
        let body = damaged(&mut random, told.to_string().as_bytes());
        let telegram = Caller::new(&world, PATH, &[]).with(SECRET, "webhook-secret-of-the-tests");
        let (status, _) = telegram.posts(body).await;
        *statuses.entry(status).or_default() += 1;
    }
    let known: Vec<u16> = statuses.into_keys().collect();
    assert_eq!(known, [200, 400]);
    while world.app.inbox.handle_due().await.unwrap() > 0 {}
    assert_same(&before, &books(&world).await);
    assert!(everything(&world).await.contains("update_id"));
}
