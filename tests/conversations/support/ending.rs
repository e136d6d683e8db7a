//! Solved, rated, opened again.

use chrono::TimeDelta;

use crate::world::World;

#[tokio::test]
async fn a_solved_ticket_is_rated_with_a_word() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.taps("2 ⭐").await;
    anna.taps("2 ⭐").await;
    anna.taps("Add a word").await;
    anna.sends(&"long ".repeat(300)).await;
    anna.sends("It took <long>").await;
    anna.taps("5 ⭐").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 resolved 5⭐ «It took <long>»: Six fingers"
    );
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_rating_in_russian() {
    let world = World::with_staff_speaking("ru").await;
    let boris = world.boris();
    boris.has_a_ticket("Шесть пальцев").await;
    boris.sends("/support").await;
    boris.taps("Решено").await;
    boris.taps("1 ⭐").await;
    boris.taps("Добавить").await;
    boris.sends("Долго").await;
    insta::assert_snapshot!(boris.transcript(), @"");
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn a_rating_is_not_taken_too_late_or_too_early() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    let status = anna.person.last_from_bot().unwrap().id;
    anna.person.taps_data(status, r#"help:{"Rate":[1,5]}"#);
    world.settle().await;
    anna.taps("It's solved").await;
    anna.person.taps_data(status, r#"help:{"Rate":[1,6]}"#);
    anna.person.taps_data(status, r#"help:{"Rate":[1,0]}"#);
    world.settle().await;
    assert_eq!(anna.transcript().matches("too late").count(), 3);
    world.turn_clock(TimeDelta::days(8));
    anna.taps("4 ⭐").await;
    assert!(anna.transcript().contains("too late"));
    let rating: Option<i16> = world.value("select rating from support_tickets").await;
    assert_eq!(rating, None);
}

#[tokio::test]
async fn a_solved_ticket_is_opened_again_by_a_button_or_a_reply() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    anna.taps("Open it again").await;
    anna.taps("How it stands").await;
    anna.taps("It's solved").await;
    anna.replies_to("is solved", "ok, thank you").await;
    anna.replies_to("is solved", "No, there are seven").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    assert_eq!(
        world.tickets().await,
        "TKT-2026-001 generation P4 in_progress: Six fingers | No, there are seven"
    );
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @"");
    world.ends_well().await;
}

#[tokio::test]
async fn later_a_new_ticket_goes_on_from_it() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    anna.transcript();
    world.turn_clock(TimeDelta::days(8));
    anna.replies_to("is solved", "There are seven now").await;
    anna.sends("/support").await;
    anna.taps("It's solved").await;
    world.turn_clock(TimeDelta::days(8));
    anna.transcript();
    anna.taps("Open it again").await;
    anna.sends("And now eight").await;
    insta::assert_snapshot!(anna.transcript(), @"");
    insta::assert_snapshot!(world.tickets().await, @"");
    insta::assert_snapshot!(world.topic_lines().await.join("\n"), @"");
}

#[tokio::test]
async fn silence_ends_a_ticket_and_its_person_is_told() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Six fingers").await;
    // The staff waits for a word.
    world
        .execute(
            "insert into ticket_events (ticket_id, kind, actor_telegram_id, actor_name, at)
             values (1, 'answered', 201, 'Olga', '2026-03-02T09:01Z'),
                    (1, 'waiting', 201, 'Olga', '2026-03-02T09:02Z')",
        )
        .await;
    world
        .execute(
            "update support_tickets
             set asked_at = null, answered_at = '2026-03-02T09:01Z',
                 first_responded_at = '2026-03-02T09:01', status = 'in_progress',
                 waiting_since = '2026-03-02T09:02Z', last_word_at = '2026-03-02T09:01Z'",
        )
        .await;
    world.advance(TimeDelta::days(4)).await;
    insta::assert_snapshot!(anna.transcript(), @"");
    anna.taps("No, open it again").await;
    insta::assert_snapshot!(anna.transcript(), @"");
}
