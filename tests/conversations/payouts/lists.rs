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
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga: /withdrawals
    Bot: 💸 2 withdrawals are open
         № 1 · 3,000 ₽ · card · 🆕 02.03.2026 09:00
         № 2 · 2,000 ₽ · card · ✋ 02.03.2026 09:00
         [• 🆕 Open •] [✋ Mine] [✅ Sent]
         [№ 1] [№ 2]
    Olga taps [✋ Mine]
    Bot (edited): ✋ You have 1 withdrawal in hand
         № 2 · 2,000 ₽ · card · ✋ 02.03.2026 09:00
         [🆕 Open] [• ✋ Mine •] [✅ Sent]
         [№ 2]
    Olga taps [✅ Sent]
    Bot (edited): ✅ 1 withdrawal was sent in the last 30 days
         card: 1, 2,000 ₽
         № 2 · 2,000 ₽ · card · 💸 02.03.2026
         [🆕 Open] [✋ Mine] [• ✅ Sent •]
         [№ 2]
         [📄 As a file]
    Olga taps [📄 As a file]
    Bot sends a file: withdrawals-2026-01-31..2026-03-02.csv
         “Withdrawals sent, 2026-01-31..2026-03-02: 1 withdrawal, 2,000 ₽”
    Olga: /withdrawals 2026-03
    Bot sends a file: withdrawals-2026-03.csv
         “Withdrawals sent, 2026-03: 1 withdrawal, 2,000 ₽”
    Olga: /withdrawals soon
    Bot: Please name a month such as /withdrawals 2026-03.
    ");
    olga.sends("/withdrawal 1").await;
    olga.sends("/withdrawal 77").await;
    olga.sends("/withdrawal").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga: /withdrawal 1
    Bot: The card of № 1 is the last one in “💸 Withdrawals” now.
    #💸 Withdrawals Bot deletes: 💸 № 1 · 3,000 ₽ · card
    #💸 Withdrawals Bot: 💸 № 1 · 3,000 ₽ · card
         🆕 Waits for approval
         [✅ Approve] [✖️ Reject]
    Olga: /withdrawal 77
    Bot: There is no withdrawal № 77, or its person was erased.
    Olga: /withdrawal
    Bot: Please name a withdrawal such as /withdrawal 12.
    ");
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
    topic.person.taps_data(old.id, approve);
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

#[tokio::test]
async fn what_names_nobody_is_in_no_list() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world
        .execute("insert into withdrawal_requests (amount, status) values (700, 'pending')")
        .await;
    olga.sends("/withdrawals").await;
    let said = olga.transcript();
    assert!(said.contains("Nothing is to be sent"), "{said}");
    world.ends_well().await;
}
