//! The rules of refunds: people read them in /paysupport, the staff change them.

use chrono::TimeDelta;

use super::staff_money::with_an_unused_set;
use crate::world::World;

#[tokio::test]
async fn the_rules_are_shown_and_changed_by_those_who_may() {
    let world = World::selling_by("stars,tbank,ton").await;
    let (olga, vera) = (
        world.olga(),
        world.staff_member(203, "Vera", "viewer").await,
    );
    vera.sends("/policy").await;
    vera.sends("/policy take_back_days 1").await;
    for words in [
        "generosity on",
        "take_back_days soon",
        "take_back_days -1",
        "part_refunds",
        "nothing_made <b>",
        "take_back_days 007",
        "part_refunds off",
        "nothing_made staff",
    ] {
        olga.sends(&format!("/policy {words}")).await;
    }
    olga.sends("/policy").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Vera: /policy
    Bot: Refund rules in force

         take_back_days 90 — days in which a person can take back an unused set (0: only you)
         part_refunds on — missing photos can be paid back by card and TON (on, off)
         nothing_made automatic — a set without any photo is paid back by itself (automatic) or by you (staff)

         Change one with /policy NAME VALUE. People read the rules in /paysupport.
    Vera: /policy take_back_days 1
    Bot: Your role here is viewer, and this is not part of it. An admin can do it.
    Olga: /policy generosity on
    Bot: There is no rule generosity. The rules: take_back_days, part_refunds, nothing_made
    Olga: /policy take_back_days soon
    Bot: soon is no value for take_back_days. See /policy
    Olga: /policy take_back_days -1
    Bot: -1 is no value for take_back_days. See /policy
    Olga: /policy part_refunds
    Bot: Refund rules in force

         take_back_days 90 — days in which a person can take back an unused set (0: only you)
         part_refunds on — missing photos can be paid back by card and TON (on, off)
         nothing_made automatic — a set without any photo is paid back by itself (automatic) or by you (staff)

         Change one with /policy NAME VALUE. People read the rules in /paysupport.
    Olga: /policy nothing_made <b>
    Bot: <b> is no value for nothing_made. See /policy
    Olga: /policy take_back_days 007
    Bot: ✅ take_back_days is 7 now.
    Olga: /policy part_refunds off
    Bot: ✅ part_refunds is off now.
    Olga: /policy nothing_made staff
    Bot: ✅ nothing_made is staff now.
    Olga: /policy
    Bot: Refund rules in force

         take_back_days 7 — days in which a person can take back an unused set (0: only you)
         part_refunds off — missing photos can be paid back by card and TON (on, off)
         nothing_made staff — a set without any photo is paid back by itself (automatic) or by you (staff)

         Change one with /policy NAME VALUE. People read the rules in /paysupport.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account refund_policy policy {"rule": "take_back_days", "after": "7", "before": "90", "telegram_id": 201}
    no account refund_policy policy {"rule": "part_refunds", "after": "off", "before": "on", "telegram_id": 201}
    no account refund_policy policy {"rule": "nothing_made", "after": "staff", "before": "automatic", "telegram_id": 201}
    "#);
    world.ends_well().await;
}

#[tokio::test]
async fn people_read_the_rules_in_force() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = with_an_unused_set(&world).await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free, or pay the missing ones back where the way you paid allows it (cards and TON do, Stars go back only whole).
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds. Card and SBP payments are back within five days. TON is back within a day.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [↩️ Take back the set of 7]
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    Anna taps [↩️ Take back the set of 7]
    Bot (edited): Shall we give you 350 ⭐ for the unused set of 7 photos back? The set is gone then.
         [↩️ Yes, give me 350 ⭐ back]
         [▶️ No, I'd rather use it]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn people_are_held_to_the_rules_that_hold_now() {
    let world = World::selling_by("stars,tbank,ton").await;
    let anna = with_an_unused_set(&world).await;
    let olga = world.olga();
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.transcript();
    olga.sends("/policy take_back_days 1").await;
    olga.sends("/policy part_refunds off").await;
    world.advance(TimeDelta::days(2)).await;
    // The question from two days ago still stands there.
    anna.taps("Yes, give me 350").await;
    anna.sends("/paysupport").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [↩️ Yes, give me 350 ⭐ back]
    Bot (popup): It is too late to take this set back here. It is still yours to use, and under /payments you can write to us about it.
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: take the money back here by one tap, within 1 day.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds. Card and SBP payments are back within five days. TON is back within a day.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    ");
    olga.sends("/policy take_back_days 0").await;
    olga.sends("/policy nothing_made staff").await;
    anna.sends("/paysupport").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: we look at it at once and send all the money back.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: tell us under My payments below, and we give the money back.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds. Card and SBP payments are back within five days. TON is back within a day.

         Where is my set? /status

         You have 1 paid set that is not used yet.
         [▶️ Use the set]
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (0, 0));
    olga.sends("/policy take_back_days 90").await;
    anna.sends("/paysupport").await;
    anna.taps("Take back the set").await;
    anna.taps("Yes, give me 350").await;
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn the_rules_are_read_in_russian_and_without_what_is_not_sold() {
    let world = World::selling_by("stars").await;
    let (anna, boris) = (world.anna(), world.boris());
    for person in [&anna, &boris] {
        person.sends("/start").await;
        person.transcript();
        person.sends("/paysupport").await;
    }
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /paysupport
    Bot: Payments: how it works

         • Nothing could be made: all the money comes back by itself.
         • Some portraits are missing: we make them again for free.
         • A set that you have not used yet: take the money back here by one tap, within 90 days.
         • Paid twice by mistake: the second set waits for you or goes back.
         • Stars are back in seconds.

         Where is my set? /status
         [🧾 My payments]
         [✍️ Write to us]
         [☰ Menu]
    ");
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /paysupport
    Bot: Как устроена оплата

         • Не получилось ничего: все деньги вернутся сами.
         • Не хватает части портретов: сделаем их ещё раз бесплатно.
         • Набор ещё не использован: деньги можно забрать здесь одним нажатием в течение 90 дней.
         • Оплатили дважды по ошибке: второй набор ждёт вас или вернётся деньгами.
         • Звёзды возвращаются за секунды.

         Где мой набор? /status
         [🧾 Мои платежи]
         [✍️ Написать нам]
         [☰ Меню]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn an_empty_set_waits_for_the_staff_when_the_rules_say_so() {
    let world = World::selling_by("stars").await;
    let olga = world.olga();
    olga.sends("/policy nothing_made staff").await;
    let anna = world.anna();
    world.kie.fail_prompt_containing("", 7 * 3, "501");
    anna.has_paid().await;
    anna.transcript();
    olga.transcript();
    world.kie_works_through().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot (edited): 😔 This one did not work out.
    Bot: 😔 We could not make the portraits of Anna.

         We tried each of them several times, and it did not work. You lose nothing: our team sends the whole payment back to you, and we write when it is on its way.
         [💬 Write to us]
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (0, 0));
    // Whoever has to decide is reminded until they have.
    world.upkeep().await;
    for _ in 0..2 {
        world.advance(TimeDelta::days(1)).await;
    }
    olga.taps("Give 350 ⭐ back").await;
    olga.taps("Yes, give it back").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: A set came out empty: payment № 1

         350 ⭐ by ⭐ Telegram Stars. The rules leave the refund to you.
         [↩️ Give 350 ⭐ back]
    Bot: Payments on 02.03.2026
         ⭐ Telegram Stars: 1 sold for 350 ⭐, 0 given back (0 ⭐), 0 differences
         ⏳ Waiting for you: 1 refund
    Bot: Payments on 03.03.2026
         ⏳ Waiting for you: 1 refund
    Olga taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         0 of its 7 photos are made, and none was sent. Nothing more is made, and nothing is sent.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Olga.
    ");
    insta::assert_snapshot!(anna.transcript_in_any_order(), @r"
    Anna gets 350 Stars back
    Bot: ↩️ We are giving you back 350 ⭐, payment № 1.

         It usually takes a few seconds; we will tell you.
    Bot: ✅ 350 ⭐ are back in your account.
         [☰ Menu]
    ");
    assert_eq!(world.given_back().await, (1, 1));
    world.advance(TimeDelta::days(3)).await;
    let said = olga.transcript();
    assert!(!said.contains("Waiting for you"), "{said}");
    world.ends_well().await;
}
