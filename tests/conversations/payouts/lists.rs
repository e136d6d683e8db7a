//! Lists of withdrawals, cards that are looked up, and the accountant's file.

use super::{TOPIC, brief};
use crate::world::{STAFF_CHAT_ID, World};

#[tokio::test]
async fn withdrawals_are_listed_and_their_cards_shown_once_more() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    world.has_a_payout(&world.boris(), 2000, 0).await;
    let topic = world.in_topic(TOPIC, &olga);
    topic.taps("Approve").await;
    topic.taps("Yes, approve").await;
    topic.taps("Send").await;
    olga.transcript();
    olga.sends("/withdrawals").await;
    olga.taps("Mine").await;
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    topic.transcript();
    olga.taps("✅ Sent").await;
    olga.taps("As a file").await;
    olga.sends("/withdrawals 2026-03").await;
    olga.sends("/withdrawals soon").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @"");
    olga.sends("/withdrawal 1").await;
    olga.sends("/withdrawal 77").await;
    olga.sends("/withdrawal").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @"");
    let cards = world.telegram.messages(STAFF_CHAT_ID).into_iter();
    let cards = cards.filter(|message| !message.deleted && message.text.starts_with("💸 № 1 ·"));
    assert_eq!(cards.count(), 1, "it moved");
    world.ends_well().await;
}

#[tokio::test]
async fn a_double_of_a_card_goes_when_it_is_tapped() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world
        .telegram
        .fail_next("sendMessage", sandbox::telegram::Fault::ResetAfterEffect);
    world.has_a_payout(&world.anna(), 3000, 0).await;
    // The answer to Anna's /start was the one that was lost; now the card's is.
    world
        .execute(
            "update staff_cards set message_id = null, shown_version = 0, version = version + 1",
        )
        .await;
    world.sweeps_payouts().await;
    olga.sends("/withdrawal 1").await;
    let cards = || {
        let messages = world.telegram.messages(STAFF_CHAT_ID).into_iter();
        let cards =
            messages.filter(|message| !message.deleted && message.text.starts_with("💸 № 1"));
        cards.map(|message| message.id).collect::<Vec<_>>()
    };
    assert_eq!(cards().len(), 2);
    let topic = world.in_topic(TOPIC, &olga);
    let messages = topic.person.messages();
    let old = messages
        .iter()
        .find(|message| message.id == cards()[0])
        .unwrap();
    let approve = old.data_behind("Approve").unwrap();
    topic.person.taps_data(old.id, &approve);
    world.settle().await;
    assert_eq!(cards().len(), 1);
    assert!(
        topic
            .transcript()
            .contains("This is an old copy of the card")
    );
    assert_eq!(world.payout_states().await, [(1, "pending".to_owned())]);
    world.ends_well().await;
}
