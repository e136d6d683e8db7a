//! The life of a payment, and what can be done about it.

use chrono::TimeDelta;

use crate::world::World;

/// Photos are made side by side: which of them is there first, and which fails, is chance.
fn without_chance(said: &str) -> String {
    let nameless = |line: &str| match line.split_once(" Photo ") {
        Some((head, tail)) => format!(
            "{head} Photo …{}",
            tail.trim_start_matches(char::is_numeric)
        ),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = said.lines().map(nameless).collect();
    let is_photo = |line: &String| line.contains(" Photo ");
    let first = lines.iter().position(is_photo).unwrap();
    let last = lines.iter().rposition(is_photo).unwrap();
    lines[first..=last].sort_unstable();
    lines.join("\n")
}

#[tokio::test]
async fn a_timeline_tells_the_whole_life() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    // One scene fails in each of its three attempts.
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    let olga = world.olga();
    olga.transcript();
    olga.sends("/order 1").await;
    let said = olga.transcript();
    let charge: String = world.value("select telegram_charge_id from payments").await;
    let order: String = world.value("select left(id::text, 8) from orders").await;
    let said = said.replace(&charge, "CHARGE").replace(&order, "ORDER");
    insta::assert_snapshot!(without_chance(&said), @r"
    Olga: /order 1
    Bot: 🧾 Payment № 1 · 350 ⭐ · ⭐ Telegram Stars · ✅ paid · 7 photos
         👤 Anna, person № 1
         🖼 Set № 1: 6 of 7 photos

         02.03.2026 09:00 🧾 Invoice over 350 ⭐ for 🌿 Lifestyle, open until 03.03.2026 09:00, order ORDER
         02.03.2026 09:00 ✅ Paid 350 ⭐, charge CHARGE
         02.03.2026 09:00 🎬 Set № 1 begins: 🌿 Lifestyle, 7 photos
         02.03.2026 09:00 ❌ Photo …: not made, 3 attempts, last by nano-banana-2: 501 The generation failed
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:00 📸 Photo …: made by nano-banana-pro, 1 attempt
         02.03.2026 09:01 📬 Album 1 sent: 6 photos
         02.03.2026 09:01 🏁 Set № 1 is delivered: 6 of 7: 1 photos could not be made
         [🔁 Make the missing 1] [📤 Send again]
         [🔄 Remake one] [↩️ Give 350 ⭐ back]
         [📌 Follow up] [👤 Card]
         [🔄 Refresh]
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn missing_photos_are_made_and_the_set_is_sent_again() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    world.kie.fail_prompt_containing("", 1, "501");
    anna.has_paid().await;
    let scene = world.kie.tasks()[0].prompt.clone();
    world.kie.fail_prompt_containing(&scene, 2, "501");
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 6);
    let olga = world.olga();
    olga.sends("/order 1").await;
    olga.taps("Make the missing 1").await;
    olga.taps("Make the missing 1").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 7);
    olga.sends("/order 1").await;
    olga.transcript();
    olga.taps("Send again").await;
    assert_eq!(anna.portraits(), 14);
    olga.taps("Remake one").await;
    olga.taps("3").await;
    olga.taps("The hands").await;
    world.kie_works_through().await;
    assert_eq!(anna.portraits(), 15);
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📤 Send again]
    Bot (popup): The set is on its way to the customer.
    Olga taps [🔄 Remake one]
    Bot: Which photo of set № 1 is made again?
         [1] [2] [3] [4] [5] [6]
         [7]
    Olga taps [3]
    Bot (edited): What is wrong with it?
         [Does not look like them]
         [The hands]
         [The clothes]
    Olga taps [The hands]
    Bot (edited): 🔄 A photo of payment № 1 is made again; the customer gets it beside the old one. Ordered by Olga.
    ");
    let audited = world.audit().await;
    let actions: Vec<&str> = audited
        .lines()
        .filter_map(|line| line.strip_prefix("no account ")?.split(' ').next())
        .collect();
    assert_eq!(actions, ["set_completed", "set_sent_again", "photo_remade"]);
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_above_the_limit_takes_two() {
    let world = World::with_staff_and(|variables| {
        variables.insert("STAFF_SECOND_APPROVAL_RUB".to_owned(), "100".to_owned());
        variables.insert("PAYMENT_METHODS".to_owned(), "stars".to_owned());
    })
    .await;
    let anna = world.anna();
    anna.has_paid().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.olga();
    oleg.sends("/order 1").await;
    oleg.transcript();
    oleg.taps("Give 350 ⭐ back").await;
    oleg.taps("Yes, give it back").await;
    assert_eq!(world.given_back().await, (0, 0));
    olga.taps("Yes, give it back").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg taps [↩️ Give 350 ⭐ back]
    Bot: ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         0 of its 7 photos are made, and none was sent. Nothing more is made, and nothing is sent.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Oleg taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Give 350 ⭐ of payment № 1 (⭐ Telegram Stars) back?
         0 of its 7 photos are made, and none was sent. Nothing more is made, and nothing is sent.

         ☑️ Oleg has confirmed it. It is large enough to take a second member: somebody else has to agree, within a day.
         [↩️ Yes, give it back]
         [✖️ Leave it]
    Olga taps [↩️ Yes, give it back]
    Bot (edited): ↩️ Payment № 1 goes back: 350 ⭐. Decided by Oleg, Olga.
    ");
    assert_eq!(world.given_back().await, (1, 1));
    let audited = world.audit().await;
    assert_eq!(audited.matches(" refund payment 1").count(), 1, "{audited}");
    world.kie_works_through().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_refund_that_two_ask_for_is_given_once() {
    let world = World::selling_by("stars").await;
    let anna = world.anna();
    anna.has_paid().await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.olga();
    for member in [&oleg, &olga] {
        member.sends("/order 1").await;
        member.taps("Give 350 ⭐ back").await;
    }
    // The newest preview is Olga's own; then Oleg taps his.
    olga.taps("Yes, give it back").await;
    oleg.taps("Yes, give it back").await;
    let said = oleg.transcript();
    assert!(said.ends_with("has nothing left to give back."), "{said}");
    assert_eq!(world.given_back().await, (1, 1));
    olga.sends("/order 1").await;
    let said = olga.transcript();
    let timeline = said.rsplit_once("/order 1").unwrap().1;
    assert!(!timeline.contains("Give 350 ⭐ back"), "{timeline}");
    world.kie_works_through().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_is_looked_at_again_when_it_is_time() {
    let world = World::selling_by("stars").await;
    world.anna().has_paid().await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    olga.sends("/order 1").await;
    olga.transcript();
    olga.taps("Follow up").await;
    olga.taps("Tomorrow").await;
    olga.replies_to("Answer this message with a note", "Did the bank answer?")
        .await;
    oleg.sends("/followups").await;
    world.advance(TimeDelta::hours(25)).await;
    oleg.taps("Done").await;
    olga.taps("Done").await;
    oleg.sends("/followups").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [📌 Follow up]
    Bot: 📌 When is payment № 1 looked at again?
         [In an hour]
         [Tomorrow]
         [In three days]
         [In a week]
    Olga taps [Tomorrow]
    Bot (edited): Olga, what is to be looked at with payment № 1? Answer this message with a note.
    Olga (↪ “Olga, what is to be looked at with paym…”): Did the bank answer?
    Bot: 📌 Payment № 1 is looked at again on 03.03.2026 09:00. Noted by Olga.
         [✔️ Done]
    Oleg: /followups
    Bot: 📌 To look at again: 1
         № 1 · 03.03.2026 09:00 · Olga: Did the bank answer?
         [№ 1]
    Bot: 📌 Payment № 1: it is time to look again. Olga noted: Did the bank answer?
         [🧾 Payment № 1] [✔️ Done]
    Oleg taps [✔️ Done]
    Bot (popup): Done by Oleg.
    Olga taps [✔️ Done]
    Bot (popup): Done by Oleg.
    Oleg: /followups
    Bot: Nothing is to be looked at again.
    ");
    insta::assert_snapshot!(world.audit().await, @r#"
    no account follow_up payment 1 {"due_at": "2026-03-03T09:00:03Z", "follow_up": 1, "telegram_id": 201}
    oleg follow_up_done payment 1 {"follow_up": 1, "telegram_id": 202}
    "#);
    world.ends_well().await;
}
