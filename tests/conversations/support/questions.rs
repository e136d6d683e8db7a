//! Questions out of the blue: offered to be passed on, never unasked.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn a_question_is_answered_and_passed_on_by_one_tap() {
    let world = World::with_staff().await;
    let (anna, boris) = (world.anna(), world.boris());
    anna.sends("Where are my photos??").await;
    assert_eq!(world.tickets().await, "");
    anna.taps("Pass it on").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    boris.sends("Помогите, не могу загрузить селфи").await;
    boris.taps("Передать").await;
    insta::assert_snapshot!(boris.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Where are my photos??\n\
         TKT-2026-002 technical P3 open: Помогите, не могу загрузить селфи"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_no_question_is_answered_as_ever() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("hello there").await;
    anna.sends("how are you?").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn an_offer_for_a_deleted_message_asks_for_the_words() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("I want my money back").await;
    anna.deletes("I want my money").await;
    anna.transcript();
    anna.taps("Pass it on").await;
    anna.sends("I want my money back, all of it").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: I want my money back, all of it"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_after_the_end_are_thanks_or_a_question() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    anna.sends("Thank you!").await;
    anna.sends("now there are seven").await;
    anna.taps("Open TKT-2026-001 again").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 in_progress: Six fingers | now there are seven"
    );
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    world.turn_clock(TimeDelta::hours(4));
    anna.sends("blue please").await;
    anna.sends("Why is the second set so dark?").await;
    anna.taps("It is something new").await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 resolved: Six fingers | now there are seven\n\
         TKT-2026-002 generation P4 open: Why is the second set so dark?"
    );
}
