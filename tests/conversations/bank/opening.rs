//! The bank opens a payment, or does not: its answers fail, get lost, cross.

use chrono::TimeDelta;
use sandbox::{faults::Fault, tbank::Method};

use crate::world::{Friend, World};

async fn with_an_email(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.chooses_card().await;
    anna.transcript();
    anna
}

/// Pays the newest link and gets her photos.
async fn still_buys(world: &World, anna: &Friend<'_>) {
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_bank_that_is_down_is_tried_and_then_tried_by_hand() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    for _ in 0..3 {
        world.tbank.fail_next(Method::Init, Fault::Http(502));
    }
    anna.sends("anna@example.com").await;
    world.advance(TimeDelta::seconds(10)).await;
    anna.taps("Try again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: anna@example.com
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): The bank can't open a payment for us right now. Nothing was charged.

         Please try again in a few minutes, or choose another way to pay.
         [🔄 Try again]
         [‹ Other set] [☰ Menu]
    Anna taps [🔄 Try again]
    Bot (edited): ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to anna@example.com.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(world.bank_statuses(), ["NEW"]);
    assert_eq!(world.asked(Method::CheckOrder).len(), 3);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn an_answer_that_got_lost_leaves_one_open_link() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    for fault in [Fault::ResetAfterEffect, Fault::CutAnswer] {
        world.tbank.fail_next(Method::Init, fault);
    }
    anna.sends("anna@example.com").await;
    world.advance(TimeDelta::seconds(10)).await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: anna@example.com
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): 499 ₽ for 7 photos

         Pay on the bank's page by card or SBP. The link works until 03.03 09:00 (UTC). As soon as the bank confirms, we start, and you don't have to come back here.

         The receipt goes to anna@example.com.
         [💳 Pay 499 ₽ ↗]
         [🔄 I have paid] [✉️ Other e-mail]
         [‹ Other set] [☰ Menu]
    ");
    assert_eq!(world.bank_statuses(), ["CANCELED", "CANCELED", "NEW"]);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn a_lost_try_is_closed_before_the_next_even_when_it_cannot_be_looked_up() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    world.tbank.fail_next(Method::Init, Fault::ResetAfterEffect);
    for _ in 0..2 {
        world.tbank.fail_next(Method::CheckOrder, Fault::Http(504));
    }
    anna.sends("anna@example.com").await;
    world.advance(TimeDelta::seconds(10)).await;
    assert_eq!(world.bank_statuses(), ["NEW"]);
    assert_eq!(world.asked(Method::Init).len(), 1);
    // Nobody taps; the sweep closes it.
    world.upkeep().await;
    assert_eq!(world.bank_statuses(), ["CANCELED"]);
    anna.taps("Try again").await;
    assert_eq!(world.bank_statuses(), ["CANCELED", "NEW"]);
    still_buys(&world, &anna).await;
}

/// Takes the bank's twenty seconds of patience.
#[tokio::test]
async fn a_silent_bank_is_asked_anew() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    world
        .tbank
        .fail_next(Method::Init, Fault::SilenceAfterEffect);
    anna.sends("anna@example.com").await;
    world.advance(TimeDelta::seconds(10)).await;
    assert_eq!(world.bank_statuses(), ["CANCELED", "NEW"]);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn a_process_that_died_while_the_bank_answered_leaves_one_open_link() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    anna.sends("anna@example.com").await;
    // As if it had died between the bank's answer and its note.
    world
        .execute("update tbank_attempts set status = 'asked', bank_payment_id = null, payment_url = null")
        .await;
    anna.chooses_card().await;
    assert_eq!(world.bank_statuses(), ["NEW"]);
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.bank_statuses(), ["CANCELED", "NEW"]);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn two_processes_never_open_two_links() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    let wait = std::time::Duration::from_millis(300);
    world.tbank.fail_next(Method::Init, Fault::Delay(wait));
    let mut changes = world.tbank.subscribe();
    anna.person.sends("anna@example.com");
    world.deliver_updates().await;
    let second = async {
        changes.changed().await.unwrap();
        anna.person.sends("/portraits");
        world.deliver_updates().await;
        for label in ["Lifestyle", "Starter", "Card"] {
            anna.person.taps(label).unwrap();
            world.deliver_updates().await;
        }
        world.app.worker.run_due().await.unwrap();
    };
    let (first, ()) = tokio::join!(world.app.worker.run_due(), second);
    first.unwrap();
    world.settle().await;
    assert_eq!(world.bank_statuses(), ["NEW"]);
    assert_eq!(world.asked(Method::Init).len(), 1);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn an_answer_that_comes_after_its_try_was_given_up_is_closed() {
    let world = World::selling_by("stars,tbank").await;
    let anna = with_an_email(&world).await;
    let wait = std::time::Duration::from_millis(300);
    world.tbank.fail_next(Method::Init, Fault::Delay(wait));
    let mut changes = world.tbank.subscribe();
    anna.person.sends("anna@example.com");
    world.deliver_updates().await;
    let give_up = async {
        changes.changed().await.unwrap();
        world
            .execute("update tbank_attempts set status = 'lost'")
            .await;
    };
    let (first, ()) = tokio::join!(world.app.worker.run_due(), give_up);
    first.unwrap();
    world.settle().await;
    assert_eq!(world.bank_statuses(), ["CANCELED", "NEW"]);
    still_buys(&world, &anna).await;
}

#[tokio::test]
async fn a_bank_that_refuses_is_the_staffs_matter_once_a_day() {
    let world = World::selling_by("stars,tbank").await;
    let olga = world.olga();
    let anna = with_an_email(&world).await;
    for _ in 0..2 {
        world.tbank.fail_next(Method::Init, Fault::Code(501));
    }
    anna.sends("anna@example.com").await;
    anna.taps("Try again").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: anna@example.com
    Bot: ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): The bank can't open a payment for us right now. Nothing was charged.

         Please try again in a few minutes, or choose another way to pay.
         [🔄 Try again]
         [‹ Other set] [☰ Menu]
    Anna taps [🔄 Try again]
    Bot (edited): ⏳ Asking the bank for a payment link. It takes a few seconds…
    Bot (edited): The bank can't open a payment for us right now. Nothing was charged.

         Please try again in a few minutes, or choose another way to pay.
         [🔄 Try again]
         [‹ Other set] [☰ Menu]
    ");
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: ⚠️ The bank refuses to open payments (501). Check TBANK_TERMINAL_KEY and TBANK_PASSWORD.
    ");
    anna.taps("Try again").await;
    still_buys(&world, &anna).await;
}
