//! Bans: with a preview, a reason and a notice; what is paid is delivered or paid back.

use crate::{conversations::staff_money::with_an_unused_set, world::World};

#[tokio::test]
async fn somebody_is_banned_with_a_reason_and_let_in_again() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    anna.transcript();
    let olga = world.olga();
    olga.sends("/user 1").await;
    olga.transcript();
    olga.taps("Ban").await;
    olga.taps("Insults").await;
    olga.taps("🚫 Ban").await;
    // A second tap does nothing more.
    anna.sends("Hello?").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🚫 Ban]
    Bot: Olga, why is Anna, person № 1, banned?

         Tap a reason, or answer this message in your own words. Anna will read it.
         [Spam]
         [Insults and threats]
         [Fraud with payments]
         [Photos of other people]
         [🤫 Without telling why]
    Olga taps [Insults and threats]
    Bot: 🚫 Ban Anna, person № 1?
         Reason: Insults and threats
         Anna is told, and reads the reason.

         Nothing works for them any more but /privacy and /paysupport; open invoices can’t be paid, and what comes in all the same goes back. Their links bring nobody.
         [🚫 Ban]
         [✖️ Leave it]
    Olga taps [🚫 Ban]
    Bot (edited): 🚫 Anna, person № 1, is banned by Olga. Reason: Insults and threats
         [👤 Card]
    Bot (edited): 👤 Anna · person № 1 · Telegram 101
         English · here since 02.03.2026 · last seen 02.03.2026 09:00
         ◻️ Has not agreed to the terms

         🚫 Banned since 02.03.2026 09:00 by Olga
         Reason: Insults and threats
         [✅ Unban] [🎁 Give a set]
         [✉️ Write] [🧾 Payments]
         [🗑 Erase] [🔄 Refresh]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: Your account here has been blocked: Insults and threats.

         What you paid and have not used comes back to you by itself. About your data and payments: /privacy, /paysupport
    Anna: Hello?
    Bot: This account is blocked, so I can't help you here.
    ");
    olga.taps("Unban").await;
    olga.taps("✅ Unban").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ Your account is open again. Welcome back!
         [☰ Menu]
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account ban user 1 {"after": {"is_banned": true, "is_told_why": true}, "before": {"is_banned": false}, "telegram_id": 201, "payments_given_back": 0}
    no account unban user 1 {"after": {"is_banned": false}, "before": {"is_banned": true}, "telegram_id": 201}
    "#);
    anna.sends("/start").await;
    assert!(!anna.transcript().contains("blocked"));
    world.ends_well().await;
}

#[tokio::test]
async fn a_reason_in_ones_own_words_can_be_kept_from_the_person() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.sends("/start").await;
    boris.transcript();
    let olga = world.olga();
    olga.sends("/ban Борис").await;
    olga.taps("Не называть причину").await;
    // Talk is not taken for a reason.
    olga.sends("Смотрю переписку").await;
    olga.replies_to("за что блокируем", "Третий аккаунт <подряд>")
        .await;
    olga.taps("🚫 Заблокировать").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga: /ban Борис
    Bot: Olga, за что блокируем? Борис, человек № 1.

         Нажмите причину или ответьте на это сообщение своими словами. Человек прочитает причину.
         [Спам]
         [Оскорбления и угрозы]
         [Мошенничество с платежами]
         [Фото других людей]
         [🤫 Не называть причину]
    Olga taps [🤫 Не называть причину]
    Bot (edited): Olga, за что блокируем? Борис, человек № 1.

         Нажмите причину или ответьте на это сообщение своими словами. Человек узнает о блокировке, но не причину.
         [Спам]
         [Оскорбления и угрозы]
         [Мошенничество с платежами]
         [Фото других людей]
         [📣 Назвать причину]
    Olga: Смотрю переписку
    Olga (↪ “Olga, за что блокируем? Борис, человек…”): Третий аккаунт <подряд>
    Bot: 🚫 Заблокировать? Борис, человек № 1
         Причина: Третий аккаунт <подряд>
         Борис узнает об этом, но не причину.

         Для человека останутся только /privacy и /paysupport; открытые счета оплатить нельзя, а что всё же придёт — вернётся. По его ссылкам никто не засчитывается.
         [🚫 Заблокировать]
         [✖️ Оставить как есть]
    Olga taps [🚫 Заблокировать]
    Bot (edited): 🚫 Борис, человек № 1: блокировка. Решение: Olga. Причина: Третий аккаунт <подряд>
         [👤 Карточка]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Bot: Ваш аккаунт здесь заблокирован. Всё, что вы оплатили и не использовали, вернётся само. О данных и платежах: /privacy, /paysupport
    ");
    let reason: String = world.value("select ban_reason from users").await;
    assert_eq!(reason, "Третий аккаунт <подряд>");
    world.ends_well().await;
}

#[tokio::test]
async fn what_was_paid_and_not_used_goes_back() {
    let world = World::selling_by("stars").await;
    let anna = with_an_unused_set(&world).await;
    let olga = world.olga();
    olga.sends("/ban 1 Spam").await;
    let said = olga.transcript();
    assert!(
        said.contains("↩️ Goes back, as nothing has been made of it: 350 ⭐"),
        "{said}"
    );
    olga.taps("🚫 Ban").await;
    assert_eq!(world.given_back().await, (1, 1));
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot: Your account here has been blocked: Spam.

         What you paid and have not used comes back to you by itself. About your data and payments: /privacy, /paysupport
    Bot: ↩️ We are giving you back 350 ⭐, payment № 1.

         It usually takes a few seconds; we will tell you.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn a_set_that_is_being_made_is_delivered() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    let olga = world.olga();
    olga.sends("/ban 1 Spam").await;
    let said = olga.transcript();
    assert!(
        said.contains("delivered, as it is being made: 1 set"),
        "{said}"
    );
    olga.taps("🚫 Ban").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 7);
    assert_eq!(world.given_back().await, (0, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn a_ban_and_a_charge_never_leave_money_with_nothing_for_it() {
    for delay in 0..6 {
        let world = World::selling_by("stars").await;
        let anna = world.anna();
        anna.has_an_avatar().await;
        anna.has_an_invoice().await;
        let olga = world.olga();
        olga.sends("/ban 1 Spam").await;
        // She is about to be charged when the ban is confirmed.
        let attempt = anna.person.pays().unwrap();
        olga.person.taps("🚫 Ban").unwrap();
        let working = async {
            for _ in 0..40 {
                world.app.worker.run_due().await.unwrap();
                tokio::task::yield_now().await;
            }
        };
        let handling = async {
            for _ in 0..delay * 20 {
                tokio::task::yield_now().await;
            }
            world.deliver_updates().await;
        };
        futures::join!(working, handling);
        world.kie_works_through().await;
        let charged = matches!(
            attempt.state(),
            sandbox::telegram::PaymentState::Charged { .. }
        );
        let (back, portraits) = (world.given_back().await, anna.portraits());
        assert!(
            !charged && back == (0, 0) && portraits == 0
                || charged
                    && (back == (1, 1) && portraits == 0 || back == (0, 0) && portraits == 7),
            "{charged} {back:?} {portraits}"
        );
        world.ends_well().await;
    }
}

#[tokio::test]
async fn a_person_who_comes_back_after_their_erasure_can_be_let_in() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    let olga = world.olga();
    olga.sends("/ban 1 Spam").await;
    olga.taps("🚫 Ban").await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.taps("Yes, erase everything").await;
    world.advance(chrono::TimeDelta::minutes(10)).await;
    anna.sends("/start").await;
    assert!(anna.transcript().contains("This account is blocked"));
    olga.sends("/unban 101").await;
    olga.taps("✅ Unban").await;
    for round in 0..2 {
        let seals: i64 = world.value("select count(*) from sealed_bans").await;
        assert_eq!(seals, 0, "round {round}");
        anna.transcript();
        anna.sends("/start").await;
        assert!(!anna.transcript().contains("blocked"), "round {round}");
    }
    world.ends_well().await;
}
