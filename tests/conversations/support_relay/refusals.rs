//! What Telegram refuses in the staff group: it holds up nothing else, and is not lost
//! when it can be done later.

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use super::annas_ticket;
use crate::world::{Friend, STAFF_CHAT_ID, World, selfie, selfies};

fn refusal(words: &str) -> Fault {
    Fault::Error {
        code: 400,
        description: format!("Bad Request: {words}"),
        retry_after: None,
    }
}

fn is_sending(method: &str) -> bool {
    method.starts_with("copy") || method.starts_with("send")
}

fn find(friend: &Friend<'_>, words: &str) -> i64 {
    let messages = friend.person.messages();
    let mut found = messages.iter().filter(|it| it.text.contains(words));
    found.next().unwrap().id
}

#[tokio::test]
async fn row_14_photos_wait_too_while_the_bot_may_not_write_in_the_group() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    world.telegram.fail_when(|method, params| {
        let is_in_group = params["chat_id"] == STAFF_CHAT_ID;
        (is_sending(method) && is_in_group)
            .then(|| refusal("not enough rights to send messages to the chat"))
    });
    anna.person.sends_photo_with_caption(selfie(1), "This one");
    anna.sends("Do you see it?").await;
    world.advance(TimeDelta::minutes(3)).await;
    world.telegram.heal();
    world.advance(TimeDelta::minutes(3)).await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Bot copies a photo
         “This one”
    Bot: Do you see it?
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_group_that_takes_words_only_is_told_of_photos() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    world.telegram.fail_when(|method, params| {
        let is_photo = ["copyMessage", "sendPhoto"].contains(&method);
        (is_photo && params["chat_id"] == STAFF_CHAT_ID)
            .then(|| refusal("not enough rights to send photos to the chat"))
    });
    anna.person.sends_photo_with_caption(selfie(1), "This one");
    world.advance(TimeDelta::seconds(5)).await;
    world.telegram.heal();
    anna.sends("Do you see it?").await;
    insta::assert_snapshot!(topic.transcript(), @r#"
    Bot: ⚠️ The person wrote something that can’t be shown here. Telegram says: Unknown error: "Bad Request: not enough rights to send photos to the chat"
    Bot: Do you see it?
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn an_emoji_of_one_side_leaves_the_others_waiting() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    topic.sends("It is on its way").await;
    topic.transcript();
    anna.transcript();
    // Both come before either is carried.
    let (copy, origin) = (find(&anna, "on its way"), find(&topic, "on its way"));
    anna.person.reacts(copy, "❤").unwrap();
    topic.person.reacts(origin, "👀").unwrap();
    world.settle().await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Olga reacts 👀 to: It is on its way
    Bot reacts ❤ to: It is on its way
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna reacts ❤ to: 💬 Support · TKT-2026-001
    Bot reacts 👀 to: 💬 Support · TKT-2026-001
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_album_gets_its_turn_while_others_write() {
    let world = World::with_staff_and_flood_limits().await;
    let (anna, _) = annas_ticket(&world).await;
    let boris = world.boris();
    world
        .ticket_of(&boris, "TKT-2026-002", "Где мой набор?")
        .await;
    boris.sends("Где мой набор?").await;
    anna.person.sends_album(selfies(10));
    let mut seconds = 0;
    while !world.staff_group().transcript().contains("album of 10") {
        seconds += 2;
        assert!(seconds < 60, "the album never comes");
        // There is always a card that has waited for long.
        world
            .execute(
                "update support_tickets
                 set look_wanted_at = '2026-03-02 08:00Z', topic_look = null",
            )
            .await;
        boris.sends("?").await;
        world.advance(TimeDelta::seconds(2)).await;
    }
    world.advance(TimeDelta::minutes(4)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_a_ticket_that_is_refused_holds_up_no_other() {
    let world = World::with_staff().await;
    let (anna, boris, olga) = (world.anna(), world.boris(), world.olga());
    world.telegram.fail_when(|method, params| {
        let is_card = params["text"].to_string().contains("TKT-2026-001 ·");
        (method == "sendMessage" && is_card).then(|| refusal("can't parse entities"))
    });
    for (friend, number) in [(&anna, "TKT-2026-001"), (&boris, "TKT-2026-002")] {
        world.ticket_of(friend, number, "Hello").await;
        friend.sends("Hello").await;
    }
    let topic = world.in_topic("TKT-2026-002", &olga);
    assert!(topic.transcript().contains("Bot: Hello"));
    world.telegram.heal();
    world.advance(TimeDelta::minutes(6)).await;
    let topic = world.in_topic("TKT-2026-001", &olga);
    assert!(topic.transcript().contains("Bot: Hello"));
    world.ends_well().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_shown_is_told_and_holds_up_nothing() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    world.telegram.fail_when(|method, params| {
        let is_change = params["text"].to_string().contains("second set");
        is_change.then(|| refusal(&format!("no {method} today")))
    });
    anna.edits("Where is my set?", "Where is my second set?")
        .await;
    anna.sends("Are you there?").await;
    world.telegram.heal();
    insta::assert_snapshot!(topic.transcript(), @r#"
    Bot: ⚠️ A message was changed, and the change can’t be shown on the other side. Telegram says: Telegram refused: Unknown error: "Bad Request: no sendMessage today"
    Bot: Are you there?
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn what_a_blocked_person_does_not_see_changed_is_told() {
    let world = World::with_staff().await;
    let (anna, topic) = annas_ticket(&world).await;
    topic.sends("It is on its wey").await;
    topic.transcript();
    anna.person.blocks_bot();
    topic.edits("on its wey", "It is on its way").await;
    insta::assert_snapshot!(topic.transcript(), @r"
    Olga (edited): It is on its way
    Bot: ⚠️ The person can’t be reached, so that change is not shown to them: what they have stays as it was.
    ");
    world.ends_well().await;
}
