//! Prompts that the usual model keeps failing or refuses: the other model takes
//! over, within the same number of attempts, and nothing is bought twice there either.

use chrono::TimeDelta;
use sandbox::{faults::Fault, kie::Method};

use super::generation::with_a_paid_set;
use crate::world::World;

const USUAL: &str = "nano-banana-pro";
const FALLBACK: &str = "nano-banana-2";

impl World {
    /// The models that a prompt was ordered of, in order.
    fn models_of(&self, prompt: &str) -> Vec<String> {
        let tasks = self.kie.tasks().into_iter();
        let of_prompt = tasks.filter(|task| task.prompt == prompt);
        of_prompt.map(|task| task.model).collect()
    }

    /// A paid set of which one prompt ends with this code so many times; returns the prompt.
    async fn with_a_prompt_that_fails(&self, times: usize, code: &str) -> String {
        self.kie.fail_prompt_containing("", 1, code);
        with_a_paid_set(self).await;
        let prompt = self.kie.tasks()[0].prompt.clone();
        if times > 1 {
            self.kie.fail_prompt_containing(&prompt, times - 1, code);
        }
        prompt
    }
}

#[tokio::test]
async fn a_prompt_that_one_model_fails_twice_goes_to_the_other() {
    let world = World::new().await;
    let prompt = world.with_a_prompt_that_fails(2, "501").await;
    world.kie_works_through().await;
    assert_eq!(world.models_of(&prompt), [USUAL, USUAL, FALLBACK]);
    assert_eq!(world.anna().portraits(), 7);
    let models: Vec<(String, i64)> =
        sqlx::query_as("select model, count(*) from kie_tasks group by model order by model")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(models, [(FALLBACK.to_owned(), 1), (USUAL.to_owned(), 6)]);
    world.ends_well().await;
}

#[tokio::test]
async fn a_prompt_that_is_refused_goes_to_the_other_model_at_once() {
    let world = World::new().await;
    let prompt = world
        .with_a_prompt_that_fails(1, "SENSITIVE_WORD_ERROR")
        .await;
    world.kie_works_through().await;
    assert_eq!(world.models_of(&prompt), [USUAL, FALLBACK]);
    assert_eq!(world.anna().portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn what_both_models_refuse_is_not_ordered_again() {
    let world = World::new().await;
    let prompt = world.with_a_prompt_that_fails(9, "422").await;
    world.kie_works_through().await;
    assert_eq!(world.models_of(&prompt), [USUAL, FALLBACK]);
    let anna = world.anna();
    assert_eq!(anna.portraits(), 6);
    assert!(anna.transcript().contains("6 of 7 portraits are here"));
    // Made again, it begins anew with the usual model.
    anna.taps("Make the missing photo").await;
    world.kie_works_through().await;
    assert_eq!(world.models_of(&prompt)[2..], [USUAL, FALLBACK]);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_an_order_of_the_other_model_whose_answer_was_lost_is_not_placed_twice() {
    let world = World::new().await;
    let prompt = world.with_a_prompt_that_fails(1, "422").await;
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    world.kie_finishes().await;
    world.advance(TimeDelta::seconds(20)).await;
    assert_eq!(world.models_of(&prompt), [USUAL, FALLBACK]);
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(20)).await;
    assert_eq!(world.models_of(&prompt), [USUAL, FALLBACK]);
    assert_eq!(
        (world.anna().portraits(), world.kie.tasks().len()),
        (7, 7 + 1)
    );
    world.ends_well().await;
}

#[tokio::test]
async fn without_another_model_the_usual_one_is_asked_three_times() {
    let world = World::with(|variables| {
        variables.insert("KIE_FALLBACK_MODEL".to_owned(), String::new());
    })
    .await;
    let prompt = world.with_a_prompt_that_fails(3, "422").await;
    world.kie_works_through().await;
    assert_eq!(world.models_of(&prompt), [USUAL; 3]);
    assert_eq!(world.anna().portraits(), 6);
    world.ends_well().await;
}
