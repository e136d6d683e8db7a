//! A card's number is found nowhere: in no row, no message of the bot and no log, from the
//! moment on that it was typed; not even when handling it fails for good.

use chrono::TimeDelta;

use super::CARD;
use crate::{conversations::privacy::nowhere::listen, world::World};

/// How the number may be written.
const NUMBERS: [&str; 2] = ["4111 1111 1111 1111", "4111111111111111"];

impl World {
    async fn assert_nobody_knows(&self, secrets: &[&str]) {
        for row in self.rows().await {
            for secret in secrets {
                assert!(!row.contains(secret), "{row}");
            }
        }
        for call in self.telegram.calls() {
            let call = format!("{call:?}");
            for secret in secrets {
                assert!(!call.contains(secret), "{call}");
            }
        }
    }
}

#[tokio::test]
async fn details_are_in_no_row_no_message_and_no_log() {
    let world = World::with_staff().await;
    let (log, _guard, _second) = listen();
    let anna = world.anna();
    anna.has_earned("9000").await;
    anna.is_about_to_withdraw("2000").await;
    world.assert_nobody_knows(&NUMBERS).await;
    anna.taps("Yes, send").await;
    world.assert_nobody_knows(&NUMBERS).await;
    anna.sends("/withdraw").await;
    anna.sends("1000").await;
    anna.taps("by phone number").await;
    anna.sends("8 916 123 45 67").await;
    let phone = ["8 916 123 45 67", "9161234567"];
    world.assert_nobody_knows(&phone).await;
    anna.sends("Sber").await;
    anna.taps("Yes, send").await;
    world.staff_moves_to("approved").await;
    world.settle().await;
    world.assert_nobody_knows(&[NUMBERS, phone].concat()).await;
    let log = log.text();
    for secret in [NUMBERS, phone].concat() {
        assert!(!log.contains(secret), "{log}");
    }
    let sealed: i64 = world
        .value("select count(*) from withdrawal_requests where length(sealed) > 40")
        .await;
    assert_eq!(sealed, 2);
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn a_message_whose_handling_is_given_up_is_not_kept() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("9000").await;
    anna.sends("/withdraw").await;
    anna.sends("2000").await;
    anna.taps("A bank card").await;
    // Nothing can be written where the conversation stands.
    world.execute("alter table dialogues add constraint full_disk check (state ->> 'step' not like '%Confirm%')").await;
    anna.sends(CARD).await;
    world.advance(TimeDelta::minutes(2)).await;
    let dead: String = world
        .value("select payload from telegram_updates where status = 'dead'")
        .await;
    assert_eq!(dead, "");
    world.assert_nobody_knows(&NUMBERS).await;
    // What is said in other conversations is kept for engineers to look at, as ever.
    anna.sends("/cancel").await;
    world
        .execute("delete from telegram_updates where status = 'dead'")
        .await;
    world
        .execute("alter table dialogues drop constraint full_disk")
        .await;
    world.ends_well_to_the_kopeck().await;
}

#[tokio::test]
async fn what_was_typed_and_never_confirmed_is_forgotten_after_a_day() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_earned("9000").await;
    anna.is_about_to_withdraw("2000").await;
    let held = "select count(*) from dialogues where state ->> 'step' like '%sealed%'";
    for (hours, left) in [(23, 1), (2, 0)] {
        world.turn_clock(TimeDelta::hours(hours));
        world.app.inbox.sweep(&world.app.db).await.unwrap();
        assert_eq!(world.value::<i64>(held).await, left);
    }
    anna.transcript();
    anna.taps("Yes, send").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna taps [✅ Yes, send 2,000 ₽]
    Bot (popup): This conversation is over. Begin again with /withdraw
    ");
    assert_eq!(world.withdrawals().await, Vec::<String>::new());
    world.ends_well_to_the_kopeck().await;
}
