//! Rows 12 and 13: floods, blocked people and crowds.

use sandbox::telegram::{Fault, PaymentState};

use crate::world::World;

#[tokio::test]
async fn row_12_a_flood_refusal_is_waited_out_and_nothing_is_lost() {
    let world = World::new().await;
    let anna = world.anna();
    world
        .telegram
        .fail_next("sendMessage", Fault::too_many_requests(1));
    anna.sends("/start").await;
    assert!(anna.transcript().contains("Hello, Anna!"));
    assert_eq!(world.telegram.calls_of("sendMessage").len(), 2);
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_message_that_was_deleted_is_replaced_by_a_new_one() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world.telegram.fail_next(
        "editMessageText",
        Fault::Error {
            code: 400,
            description: "Bad Request: message to edit not found".to_owned(),
            retry_after: None,
        },
    );
    anna.taps("Help").await;
    assert!(anna.transcript().contains("Bot: How it works"));
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_the_same_screen_twice_is_no_error() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/language").await;
    anna.taps("English").await;
    anna.taps("English").await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_person_who_blocked_the_bot_stops_nothing() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/start").await;
    anna.person.sends("/help");
    anna.person.blocks_bot();
    boris.sends("/start").await;
    assert!(boris.transcript().contains("Здравствуйте"));
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_an_answer_lost_in_the_network_is_tried_again() {
    let world = World::new().await;
    let anna = world.anna();
    world
        .telegram
        .fail_next("sendMessage", Fault::ResetBeforeEffect);
    anna.sends("/start").await;
    assert!(anna.transcript().contains("Hello, Anna!"));
    world.ends_well().await;
}

#[tokio::test]
async fn row_13_a_thousand_waiting_updates_delay_no_pre_checkout() {
    let world = World::with(|variables| {
        variables.insert("DATABASE_MAX_CONNECTIONS".to_owned(), "2".to_owned());
    })
    .await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let crowd: Vec<_> = (1000..1100)
        .map(|id| world.friend(id, "Somebody", "en"))
        .collect();
    for _ in 0..10 {
        for friend in &crowd {
            friend.person.sends("/menu");
        }
    }
    let updates = world.telegram.take_updates();
    assert_eq!(updates.len(), 1000);
    let statuses =
        futures::future::join_all(updates.into_iter().map(|update| world.post_update(update)))
            .await;
    assert!(statuses.iter().all(|status| *status == 200));
    let attempt = anna.person.pays().unwrap();
    for update in world.telegram.take_updates() {
        assert_eq!(world.post_update(update).await, 200);
    }
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    // It was answered while everybody else still waited.
    let waiting: i64 = world
        .value(
            "select count(*) from telegram_updates where status = 'waiting' and kind = 'message'",
        )
        .await;
    assert!(waiting >= 1000, "only {waiting} were waiting");
    world.settle().await;
    for friend in &crowd {
        assert_eq!(friend.transcript().matches("What shall we do?").count(), 10);
    }
    world.kie_finishes().await;
    world.ends_well().await;
}
