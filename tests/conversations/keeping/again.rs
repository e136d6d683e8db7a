//! Portraits that were made again, among those that are kept.

use crate::world::{Friend, World};

/// A finished set whose second photo is a favourite and was made again.
async fn with_one_made_again(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("One by one").await;
    let viewer = anna.person.last_from_bot().unwrap();
    // A heart on the viewer means the photo that it shows.
    anna.taps("›").await;
    anna.reacts(viewer.id, "❤").await;
    anna.taps("🔄").await;
    anna.taps("The hands").await;
    anna.person.taps_data(viewer.id, "delete:{\"Set\":1}");
    world.settle().await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert!(
        alerts.last().unwrap().text.contains("still being made"),
        "{alerts:?}"
    );
    world.kie_finishes().await;
    anna.transcript();
    anna
}

#[tokio::test]
async fn what_was_made_again_is_counted_and_picked_with_its_set() {
    let world = World::new().await;
    let anna = with_one_made_again(&world).await;
    anna.sends("/photos").await;
    anna.taps("Favourites · 1").await;
    anna.taps("← My photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("At a glance").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /photos
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 8]
         [❤️ Favourites · 1]
         [02.03.2026 · Anna · 🌿 Lifestyle · 8]
         [☰ Menu]
    Anna taps [❤️ Favourites · 1]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 1]
         [❤️] [📎] [🔄] [🗑]
         [← My photos]
    Anna taps [← My photos]
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 8]
         [❤️ Favourites · 1]
         [02.03.2026 · Anna · 🌿 Lifestyle · 8]
         [☰ Menu]
    Bot deletes: the photo
    Anna taps [02.03.2026 · Anna · 🌿 Lifestyle · 8]
    Bot (edited): Anna · 🌿 Lifestyle
         8 photos · 02.03.2026
         [🗂 At a glance] [👀 One by one]
         [👀 Show them here]
         [📎 As files, full quality] [📦 As a zip]
         [🔄 Improve a photo]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    Anna taps [🗂 At a glance]
    Bot (popup): Putting it together…
    Bot sends a photo
         “🗂 Anna · 🌿 Lifestyle · 8 photos

         Tap the numbers of the photos you'd like as originals, in full quality. Without a choice you get all of them.”
         [1] [2] [3] [4] [5] [6]
         [7] [8]
         [❤️ Favourites] [None]
         [📎 All as files] [📦 All as a zip]
         [👀 One by one] [← The set]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_made_again_stands_beside_its_first_try_and_goes_with_the_set() {
    let world = World::new().await;
    let anna = with_one_made_again(&world).await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("One by one").await;
    anna.transcript();
    anna.taps("›").await;
    let favourite = anna.person.last_from_bot().unwrap();
    assert_eq!(favourite.labels()[..4], ["‹", "2 / 8", "›", "❤️"]);
    anna.taps("›").await;
    anna.taps("📎").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 8] [›]
         [❤️] [📎] [🔄] [🗑]
         [← The set]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [3 / 8] [›]
         [🤍] [📎] [🔄] [🗑]
         [← The set]
    Anna taps [📎]
    Bot (popup): Sending…
    Bot sends a file: Anna-lifestyle-03.jpg
    ");
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Delete the set").await;
    anna.taps("Yes, delete").await;
    assert_eq!(world.photos().await, 0);
    world.advance(chrono::TimeDelta::minutes(1)).await;
    let left = world.s3.objects().unwrap();
    assert!(!left.iter().any(|(key, _)| key.starts_with("portraits/")));
    world.ends_well().await;
}
