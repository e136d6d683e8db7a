//! From a paid set to its album, the gallery, and what happens when photos do not come out.

use chrono::TimeDelta;

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Pays for the smallest set, seven photos, and lets Kie take the orders.
    pub async fn has_paid(&self) {
        self.has_an_avatar().await;
        self.has_an_invoice().await;
        self.pays().await;
    }

    /// Pictures of the bot's that the chat shows.
    pub fn portraits(&self) -> usize {
        let messages = self.person.messages();
        let shown = messages
            .iter()
            .filter(|message| message.from_bot && !message.deleted);
        shown.filter(|message| message.kind == "photo").count()
    }
}

impl World {
    /// Kie ends everything that it gets within three minutes.
    pub async fn kie_works_through(&self) {
        for _ in 0..4 {
            self.kie_finishes().await;
            self.advance(TimeDelta::seconds(45)).await;
        }
    }
}

#[tokio::test]
async fn a_paid_set_is_made_and_delivered_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    let tasks = world.kie.tasks();
    for task in &tasks[..3] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    world.kie_finishes().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna pays 350 Stars (Starter · 7 photos)
    Bot: Thank you! We have received 350 ⭐.

         Your 7 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot (edited): 🎨 Anna · 🌿 Lifestyle

         ▰▰▰▰▱▱▱▱▱▱
         3 of 7 · almost there

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends an album of 3 photos
         “Anna · 🌿 Lifestyle · the first 3 photos, more to come”
    Bot sends an album of 4 photos
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: ✨ All 7 portraits are here.

         Telegram compresses photos a little. As files you get them in full quality, now or any time later.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(tasks.len(), 7);
    let (status, completed): (String, i32) =
        sqlx::query_as("select status, completed_photos from generation_jobs")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!((status.as_str(), completed), ("completed", 7));
    let consumed: bool = world
        .value("select generation_consumed and consumed_avatar_id is not null from payments")
        .await;
    assert!(consumed);
    let portraits = world
        .s3
        .objects()
        .unwrap()
        .into_iter()
        .filter(|(key, _)| key.starts_with("portraits/"));
    assert_eq!(portraits.count(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn a_paid_set_is_made_and_delivered_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_paid().await;
    world.kie_finishes().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис pays 350 Stars (Старт · 7 фото)
    Bot: Спасибо! Получили 350 ⭐.

         Делаем 7 портретов. Telegram можно закрыть, мы напишем.
    Bot: 🎨 Борис · 🌿 Лайфстайл

         ▱▱▱▱▱▱▱▱▱▱
         0 из 7 · обычно 3 мин

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    Bot sends an album of 7 photos
         “Борис · 🌿 Лайфстайл · 7 фото”
    Bot (edited): ✨ Готово: Борис · 🌿 Лайфстайл
    Bot: ✨ Готово: все 7 портретов.

         Telegram немного сжимает фото. Файлами вы получите их в полном качестве — сейчас или когда захотите.

         Поставьте ❤ на фото, которые понравились, — они попадут в избранное, а 👎 — на то, что не вышло: переделаем бесплатно.
         [🗂 Все сразу]
         [📎 Файлами, без сжатия]
         [🔄 Переделать фото]
         [🎨 Другой стиль]
         [🖼 Мои фото] [☰ Меню]
    ");
    assert_eq!(boris.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn fifteen_photos_come_as_eight_and_seven() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Professional").await;
    anna.taps("Standard").await;
    anna.pays().await;
    world.advance(TimeDelta::seconds(10)).await;
    world.kie_finishes().await;
    let sizes: Vec<i32> =
        sqlx::query_scalar("select cardinality(message_ids) from albums order by position")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(sizes, [8, 7]);
    assert_eq!(anna.portraits(), 15);
    world.ends_well().await;
}

#[tokio::test]
async fn two_sets_of_one_avatar_keep_their_own_photos() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 14);
    let counts: Vec<i64> =
        sqlx::query_scalar("select count(*) from generated_photos group by job_id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(counts, [7, 7]);
    world.ends_well().await;
}

/// What Kie was asked to make pictures for, and how often.
async fn ordered(world: &World) -> String {
    world
        .value(
            "select string_agg(concat_ws(' ', purpose, orders), ', ' order by purpose desc)
             from (select purpose, sum(orders) as orders from kie_spending group by purpose) as spent",
        )
        .await
}

#[tokio::test]
async fn missing_photos_are_named_and_made_again_for_free() {
    let world = World::new().await;
    let anna = world.anna();
    // One scene fails in each of its three attempts.
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    anna.transcript();
    world.kie_works_through().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 🎨 Anna · 🌿 Lifestyle

         ▰▰▰▰▰▰▰▰▱▱
         6 of 7 · almost there

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends an album of 6 photos
         “Anna · 🌿 Lifestyle · 6 photos”
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: 6 of 7 portraits are here.

         One would not come out, although we tried several times. We can make it again, for free.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🔄 Make the missing photo]
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(anna.portraits(), 6);
    anna.taps("Make the missing photo").await;
    world.kie_works_through().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [🔄 Make the missing photo]
    Bot (popup): On it! The missing photos come as soon as they are ready.
    Bot: 🎨 Anna · 🌿 Lifestyle

         ▰▰▰▰▰▰▰▰▱▱
         6 of 7 · almost there

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    Bot sends a photo
    Bot (edited): ✨ Done: Anna · 🌿 Lifestyle
    Bot: ✨ All 7 portraits are here.

         Telegram compresses photos a little. As files you get them in full quality, now or any time later.

         Put ❤ on the ones you love to keep them among your favourites, and 👎 on one that is not right: we make it again, for free.
         [🗂 At a glance]
         [📎 As files, full quality]
         [🔄 Improve a photo]
         [🎨 Another style]
         [🖼 My photos] [☰ Menu]
    ");
    assert_eq!(anna.portraits(), 7);
    let charges: i64 = world
        .value("select count(*) from payments where telegram_charge_id is not null")
        .await;
    assert_eq!((charges, &*ordered(&world).await), (1, "set 7, again 3"));
    anna.taps("Make the missing photo").await;
    assert_eq!(
        world.kie.tasks().len(),
        7 + 2 + 1,
        "a second tap finds nothing to make"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_without_any_photo_is_paid_back() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    world.kie.fail_prompt_containing("", 2 * 7 * 3, "501");
    anna.has_paid().await;
    anna.transcript();
    world.kie_works_through().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 😔 This one did not work out.
    Bot: 😔 We could not make the portraits of Anna.

         We tried each of them several times, and it did not work. You lose nothing: the whole payment is on its way back to you, and we write when it has arrived.
         [☰ Menu]
    Anna gets 350 Stars back
    Bot: ✅ All 350 ⭐ are back in your account. We are sorry that the portraits did not work out this time.
         [☰ Menu]
    ");
    boris.has_paid().await;
    boris.transcript();
    world.kie_works_through().await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot (edited): 😔 В этот раз не получилось.
    Bot: 😔 Не получилось сделать портреты: Борис.

         Мы пробовали каждый по нескольку раз, но не вышло. Вы ничего не теряете: вся сумма уже возвращается к вам, и мы напишем, когда она придёт.
         [☰ Меню]
    Борис gets 350 Stars back
    Bot: ✅ Все 350 ⭐ снова у вас. Нам очень жаль, что в этот раз портреты не получились.
         [☰ Меню]
    ");
    let refunds = world
        .telegram
        .star_transactions()
        .iter()
        .filter(|transaction| transaction.is_refund)
        .count();
    assert_eq!(refunds, 2);
    let statuses: i64 = world
        .value("select count(*) from payments join generation_jobs as job on job.payment_id = payments.id where payments.status = 'refunded' and job.status = 'failed'")
        .await;
    assert_eq!(statuses, 2);
    world.ends_well().await;
}

#[tokio::test]
async fn without_credits_sets_wait_and_sales_pause_until_kie_works_again() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    world.kie.set_credits(0.0);
    anna.pays().await;
    anna.transcript();
    let pauses: String = world.value("select reason from sales_pauses").await;
    assert_eq!(pauses, "kie_account");
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.kie.tasks().len(), 0);
    world.kie.set_credits(1000.0);
    world.advance(TimeDelta::minutes(7)).await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    let pauses: i64 = world.value("select count(*) from sales_pauses").await;
    assert_eq!(pauses, 0);
    let attempts: i64 = world.value("select sum(attempts) from kie_tasks").await;
    assert_eq!(attempts, 7, "refusals of the account use up no attempt");
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_outlives_its_time_ends_with_what_there_is() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    let first = world.kie.tasks()[0].id.clone();
    world.kie.finish(&first).unwrap();
    world.kie.send_callbacks().await;
    world.settle().await;
    world.kie.set_maintenance(true);
    world
        .execute("update generation_jobs set deadline_at = '2026-03-02T08:59:00Z'")
        .await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 1);
    let (status, missing): (String, i64) = sqlx::query_as(
        "select status, (select count(*) from kie_tasks where status = 'failed') from generation_jobs",
    )
    .fetch_one(&world.db)
    .await
    .unwrap();
    assert_eq!((status.as_str(), missing), ("completed", 6));
}
