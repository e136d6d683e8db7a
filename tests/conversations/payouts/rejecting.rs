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
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga taps [✖️ Reject]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Olga, why is № 1 rejected (3,000 ₽ to card)? The person reads the reason, and has the money in the balance again.
         [💳 The details don’t work]
         [🔁 The method can’t be used now]
         [↩️ Payments behind it went back]
         [🪞 Bought by their own link]
         [✏️ Another reason]
         [‹ No]
    Olga taps [💳 The details don’t work]
    Bot (edited): Olga, reject № 1 (3,000 ₽ to card)? The person reads:
         “We could not send it by the details you gave. Please check them and ask once more.”
         They use the bot in English.
         [✖️ Yes, reject]
         [‹ No]
    Olga taps [✖️ Yes, reject]
    Bot (edited): ✖️ № 1: 3,000 ₽ to card, rejected by Olga. The money is in the balance again.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✖️ Rejected: We could not send it by the details you gave. Please check them and ask once more.
         02.03.2026 09:00 ✖️ rejected: Olga
    ");
    assert_eq!(world.payout_states().await, [(1, "rejected".to_owned())]);
    assert_eq!(world.balance_in_roubles().await, "3200.00");
    let reason: String = world.value("select reason from withdrawal_requests").await;
    assert_eq!(reason, "ready.details");
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
    // Talk goes on meanwhile, also about what the bot said.
    olga.sends("Does anybody know her?").await;
    olga.sends("/reject").await;
    olga.replies_to("begin with the number", "I see").await;
    olga.replies_to("answer this message", "The card is <not> yours")
        .await;
    olga.taps("Yes, reject").await;
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga taps [✖️ Reject]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): Olga, why is № 1 rejected (3,000 ₽ to card)? The person reads the reason, and has the money in the balance again.
         [💳 The details don’t work]
         [🔁 The method can’t be used now]
         [↩️ Payments behind it went back]
         [🪞 Bought by their own link]
         [✏️ Another reason]
         [‹ No]
    Olga taps [✏️ Another reason]
    Bot (edited): Olga, answer this message with the reason for № 1 (3,000 ₽ to card). The person reads it as you write it. They use the bot in English.
         [‹ No]
    Olga: Does anybody know her?
    Olga: /reject
    Bot (↪ “/reject”): Please answer the withdrawal’s card with /reject and the reason, or begin with the number: /reject 12 …
    Olga (↪ “Please answer the withdrawal’s card wit…”): I see
    Olga (↪ “Olga, answer this message with the reas…”): The card is <not> yours
    Bot (↪ “The card is <not> yours”): Olga, reject № 1 (3,000 ₽ to card)? The person reads:
         “The card is <not> yours”
         They use the bot in English.
         [✖️ Yes, reject]
         [‹ No]
    Olga taps [✖️ Yes, reject]
    Bot (edited): ✖️ № 1: 3,000 ₽ to card, rejected by Olga. The money is in the balance again.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✖️ Rejected: The card is <not> yours
         02.03.2026 09:00 ✖️ rejected: Olga
    ");
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
    insta::assert_snapshot!(brief(&olga.transcript()), @r"
    Olga: /reject
    Bot (↪ “/reject”): Please answer the withdrawal’s card with /reject and the reason, or begin with the number: /reject 12 …
    Olga: /reject 77 no
    Bot (↪ “/reject 77 no”): There is no such withdrawal.
    Olga: /reject 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    Bot (↪ “/reject 1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaa…”): Please put it shorter: at most 500 characters.
    Olga (↪ “💸 № 1 · 3,000 ₽ · card”): /reject Please use your own card
    Bot (↪ “/reject Please use your own card”): Olga, reject № 1 (3,000 ₽ to card)? The person reads:
         “Please use your own card”
         They use the bot in English.
         [✖️ Yes, reject]
         [‹ No]
    Olga taps [✖️ Yes, reject]
    Bot (edited): ✖️ № 1: 3,000 ₽ to card, rejected by Olga. The money is in the balance again.
    Bot (edited): 💸 № 1 · 3,000 ₽ · card
         ✖️ Rejected: Please use your own card
         02.03.2026 09:00 ✖️ rejected: Olga
    Olga: /reject 1 again
    Bot (↪ “/reject 1 again”): № 1 is rejected already, by Olga.
    ");
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
    boris.sends("/withdraw").await;
    boris.sends("3000").await;
    boris.taps("На карту").await;
    boris.sends("4111 1111 1111 1111").await;
    boris.taps("Да, отправить").await;
    boris.transcript();
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Reject").await;
    olga.taps("The method can’t be used now").await;
    olga.taps("Yes, reject").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: ↩️ Деньги по заявке № 1 не отправлены

         Причина: Этим способом сейчас отправить не можем. Выберите, пожалуйста, другой.

         3 000 ₽ снова на вашем балансе.
         [💸 Вывести]
         [🧾 Мои выводы]
    ");
    assert_eq!(world.balance_in_roubles().await, "5000.00");
    world.ends_well().await;
}

#[tokio::test]
async fn an_older_preview_does_not_send_newer_words() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.boris(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.sends("/reject 1 Older words").await;
    let preview = olga.person.messages().into_iter().rev();
    let mut preview = preview.filter(|message| message.text.contains("“Older words”"));
    let preview = preview.next().unwrap();
    let data = preview.data_behind("Yes, reject").unwrap();
    olga.sends("/reject 1 Newer words").await;
    olga.transcript();
    olga.person.taps_data(preview.id, data);
    world.settle().await;
    let said = olga.transcript();
    assert!(said.contains("These words were changed since"), "{said}");
    assert_eq!(world.payout_states().await, [(1, "pending".to_owned())]);
    olga.taps("Yes, reject").await;
    let reason: String = world.value("select reason from withdrawal_requests").await;
    assert_eq!(reason, "Newer words");
    world.ends_well().await;
}

#[tokio::test]
async fn what_its_person_took_back_is_not_called_rejected() {
    let world = World::with_staff().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_earned("5000").await;
    anna.withdraws("3000").await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.transcript();
    anna.taps("Take it back").await;
    anna.taps("Yes, take it back").await;
    let said = olga.transcript();
    assert!(said.contains("↩️ Taken back by the person"), "{said}");
    assert!(!said.contains("Rejected"), "{said}");
    world.ends_well().await;
}
