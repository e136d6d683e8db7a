//! Two operators do not answer past each other, and nobody answers a closed ticket by mistake.

use chrono::TimeDelta;

use crate::world::{Friend, World, selfies};

/// Anna's ticket, which Olga has just answered, and Oleg in its topic.
async fn with_an_answer(world: &World) -> (Friend<'_>, Friend<'_>, Friend<'_>) {
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    olga.sends("It is being made, a minute more.").await;
    anna.transcript();
    olga.transcript();
    world.turn_clock(TimeDelta::seconds(8));
    (anna, olga, oleg)
}

#[tokio::test]
async fn a_second_answer_within_seconds_asks_its_author() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    oleg.sends("Please send us a screenshot.").await;
    assert_eq!(anna.transcript(), "");
    olga.taps("Send mine too").await;
    assert_eq!(anna.transcript(), "");
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    oleg.sends("And tell us your phone’s model.").await;
    olga.sends("// let him do it").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert_eq!(anna.transcript(), "Bot: And tell us your phone’s model.");
    world.ends_well().await;
}

#[tokio::test]
async fn a_second_answer_may_stay_unsent() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    oleg.sends_album(selfies(3)).await;
    oleg.person.taps("Don’t send").unwrap();
    oleg.person.taps("Send mine too").unwrap();
    world.settle().await;
    world.advance(TimeDelta::minutes(10)).await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert_eq!(anna.transcript(), "");
    insta::assert_snapshot!(world.words_of("TKT-2026-001").await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn what_nobody_decides_on_is_not_sent_and_that_is_said() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    oleg.sends("Please send us a screenshot.").await;
    oleg.transcript();
    world.advance(TimeDelta::minutes(4)).await;
    assert_eq!(oleg.transcript(), "");
    world.advance(TimeDelta::minutes(1)).await;
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn answers_apart_or_after_a_word_of_the_person_are_not_held() {
    let world = World::with_staff().await;
    let (anna, _, oleg) = with_an_answer(&world).await;
    anna.sends("Thanks!").await;
    oleg.sends("You are welcome.").await;
    world.turn_clock(TimeDelta::seconds(61));
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("Here it is.").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    // Whose ticket it is is said once.
    oleg.sends("Good night, Anna.").await;
    world.turn_clock(TimeDelta::seconds(61));
    oleg.sends("Until tomorrow.").await;
    oleg.taps("Take over").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_closed_ticket_is_opened_again_before_it_is_answered() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.advance(TimeDelta::days(8)).await;
    anna.transcript();
    olga.transcript();
    oleg.sends("One thing more.").await;
    oleg.sends("/a bye").await;
    assert_eq!(anna.transcript(), "");
    oleg.taps("Open again and send").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert!(anna.transcript().contains("Bot: One thing more."));
    let status: String = world.value("select status from support_tickets").await;
    assert_eq!(status, "in_progress");
    world.ends_well().await;
}

#[tokio::test]
async fn a_closed_ticket_stays_closed_beside_a_newer_one() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.advance(TimeDelta::days(8)).await;
    anna.transcript();
    olga.transcript();
    anna.has_a_ticket("Another question").await;
    oleg.transcript();
    oleg.sends("One thing more.").await;
    oleg.taps("Open again and send").await;
    oleg.taps("Don’t send").await;
    oleg.sends("/reopen").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert_eq!(anna.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_to_a_resolved_ticket_goes_out_and_leaves_it_resolved() {
    let world = World::with_staff().await;
    let (anna, olga, oleg) = with_an_answer(&world).await;
    olga.sends("/resolve").await;
    world.turn_clock(TimeDelta::minutes(2));
    oleg.sends("Enjoy it!").await;
    oleg.sends("And come back.").await;
    oleg.taps("Open again").await;
    insta::assert_snapshot!(oleg.transcript(), @"");
    assert!(anna.transcript().contains("Bot: Enjoy it!"));
    world.ends_well().await;
}
