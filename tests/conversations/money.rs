//! Choosing a style and a set, paying, and money going back.

use sandbox::telegram::PaymentState;

use crate::world::World;

#[tokio::test]
async fn portraits_need_an_avatar_first() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("/portraits").await;
    boris.sends("/portraits").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Portraits begin with an avatar: a name and a few selfies, so that we know your face.

         It takes about two minutes.
         [✨ Create an avatar]
         [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /portraits
    Bot: Портреты начинаются с аватара: имя и несколько селфи, чтобы мы узнали ваше лицо.

         Это займёт минуты две.
         [✨ Создать аватар]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_is_chosen_and_paid_for_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Professional").await;
    anna.taps("Standard").await;
    assert!(matches!(anna.pays().await, PaymentState::Charged { .. }));
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [💼 Professional]
    Bot (edited): 💼 Professional portraits of Anna

         How many shall we make? Every picture is another scene.
         [Starter · 7 photos · 350 ⭐]
         [🔥 Standard · 15 photos · 700 ⭐]
         [Premium · 23 photos · 1050 ⭐]
         [‹ Other style] [☰ Menu]
    Anna taps [🔥 Standard · 15 photos · 700 ⭐]
    Bot sends an invoice: Standard · 15 photos, 700 Stars  [Pay 700 ⭐]
         15 AI portraits made from your photos. Style: 💼 Professional. Usually ready within 15 minutes.
    Bot (edited): The invoice for 💼 Professional portraits of Anna is below 👇

         As soon as it is paid, we start. If we can't deliver, your Stars come back.
         [‹ Other set] [☰ Menu]
    Anna pays 700 Stars (Standard · 15 photos)
    Bot: Thank you! We have received 700 ⭐.

         Your 15 portraits are being made now. You can close Telegram, we will write to you.
    Bot: 🎨 Anna · 💼 Professional

         ▱▱▱▱▱▱▱▱▱▱
         0 of 15 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    let (status, stars, photos, amount): (String, i32, i32, rust_decimal::Decimal) =
        sqlx::query_as("select status, stars_amount, photo_count, amount from payments")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(
        (status.as_str(), stars, photos, amount),
        ("succeeded", 700, 15, 999.into())
    );
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_is_chosen_and_paid_for_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.sends("/portraits").await;
    boris.taps("Творческий").await;
    boris.taps("Старт").await;
    assert!(matches!(boris.pays().await, PaymentState::Charged { .. }));
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /portraits
    Bot: Какой стиль для аватара «Борис»?

         💼 Деловой
         Офисы, студии, сцены: для резюме, сайта, выступления.

         🌿 Лайфстайл
         Кафе, улицы, море и горы: вы в очень удачный день.

         🎨 Творческий
         Киношный свет, нарисованные миры, смелые цвета: вас таким ещё не видели.
         [💼 Деловой]
         [🌿 Лайфстайл]
         [🎨 Творческий]
         [☰ Меню]
    Борис taps [🎨 Творческий]
    Bot (edited): 🎨 Творческий: портреты «Борис»

         Сколько портретов сделать? Каждый снимок — новая сцена.
         [Старт · 7 фото · 350 ⭐]
         [🔥 Стандарт · 15 фото · 700 ⭐]
         [Премиум · 23 фото · 1050 ⭐]
         [‹ Другой стиль] [☰ Меню]
    Борис taps [Старт · 7 фото · 350 ⭐]
    Bot sends an invoice: Старт · 7 фото, 350 Stars  [Pay 350 ⭐]
         7 ИИ-портретов по вашим фото. Стиль: 🎨 Творческий. Обычно готово за 15 минут.
    Bot (edited): 🎨 Творческий, «Борис»: счёт ниже 👇

         Начнём сразу после оплаты. Если не получится, звёзды вернутся.
         [‹ Другой набор] [☰ Меню]
    Борис pays 350 Stars (Старт · 7 фото)
    Bot: Спасибо! Получили 350 ⭐.

         Делаем 7 портретов. Telegram можно закрыть, мы напишем.
    Bot: 🎨 Борис · 🎨 Творческий

         ▱▱▱▱▱▱▱▱▱▱
         0 из 7 · обычно 3 мин

         Ждать здесь не нужно: фото придут сами. Самое позднее через 24 часа; чего не хватит, сделаем заново бесплатно или вернём за это деньги.
    ");
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn tapping_a_set_twice_leaves_one_invoice_of_one_order() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Starter").await;
    let invoices = anna
        .person
        .messages()
        .into_iter()
        .filter(|message| message.invoice.is_some() && !message.deleted);
    assert_eq!(invoices.count(), 1);
    let orders: i64 = world.value("select count(*) from orders").await;
    assert_eq!(orders, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_paid_set_that_waits_is_offered_before_a_new_one() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world
        .execute(
            "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count)
             select id, 'old-1', null, 499, 'succeeded', 'starter', 7 from users",
        )
        .await;
    anna.sends("/portraits").await;
    anna.taps("Creative").await;
    let offer = anna.person.last_from_bot().unwrap();
    let use_it = offer.data_behind("Yes, use it").unwrap().to_owned();
    anna.taps("Yes, use it").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [🎨 Creative]
    Bot (edited): You have a paid set waiting 🎁

         7 photos are already yours. Shall we make them now: 🎨 Creative, Anna?
         [▶️ Yes, use it]
         [Buy another set]
         [☰ Menu]
    Anna taps [▶️ Yes, use it]
    Bot (edited): Here we go! Your 7 portraits are being made now.
         [How far is it?]
    Bot: 🎨 Anna · 🎨 Creative

         ▱▱▱▱▱▱▱▱▱▱
         0 of 7 · usually 3 min

         You don't have to wait here: the photos come by themselves. They are here within 24 hours at the latest; what is missing then, we make again for free or pay back.
    ");
    world.kie_finishes().await;
    let photos: i64 = world.value("select count(*) from generated_photos").await;
    assert_eq!(photos, 7);
    anna.person.taps_data(offer.id, &use_it);
    world.settle().await;
    let jobs: i64 = world.value("select count(*) from generation_jobs").await;
    assert_eq!(jobs, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn an_unused_set_goes_back_by_one_tap_and_a_confirmation() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    // Someone deletes the avatar between invoice and payment: the set waits unused.
    world.execute("update avatars set status = 'draft'").await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.taps("Yes, give me 350 ⭐ back").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [↩️ Take back the set of 7]
         [🧾 My payments]
         [☰ Menu]
    Anna taps [↩️ Take back the set of 7]
    Bot (edited): Shall we give you 350 ⭐ for the unused set of 7 photos back? The set is gone then.
         [↩️ Yes, give me 350 ⭐ back]
         [▶️ No, I'd rather use it]
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Bot (edited): ↩️ Your Stars are on their way back. It usually takes a few seconds; we will tell you.
         [☰ Menu]
    Anna gets 350 Stars back
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "refunded");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn an_invoice_that_ran_out_is_closed_and_a_late_charge_still_counts() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let attempt = anna.person.pays().unwrap();
    world.deliver_updates().await;
    assert!(matches!(attempt.state(), PaymentState::Charged { .. }));
    // The charge's update is held up for longer than the invoice lives.
    let updates = world.telegram.take_updates();
    let mut connection = world.app.db.connection().await.unwrap();
    let now = world.clock.now();
    pinglass::queue::add(&mut connection, &pinglass::payments::SweepOrders {}, now)
        .await
        .unwrap();
    world.advance(chrono::TimeDelta::hours(25)).await;
    world.app.worker.run_due().await.unwrap();
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "canceled");
    for update in updates {
        assert_eq!(world.post_update(update).await, 200);
    }
    world.settle().await;
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "succeeded");
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn nothing_is_sold_while_sales_are_paused() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    world
        .execute("insert into sales_pauses values ('the studio burns', '2026-03-02T12:00:00Z')")
        .await;
    assert!(matches!(anna.pays().await, PaymentState::Refused { .. }));
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Payment refused: The studio is having a short break, so we don't take payments right now. Please try again later. You were not charged.
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [🌿 Lifestyle]
    Bot (edited): The studio is having a short break

         The service that makes the pictures is not at its best right now. We don't take money for what we can't deliver in time.

         Your avatar and photos are safe. Sets that are paid for wait and go on by themselves, and nothing of them is lost. Please look in again in a while.
         [☰ Menu]
    ");
    world.ends_well().await;
}
