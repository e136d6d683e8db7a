//! What goes wrong on the way of a broadcast to many: processes that die at any step,
//! floods, people who are gone, letters that Telegram does not take, taps at the wrong moment.

mod killed;
mod troubles;

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering},
};

use chrono::TimeDelta;
use sandbox::telegram::Fault;
use serde_json::Value;

use super::privacy::LEASE_IS_OVER;
use crate::{
    conversations::broadcasts::telling::{Telling, states},
    world::{Friend, World, polled_at_most},
};

/// The first id of the crowd.
const FIRST: i64 = 5001;

const KILLS: i64 = 3;

/// At most so many letters are on their way at a time.
const UNDER_WAY_MOST: i64 = 16;

/// Anybody of the crowd.
fn of_crowd(parameters: &Value) -> Option<i64> {
    let chat = parameters["chat_id"].as_i64()?;
    (chat >= FIRST).then_some(chat)
}

/// A world with a confirmed broadcast to so many people, of which nothing is sent yet.
async fn world_with_crowd(people: i64) -> World {
    let world = World::with_staff().await;
    world.telegram.crowd(FIRST..FIRST + people);
    sqlx::query(
        "with added as (
             insert into users (telegram_user_id) select generate_series($1, $1 + $2 - 1) returning id
         )
         insert into user_settings (user_id, language) select id, 'en' from added",
    )
    .bind(FIRST)
    .bind(people)
    .execute(&world.db)
    .await
    .unwrap();
    let olga = world.olga();
    world.drafts(&olga, "News").await;
    olga.taps("📣 Send").await;
    olga.person.taps("Send it").unwrap();
    while world.deliver_updates().await > 0 {}
    world
}

/// How many people got how many letters.
fn letters(world: &World, people: i64) -> BTreeMap<usize, usize> {
    let mut counts = BTreeMap::new();
    for count in world.telegram.counts_of_letters(FIRST..FIRST + people) {
        *counts.entry(count).or_default() += 1;
    }
    counts
}

async fn status(world: &World) -> String {
    world.value("select status from broadcasts").await
}

#[tokio::test]
async fn wherever_a_process_dies_nobody_gets_it_twice_and_few_go_without() {
    for polls in [1, 9, 30, 70, 130, 220, 400] {
        let world = world_with_crowd(75).await;
        for _ in 0..KILLS {
            polled_at_most(Some(polls), world.app.worker.run_due()).await;
            world.turn_clock(LEASE_IS_OVER);
        }
        // What is late by now goes first, and the broadcast waits for it.
        world.advance(TimeDelta::minutes(2)).await;
        let recipients = world.recipients().await;
        let unknown = recipients.get("unknown").copied().unwrap_or_default();
        assert!(unknown <= KILLS * UNDER_WAY_MOST, "{polls}: {recipients:?}");
        assert_eq!(recipients.values().sum::<i64>(), 75);
        let letters = letters(&world, 75);
        assert!(letters.keys().all(|count| *count <= 1), "{letters:?}");
        let without = letters.get(&0).copied().unwrap_or_default();
        assert!(without <= usize::try_from(unknown).unwrap());
        assert_eq!(status(&world).await, "done");
        world.ends_well().await;
    }
}

#[tokio::test]
async fn two_processes_send_it_once() {
    let world = world_with_crowd(200).await;
    let other = world.another_process();
    let workers = [&world.app.worker, &other.worker]
        .map(|worker| async move { while worker.run_due().await.unwrap() > 0 {} });
    futures::future::join_all(workers).await;
    world.settle().await;
    assert_eq!(letters(&world, 200), BTreeMap::from([(1, 200)]));
    assert_eq!(world.recipients().await, states(&[("delivered", 200)]));
    world.ends_well().await;
}

#[tokio::test]
async fn whoever_was_refused_for_flooding_gets_it_later() {
    let world = world_with_crowd(40).await;
    let floods = AtomicUsize::new(0);
    world.telegram.fail_when(move |_, parameters| {
        let is_meant = of_crowd(parameters) == Some(FIRST + 7);
        let is_first = is_meant && floods.fetch_add(1, Ordering::SeqCst) == 0;
        is_first.then(|| Fault::too_many_requests(1))
    });
    world.settle().await;
    assert_eq!(
        world.recipients().await,
        states(&[("delivered", 39), ("waiting", 1)])
    );
    assert_eq!(status(&world).await, "sending");
    world.turn_clock(TimeDelta::seconds(2));
    world.settle().await;
    assert_eq!(letters(&world, 40), BTreeMap::from([(1, 40)]));
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn an_answer_that_never_came_is_unknown_and_not_asked_for_twice() {
    let world = world_with_crowd(40).await;
    world
        .telegram
        .fail_when(|_, parameters| match of_crowd(parameters) {
            Some(chat) if chat == FIRST => Some(Fault::ResetAfterEffect),
            Some(chat) if chat == FIRST + 1 => Some(Fault::ResetBeforeEffect),
            Some(chat) if chat == FIRST + 2 => Some(Fault::Gateway502),
            _ => None,
        });
    world.settle().await;
    assert_eq!(
        world.recipients().await,
        states(&[("delivered", 37), ("unknown", 3)])
    );
    assert_eq!(letters(&world, 40), BTreeMap::from([(0, 2), (1, 38)]));
    world.ends_well().await;
}

#[tokio::test]
async fn people_who_are_gone_are_noted_and_left_alone_from_then_on() {
    let world = world_with_crowd(40).await;
    world.telegram.fail_when(|_, parameters| {
        of_crowd(parameters)
            .filter(|chat| *chat < FIRST + 3)
            .map(|_| Fault::Error {
                code: 403,
                description: "Forbidden: bot was blocked by the user".to_owned(),
                retry_after: None,
            })
    });
    world.settle().await;
    assert_eq!(
        world.recipients().await,
        states(&[("blocked", 3), ("delivered", 37)])
    );
    let unreachable: i64 = world
        .value("select count(*) from user_settings where unreachable_since is not null")
        .await;
    assert_eq!(unreachable, 3);
    // What the card shows on the way depends on which of two jobs of one moment is the first.
    let told = world.olga().transcript();
    for end in [
        "Bot: ✅ Broadcast № 1 is out.\n     37 of 40 have it\n     🚫 3 have blocked the bot or are gone",
        "Bot (edited): 📣 Broadcast № 1 · ✅ sent · Olga",
    ] {
        assert_eq!(told.matches(end).count(), 1, "{told}");
    }
    world.ends_well().await;
}

#[tokio::test]
async fn a_letter_that_telegram_does_not_take_stops_after_a_few() {
    let world = world_with_crowd(200).await;
    let olga = world.olga();
    olga.transcript();
    world.telegram.fail_when(|_, parameters| {
        of_crowd(parameters).map(|_| Fault::Error {
            code: 400,
            description: "Bad Request: wrong file identifier".to_owned(),
            retry_after: None,
        })
    });
    world.settle().await;
    assert_eq!(status(&world).await, "paused");
    assert_eq!(world.recipients().await, states(&[("waiting", 200)]));
    let said = olga.transcript();
    assert!(said.contains("Telegram refused it several times"), "{said}");
    assert!(said.contains("wrong file identifier"), "{said}");
    world.telegram.heal();
    olga.taps("Go on").await;
    assert_eq!(letters(&world, 200), BTreeMap::from([(1, 200)]));
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_telegram_that_is_away_is_waited_for() {
    let world = world_with_crowd(60).await;
    world
        .telegram
        .fail_when(|_, parameters| of_crowd(parameters).map(|_| Fault::too_many_requests(1)));
    polled_at_most(Some(2000), world.app.worker.run_due()).await;
    world.telegram.heal();
    world.turn_clock(LEASE_IS_OVER);
    world.settle().await;
    world.turn_clock(TimeDelta::seconds(5));
    world.settle().await;
    let recipients = world.recipients().await;
    assert_eq!(recipients.values().sum::<i64>(), 60);
    let twice = letters(&world, 60).keys().any(|count| *count > 1);
    assert!(!twice, "{recipients:?}");
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

/// Has something happen once so many have got it, while the others are on their way.
async fn in_the_middle(world: &World, olga: &Friend<'_>, taps: &[&str]) {
    world.telegram.fail_when(|_, parameters| {
        let pause = std::time::Duration::from_millis(5);
        of_crowd(parameters).map(|_| Fault::Delay(pause))
    });
    let sending = async { while world.app.worker.run_due().await.unwrap() > 0 {} };
    let tapping = async {
        let mut changes = world.telegram.subscribe();
        while letters(world, 300).get(&1).copied().unwrap_or_default() < 60 {
            changes.changed().await.unwrap();
        }
        for label in taps {
            // The card says that it has begun.
            while world.app.worker.run_due().await.unwrap() > 0 {}
            olga.person.taps(label).unwrap();
            while world.deliver_updates().await > 0 {}
        }
    };
    tokio::join!(sending, tapping);
    world.telegram.heal();
}

#[tokio::test]
async fn a_pause_acts_at_once_and_it_goes_on_where_it_was() {
    let world = world_with_crowd(300).await;
    let olga = world.olga();
    in_the_middle(&world, &olga, &["Pause"]).await;
    assert_eq!(status(&world).await, "paused");
    let sent = world.recipients().await["delivered"];
    assert!((60..150).contains(&sent), "{sent} were sent");
    assert_eq!(world.recipients().await.get("sending"), None);
    world.settle().await;
    assert_eq!(world.recipients().await["delivered"], sent);
    olga.transcript();
    olga.taps("Go on").await;
    assert_eq!(letters(&world, 300), BTreeMap::from([(1, 300)]));
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_stop_is_for_good() {
    let world = world_with_crowd(300).await;
    let olga = world.olga();
    in_the_middle(&world, &olga, &["Pause", "Stop for good"]).await;
    let sent = world.recipients().await["delivered"];
    world.settle().await;
    world.advance(TimeDelta::days(8)).await;
    assert_eq!(status(&world).await, "stopped");
    assert_eq!(world.recipients().await["delivered"], sent);
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_left_paused_is_over_after_a_week() {
    let world = world_with_crowd(300).await;
    let olga = world.olga();
    in_the_middle(&world, &olga, &["Pause"]).await;
    world.settle().await;
    world.advance(TimeDelta::days(6)).await;
    assert_eq!(status(&world).await, "paused");
    world.advance(TimeDelta::days(2)).await;
    assert_eq!(status(&world).await, "stopped");
    world.ends_well().await;
}

#[tokio::test]
async fn a_double_tap_of_two_members_sends_it_once() {
    let world = World::with_staff().await;
    let (olga, anna) = (world.olga(), world.anna());
    anna.sends("/start").await;
    anna.transcript();
    world.drafts(&olga, "News").await;
    olga.taps("📣 Send").await;
    for _ in 0..3 {
        olga.person.taps("Send it").unwrap();
    }
    world.settle().await;
    assert_eq!(world.recipients().await, states(&[("delivered", 1)]));
    assert_eq!(anna.transcript().matches("News").count(), 1);
    let confirmed: i64 = world
        .value("select count(*) from admin_audit_log where action = 'broadcast_send'")
        .await;
    assert_eq!(confirmed, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn two_broadcasts_go_out_one_after_the_other() {
    let world = world_with_crowd(40).await;
    let olga = world.olga();
    world.drafts(&olga, "Other news").await;
    world.sends_the_broadcast(&olga).await;
    assert_eq!(letters(&world, 40), BTreeMap::from([(2, 40)]));
    let order: bool = world
        .value("select max(finished_at) filter (where id = 1) <= max(started_at) filter (where id = 2) from broadcasts")
        .await;
    assert!(order);
    world.ends_well().await;
}
