//! Rows 7 and 8 when Kie as a whole does not work: nobody loses an attempt, nothing
//! is bought twice, and everything goes on by itself.

use chrono::TimeDelta;
use sandbox::{
    faults::Fault,
    kie::{CallbackPlan, Method},
};

use super::generation::with_a_paid_set;
use crate::world::{Friend, World};

const API: [Method; 3] = [Method::CreateTask, Method::RecordInfo, Method::Credit];

impl World {
    fn orders(&self) -> usize {
        self.kie.requests(Method::CreateTask)
    }

    /// How many attempts all photos have used up.
    pub async fn attempts(&self) -> i64 {
        self.value("select sum(attempts) from kie_tasks").await
    }

    async fn is_kie_left_alone(&self) -> bool {
        self.value("select reason is not null from provider_breakers")
            .await
    }
}

async fn about_to_pay(world: &World) -> Friend<'_> {
    let anna = world.anna();
    anna.has_an_avatar().await;
    anna.has_an_invoice().await;
    anna
}

#[tokio::test]
async fn row_8_after_maintenance_one_order_tries_kie_before_all_others() {
    let world = World::with_staff().await;
    let anna = about_to_pay(&world).await;
    world.kie.set_maintenance(true);
    anna.pays().await;
    // As many as were on their way when the first was refused.
    let refused = world.orders();
    world.advance(TimeDelta::minutes(40)).await;
    assert_eq!(
        world.orders(),
        refused,
        "questions that cost nothing go first"
    );
    // Kie says that it is well, and is not yet.
    world.kie.set_maintenance(false);
    world.kie.fail_next(Method::CreateTask, Fault::Code(455));
    while world.orders() == refused {
        world.advance(TimeDelta::seconds(30)).await;
    }
    assert_eq!(world.orders(), refused + 1, "one at a time");
    world.advance(TimeDelta::minutes(7)).await;
    assert_eq!(
        (world.orders(), world.kie.tasks().len()),
        (refused + 1 + 7, 7)
    );
    world.kie_finishes().await;
    assert_eq!((anna.portraits(), world.attempts().await), (7, 7));
    insta::assert_snapshot!(world.olga().transcript(), @r"
    Bot: 🟠 Kie is in maintenance.

         New sales pause, and paid sets wait without losing anything. One set is under way.

         There is nothing to do: the bot asks Kie every few minutes and goes on by itself.
    Bot: 🟢 Kie works again. Sales are open, and the set under way goes on.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_kie_that_does_not_answer_buys_nothing_twice_and_costs_no_attempt() {
    let world = World::new().await;
    let anna = about_to_pay(&world).await;
    world.kie.break_down(&API, &Fault::ResetBeforeEffect);
    anna.pays().await;
    let unclear = world.orders();
    world.advance(TimeDelta::minutes(50)).await;
    assert_eq!(world.orders(), unclear, "each is waited for");
    assert!(world.is_kie_left_alone().await);
    world.kie.recover();
    world.advance(TimeDelta::minutes(7)).await;
    assert_eq!(world.kie.tasks().len(), 7);
    world.kie_finishes().await;
    assert_eq!((anna.portraits(), world.attempts().await), (7, 7));
    assert!(!world.is_kie_left_alone().await);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_kie_that_answers_with_errors_costs_few_attempts_and_no_photo() {
    let world = World::new().await;
    let anna = about_to_pay(&world).await;
    world.kie.break_down(&API, &Fault::Code(500));
    anna.pays().await;
    world.advance(TimeDelta::hours(3)).await;
    let most: i32 = world.value("select max(attempts) from kie_tasks").await;
    assert!(most <= 1, "a photo used up {most} attempts");
    assert!(world.orders() <= 14, "{} orders", world.orders());
    world.kie.recover();
    world.advance(TimeDelta::minutes(7)).await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_trial_whose_answer_was_lost_is_not_placed_again_while_it_may_be_alive() {
    let world = World::new().await;
    let anna = about_to_pay(&world).await;
    world.kie.set_maintenance(true);
    anna.pays().await;
    world.kie.set_maintenance(false);
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    while world.kie.tasks().is_empty() {
        world.advance(TimeDelta::seconds(10)).await;
    }
    assert_eq!(world.kie.tasks().len(), 1);
    assert!(world.is_kie_left_alone().await);
    world.advance(TimeDelta::minutes(5)).await;
    assert_eq!(
        world.kie.tasks().len(),
        7,
        "another photo tried Kie and closed the breaker"
    );
    world.kie_finishes().await;
    assert_eq!((anna.portraits(), world.kie.tasks().len()), (7, 7));
    world.advance(TimeDelta::minutes(20)).await;
    assert_eq!(world.kie.tasks().len(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_trials_without_an_answer_do_not_buy_the_same_photo_all_day() {
    let world = World::new().await;
    let anna = about_to_pay(&world).await;
    // Kie takes every order and its answers are lost, and so are its callbacks.
    world.kie.set_callback_plan(CallbackPlan::Dropped);
    world
        .kie
        .break_down(&[Method::CreateTask], &Fault::ResetAfterEffect);
    anna.pays().await;
    world.advance(TimeDelta::hours(8)).await;
    let bought = world.kie.tasks().len();
    // Three attempts, and three that are excused.
    assert!(
        bought <= 7 * (3 + 3),
        "{bought} pictures were bought for seven photos"
    );
    let refunds = world.telegram.star_transactions();
    assert_eq!(refunds.iter().filter(|one| one.is_refund).count(), 1);
    world.kie.recover();
    world.advance(TimeDelta::minutes(6)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_7_photos_under_way_outlive_an_outage_of_hours_without_callbacks() {
    let world = World::new().await;
    let anna = with_a_paid_set(&world).await;
    world.kie.set_callback_plan(CallbackPlan::Dropped);
    world.kie.break_down(&API, &Fault::Http(502));
    world.advance(TimeDelta::hours(2)).await;
    let looks = world.kie.requests(Method::RecordInfo);
    assert!(looks < 20, "Kie was asked {looks} times in two hours");
    assert!(world.is_kie_left_alone().await);
    assert!(anna.transcript().contains("on a break"));
    world.kie.recover();
    world.advance(TimeDelta::minutes(6)).await;
    assert_eq!(world.kie.tasks().len(), 7, "nothing was made anew");
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!((anna.portraits(), world.attempts().await), (7, 7));
    world.ends_well().await;
}

#[tokio::test]
async fn what_is_under_way_is_finished_without_credits_and_the_staff_are_told_once() {
    let world = World::with_staff().await;
    let anna = with_a_paid_set(&world).await;
    let boris = world.boris();
    boris.has_an_avatar().await;
    boris.has_an_invoice().await;
    world.kie.set_credits(20.0);
    boris.pays().await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(boris.portraits(), 0);
    anna.transcript();
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Anna: /portraits
    Bot: Which style for Anna?

         💼 Professional
         Offices, studios and stages: for a CV, a website, a speech.

         🌿 Lifestyle
         Cafés, streets, sea and mountains: you, on a very good day.

         🎨 Creative
         Film light, painted worlds, bold colours: you as you have never been seen.
         [💼 Professional]
         [🌿 Lifestyle]
         [🎨 Creative]
         [☰ Menu]
    Anna taps [🌿 Lifestyle]
    Bot (edited): The studio is having a short break

         Our supplies at the service that draws the pictures have run out, and we are topping them up. We don't take money for what we can't deliver in time.

         Your avatar and photos are safe. Sets that are paid for wait and go on by themselves, and nothing of them is lost. Please look in again in a while.
         [☰ Menu]
    ");
    boris.transcript();
    boris.sends("/status").await;
    insta::assert_snapshot!(boris.transcript(), @r"
    Борис: /status
    Bot: 🎨 Борис · 🌿 Лайфстайл
         ▰▱▱▱▱▱▱▱▱▱
         1 из 7 · перерыв: сервис, который рисует портреты, сейчас не работает, и ваш набор продолжится сам, как только тот оживёт
         [🖼 Мои фото] [☰ Меню]
    ");
    world.kie.set_credits(1000.0);
    world.advance(TimeDelta::minutes(6)).await;
    world.kie_finishes().await;
    assert_eq!((boris.portraits(), world.attempts().await), (7, 14));
    insta::assert_snapshot!(world.olga().transcript(), @r"
    Bot: 🔴 The credits at Kie are used up.

         New sales pause, and paid sets wait without losing anything. 2 sets are under way.

         Please top up the credits on kie.ai: the bot notices it within minutes and goes on by itself.
    Bot: 🟢 Kie works again. Sales are open, and the set under way goes on.
    ");
    world.ends_well().await;
}

#[tokio::test]
async fn row_8_a_prompt_that_is_wrong_itself_keeps_nobody_waiting() {
    let world = World::new().await;
    let anna = about_to_pay(&world).await;
    // Kie says 500 to everything it is asked to make, and is well otherwise.
    world
        .kie
        .break_down(&[Method::CreateTask], &Fault::Code(500));
    anna.pays().await;
    world.advance(TimeDelta::hours(6)).await;
    let open: i64 = world
        .value("select count(*) from kie_tasks where status = 'pending'")
        .await;
    assert_eq!(open, 0, "each photo has its attempts, and then ends");
    world.kie.recover();
    world.advance(TimeDelta::minutes(10)).await;
    assert!(!world.is_kie_left_alone().await);
    let pauses: i64 = world.value("select count(*) from sales_pauses").await;
    assert_eq!(pauses, 0);
    let refunds = world.telegram.star_transactions();
    assert_eq!(refunds.iter().filter(|one| one.is_refund).count(), 1);
    world.ends_well().await;
}
