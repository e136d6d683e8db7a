//! Many sets at once: Kie's limit is used and kept, small sets pass large ones, and
//! workers that were thought dead change nothing.

use chrono::TimeDelta;
use sandbox::kie::{Fault, Method};

use crate::world::World;

impl World {
    /// Sets of 23 photos each, of the first avatar, begun as a payment begins them.
    async fn large_sets_begin(&self, count: i32) {
        sqlx::query(
            "with sets as (
                 insert into generation_jobs (avatar_id, style_id, status, total_photos, created_at)
                 select 1, 'lifestyle', 'processing', 23, '2026-03-02T09:00:00Z'
                 from generate_series(1, $1)
                 returning id
             )
             insert into kie_tasks (job_id, avatar_id, style_id, prompt, prompt_index, status, attempts,
                                    max_attempts, in_line_since)
             select sets.id, 1, 'lifestyle', 'A large set', index, 'pending', 0, 3, '2026-03-02T09:00:00Z'
             from sets, generate_series(0, 22) as index",
        )
        .bind(count)
        .execute(&self.db)
        .await
        .unwrap();
    }

    /// How many photos are ordered, of large sets and of the others.
    fn ordered(&self) -> (usize, usize) {
        let tasks = self.kie.tasks();
        let large = tasks
            .iter()
            .filter(|task| task.prompt == "A large set")
            .count();
        (large, tasks.len() - large)
    }
}

#[tokio::test]
async fn seven_photos_pass_a_dozen_sets_of_twenty_three_and_kies_limit_is_kept() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    world.large_sets_begin(12).await;
    world.sweeps().await;
    assert_eq!(world.ordered(), (20, 0), "as many as Kie takes at once");
    anna.pays().await;
    let begin = world.clock.now();
    while world.ordered().1 < 7 {
        world.advance(TimeDelta::seconds(1)).await;
    }
    let waited = world.clock.now() - begin;
    assert!(
        waited < TimeDelta::seconds(40),
        "the small set waited {waited}"
    );
    world.advance(TimeDelta::seconds(30)).await;
    let creations = world.kie.creations();
    assert!(creations.iter().all(|creation| creation.code == 200));
    let seconds = (world.clock.now() - creations[0].at).num_seconds();
    let possible = 20 * (1 + seconds / 11);
    assert!(
        creations.len() as i64 >= possible - 20,
        "{} of {possible} places were used",
        creations.len()
    );
}

#[tokio::test]
async fn row_10_a_worker_that_was_thought_dead_writes_nothing_over_its_successor() {
    let world = World::new().await;
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    let slow = Fault::Delay(std::time::Duration::from_millis(400));
    world.kie.break_down(&[Method::CreateTask], &slow);
    let taken_over = async {
        while world.kie.requests(Method::CreateTask) < 7 {
            tokio::task::yield_now().await;
        }
        world
            .execute(
                "update jobs set lease_token = lease_token + 1, lease_until = '2026-03-02T08:00:00Z'
                 where kind = 'create_task' and status = 'running'",
            )
            .await;
    };
    futures::join!(anna.pays(), taken_over);
    world.kie.recover();
    let known: i64 = world
        .value("select count(kie_task_id) from kie_tasks")
        .await;
    assert_eq!(known, 0, "answers to the dead are not written down");
    // Their orders make themselves known, and are not placed again.
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(15)).await;
    assert_eq!((anna.portraits(), world.kie.tasks().len()), (7, 7));
    world.ends_well().await;
}
