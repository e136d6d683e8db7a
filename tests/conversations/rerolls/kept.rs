//! Portraits made again in the gallery: paged through, saved and deleted with their set.

use super::with_portraits;
use crate::world::World;

#[tokio::test]
async fn what_was_made_again_is_kept_and_deleted_with_its_set() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.reacts(anna.portrait_messages()[2], "👎").await;
    anna.taps("Not me").await;
    world.kie_finishes().await;
    anna.taps("Keep both").await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("One by one").await;
    let viewer = anna.person.last_from_bot().unwrap();
    assert!(viewer.labels().contains(&"1 / 8"), "{:?}", viewer.labels());
    anna.transcript();
    anna.taps("📎").await;
    assert!(anna.transcript().contains("Anna-lifestyle-01.jpg"));
    // A reaction to the viewer is meant for what it shows, and so is its button.
    anna.reacts(viewer.id, "❤").await;
    let scene: i32 = world
        .value(
            "select prompt_index from generated_photos as photo
             join kie_tasks as task on task.id = task_id
             where favourite_at is not null",
        )
        .await;
    assert_eq!(scene, 0);
    anna.person.taps("🔄").unwrap();
    world.settle().await;
    assert!(anna.transcript().contains("1 of 2 free tries left"));
    anna.sends("/photos").await;
    anna.taps("02.03.2026").await;
    anna.taps("Delete").await;
    anna.taps("Yes").await;
    assert_eq!(world.photos().await, 0);
    assert_eq!(world.stored_portraits().await, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_is_not_deleted_while_one_of_its_photos_is_made_again() {
    let world = World::new().await;
    let anna = with_portraits(&world, world.anna()).await;
    anna.reacts(anna.portrait_messages()[2], "👎").await;
    anna.taps("Not me").await;
    anna.sends("/photos").await;
    anna.taps("02.03.2026").await;
    anna.taps("Delete").await;
    anna.taps("Yes").await;
    assert_eq!(world.photos().await, 7);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 8);
    world.ends_well().await;
}
