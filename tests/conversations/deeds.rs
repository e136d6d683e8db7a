//! What can't be undone is shown first, confirmed by who asked for it and by a second
//! member where it is large, and done once.

mod counter;

use chrono::TimeDelta;
use pinglass::staff;

use self::counter::{Counter, Mood};
use crate::world::World;

#[tokio::test]
async fn who_asks_for_it_confirms_it_and_nobody_else() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    counter.is_asked_by(&oleg, 1).await;
    counter.taps(&vera, "Pay out").await;
    counter.taps(&olga, "Pay out").await;
    assert_eq!(counter.done().await, (0, 0));
    counter.taps(&oleg, "Pay out").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Vera taps [Pay out]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Olga taps [Pay out]
    Bot (popup): Oleg asked for this, and alone can confirm it.
    Oleg taps [Pay out]
    Bot (edited): Paid out by Oleg.
         [Receipt]
    ");
    assert_eq!(counter.done().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_large_takes_a_second_member() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let vera = world.staff_member(203, "Vera", "viewer").await;
    counter.is_asked_by(&oleg, 2).await;
    counter.taps(&olga, "Pay out").await;
    counter.taps(&oleg, "Pay out").await;
    counter.taps(&oleg, "Pay out").await;
    counter.taps(&vera, "Pay out").await;
    assert_eq!(counter.done().await, (0, 0));
    world.turn_clock(TimeDelta::hours(23));
    counter.taps(&olga, "Pay out").await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Olga taps [Pay out]
    Bot (popup): Oleg asked for this, and alone can confirm it.
    Oleg taps [Pay out]
    Bot (edited): Pay 7 out?

         ☑️ Oleg has confirmed it. It is large enough to take a second member: somebody else has to agree, within a day.
         [Pay out]
         [✖️ Leave it]
    Oleg taps [Pay out]
    Bot (popup): You have confirmed it. A second member has to agree.
    Vera taps [Pay out]
    Bot (popup): Your role here is viewer, and this is not part of it. An admin can do it.
    Olga taps [Pay out]
    Bot (edited): Paid out by Oleg, Olga.
         [Receipt]
    ");
    assert_eq!(counter.done().await, (1, 1));
    assert_eq!(
        world.audit().await,
        r#"oleg pay_out payment 7 {"after": "paid out", "before": "paid", "second": {"admin_id": null, "telegram_id": 201}, "telegram_id": 202}"#
    );
    world.ends_well().await;
}

#[tokio::test]
async fn two_telegram_accounts_of_one_member_are_no_two_members() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    counter.is_asked_by(&oleg, 2).await;
    counter.taps(&oleg, "Pay out").await;
    staff::link(&world.app.db, "oleg", 205, world.clock.now())
        .await
        .unwrap();
    let other = world.in_staff_group(205, "Oleg at home");
    counter.taps(&other, "Pay out").await;
    let said = other.transcript();
    assert!(said.ends_with("A second member has to agree."), "{said}");
    assert_eq!(counter.done().await, (0, 0));
    // The same person with another account: the Telegram account gives them away.
    let again = world.staff_member(206, "Igor", "operator").await;
    staff::link(&world.app.db, "igor", 202, world.clock.now())
        .await
        .unwrap();
    counter.taps(&oleg, "Pay out").await;
    assert_eq!(counter.done().await, (0, 0));
    drop(again);
    world.ends_well().await;
}

#[tokio::test]
async fn who_may_not_do_it_any_more_has_asked_for_nothing() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    counter.is_asked_by(&oleg, 2).await;
    counter.taps(&oleg, "Pay out").await;
    staff::change_role(
        &world.app.db,
        "oleg",
        staff::Role::Viewer,
        world.clock.now(),
    )
    .await
    .unwrap();
    counter.taps(&olga, "Pay out").await;
    let said = olga.transcript();
    assert!(said.contains("Oleg, who asked for it, may not"), "{said}");
    counter.taps(&oleg, "Pay out").await;
    assert!(olga.transcript().contains("Your role here is viewer"));
    assert_eq!(counter.done().await, (0, 0));
    // An owner whose account is removed meanwhile goes on being one.
    let olga = world.staff_member(201, "Olga", "admin").await;
    counter.is_asked_by(&olga, 2).await;
    counter.taps(&olga, "Pay out").await;
    staff::remove(&world.app.db, "olga", world.clock.now())
        .await
        .unwrap();
    let lev = world.staff_member(204, "Lev", "operator").await;
    counter.taps(&lev, "Pay out").await;
    assert_eq!(counter.done().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn what_nobody_confirms_in_time_is_over_and_so_is_what_was_left_alone() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    counter.is_asked_by(&oleg, 1).await;
    world.turn_clock(TimeDelta::minutes(15));
    counter.taps(&oleg, "Pay out").await;
    counter.is_asked_by(&oleg, 2).await;
    counter.taps(&oleg, "Pay out").await;
    world.turn_clock(TimeDelta::hours(24));
    counter.taps(&olga, "Pay out").await;
    counter.is_asked_by(&oleg, 1).await;
    let late = counter.tap_of(&oleg, "Pay out");
    // Whoever could do it can call it off.
    counter.taps(&olga, "Leave it").await;
    counter.handle(&late).await.unwrap();
    insta::assert_snapshot!(olga.transcript(), @r"
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Oleg taps [Pay out]
    Bot (edited): Pay 7 out?

         ⌛ Nobody confirmed it in time. Nothing was done; ask for it anew.
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Oleg taps [Pay out]
    Bot (edited): Pay 7 out?

         ☑️ Oleg has confirmed it. It is large enough to take a second member: somebody else has to agree, within a day.
         [Pay out]
         [✖️ Leave it]
    Olga taps [Pay out]
    Bot (edited): Pay 7 out?

         ⌛ Nobody confirmed it in time. Nothing was done; ask for it anew.
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Oleg taps [Pay out]
    Olga taps [✖️ Leave it]
    Bot (edited): Pay 7 out?

         ✖️ Left alone by Olga. Nothing was done.
    ");
    assert_eq!(counter.done().await, (0, 0));
    world.ends_well().await;
}

#[tokio::test]
async fn it_is_done_once_however_often_it_is_tapped() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let olga = world.olga();
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let lev = world.staff_member(204, "Lev", "operator").await;
    counter.is_asked_by(&oleg, 1).await;
    let taps = [(); 4].map(|()| counter.tap_of(&oleg, "Pay out"));
    let handled = futures::future::join_all(taps.iter().map(|tap| counter.handle(tap))).await;
    assert!(handled.iter().all(Result::is_ok), "{handled:?}");
    assert_eq!(counter.done().await, (1, 1));
    // Two members agree at the same moment, and one of them calls it off as well.
    counter.is_asked_by(&oleg, 2).await;
    counter.taps(&oleg, "Pay out").await;
    let taps = [
        counter.tap_of(&olga, "Pay out"),
        counter.tap_of(&lev, "Pay out"),
    ];
    let no = counter.tap_of(&lev, "Leave it");
    let handled = futures::future::join_all(taps.iter().map(|tap| counter.handle(tap))).await;
    assert!(handled.iter().all(Result::is_ok), "{handled:?}");
    counter.handle(&no).await.unwrap();
    assert_eq!(counter.done().await, (2, 2));
    let done: i64 = world
        .value("select count(*) from staff_deeds where status = 'done'")
        .await;
    assert_eq!(done, 2);
    world.ends_well().await;
}

#[tokio::test]
async fn a_tap_that_failed_has_done_nothing_and_is_handled_again() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    counter.is_asked_by(&oleg, 1).await;
    counter.is(Mood::Failing);
    let tap = counter.tap_of(&oleg, "Pay out");
    assert!(counter.handle(&tap).await.is_err());
    assert_eq!(counter.done().await, (0, 0));
    counter.is(Mood::Well);
    counter.handle(&tap).await.unwrap();
    assert_eq!(counter.done().await, (1, 1));
    // The answer got lost, and the inbox has the same tap handled once more: the group is
    // shown the end, with the button below it.
    counter.handle(&tap).await.unwrap();
    assert_eq!(counter.done().await, (1, 1));
    insta::assert_snapshot!(oleg.transcript(), @r"
    Oleg: /payout 7
    Bot: Pay 7 out?
         [Pay out]
         [✖️ Leave it]
    Oleg taps [Pay out]
    Bot (edited): Paid out by Oleg.
         [Receipt]
    ");
    let problems = world.telegram.problems();
    let is_second_answer = |problem: &String| problem.contains("answerCallbackQuery");
    assert!(problems.iter().all(is_second_answer), "{problems:?}");
}

#[tokio::test]
async fn what_has_become_impossible_leaves_nothing_behind() {
    let world = World::with_staff().await;
    let counter = Counter::open(&world).await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    counter.is_asked_by(&oleg, 1).await;
    counter.is(Mood::TooLate);
    counter.taps(&oleg, "Pay out").await;
    counter.is(Mood::Well);
    assert_eq!(counter.done().await, (0, 0));
    let said = oleg.transcript();
    assert!(
        said.ends_with("(edited): Somebody was paid out already."),
        "{said}"
    );
    let status: String = world.value("select status from staff_deeds").await;
    assert_eq!(status, "dropped");
    world.ends_well().await;
}
