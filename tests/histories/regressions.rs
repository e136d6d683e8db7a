//! What random histories, and reading after them, have found: each as a short
//! story of its own.

use chrono::TimeDelta;
use pinglass::payments::{PartRefund, request_part_refund, request_refund};
use sandbox::{
    tbank::{Fault, Method, Origin},
    ton::Transfer,
};

use super::{batch::Town, shared::Way};
use crate::world::{Friend, World};

/// Anna has chosen the smallest set and how to pay it.
async fn with_an_order<'world>(world: &'world World, method: &str) -> Friend<'world> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Starter").await;
    anna.taps(method).await;
    anna
}

async fn with_a_bank_link(world: &World) -> Friend<'_> {
    let anna = with_an_order(world, "Card").await;
    anna.sends("anna@example.com").await;
    anna
}

async fn post(world: &World, notification: &serde_json::Value) {
    let body = notification.to_string();
    assert_eq!(world.post("/tbank/notification", None, body).await, 200);
    world.settle().await;
}

#[tokio::test]
async fn an_order_for_which_the_bank_was_never_asked_ends_by_itself() {
    let world = World::selling_by("stars,tbank,ton").await;
    // She never says where the receipt should go.
    let _anna = with_an_order(&world, "Card").await;
    world.turn_clock(TimeDelta::hours(25));
    world.upkeep().await;
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "canceled");
    let status: String = world.value("select status from orders").await;
    assert_eq!(status, "closed");
}

#[tokio::test]
async fn a_late_confirmed_of_money_that_went_back_begins_no_set() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_a_bank_link(&world).await;
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    let mut told = world.tbank.take_notifications();
    told.reverse();
    for notification in &told {
        post(&world, notification).await;
    }
    let paid: i64 = world
        .value("select count(*) from payments where status = 'succeeded'")
        .await;
    let sets: i64 = world.value("select count(*) from generation_jobs").await;
    assert_eq!((told.len(), paid, sets), (3, 0, 0));
}

#[tokio::test]
async fn a_payment_is_honoured_though_its_news_was_lost_and_a_part_went_back_before() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_a_bank_link(&world).await;
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, 10_000)
        .unwrap();
    assert_eq!(world.tbank.take_notifications().len(), 3);
    world.advance(TimeDelta::minutes(2)).await;
    let paid: i64 = world
        .value("select count(*) from payments where status = 'succeeded' and amount = 499")
        .await;
    let sets: i64 = world.value("select count(*) from generation_jobs").await;
    assert_eq!((paid, sets), (1, 1));
    let noted: i64 = world
        .value("select count(*) from payment_differences where what = 'part_elsewhere'")
        .await;
    assert_eq!(noted, 1);
}

#[tokio::test]
async fn a_part_given_back_in_the_cabinet_does_not_pass_for_ours() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = with_a_bank_link(&world).await;
    anna.pays_at_bank().await;
    let payment_id: i32 = world.value("select id from payments").await;
    let mut tx = world.app.db.begin().await.unwrap();
    let now = world.clock.now();
    let part = request_part_refund(&mut tx, payment_id, (2, 7), now)
        .await
        .unwrap();
    assert!(matches!(part, PartRefund::OnItsWay(_)));
    tx.commit().await.unwrap();
    // Our request is lost on the way; meanwhile somebody gives a part back by hand.
    world
        .tbank
        .fail_next(Method::Cancel, Fault::ResetBeforeEffect);
    world.app.worker.run_due().await.unwrap();
    let bank = world.bank_payment();
    world
        .tbank
        .refunds_in_cabinet(bank.payment_id, 5_000)
        .unwrap();
    world.advance(TimeDelta::minutes(5)).await;
    let ours: Vec<i64> = world
        .bank_payment()
        .returns
        .iter()
        .filter(|part| part.origin == Origin::Bot)
        .map(|part| part.amount)
        .collect();
    let done: i64 = world
        .value("select (amount_rub * 100)::bigint from refunds where status = 'done'")
        .await;
    assert_eq!(ours, [done]);
}

#[tokio::test]
async fn a_part_that_arrives_last_ends_the_whole_refund() {
    let world = World::selling_by("stars,tbank,ton").await;
    let _anna = with_an_order(&world, "TON").await;
    let (comment, nano) = world.newest_quote().await;
    world.receives(Transfer::of(nano, &comment)).await;
    let payment_id: i32 = world.value("select id from payments").await;
    let now = world.clock.now();
    let mut tx = world.app.db.begin().await.unwrap();
    request_part_refund(&mut tx, payment_id, (2, 7), now)
        .await
        .unwrap();
    request_refund(&mut tx, payment_id, "staff", now)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    world.settle().await;
    let tasks: Vec<(uuid::Uuid,)> = sqlx::query_as("select id from refunds order by is_whole desc")
        .fetch_all(&world.db)
        .await
        .unwrap();
    assert_eq!(tasks.len(), 2);
    let olga = world.olga();
    for (task,) in tasks {
        olga.person
            .taps_data(1, &format!(r#"task:{{"s":"{task}"}}"#));
        world.settle().await;
    }
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "refunded");
}

#[tokio::test]
async fn missing_photos_are_not_made_for_money_that_went_back() {
    let mut town = Town::build().await;
    let mut anna = town.begin(1).await;
    anna.way = Way::Stars;
    let order = town.write_order(&anna, "odd").await;
    let (id, payload) = (anna.person.id(), order.to_string());
    town.world.telegram.charges(id, &payload, 11);
    town.settle().await;
    let set_id: i32 = town.world.value("select id from generation_jobs").await;
    let payment_id: i32 = town.world.value("select id from payments").await;
    town.make(set_id, 3).await;
    town.settle().await;
    town.staff_refund(payment_id, true).await;
    town.settle().await;
    anna.taps(&format!(r#"set:{{"Rest":{set_id}}}"#));
    town.settle().await;
    let status: String = town.world.value("select status from payments").await;
    let pending: i64 = town
        .world
        .value("select count(*) from kie_tasks where status = 'pending'")
        .await;
    assert_eq!((status.as_str(), pending), ("refunded", 0));
}
