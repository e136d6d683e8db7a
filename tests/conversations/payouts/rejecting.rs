//! Withdrawals that are rejected: for a ready-made reason, or in words that the person
//! reads as they are.

use super::{TOPIC, brief};
use crate::world::World;

#[tokio::test]
async fn a_ready_made_reason_is_chosen_and_shown_before_it_goes() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 200).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    olga.taps("Reject").await;
    olga.taps("The details don’t work").await;
    olga.taps("Yes, reject").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @"");
    assert_eq!(world.payout_states().await, [(1, "rejected".to_owned())]);
    assert_eq!(world.balance_in_roubles().await, "3200.00");
    let reason: String = world.value("select reason from withdrawal_requests").await;
    assert_eq!(reason, "details");
    world.ends_well().await;
}

#[tokio::test]
async fn words_of_ones_own_are_answered_to_the_question_and_shown_before_they_go() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    olga.taps("Reject").await;
    olga.taps("Another reason").await;
    // Talk goes on meanwhile.
    olga.sends("Does anybody know her?").await;
    olga.replies_to("answer this message", "The card is <not> yours")
        .await;
    olga.taps("Yes, reject").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @"");
    let reason: String = world.value("select reason from withdrawal_requests").await;
    assert_eq!(reason, "The card is <not> yours");
    let dialogues: i64 = world
        .value("select count(*) from dialogues where state->>'feature' = 'paydesk_reject'")
        .await;
    assert_eq!(dialogues, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_card_is_answered_with_the_command_and_the_reason() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    world.has_a_payout(&world.boris(), 2000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    olga.sends("/reject").await;
    olga.sends("/reject 77 no").await;
    olga.sends(&format!("/reject 1 {}", "a".repeat(501))).await;
    olga.replies_to("№ 1 ·", "/reject Please use your own card")
        .await;
    olga.taps("Yes, reject").await;
    olga.sends("/reject 1 again").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @"");
    let states = world.payout_states().await;
    assert_eq!(
        states,
        [(1, "rejected".to_owned()), (2, "pending".to_owned())]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_being_sent_is_not_rejected() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    olga.taps("Reject").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let oleg = world.in_topic(TOPIC, &oleg);
    oleg.taps("Send").await;
    olga.transcript();
    olga.taps("Payments behind it").await;
    olga.taps("Yes, reject").await;
    let said = olga.transcript();
    assert!(said.contains("№ 1 is in the hands of Oleg"), "{said}");
    assert_eq!(world.payout_states().await, [(1, "approved".to_owned())]);
    world.ends_well().await;
}

#[tokio::test]
async fn the_person_reads_a_ready_made_reason_in_their_language() {
    let world = World::with_staff().await;
    let (boris, olga) = (world.boris(), world.olga());
    boris.has_earned("5000").await;
    boris.withdraws("3000").await;
    boris.transcript();
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Reject").await;
    olga.taps("The method can’t be used now").await;
    olga.taps("Yes, reject").await;
    insta::assert_snapshot!(boris.transcript(), @"");
    assert_eq!(world.balance_in_roubles().await, "5000.00");
    world.ends_well().await;
}
