//! The staff decides what waits.

use chrono::TimeDelta;

use super::{ENGLISH, RUSSIAN};
use crate::world::World;

/// The database's own clock wrote down when people came.
async fn came_in_february(world: &World) {
    world
        .execute("update users set created_at = '2026-02-01'")
        .await;
}

#[tokio::test]
async fn an_application_is_approved() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    came_in_february(&world).await;
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga();
    olga.taps("Approve at 50%").await;
    olga.taps("No").await;
    olga.taps("Approve at 50%").await;
    olga.taps("Yes, approve").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    insta::assert_snapshot!(anna.transcript(), @"");
    let balance: String = world
        .value(
            "select concat_ws(' ', is_partner, commission_rate, partner_approved_at)
             from referral_balances",
        )
        .await;
    assert_eq!(balance, "t 0.50 2026-03-02 09:00:00");
    insta::assert_snapshot!(world.audit().await, @"");
    world.ends_well().await;
}

#[tokio::test]
async fn an_application_is_refused_in_the_language_of_its_person_and_sent_again() {
    let world = World::with_staff().await;
    let boris = world.boris();
    boris.sends("/start").await;
    came_in_february(&world).await;
    boris.has_applied(&RUSSIAN).await;
    let olga = world.olga();
    olga.transcript();
    olga.taps("Refuse").await;
    olga.taps("Channels not found").await;
    olga.taps("Yes, refuse").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    boris.taps("Подать ещё раз").await;
    insta::assert_snapshot!(boris.transcript(), @"");
    boris.has_applied(&RUSSIAN).await;
    assert!(
        olga.transcript()
            .contains("🗂 Before, № 1: ✖️ refused by Olga")
    );
    world.ends_well().await;
}

#[tokio::test]
async fn own_words_are_an_answer_to_the_card_and_confirmed() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga();
    olga.transcript();
    olga.taps("Refuse").await;
    olga.taps("Own words").await;
    olga.replies_to("Answer this message", "").await;
    olga.replies_to(
        "Application № 1",
        "Please come back\nwhen <b>spring</b> has come & gone",
    )
    .await;
    olga.edits("Please come back", "Go away").await;
    olga.taps("Yes, refuse").await;
    olga.replies_to("Answer this message", "Please come back in spring")
        .await;
    olga.taps("Yes, refuse").await;
    insta::assert_snapshot!(olga.transcript(), @"");
    assert!(anna.transcript().contains("Please come back in spring"));
    world.ends_well().await;
}

#[tokio::test]
async fn two_members_at_once_decide_once() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let (olga, oleg) = (
        world.olga(),
        world.staff_member(202, "Oleg", "operator").await,
    );
    olga.taps("Approve at 50%").await;
    olga.person.taps("Yes, approve").unwrap();
    oleg.person.taps("Yes, approve").unwrap();
    olga.person.taps("Yes, approve").unwrap();
    world.settle().await;
    let decided: i64 = world
        .value("select count(*) from admin_audit_log where action like 'partner_%'")
        .await;
    assert_eq!(decided, 1);
    assert_eq!(anna.transcript().matches("You are a partner").count(), 1);
    assert!(olga.transcript().contains("was decided before"));
    world.ends_well().await;
}

#[tokio::test]
async fn the_staff_is_reminded_every_two_days_until_it_decides() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_applied(&ENGLISH).await;
    let olga = world.olga();
    olga.transcript();
    for days in [2, 4] {
        world.advance(TimeDelta::days(2)).await;
        let reminders = olga.transcript();
        assert_eq!(reminders.matches("⏰").count(), 1, "{reminders}");
        assert!(
            reminders.contains(&format!("for {days} days")),
            "{reminders}"
        );
    }
    olga.taps("Approve at 50%").await;
    olga.taps("Yes, approve").await;
    olga.transcript();
    world.advance(TimeDelta::days(9)).await;
    assert_eq!(olga.transcript(), "");
    world.ends_well().await;
}

#[tokio::test]
async fn what_another_program_wrote_is_taken_up_and_decided() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.sends("/start").await;
    world
        .execute(
            "insert into partner_applications (user_id, contact_name, audience_size, status, created_at)
             select id, 'Anna', 'about ten', null, '2026-03-01' from users",
        )
        .await;
    let mut connection = world.app.db.connection().await.unwrap();
    pinglass::referral::plan_recurring(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.settle().await;
    let olga = world.olga();
    assert!(olga.transcript().contains("Audience: about ten"));
    olga.taps("40%").await;
    olga.taps("Yes, approve").await;
    assert!(anna.transcript().contains("40%"));
    let rate: String = world
        .value("select commission_rate::text from referral_balances where is_partner")
        .await;
    assert_eq!(rate, "0.40");
    olga.sends("/applications").await;
    assert!(olga.transcript().contains("№ 1 ✅ approved at 40% by Olga"));
    world.ends_well().await;
}
