//! Making an avatar: consent, a name, photos, done.

use chrono::TimeDelta;

use crate::world::{Friend, World, selfie, selfies};

/// The avatars in the database, as name, status, photos and whether deleted.
pub(super) async fn avatars(world: &World) -> Vec<(String, String, i64, bool)> {
    sqlx::query_as(
        "select name, status, (select count(*) from reference_photos where avatar_id = avatars.id), deleted_at is not null
         from avatars
         order by id",
    )
    .fetch_all(&world.db)
    .await
    .unwrap()
}

/// How many photos of avatars are in the storage.
pub(super) fn stored(world: &World) -> usize {
    let objects = world.s3.objects().unwrap();
    objects
        .iter()
        .filter(|(key, _)| key.starts_with("references/"))
        .count()
}

pub(super) fn says(friend: &Friend<'_>, words: &str) {
    let said = friend.transcript();
    assert!(said.contains(words), "{words:?} is not in:\n{said}");
}

#[tokio::test]
async fn consent_and_a_name_come_before_the_photos() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.taps("Just call it Anna").await;
    insta::assert_snapshot!(anna.transcript(), @r#"
    Anna: /new
    Bot: Before your first photo

         To make portraits that look like you, we need to process photos of your face.

         • Your photos go only to our own storage and, by links that expire, to the service that makes the pictures.
         • We never publish them, sell them or train models with them.
         • You can take photos away at any time. All about it: /privacy

         Please send only photos of yourself, or of someone who has agreed. Is that all right with you?
         [✅ I agree]
         [Not now]
    Anna taps [✅ I agree]
    Bot (edited): A new avatar

         Whose portraits shall we make? Write a name: only you will see it.
         [Just call it Anna]
    Anna taps [Just call it Anna]
    Bot (edited): Photos for “Anna”
         ▱▱▱▱▱▱▱▱ 0 of 4–8

         Send photos of one person, one by one or all together.

         👍 the face large and sharp, different days, angles and light
         👎 sunglasses, filters, other people, hats over the eyes
    "#);
    let consents: i64 = world
        .value("select count(*) from user_settings where consent_version is not null and consented_at is not null")
        .await;
    assert_eq!(consents, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn an_avatar_is_made_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.taps("Just call it Anna").await;
    anna.transcript();
    anna.sends_album(selfies(3)).await;
    anna.sends("is that enough?").await;
    anna.sends_photo(selfie(8)).await;
    anna.taps("Done").await;
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna sends 3 photos as an album
    Bot (edited): Photos for “Anna”
         ▰▰▰▱▱▱▱▱ 3 of 4–8

         ✅✅✅

         1 more photo to go.
         [➖ Remove a photo] [↺ Start over]
    Anna: is that enough?
    Bot: I'm waiting for photos for your avatar: just send them here. To take one away, reply /remove to it. To leave it for later: /cancel
    Anna sends a photo
    Bot (edited): Photos for “Anna”
         ▰▰▰▰▱▱▱▱ 4 of 4–8 ✓

         ✅✅✅✅

         That is enough to begin. What would help most: one with your head turned halfway to a side.
         [➖ Remove a photo] [↺ Start over]
         [✅ Done]
    Anna taps [✅ Done]
    Bot (edited): “Anna”: one last look at the photos… ⏳
    Bot (edited): “Anna” is ready ✨

         Now the fun part: choose a style for the portraits.
         [🎨 Choose a style]
         [☰ Menu]
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
         [← All avatars] [🗑 Delete]
         [☰ Menu]
    ");
    assert_eq!(
        avatars(&world).await,
        [("Anna".to_owned(), "ready".to_owned(), 4, false)]
    );
    assert_eq!(stored(&world), 4);
    let guessable: i64 = world
        .value("select count(*) from reference_photos where length(storage_key) < 40 or image_url not like '%' || storage_key")
        .await;
    assert_eq!(guessable, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_avatar_is_made_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.sends("/new").await;
    boris.taps("Соглашаюсь").await;
    boris.transcript();
    boris.sends("?!").await;
    boris.sends("Боря").await;
    boris.sends_album(selfies(2)).await;
    boris.sends_photo(selfie(1)).await;
    boris.sends_album(vec![selfie(3), selfie(4)]).await;
    boris.taps("Готово").await;
    insta::assert_snapshot!(boris.transcript(), @r#"
    Борис: ?!
    Bot: Нужна хотя бы одна буква или цифра. Как назовём аватар?
         [Пусть будет Борис]
    Борис: Боря
    Bot: Фото аватара «Боря»
         ▱▱▱▱▱▱▱▱ 0 из 4–8

         Пришлите фото одного человека, по одному или все сразу.

         👍 лицо крупно и чётко, разные дни, ракурсы и свет
         👎 тёмные очки, фильтры, другие люди, шапка на глазах
    Борис sends 2 photos as an album
    Bot (edited): Фото аватара «Боря»
         ▰▰▱▱▱▱▱▱ 2 из 4–8

         ✅✅

         Осталось прислать ещё 2 фото.
         [➖ Убрать фото] [↺ Начать заново]
    Борис sends a photo
    Bot (edited): Фото аватара «Боря»
         ▰▰▱▱▱▱▱▱ 2 из 4–8

         ✅✅🚫
         🚫 Фото 3: такое же уже есть

         Осталось прислать ещё 2 фото.
         [➖ Убрать фото] [↺ Начать заново]
    Борис sends 2 photos as an album
    Bot: Фото аватара «Боря»
         ▰▰▰▰▱▱▱▱ 4 из 4–8 ✓

         ✅✅🚫✅✅
         🚫 Фото 3: такое же уже есть

         Этого уже хватит. Больше всего поможет фото, где голова повёрнута вполоборота.
         [➖ Убрать фото] [↺ Начать заново]
         [✅ Готово]
    Bot deletes: Фото аватара «Боря»
    Борис taps [✅ Готово]
    Bot (edited): «Боря»: последний взгляд на фото… ⏳
    Bot (edited): Аватар «Боря» готов ✨

         Теперь самое приятное: выберите стиль портретов.
         [🎨 Выбрать стиль]
         [☰ Меню]
    "#);
    assert_eq!(
        avatars(&world).await,
        [("Боря".to_owned(), "ready".to_owned(), 4, false)]
    );
    world.ends_well().await;
}

#[tokio::test]
async fn without_consent_nothing_is_kept() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends_album(selfies(2)).await;
    anna.taps("Yes, make an avatar").await;
    anna.taps("Not now").await;
    says(&anna, "nothing has been kept");
    let kept: i64 = world
        .value("select (select count(*) from dialogues) + (select count(*) from avatar_uploads)")
        .await;
    assert_eq!(kept, 0);
    assert_eq!(stored(&world), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn photos_that_come_too_early_are_put_in_later() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends_photo(selfie(1)).await;
    anna.taps("Yes, make an avatar").await;
    anna.taps("I agree").await;
    anna.sends_album(vec![selfie(2), selfie(3)]).await;
    let said = anna.transcript();
    assert_eq!(
        said.matches("But first: what shall we call the avatar?")
            .count(),
        1,
        "{said}"
    );
    anna.sends("Anna").await;
    says(&anna, "3 of 4–8");
    anna.sends("/cancel").await;
    anna.sends_photo(selfie(4)).await;
    let panel = anna.person.last_from_bot().unwrap().text;
    assert!(panel.contains("4 of 4–8 ✓"), "{panel}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_name_is_one_line_of_up_to_forty_characters() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.sends("❤️").await;
    says(&anna, "at least one letter");
    anna.sends(&"a".repeat(41)).await;
    says(&anna, "Up to 40 characters");
    anna.sends("Anna\nand Boris").await;
    says(&anna, "One line");
    anna.sends("  <b>Anna & Co</b> ").await;
    says(&anna, "Photos for “<b>Anna & Co</b>”");
    world.ends_well().await;
}

#[tokio::test]
async fn a_draft_is_gone_on_with_before_another_is_begun() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.sends("Anna").await;
    anna.sends_photo(selfie(1)).await;
    anna.sends("/start").await;
    anna.taps("Create an avatar").await;
    says(&anna, "isn't finished yet");
    anna.taps("Continue “Anna”").await;
    says(&anna, "1 of 4–8");
    assert_eq!(avatars(&world).await.len(), 1);
    anna.sends("/new").await;
    anna.taps("Delete it").await;
    anna.taps("Yes, delete").await;
    says(&anna, "You have no avatars yet");
    assert_eq!(avatars(&world).await, []);
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(stored(&world), 0);
    world.ends_well().await;
}
