//! Deletion of photos, sets and avatars: what goes, what stays, and that nothing
//! deleted counts as owed.

use sandbox::telegram::Fault;

use crate::world::World;

/// Keys of portraits in the storage.
fn stored_portraits(world: &World) -> usize {
    let objects = world.s3.objects().unwrap();
    let portraits = objects
        .iter()
        .filter(|(key, _)| key.starts_with("portraits/"));
    portraits.count()
}

/// The set's status, how many of its photos were deleted, and how many were made.
async fn deleted(world: &World) -> (String, i32, i32) {
    sqlx::query_as("select status, deleted_photos, completed_photos from generation_jobs")
        .fetch_one(&world.db)
        .await
        .unwrap()
}

#[tokio::test]
async fn a_set_is_deleted_with_its_photos_and_its_payment_stays() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    boris.transcript();
    assert_eq!(stored_portraits(&world), 7);
    boris.sends("/photos").await;
    boris.taps("Лайфстайл").await;
    boris.taps("Удалить набор").await;
    let question = boris.person.last_from_bot().unwrap();
    boris.taps("Да, удалить").await;
    // The second tap of a double one, and buttons of older messages.
    let yes = question.data_behind("Да, удалить").unwrap();
    boris.person.taps_data(question.id, yes);
    world.settle().await;
    boris.person.taps_data(question.id, "sheet:{\"Show\":1}");
    world.settle().await;
    boris.sends("/photos").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /photos
    Bot: 🖼 Ваши фото. Здесь 1 набор:
         [🖼 Все фото · 7]
         [02.03.2026 · Борис · 🌿 Лайфстайл · 7]
         [☰ Меню]
    Борис taps [02.03.2026 · Борис · 🌿 Лайфстайл · 7]
    Bot (edited): Борис · 🌿 Лайфстайл
         7 фото · 02.03.2026
         [🗂 Все сразу] [👀 По одному]
         [👀 Показать здесь]
         [📎 Файлами, без сжатия] [📦 Архивом]
         [🔄 Переделать фото]
         [🎨 Другой стиль] [🗑 Удалить набор]
         [🖼 Мои фото] [☰ Меню]
    Борис taps [🗑 Удалить набор]
    Bot (edited): 🗑 Удалить набор Борис · 🌿 Лайфстайл и все его фото (7)? Вернуть их будет нельзя.
         [🗑 Да, удалить набор]
         [Оставить]
    Борис taps [🗑 Да, удалить набор]
    Bot (edited): 🗑 Удалено навсегда, вместе с фото: 7.

         Из нашего хранилища всё исчезнет прямо сейчас. То, что уже пришло в этот чат, останется здесь, пока вы сами не удалите.
         [🖼 Мои фото] [☰ Меню]
    Борис taps [a button that is gone]
    Bot (popup): Это уже удалено.
    Борис taps [a button that is gone]
    Bot (popup): Этого набора больше нет.
    Борис: /photos
    Bot: 🖼 Здесь пока пусто.

         Готовые наборы хранятся здесь: их можно посмотреть и скачать в любой момент.
         [✨ Сделать портреты]
         [☰ Меню]
    ");
    assert_eq!((world.photos().await, stored_portraits(&world)), (0, 0));
    assert_eq!(deleted(&world).await, ("completed".to_owned(), 7, 7));
    let left: i64 = world
        .value(
            "select count(*) from kie_tasks where result_url is not null or result_key is not null",
        )
        .await;
    assert_eq!(left, 0, "nothing leads to a deleted photo");
    let paid: String = world.value("select status from payments").await;
    assert_eq!(paid, "succeeded");
    world.sweeps().await;
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn deleted_photos_are_not_missing_ones() {
    let world = World::new().await;
    let anna = world.anna();
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 6);
    let closing = anna.person.last_from_bot().unwrap();
    let rest = closing.data_behind("Make the missing").unwrap();
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("One by one").await;
    for _ in 0..6 {
        anna.taps("🗑").await;
        anna.taps("Yes, delete it").await;
    }
    assert_eq!(world.photos().await, 0);
    anna.transcript();
    // The set is listed while it owes a photo, and offers just that.
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /photos
    Bot: 🖼 Your photos. You have one set:
         [02.03.2026 · Anna · 🌿 Lifestyle · 0]
         [☰ Menu]
    Anna taps [02.03.2026 · Anna · 🌿 Lifestyle · 0]
    Bot (edited): Anna · 🌿 Lifestyle
         0 photos · 02.03.2026
         [🔄 Make the missing photo]
         [🎨 Another style] [🗑 Delete the set]
         [🖼 My photos] [☰ Menu]
    ");
    let orders = world.kie.creations().len();
    anna.person.taps_data(closing.id, rest);
    world.kie_works_through().await;
    assert_eq!(world.kie.creations().len(), orders + 1);
    assert_eq!(world.photos().await, 1);
    assert_eq!(deleted(&world).await, ("completed".to_owned(), 6, 7));
    anna.person.taps_data(closing.id, rest);
    world.settle().await;
    assert_eq!(world.kie.creations().len(), orders + 1);
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_was_deleted_before_it_could_be_sent_is_not_paid_back() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    anna.person.blocks_bot();
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 0);
    anna.person.unblocks_bot();
    // Telegram is away until the person, who is back, has deleted the photos.
    world.telegram.fail_when(|method, _| {
        let is_album = method == "sendMediaGroup";
        is_album.then_some(Fault::Gateway502)
    });
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Delete the set").await;
    anna.taps("Yes, delete").await;
    world.telegram.fail_when(|_, _| None);
    anna.transcript();
    world.sweeps().await;
    assert_eq!(anna.transcript(), "");
    let told: bool = world
        .value("select notified_at is not null from generation_jobs")
        .await;
    assert!(told, "nothing is left to be told");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn an_avatar_goes_with_all_its_portraits() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.transcript();
    world.s3.set_down(true);
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Delete").await;
    anna.taps("Delete with all 7").await;
    anna.taps("Yes, delete it with 7").await;
    anna.sends("/avatars").await;
    anna.sends("/photos").await;
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
    Anna taps [🗑 Delete]
    Bot (edited): Delete “Anna” with its 4 photos? Finished portraits stay.
         [🗑 Yes, delete]
         [🗑 Delete with all 7 portraits…]
         [Keep it]
    Anna taps [🗑 Delete with all 7 portraits…]
    Bot (edited): 🗑 Delete Anna with all selfies and all 7 portraits? That can't be undone.
         [🗑 Yes, delete it with 7 portraits]
         [Keep it]
    Anna taps [🗑 Yes, delete it with 7 portraits]
    Bot (edited): 🗑 Deleted for good, with 7 photos.

         They leave our storage right away. What was sent to this chat before stays here until you delete it yourself.
         [🖼 My photos] [☰ Menu]
    Anna: /avatars
    Bot: You have no avatars yet. Let's make the first one: it takes a name and a few photos.
         [📸 New avatar]
         [☰ Menu]
    Anna: /photos
    Bot: 🖼 No photos here yet.

         Your finished sets will be kept here, to look at and to download any time.
         [✨ Make portraits]
         [☰ Menu]
    ");
    // The storage was away: the objects go when it is back.
    assert_eq!((world.photos().await, stored_portraits(&world)), (0, 7));
    world.s3.set_down(false);
    world.advance(chrono::TimeDelta::minutes(30)).await;
    world.advance(chrono::TimeDelta::minutes(30)).await;
    assert_eq!(world.s3.objects().unwrap(), []);
    let paid: String = world.value("select status from payments").await;
    assert_eq!(paid, "succeeded");
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_that_is_gone_is_named_and_the_next_one_shown() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    anna.taps("🗑").await;
    let question = anna.person.last_from_bot().unwrap();
    let yes = question.data_behind("Yes, delete it").unwrap();
    anna.transcript();
    // A double tap deletes once, and both answers show what followed.
    anna.person.taps_data(question.id, yes);
    anna.person.taps_data(question.id, yes);
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🗑 Yes, delete it for good]
    Anna taps [🗑 Yes, delete it for good]
    Bot (popup): Deleted for good. What was sent to this chat before stays here until you delete it.
    Bot (edited) shows a photo
         “Anna · 🌿 Lifestyle · 02.03.2026”
         [1 / 6] [›]
         [🤍] [📎] [🔄] [🗑]
         [📎 All 6 as files] [📦 All 6 as a zip]
         [← My photos]
    Bot (popup): This photo is not there any more.
    ");
    assert_eq!(world.photos().await, 6);
    world.ends_well().await;
}

#[tokio::test]
async fn photos_of_a_set_that_is_being_made_stay() {
    let world = World::new().await;
    let anna = world.anna();
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    anna.taps("Make the missing").await;
    let closing = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(closing, "delete:{\"Set\":1}");
    world.settle().await;
    assert_eq!(world.photos().await, 6);
    anna.sends("/photos").await;
    anna.taps("All photos · 6").await;
    anna.taps("🗑").await;
    anna.taps("Yes, delete it").await;
    let alerts = world.telegram.alerts(anna.person.chat_id());
    let refused = alerts
        .iter()
        .filter(|alert| alert.text.contains("still being made"));
    assert_eq!(refused.count(), 2, "{alerts:?}");
    assert_eq!(world.photos().await, 6);
    world.kie_works_through().await;
    assert_eq!(world.photos().await, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn a_deleted_set_still_counts_as_delivered_for_the_staff() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    anna.taps("Delete the set").await;
    anna.taps("Yes, delete").await;
    let olga = world.olga();
    world.has_a_problem_of(&anna).await;
    olga.taps("Give 350 ⭐ back").await;
    assert!(
        olga.transcript()
            .contains("have been delivered, and the customer keeps them")
    );
    assert_eq!(world.given_back().await, (0, 0));
    world.ends_well().await;
}
