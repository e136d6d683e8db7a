//! The life of a payment, and what can be done about it.

use chrono::TimeDelta;

use crate::world::World;

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
    insta::assert_snapshot!(said.replace(&charge, "CHARGE").replace(&order, "ORDER"), @"");
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
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(world.audit().await, @"");
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
    insta::assert_snapshot!(olga.transcript(), @"");
    assert_eq!(world.given_back().await, (1, 1));
    let audited = world.audit().await;
    assert_eq!(audited.matches(" refund payment 1").count(), 1, "{audited}");
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
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}
