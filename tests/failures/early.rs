//! Rows 9, 10 and 12 against the first album, which comes while the others of its
//! set are still being made.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use sandbox::{kie::CallbackPlan, telegram};

use super::generation::with_a_paid_set;
use crate::world::{Friend, World};

impl World {
    /// Three photos of the first set are there; what follows from it has not happened.
    async fn three_photos_come(&self) {
        for task in &self.kie.tasks()[..3] {
            self.kie.finish(&task.id).unwrap();
        }
        self.kie.send_callbacks().await;
        while self.photos().await < 3 {
            self.app.worker.run_due().await.unwrap();
        }
    }

    async fn sizes_of_albums(&self) -> Vec<i32> {
        sqlx::query_scalar("select cardinality(message_ids) from albums order by job_id, position")
            .fetch_all(&self.db)
            .await
            .unwrap()
    }
}

async fn with_three_photos(world: &World) -> Friend<'_> {
    let anna = with_a_paid_set(world).await;
    world.three_photos_come().await;
    anna
}

#[tokio::test]
async fn row_7_without_any_callback_the_first_photos_come_by_polling() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.set_callback_plan(CallbackPlan::Dropped);
    for task in &world.kie.tasks()[..3] {
        world.kie.finish(&task.id).unwrap();
    }
    world.advance(TimeDelta::seconds(30)).await;
    assert_eq!(anna.portraits(), 3);
    world.kie_finishes().await;
    world.advance(TimeDelta::seconds(30)).await;
    assert_eq!(anna.portraits(), 7);
    assert_eq!(world.sizes_of_albums().await, [3, 4]);
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_storage_that_is_down_only_delays_the_first_photos() {
    let world = World::new().await;
    let anna = with_three_photos(&world).await;
    world.s3.set_down(true);
    world.settle().await;
    assert_eq!(anna.portraits(), 0);
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(anna.portraits(), 3);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    assert_eq!(world.sizes_of_albums().await, [3, 4]);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_crash_between_the_first_album_and_its_record_repeats_that_album_only() {
    let world = World::new().await;
    let anna = with_three_photos(&world).await;
    // Telegram takes the album; writing that down fails, as if the process died there.
    world
        .execute("alter table albums add constraint broken check (sent_at is null) not valid")
        .await;
    world.settle().await;
    let sent = anna.portraits();
    assert!(sent >= 3);
    world.kie.finish_all();
    world.kie.send_callbacks().await;
    world
        .execute("alter table albums drop constraint broken")
        .await;
    world.advance(TimeDelta::minutes(2)).await;
    assert_eq!(anna.portraits(), sent + 3 + 4);
    assert_eq!(world.sizes_of_albums().await, [3, 4]);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_first_album_and_the_end_of_its_set_that_meet_send_each_photo_once() {
    let world = World::new().await;
    let anna = with_three_photos(&world).await;
    world.kie.finish_all();
    // While the first album is on its way, the last photo comes.
    world.kie.send_callbacks().await;
    world.turn_clock(TimeDelta::seconds(3));
    world.settle().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!((anna.portraits(), world.photos().await), (7, 7));
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_a_flood_during_the_first_album_repeats_nothing() {
    let world = World::new().await;
    let anna = with_three_photos(&world).await;
    let albums = AtomicUsize::new(0);
    world.telegram.fail_when(move |method, _| {
        let is_first = method == "sendMediaGroup" && albums.fetch_add(1, Ordering::SeqCst) == 0;
        is_first.then(|| telegram::Fault::too_many_requests(1))
    });
    world.settle().await;
    assert_eq!(anna.portraits(), 3);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_12_who_has_blocked_the_bot_gets_the_first_photos_with_the_others() {
    let world = World::new().await;
    let anna = with_three_photos(&world).await;
    anna.person.blocks_bot();
    world.settle().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 0);
    anna.person.unblocks_bot();
    anna.sends("/start").await;
    world.sweeps().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_a_payment_whose_first_photos_were_sent_does_not_go_back_by_mistake() {
    let world = World::with_staff().await;
    let anna = with_three_photos(&world).await;
    world.settle().await;
    assert_eq!(anna.portraits(), 3);
    let olga = world.olga();
    olga.transcript();
    // The rest fails, and is missing rather than the whole set.
    world.kie.fail_prompt_containing("", 40, "501");
    for task in world.kie.tasks().iter().skip(3) {
        world
            .kie
            .fail(&task.id, "501", "The generation failed")
            .unwrap();
    }
    world.kie.send_callbacks().await;
    world.kie_works_through().await;
    let said = anna.transcript();
    assert!(said.contains("3 of 7 portraits are here"), "{said}");
    assert_eq!(world.telegram.calls_of("refundStarPayment").len(), 0);
    assert_eq!(anna.portraits(), 3);
    world.ends_well().await;
}

#[tokio::test]
async fn row_11_nothing_more_is_made_of_a_set_whose_payment_went_back_after_its_first_photos() {
    let world = World::with_staff().await;
    let anna = with_three_photos(&world).await;
    world.settle().await;
    assert_eq!(anna.portraits(), 3);
    let charge: String = world
        .value("select telegram_charge_id from payments where telegram_charge_id is not null")
        .await;
    anna.transcript();
    world.telegram.refund_elsewhere(101, &charge).unwrap();
    world.settle().await;
    world.kie_works_through().await;
    world.sweeps().await;
    let said = anna.transcript();
    assert!(
        said.contains("This set was stopped, its payment goes back"),
        "{said}"
    );
    assert!(!said.contains("portraits are here"), "{said}");
    assert_eq!(anna.portraits(), 3);
    // Nobody orders them any more, neither the bot nor the person.
    let open: i64 = world
        .value("select count(*) from kie_tasks where status = 'pending'")
        .await;
    assert_eq!(open, 0);
    anna.sends("/photos").await;
    anna.taps("Lifestyle").await;
    assert!(!anna.transcript().contains("missing"));
    world.ends_well().await;
}
