//! Rows 6–10, as far as they are about making photos.

use std::time::Duration;

use chrono::TimeDelta;
use sandbox::{
    faults::Fault,
    kie::{CallbackPlan, ForgedSignature, Forgery, Method, State},
};

use crate::world::{Friend, World, client};

impl World {
    /// The sweep runs, as it does every minute in a process that was started.
    pub async fn sweeps(&self) {
        self.execute(
            "insert into jobs (kind, payload, key, priority, run_at)
             values ('sweep_sets', '{}', '', 120, '2026-01-01')
             on conflict (kind, key) where status = 'waiting' do update set run_at = excluded.run_at",
        )
        .await;
        self.settle().await;
    }

    pub async fn photos(&self) -> i64 {
        self.value("select count(*) from generated_photos").await
    }
}

pub async fn with_a_paid_set(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_paid().await;
    assert_eq!(world.kie.creations().len(), 7);
    anna
}

#[tokio::test]
async fn row_6_forged_callbacks_of_kie_change_nothing() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    let task = world.kie.tasks()[0].clone();
    let address = task.callback_url.clone().unwrap();
    let forgery = |signature| Forgery {
        task_id: task.id.clone(),
        state: State::Success,
        result_urls: vec!["https://attacker.example/portrait.png".to_owned()],
        signature,
    };
    for signature in [
        ForgedSignature::Missing,
        ForgedSignature::WrongKey,
        ForgedSignature::Replayed(Duration::from_secs(301)),
    ] {
        let status = world
            .kie
            .forge_callback(&address, forgery(signature))
            .await
            .unwrap();
        assert_eq!(status, 401);
    }
    // A right signature says nothing of the body: Kie itself is asked.
    let status = world
        .kie
        .forge_callback(&address, forgery(ForgedSignature::Right))
        .await
        .unwrap();
    assert_eq!(status, 200);
    world.settle().await;
    assert_eq!(world.photos().await, 0);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_6_a_callback_can_not_put_one_persons_portrait_into_anothers_set() {
    let world = World::new().await;
    with_a_paid_set(&world).await;
    let boris = world.boris();
    boris.has_paid().await;
    let tasks = world.kie.tasks();
    let (annas, boriss) = (&tasks[0], &tasks[7]);
    world.kie.finish(&annas.id).unwrap();
    let forgery = Forgery {
        task_id: annas.id.clone(),
        state: State::Success,
        result_urls: Vec::new(),
        signature: ForgedSignature::Right,
    };
    let address = boriss.callback_url.clone().unwrap();
    world.kie.forge_callback(&address, forgery).await.unwrap();
    world.settle().await;
    let photos_of_boris: i64 = world
        .value("select count(*) from generated_photos join avatars on avatars.id = avatar_id join users on users.id = user_id where telegram_user_id = 102")
        .await;
    assert_eq!(photos_of_boris, 0);
    world.kie_finishes().await;
    assert_eq!(boris.portraits(), 7);
}

#[tokio::test]
async fn row_6_garbage_is_no_callback() {
    let world = World::new().await;
    let post = |body: &'static str| {
        client()
            .post(format!("{}/kie/callback?task=x", world.url))
            .body(body)
            .send()
    };
    assert_eq!(post("not JSON").await.unwrap().status(), 400);
    assert_eq!(
        post("{\"data\":{\"state\":\"success\"}}")
            .await
            .unwrap()
            .status(),
        400
    );
    assert_eq!(
        post("{\"data\":{\"taskId\":\"unknown\"}}")
            .await
            .unwrap()
            .status(),
        401
    );
    world.ends_well().await;
}

#[tokio::test]
async fn row_7_without_any_callback_polling_finishes_the_set() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.set_callback_plan(CallbackPlan::Dropped);
    world.kie_finishes().await;
    assert_eq!(world.photos().await, 0);
    world.advance(TimeDelta::seconds(30)).await;
    assert_eq!(anna.portraits(), 7);
    assert_eq!(world.kie.callback_attempts(), []);
    world.ends_well().await;
}

#[tokio::test]
async fn row_7_a_task_that_never_ends_is_made_anew() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    let stuck = world.kie.tasks()[0].id.clone();
    for task in &world.kie.tasks()[1..] {
        world.kie.finish(&task.id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.advance(TimeDelta::minutes(17)).await;
    assert_eq!(world.kie.tasks().len(), 8);
    assert!(!world.kie.find_task(&stuck).unwrap().state.is_final());
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_an_order_whose_answer_was_lost_is_not_placed_twice() {
    let world = World::new().await;
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    let anna = with_a_paid_set(&world).await;
    let unknown: i64 = world
        .value("select count(*) from kie_tasks where kie_task_id is null")
        .await;
    assert_eq!(unknown, 1);
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(20)).await;
    assert_eq!(world.kie.tasks().len(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_an_order_that_never_arrived_is_placed_again() {
    let world = World::new().await;
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetBeforeEffect);
    let anna = world.anna();
    anna.has_paid().await;
    world.kie_finishes().await;
    assert_eq!((world.kie.tasks().len(), world.photos().await), (6, 6));
    world.advance(TimeDelta::minutes(13)).await;
    world.kie_finishes().await;
    assert_eq!((world.kie.tasks().len(), anna.portraits()), (7, 7));
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_lost_order_that_reports_late_gives_no_photo_too_many() {
    let world = World::new().await;
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    let anna = with_a_paid_set(&world).await;
    let known: Vec<String> =
        sqlx::query_scalar("select kie_task_id from kie_tasks where kie_task_id is not null")
            .fetch_all(&world.db)
            .await
            .unwrap();
    for id in &known {
        world.kie.finish(id).unwrap();
    }
    world.kie.send_callbacks().await;
    world.advance(TimeDelta::minutes(13)).await;
    assert_eq!(world.kie.tasks().len(), 8, "given up and placed again");
    let lost = world
        .kie
        .tasks()
        .into_iter()
        .find(|task| !known.contains(&task.id))
        .unwrap();
    world.kie.finish(&lost.id).unwrap();
    world.kie.send_callbacks().await;
    world.settle().await;
    assert_eq!(
        anna.portraits(),
        7,
        "the late picture is as good as the new one"
    );
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!((anna.portraits(), world.photos().await), (7, 7));
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_doubled_and_late_callbacks_give_each_photo_once() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.set_callback_plan(CallbackPlan::Doubled);
    world.kie_finishes().await;
    for task in world.kie.tasks() {
        assert_eq!(world.kie.send_callback(&task.id).await.unwrap(), 200);
    }
    world.settle().await;
    assert_eq!((anna.portraits(), world.photos().await), (7, 7));
    assert_eq!(world.kie.requests(Method::Result), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_storage_that_is_down_loses_no_result() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.s3.set_down(true);
    world.kie_finishes().await;
    assert_eq!(world.photos().await, 0);
    world.s3.set_down(false);
    world.advance(TimeDelta::minutes(10)).await;
    assert_eq!((anna.portraits(), world.kie.tasks().len()), (7, 7));
}

#[tokio::test]
async fn row_9_a_crash_between_storing_and_recording_leaves_no_second_copy() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.finish_all();
    // The photo is stored; recording it fails, as it would if the process died there.
    world
        .execute(
            "alter table generated_photos add constraint broken check (job_id is null) not valid",
        )
        .await;
    world.kie.send_callbacks().await;
    world.settle().await;
    assert_eq!(world.photos().await, 0);
    world
        .execute("alter table generated_photos drop constraint broken")
        .await;
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(anna.portraits(), 7);
    let stored = world
        .s3
        .objects()
        .unwrap()
        .into_iter()
        .filter(|(key, _)| key.starts_with("portraits/"));
    assert_eq!(stored.count(), 7);
}

#[tokio::test]
async fn row_9_an_expired_result_is_made_anew() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.settle().await;
    let expired = world.kie.tasks()[3].id.clone();
    world.kie.expire_results(&expired);
    world.kie_finishes().await;
    assert_eq!(world.photos().await, 6);
    world.kie_works_through().await;
    assert_eq!((anna.portraits(), world.kie.tasks().len()), (7, 8));
    world.ends_well().await;
}

#[tokio::test]
async fn row_9_a_result_that_breaks_off_is_read_again() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.fail_next(Method::Result, Fault::CutAnswer);
    world.kie.fail_next(Method::Result, Fault::Http(502));
    world.kie_finishes().await;
    assert_eq!((anna.portraits(), world.kie.tasks().len()), (7, 7));
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_work_whose_jobs_were_lost_is_taken_up_by_the_sweep() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.execute("delete from jobs").await;
    world.kie.set_callback_plan(CallbackPlan::Dropped);
    world.kie_finishes().await;
    assert_eq!(world.photos().await, 0);
    world.sweeps().await;
    assert_eq!(world.photos().await, 7);
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_a_set_whose_delivery_was_lost_is_delivered_by_the_sweep() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.finish_all();
    world.kie.send_callbacks().await;
    while world.photos().await < 7 {
        world.app.worker.run_due().await.unwrap();
        world
            .execute("delete from jobs where kind = 'deliver_set'")
            .await;
        // Looks at Kie are limited to ten a second.
        world.clock.advance(TimeDelta::milliseconds(200));
    }
    assert_eq!(anna.portraits(), 0);
    world.sweeps().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_10_jobs_that_run_twice_at_once_do_their_work_once() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.finish_all();
    // Workers that were thought dead go on beside their successors.
    world
        .execute("insert into jobs (kind, payload, priority, run_at) select 'watch_task', payload, 20, '2026-01-01' from jobs, generate_series(1, 3) where kind = 'watch_task'")
        .await;
    world.settle().await;
    world
        .execute("insert into jobs (kind, payload, priority, run_at) select 'deliver_set', '{\"set_id\":1}', 15, '2026-01-01' from generate_series(1, 3)")
        .await;
    world.settle().await;
    assert_eq!((anna.portraits(), world.photos().await), (7, 7));
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}
