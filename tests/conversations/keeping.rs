//! Finished photos, kept: the viewer, favourites, the contact sheet, originals and
//! deletion, as people use them.

mod again;
mod deletion;
mod originals;
mod zips;

use sandbox::{kie::PictureSize, telegram::Fault};

use crate::world::{Friend, World};

/// The buttons of the viewer, as they stand now.
fn labels(friend: &Friend<'_>) -> Vec<String> {
    let shown = friend.person.last_from_bot().unwrap();
    shown.labels().into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn one_message_pages_through_a_set() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    let viewer = anna.person.last_from_bot().unwrap().id;
    anna.transcript();
    anna.taps("One by one").await;
    anna.taps("›").await;
    anna.taps("🤍").await;
    anna.taps("📎").await;
    anna.taps("🗑").await;
    anna.taps("Keep it").await;
    anna.taps("🗑").await;
    anna.taps("Yes, delete it").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [👀 One by one]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 7] [›]
         [🤍] [📎] [🔄] [🗑]
         [← The set]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 7] [›]
         [🤍] [📎] [🔄] [🗑]
         [← The set]
    Anna taps [🤍]
    Bot (popup): ❤️ It is among your favourites now.
    Bot (edited): Anna · 🌿 Lifestyle · 02.03.2026
         [‹] [2 / 7] [›]
         [❤️] [📎] [🔄] [🗑]
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
         [❤️] [📎] [🔄] [🗑]
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
         [🤍] [📎] [🔄] [🗑]
         [← The set]
    ");
    anna.taps("← The set").await;
    let messages = anna.person.messages();
    let left = messages.iter().find(|message| message.id == viewer);
    assert!(left.unwrap().deleted, "a picture can't become a text");
    world.ends_well().await;
}

#[tokio::test]
async fn hundreds_of_photos_are_paged_and_stay_in_order_while_some_go() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    world
        .execute(
            "insert into generated_photos (avatar_id, style_id, telegram_file_id, created_at)
             select avatar_id, 'creative', telegram_file_id, created_at
             from (select * from generated_photos order by id limit 1) as photo, generate_series(1, 300)",
        )
        .await;
    boris.transcript();
    boris.sends("/photos").await;
    boris.taps("Все фото · 307").await;
    let message = boris.person.last_from_bot().unwrap().id;
    assert_eq!(labels(&boris)[..4], ["1 / 307", "›", "10 ›", "🤍"]);
    for _ in 0..30 {
        boris.taps("10 ›").await;
    }
    assert_eq!(labels(&boris)[..4], ["‹ 10", "‹", "301 / 307", "›"]);
    boris.taps("🤍").await;
    boris.taps("‹").await;
    let shown = boris.person.last_from_bot().unwrap();
    let onward = shown.data_behind("›").unwrap().to_owned();
    // The photo that › leads to goes meanwhile; whoever taps gets the one behind it.
    world
        .execute("delete from generated_photos where id = (select max(id) from generated_photos where style_id = 'lifestyle')")
        .await;
    boris.person.taps_data(shown.id, &onward);
    world.settle().await;
    assert_eq!(labels(&boris)[..3], ["‹ 10", "‹", "301 / 306"]);
    // A new one arrives: everything moves by one, and nothing is shown twice.
    world
        .execute(
            "insert into generated_photos (avatar_id, style_id, telegram_file_id, created_at)
             select avatar_id, style_id, telegram_file_id, created_at from generated_photos order by id desc limit 1",
        )
        .await;
    boris.taps("›").await;
    assert_eq!(labels(&boris)[..3], ["‹ 10", "‹", "303 / 307"]);
    assert_eq!(
        boris.person.last_from_bot().unwrap().id,
        message,
        "it is one message"
    );
    boris.transcript();
    boris.taps("Мои фото").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [← Мои фото]
    Bot: 🖼 Ваши фото. Здесь 1 набор:
         [🖼 Все фото · 307]
         [02.03.2026 · Борис · 🌿 Лайфстайл · 6]
         [☰ Меню]
    Bot deletes: the photo
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn favourites_of_all_sets_come_together() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    anna.taps("🤍").await;
    let liked = anna.person.last_from_bot().unwrap();
    anna.taps("›").await;
    anna.taps("🤍").await;
    // A tap that comes again changes nothing.
    anna.person
        .taps_data(liked.id, "view:{\"Like\":[\"All\",7,true]}");
    world.settle().await;
    anna.taps("← My photos").await;
    anna.transcript();
    anna.taps("Favourites · 2").await;
    anna.taps("❤️").await;
    anna.taps("›").await;
    anna.taps("← My photos").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [❤️ Favourites · 2]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 2] [›]
         [❤️] [📎] [🔄] [🗑]
         [📎 All 2 as files] [📦 All 2 as a zip]
         [← My photos]
    Anna taps [❤️]
    Bot (popup): It is no favourite any more.
    Bot (edited): Anna · 🌿 Lifestyle · 02.03.2026
         [1 / 1] [›]
         [🤍] [📎] [🔄] [🗑]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 1]
         [❤️] [📎] [🔄] [🗑]
         [← My photos]
    Anna taps [← My photos]
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 7]
         [❤️ Favourites · 1]
         [02.03.2026 · Anna · 🌿 Lifestyle · 7]
         [☰ Menu]
    Bot deletes: the photo
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn portraits_of_one_avatar_are_reached_from_it() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Its 7 portraits").await;
    anna.taps("← The avatar").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /avatars
    Bot: Your avatars
         [✨ Anna · 4 photos]
         [📸 New avatar]
         [☰ Menu]
    Anna taps [✨ Anna · 4 photos]
    Bot (edited): Anna ✨
         Ready · 4 photos
         📅 Photos kept until 01.04.2026
         [🎨 New portraits]
         [🖼 Its 7 portraits]
         [← All avatars] [🗑 Delete]
         [☰ Menu]
    Anna taps [🖼 Its 7 portraits]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 7] [›]
         [🤍] [📎] [🔄] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← The avatar]
    Anna taps [← The avatar]
    Bot: Anna ✨
         Ready · 4 photos
         📅 Photos kept until 01.04.2026
         [🎨 New portraits]
         [🖼 Its 7 portraits]
         [← All avatars] [🗑 Delete]
         [☰ Menu]
    Bot deletes: the photo
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_reaches_anothers_photos() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    boris.sends("/photos").await;
    boris.transcript();
    let menu = boris.person.last_from_bot().unwrap().id;
    for forged in [
        "view:{\"Open\":{\"Set\":1}}",
        "view:{\"Open\":{\"Avatar\":1}}",
        "view:{\"Show\":[\"All\",1]}",
        "view:{\"Show\":[{\"Set\":1},1]}",
        "view:{\"Like\":[\"All\",1,true]}",
        "view:{\"File\":1}",
        "view:{\"Files\":{\"Avatar\":1}}",
        "view:{\"Zip\":{\"Avatar\":1}}",
        "view:{\"AskDelete\":[\"All\",1]}",
        "view:{\"Delete\":[{\"Set\":1},1]}",
        "view:{\"Back\":{\"Set\":1}}",
        "sheet:{\"Show\":1}",
        "sheet:{\"Files\":[1,0,0]}",
        "set:{\"Zip\":1}",
        "delete:{\"AskSet\":1}",
        "delete:{\"Set\":1}",
        "delete:{\"Avatar\":1}",
        "go:{\"PhotosOf\":1}",
        "go:{\"EraseAvatar\":1}",
    ] {
        boris.person.taps_data(menu, forged);
        world.settle().await;
        let shown = boris.transcript();
        assert!(
            !shown.contains("Anna") && !shown.contains("sends a"),
            "{forged} shows:\n{shown}"
        );
    }
    assert_eq!((boris.portraits(), world.photos().await), (0, 7));
    let liked: i64 = world
        .value("select count(favourite_at) from generated_photos")
        .await;
    assert_eq!(liked, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_picture_that_telegram_forgot_is_uploaded_again() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    let before: String = world
        .value("select telegram_file_id from generated_photos order by id desc limit 1")
        .await;
    let forgotten = before.clone();
    world.telegram.fail_when(move |method, params| {
        let is_known = method == "editMessageMedia" && params.to_string().contains(&forgotten);
        is_known.then(|| Fault::Error {
            code: 400,
            description: "Bad Request: wrong file identifier/HTTP URL specified".to_owned(),
            retry_after: None,
        })
    });
    anna.taps("All photos").await;
    let after: String = world
        .value("select telegram_file_id from generated_photos order by id desc limit 1")
        .await;
    assert_ne!(before, after, "the new copy is remembered");
    assert_eq!(labels(&anna)[0], "1 / 7");
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_heavy_photo_is_shown_smaller_and_kept_whole() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie.set_picture_size(PictureSize::Heavy);
    let heavy = world.kie.tasks()[0].id.clone();
    world.kie.finish(&heavy).unwrap();
    world.kie.send_callbacks().await;
    world.settle().await;
    world.kie.set_picture_size(PictureSize::Small);
    world.kie_finishes().await;
    world
        .execute("update generated_photos set telegram_file_id = null")
        .await;
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    // It was the first to be there, and the newest come first.
    for _ in 0..6 {
        anna.taps("›").await;
    }
    let shown = anna.person.last_from_bot().unwrap().media.unwrap();
    assert!(shown.bytes.len() < 10 * 1024 * 1024);
    anna.taps("📎").await;
    let file = anna.person.last_from_bot().unwrap().media.unwrap();
    let size: i64 = world
        .value("select max(byte_size) from generated_photos")
        .await;
    assert_eq!(i64::try_from(file.bytes.len()).unwrap(), size);
    assert!(size > 10 * 1024 * 1024);
    world.ends_well().await;
}

#[tokio::test]
async fn a_storage_that_is_away_is_named_and_the_viewer_stays() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    world
        .execute("update generated_photos set telegram_file_id = null where id = 6")
        .await;
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    world.s3.set_down(true);
    anna.taps("›").await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert!(
        alerts
            .last()
            .unwrap()
            .text
            .contains("storage does not answer")
    );
    assert_eq!(labels(&anna)[0], "1 / 7");
    world.s3.set_down(false);
    anna.taps("›").await;
    assert_eq!(labels(&anna)[1], "2 / 7");
    world.ends_well().await;
}
