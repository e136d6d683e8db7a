//! Finished photos, kept: the viewer, favourites, the contact sheet, originals and
//! deletion, as people use them.

use crate::world::World;

#[tokio::test]
async fn one_message_pages_through_a_set() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("One by one").await;
    anna.taps("›").await;
    anna.taps("🤍").await;
    anna.taps("📎").await;
    anna.taps("🗑").await;
    anna.taps("Keep it").await;
    anna.taps("🗑").await;
    anna.taps("Yes, delete it").await;
    anna.taps("← The set").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /photos
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 7]
         [02.03.2026 · Anna · 🌿 Lifestyle · 7]
         [☰ Menu]
    Anna taps [02.03.2026 · Anna · 🌿 Lifestyle · 7]
    Bot (edited): Anna · 🌿 Lifestyle
         7 photos · 02.03.2026
         [🗂 At a glance] [👀 One by one]
         [👀 Show them here]
         [📎 As files, full quality] [📦 As a zip]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    Anna taps [👀 One by one]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 7] [›]
         [🤍] [📎] [🗑]
         [← The set]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 7] [›]
         [🤍] [📎] [🗑]
         [← The set]
    Anna taps [🤍]
    Bot (popup): ❤️ It is among your favourites now.
    Bot (edited): Anna · 🌿 Lifestyle · 02.03.2026
         [‹] [2 / 7] [›]
         [❤️] [📎] [🗑]
         [← The set]
    Anna taps [📎]
    Bot (popup): Sending…
    Bot sends a file: Anna-lifestyle-02.jpg
    Anna taps [🗑]
    Bot (edited): Anna · 🌿 Lifestyle · 02.03.2026
         [🗑 Yes, delete it for good]
         [Keep it]
    Anna taps [Keep it]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 7] [›]
         [❤️] [📎] [🗑]
         [← The set]
    Anna taps [🗑]
    Bot (edited): Anna · 🌿 Lifestyle · 02.03.2026
         [🗑 Yes, delete it for good]
         [Keep it]
    Anna taps [🗑 Yes, delete it for good]
    Bot (popup): Deleted for good. What was sent to this chat before stays here until you delete it.
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 6] [›]
         [🤍] [📎] [🗑]
         [← The set]
    Anna taps [← The set]
    Bot: Anna · 🌿 Lifestyle
         6 photos · 02.03.2026
         [🗂 At a glance] [👀 One by one]
         [👀 Show them here]
         [📎 As files, full quality] [📦 As a zip]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    Bot deletes: the photo
    ");
    world.ends_well().await;
}
