//! Roubles that go back through the bank: whole, in part, late, and by hand.

use chrono::TimeDelta;
use sandbox::{faults::Fault, tbank::Method};

use crate::world::{Friend, World};

async fn pays_by_sbp(anna: &Friend<'_>) {
    let world = anna.world();
    let payment = world.bank_payment();
    world.tbank.pays_by_sbp(payment.payment_id).unwrap();
    world.bank_notifies().await;
}

/// Six of seven photos came out, and the seventh may be paid back.
async fn with_a_missing_photo(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_a_bank_link().await;
    world.kie.fail_prompt_containing("", 1, "501");
    anna.pays_at_bank().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 6);
    anna
}

#[tokio::test]
async fn an_unused_set_goes_back_through_the_bank() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_unused_set(Friend::pays_at_bank).await;
    anna.takes_it_back().await;
    world.bank_notifies().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free, or pay the missing ones back where the way you paid allows it (cards and TON do, Stars go back only whole).
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Card and SBP payments are back within five days.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [↩️ Take back the set of 7]
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    Anna taps [↩️ Take back the set of 7]
    Bot (edited): Shall we give you 499 ₽ for the unused set of 7 photos back? The set is gone then.
         [↩️ Yes, give me 499 ₽ back]
         [▶️ No, I'd rather use it]
    Anna taps [↩️ Yes, give me 499 ₽ back]
    Bot (edited): ↩️ Your money is on its way back to where you paid from. The bank may take up to five days; we will tell you when it has agreed.
         [☰ Menu]
    Bot: ✅ The bank is sending 499 ₽ back to where you paid from. It may take a few days to show.
         [☰ Menu]
    ");
    assert_eq!(world.bank_statuses(), ["REFUNDED"]);
    assert_eq!(world.payment_status().await, "refunded");
    let asked = &world.asked(Method::Cancel)[0];
    assert!(asked.get("Amount").is_none() && asked.get("Receipt").is_none());
    let refund: uuid::Uuid = world.value("select id from refunds").await;
    assert_eq!(asked["ExternalRequestId"], refund.to_string());
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn an_unused_set_goes_back_through_the_bank_in_russian() {
    let world = World::selling_by("tbank").await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.has_an_invoice().await;
    boris.sends("boris@example.ru").await;
    world.execute("update avatars set status = 'draft'").await;
    boris.pays_at_bank().await;
    boris.transcript();
    boris.sends("/paysupport").await;
    boris.taps("Вернуть деньги за набор").await;
    boris.taps("Да, верните").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /paysupport
    Bot: Как устроена оплата

         • Не получилось ничего: все деньги вернутся сами.
         • Не хватает части портретов: сделаем их ещё раз бесплатно или вернём за них деньги там, где это возможно (карта и TON — да, звёзды возвращаются только целиком).
         • Набор ещё не использован: деньги можно забрать здесь одним нажатием в течение 90 дней.
         • Оплатили дважды по ошибке: второй набор ждёт вас или вернётся деньгами.
         • Оплата картой или через СБП возвращается в течение пяти дней.

         Где мой набор? /status

         У вас 1 оплаченный набор, который ещё не использован.
         [▶️ Использовать набор]
         [↩️ Вернуть деньги за набор (7 фото)]
         [🧾 Мои платежи]
         [✍️ Написать нам]
         [☰ Меню]
    Борис taps [↩️ Вернуть деньги за набор (7 фото)]
    Bot (edited): Вернуть 499 ₽ за неиспользованный набор (7 фото)? Самого набора после этого не будет.
         [↩️ Да, верните 499 ₽]
         [▶️ Нет, лучше использую]
    Борис taps [↩️ Да, верните 499 ₽]
    Bot (edited): ↩️ Деньги возвращаются туда, откуда вы платили. Банку может понадобиться до пяти дней; мы напишем, когда он подтвердит возврат.
         [☰ Меню]
    Bot: ✅ Банк возвращает 499 ₽ туда, откуда вы платили. Зачисление может занять несколько дней.
         [☰ Меню]
    ");
    assert_eq!(world.bank_statuses(), ["REFUNDED"]);
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn missing_photos_are_paid_back_to_the_kopeck_with_a_receipt() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_missing_photo(&world).await;
    anna.transcript();
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    world.bank_notifies().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [💸 Pay the missing back: 71.29 ₽]
    Bot (edited): Shall we pay 71.29 ₽ back for the missing photo? It is not made any more then.
         [💸 Yes, 71.29 ₽ back]
         [🔄 Make the missing photo]
         [☰ Menu]
    Anna taps [💸 Yes, 71.29 ₽ back]
    Bot (edited): ↩️ 71.29 ₽ are on their way back; we will tell you when they have arrived.
         [☰ Menu]
    Bot: ✅ The bank is sending 71.29 ₽ back for the missing photos. It may take a few days to show.
         [☰ Menu]
    ");
    // 499 ₽ / 7, rounded up.
    let asked = &world.asked(Method::Cancel)[0];
    assert_eq!(asked["Amount"], 7129);
    assert_eq!(asked["Receipt"]["Email"], "anna@example.com");
    assert_eq!(asked["Receipt"]["Items"][0]["Amount"], 7129);
    let payment = world.bank_payment();
    assert_eq!((payment.refunded, payment.left()), (7129, 42_771));
    assert_eq!(world.payment_status().await, "succeeded");
    // The rest of the payment is not touched, and nobody can have the part twice.
    let found = pinglass::payments::reconcile(&world.app.money, None)
        .await
        .unwrap();
    assert_eq!((found.healed, found.open), (Vec::new(), Vec::new()));
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_part_whose_answer_got_lost_is_sent_once() {
    for fault in [Fault::ResetAfterEffect, Fault::ResetBeforeEffect] {
        let world = World::selling_by("tbank").await;
        let anna = with_a_missing_photo(&world).await;
        world.tbank.fail_next(Method::Cancel, fault);
        anna.taps("Pay the missing back").await;
        anna.taps("Yes, ").await;
        world.advance(TimeDelta::seconds(10)).await;
        assert_eq!(world.bank_payment().returns.len(), 1);
        assert_eq!(world.bank_payment().refunded, 7129);
        let asked = world.asked(Method::Cancel);
        assert_eq!(asked.len(), 2);
        assert_eq!(asked[0]["ExternalRequestId"], asked[1]["ExternalRequestId"]);
        let status: String = world.value("select status from refunds").await;
        assert_eq!(status, "done");
        world.advance(TimeDelta::minutes(1)).await;
        world.ends_well().await;
    }
}

#[tokio::test]
async fn the_rest_of_a_payment_goes_back_after_a_part_of_it() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_missing_photo(&world).await;
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    let mut connection = world.connection().await;
    let now = world.clock.now();
    let payment_id: i32 = world.value("select id from payments").await;
    pinglass::payments::request_refund(&mut connection, payment_id, "staff", now)
        .await
        .unwrap();
    drop(connection);
    world.settle().await;
    assert_eq!(world.bank_statuses(), ["REFUNDED"]);
    let sum: rust_decimal::Decimal = world
        .value("select sum(amount_rub) from refunds where status = 'done'")
        .await;
    assert_eq!(sum, 499.into());
    assert_eq!(world.payment_status().await, "refunded");
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn an_empty_account_at_the_bank_delays_a_refund_without_losing_it() {
    for by_sbp in [false, true] {
        let world = World::selling_by("tbank").await;
        let (anna, olga) = (world.anna(), world.olga());
        if by_sbp {
            anna.has_an_unused_set(pays_by_sbp).await;
        } else {
            anna.has_an_unused_set(Friend::pays_at_bank).await;
        }
        world.tbank.set_balance(100);
        anna.takes_it_back().await;
        world.advance(TimeDelta::hours(3)).await;
        assert_eq!(world.payment_status().await, "succeeded");
        anna.transcript();
        anna.sends("/payments").await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(anna.transcript(), @r"
            Anna: /payments
            Bot: Your payments
                 [№ 1 · 02.03.2026 · 499 ₽ · ↩️ going back]
                 [☰ Menu]
            ");
        }
        world.tbank.set_balance(100_000);
        world.advance(TimeDelta::hours(1)).await;
        world.tbank.finish_sbp_refunds();
        world.advance(TimeDelta::minutes(10)).await;
        assert_eq!(world.bank_statuses(), ["REFUNDED"]);
        assert_eq!(world.payment_status().await, "refunded");
        assert_eq!(olga.transcript(), "");
        world.ends_well().await;
    }
}

#[tokio::test]
async fn a_refund_by_sbp_is_told_of_when_it_has_arrived() {
    let world = World::selling_by("tbank").await;
    let anna = world.anna();
    anna.has_an_unused_set(pays_by_sbp).await;
    anna.takes_it_back().await;
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(world.bank_statuses(), ["ASYNC_REFUNDING"]);
    assert_eq!(world.payment_status().await, "succeeded");
    anna.transcript();
    assert_eq!(world.tbank.finish_sbp_refunds(), 1);
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(10)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ The bank is sending 499 ₽ back to where you paid from. It may take a few days to show.
         [☰ Menu]
    ");
    assert_eq!(world.payment_status().await, "refunded");
    assert_eq!(world.asked(Method::Cancel).len(), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_by_sbp_whose_answer_got_lost_is_found_by_its_state() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_unused_set(pays_by_sbp).await;
    world
        .tbank
        .fail_next(Method::Cancel, Fault::ResetAfterEffect);
    anna.takes_it_back().await;
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(world.bank_statuses(), ["ASYNC_REFUNDING"]);
    world.tbank.finish_sbp_refunds();
    world.advance(TimeDelta::minutes(20)).await;
    assert_eq!(world.payment_status().await, "refunded");
    assert_eq!(world.asked(Method::Cancel).len(), 1);
    assert_eq!(olga.transcript(), "");
    world.bank_notifies().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_by_sbp_that_nobody_knows_of_goes_to_the_staff() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_unused_set(pays_by_sbp).await;
    world
        .tbank
        .fail_next(Method::Cancel, Fault::ResetBeforeEffect);
    anna.takes_it_back().await;
    world.advance(TimeDelta::minutes(5)).await;
    // Asked once: nothing may move the money twice.
    assert_eq!(world.asked(Method::Cancel).len(), 1);
    assert_eq!(world.bank_statuses(), ["CONFIRMED"]);
    anna.transcript();
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: A refund needs a hand: 499 ₽

         Payment № 1 by 💳 Card or SBP can't be sent back automatically. The bank's answer got lost, and asking again might send the money twice. Look in its cabinet whether the money went back; if not, send it back there.
         [✅ It is sent]
    Olga taps [✅ It is sent]
    Bot (edited): A refund needs a hand: 499 ₽

         Payment № 1 by 💳 Card or SBP can't be sent back automatically. The bank's answer got lost, and asking again might send the money twice. Look in its cabinet whether the money went back; if not, send it back there.

         Really sent 499 ₽?
         [✅ Yes, sent]
         [‹ Not yet]
    Olga taps [✅ Yes, sent]
    Bot (edited): ✅ 499 ₽, sent back. Noted by Olga.
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ The bank is sending 499 ₽ back to where you paid from. It may take a few days to show.
         [☰ Menu]
    ");
    assert_eq!(world.payment_status().await, "refunded");
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_by_sbp_that_came_back_goes_to_the_staff() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_unused_set(pays_by_sbp).await;
    anna.takes_it_back().await;
    assert_eq!(world.tbank.fail_sbp_refunds(), 1);
    world.advance(TimeDelta::minutes(11)).await;
    assert!(olga.transcript().contains("A refund needs a hand"));
    // Sent in the cabinet, the bank's word ends it without a tap.
    let payment = world.bank_payment();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    world.tbank.finish_sbp_refunds();
    world.bank_notifies().await;
    assert_eq!(world.payment_status().await, "refunded");
    olga.taps("It is sent").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [✅ It is sent]
    Bot (popup): This is done already.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_bank_that_is_down_for_a_while_refunds_by_sbp_later_by_itself() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_an_unused_set(pays_by_sbp).await;
    for _ in 0..3 {
        world.tbank.fail_next(Method::GetState, Fault::Http(503));
    }
    anna.takes_it_back().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.bank_statuses(), ["ASYNC_REFUNDING"]);
    world.tbank.finish_sbp_refunds();
    world.bank_notifies().await;
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!(world.payment_status().await, "refunded");
    assert_eq!(olga.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn photos_that_were_deleted_are_not_paid_back() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_missing_photo(&world).await;
    let closing = anna.person.last_from_bot().unwrap();
    let wish = closing.data_behind("Pay the missing back").unwrap();
    anna.sends("/photos").await;
    anna.taps("All photos").await;
    for _ in 0..6 {
        anna.taps("🗑").await;
        anna.taps("Yes, delete it").await;
    }
    anna.person.taps_data(closing.id, wish);
    world.settle().await;
    anna.taps("Yes, ").await;
    world.bank_notifies().await;
    assert_eq!(world.bank_payment().refunded, 7129);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn missing_photos_are_paid_back_also_to_the_banned_and_during_maintenance() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_missing_photo(&world).await;
    world.execute("update users set is_banned = true").await;
    world.has_switched("maintenance", true).await;
    anna.taps("Pay the missing back").await;
    anna.taps("Yes, ").await;
    world.bank_notifies().await;
    assert_eq!(world.bank_payment().refunded, 7129);
    world.ends_well().await;
}
