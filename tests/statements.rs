//! What the most frequent updates cost the database. Each statement is a way there and back that
//! somebody waits for, and one more is easily added without anybody seeing it: here it is seen.

use crate::world::{Friend, Wire, World, selfie};

/// A world whose every statement is read.
async fn world() -> (World, Wire) {
    let wire = Wire::default();
    let tapped = wire.clone();
    let world = World::with(move |variables| {
        let url = variables.get_mut("DATABASE_URL").unwrap();
        *url = tapped.in_front_of(url);
    })
    .await;
    (world, wire)
}

/// What handling the updates at hand asks the database, apart from what the inbox asks for itself.
async fn asked(world: &World, wire: &Wire) -> Vec<String> {
    wire.takes();
    world.deliver_updates().await;
    let mut asked = wire.takes();
    asked.retain(|statement| {
        !["telegram_updates", "take_updates", "turn_updates"]
            .iter()
            .any(|own| statement.contains(own))
    });
    world.settle().await;
    asked
}

#[track_caller]
fn at_most(most: usize, asked: &[String]) {
    assert!(
        (1..=most).contains(&asked.len()),
        "{} statements instead of at most {most}:\n{}",
        asked.len(),
        asked.join("\n---\n")
    );
}

/// Somebody who has been here before, so that only what they do now costs anything.
async fn known<'world>(world: &'world World) -> Friend<'world> {
    let anna = world.anna();
    anna.sends("/start").await;
    anna
}

#[tokio::test]
async fn a_tap_takes_two_statements() {
    let (world, wire) = world().await;
    let anna = known(&world).await;
    anna.sends("/help").await;
    anna.person.taps("Menu").unwrap();
    at_most(2, &asked(&world, &wire).await);
    world.ends_well().await;
}

#[tokio::test]
async fn a_start_takes_four_statements_of_somebody_new_and_three_of_others() {
    let (world, wire) = world().await;
    let anna = world.anna();
    anna.person.sends("/start");
    at_most(4, &asked(&world, &wire).await);
    anna.person.sends("/start");
    at_most(3, &asked(&world, &wire).await);
    world.ends_well().await;
}

#[tokio::test]
async fn a_photo_takes_five_statements() {
    let (world, wire) = world().await;
    let anna = known(&world).await;
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.sends("Anna").await;
    anna.person.sends_photo(selfie(1));
    at_most(5, &asked(&world, &wire).await);
    world.ends_well().await;
}

#[tokio::test]
async fn a_pre_checkout_takes_one_statement_and_a_payment_eight() {
    let (world, wire) = world().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    wire.takes();
    anna.person.pays().unwrap();
    for update in world.telegram.take_updates() {
        assert_eq!(world.post_update(update).await, 200);
    }
    at_most(1, &wire.takes());
    at_most(8, &asked(&world, &wire).await);
    world.kie_finishes().await;
    world.ends_well().await;
}
