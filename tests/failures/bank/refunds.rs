//! Row 11 for T-Bank: refunds that race with photos, taps and lost answers.

use chrono::TimeDelta;
use sandbox::{faults::Fault, tbank::Method};

use super::{grants, with_a_link};
use crate::world::{Friend, World};

/// Olga has asked whether the money of Anna's running set shall go back.
async fn with_a_question_to_staff<'world>(
    world: &'world World,
) -> (Friend<'world>, Friend<'world>) {
    let olga = world.olga();
    let anna = with_a_link(world).await;
    anna.pays_at_bank().await;
    anna.sends("/payments").await;
    anna.taps("№").await;
    anna.taps("Something is wrong").await;
    olga.taps("Give 499").await;
    (anna, olga)
}

/// Either the money or the photos, never both and never neither.
async fn ends_with_one_of_both(world: &World, anna: &Friend<'_>) {
    world.bank_notifies().await;
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    let status = world.payment_status().await;
    let expected = match anna.portraits() {
        0 => ("refunded", "REFUNDED"),
        _ => ("succeeded", "CONFIRMED"),
    };
    assert_eq!((status.as_str(), world.bank_statuses()[0]), expected);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_refund_before_the_last_photo_stops_the_set() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = with_a_question_to_staff(&world).await;
    let tasks = world.kie.tasks();
    for task in &tasks[..6] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    olga.taps("Yes, give it back").await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 0);
    assert_eq!(world.bank_statuses(), ["REFUNDED"]);
    ends_with_one_of_both(&world, &anna).await;
}

#[tokio::test]
async fn row_11_a_refund_after_the_album_asks_once_more() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = with_a_question_to_staff(&world).await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    olga.transcript();
    olga.taps("Yes, give it back").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [↩️ Yes, give it back]
    Bot (edited): Photos of payment № 1 have been delivered meanwhile. Nothing was given back; ask anew if it should be all the same.
    ");
    assert_eq!(world.asked(Method::Cancel).len(), 0);
    ends_with_one_of_both(&world, &anna).await;
}

#[tokio::test]
async fn row_11_a_refund_while_the_last_photo_arrives_is_one_of_both() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = with_a_question_to_staff(&world).await;
    world.kie.finish_all();
    olga.person.taps("Yes, give it back").unwrap();
    tokio::join!(world.kie.send_callbacks(), world.deliver_updates());
    world.settle().await;
    ends_with_one_of_both(&world, &anna).await;
}

#[tokio::test]
async fn row_11_a_double_tap_on_give_back_moves_the_money_once() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_unused_set(Friend::pays_at_bank).await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    let question = anna.person.last_from_bot().unwrap();
    let yes = question.data_behind("Yes, give me").unwrap().to_owned();
    for _ in 0..3 {
        anna.person.taps_data(question.id, &yes);
    }
    world.settle().await;
    anna.person.taps_data(question.id, &yes);
    world.settle().await;
    assert_eq!(world.bank_payment().returns.len(), 1);
    assert_eq!(world.bank_payment().refunded, 49_900);
    assert_eq!(world.payment_status().await, "refunded");
    let refunds: i64 = world.value("select count(*) from refunds").await;
    assert_eq!(refunds, 1);
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_refund_whose_answer_got_lost_moves_the_money_once() {
    for fault in [
        Fault::ResetAfterEffect,
        Fault::CutAnswer,
        Fault::ResetBeforeEffect,
        Fault::Http(502),
        Fault::Code(9999),
    ] {
        let world = World::selling_by("tbank").await;
        let anna = world.anna();
        anna.has_an_unused_set(Friend::pays_at_bank).await;
        world.tbank.fail_next(Method::Cancel, fault.clone());
        anna.takes_it_back().await;
        world.advance(TimeDelta::seconds(10)).await;
        assert_eq!(world.bank_payment().returns.len(), 1, "{fault:?}");
        assert_eq!(world.payment_status().await, "refunded");
        world.bank_notifies().await;
        world.advance(TimeDelta::minutes(1)).await;
        let told = anna.transcript();
        assert_eq!(told.matches("✅ The bank").count(), 1, "{told}");
        world.ends_well().await;
    }
}

#[tokio::test]
async fn row_11_a_set_cannot_be_used_and_given_back_at_once() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_unused_set(Friend::pays_at_bank).await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    let offer = anna.person.last_from_bot().unwrap();
    let using = offer.data_behind("Yes, use it").unwrap().to_owned();
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    let question = anna.person.last_from_bot().unwrap();
    let giving = question.data_behind("Yes, give me").unwrap().to_owned();
    anna.person.taps_data(question.id, &giving);
    anna.person.taps_data(offer.id, &using);
    world.settle().await;
    anna.person.taps_data(offer.id, &using);
    world.settle().await;
    assert_eq!(grants(&world).await, (0, 0));
    ends_with_one_of_both(&world, &anna).await;
}

#[tokio::test]
async fn row_11_a_refund_survives_a_crash_between_the_banks_word_and_ours() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_unused_set(Friend::pays_at_bank).await;
    anna.takes_it_back().await;
    // As if the process had died before it wrote down what the bank did.
    world
        .execute("update refunds set status = 'wanted', done_at = null")
        .await;
    world
        .execute("update payments set status = 'succeeded', refunded_at = null")
        .await;
    world.tbank.take_notifications();
    world.upkeep().await;
    assert_eq!(world.bank_payment().returns.len(), 1);
    assert_eq!(world.payment_status().await, "refunded");
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}
