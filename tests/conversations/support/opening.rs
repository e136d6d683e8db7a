//! From the wish for help to a ticket.

use chrono::TimeDelta;
use sandbox::telegram::Other;

use crate::world::{World, selfie, selfies};

#[tokio::test]
async fn words_become_a_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("write to us").await;
    anna.sends("My portraits have six fingers.\nCan you help?")
        .await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: My portraits have six fingers.\nCan you help?"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn words_become_a_ticket_in_russian() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.sends("/help").await;
    boris.taps("Поддержка").await;
    boris.taps("Оплата").await;
    boris.taps("написать нам").await;
    boris.sends_other(Other::Voice).await;
    insta::assert_snapshot!(boris.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: voice "
    );
    world.ends_well().await;
}

#[tokio::test]
async fn an_album_is_one_ticket_and_is_acknowledged_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.transcript();
    anna.sends_album(selfies(3)).await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 other P4 open: photo  | photo  | photo "
    );
    world.ends_well().await;
}

#[tokio::test]
async fn two_at_once_open_one_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("Where is my set?").await;
    anna.sends("I paid twice, help me please").await;
    // Two taps and a message arrive before any of them is answered.
    let offers: Vec<_> = anna.person.messages();
    let offers = offers.iter().filter(|message| message.from_bot);
    let data: Vec<_> = offers.map(|offer| offer.id).collect();
    anna.transcript();
    for offer in data {
        anna.person.taps_data(offer, r#"help:{"Pass":"p"}"#);
        anna.person.taps_data(offer, r#"help:{"Pass":"p"}"#);
    }
    anna.person.sends("and hurry");
    world.settle().await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: Where is my set? | I paid twice, help me please | and hurry"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn an_update_that_comes_again_says_nothing_twice() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("It hurts").await;
    world
        .execute("update telegram_updates set status = 'waiting', run_at = '2026-01-01'")
        .await;
    world.settle().await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: It hurts"
    );
}

#[tokio::test]
async fn who_paid_and_waits_comes_first() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/support").await;
    anna.taps("My account").await;
    anna.taps("write to us").await;
    anna.sends("May I have another name?").await;
    assert!(anna.transcript().contains("We answer within 1 hour."));
    assert!(world.tickets().await.contains("account P1 open"));
}

#[tokio::test]
async fn short_answers_know_how_things_stand() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.transcript();
    anna.sends("/support").await;
    anna.taps("My portraits").await;
    anna.taps("Where is my set?").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    anna.taps("Back").await;
    anna.taps("Back").await;
    anna.taps("A payment").await;
    anna.transcript();
    anna.taps("Can I have my money back?").await;
    anna.taps("Back").await;
    anna.taps("I paid, but nothing happened").await;
    anna.taps("Back").await;
    anna.taps("Back").await;
    anna.taps("My account").await;
    anna.taps("How long are my photos kept?").await;
    insta::assert_snapshot!(anna.transcript(), @"");
}

#[tokio::test]
async fn the_payment_help_leads_to_a_ticket_about_payments() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/paysupport").await;
    anna.taps("Write to us").await;
    anna.taps("write to us").await;
    anna.sends("The bank took it twice").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 payment P2 open: The bank took it twice"
    );
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_changes_their_mind_opens_nothing() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/support").await;
    anna.taps("Something else").await;
    anna.taps("write to us").await;
    anna.sends_other(Other::Poll).await;
    anna.sends("/cancel").await;
    anna.sends("something else").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(world.tickets().await, "");
    world.ends_well().await;
}

#[tokio::test]
async fn after_hours_it_is_said_when_the_team_is_back() {
    let world = World::with_staff_and(|variables| {
        // The world begins on a Monday at 09:00 UTC, which is 12:00 there.
        let hours = [
            ("SUPPORT_HOURS", "Mon-Fri 09:00-18:00"),
            ("SUPPORT_TIMEZONE", "Europe/Moscow"),
        ];
        variables.extend(hours.map(|(name, value)| (name.to_owned(), value.to_owned())));
    })
    .await;
    let anna = world.anna();
    anna.has_a_ticket("It is dark").await;
    world.turn_clock(TimeDelta::minutes(50));
    anna.sends("Still dark").await;
    world.turn_clock(TimeDelta::hours(5));
    anna.sends("Darker").await;
    world.turn_clock(TimeDelta::minutes(20));
    anna.sends("Pitch dark").await;
    insta::assert_snapshot!(anna.transcript(), @"");
}

#[tokio::test]
async fn photos_out_of_the_blue_go_to_the_open_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.sends("Anna").await;
    anna.sends_photo(selfie(1)).await;
    anna.has_a_ticket("Is this light all right").await;
    anna.transcript();
    // The ticket's question put the avatar aside, which stays a draft.
    anna.sends_photo(selfie(2)).await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert!(world.tickets().await.ends_with("| photo "));
    // While the avatar is being made, photos are the avatar's and words are not.
    anna.taps("It was for an avatar").await;
    anna.taps("Anna").await;
    anna.transcript();
    anna.sends_photo(selfie(3)).await;
    anna.sends("And this one?").await;
    assert!(world.tickets().await.ends_with("| photo  | And this one?"));
}
