//! Rows 11 and 12: refunds and photos that meet, and what Telegram does to albums.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use sandbox::{
    faults::Fault,
    kie::{CallbackPlan, Method, PictureSize},
    telegram,
};

use super::generation::with_a_paid_set;
use crate::world::{Friend, World};

#[tokio::test]
async fn row_11_a_set_is_paid_back_or_delivered_and_never_both() {
    let world = World::new().await;
    world.kie.fail_prompt_containing("", 20, "501");
    // The answer to one order is lost, and it is given up; everything else fails.
    let anna = with_a_paid_set(&world).await;
    for _ in 0..2 {
        world.kie_finishes().await;
        world.advance(TimeDelta::seconds(30)).await;
    }
    let running: Vec<_> = world
        .kie
        .tasks()
        .into_iter()
        .filter(|task| !task.state.is_final())
        .collect();
    assert_eq!(running.len(), 7);
    for task in &running {
        world.kie.finish(&task.id).unwrap();
    }
    // The last callbacks, one of them of a photo, arrive together and twice.
    world.kie.set_callback_plan(CallbackPlan::Doubled);
    world.kie.send_callbacks().await;
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    let refunds = world
        .telegram
        .star_transactions()
        .iter()
        .filter(|transaction| transaction.is_refund)
        .count();
    assert_eq!((refunds, anna.portraits()), (0, 1));
    world.ends_well().await;
}

/// A set that has nothing left to make, with these photos out of sight, about to
/// be delivered. The person has read what was said so far.
async fn about_to_end(world: &World, photos: usize, hidden: i32) -> Friend<'_> {
    let anna = with_a_paid_set(world).await;
    for task in &world.kie.tasks()[..photos] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.settle().await;
    world
        .execute("update kie_tasks set status = 'failed' where status = 'pending'")
        .await;
    sqlx::query("update generated_photos set job_id = null where id <= $1")
        .bind(hidden)
        .execute(&world.db)
        .await
        .unwrap();
    world.execute("delete from jobs").await;
    world
        .execute(
            "insert into jobs (kind, payload, key, priority, run_at)
             values ('deliver_set', '{\"set_id\": 1}', '1', 15, '2026-01-01')",
        )
        .await;
    anna.transcript();
    anna
}

/// Delivers, and lets the hidden photos arrive after the look at the set, while
/// the delivery waits for its row.
async fn photos_arrive_while_it_waits(world: &World) {
    let mut arrival = world.db.begin().await.unwrap();
    sqlx::query("select from generation_jobs for update")
        .execute(&mut *arrival)
        .await
        .unwrap();
    let arriving = async {
        let waiting = "select count(*) from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock'";
        while world.value::<i64>(waiting).await == 0 {
            tokio::task::yield_now().await;
        }
        sqlx::query("update generated_photos set job_id = 1")
            .execute(&mut *arrival)
            .await
            .unwrap();
        arrival.commit().await.unwrap();
    };
    let (ran, ()) = futures::join!(world.app.worker.run_due(), arriving);
    assert_eq!(ran.unwrap(), 1);
}

#[tokio::test]
async fn row_11_a_first_photo_that_arrives_while_the_set_ends_is_delivered_and_not_paid_back() {
    let world = World::new().await;
    let anna = about_to_end(&world, 1, 1).await;
    photos_arrive_while_it_waits(&world).await;
    let reason: Option<String> = world.value("select refund_reason from payments").await;
    assert_eq!(reason, None);
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert!(said.contains("1 of 7 portraits are here"), "{said}");
    assert!(!said.contains("could not make"), "{said}");
    assert_eq!(anna.portraits(), 1);
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_further_photos_that_arrive_while_the_set_ends_are_delivered_and_counted() {
    let world = World::new().await;
    let anna = about_to_end(&world, 3, 2).await;
    photos_arrive_while_it_waits(&world).await;
    world.advance(TimeDelta::minutes(1)).await;
    let said = anna.transcript();
    assert!(said.contains("3 of 7 portraits are here"), "{said}");
    assert_eq!(said.matches("portraits are here").count(), 1, "{said}");
    assert_eq!(anna.portraits(), 3);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_photo_that_arrives_after_the_refund_stays_away() {
    let world = World::new().await;
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    world.kie.fail_prompt_containing("", 7 * 3 + 1, "501");
    let anna = with_a_paid_set(&world).await;
    let known: Vec<String> =
        sqlx::query_scalar("select kie_task_id from kie_tasks where kie_task_id is not null")
            .fetch_all(&world.db)
            .await
            .unwrap();
    let late = world
        .kie
        .tasks()
        .into_iter()
        .find(|task| !known.contains(&task.id))
        .unwrap();
    for _ in 0..24 {
        for task in world
            .kie
            .tasks()
            .into_iter()
            .filter(|task| task.id != late.id && !task.state.is_final())
        {
            world.kie.finish(&task.id).unwrap();
        }
        world.kie.send_callbacks().await;
        world.advance(TimeDelta::minutes(1)).await;
    }
    let refunds = || {
        world
            .telegram
            .star_transactions()
            .iter()
            .filter(|transaction| transaction.is_refund)
            .count()
    };
    assert_eq!((refunds(), anna.portraits()), (1, 0));
    world.kie.finish(&late.id).unwrap();
    world.kie.send_callbacks().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(
        (refunds(), anna.portraits(), world.photos().await),
        (1, 0, 0)
    );
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_flood_in_mid_delivery_repeats_no_album() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Professional").await;
    anna.taps("Standard").await;
    anna.pays().await;
    world.advance(TimeDelta::seconds(10)).await;
    let albums = AtomicUsize::new(0);
    world.telegram.fail_when(move |method, _| {
        let is_second = method == "sendMediaGroup" && albums.fetch_add(1, Ordering::SeqCst) == 1;
        is_second.then(|| telegram::Fault::too_many_requests(1))
    });
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 15);
    assert_eq!(world.telegram.calls_of("sendMediaGroup").len(), 3);
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_after_a_lost_answer_only_that_album_is_sent_again() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.sends("/portraits").await;
    anna.taps("Professional").await;
    anna.taps("Premium").await;
    anna.pays().await;
    world.advance(TimeDelta::seconds(20)).await;
    world
        .telegram
        .fail_next("sendMediaGroup", telegram::Fault::Gateway502);
    world
        .telegram
        .fail_next("sendMediaGroup", telegram::Fault::ResetAfterEffect);
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(5)).await;
    // The first album arrived twice, as Telegram has no key against it.
    let repeated: i32 = world
        .value("select cardinality(photo_ids) from albums where position = 0")
        .await;
    assert_eq!(anna.portraits(), 23 + usize::try_from(repeated).unwrap());
}

#[tokio::test]
async fn row_12_a_picture_too_large_for_an_album_is_made_smaller_and_kept_whole() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.set_picture_size(PictureSize::Heavy);
    let heavy = world.kie.tasks()[0].id.clone();
    world.kie.finish(&heavy).unwrap();
    world.kie.send_callbacks().await;
    world.settle().await;
    world.kie.set_picture_size(PictureSize::Small);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    let largest: i64 = world
        .value("select max(byte_size) from generated_photos")
        .await;
    assert!(
        largest > 10 * 1024 * 1024,
        "the original is kept: {largest} bytes"
    );
    let attempts: i64 = world.value("select sum(attempts) from kie_tasks").await;
    assert_eq!(attempts, 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_blocked_set_waits_until_the_person_comes_back() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    anna.person.blocks_bot();
    world.kie_finishes().await;
    world.sweeps().await;
    let (status, told): (String, bool) =
        sqlx::query_as("select status, notified_at is not null from generation_jobs")
            .fetch_one(&world.db)
            .await
            .unwrap();
    assert_eq!(
        (status.as_str(), told, anna.portraits()),
        ("completed", false, 0)
    );
    anna.person.unblocks_bot();
    anna.sends("/start").await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}
