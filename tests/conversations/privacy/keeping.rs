//! Photos are kept as long as people were told, and no longer.

use chrono::TimeDelta;

use crate::world::World;

impl World {
    /// Days go by, with the hourly look at photos that nobody needs.
    async fn lives_for(&self, days: i64) {
        let mut connection = self.app.db.connection().await.unwrap();
        pinglass::avatars::schedule_sweeps(&mut connection, self.clock.now())
            .await
            .unwrap();
        drop(connection);
        self.advance(TimeDelta::days(days)).await;
        self.execute("update jobs set run_at = '2026-01-01' where kind = 'sweep_references'")
            .await;
        self.settle().await;
    }

    async fn references(&self) -> usize {
        let objects = self.s3.objects().unwrap();
        objects
            .iter()
            .filter(|(key, _)| key.starts_with("references/"))
            .count()
    }
}

#[tokio::test]
async fn photos_are_deleted_a_month_after_the_last_set_and_portraits_stay() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/avatars").await;
    anna.transcript();
    anna.taps("Anna · 4 photos").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✨ Anna · 4 photos]
    Bot (edited): Anna ✨
         Ready · 4 photos
         📅 Photos kept until 01.04.2026
         [🎨 New portraits]
         [🖼 Its 7 portraits]
         [← All avatars] [🗑 Delete]
         [☰ Menu]
    ");
    world.lives_for(26).await;
    assert_eq!(anna.transcript(), "");
    world.lives_for(1).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 📅 The photos you sent for Anna will be deleted on 01.04.2026: you haven't needed them for a while, and we keep nothing longer than necessary.

         Your finished portraits stay. Would you like more of them later? Then keep the photos.
         [Keep them 30 more days]
         [👤 Show the avatar]
    ");
    world.lives_for(2).await;
    assert_eq!(
        (anna.transcript().as_str(), world.references().await),
        ("", 4)
    );
    world.lives_for(2).await;
    assert_eq!(world.references().await, 0);
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Continue").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /avatars
    Bot: Your avatars
         [✏️ Anna · draft, 0 photos]
         [📸 New avatar]
         [☰ Menu]
    Anna taps [✏️ Anna · draft, 0 photos]
    Bot (edited): Anna ✏️
         The photos were deleted as promised, some time after they were last needed. Your finished portraits are still here. For new ones, send a few photos again.
         [✏️ Continue]
         [🖼 Its 7 portraits]
         [← All avatars] [🗑 Delete]
         [☰ Menu]
    Anna taps [✏️ Continue]
    Bot (edited): Photos for “Anna”
         ▱▱▱▱▱▱▱▱ 0 of 4–8

         Send photos of one person, one by one or all together.

         👍 the face large and sharp, different days, angles and light
         👎 sunglasses, filters, other people, hats over the eyes
    ");
    anna.sends("/photos").await;
    assert!(anna.transcript().contains("Anna · 🌿 Lifestyle · 7"));
    // The thumbnail goes with the photos, once nobody can be storing it any more.
    world.advance(TimeDelta::minutes(11)).await;
    assert_eq!(world.s3.objects().unwrap().len(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn photos_are_kept_once_more_by_a_tap_in_russian() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    boris.has_an_avatar().await;
    anna.sends("/start").await;
    world.lives_for(27).await;
    boris.taps("Хранить ещё 30 дней").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: 📅 Фото, которые вы прислали для аватара Борис, мы удалим 01.04.2026: они давно не были нужны, а лишнего мы не храним.

         Готовые портреты останутся. Хотите потом сделать ещё? Тогда оставьте фото.
         [Хранить ещё 30 дней]
         [👤 Показать аватар]
    Борис taps [Хранить ещё 30 дней]
    Bot (popup): Хорошо, они остаются.
    Bot (edited): Борис ✨
         Готов · 4 фото
         📅 Фото хранятся до 28.04.2026
         [🎨 Новые портреты]
         [← Все аватары] [🗑 Удалить]
         [☰ Меню]
    ");
    world.lives_for(26).await;
    assert_eq!(
        (boris.transcript().as_str(), world.references().await),
        ("", 4)
    );
    // Told again at the end of the new time.
    world.lives_for(1).await;
    assert!(boris.transcript().contains("мы удалим"));
    world.lives_for(3).await;
    assert_eq!(world.references().await, 0);
    boris.taps("Хранить ещё 30 дней").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [Хранить ещё 30 дней]
    Bot (edited): Борис ✏️
         Фото удалены, как и обещали: они давно не были нужны. Готовые портреты на месте. Для новых пришлите, пожалуйста, несколько фото ещё раз.
         [✏️ Продолжить]
         [← Все аватары] [🗑 Удалить]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_draft_that_nobody_goes_on_with_loses_its_photos_too() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world.execute("update avatars set status = 'draft'").await;
    world.lives_for(27).await;
    assert!(anna.transcript().contains("will be deleted on 01.04.2026"));
    // Another photo makes it anew.
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Continue").await;
    anna.sends_photo(crate::world::selfie(9)).await;
    anna.transcript();
    world.lives_for(4).await;
    assert_eq!(
        (anna.transcript().as_str(), world.references().await),
        ("", 5)
    );
    world.lives_for(26).await;
    world.lives_for(3).await;
    assert_eq!(world.references().await, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn photos_that_a_set_still_needs_are_kept() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    // A paid set that can't begin yet waits with its photos.
    world.execute("update avatars set status = 'draft'").await;
    anna.pays().await;
    world.execute("update avatars set status = 'ready'").await;
    anna.transcript();
    world.lives_for(60).await;
    world.lives_for(10).await;
    assert_eq!(
        (anna.transcript().as_str(), world.references().await),
        ("", 4)
    );
    // A set that is being made, however long it takes.
    world
        .execute("update payments set status = 'refunded', refund_requested_at = created_at")
        .await;
    world
        .execute("insert into generation_jobs (avatar_id, chat_id, status, total_photos) values (1, 101, 'processing', 1)")
        .await;
    world.lives_for(10).await;
    assert_eq!(
        (anna.transcript().as_str(), world.references().await),
        ("", 4)
    );
    world
        .execute("update generation_jobs set status = 'failed'")
        .await;
    world.lives_for(0).await;
    assert!(anna.transcript().contains("will be deleted on"));
    world.lives_for(3).await;
    assert_eq!(world.references().await, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn missing_portraits_can_still_be_made_once_photos_are_sent_again() {
    let world = World::new().await;
    let anna = world.anna();
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    world.lives_for(27).await;
    world.lives_for(3).await;
    assert_eq!(world.references().await, 0);
    anna.transcript();
    anna.taps("Make the missing photo").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔄 Make the missing photo]
    Bot (popup): The photos you sent have been deleted. Please send a few again under /avatars, then we make the missing portraits for free.
    ");
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Continue").await;
    anna.sends_album(crate::world::selfies(4)).await;
    anna.taps("Done").await;
    anna.taps("Make the missing photo").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_keeps_or_sees_the_photos_of_another() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    boris.has_an_avatar().await;
    anna.sends("/start").await;
    anna.transcript();
    let before: Option<chrono::DateTime<chrono::Utc>> =
        world.value("select references_used_at from avatars").await;
    let message = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(message, "avatars:{\"KeepPhotos\":1}");
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [a button that is gone]
    Bot (popup): This avatar is not there any more.
    Bot (edited): You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    ");
    assert_eq!(
        world
            .value::<Option<chrono::DateTime<chrono::Utc>>>(
                "select references_used_at from avatars"
            )
            .await,
        before
    );
    world.ends_well().await;
}
