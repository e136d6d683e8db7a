//! The receipt of every status and way to pay, in both languages.

use crate::world::{Friend, World};

/// Payments of every status and way to pay, the oldest first, as they stand in
/// the books. `$1` is whose they are.
const ALL_KINDS: &str = "
    with person as (select id from users where telegram_user_id = $1),
    paid as (
        insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                              telegram_charge_id, stars_amount, ton_tx_hash, ton_amount, settled_at,
                              created_at, generation_consumed, refund_requested_at, refund_reason)
        select person.id, name || person.id, provider, amount, status, tier, photos, stars_charge || person.id,
               stars, case when ton is not null then lpad(to_hex(person.id), 63, '0') || number end, ton,
               settled, '2026-02-01'::timestamp + number * interval '1 day', is_used, wanted, reason
        from person, (values
            (1, 'old', null, 999.00, 'succeeded', null, null::int, null, null::int, null::numeric, null::timestamptz, true, null::timestamptz, null),
            (2, 'a', 'stars', 499, 'succeeded', 'starter', 7, 'stx-a', 350, null, '2026-02-03 10:00Z', true, null, null),
            (3, 'b', 'stars', 999, 'refunded', 'standard', 15, 'stx-b', 700, null, '2026-02-04 10:00Z', false, '2026-02-05 10:00Z', 'nothing_made'),
            (4, 'c', 'tbank', 1499, 'succeeded', 'premium', 23, null, null, null, '2026-02-05 10:00Z', true, null, null),
            (5, 'd', 'tbank', 499, 'succeeded', 'starter', 7, null, null, null, '2026-02-06 10:00Z', false, '2026-02-07 10:00Z', 'asked'),
            (6, 'e', 'ton', 499, 'succeeded', 'starter', 7, null, null, 4.218089602, '2026-02-07 10:00Z', false, '2026-02-08 10:00Z', 'staff'),
            (7, 'f', 'ton', 999, 'refunded', 'standard', 15, null, null, 8.44, '2026-02-08 10:00Z', false, '2026-02-09 10:00Z', 'asked'),
            (8, 'g', 'tbank', 499, 'canceled', 'starter', 7, null, null, null, null, false, null, null),
            (9, 'h', 'stars', 499, 'succeeded', 'starter', 7, 'stx-h', 350, null, '2026-02-10 10:00Z', false, null, null)
        ) as kinds (number, name, provider, amount, status, tier, photos, stars_charge, stars, ton, settled,
                    is_used, wanted, reason)
        returning id, provider, tier_id
    )
    insert into refunds (id, payment_id, provider, amount_rub, is_whole, reason, status, created_at, done_at)
    select gen_random_uuid(), id, 'tbank', 130.35, false, 'part', 'done', '2026-02-06 10:00Z', '2026-02-06 10:00Z'
    from paid
    where tier_id = 'premium'";

impl Friend<'_> {
    /// Has payments of every status and way to pay.
    pub async fn has_payments_of_all_kinds(&self) {
        self.sends("/start").await;
        sqlx::query(ALL_KINDS)
            .bind(self.person.id())
            .execute(&self.world.db)
            .await
            .unwrap();
        self.transcript();
    }

    /// The receipts of these payments, one below the other.
    async fn receipts(&self, numbers: &[&str]) -> String {
        let mut receipts = Vec::new();
        for number in numbers {
            self.sends("/payments").await;
            if self.person.taps(number).is_err() {
                self.person.taps(" ›").unwrap();
                self.world.settle().await;
                self.person.taps(number).unwrap();
            }
            self.world.settle().await;
            let said = self.transcript();
            let (_, receipt) = said.rsplit_once("Bot (edited): ").unwrap();
            receipts.push(receipt.to_owned());
        }
        receipts.join("\n\n")
    }
}

#[tokio::test]
async fn what_was_paid_has_its_receipt_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_payments_of_all_kinds().await;
    anna.sends("/payments").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /payments
    Bot: Your payments
         [№ 9 · 10.02.2026 · 350 ⭐ · 🎁 paid, not used yet]
         [№ 7 · 08.02.2026 · 8.44 TON · ↩️ given back]
         [№ 6 · 07.02.2026 · 4.218089602 TON · ↩️ going back]
         [№ 5 · 06.02.2026 · 499 ₽ · ↩️ going back]
         [№ 4 · 05.02.2026 · 1,499 ₽ · ✅ paid]
         [№ 3 · 04.02.2026 · 700 ⭐ · ↩️ given back]
         [Older ›]
         [☰ Menu]
    ");
    insta::assert_snapshot!(anna.receipts(&["№ 9 ", "№ 4 ", "№ 2 ", "№ 1 "]).await, @r"
    Receipt № 9

         Date: 10.02.2026 10:00 (UTC)
         What: Starter, 7 photos
         Amount: 350 ⭐
         Method: ⭐ Telegram Stars
         Status: 🎁 paid, not used yet
         [▶️ Use the set]
         [↩️ Give me back 350 ⭐]
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 4

         Date: 05.02.2026 10:00 (UTC)
         What: Premium, 23 photos
         Amount: 1,499 ₽
         Method: 💳 Card or SBP
         Status: ✅ paid
         Of this given back: 130.35 ₽
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 2

         Date: 03.02.2026 10:00 (UTC)
         What: Starter, 7 photos
         Amount: 350 ⭐
         Method: ⭐ Telegram Stars
         Status: ✅ paid
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 1

         Date: 02.02.2026 00:00 (UTC)
         What: Payment without a set
         Amount: 999 ₽
         Method: 💳 Card or SBP
         Status: ✅ paid
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_went_back_has_its_receipt_in_english() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_payments_of_all_kinds().await;
    insta::assert_snapshot!(anna.receipts(&["№ 7 ", "№ 6 ", "№ 5 ", "№ 3 "]).await, @r"
    Receipt № 7

         Date: 08.02.2026 10:00 (UTC)
         What: Standard, 15 photos
         Amount: 8.44 TON
         Method: 💎 TON
         Status: ↩️ given back
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 6

         Date: 07.02.2026 10:00 (UTC)
         What: Starter, 7 photos
         Amount: 4.218089602 TON
         Method: 💎 TON
         Status: ↩️ going back

         The money is on its way back; we will tell you when it has arrived.
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 5

         Date: 06.02.2026 10:00 (UTC)
         What: Starter, 7 photos
         Amount: 499 ₽
         Method: 💳 Card or SBP
         Status: ↩️ going back

         The money is on its way back; we will tell you when it has arrived.
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]

    Receipt № 3

         Date: 04.02.2026 10:00 (UTC)
         What: Standard, 15 photos
         Amount: 700 ⭐
         Method: ⭐ Telegram Stars
         Status: ↩️ given back
         [⚠️ Something is wrong with this payment]
         [🧾 My payments] [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_paid_has_its_receipt_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_payments_of_all_kinds().await;
    boris.sends("/payments").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /payments
    Bot: Ваши платежи
         [№ 9 · 10.02.2026 · 350 ⭐ · 🎁 оплачен, не использован]
         [№ 7 · 08.02.2026 · 8.44 TON · ↩️ возвращён]
         [№ 6 · 07.02.2026 · 4.218089602 TON · ↩️ возвращается]
         [№ 5 · 06.02.2026 · 499 ₽ · ↩️ возвращается]
         [№ 4 · 05.02.2026 · 1 499 ₽ · ✅ оплачен]
         [№ 3 · 04.02.2026 · 700 ⭐ · ↩️ возвращён]
         [Раньше ›]
         [☰ Меню]
    ");
    insta::assert_snapshot!(boris.receipts(&["№ 9 ", "№ 4 ", "№ 2 ", "№ 1 "]).await, @r"
    Квитанция № 9

         Дата: 10.02.2026 10:00 (UTC)
         Что: Старт, 7 фото
         Сумма: 350 ⭐
         Способ: ⭐ Звёзды Telegram
         Состояние: 🎁 оплачен, не использован
         [▶️ Использовать набор]
         [↩️ Вернуть 350 ⭐]
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 4

         Дата: 05.02.2026 10:00 (UTC)
         Что: Премиум, 23 фото
         Сумма: 1 499 ₽
         Способ: 💳 Карта или СБП
         Состояние: ✅ оплачен
         Из неё возвращено: 130,35 ₽
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 2

         Дата: 03.02.2026 10:00 (UTC)
         Что: Старт, 7 фото
         Сумма: 350 ⭐
         Способ: ⭐ Звёзды Telegram
         Состояние: ✅ оплачен
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 1

         Дата: 02.02.2026 00:00 (UTC)
         Что: Платёж без набора
         Сумма: 999 ₽
         Способ: 💳 Карта или СБП
         Состояние: ✅ оплачен
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn what_went_back_has_its_receipt_in_russian() {
    let world = World::new().await;
    let boris = world.boris();
    boris.has_payments_of_all_kinds().await;
    insta::assert_snapshot!(boris.receipts(&["№ 7 ", "№ 6 ", "№ 5 ", "№ 3 "]).await, @r"
    Квитанция № 7

         Дата: 08.02.2026 10:00 (UTC)
         Что: Стандарт, 15 фото
         Сумма: 8.44 TON
         Способ: 💎 TON
         Состояние: ↩️ возвращён
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 6

         Дата: 07.02.2026 10:00 (UTC)
         Что: Старт, 7 фото
         Сумма: 4.218089602 TON
         Способ: 💎 TON
         Состояние: ↩️ возвращается

         Деньги уже возвращаются; мы напишем, когда они дойдут.
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 5

         Дата: 06.02.2026 10:00 (UTC)
         Что: Старт, 7 фото
         Сумма: 499 ₽
         Способ: 💳 Карта или СБП
         Состояние: ↩️ возвращается

         Деньги уже возвращаются; мы напишем, когда они дойдут.
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]

    Квитанция № 3

         Дата: 04.02.2026 10:00 (UTC)
         Что: Стандарт, 15 фото
         Сумма: 700 ⭐
         Способ: ⭐ Звёзды Telegram
         Состояние: ↩️ возвращён
         [⚠️ С этим платежом что-то не так]
         [🧾 Мои платежи] [☰ Меню]
    ");
    world.ends_well().await;
}
