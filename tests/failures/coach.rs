//! Failures 9 and 10, as far as they are about photos that the coach looks at: the
//! storage is down, an answer is lost, a worker dies.

use chrono::TimeDelta;
use sandbox::faults::Fault;

use crate::{
    conversations::coach::{begins, count, panel, stored, thumbnails},
    world::{World, blurred, selfie, selfies},
};

#[tokio::test]
async fn row_9_an_advised_photo_waits_for_a_storage_that_is_down() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    world.s3.set_down(true);
    anna.sends_photo(blurred(1)).await;
    let undecided = "select count(*) from avatar_uploads where status = 'advised'";
    assert_eq!(count(&world, undecided).await, 0);
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(count(&world, undecided).await, 1);
    anna.taps("🤔 1").await;
    anna.taps("Use it anyway").await;
    assert!(panel(&anna).text.contains("1 of 4–8"));
    assert_eq!(stored(&world), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_verdict_that_was_lost_after_storing_is_reached_again() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    world
        .s3
        .fail_next(axum::http::Method::PUT, Fault::ResetAfterEffect);
    anna.sends_photo(blurred(1)).await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(stored(&world), 1, "one object under one key");
    let undecided = "select count(*) from avatar_uploads where status = 'advised'";
    assert_eq!(count(&world, undecided).await, 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_worker_that_lost_its_lease_decides_nothing() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_photo(blurred(1)).await;
    anna.taps("🤔 1").await;
    anna.taps("Use it anyway").await;
    // The job comes a second time, as after a crash between its commit and its end.
    world
        .execute(
            "insert into jobs (kind, payload, key, priority, run_at)
             select 'receive_photo', jsonb_build_object('upload_id', id), id::text, 20, '2026-01-01'
             from avatar_uploads",
        )
        .await;
    world.settle().await;
    assert_eq!(
        count(&world, "select count(*) from reference_photos").await,
        1
    );
    let accepted = "select count(*) from avatar_uploads where status = 'accepted'";
    assert_eq!(count(&world, accepted).await, 1);
    assert_eq!(stored(&world), 1);
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_thumbnail_neither_stops_an_avatar_nor_is_left_behind() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(selfies(4)).await;
    world
        .s3
        .fail_next(axum::http::Method::PUT, Fault::ResetAfterEffect);
    anna.taps("Done").await;
    world.advance(TimeDelta::minutes(1)).await;
    let ready = "select count(*) from avatars where status = 'ready' and thumbnail_url like '%' || thumbnail_key";
    assert_eq!(count(&world, ready).await, 1);
    assert_eq!((stored(&world), thumbnails(&world)), (4, 1));
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_damaged_photo_yields_an_avatar_without_a_thumbnail() {
    let world = World::new().await;
    let anna = world.anna();
    begins(&anna).await;
    anna.sends_album(vec![selfie(1), selfie(2), selfie(3), selfie(4)])
        .await;
    for (key, _) in world.s3.objects().unwrap() {
        world.s3.overwrite(&key, b"damaged").unwrap();
    }
    anna.taps("Done").await;
    let ready = "select count(*) from avatars where status = 'ready' and thumbnail_url is null";
    assert_eq!(count(&world, ready).await, 1);
    assert_eq!((stored(&world), thumbnails(&world)), (4, 0));
    anna.transcript();
    world.ends_well().await;
}
