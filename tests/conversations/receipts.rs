//! "My payments": the list, the receipts, and the way to a human.

use crate::world::{Friend, World};

impl Friend<'_> {
    /// Has `count` payments, one a day, of as many Stars as their number in the row.
    async fn has_payments(&self, count: i32) {
        self.sends("/start").await;
        sqlx::query(
            "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                                   telegram_charge_id, stars_amount, settled_at, created_at)
             select users.id, 'p' || number, 'stars', 499, 'succeeded', 'starter', 7, 'stx' || number, number,
                    '2026-01-01Z'::timestamptz + number * interval '1 day',
                    '2026-01-01'::timestamp + number * interval '1 day'
             from users, generate_series(1, $2) as number
             where telegram_user_id = $1",
        )
        .bind(self.person.id())
        .bind(count)
        .execute(&self.world.db)
        .await
        .unwrap();
        self.transcript();
    }

    /// The labels below the newest message of the bot.
    fn labels(&self) -> Vec<String> {
        let message = self.person.last_from_bot().unwrap();
        message.labels().into_iter().map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn whoever_has_not_paid_reads_so() {
    let world = World::new().await;
    let (anna, boris) = (world.anna(), world.boris());
    for person in [&anna, &boris] {
        person.sends("/start").await;
        person.transcript();
        person.sends("/payments").await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /payments
    Bot: You have not paid for anything yet.
         [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /payments
    Bot: Вы пока ни за что не платили.
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_waits_for_its_provider_says_what_for() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    for method in ["Card", "TON"] {
        anna.sends("/portraits").await;
        anna.taps("Lifestyle").await;
        anna.taps("Starter").await;
        anna.taps(method).await;
        if method == "Card" {
            anna.sends("anna@example.com").await;
        }
    }
    // An invoice for Stars waits for nobody but Anna, and is no payment.
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    anna.taps("Starter").await;
    anna.taps("Stars").await;
    anna.transcript();
    anna.sends("/payments").await;
    anna.taps("TON").await;
    anna.taps("My payments").await;
    anna.taps("499").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /payments
    Bot: Your payments
         [№ 2 · 02.03.2026 · 4.219 TON · ⏳ waiting]
         [№ 1 · 02.03.2026 · 499 ₽ · ⏳ waiting]
         [☰ Menu]
    Anna taps [№ 2 · 02.03.2026 · 4.219 TON · ⏳ waiting]
    Bot (edited): Receipt № 2

         Date: 02.03.2026 09:00 (UTC)
         What: Starter, 7 photos
         Amount: 4.219 TON
         Method: 💎 TON
         Status: ⏳ waiting

         We are waiting for your transfer. It usually takes a minute after you send it.
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]
    Anna taps [🧾 My payments]
    Bot (edited): Your payments
         [№ 2 · 02.03.2026 · 4.219 TON · ⏳ waiting]
         [№ 1 · 02.03.2026 · 499 ₽ · ⏳ waiting]
         [☰ Menu]
    Anna taps [№ 1 · 02.03.2026 · 499 ₽ · ⏳ waiting]
    Bot (edited): Receipt № 1

         Date: 02.03.2026 09:00 (UTC)
         What: Starter, 7 photos
         Amount: 499 ₽
         Method: 💳 Card or SBP
         Status: ⏳ waiting

         We are waiting for the bank's word. It usually takes a minute after you pay.
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]
    ");
    // The link runs out unpaid, and what is not paid leaves the list.
    world.upkeep().await;
    world.advance(chrono::TimeDelta::days(2)).await;
    world.upkeep().await;
    anna.transcript();
    anna.sends("/payments").await;
    assert_eq!(anna.labels(), ["☰ Menu"]);
    world.ends_well().await;
}

#[tokio::test]
async fn a_long_list_has_pages_and_what_is_gone_leads_to_the_first() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_payments(23).await;
    anna.sends("/payments").await;
    let mut seen = Vec::new();
    for page in 0..4 {
        let labels = anna.labels();
        seen.extend(
            labels
                .iter()
                .filter(|label| label.starts_with('№'))
                .cloned(),
        );
        assert_eq!(labels.iter().any(|label| label == "‹ Newer"), page > 0);
        assert_eq!(labels.iter().any(|label| label == "Older ›"), page < 3);
        if page < 3 {
            anna.taps("Older").await;
        }
    }
    assert_eq!(seen.len(), 23, "each payment is on one page: {seen:?}");
    assert!(seen[0].starts_with("№ 23 · 24.01.2026 · 23 ⭐"), "{seen:?}");
    assert!(seen[22].starts_with("№ 1 · 02.01.2026 · 1 ⭐"), "{seen:?}");
    anna.taps("Newer").await;
    assert!(anna.labels()[0].starts_with("№ 11"), "{:?}", anna.labels());
    world.execute("delete from payments where id <= 11").await;
    anna.taps("Older").await;
    assert!(anna.labels()[0].starts_with("№ 23"), "{:?}", anna.labels());
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_sees_or_moves_the_payment_of_somebody_else() {
    let world = World::selling_by("stars").await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_payments(1).await;
    boris.has_payments(0).await;
    anna.sends("/payments").await;
    let list = anna.person.last_from_bot().unwrap();
    anna.taps("№ 1").await;
    let receipt = anna.person.last_from_bot().unwrap();
    boris.sends("/payments").await;
    let own = boris.person.last_from_bot().unwrap();
    boris.transcript();
    let mut stolen = vec![list.data_behind("№ 1").unwrap().to_owned()];
    for label in ["Something is wrong", "Give me back"] {
        stolen.push(receipt.data_behind(label).unwrap().to_owned());
    }
    anna.taps("Give me back").await;
    let confirmation = anna.person.last_from_bot().unwrap();
    stolen.push(confirmation.data_behind("Yes").unwrap().to_owned());
    for data in &stolen {
        boris.person.taps_data(own.id, data);
        world.settle().await;
    }
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис taps [a button that is gone]
    Bot (popup): Такого платежа не нахожу. Загляните в /payments
    Борис taps [a button that is gone]
    Bot (popup): Такого платежа не нахожу. Загляните в /payments
    Борис taps [a button that is gone]
    Bot (popup): Этот набор уже в работе, или деньги за него возвращаются. Загляните в /status
    Борис taps [a button that is gone]
    Bot (popup): Этот набор уже в работе, или деньги за него возвращаются. Загляните в /status
    ");
    assert_eq!(world.staff_group().transcript(), "");
    let status: String = world.value("select status from payments").await;
    assert_eq!(status, "succeeded");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn a_problem_reaches_the_staff_once_a_day() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_payments(2).await;
    anna.sends("/payments").await;
    anna.taps("№ 2").await;
    anna.taps("Something is wrong").await;
    anna.taps("Something is wrong").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /payments
    Bot: Your payments
         [№ 2 · 03.01.2026 · 2 ⭐ · 🎁 paid, not used yet]
         [№ 1 · 02.01.2026 · 1 ⭐ · 🎁 paid, not used yet]
         [☰ Menu]
    Anna taps [№ 2 · 03.01.2026 · 2 ⭐ · 🎁 paid, not used yet]
    Bot (edited): Receipt № 2

         Date: 03.01.2026 00:00 (UTC)
         What: Starter, 7 photos
         Amount: 2 ⭐
         Method: ⭐ Telegram Stars
         Status: 🎁 paid, not used yet
         [▶️ Use the set]
         [↩️ Give me back 2 ⭐]
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]
    Anna taps [⚠️ Something is wrong with this payment]
    Bot: Thank you, the team has it.

         A person will look at payment № 2 and see to it. Nothing is lost meanwhile: every payment ends with its photos or with the money back.
         [✍️ Write to us]
         [☰ Menu]
    Anna taps [⚠️ Something is wrong with this payment]
    Bot (popup): The team has your message about this payment already.
    ");
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot: ⚠️ A customer says that something is wrong with payment № 2

         2 ⭐ by ⭐ Telegram Stars, 🎁 paid, not used yet, 03.01.2026 00:00 (UTC)
         Customer: Anna, id 101
         [↩️ Give 2 ⭐ back]
    ");
    world.advance(chrono::TimeDelta::days(1)).await;
    anna.taps("Something is wrong").await;
    assert!(anna.transcript().contains("the team has it"));
    let said = world.staff_group().transcript();
    assert_eq!(said.matches("payment № 2").count(), 1, "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_russian_staff_reads_of_a_problem_in_russian() {
    let world = World::with_staff_and(|variables| {
        variables.insert("STAFF_LANGUAGE".to_owned(), "ru".to_owned());
    })
    .await;
    let boris = world.boris();
    boris.has_payments_of_all_kinds().await;
    boris.sends("/payments").await;
    for number in ["№ 9", "№ 6"] {
        boris.taps(number).await;
        boris.taps("что-то не так").await;
        boris.sends("/payments").await;
    }
    boris.taps("Раньше").await;
    boris.taps("№ 1").await;
    boris.taps("что-то не так").await;
    let said = boris.transcript();
    let (_, thanks) = said.rsplit_once("Bot: ").unwrap();
    insta::assert_snapshot!(thanks, @r"
    Спасибо, команда всё получила.

         Платёж № 1 посмотрит человек и разберётся. Ничего не потеряется: каждый платёж заканчивается фотографиями или возвратом денег.
         [✍️ Написать нам]
         [☰ Меню]
    ");
    insta::assert_snapshot!(world.staff_group().transcript(), @r"
    Bot: ⚠️ Покупатель пишет, что с платежом № 9 что-то не так

         350 ⭐, ⭐ Звёзды Telegram, 🎁 оплачен, не использован, 10.02.2026 10:00 (UTC)
         Покупатель: Борис, id 102
         [↩️ Вернуть 350 ⭐]
    Bot: ⚠️ Покупатель пишет, что с платежом № 6 что-то не так

         4.218089602 TON, 💎 TON, ↩️ возвращается, 07.02.2026 10:00 (UTC)
         Покупатель: Борис, id 102
    Bot: ⚠️ Покупатель пишет, что с платежом № 1 что-то не так

         999 ₽, 💳 Карта или СБП, ✅ оплачен, 02.02.2026 00:00 (UTC)
         Покупатель: Борис, id 102
         [↩️ Вернуть 999 ₽]
    ");
    world.ends_well().await;
}
