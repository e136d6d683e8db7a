//! Originals in one file: parts within Telegram's bound, and a crash in the middle.

use chrono::TimeDelta;
use pinglass::files::FileKey;
use sandbox::telegram::{Fault, SeenMessage};

use super::originals::{files, names, unpack};
use crate::world::World;

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
