//! Finished sets in the gallery, and what /status tells of running ones.

use crate::world::World;

#[tokio::test]
async fn the_gallery_shows_a_set_again_and_sends_its_originals() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/photos").await;
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Show them here").await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("As files").await;
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
         [🔄 Improve a photo]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    Anna taps [👀 Show them here]
    Bot (popup): Sending…
    Bot sends an album of 7 photos
         “Anna · 🌿 Lifestyle · 7 photos”
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
         [🔄 Improve a photo]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    Anna taps [📎 As files, full quality]
    Bot (popup): Sending…
    Bot sends an album of 7 files
    ");
    assert_eq!(anna.portraits(), 14);
    let uploads = world.telegram.calls_of("sendMediaGroup");
    let again = &uploads[1].params["media"].to_string();
    assert!(
        !again.contains("attach://"),
        "the second album is not uploaded again: {again}"
    );
    let documents: i64 = world
        .value("select count(telegram_document_id) from generated_photos")
        .await;
    assert_eq!(documents, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn somebody_elses_set_can_not_be_opened() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    boris.sends("/photos").await;
    boris.transcript();
    for forged in [
        "set:{\"Open\":1}",
        "set:{\"Again\":1}",
        "set:{\"Originals\":1}",
        "set:{\"Rest\":1}",
    ] {
        let menu = boris.person.last_from_bot().unwrap().id;
        boris.person.taps_data(menu, forged);
        world.settle().await;
    }
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    ");
    assert_eq!(boris.portraits(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn the_status_tells_what_is_under_way() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/status").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /status
    Bot: Nothing is being made at the moment, and everything that was paid for has been delivered.
         [✨ Make portraits]
         [🖼 My photos] [☰ Menu]
    ");
    boris.sends("/status").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /status
    Bot: Сейчас ничего не делается, а всё оплаченное уже у вас.
         [✨ Сделать портреты]
         [🖼 Мои фото] [☰ Меню]
    ");
    anna.has_paid().await;
    anna.transcript();
    anna.sends("/status").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /status
    Bot: 🎨 Anna · 🌿 Lifestyle
         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min
         [🖼 My photos] [☰ Menu]
    ");
    world.kie_finishes().await;
    world.ends_well().await;
}
