//! `POST /tbank/notification`.

use rand::Rng;
use sandbox::tbank::Status;
use serde_json::{Value, json};

use super::{
    Caller, all_ends_well, books,
    caller::{assert_same, bytes_of},
    everything, with_open_orders,
};
use crate::{
    hostile::damage::damaged,
    world::{Friend, World},
};

const PATH: &str = "/tbank/notification";
const REFUSALS: &[u16] = &[400, 403, 413];

/// As many as a bored stranger sends before lunch.
const FORGERIES: usize = 400;

/// Anna has paid at the bank, whose notification of it is on its way.
async fn with_a_notification(world: &World) -> (Friend<'_>, Value) {
    let anna = with_open_orders(world).await;
    let payment_id = world.bank_payment().payment_id;
    world.tbank.pays(payment_id).unwrap();
    world.tbank.take_notifications();
    let notification = world
        .tbank
        .notification(payment_id, Status::Confirmed)
        .unwrap();
    (anna, notification)
}

/// What a stranger signs, who has read the documents but knows no password.
fn signed_by_a_stranger(mut notification: Value) -> Value {
    notification["Token"] = json!(sandbox::tbank::token(&notification, "password"));
    notification
}

async fn is_told_the_truth(world: &World, notification: &Value) {
    let caller = Caller::new(world, PATH, REFUSALS);
    let answer = caller.posts(notification.to_string()).await;
    assert_eq!(answer, (200, "OK".to_owned()), "{notification}");
    world.settle().await;
}

async fn assert_paid_once(world: &World) {
    let paid: i64 = world
        .value("select count(*) from payments where provider = 'tbank' and status = 'succeeded'")
        .await;
    assert_eq!(paid, 1);
    let refunds: i64 = world.value("select count(*) from refunds").await;
    assert_eq!(refunds, 0);
}

#[tokio::test]
async fn row_6_rubbish_and_strangers_at_the_banks_address_change_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let forged = signed_by_a_stranger(genuine.clone()).to_string();
    let mut random = Caller::random();
    let stranger = Caller::new(&world, PATH, REFUSALS);
    stranger.tries_other_ways(&forged).await;
    let rubbish = [
        "",
        "null",
        "[]",
        "{}",
        "OK",
        "<OK/>",
        "{\"a\":",
        "Amount=1&Token=2",
    ];
    stranger.is_refused(rubbish.map(bytes_of)).await;
    let damage = (0..FORGERIES).map(|_| damaged(&mut random, forged.as_bytes()));
    let damage: Vec<Vec<u8>> = damage.collect();
    stranger.is_refused(damage).await;
    // Whole but for its end, wherever that is.
    let genuine_text = genuine.to_string();
    let pieces = (0..genuine_text.len()).map(|end| bytes_of(&genuine_text[..end]));
    stranger.is_refused(pieces).await;
    world.settle().await;
    is_told_the_truth(&world, &genuine).await;
    assert_paid_once(&world).await;
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_a_genuine_notification_with_one_thing_changed_is_forged() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let stranger = Caller::new(&world, PATH, REFUSALS);
    let mut changed: Vec<Vec<u8>> = Vec::new();
    let names: Vec<String> = genuine.as_object().unwrap().keys().cloned().collect();
    for name in names.iter().filter(|name| *name != "Data") {
        for value in [
            Value::Null,
            json!(""),
            json!(1),
            json!("1"),
            json!(-1),
            json!(0.5),
            json!(u64::MAX),
            json!(false),
            json!([]),
            json!({"Amount": 34900}),
            json!([genuine[name]]),
            json!(format!("{} ", genuine[name])),
        ] {
            let mut forged = genuine.clone();
            forged[name.as_str()] = value;
            changed.push(forged.to_string().into());
        }
        let mut forged = genuine.clone();
        forged.as_object_mut().unwrap().remove(name);
        changed.push(forged.to_string().into());
        // Said twice: who reads the first and who reads the last disagree.
        let again = format!("{{\"{name}\":{},", genuine[name]);
        changed.push(genuine.to_string().replacen('{', &again, 1).into());
    }
    for (name, value) in [
        ("Message", json!("OK")),
        ("CustomerKey", json!("101")),
        ("Zero", json!(0)),
        ("Flag", json!(false)),
        ("amount", json!(1)),
    ] {
        let mut forged = genuine.clone();
        forged[name] = value;
        changed.push(forged.to_string().into());
    }
    let token = genuine["Token"].as_str().unwrap();
    for other in [
        token.to_uppercase(),
        format!(" {token}"),
        token[..63].to_owned(),
        format!("{token}0"),
        "0".repeat(64),
    ] {
        let mut forged = genuine.clone();
        forged["Token"] = json!(other);
        changed.push(forged.to_string().into());
    }
    stranger.is_refused(changed).await;
    is_told_the_truth(&world, &genuine).await;
    assert_paid_once(&world).await;
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_a_token_of_another_terminal_is_no_token() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let stranger = Caller::new(&world, PATH, REFUSALS);
    let terminals = [
        "TestTerminal",
        "testterminaldemo",
        "TestTerminalDEMO ",
        "",
        "1",
    ];
    let other = terminals.map(|terminal| {
        let mut other = genuine.clone();
        other["TerminalKey"] = json!(terminal);
        world.tbank.sign(&mut other);
        other.to_string().into()
    });
    stranger.is_refused(other).await;
    let mut nameless = genuine.clone();
    nameless.as_object_mut().unwrap().remove("TerminalKey");
    world.tbank.sign(&mut nameless);
    stranger.is_refused([nameless.to_string().into()]).await;
}

#[tokio::test]
async fn row_2_a_notification_repeated_in_any_spelling_changes_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    is_told_the_truth(&world, &genuine).await;
    assert_paid_once(&world).await;
    let mut spellings = vec![genuine.clone(); 9];
    spellings[1]["Amount"] = json!(genuine["Amount"].to_string());
    spellings[2]["PaymentId"] = json!(genuine["PaymentId"].to_string());
    spellings[3]["Success"] = json!("true");
    // None of these is signed, and none is believed.
    spellings[4]["Data"] = json!({"Source": "SBP", "Amount": 1, "OrderId": "another"});
    spellings[5]["Receipt"] = json!({"Items": [{"Amount": 1}]});
    spellings[6]["Details"] = Value::Null;
    spellings[7]["Password"] = json!("another");
    spellings[8].as_object_mut().unwrap().remove("Data");
    let before = everything(&world).await;
    let bank = Caller::new(&world, PATH, REFUSALS).with("Content-Type", "text/plain");
    for spelling in spellings {
        let text = serde_json::to_string_pretty(&spelling).unwrap();
        assert_eq!(bank.posts(text).await, (200, "OK".to_owned()), "{spelling}");
    }
    assert_same(&before, &everything(&world).await);
    all_ends_well(&world).await;
}

/// A token is made of values without a border between them: out of one message,
/// whoever has it makes others that bear the same token.
#[tokio::test]
async fn row_6_digits_moved_to_the_next_field_buy_nothing() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let (amount, card) = (
        &genuine["Amount"].to_string(),
        &genuine["CardId"].to_string(),
    );
    let mut dearer = genuine.clone();
    dearer["Amount"] = json!(format!("{amount}{}", &card[..1]));
    dearer["CardId"] = json!(card[1..]);
    let token = dearer["Token"].clone();
    world.tbank.sign(&mut dearer);
    assert_eq!(
        dearer["Token"], token,
        "the bank would have signed it so too"
    );
    // The bank itself is asked, and says what was really paid.
    is_told_the_truth(&world, &dearer).await;
    assert_paid_once(&world).await;
    let paid: String = world
        .value("select amount::text from payments where provider = 'tbank'")
        .await;
    assert_eq!(paid, "499.00");

    let payment_id = genuine["PaymentId"].to_string();
    let before = books(&world).await;
    for length in 1..payment_id.len() {
        let mut another = genuine.clone();
        another["PaymentId"] = json!(payment_id[..length]);
        another["Q"] = json!(payment_id[length..]);
        is_told_the_truth(&world, &another).await;
    }
    assert_paid_once(&world).await;
    assert_same(&before, &books(&world).await);
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_signed_news_of_strange_orders_is_taken_and_told_to_the_staff_once() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let before = books(&world).await;
    let mut random = Caller::random();
    let mut orders = vec![
        "".to_owned(),
        "po_0001".to_owned(),
        "a\0b".to_owned(),
        "'; drop table payments; --".to_owned(),
        "9".repeat(5000),
    ];
    let strangers = (0..20).map(|_| uuid::Builder::from_u128(random.random()).into_uuid());
    orders.extend(strangers.map(|order| order.to_string()));
    world.olga().transcript();
    for (status, times) in [(Status::Authorized, 1), (Status::Confirmed, 2)] {
        for order in &orders {
            let payment_id = genuine["PaymentId"].as_u64().unwrap();
            let mut foreign = world.tbank.notification(payment_id, status).unwrap();
            foreign["OrderId"] = json!(order);
            foreign["PaymentId"] = json!(77);
            world.tbank.sign(&mut foreign);
            for _ in 0..times {
                is_told_the_truth(&world, &foreign).await;
            }
        }
    }
    let noted: i64 = world
        .value("select count(*) from payment_differences")
        .await;
    assert_eq!(noted, 1);
    insta::assert_snapshot!(world.olga().transcript(), @"Bot: ⚠️ The bank confirmed payment 77 for an order that is none of ours. Look it up in the bank's cabinet.");
    assert_same(&before, &books(&world).await);
    is_told_the_truth(&world, &genuine).await;
    assert_paid_once(&world).await;
    all_ends_well(&world).await;
}

#[tokio::test]
async fn row_6_signed_messages_that_cannot_be_read_are_wanted_again() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (_anna, genuine) = with_a_notification(&world).await;
    let mut bodies = Vec::new();
    for (name, value) in [
        ("Amount", json!(-1)),
        ("Amount", json!("many")),
        ("Amount", json!(u64::MAX)),
        ("Amount", json!(0.5)),
        ("PaymentId", json!("")),
        ("PaymentId", json!("12345678901234567890123")),
        ("PaymentId", json!("1'; --")),
        ("Success", json!("perhaps")),
        ("OrderId", Value::Null),
        ("OrderId", json!([])),
        ("Status", Value::Null),
    ] {
        let mut odd = genuine.clone();
        odd[name] = value;
        world.tbank.sign(&mut odd);
        bodies.push(odd.to_string().into());
    }
    Caller::new(&world, PATH, &[400]).is_refused(bodies).await;
    is_told_the_truth(&world, &genuine).await;
    assert_paid_once(&world).await;
    all_ends_well(&world).await;
}
