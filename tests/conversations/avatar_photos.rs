//! Photos for an avatar: what is taken, what is refused and why, and that none is
//! lost or taken twice, whatever fails meanwhile.

use std::io::Cursor;

use chrono::TimeDelta;
use image::{ImageFormat, imageops::FilterType};
use sandbox::telegram::Other;

use crate::world::{Friend, World, selfie, selfies};

/// Goes to where photos are expected.
async fn begins(friend: &Friend<'_>) {
    friend.sends("/new").await;
    friend.taps("I agree").await;
    friend.sends("Anna").await;
    friend.transcript();
}

/// What the panel shows now.
fn panel(friend: &Friend<'_>) -> String {
    friend.person.last_from_bot().unwrap().text
}

fn shows(friend: &Friend<'_>, words: &str) {
    let panel = panel(friend);
    assert!(panel.contains(words), "{words:?} is not in:\n{panel}");
}

/// The same selfie at another size, in another format.
fn reworked(selfie: &[u8], width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let image = image::load_from_memory(selfie).unwrap();
    let image = image.resize_exact(width, height, FilterType::Triangle);
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn stored(world: &World) -> usize {
    world.s3.objects().unwrap().len()
}

#[tokio::test]
async fn an_album_of_ten_makes_one_update_of_the_panel() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    let updates = || {
        world.telegram.calls_of("editMessageText").len()
            + world.telegram.calls_of("sendMessage").len()
    };
    let before = updates();
    anna.sends_album(selfies(10)).await;
    shows(&anna, "8 of 4–8 ✓");
    shows(&anna, ": all places are taken");
    assert_eq!(panel(&anna).matches('✅').count(), 8);
    assert_eq!(updates() - before, 1);
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 8);
    world.ends_well().await;
}

#[tokio::test]
async fn photos_come_as_photos_and_as_files_of_three_kinds() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_photo(selfie(1)).await;
    anna.sends_file(selfie(2), "me.jpg", "image/jpeg").await;
    anna.sends_file(
        reworked(&selfie(3), 700, 747, ImageFormat::Png),
        "me.png",
        "image/png",
    )
    .await;
    anna.sends_file(
        reworked(&selfie(4), 640, 683, ImageFormat::WebP),
        "me.webp",
        "image/webp",
    )
    .await;
    shows(&anna, "4 of 4–8 ✓");
    for (key, _) in world.s3.objects().unwrap() {
        let format = image::guess_format(&world.s3.read(&key).unwrap()).unwrap();
        assert_eq!(format, ImageFormat::Jpeg, "{key}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn what_can_not_be_used_is_refused_with_a_reason() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_photo(reworked(&selfie(1), 500, 700, ImageFormat::Jpeg))
        .await;
    anna.sends_photo(reworked(&selfie(2), 600, 1900, ImageFormat::Jpeg))
        .await;
    let whole = reworked(&selfie(3), 600, 600, ImageFormat::Png);
    anna.sends_file(whole[..whole.len() / 2].to_vec(), "me.png", "image/png")
        .await;
    anna.sends_file(selfie(4), "IMG_1.HEIC", "image/heic").await;
    anna.sends_file(b"%PDF-1.7".to_vec(), "me.pdf", "application/pdf")
        .await;
    anna.sends_file(b"GIF89a and no photo".to_vec(), "me.jpg", "image/jpeg")
        .await;
    anna.sends_other(Other::Sticker).await;
    anna.sends_other(Other::Video).await;
    insta::assert_snapshot!(panel(&anna), @r#"
    Photos for “Anna”
    ▱▱▱▱▱▱▱▱ 0 of 4–8

    🚫🚫🚫🚫🚫🚫🚫🚫
    🚫 Photo 1: smaller than 512 px
    🚫 Photo 2: too long and narrow
    🚫 Photo 3: the file is damaged
    🚫 Photo 4: HEIC can't be read; send it as a photo, not as a file
    🚫 Photos 5, 6, 7, 8: not a photo (JPEG, PNG or WebP)

    Send photos of one person, one by one or all together.

    👍 the face large and sharp, different days, angles and light
    👎 sunglasses, filters, other people, hats over the eyes
    "#);
    assert_eq!(stored(&world), 0);
    anna.sends_other(Other::Location).await;
    shows(&anna, "I'm waiting for photos");
    world.ends_well().await;
}

#[tokio::test]
async fn the_same_photo_counts_once_even_within_an_album() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    let copy = reworked(&selfie(1), 600, 646, ImageFormat::Jpeg);
    anna.sends_album(vec![selfie(1), selfie(1), copy, selfie(2)])
        .await;
    let panel = panel(&anna);
    assert!(panel.contains("2 of 4–8"), "{panel}");
    let refused = ["the same photo twice", "almost the same as another one"];
    assert!(
        refused.iter().any(|reason| panel.contains(reason)),
        "{panel}"
    );
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 2);
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_is_removed_by_its_number_or_by_a_reply() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(selfies(3)).await;
    let photo = anna.person.sends_photo(selfie(7));
    world.settle().await;
    shows(&anna, "4 of 4–8 ✓");
    anna.taps("Remove a photo").await;
    anna.taps("2").await;
    anna.taps("Back").await;
    shows(&anna, "3 of 4–8");
    anna.person.replies(photo, "/remove");
    world.settle().await;
    assert!(anna.transcript().contains("The photo is gone"));
    anna.person.replies(photo, "/remove");
    world.settle().await;
    assert!(
        anna.transcript()
            .contains("To take a photo away, reply /remove")
    );
    let left: i64 = world.value("select count(*) from reference_photos").await;
    assert_eq!(left, 2);
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 2);
    anna.sends_photo(selfie(7)).await;
    let back: i64 = world.value("select count(*) from reference_photos").await;
    assert_eq!(back, 3, "what was removed may be sent again");
    world.ends_well().await;
}

#[tokio::test]
async fn starting_over_takes_all_photos_away() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(selfies(4)).await;
    anna.taps("Start over").await;
    anna.taps("Back").await;
    shows(&anna, "4 of 4–8 ✓");
    anna.taps("Start over").await;
    anna.taps("Yes, start over").await;
    shows(&anna, "0 of 4–8");
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn done_on_an_old_panel_says_what_is_missing() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(selfies(4)).await;
    let panel = anna.person.last_from_bot().unwrap();
    let done = panel.data_behind("Done").unwrap().to_owned();
    anna.taps("Remove a photo").await;
    anna.taps("1").await;
    anna.person.taps_data(panel.id, &done);
    world.settle().await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert_eq!(alerts.last().unwrap().text, "1 more photo is needed.");
    let drafts: i64 = world
        .value("select count(*) from avatars where status = 'draft'")
        .await;
    assert_eq!(drafts, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_panel_out_of_sight_comes_back_to_the_bottom() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    let first = anna.person.last_from_bot().unwrap().id;
    for number in 1..=4 {
        anna.sends_photo(selfie(number)).await;
    }
    assert_eq!(anna.person.last_from_bot().unwrap().id, first);
    anna.sends_photo(selfie(5)).await;
    let second = anna.person.last_from_bot().unwrap();
    assert_ne!(second.id, first);
    assert!(second.text.contains("5 of 4–8"), "{}", second.text);
    let old = anna
        .person
        .messages()
        .into_iter()
        .find(|message| message.id == first);
    assert!(old.is_none_or(|old| old.deleted));
    world.ends_well().await;
}

#[tokio::test]
async fn photos_wait_for_a_storage_that_is_down() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    world.s3.set_down(true);
    anna.sends_album(selfies(4)).await;
    shows(&anna, "4 photos are being looked at");
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(1)).await;
    shows(&anna, "4 of 4–8 ✓");
    assert_eq!(stored(&world), 4);
    anna.taps("Done").await;
    shows(&anna, "is ready");
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_that_the_storage_lost_is_asked_for_again() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(selfies(4)).await;
    let (key, _) = world.s3.objects().unwrap().remove(0);
    world.s3.remove(&key).unwrap();
    anna.taps("Done").await;
    shows(&anna, "3 of 4–8");
    shows(&anna, ": it got lost on the way; please send it again");
    anna.sends_photo(selfie(9)).await;
    anna.taps("Done").await;
    shows(&anna, "is ready");
    world.ends_well().await;
}
