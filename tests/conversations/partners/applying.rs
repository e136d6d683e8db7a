//! The form, from the first question to the answer that waits.

use super::ENGLISH;
use crate::world::{World, selfie};

#[tokio::test]
async fn a_form_is_filled_and_sent() {
    let world = World::with_staff().await;
    let anna = world.with_username(101, "Anna", "anna_blog");
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.taps("[Anna]".trim_matches(['[', ']'])).await;
    anna.sends("anna@example").await;
    anna.sends("anna@example.com").await;
    anna.taps("@anna_blog").await;
    anna.taps("More than 50,000").await;
    anna.taps("Instagram").await;
    anna.sends("anna.example/blog").await;
    anna.taps("Done").await;
    anna.taps("Nothing to add").await;
    anna.taps("E-mail").await;
    anna.sends("petrova@example.com").await;
    anna.taps("Send").await;
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript());
    world.ends_well().await;
}

#[tokio::test]
async fn odd_answers_are_asked_for_again_or_trimmed() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.sends("❤️").await;
    anna.sends_photo(selfie(1)).await;
    let long = "Я\u{202e}\u{0}".repeat(300);
    anna.sends(&long).await;
    anna.sends("@").await;
    anna.sends("anna@example.com").await;
    anna.sends("it's me").await;
    anna.sends("https://t.me/anna_blog").await;
    anna.sends("a few").await;
    anna.taps("Up to 5,000").await;
    let many: Vec<String> = (1..=11).map(|number| format!("site {number}")).collect();
    anna.sends(&many.join("\n")).await;
    anna.taps("site 10").await;
    anna.taps("Done").await;
    anna.sends(&"word ".repeat(300)).await;
    anna.sends("سلام \n\n\n\n 👩‍🦰").await;
    anna.transcript();
    anna.taps("Send").await;
    let row: String = world
        .value(
            "select concat_ws('|', length(contact_name), contact_email, telegram_username,
                              audience_size, array_length(promotion_channels, 1), about)
             from partner_applications",
        )
        .await;
    assert_eq!(row, "254|anna@example.com|@anna_blog|small|9|سلام");
    world.ends_well().await;
}

#[tokio::test]
async fn one_can_go_back_stop_and_go_on_later() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    anna.taps("Apply").await;
    anna.taps("Back").await;
    anna.taps("Apply").await;
    anna.sends("Anna").await;
    anna.taps("Back").await;
    anna.sends("Anna Petrova").await;
    // Something else in between; the form is where it was.
    anna.sends("/help").await;
    anna.sends("/partner").await;
    anna.sends("anna@example.com").await;
    anna.taps("Cancel").await;
    // Of the form that is over.
    anna.taps("Back").await;
    insta::assert_snapshot!(anna.transcript());
    let count: i64 = world
        .value("select count(*) from partner_applications")
        .await;
    assert_eq!(count, 0);
    world.ends_well().await;
}

#[tokio::test]
async fn of_fifty_sendings_one_is_an_application() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.fills_the_form(&ENGLISH).await;
    for _ in 0..50 {
        anna.person.taps("Send").unwrap();
    }
    world.settle().await;
    let count: i64 = world
        .value("select count(*) from partner_applications")
        .await;
    assert_eq!(count, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn nobody_applies_where_nobody_decides_and_nobody_who_is_banned() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/partner").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /partner
    Bot: 🤝 PinGlass for partners

         We are not taking applications just now. Please look in again later.
         [☰ Menu]
    ");
    world.execute("update users set is_banned = true").await;
    anna.sends("/partner").await;
    assert!(!anna.transcript().contains("partners"));
    world.ends_well().await;
}
