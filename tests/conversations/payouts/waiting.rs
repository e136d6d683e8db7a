//! Withdrawals that don't get on are reminded of, each once in its time; those of people
//! who leave go.

use chrono::TimeDelta;

use super::TOPIC;
use crate::world::{STAFF_CHAT_ID, World};

#[tokio::test]
async fn the_staff_is_reminded_of_whose_turn_it_is() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    world.has_a_payout(&world.anna(), 12_000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    let oleg = world.in_topic(TOPIC, &oleg);
    olga.transcript();
    world.advance(TimeDelta::hours(25)).await;
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    world.advance(TimeDelta::hours(25)).await;
    oleg.taps("✅ Approve").await;
    oleg.taps("Yes, approve").await;
    world.advance(TimeDelta::hours(25)).await;
    oleg.taps("💸 Send").await;
    world.advance(TimeDelta::minutes(250)).await;
    oleg.taps("It is sent").await;
    oleg.taps("Yes, sent").await;
    world.advance(TimeDelta::days(3)).await;
    let said = olga.transcript();
    let reminders: Vec<&str> = said.lines().filter(|line| line.contains('⏰')).collect();
    insta::assert_snapshot!(reminders.join("\n"), @r"
    Bot (↪ “💸 № 1 · 12,000 ₽ · card”): ⏰ № 1, 12,000 ₽, waits for approval since 02.03.2026 09:00. Whoever handles payouts, please decide.
    Bot (↪ “💸 № 1 · 12,000 ₽ · card”): ⏰ № 1, 12,000 ₽, waits for a second approval since 03.03.2026 10:00. Olga has approved it; anyone else of you, please decide.
    Bot (↪ “💸 № 1 · 12,000 ₽ · card”): ⏰ № 1, 12,000 ₽, is approved since 04.03.2026 11:00 and nobody sends it. Whoever handles payouts, please do.
    Bot (↪ “💸 № 1 · 12,000 ₽ · card”): ⏰ Oleg, you have № 1, 12,000 ₽, in hand since 05.03.2026 12:00. Is it sent?
    Bot (↪ “💸 № 1 · 12,000 ₽ · card”): ⏰ Oleg, you have № 1, 12,000 ₽, in hand since 05.03.2026 12:00. Is it sent?
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_reminder_comes_once_when_its_job_dies_and_is_lost() {
    let world = World::with_staff().await;
    let olga = world.olga();
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let olga = world.in_topic(TOPIC, &olga);
    world.advance(TimeDelta::hours(25)).await;
    world
        .execute("delete from jobs where kind = 'referral_watch_withdrawal'")
        .await;
    world.sweeps_payouts().await;
    world.sweeps_payouts().await;
    world.advance(TimeDelta::hours(22)).await;
    let said = olga.transcript();
    assert_eq!(said.matches('⏰').count(), 1, "{said}");
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(olga.transcript().matches('⏰').count(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn the_card_of_whoever_is_erased_goes_and_stays_away() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    world.has_a_payout(&anna, 3000, 0).await;
    let topic = world.in_topic(TOPIC, &olga);
    topic.taps("Approve").await;
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 1);
    topic.taps("Yes, approve").await;
    world.sweeps_payouts().await;
    olga.sends("/withdrawal 1").await;
    let shown = world.telegram.messages(STAFF_CHAT_ID);
    let about_anna = |text: &str| text.contains("Anna") || text.contains("4111");
    let left = shown
        .iter()
        .filter(|message| !message.deleted && about_anna(&message.text));
    assert_eq!(left.count(), 0);
    assert_eq!(world.payout_states().await, [(1, "rejected".to_owned())]);
    world.ends_well().await;
}

#[tokio::test]
async fn an_erasure_waits_for_money_in_somebodys_hands_whose_card_names_nobody() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    world.has_a_payout(&anna, 3000, 0).await;
    let topic = world.in_topic(TOPIC, &olga);
    topic.taps("Approve").await;
    topic.taps("Yes, approve").await;
    topic.taps("Send").await;
    topic.transcript();
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::hours(3)).await;
    assert_eq!(world.erased().await, 0);
    let said = topic.transcript();
    insta::assert_snapshot!(said, @r"
    Bot deletes: 💸 № 1 · 3,000 ₽ · card
    Bot: 💸 № 1 · 3,000 ₽ · card
         ✋ Olga is sending it, since 02.03.2026 09:00

         👤 The person has asked to be erased. While somebody sends this, their erasure waits for it.

         02.03.2026 09:00 ✅ approved: Olga
         02.03.2026 09:00 ✋ took it: Olga
         [📋 Details] [👁 As a popup]
         [✅ It is sent] [↩️ Not sent]
    Bot (↪ “💸 № 1 · 3,000 ₽ · card”): ⏰ Olga, you have № 1, 3,000 ₽, in hand since 02.03.2026 09:00. Is it sent?
    ");
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.erased().await, 1);
    assert_eq!(world.payout_states().await, [(1, "completed".to_owned())]);
    world.ends_well().await;
}
