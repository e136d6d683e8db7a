//! While a ticket is open the conversation flows, and everything else goes on.

use chrono::TimeDelta;
use sandbox::telegram::Other;

use crate::world::{World, selfie};

#[tokio::test]
async fn whatever_is_said_goes_into_the_open_ticket() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Look at this").await;
    anna.sends("hello there").await;
    anna.sends_photo(selfie(1)).await;
    for other in [
        Other::Sticker,
        Other::Voice,
        Other::Video,
        Other::Location,
        Other::Contact,
        Other::Poll,
        Other::Dice,
    ] {
        anna.sends_other(other).await;
    }
    anna.sends_file(b"log".to_vec(), "log.txt", "text/plain")
        .await;
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(world.tickets().await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn commands_and_purchases_go_on_beside_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_a_ticket("Look at this").await;
    anna.sends("/menu").await;
    anna.sends("/status").await;
    anna.sends("/nonsense").await;
    anna.has_an_invoice().await;
    anna.pays().await;
    assert!(anna.transcript().contains("Thank you!"));
    anna.sends("Now I have paid").await;
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Look at this | Now I have paid"
    );
}

#[tokio::test]
async fn a_reply_belongs_to_its_ticket_at_whatever_step() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Look at this").await;
    anna.sends("/new").await;
    anna.taps("I agree").await;
    anna.transcript();
    // A name is waited for, and yet this is none.
    anna.replies_to("TKT-2026-001", "I mean the third one")
        .await;
    anna.sends("Anna").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 open: Look at this | I mean the third one"
    );
}

#[tokio::test]
async fn a_word_after_a_silence_is_answered() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.has_a_ticket("Шесть пальцев").await;
    boris.sends("На третьем фото").await;
    world.turn_clock(TimeDelta::hours(3));
    boris.sends("И на пятом").await;
    boris.sends("И на шестом").await;
    insta::assert_snapshot!(boris.transcript(), @"");
}

#[tokio::test]
async fn how_it_stands_is_told() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six <b>fingers</b> & more").await;
    world.turn_clock(TimeDelta::minutes(30));
    anna.sends("/support").await;
    anna.taps("Write more").await;
    anna.sends("On the third one").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    world.turn_clock(TimeDelta::hours(30));
    anna.sends("/menu").await;
    anna.taps("Support").await;
    assert!(
        anna.transcript()
            .contains("With our team for 31 hours, longer than we promised.")
    );
    world
        .execute(
            "update support_tickets
             set asked_at = null, status = 'in_progress', assigned_to = 'Olga Petrova',
                 waiting_since = '2026-03-03T10:00Z'",
        )
        .await;
    anna.sends("/support").await;
    world
        .execute("update support_tickets set waiting_since = null")
        .await;
    anna.sends("/support").await;
    insta::assert_snapshot!(anna.transcript(), @"");
}
