//! What is wrong with a broadcast as a whole, and what must not become of it: an outage that
//! uses up the audience, a letter in one language that is refused, one person who holds up
//! the next broadcast, a run that was thought dead.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use sandbox::telegram::Fault;

use super::{FIRST, UNDER_WAY_MOST, letters, of_crowd, status, world_with_crowd};
use crate::conversations::broadcasts::telling::{Telling, states};

#[tokio::test]
async fn an_outage_without_answers_costs_a_few_people_and_not_all() {
    let world = world_with_crowd(200).await;
    let olga = world.olga();
    olga.transcript();
    world
        .telegram
        .fail_when(|_, parameters| of_crowd(parameters).map(|_| Fault::ResetBeforeEffect));
    world.settle().await;
    assert_eq!(status(&world).await, "sending");
    let unknown = world.recipients().await["unknown"];
    assert!((5..5 + UNDER_WAY_MOST).contains(&unknown), "{unknown}");
    for probes in 1..=5 {
        world.advance(TimeDelta::seconds(31)).await;
        assert_eq!(world.recipients().await["unknown"], unknown + probes);
    }
    world.advance(TimeDelta::seconds(31)).await;
    assert_eq!(status(&world).await, "paused");
    assert_eq!(world.recipients().await["unknown"], unknown + 5);
    let said = olga.transcript();
    assert!(said.contains("no answer has come from Telegram"), "{said}");
    world.telegram.heal();
    olga.taps("Go on").await;
    let rest = 200 - unknown - 5;
    assert_eq!(
        world.recipients().await,
        states(&[("delivered", rest), ("unknown", unknown + 5)])
    );
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_short_outage_is_over_with_the_first_answer() {
    let world = world_with_crowd(100).await;
    world
        .telegram
        .fail_when(|_, parameters| of_crowd(parameters).map(|_| Fault::Gateway502));
    world.settle().await;
    world.advance(TimeDelta::seconds(31)).await;
    let unknown = world.recipients().await["unknown"];
    world.telegram.heal();
    world.advance(TimeDelta::seconds(31)).await;
    assert_eq!(
        world.recipients().await,
        states(&[("delivered", 100 - unknown), ("unknown", unknown)])
    );
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn an_error_of_telegrams_own_may_have_been_a_delivery() {
    let world = world_with_crowd(40).await;
    world.telegram.fail_when(|_, parameters| {
        let fault = |code, description: &str| Fault::Error {
            code,
            description: description.to_owned(),
            retry_after: None,
        };
        match of_crowd(parameters)? - FIRST {
            3 => Some(fault(500, "Internal Server Error")),
            20 => Some(fault(502, "Bad Gateway")),
            _ => None,
        }
    });
    world.settle().await;
    world.telegram.heal();
    world.advance(TimeDelta::seconds(31)).await;
    assert_eq!(
        world.recipients().await,
        states(&[("delivered", 38), ("unknown", 2)])
    );
    world.ends_well().await;
}

#[tokio::test]
async fn a_letter_that_is_wrong_in_one_language_is_noticed_among_the_others() {
    let world = world_with_crowd(200).await;
    let olga = world.olga();
    for sql in [
        "insert into broadcast_letters (broadcast_id, language, html) values (1, 'ru', 'Новости')",
        "update user_settings set language = 'ru' where user_id % 10 = 0",
    ] {
        sqlx::query(sql).execute(&world.db).await.unwrap();
    }
    world.telegram.fail_when(|_, parameters| {
        of_crowd(parameters)?;
        let is_russian = parameters["text"].as_str()?.contains("Новости");
        is_russian.then(|| Fault::Error {
            code: 400,
            description: "Bad Request: BUTTON_URL_INVALID".to_owned(),
            retry_after: None,
        })
    });
    world.settle().await;
    assert_eq!(status(&world).await, "paused");
    assert_eq!(world.recipients().await.get("refused"), None);
    world.telegram.heal();
    olga.taps("Go on").await;
    assert_eq!(letters(&world, 200), BTreeMap::from([(1, 200)]));
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn the_next_broadcast_need_not_wait_for_one_person() {
    let world = world_with_crowd(40).await;
    let olga = world.olga();
    world.telegram.fail_when(|_, parameters| {
        let is_meant = of_crowd(parameters)? == FIRST + 7;
        is_meant.then(|| Fault::too_many_requests(3600))
    });
    world.settle().await;
    assert_eq!(status(&world).await, "sending");
    world.telegram.heal();
    world.drafts(&olga, "Other news").await;
    sqlx::query("update users set is_banned = true where telegram_user_id = $1")
        .bind(FIRST + 7)
        .execute(&world.db)
        .await
        .unwrap();
    world.sends_the_broadcast(&olga).await;
    let states: String = world
        .value("select string_agg(status, ', ' order by id) from broadcasts")
        .await;
    assert_eq!(states, "sending, done");
    assert_eq!(letters(&world, 40), BTreeMap::from([(0, 1), (2, 39)]));
    world.advance(TimeDelta::hours(2)).await;
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}

#[tokio::test]
async fn a_run_that_lost_its_place_changes_nothing_any_more() {
    let world = world_with_crowd(100).await;
    let other = world.another_process();
    world.telegram.fail_when(|_, parameters| {
        of_crowd(parameters).map(|_| Fault::Delay(std::time::Duration::from_millis(5)))
    });
    let mut run = Box::pin(world.app.worker.run_due());
    let mut changes = world.telegram.subscribe();
    let is_in_the_middle = || {
        let letters = letters(&world, 100);
        letters.get(&1).is_some_and(|count| *count > 20)
    };
    while !is_in_the_middle() {
        tokio::select! {
            _ = &mut run => panic!("all was sent before the run could stall"),
            _ = changes.changed() => {}
        }
    }
    world.turn_clock(TimeDelta::seconds(2));
    while other.worker.run_due().await.unwrap() > 0 {}
    // It goes on as if nothing had been.
    run.await.unwrap();
    world.telegram.heal();
    world.settle().await;
    let recipients = world.recipients().await;
    let unknown = recipients.get("unknown").copied().unwrap_or_default();
    assert!(unknown <= UNDER_WAY_MOST, "{recipients:?}");
    assert_eq!(recipients["delivered"] + unknown, 100);
    assert!(letters(&world, 100).keys().all(|count| *count <= 1));
    assert_eq!(status(&world).await, "done");
    world.ends_well().await;
}
