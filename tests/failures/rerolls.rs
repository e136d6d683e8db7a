//! Rows 7–10 and 12 for portraits that are made again: however it is disturbed, a
//! re-roll ends with one new portrait or with the free try given back.

use chrono::TimeDelta;
use sandbox::faults::Fault;
use sandbox::telegram;
use serde_json::json;

use crate::world::{Friend, World};

/// Someone whose first portrait is being made again.
async fn with_a_reroll(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.reacts(anna.portrait_messages()[0], "👎").await;
    anna.taps("The hands").await;
    assert_eq!(world.kie.creations().len(), 8);
    anna.transcript();
    anna
}

impl World {
    async fn reroll_status(&self) -> String {
        self.value("select status from generation_jobs where reroll_of is not null")
            .await
    }
}

#[tokio::test]
async fn row_10_a_reroll_that_lost_its_jobs_is_swept_up() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.execute("delete from jobs").await;
    world.kie.finish_all();
    world.sweeps().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(anna.portraits(), 8);
    assert_eq!(world.reroll_status().await, "completed");
    world.ends_well().await;
}

#[tokio::test]
async fn row_7_without_any_callback_a_reroll_ends_by_looking() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.kie.finish_all();
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!(anna.portraits(), 8);
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_reroll_that_never_ends_at_kie_ends_at_its_deadline_with_the_try_given_back() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.turn_clock(TimeDelta::hours(24));
    world.sweeps().await;
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert!(said.contains("2 of 2 left for this set"), "{said}");
    assert_eq!(world.reroll_status().await, "failed");
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_killed_after_any_step_of_its_delivery_it_comes_once() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 8);
    // Everything behind the sending was lost; the delivery runs again.
    world
        .execute(
            "update generation_jobs
             set status = 'processing', notified_at = null, finished_at = null
             where reroll_of is not null",
        )
        .await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 8);
    assert_eq!(world.reroll_status().await, "completed");
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_portrait_that_telegram_refuses_comes_in_another_way() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.telegram.fail_when(|method, _| {
        (method == "sendPhoto").then(|| telegram::Fault::Error {
            code: 400,
            description: "Bad Request: IMAGE_PROCESS_FAILED".to_owned(),
            retry_after: None,
        })
    });
    world.kie_finishes().await;
    world.telegram.heal();
    let last = anna.person.last_from_bot().unwrap();
    assert_eq!(last.kind, "document");
    assert!(last.text.contains("Here is another try"));
    assert_eq!(world.reroll_status().await, "completed");
}

#[tokio::test]
async fn row_12_someone_who_blocked_the_bot_gets_the_portrait_when_they_come_back() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    anna.person.blocks_bot();
    world.kie_finishes().await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 7);
    anna.sends("/menu").await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 8);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_lost_answer_buys_no_second_portrait() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    world
        .kie
        .fail_next(sandbox::kie::Method::CreateTask, Fault::ResetAfterEffect);
    anna.reacts(anna.portrait_messages()[0], "👎").await;
    anna.taps("Not me").await;
    world.kie_finishes().await;
    assert_eq!((world.kie.creations().len(), anna.portraits()), (8, 8));
    world.advance(TimeDelta::minutes(13)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_portrait_that_is_gone_when_its_new_try_comes_leaves_no_choice() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world
        .execute(
            "delete from generated_photos
             where id in (select reroll_of_photo from generation_jobs)",
        )
        .await;
    world.kie_finishes().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot sends a photo
         “🔄 Here is another try. Which one shall we keep?

         Free tries left for this set: 1 of 2.”
         [🔄 Try again · 1 left]
    Bot (edited): ✨ The new try is below.
    ");
    let last = anna.person.last_from_bot().unwrap();
    anna.person.taps_data(last.id, "reroll:{\"n\":8}");
    world.settle().await;
    assert_eq!(world.photos().await, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn the_old_portrait_is_taken_away_once_however_often_it_is_tapped() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.kie_finishes().await;
    let new = anna.person.last_from_bot().unwrap();
    for _ in 0..3 {
        anna.person.taps_data(new.id, "reroll:{\"n\":8}");
    }
    world.settle().await;
    assert_eq!(world.photos().await, 7);
    let deletions: i64 = world
        .value("select count(*) from jobs where kind = 'delete_portrait'")
        .await;
    assert!(deletions <= 1, "{deletions} deletions");
    // Nothing is owed for a set whose portrait was replaced.
    anna.transcript();
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    let said = anna.transcript();
    assert!(
        said.contains("7 photos") && !said.contains("missing"),
        "{said}"
    );
}

#[tokio::test]
async fn what_replaced_a_second_try_does_not_replace_the_first_portrait_too() {
    let world = World::new().await;
    let anna = with_a_reroll(&world).await;
    world.kie_finishes().await;
    anna.taps("Try again").await;
    anna.taps("The clothes").await;
    world.kie_finishes().await;
    assert_eq!(world.photos().await, 9);
    let newest = anna.person.last_from_bot().unwrap();
    for _ in 0..3 {
        anna.person.taps_data(newest.id, "reroll:{\"n\":9}");
        world.settle().await;
    }
    assert_eq!(world.photos().await, 8, "only the second of three is gone");
    // The first portrait and what is left of its tries stay together in the set.
    let in_set: i64 = world
        .value("select count(*) from generated_photos where job_id = 1")
        .await;
    assert_eq!(in_set, 7);
}

#[tokio::test]
async fn reactions_of_every_odd_form_are_passed_over() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    let portrait = anna.portrait_messages()[0];
    let chat = json!({"id": 101, "type": "private", "first_name": "Anna"});
    let user = json!({"id": 101, "is_bot": false, "first_name": "Anna"});
    let group = json!({"id": -100_500, "type": "supergroup", "title": "Friends"});
    let new = json!([{"type": "emoji", "emoji": "👎"}]);
    let odd = [
        json!({"chat": chat, "message_id": portrait, "date": 1, "new_reaction": new}),
        json!({"chat": chat, "message_id": portrait, "date": 1, "actor_chat": group, "old_reaction": [], "new_reaction": new}),
        json!({"chat": group, "message_id": portrait, "user": user, "date": 1, "old_reaction": [], "new_reaction": new}),
        json!({"chat": chat, "message_id": i64::MAX, "user": user, "date": 1, "new_reaction": new}),
        json!({"chat": chat, "message_id": portrait, "user": user, "new_reaction": [{"type": "custom_emoji", "custom_emoji_id": "5"}]}),
        json!({"chat": chat, "message_id": portrait, "user": user, "new_reaction": [{"type": "scent", "scent": ["👎"]}]}),
        json!({"chat": chat, "message_id": portrait, "user": user, "new_reaction": "👎"}),
        json!({"chat": chat, "message_id": portrait, "user": user, "old_reaction": new, "new_reaction": new}),
        json!([]),
        json!(7),
    ];
    for reaction in odd {
        world
            .telegram
            .push_update(json!({"message_reaction": reaction}));
    }
    world.settle().await;
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}
