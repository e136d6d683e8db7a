//! Rows 1–4 for T-Bank: money that comes twice, from strangers, at once or late.

mod amounts;
mod refunds;
mod signatures;

use chrono::TimeDelta;
use sandbox::tbank::Status;

use super::money::grants;
use crate::world::{Friend, World};

/// Anna, with the bank's link.
async fn with_a_link(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna
}

/// The photos come, once, and nothing is left over.
async fn ends_with_one_set(world: &World, anna: &Friend<'_>) {
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(anna.portraits(), 7);
    assert_eq!(grants(world).await.1, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_1_two_links_of_one_order_both_paid_end_as_a_set_and_a_set_or_its_money() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let first = world.bank_payment();
    // A declined form can't be closed at the bank, so both links can be paid.
    world.tbank.declines(first.payment_id).unwrap();
    world.bank_notifies().await;
    anna.taps("Other e-mail").await;
    anna.sends("anna.smith@example.com").await;
    anna.pays_at_bank().await;
    anna.transcript();
    world.tbank.pays(first.payment_id).unwrap();
    world.bank_notifies().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: One more payment than needed

         We have received 499 ₽ for an invoice that was paid already or made for somebody else. Nothing is lost: a set of 7 photos now waits for you. Use it whenever you like, or take the money back.
         [▶️ Use the set]
         [↩️ Give me back 499 ₽]
    ");
    assert_eq!(grants(&world).await, (2, 1));
    anna.taps("Give me back").await;
    assert_eq!(world.bank_statuses(), ["REFUNDED", "CONFIRMED"]);
    world.bank_notifies().await;
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_1_a_payment_for_an_order_that_is_none_of_ours_is_the_staffs_to_look_up() {
    let world = World::selling_by("tbank").await;
    let olga = world.olga();
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    let mut foreign = world
        .tbank
        .notification(payment.payment_id, Status::Confirmed)
        .unwrap();
    foreign["PaymentId"] = 31_337.into();
    for order_id in ["order-77", "00000000-0000-0000-0000-000000000000"] {
        foreign["OrderId"] = order_id.into();
        world.tbank.sign(&mut foreign);
        for _ in 0..2 {
            assert_eq!(world.bank_says(&foreign).await, (200, "OK".to_owned()));
        }
    }
    world.settle().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: ⚠️ The bank confirmed payment 31337 for an order that is none of ours. Look it up in the bank's cabinet.
    ");
    assert_eq!(grants(&world).await, (0, 0));
    anna.pays_at_bank().await;
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_2_a_payment_told_five_times_grants_one_set_also_after_its_refund() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    anna.pays_at_bank().await;
    let told = world
        .tbank
        .notification(payment.payment_id, Status::Confirmed)
        .unwrap();
    for _ in 0..5 {
        assert_eq!(world.bank_says(&told).await, (200, "OK".to_owned()));
        world.settle().await;
    }
    assert_eq!(grants(&world).await, (1, 1));
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    world.bank_notifies().await;
    for _ in 0..5 {
        assert_eq!(world.bank_says(&told).await, (200, "OK".to_owned()));
        world.settle().await;
    }
    let payments: i64 = world.value("select count(*) from payments").await;
    assert_eq!(payments, 1);
    assert_eq!(grants(&world).await, (0, 1));
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_2_a_payment_told_of_after_its_refund_was_grants_nothing() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    // After an hour without the bot the bank repeats them in any order.
    let mut told = world.tbank.take_notifications();
    told.reverse();
    assert_eq!(told.len(), 3);
    for notification in &told {
        assert_eq!(world.bank_says(notification).await.0, 200);
        world.settle().await;
    }
    assert_eq!(grants(&world).await, (0, 0));
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 0);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_3_fifty_notifications_at_once_grant_one_set() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    let told = world.tbank.take_notifications();
    let posts = (0..50).map(|index| world.bank_says(&told[index % told.len()]));
    let posting = futures::future::join_all(posts);
    let (answers, ran) = tokio::join!(posting, world.app.worker.run_due());
    ran.unwrap();
    for answer in answers {
        assert_eq!(answer, (200, "OK".to_owned()));
    }
    world.settle().await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_4_a_payment_while_the_bot_is_down_is_settled_when_it_is_back() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    // Nothing runs here for three hours; the bank repeats what was not accepted.
    world.clock.advance(TimeDelta::hours(3));
    world.bank_notifies().await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_4_a_notification_without_a_database_is_refused_and_repeated() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    for table in ["tbank_attempts", "orders", "jobs"] {
        let away = format!("alter table {table} rename to away");
        sqlx::query(sqlx::AssertSqlSafe(away))
            .execute(&world.db)
            .await
            .unwrap();
        assert_eq!(world.tbank.send_notifications().await, 0);
        let back = format!("alter table away rename to {table}");
        sqlx::query(sqlx::AssertSqlSafe(back))
            .execute(&world.db)
            .await
            .unwrap();
    }
    let attempts = world.tbank.notification_attempts();
    assert_eq!(attempts.len(), 6);
    for attempt in attempts {
        assert_eq!(attempt.answer.unwrap().0, 503);
    }
    assert_eq!(grants(&world).await, (0, 0));
    world.bank_notifies().await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_4_a_payment_whose_notification_was_lost_is_found_by_asking() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    world.tbank.take_notifications();
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_4_a_payment_begun_in_the_last_moment_is_waited_for() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    let until = payment.due_at - world.clock.now();
    world.advance(until - TimeDelta::minutes(1)).await;
    world.tbank.starts_paying(payment.payment_id).unwrap();
    // The bank's own code comes slowly; the link has run out for everybody else.
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(world.payment_status().await, "pending");
    world.tbank.pays(payment.payment_id).unwrap();
    world.tbank.take_notifications();
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}
