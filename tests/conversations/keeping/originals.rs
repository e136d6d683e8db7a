//! Originals: some by number, all as a zip, and what happens when the storage, the
//! network or the person is away.

use std::io::{Cursor, Read};

use chrono::TimeDelta;
use pinglass::files::FileKey;
use sandbox::telegram::{Fault, SeenMessage};

use crate::world::{Friend, World};

/// What the bot sent as files, in order.
fn files(friend: &Friend<'_>) -> Vec<SeenMessage> {
    let messages = friend.person.messages().into_iter();
    let sent = messages.filter(|message| message.from_bot && message.kind == "document");
    sent.collect()
}

fn names(friend: &Friend<'_>) -> Vec<String> {
    let media = files(friend).into_iter().filter_map(|file| file.media);
    media.filter_map(|media| media.name).collect()
}

/// Names and sizes of what a zip holds.
fn unpack(file: &SeenMessage) -> Vec<(String, usize)> {
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

/// Gives each photo of the set an original of so many bytes.
async fn with_originals_of(world: &World, bytes: usize) {
    for number in 1..=7 {
        let key = FileKey::stored(format!("portraits/heavy-{number}.jpg"));
        let original = vec![u8::try_from(number).unwrap(); bytes];
        world
            .app
            .files
            .put(&key, original.into(), "image/jpeg")
            .await
            .unwrap();
    }
    world
        .execute("update generated_photos set storage_key = 'portraits/heavy-' || id || '.jpg', byte_size = null")
        .await;
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
    boris.taps("7").await;
    boris.taps("3").await;
    boris.taps("1").await;
    boris.taps("Файлами · 2").await;
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
    Борис taps [7]
    Bot (edited): 🗂 Борис · 🌿 Лайфстайл · 7 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.
         [1] [2] [✓ 3] [4] [5] [6]
         [✓ 7]
         [❤️ Избранное] [Сбросить]
         [📎 Файлами · 2] [📦 Архивом · 2]
         [👀 По одному] [← К набору]
    Борис taps [✓ 3]
    Bot (edited): 🗂 Борис · 🌿 Лайфстайл · 7 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.
         [1] [2] [3] [4] [5] [6]
         [✓ 7]
         [❤️ Избранное] [Сбросить]
         [📎 Файлом · 1] [📦 Архивом · 1]
         [👀 По одному] [← К набору]
    Борис taps [1]
    Bot (edited): 🗂 Борис · 🌿 Лайфстайл · 7 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.
         [✓ 1] [2] [3] [4] [5] [6]
         [✓ 7]
         [❤️ Избранное] [Сбросить]
         [📎 Файлами · 2] [📦 Архивом · 2]
         [👀 По одному] [← К набору]
    Борис taps [📎 Файлами · 2]
    Bot (popup): Отправляю…
    Bot sends an album of 2 files
    ");
    assert_eq!(
        names(&boris),
        ["Борис-lifestyle-01.jpg", "Борис-lifestyle-07.jpg"]
    );
    let sheet = boris
        .person
        .messages()
        .into_iter()
        .find(|message| message.text.contains("номера"))
        .unwrap();
    let picture = sheet.media.unwrap();
    assert_eq!(picture.width, Some(1280));
    // The sheet is drawn once; afterwards Telegram has it.
    boris.sends("/photos").await;
    boris.taps("Лайфстайл").await;
    boris.taps("По одному").await;
    boris.taps("🤍").await;
    boris.taps("← К набору").await;
    boris.taps("Все сразу").await;
    boris.taps("Избранное").await;
    boris.transcript();
    boris.taps("Архивом · 1").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [📦 Архивом · 1]
    Bot (popup): 📦 Упаковываю 1 фото…
    Bot sends a file: Борис-lifestyle.zip
         “📦 1 фото в полном качестве”
    ");
    let sheets = world.telegram.calls_of("sendPhoto");
    assert!(
        !sheets.last().unwrap().params["photo"].is_null(),
        "sent by its id"
    );
    let entries = unpack(files(&boris).last().unwrap());
    assert_eq!(entries[0].0, "Борис-lifestyle-01.jpg");
    // After a photo has gone, the numbers of the old sheet pick nothing.
    let old = boris
        .person
        .messages()
        .into_iter()
        .rfind(|message| message.text.contains("номера"))
        .unwrap();
    boris.sends("/photos").await;
    boris.taps("Все фото").await;
    boris.taps("🗑").await;
    boris.taps("Да, удалить").await;
    boris.transcript();
    boris
        .person
        .taps_data(old.id, old.data_behind("5").unwrap());
    world.settle().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [5]
    Bot (popup): Фото изменились. Сейчас пришлю новый обзор.
    Bot sends a photo
         “🗂 Борис · 🌿 Лайфстайл · 6 фото

         Нажмите номера фото, которые хотите получить в полном качестве. Без выбора придут все.”
         [1] [2] [3] [4] [5] [6]
         [❤️ Избранное] [Сбросить]
         [📎 Все файлами] [📦 Все архивом]
         [👀 По одному] [← К набору]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_zip_beyond_telegrams_bound_comes_in_parts() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    with_originals_of(&world, 12 * 1024 * 1024).await;
    anna.transcript();
    // The first part does not get through at once.
    world.telegram.fail_next("sendDocument", Fault::Gateway502);
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.transcript();
    anna.taps("As a zip").await;
    world.advance(TimeDelta::minutes(1)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [📦 As a zip]
    Bot (popup): 📦 Packing 7 photos…
    Bot sends a file: Anna-lifestyle-1-2.zip
         “📦 Part 1 of 2: 4 photos in full quality”
    Bot sends a file: Anna-lifestyle-2-2.zip
         “📦 Part 2 of 2: 3 photos in full quality”
    ");
    let zips = files(&anna);
    let sizes = |zip: &SeenMessage| {
        unpack(zip)
            .into_iter()
            .map(|(_, size)| size)
            .collect::<Vec<_>>()
    };
    assert_eq!(sizes(&zips[0]), [12 * 1024 * 1024; 4]);
    assert_eq!(sizes(&zips[1]), [12 * 1024 * 1024; 3]);
    let names: Vec<String> = zips.iter().flat_map(unpack).map(|(name, _)| name).collect();
    let expected: Vec<String> = (1..=7)
        .map(|number| format!("Anna-lifestyle-{number:02}.jpg"))
        .collect();
    assert_eq!(names, expected);
    let folder = std::env::temp_dir().join("pinglass");
    let left = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|entry| {
            let is_large = entry
                .metadata()
                .is_ok_and(|about| about.len() > 30 * 1024 * 1024);
            is_large
        });
    assert_eq!(left.count(), 0, "no zip stays on the disk");
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_zip_goes_on_after_a_crash_and_the_storage_may_be_away_meanwhile() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.transcript();
    world.s3.set_down(true);
    anna.taps("As a zip").await;
    assert_eq!(files(&anna).len(), 0);
    // The worker dies while it packs; another takes the job over.
    world
        .execute("update jobs set status = 'running', lease_until = run_at - interval '1 minute' where kind = 'pack_zip'")
        .await;
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(unpack(&files(&anna)[0]).len(), 7);
    assert_eq!(names(&anna), ["Anna-lifestyle.zip"]);
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
    anna.transcript();
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("As files").await;
    anna.taps("As a zip").await;
    anna.taps("At a glance").await;
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    for _ in 0..6 {
        anna.taps("›").await;
    }
    let said = anna.transcript();
    insta::assert_snapshot!(said, @r"
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
    Anna: /photos
    Bot: 🖼 Your photos. You have one set:
         [🖼 All photos · 7]
         [02.03.2026 · Anna · 🌿 Lifestyle · 7]
         [☰ Menu]
    Anna taps [🖼 All photos · 7]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [2 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [3 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [4 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [5 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [‹] [6 / 7] [›]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Anna taps [›]
    Bot: Anna · 🌿 Lifestyle · 02.03.2026

         😔 This photo is not in our storage any more. We are sorry; our engineers see it.
         [‹] [7 / 7]
         [🤍] [📎] [🗑]
         [📎 All 7 as files] [📦 All 7 as a zip]
         [← My photos]
    Bot deletes: the photo
    ");
    assert_eq!(
        said.matches("could not be found").count(),
        3,
        "files, zip and sheet say so"
    );
    assert_eq!(names(&anna).len(), 6 + 1);
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
