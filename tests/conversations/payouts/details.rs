//! Where the money goes, as whoever sends it reads it: in their own chat with the bot, for
//! as long as they send it.

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use super::TOPIC;
use crate::world::{Friend, World};

const BORISS_CARD: &str = "4111 1111 1111 1111";

/// Boris asks for 3,000 ₽, Olga approves it, and Oleg takes it in hand.
async fn sends_boris_his_money(world: &World) -> [Friend<'_>; 3] {
    let (boris, olga) = (world.boris(), world.olga());
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    boris.has_earned("5000").await;
    boris.sends("/withdraw").await;
    boris.sends("3000").await;
    boris.taps("На карту").await;
    boris.sends(BORISS_CARD).await;
    boris.taps("Да, отправить").await;
    let olga = world.in_topic(TOPIC, &olga);
    olga.taps("Approve").await;
    olga.taps("Yes, approve").await;
    let oleg_in_topic = world.in_topic(TOPIC, &oleg);
    oleg_in_topic.taps("Send").await;
    [olga, oleg_in_topic, world.friend(202, "Oleg", "en")]
}

fn refusal(description: &str) -> Fault {
    Fault::Error {
        code: 400,
        description: format!("Bad Request: {description}"),
        retry_after: None,
    }
}

fn shows_the_card(friend: &Friend<'_>) -> bool {
    let messages = friend.person.messages();
    let mut shown = messages.iter().filter(|message| !message.deleted);
    shown.any(|message| message.text.contains(BORISS_CARD))
}

#[tokio::test]
async fn the_details_are_in_ones_own_chat_until_it_is_sent() {
    let world = World::with_staff().await;
    let [_, topic, oleg] = sends_boris_his_money(&world).await;
    let said = topic.transcript();
    assert!(
        said.contains("Bot (opens): https://t.me/pinglass_bot?start=pay_1"),
        "{said}"
    );
    assert!(!said.contains(BORISS_CARD), "{said}");
    oleg.sends("/start pay_1").await;
    topic.taps("📋 Details").await;
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /start pay_1
    Bot: One moment …
    Bot (edited): 💸 № 1 · 3,000 ₽
         4111 1111 1111 1111
         This message goes when the sending is over, at the latest in 15 minutes.
         [📋 Copy the details ⧉]
         [📋 Copy the amount ⧉]
    Bot deletes: 💸 № 1 · 3,000 ₽
    ");
    // The link is worth nothing any more.
    oleg.sends("/start pay_1").await;
    assert!(oleg.transcript().contains("Hello, Oleg"));
    assert!(!shows_the_card(&oleg));
    let actions = world.actions().await;
    let seen = actions
        .iter()
        .filter(|seen| *seen == "withdrawal_details_seen");
    assert_eq!(seen.count(), 1);
    let left: i64 = world
        .value("select count(*) from withdrawal_detail_messages")
        .await;
    assert_eq!(left, 0);
    let told: i64 = world
        .value(
            "select count(*) from jobs where payload::text like '%1111%'
             union all select count(*) from dialogues where state::text like '%1111%'
             order by 1 desc limit 1",
        )
        .await;
    assert_eq!(told, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_else_opens_them_by_the_link() {
    let world = World::with_staff().await;
    let [olga, topic, oleg] = sends_boris_his_money(&world).await;
    world.staff_member(206, "Vera", "viewer").await;
    world
        .execute("update withdrawal_requests set paying_by = 206")
        .await;
    let (vera, anna) = (world.friend(206, "Vera", "en"), world.anna());
    let olga_alone = world.friend(201, "Olga", "en");
    for friend in [&vera, &anna, &olga_alone, &oleg] {
        friend.sends("/start pay_1").await;
        friend.sends("/start pay_2147483648").await;
        let said = friend.transcript();
        assert_eq!(said.matches("Hello, ").count(), 2, "{said}");
    }
    world
        .execute("update withdrawal_requests set paying_by = 202")
        .await;
    oleg.sends("/start pay_1").await;
    assert!(shows_the_card(&oleg));
    // An admin takes it from him, and with it what he sees.
    olga.taps("Not sent").await;
    olga.taps("Nothing was sent").await;
    assert!(!shows_the_card(&oleg));
    topic.taps("Send").await;
    oleg.sends("/start pay_1").await;
    assert!(shows_the_card(&oleg));
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    assert!(!shows_the_card(&oleg));
    world.ends_well().await;
}

#[tokio::test]
async fn they_go_by_themselves_also_when_telegram_is_away_or_deletes_nothing() {
    let world = World::with_staff().await;
    let [_, topic, oleg] = sends_boris_his_money(&world).await;
    oleg.sends("/start pay_1").await;
    world.advance(TimeDelta::minutes(14)).await;
    assert!(shows_the_card(&oleg));
    world.telegram.fail_next("deleteMessage", Fault::Gateway502);
    world.advance(TimeDelta::minutes(2)).await;
    assert!(!shows_the_card(&oleg));
    oleg.sends("/start pay_1").await;
    oleg.transcript();
    world
        .telegram
        .fail_next("deleteMessage", refusal("message can't be deleted"));
    world.advance(TimeDelta::minutes(16)).await;
    insta::assert_snapshot!(oleg.transcript(), @"Bot (edited): 🗑 Nothing is here any more.");
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    world.ends_well().await;
}

#[tokio::test]
async fn where_the_chat_cannot_be_opened_they_are_shown_over_the_group() {
    let world = World::with_staff().await;
    let [_, topic, oleg] = sends_boris_his_money(&world).await;
    topic.transcript();
    topic.taps("As a popup").await;
    world
        .telegram
        .fail_next("answerCallbackQuery", refusal("URL_INVALID"));
    topic.taps("📋 Details").await;
    let said = topic.transcript();
    assert_eq!(said.matches("Bot (alert): 3,000").count(), 2, "{said}");
    assert_eq!(said.matches(BORISS_CARD).count(), 2, "{said}");
    assert!(!shows_the_card(&oleg));
    topic.taps("It is sent").await;
    topic.taps("Yes, sent").await;
    world.ends_well().await;
}
