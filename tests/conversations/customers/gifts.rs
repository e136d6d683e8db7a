//! Sets that are given away: to be used like paid ones, and no income.

use crate::world::World;

#[tokio::test]
async fn a_set_is_given_and_used() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    oleg.sends("/user 1").await;
    oleg.transcript();
    oleg.taps("Give a set").await;
    oleg.taps("Starter").await;
    oleg.replies_to("why is Anna", "Her first set came late")
        .await;
    oleg.taps("🎁 Give it").await;
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg taps [🎁 Give a set]
    Bot: 🎁 Which set is Anna, person № 1, given?
         [Starter: 7 photos (499 ₽)]
         [Standard: 15 photos (999 ₽)]
         [Premium: 23 photos (1,499 ₽)]
    Oleg taps [Starter: 7 photos (499 ₽)]
    Bot (edited): Oleg, why is Anna, person № 1, given a set? Answer this message; only the team reads it.
    Oleg (↪ “Oleg, why is Anna, person № 1, given a…”): Her first set came late
    Bot: 🎁 Give Anna, person № 1, a set?
         Starter: 7 photos (499 ₽)
         Reason: Her first set came late

         They are told, and choose avatar and style themselves. It counts as no income.
         [🎁 Give it]
         [✖️ Leave it]
    Oleg taps [🎁 Give it]
    Bot (edited): 🎁 Anna, person № 1, has a set: Starter: 7 photos (499 ₽), payment № 1. Given by Oleg.
         [👤 Card]
    Bot (edited): 👤 Anna · person № 1 · Telegram 101
         English · here since 02.03.2026 · last seen 02.03.2026 09:00
         ☑️ Agreed to the terms on 02.03.2026

         🎭 Avatars: 1
         № 1 Anna · ready · 4 photos

         💳 Payments: 1
         № 1 · 02.03.2026 · a gift · 🎁 paid, not used yet
         [🚫 Ban] [🎁 Give a set]
         [✉️ Write] [🧾 Payments]
         [🔄 Refresh]
    ");
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: 🎁 A set for you: 7 photos

         It is from us, and paid already. Choose an avatar and a style, and we begin.
         [✨ Begin]
         [☰ Menu]
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    oleg gift user 1 {"after": {"tier": "starter", "photos": 7, "payment": 1}, "before": null, "telegram_id": 202}
    "#);
    anna.taps("Begin").await;
    anna.taps("Lifestyle").await;
    anna.taps("use it").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 7);
    let earned: i64 = world.value("select count(*) from referral_earnings").await;
    assert_eq!(earned, 0);
    anna.transcript();
    anna.sends("/payments").await;
    anna.taps("№ 1").await;
    let said = anna.transcript();
    assert!(said.contains("a gift") && !said.contains("back"), "{said}");
    world.ends_well().await;
}

#[tokio::test]
async fn a_large_gift_takes_two_and_is_given_once_however_often_it_is_tapped() {
    let world = World::with_staff_and(|variables| {
        variables.insert("STAFF_SECOND_APPROVAL_RUB".to_owned(), "100".to_owned());
    })
    .await;
    world.anna().sends("/start").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.olga();
    oleg.sends("/user 1").await;
    oleg.taps("Give a set").await;
    oleg.taps("Starter").await;
    oleg.replies_to("why is Anna", "A birthday").await;
    oleg.taps("🎁 Give it").await;
    oleg.taps("🎁 Give it").await;
    let gifts = async || world.value::<i64>("select count(*) from payments").await;
    assert_eq!(gifts().await, 0);
    // Two of the team agree at the same moment.
    let lev = world.staff_member(205, "Lev", "operator").await;
    olga.person.taps("🎁 Give it").unwrap();
    lev.person.taps("🎁 Give it").unwrap();
    world.settle().await;
    assert_eq!(gifts().await, 1);
    let audited = world.audit().await;
    assert_eq!(audited.matches(" gift user 1").count(), 1, "{audited}");
    assert!(audited.contains("\"second\""), "{audited}");
    world.ends_well().await;
}

#[tokio::test]
async fn nothing_goes_back_of_a_gift() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    let olga = world.olga();
    olga.sends("/user 1").await;
    olga.taps("Give a set").await;
    olga.taps("Starter").await;
    olga.replies_to("why is Anna", "A birthday").await;
    olga.taps("🎁 Give it").await;
    olga.sends("/order 1").await;
    let said = olga.transcript();
    let timeline = said.rsplit_once("/order 1").unwrap().1;
    assert!(
        timeline.contains("🎁 Given by Olga: A birthday"),
        "{timeline}"
    );
    assert!(!timeline.contains("Give a gift back"), "{timeline}");
    // Nor when she is banned, and it waits for the day on which she may come back.
    olga.sends("/ban 1 Spam").await;
    olga.taps("🚫 Ban").await;
    let left: (String, bool) =
        sqlx::query_as("select status, refund_requested_at is null from payments")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(left, ("succeeded".to_owned(), true));
    world.ends_well().await;
}
