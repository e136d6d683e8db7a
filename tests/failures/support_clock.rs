//! Row 14: the clock of a ticket is wrong. Other bots count from the last message of any kind,
//! so that their own reminder, a second message or a member's note gives the staff time anew.

use chrono::TimeDelta;

use crate::world::{Friend, World};

impl World {
    /// When the first answer, the next one and the solution are due.
    async fn due(&self) -> String {
        sqlx::query_scalar(
            "select concat_ws(
                 ', ',
                 to_char(sla_first_response_at, 'HH24:MI'),
                 to_char(next_response_due_at at time zone 'UTC', 'HH24:MI'),
                 to_char(resolution_due_at at time zone 'UTC', 'HH24:MI')
             )
             from support_tickets",
        )
        .fetch_one(&self.db)
        .await
        .unwrap()
    }

    async fn reminders(&self) -> i64 {
        self.value("select count(*) from ticket_reminders").await
    }

    async fn advance_minutes(&self, minutes: i64) {
        self.advance(TimeDelta::minutes(minutes)).await;
    }
}

/// A ticket about a payment, of somebody who has not paid: P2. It is 9:00.
async fn ticket<'world>(world: &'world World, anna: &Friend<'_>) -> Friend<'world> {
    anna.sends("/support").await;
    anna.taps("A payment").await;
    anna.taps("write to us").await;
    anna.sends("I paid twice").await;
    world.in_topic("TKT-2026-001", &world.olga())
}

#[tokio::test]
async fn row_14_a_reminder_does_not_reset_the_clock() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let topic = ticket(&world, &anna).await;
    topic.taps("Take").await;
    topic.taps("Priority: P2").await;
    topic.taps("P1").await;
    assert_eq!(world.due().await, "10:00, 13:00");
    world.advance_minutes(65).await;
    assert_eq!(world.reminders().await, 2, "soon, and over");
    assert_eq!(world.due().await, "10:00, 13:00");
    topic.sends("Let me look.").await;
    world.advance_minutes(180).await;
    assert_eq!(world.reminders().await, 4, "the solution, too");
    assert_eq!(world.due().await, "10:00, 13:00");
    let late: bool = world
        .value("select first_responded_at > sla_first_response_at from support_tickets")
        .await;
    assert!(late);
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_more_words_and_notes_do_not_reset_the_clock() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let topic = ticket(&world, &anna).await;
    world.advance_minutes(20).await;
    anna.sends("Hello?").await;
    topic.sends("// she means last week").await;
    assert_eq!(world.due().await, "11:00, 17:00");
    topic.sends("Which payment?").await;
    world.advance_minutes(10).await;
    anna.sends("That of Monday").await;
    let next = world.due().await;
    world.advance_minutes(20).await;
    anna.sends("Are you there?").await;
    topic.sends("// looking").await;
    assert_eq!(world.due().await, next);
    assert_eq!(next, "11:00, 11:30, 17:00");
    world.ends_well().await;
}

#[tokio::test]
async fn row_14_waiting_for_the_person_stops_the_clock() {
    let world = World::with_staff().await;
    let anna = world.anna();
    let topic = ticket(&world, &anna).await;
    topic.sends("Which payment?").await;
    topic.taps("Wait").await;
    assert_eq!(
        world.due().await,
        "11:00",
        "a solution is due at no time now"
    );
    world.advance(TimeDelta::hours(24)).await;
    assert_eq!(world.reminders().await, 0);
    anna.sends("That of Monday").await;
    assert_eq!(world.due().await, "11:00, 11:00, 17:00", "a day later");
    world.ends_well().await;
}
