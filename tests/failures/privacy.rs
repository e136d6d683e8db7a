//! Rows 4, 7 and 9 for erasures: killed anywhere, told twice, without a storage.

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
};

use chrono::TimeDelta;
use sandbox::s3::{Fault, Outage};

use crate::world::{Friend, World};

/// A little longer than a dead process keeps the jobs it had taken.
pub(super) const LEASE_IS_OVER: TimeDelta = TimeDelta::seconds(31);

/// Polls `work` so often and drops it then, wherever it is: what a kill does to it.
/// Whether it came to its end.
pub(super) async fn killed_after(polls: usize, work: impl Future) -> bool {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        work.as_mut().poll(context).map(|_| true)
    })
    .await
}

/// Somebody with an avatar, a delivered set and one that is being made, who has just
/// confirmed that everything is to be erased.
async fn about_to_be_erased(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    anna.has_an_invoice().await;
    anna.pays().await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.transcript();
    anna.person.taps("Yes, erase everything").unwrap();
    world.deliver_updates().await;
    anna
}

fn farewells(anna: &Friend<'_>) -> usize {
    let messages = anna.person.messages();
    let said = messages
        .iter()
        .filter(|message| message.text.contains("Everything is erased"));
    said.count()
}

async fn is_over(world: &World) -> bool {
    world
        .value(
            "select not exists (select from jobs)
                and not exists (select from doomed_objects)
                and exists (select from users where erased_at is not null)",
        )
        .await
}

async fn assert_all_is_gone(world: &World) {
    assert_eq!(world.s3.objects().unwrap(), []);
    let rows: i64 = world
        .value(
            "select (select count(*) from avatars)
                  + (select count(*) from reference_photos)
                  + (select count(*) from generated_photos)
                  + (select count(*) from kie_tasks)
                  + (select count(*) from user_settings)
                  + (select count(*) from users where telegram_user_id is not null)",
        )
        .await;
    assert_eq!(rows, 0);
    // The set that was delivered stays paid, the other one's money is back.
    assert_eq!(world.given_back().await, (1, 1));
}

#[tokio::test]
async fn row_4_killed_at_every_step_an_erasure_goes_on() {
    let world = World::new().await;
    let anna = about_to_be_erased(&world).await;
    let mut kills = 0;
    for polls in (1..).step_by(2) {
        if !killed_after(polls, world.app.worker.run_due()).await {
            kills += 1;
        }
        // The farewell is never said while anything is left.
        if farewells(&anna) > 0 {
            assert_eq!(world.s3.objects().unwrap(), []);
        }
        if is_over(&world).await {
            break;
        }
        assert!(polls < 5000, "the erasure never ends");
        world.turn_clock(LEASE_IS_OVER);
    }
    assert!(kills >= 10, "only {kills} kills");
    assert_all_is_gone(&world).await;
    // A kill between Telegram's taking it and our writing that down repeats it.
    assert!((1..=3).contains(&farewells(&anna)), "{}", farewells(&anna));
    world.settle().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_7_an_erasure_that_is_asked_for_twice_happens_once() {
    let world = World::new().await;
    let anna = about_to_be_erased(&world).await;
    anna.taps_an_old_yes().await;
    let updates = world.telegram.update_history();
    let ids = updates.iter().filter_map(|update| {
        let update: serde_json::Value = serde_json::from_str(update).unwrap();
        update["update_id"].as_i64()
    });
    for id in ids.collect::<Vec<_>>().into_iter().rev().take(2) {
        world.telegram.repeat_update(id);
    }
    world.settle().await;
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(farewells(&anna), 1);
    assert_all_is_gone(&world).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_without_a_storage_an_erasure_waits_and_says_nothing() {
    let world = World::new().await;
    let anna = about_to_be_erased(&world).await;
    for outage in [Outage::Unavailable, Outage::Unreachable] {
        world.s3.set_outage(outage);
        world.advance(TimeDelta::hours(1)).await;
        assert_eq!(farewells(&anna), 0);
        assert!(!world.s3.objects().unwrap().is_empty());
    }
    world.s3.set_outage(Outage::None);
    // One deletion is done, but its answer is lost.
    world
        .s3
        .fail_next(axum::http::Method::DELETE, Fault::ResetAfterEffect);
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!(farewells(&anna), 1);
    assert_all_is_gone(&world).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_what_is_stored_at_the_moment_of_the_erasure_is_deleted_too() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_paid().await;
    world.settle().await;
    // A worker has chosen where a portrait goes, and puts it there after the rows
    // are gone.
    let key = "portraits/0123456789abcdef0123456789abcdef.jpg";
    world
        .execute(
            "update kie_tasks set result_key = 'portraits/0123456789abcdef0123456789abcdef.jpg' where id = 1",
        )
        .await;
    anna.asks_to_be_erased().await;
    let stored = pinglass::files::FileKey::stored(key.to_owned());
    let bytes = axum::body::Bytes::from_static(b"late");
    world
        .app
        .files
        .put(&stored, bytes, "image/jpeg")
        .await
        .unwrap();
    world.advance(TimeDelta::minutes(9)).await;
    assert_eq!((world.erased().await, farewells(&anna)), (0, 0));
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!((world.erased().await, farewells(&anna)), (1, 1));
    assert_eq!(world.s3.objects().unwrap(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_photo_that_was_removed_before_is_waited_for() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    world.s3.set_down(true);
    anna.sends("/avatars").await;
    anna.taps("Anna").await;
    anna.taps("Delete").await;
    anna.taps("Yes, delete").await;
    anna.asks_to_be_erased().await;
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!((world.erased().await, farewells(&anna)), (0, 0));
    world.s3.set_down(false);
    world.advance(TimeDelta::hours(1)).await;
    assert_eq!((world.erased().await, farewells(&anna)), (1, 1));
    assert_eq!(world.s3.objects().unwrap(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn row_4_an_erasure_that_lost_its_job_is_taken_up_at_the_next_start() {
    let world = World::new().await;
    let anna = about_to_be_erased(&world).await;
    world.execute("delete from jobs").await;
    let mut connection = world.app.db.connection().await.unwrap();
    pinglass::privacy::take_up(&mut connection, world.clock.now())
        .await
        .unwrap();
    drop(connection);
    world.settle().await;
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!(farewells(&anna), 1);
    world.ends_well().await;
}

/// A charge is settled in a transaction of its own while the erasure is about to
/// forget its payer, and waits for it.
async fn a_charge_is_settled_meanwhile(world: &World, charge_id: &str) {
    let mut settling = world.db.begin().await.unwrap();
    sqlx::query("select from users where id = 1 for key share")
        .execute(&mut *settling)
        .await
        .unwrap();
    let charging = async {
        let waiting = "select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'";
        while world.value::<i64>(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        sqlx::query(
            "insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                                   telegram_charge_id, stars_amount, settled_at, created_at)
             values (1, $1, 'stars', 499, 'succeeded', 'starter', 7, $1, 350, $2, $2 at time zone 'utc')",
        )
        .bind(charge_id)
        .bind(world.clock.now())
        .execute(&mut *settling)
        .await
        .unwrap();
        settling.commit().await.unwrap();
    };
    let (ran, ()) = futures::join!(world.app.worker.run_due(), charging);
    assert_eq!(ran.unwrap(), 1);
}

#[tokio::test]
async fn row_11_a_charge_that_is_settled_while_its_payer_is_forgotten_goes_back() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let order: String = world.value("select id::text from orders").await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.person.taps("Yes, erase everything").unwrap();
    world.deliver_updates().await;
    // Telegram has taken the Stars; its word is settled by another process.
    world.telegram.hold_updates();
    let charge_id = world.telegram.charges(101, &order, 350);
    a_charge_is_settled_meanwhile(&world, &charge_id).await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.given_back().await, (1, 1));
    assert_eq!((world.erased().await, farewells(&anna)), (1, 1));
    world.telegram.release_updates();
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.given_back().await, (1, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn a_ban_while_an_erasure_runs_outlives_it() {
    let world = World::new().await;
    let anna = world.anna();
    anna.sends("/start").await;
    anna.sends("/privacy").await;
    anna.taps("Erase everything").await;
    anna.person.taps("Yes, erase everything").unwrap();
    world.deliver_updates().await;
    let mut tx = world.db.begin().await.unwrap();
    sqlx::query("update users set is_banned = true")
        .execute(&mut *tx)
        .await
        .unwrap();
    // The run has looked at her, and waits for the ban.
    let banning = async {
        loop {
            let waiting: i64 = world
                .value(
                    "select count(*) from pg_stat_activity
                     where datname = current_database() and wait_event_type = 'Lock'",
                )
                .await;
            if waiting > 0 {
                break;
            }
            tokio::task::yield_now().await;
        }
        tx.commit().await.unwrap();
    };
    let (ran, ()) = futures::join!(world.app.worker.run_due(), banning);
    ran.unwrap();
    world.advance(TimeDelta::minutes(10)).await;
    let seals: i64 = world.value("select count(*) from sealed_bans").await;
    assert_eq!(seals, 1);
    world.ends_well().await;
}
