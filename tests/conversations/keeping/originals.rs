//! Originals: some by number or all, and what happens when the storage or the person
//! is away.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use sandbox::telegram::SeenMessage;

use crate::world::{Friend, World};

/// What the bot sent as files, in order.
pub(super) fn files(friend: &Friend<'_>) -> Vec<SeenMessage> {
    let messages = friend.person.messages().into_iter();
    let sent = messages.filter(|message| message.from_bot && message.kind == "document");
    sent.collect()
}

pub(super) fn names(friend: &Friend<'_>) -> Vec<String> {
    let media = files(friend).into_iter().filter_map(|file| file.media);
    media.filter_map(|media| media.name).collect()
}

/// Names and sizes of what a zip holds.
pub(super) fn unpack(file: &SeenMessage) -> Vec<(String, usize)> {
    let bytes = file.media.clone().unwrap().bytes;
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|index| {
            let mut entry = zip.by_index(index).unwrap();
            let mut content = Vec::new();
            entry.read_to_end(&mut content).unwrap();
            (entry.name().unwrap().into_owned(), content.len())
        })
        .collect()
}

/// The newest contact sheet, by words of its caption.
fn sheet(friend: &Friend<'_>) -> SeenMessage {
    let messages = friend.person.messages().into_iter();
    let mut sheets = messages.filter(|message| message.text.starts_with('🗂'));
    sheets.next_back().unwrap()
}

#[tokio::test]
async fn originals_are_picked_by_their_numbers_on_the_contact_sheet() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.transcript();
    boris.taps("Все сразу").await;
    boris.taps("3").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [🗂 Все сразу]
    Bot (popup): Собираю…
    Bot sends a photo
         “🗂 Борис · 🌿 Лайфстайл · 7 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.”
         [1] [2] [3] [4] [5] [6]
         [7]
         [❤️ Избранное] [Сбросить]
         [📎 Все файлами] [📦 Все архивом]
         [👀 По одному] [← К набору]
    Борис taps [3]
    Bot (edited): 🗂 Борис · 🌿 Лайфстайл · 7 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.
         [1] [2] [✓ 3] [4] [5] [6]
         [7]
         [❤️ Избранное] [Сбросить]
         [📎 Файлом · 1] [📦 Архивом · 1]
         [👀 По одному] [← К набору]
    ");
    boris.taps("7").await;
    boris.taps("✓ 3").await;
    boris.taps("1").await;
    boris.transcript();
    boris.taps("Файлами · 2").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [📎 Файлами · 2]
    Bot (popup): Отправляю…
    Bot sends an album of 2 files
    ");
    let expected = ["Борис-lifestyle-01.jpg", "Борис-lifestyle-07.jpg"];
    assert_eq!(names(&boris), expected);
    assert_eq!(sheet(&boris).media.unwrap().width, Some(1280));
    world.ends_well().await;
}

#[tokio::test]
async fn a_contact_sheet_is_drawn_once_and_anew_when_photos_have_gone() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.taps("Все сразу").await;
    let first = sheet(&boris);
    boris.taps("По одному").await;
    boris.taps("🤍").await;
    boris.taps("← К набору").await;
    boris.taps("Все сразу").await;
    let again = sheet(&boris);
    let file = |sheet: &SeenMessage| sheet.media.clone().unwrap().file_id;
    assert_ne!(first.id, again.id);
    assert_eq!(file(&first), file(&again), "Telegram has it already");
    boris.taps("Избранное").await;
    boris.taps("Архивом · 1").await;
    let packed = unpack(files(&boris).last().unwrap());
    assert_eq!(packed.len(), 1);
    assert_eq!(packed[0].0, "Борис-lifestyle-01.jpg");
    // After a photo has gone, the numbers of an old sheet pick nothing.
    boris.sends("/photos").await;
    boris.taps("Все фото").await;
    boris.taps("🗑").await;
    boris.taps("Да, удалить").await;
    boris.transcript();
    boris
        .person
        .taps_data(again.id, again.data_behind("5").unwrap());
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (popup): Фото изменились. Сейчас пришлю новый обзор.
    Bot sends a photo
         “🗂 Борис · 🌿 Лайфстайл · 6 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.”
         [1] [2] [3] [4] [5] [6]
         [❤️ Избранное] [Сбросить]
         [📎 Все файлами] [📦 Все архивом]
         [👀 По одному] [← К набору]
    ");
    assert_ne!(file(&sheet(&boris)), file(&again));
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_what_is_not_in_the_storage_is_named() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    let key: String = world
        .value("select storage_key from generated_photos order by id limit 1")
        .await;
    world.s3.remove(&key).unwrap();
    world
        .execute("update generated_photos set telegram_file_id = null where id = (select min(id) from generated_photos)")
        .await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.transcript();
    anna.taps("As files").await;
    anna.taps("As a zip").await;
    anna.taps("At a glance").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [📎 As files, full quality]
    Bot (popup): Sending…
    Bot sends an album of 6 files
    Bot: 😔 One photo could not be found in our storage. We are sorry; our engineers see it.
         [☰ Menu]
    Anna taps [📦 As a zip]
    Bot (popup): 📦 Packing 7 photos…
    Bot sends a file: Anna-lifestyle.zip
         “📦 6 photos in full quality”
    Bot: 😔 One photo could not be found in our storage. We are sorry; our engineers see it.
         [☰ Menu]
    Anna taps [🗂 At a glance]
    Bot (popup): Putting it together…
    Bot sends a photo
         “🗂 Anna · 🌿 Lifestyle · 7 photos

         Tap the numbers of the photos you'd like as originals, in full quality. Without a choice you get all of them.

         😔 One photo could not be found in our storage. We are sorry; our engineers see it.”
         [1] [2] [3] [4] [5] [6]
         [7]
         [❤️ Favourites] [None]
         [📎 All as files] [📦 All as a zip]
         [👀 One by one] [← The set]
    ");
    assert_eq!(names(&anna).len(), 6 + 1);
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    for _ in 0..5 {
        anna.taps("›").await;
    }
    anna.transcript();
    anna.taps("›").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [›]
    Bot: Anna · 🌿 Lifestyle · 02.03.2026

         😔 This photo is not in our storage any more. We are sorry; our engineers see it.
         [‹] [7 / 7]
         [🤍] [📎] [🔄] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Bot deletes: the photo
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_storage_that_stays_away_is_not_kept_from_the_person() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    world.s3.set_down(true);
    anna.taps("As a zip").await;
    world.advance(TimeDelta::hours(1)).await;
    assert!(
        anna.transcript()
            .contains("That did not work, although we tried for a while")
    );
    let dead: i64 = world
        .value("select count(*) from jobs where status = 'dead' and kind = 'pack_zip'")
        .await;
    assert_eq!(dead, 1);
}

#[tokio::test]
async fn row_12_whoever_has_blocked_the_bot_is_left_alone() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    world.s3.set_down(true);
    for label in ["As files", "As a zip", "At a glance"] {
        anna.taps(label).await;
    }
    anna.person.blocks_bot();
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(files(&anna).len(), 0);
    world.ends_well().await;
}
