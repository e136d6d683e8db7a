//! Whoever was a partner wants to be one again.

use super::{ENGLISH, RUSSIAN};
use crate::world::World;

#[tokio::test]
async fn a_former_partner_applies_again_and_is_answered() {
    let world = World::with_staff().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    world.ends_partnerships().await;
    anna.fills_the_form(&ENGLISH).await;
    anna.transcript();
    anna.taps("Send").await;
    anna.taps("Partner’s page").await;
    // Of an older page: there is one application at a time.
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript());
    let olga = world.olga_among_partners();
    olga.taps("Refuse").await;
    olga.taps("Says too little").await;
    olga.taps("Yes, refuse").await;
    anna.taps("Apply again").await;
    anna.taps("Apply").await;
    anna.taps("Back").await;
    insta::assert_snapshot!(anna.transcript());
    world.ends_well().await;
}

#[tokio::test]
async fn a_former_partner_reads_in_russian_how_their_application_stands() {
    let world = World::with_staff().await;
    let boris = world.boris();
    world.is_partner(&boris, "KWQ7TX").await;
    world.ends_partnerships().await;
    boris.has_applied(&RUSSIAN).await;
    boris.taps("Страница партнёра").await;
    insta::assert_snapshot!(boris.transcript());
    world.ends_well().await;
}

#[tokio::test]
async fn where_nobody_decides_a_former_partner_is_not_asked_to_apply() {
    let world = World::new().await;
    let anna = world.anna();
    world.is_partner(&anna, "KWQ7TX").await;
    world.ends_partnerships().await;
    anna.sends("/partner").await;
    let said = anna.transcript();
    assert!(said.contains("You are no partner at present"), "{said}");
    assert!(!said.contains("Apply"), "{said}");
    world.ends_well().await;
}
