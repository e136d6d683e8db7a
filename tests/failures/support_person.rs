//! Support: what a person says and is told while Telegram or the process fails.

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use crate::world::World;

fn bad_gateway() -> Fault {
    Fault::Error {
        code: 502,
        description: "Bad Gateway".to_owned(),
        retry_after: None,
    }
}

#[tokio::test]
async fn a_ticket_whose_number_could_not_be_told_is_told_later() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.transcript();
    world.telegram.fail_next("sendMessage", bad_gateway());
    anna.sends("It hurts").await;
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert_eq!(said.matches("✅ TKT-2026-001").count(), 1, "{said}");
    let messages: i64 = world
        .value("select count(*) from ticket_messages where sender_type = 'user'")
        .await;
    assert_eq!(messages, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_sign_that_could_not_be_put_loses_nothing() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("I want my money back").await;
    world
        .telegram
        .fail_next("setMessageReaction", bad_gateway());
    anna.taps("Pass it on").await;
    let said = anna.transcript();
    assert!(said.contains("✅ TKT-2026-001"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_notice_waits_until_telegram_takes_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("It hurts").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    world.telegram.fail_next("sendMessage", bad_gateway());
    topic.taps("Wait for the customer").await;
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert_eq!(
        said.matches("our team waits for a word from you").count(),
        1,
        "{said}"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn a_notice_that_is_no_longer_so_is_not_told() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("It hurts").await;
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    // Both taps are handled before any job runs.
    topic.person.taps("Wait for the customer").unwrap();
    topic.person.taps("Resolve").unwrap();
    world.settle().await;
    let said = anna.transcript();
    assert!(!said.contains("waits for a word"), "{said}");
    assert!(said.contains("has marked TKT-2026-001 as solved"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn who_blocked_the_bot_finds_the_end_when_they_come_back() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("It hurts").await;
    anna.person.blocks_bot();
    let topic = world.in_topic("TKT-2026-001", &world.olga());
    topic.taps("Resolve").await;
    world.advance(TimeDelta::minutes(1)).await;
    anna.person.unblocks_bot();
    anna.sends("/support").await;
    anna.taps("My tickets").await;
    anna.taps("TKT-2026-001").await;
    assert!(anna.transcript().contains("✅ Solved"));
    anna.taps("Open it again").await;
    assert!(anna.transcript().contains("TKT-2026-001 is open again"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_staff_hears_when_a_person_cannot_be_told() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("I want my money back").await;
    anna.taps("Pass it on").await;
    boris.sends("I want my money back").await;
    boris.taps("Передать").await;
    anna.person.blocks_bot();
    world
        .execute("update users set is_banned = true where telegram_user_id = 102")
        .await;
    for number in ["TKT-2026-001", "TKT-2026-002"] {
        let topic = world.in_topic(number, &world.olga());
        topic.sends("/resolve").await;
    }
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @r"
    ✅ Resolved by Olga.
    📵 The customer was not told of this: they have blocked the bot. It is under /support when they come back.
    ✅ Resolved by Olga.
    🚫 The customer was not told of this: they are banned.
    ");
}
