//! What a person reads and gets while their set is being made: the first photos, the
//! place in line, and what becomes of a set whose time is over.

use chrono::TimeDelta;

use crate::world::World;

impl World {
    /// The first photos of a set are made, and Kie says so.
    async fn kie_finishes_first(&self, count: usize) {
        for task in &self.kie.tasks()[..count] {
            self.kie.finish(&task.id).unwrap();
        }
        self.kie.send_callbacks().await;
        self.settle().await;
    }
}

#[tokio::test]
async fn the_first_three_photos_come_while_the_others_are_made() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Professional").await;
    anna.taps("Standard").await;
    anna.pays().await;
    anna.transcript();
    world.kie_finishes_first(4).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 🎨 Anna · 💼 Professional

         ▰▰▱▱▱▱▱▱▱▱
         4 of 15 · almost there

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends an album of 3 photos
         “Anna · 💼 Professional · the first 3 photos, more to come”
    ");
    world.kie_finishes().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot sends an album of 6 photos
    Bot sends an album of 6 photos
    Bot (edited): ✨ Done: Anna · 💼 Professional
    Bot: ✨ All 15 portraits are here.

         Telegram compresses photos a little. As files you get them in full quality, now or any time later.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    let sizes: Vec<i32> =
        sqlx::query_scalar("select cardinality(photo_ids) from albums order by position")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(sizes, [3, 6, 6]);
    assert_eq!(anna.portraits(), 15);
    world.ends_well().await;
}

#[tokio::test]
async fn the_first_photos_come_in_russian_too() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    boris.transcript();
    world.kie_finishes_first(3).await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot (edited): 🎨 Борис · 🌿 Лайфстайл

         ▰▰▰▰▱▱▱▱▱▱
         3 из 7 · почти готово

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    Bot sends an album of 3 photos
         “Борис · 🌿 Лайфстайл · первые 3 фото, остальные скоро”
    ");
    world.kie_finishes().await;
    assert_eq!(boris.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_is_nearly_there_comes_as_a_whole() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes_first(2).await;
    for task in &world.kie.tasks()[2..5] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    assert_eq!(anna.portraits(), 0, "two are to come");
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_waits_in_line_reads_how_many_sets_go_first() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    boris.has_an_avatar().await;
    boris.has_an_invoice().await;
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Premium").await;
    anna.pays().await;
    boris.pays().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис pays 350 Stars (Старт · 7 фото)
    Bot: Спасибо! Получили 350 ⭐.

         Делаем 7 портретов. Telegram можно закрыть, мы напишем.
    Bot: 🎨 Борис · 🌿 Лайфстайл

         ▱▱▱▱▱▱▱▱▱▱
         0 из 7 · перед вами 1 набор, ещё около 3 мин

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    ");
    world.advance(TimeDelta::seconds(15)).await;
    assert_eq!(world.kie.tasks().len(), 23 + 7);
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!((anna.portraits(), boris.portraits()), (23, 7));
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_whose_time_is_over_ends_with_what_there_is_and_a_choice() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes_first(2).await;
    world.kie.set_maintenance(true);
    world.advance(TimeDelta::minutes(23 * 60 + 30)).await;
    assert!(
        anna.transcript()
            .contains("within 30 minutes at the latest")
    );
    world.advance(TimeDelta::minutes(31)).await;
    anna.transcript();
    world.sweeps().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot sends an album of 2 photos
         “Anna · 🌿 Lifestyle · 2 photos”
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: 2 of 7 portraits are here.

         5 were not ready in the time that we promised. We can make them again, for free.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🔄 Make 5 missing photos]
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    world.kie.set_maintenance(false);
    world.advance(TimeDelta::minutes(6)).await;
    anna.taps("Make 5 missing photos").await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_of_which_nothing_is_ready_in_time_is_paid_back() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    anna.transcript();
    world.kie.set_maintenance(true);
    world.advance(TimeDelta::hours(24)).await;
    anna.transcript();
    world.sweeps().await;
    world.advance(TimeDelta::seconds(10)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 😔 This one did not work out.
    Bot: 😔 We could not make the portraits of Anna.

         The time that we promised is over, and not one is ready. You lose nothing: the whole payment is on its way back to you, and we write when it has arrived.
         [☰ Menu]
    Anna gets 350 Stars back
    Bot: ✅ All 350 ⭐ are back in your account. We are sorry that the portraits did not work out this time.
         [☰ Menu]
    ");
    // What Kie made all the same comes too late and changes nothing.
    world.kie.set_maintenance(false);
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(6)).await;
    assert_eq!(anna.portraits(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn by_card_what_was_not_ready_in_time_can_be_paid_back() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    world.kie_finishes_first(5).await;
    world
        .execute("update generation_jobs set deadline_at = '2026-03-02T09:00:00Z'")
        .await;
    world.sweeps().await;
    anna.transcript();
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    world.bank_notifies().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [💸 Pay the missing back: 142.58 ₽]
    Bot (edited): Shall we pay 142.58 ₽ back for the missing 2 photos? They are not made any more then.
         [💸 Yes, 142.58 ₽ back]
         [🔄 Make 2 missing photos]
         [☰ Menu]
    Anna taps [💸 Yes, 142.58 ₽ back]
    Bot (edited): ↩️ 142.58 ₽ are on their way back; we will tell you when they have arrived.
         [☰ Menu]
    Bot: ✅ The bank is sending 142.58 ₽ back for the missing photos. It may take a few days to show.
         [☰ Menu]
    ");
    assert_eq!(anna.portraits(), 5);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 5, "the money stands for the others");
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}
