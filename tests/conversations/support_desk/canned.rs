//! Answers that are given often: in the person's language, worded by the staff.

use chrono::TimeDelta;

use super::talk;
use crate::world::World;

#[tokio::test]
async fn an_answer_goes_out_in_the_persons_language() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.has_a_ticket("Where is my set?").await;
    boris.has_a_ticket("Где набор?").await;
    world.olga().transcript();
    let olga = world.olga();
    olga.sends("/a hello").await;
    olga.sends("/a hello TKT-2026-001").await;
    let topic = world.in_topic("TKT-2026-002", &olga);
    topic.sends("/a HELLO").await;
    topic.sends("/a helo").await;
    topic.sends("/a delay").await;
    insta::assert_snapshot!(talk(&olga), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(boris.transcript(), @"");
    insta::assert_snapshot!(world.words_of("TKT-2026-002").await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn all_answers_are_listed_with_their_placeholders() {
    let world = World::with_staff_speaking("ru").await;
    let olga = world.olga();
    olga.sends("/canned ночь ru Доброй ночи, {name}!").await;
    olga.sends("/a").await;
    insta::assert_snapshot!(talk(&olga), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn answers_are_worded_by_admins() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let olga = world.olga();
    let topic = world.in_topic("TKT-2026-001", &olga);
    world.staff_group().transcript();
    for command in [
        "/canned",
        "/canned hello de Hallo",
        "/canned hello en Hi {nmae}",
        "/canned hello en Hi {name}, I am {operator}: {ticket}!",
        "/canned ночь ru Доброй ночи, {name}!",
        "/canned nothing en -",
    ] {
        olga.sends(command).await;
    }
    topic.sends("/a hello").await;
    topic.sends("/a ночь").await;
    for command in ["/canned hello en -", "/canned ночь ru -"] {
        olga.sends(command).await;
    }
    insta::assert_snapshot!(talk(&olga), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_may_speak_of_sets_and_payments() {
    let world = World::selling_by("stars").await;
    let boris = world.boris();
    boris.has_paid().await;
    boris.has_a_ticket("Где набор?").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    olga.sends("/a delay").await;
    olga.sends("/a refund").await;
    insta::assert_snapshot!(boris.transcript(), @"");
}

#[tokio::test]
async fn a_canned_answer_is_held_like_any_other() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let olga = world.in_topic("TKT-2026-001", &world.olga());
    let oleg = world.in_topic("TKT-2026-001", &oleg);
    olga.sends("A minute more.").await;
    world.turn_clock(TimeDelta::seconds(5));
    olga.transcript();
    oleg.sends("/a details").await;
    oleg.taps("Send mine too").await;
    insta::assert_snapshot!(talk(&oleg), @"");
    assert!(anna.transcript().contains("A screenshot helps a lot"));
    world.ends_well().await;
}
