//! The selfie coach: a verdict for each photo, advice that its owner may overrule,
//! a tip for the next photo, and the best ones first.

use chrono::TimeDelta;
use pinglass::avatars;
use sandbox::telegram::SeenMessage;

use crate::world::{Friend, World, blurred, dark, distant, landscape, pair, selfie, selfies};

/// Goes to where photos are expected.
pub async fn begins(friend: &Friend<'_>) {
    friend.sends("/new").await;
    friend.taps("I agree").await;
    friend.sends("Anna").await;
    friend.transcript();
}

/// How many photos of avatars are in the storage.
pub fn stored(world: &World) -> usize {
    below(world, "references/")
}

pub fn thumbnails(world: &World) -> usize {
    below(world, "thumbnails/")
}

fn below(world: &World, folder: &str) -> usize {
    let objects = world.s3.objects().unwrap();
    let is_below = |object: &&(String, u64)| object.0.starts_with(folder);
    objects.iter().filter(is_below).count()
}

/// The newest message that shows how the upload goes.
pub fn panel(friend: &Friend<'_>) -> SeenMessage {
    let messages = friend.person.messages();
    let is_panel = |message: &SeenMessage| {
        message.from_bot && !message.deleted && message.text.contains("of 4–8")
    };
    messages.into_iter().rfind(is_panel).unwrap()
}

pub async fn count(world: &World, query: &'static str) -> i64 {
    world.value(query).await
}

#[tokio::test]
async fn an_album_of_ten_gets_ten_verdicts_in_one_message() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(vec![
        selfie(1),
        blurred(2),
        selfie(3),
        pair(4),
        landscape(5),
        dark(6),
        distant(7),
        selfie(8),
        selfie(9),
        blurred(10),
    ])
    .await;
    insta::assert_snapshot!(anna.transcript(), @r#"
    Anna sends 10 photos as an album
    Bot: Photos for “Anna”
         ▰▰▰▰▱▱▱▱ 4 of 4–8 ✓

         ✅🤔✅🤔🤔🤔🤔✅✅🤔
         🤔 Photos 2, 10: blurred. Wipe the lens, hold still, and take it again
         🤔 Photo 4: several faces, and the portraits might mix them. Crop it so that only you are left
         🤔 Photo 5: I find no face. If it shows you from the side, use it anyway; otherwise face the camera, with nothing in front of your face
         🤔 Photo 6: too dark. Turn to a window or a lamp
         🤔 Photo 7: the face is too small. Come closer, or cut off what is around it
         These don't count yet. Tap a number to see which photo it is, and to use it anyway.

         That is enough to begin. What would help most: one with your head turned halfway to a side.
         [🤔 2] [🤔 4] [🤔 5] [🤔 6] [🤔 7]
         [🤔 10]
         [➖ Remove a photo] [↺ Start over]
         [✅ Done]
    Bot deletes: Photos for “Anna”
    "#);
    anna.taps("Done").await;
    anna.transcript();
    world.advance(TimeDelta::hours(1)).await;
    let undecided = "select count(*) from avatar_uploads where status = 'advised'";
    assert_eq!(count(&world, undecided).await, 0, "they are forgotten");
    assert_eq!((stored(&world), thumbnails(&world)), (4, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn a_question_is_asked_below_the_photo_that_it_is_about() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    let sent = anna
        .person
        .sends_album(vec![selfie(1), pair(2), landscape(3)]);
    world.settle().await;
    anna.transcript();
    anna.taps("🤔 2").await;
    let question = anna.person.last_from_bot().unwrap();
    assert_eq!(question.reply_to, Some(sent[1]));
    anna.taps("Use it anyway").await;
    anna.taps("🤔 3").await;
    anna.taps("Leave it out").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🤔 2]
    Bot (↪ the photo): 🤔 Photo 2: several faces, and the portraits might mix them. Crop it so that only you are left
         [👌 Use it anyway] [Leave it out]
    Anna taps [👌 Use it anyway]
    Bot (popup): It counts now.
    Bot deletes: 🤔 Photo 2: several faces, and the portraits might mix them. Crop it so that only you are left
    Bot (edited): Photos for “Anna”
         ▰▰▱▱▱▱▱▱ 2 of 4–8

         ✅✅🤔
         🤔 Photo 3: I find no face. If it shows you from the side, use it anyway; otherwise face the camera, with nothing in front of your face
         These don't count yet. Tap a number to see which photo it is, and to use it anyway.

         2 more photos to go.
         [🤔 3]
         [➖ Remove a photo] [↺ Start over]
    Anna taps [🤔 3]
    Bot (↪ the photo): 🤔 Photo 3: I find no face. If it shows you from the side, use it anyway; otherwise face the camera, with nothing in front of your face
         [👌 Use it anyway] [Leave it out]
    Anna taps [Leave it out]
    Bot (popup): Left out and deleted.
    Bot deletes: 🤔 Photo 3: I find no face. If it shows you from the side, use it anyway; otherwise face the camera, with nothing in front of your face
    Bot (edited): Photos for “Anna”
         ▰▰▱▱▱▱▱▱ 2 of 4–8

         ✅✅

         2 more photos to go.
         [➖ Remove a photo] [↺ Start over]
    ");
    let overruled = "select advice from reference_photos where overruled_at is not null";
    assert_eq!(world.value::<String>(overruled).await, "several_faces");
    assert_eq!(stored(&world), 2);
    world.ends_well().await;
}

#[tokio::test]
async fn a_single_photo_is_advised_on_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.sends("/new").await;
    boris.taps("Соглашаюсь").await;
    boris.taps("Пусть будет Борис").await;
    boris.transcript();
    boris.sends_photo(dark(1)).await;
    boris.taps("🤔 1").await;
    boris.taps("Взять всё равно").await;
    boris
        .sends_album(vec![selfie(2), selfie(3), selfie(4)])
        .await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис sends a photo
    Bot: Фото аватара «Борис»
         ▱▱▱▱▱▱▱▱ 0 из 4–8

         🤔 Фото 1: слишком темно. Повернитесь к окну или лампе
         Пока не в счёт. Нажмите на номер: покажу, какое это фото, и можно будет взять его всё равно.

         Пришлите фото одного человека, по одному или все сразу.

         👍 лицо крупно и чётко, разные дни, ракурсы и свет
         👎 тёмные очки, фильтры, другие люди, шапка на глазах
         [🤔 1]
         [↺ Начать заново]
    Bot deletes: Фото аватара «Борис»
    Борис taps [🤔 1]
    Bot (↪ the photo): 🤔 Фото 1: слишком темно. Повернитесь к окну или лампе
         [👌 Взять всё равно] [Не брать]
    Борис taps [👌 Взять всё равно]
    Bot (popup): Теперь это фото в счёт.
    Bot deletes: 🤔 Фото 1: слишком темно. Повернитесь к окну или лампе
    Bot (edited): Фото аватара «Борис»
         ▰▱▱▱▱▱▱▱ 1 из 4–8

         ✅

         Осталось прислать ещё 3 фото.
         [➖ Убрать фото] [↺ Начать заново]
    Борис sends 3 photos as an album
    Bot (edited): Фото аватара «Борис»
         ▰▰▰▰▱▱▱▱ 4 из 4–8 ✓

         ✅✅✅✅

         Этого уже хватит. Больше всего поможет фото, где голова повёрнута вполоборота.
         [➖ Убрать фото] [↺ Начать заново]
         [✅ Готово]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn advice_is_overruled_once_and_only_by_its_owner() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    begins(&anna).await;
    anna.sends_photo(landscape(1)).await;
    anna.taps("🤔 1").await;
    let question = anna.person.last_from_bot().unwrap();
    let used = question.data_behind("Use it anyway").unwrap().to_owned();
    let left = question.data_behind("Leave it out").unwrap().to_owned();
    let shown = panel(&anna).data_behind("🤔 1").unwrap().to_owned();
    boris.sends("/start").await;
    let menu = boris.person.last_from_bot().unwrap().id;
    for forged in [&used, &left, &shown] {
        boris.person.taps_data(menu, forged);
        world.settle().await;
        boris.sends("/start").await;
    }
    let photos = "select count(*) from reference_photos";
    assert_eq!(count(&world, photos).await, 0);
    assert!(!boris.transcript().contains("face"));

    for tapped in [&used, &used, &left, &shown] {
        anna.person.taps_data(question.id, tapped);
        world.settle().await;
    }
    assert_eq!(count(&world, photos).await, 1);
    assert_eq!(stored(&world), 1);
    let alerts = world.telegram.alerts(anna.person.chat_id());
    let words: Vec<&str> = alerts.iter().map(|alert| alert.text.as_str()).collect();
    let decided = "This photo has been decided on already.";
    assert_eq!(words, ["It counts now.", decided, decided, decided]);
    world.ends_well().await;
}

#[tokio::test]
async fn a_refusal_can_not_be_overruled() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(vec![blurred(30), blurred(30)]).await;
    anna.sends_album(selfies(7)).await;
    for number in ["🤔 1", "🤔 2"] {
        anna.taps(number).await;
        anna.taps("Use it anyway").await;
    }
    anna.sends_photo(dark(20)).await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert_eq!(alerts[0].text, "It counts now.");
    assert!(
        alerts[1].text.contains("the same photo twice"),
        "{alerts:?}"
    );
    let panel = panel(&anna).text;
    assert!(panel.contains("8 of 4–8 ✓"), "{panel}");
    assert!(panel.contains("Photo 10: all places are taken"), "{panel}");
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 8);
    world.ends_well().await;
}

#[tokio::test]
async fn a_full_avatar_takes_an_advised_photo_when_another_one_goes() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_photo(pair(20)).await;
    anna.sends_album(selfies(8)).await;
    anna.taps("🤔 1").await;
    anna.taps("Use it anyway").await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    assert!(
        alerts[0].text.contains("all places are taken"),
        "{alerts:?}"
    );
    anna.taps("Remove a photo").await;
    anna.taps("2").await;
    anna.taps("Back").await;
    anna.taps("🤔 1").await;
    anna.taps("Use it anyway").await;
    assert!(panel(&anna).text.contains("8 of 4–8 ✓"));
    world.ends_well().await;
}

#[tokio::test]
async fn starting_over_forgets_photos_that_wait_for_a_decision() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(vec![blurred(1), dark(2)]).await;
    assert_eq!(stored(&world), 2);
    anna.taps("Start over").await;
    anna.taps("Yes, start over").await;
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!((stored(&world), thumbnails(&world)), (0, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn the_best_and_most_varied_photos_come_first() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(vec![
        blurred(1),
        landscape(2),
        selfie(3),
        selfie(4),
        selfie(5),
    ])
    .await;
    for number in ["🤔 1", "🤔 2"] {
        anna.taps(number).await;
        anna.taps("Use it anyway").await;
    }
    anna.taps("Done").await;
    let mut connection = world.app.db.connection().await.unwrap();
    let references = avatars::references(&mut connection, 1).await.unwrap();
    drop(connection);
    let order: Vec<i32> = references.iter().map(|photo| photo.id).collect();
    let advised: Vec<i32> =
        sqlx::query_scalar("select id from reference_photos where advice is not null order by id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(order.len(), 5);
    let mut last = order[3..].to_vec();
    last.sort_unstable();
    assert_eq!(
        last, advised,
        "the blurred one and the one without a face come last: {order:?}"
    );

    // Photos from before there was a coach count as average.
    world
        .execute("update reference_photos set quality = null, face_side = null where quality > 0.5")
        .await;
    let mut connection = world.app.db.connection().await.unwrap();
    let without = avatars::references(&mut connection, 1).await.unwrap();
    drop(connection);
    assert_eq!(without.len(), 5);
    anna.transcript();
    world.ends_well().await;
}

#[tokio::test]
async fn a_ready_avatar_has_a_thumbnail_that_goes_with_it() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    let key: String = world.value("select thumbnail_key from avatars").await;
    let address: String = world.value("select thumbnail_url from avatars").await;
    assert!(
        address.ends_with(&key) && key.len() > 40,
        "{key} at {address}"
    );
    let thumbnail = image::load_from_memory(&world.s3.read(&key).unwrap()).unwrap();
    assert_eq!((thumbnail.width(), thumbnail.height()), (320, 320));
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Delete").await;
    anna.taps("Yes, delete").await;
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!((stored(&world), thumbnails(&world)), (0, 0));
    world.ends_well().await;
}
