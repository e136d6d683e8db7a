//! Trying a prompt: on whose avatar, once for a double tap, and what the group reads when
//! there is no picture.

use chrono::TimeDelta;
use sandbox::kie::{Fault, Method};

use super::TEXT;
use crate::world::World;

impl World {
    /// Kie makes the picture that was ordered, and it comes into the group.
    pub async fn kie_makes_a_trial(&self) {
        self.kie.finish_all();
        self.advance(TimeDelta::seconds(15)).await;
    }

    fn stored_trials(&self) -> usize {
        let stored = self.s3.objects().unwrap();
        stored
            .iter()
            .filter(|(key, _)| key.starts_with("trials/"))
            .count()
    }
}

#[tokio::test]
async fn a_picture_is_made_once_for_a_double_tap_and_leaves_the_storage_after_a_day() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    olga.sends("/prompt lifestyle_01").await;
    olga.transcript();
    olga.taps("Try it").await;
    olga.taps("Try it").await;
    assert_eq!(world.kie.tasks().len(), 1);
    world.kie_makes_a_trial().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Olga taps [🧪 Try it]
    Bot: 🧪 A picture of Anna is being made of № 24 (lifestyle_01). It comes here, usually within two minutes.
    Olga taps [🧪 Try it]
    Bot (popup): A picture of this text is being made already.
    Bot sends a photo
         “🧪 № 24 lifestyle_01, for Olga”
         [💾 Use this text]
         [🧪 Try again] [✏️ Edit]
    ");
    assert_eq!(world.stored_trials(), 1);
    let model: String = world.value("select model from prompt_trials").await;
    assert_eq!(model, "nano-banana-pro");
    world.advance(TimeDelta::hours(25)).await;
    world.execute("update jobs set run_at = '2026-03-02'").await;
    world.settle().await;
    assert_eq!(world.stored_trials(), 0);
    let payments: i64 = world.value("select count(*) from payments").await;
    assert_eq!(payments, 0);
}

#[tokio::test]
async fn prompts_are_tried_on_members_own_avatars_alone() {
    let world = World::with_a_test_avatar().await;
    world.anna().has_an_avatar().await;
    let (olga, lev) = (world.olga(), world.staff_member(204, "Lev", "admin").await);
    lev.sends("/testavatar").await;
    lev.sends("/prompt lifestyle_01").await;
    lev.taps("Try it").await;
    assert!(lev.transcript().contains("You have no finished avatar."));
    olga.sends("/testavatar").await;
    let (message, data) = olga.button_below("Which of yours", "Anna");
    let of_anna: i32 = world
        .value("select avatars.id from avatars join users on users.id = user_id where telegram_user_id = 101")
        .await;
    // Forged: the avatar of a customer.
    olga.person
        .taps_data(message, &format!("testavatar:{{\"s\":{of_anna}}}"));
    world.settle().await;
    let chosen: i64 = world.value("select count(*) from test_avatar").await;
    assert_eq!(chosen, 0);
    olga.person.taps_data(message, &data);
    world.settle().await;
    olga.transcript();
    lev.sends("/testavatar").await;
    lev.taps("Try it").await;
    insta::assert_snapshot!(lev.transcript(), @r"
    Lev: /testavatar
    Bot: Prompts are tried on Anna, by everybody of the staff.

         You have no finished avatar. Make one with me in private, by /new: prompts are tried only on members’ own.
    Lev taps [🧪 Try it]
    Bot: 🧪 A picture of Anna is being made of № 24 (lifestyle_01). It comes here, usually within two minutes.
    ");
    world.kie_makes_a_trial().await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_text_that_kie_refuses_is_not_switched_on() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    olga.writes_a_prompt("lifestyle_24").await;
    olga.taps("Try it").await;
    let task = world.kie.tasks().pop().unwrap();
    world
        .kie
        .fail(&task.id, "422", "Blocked by the safety filter")
        .unwrap();
    world.advance(TimeDelta::seconds(15)).await;
    let said = olga.transcript();
    assert!(
        said.contains("The picture service refuses this text."),
        "{said}"
    );
    let text_id: i32 = world.value("select id from prompt_texts").await;
    let (message, _) = olga.button_below("No picture of", "Try again");
    olga.person
        .taps_data(message, &format!("prompts:{{\"u\":{text_id}}}"));
    world.settle().await;
    assert!(olga.transcript().contains("Try it first"));
    assert_eq!(world.prompt("lifestyle_24").await, (TEXT.to_owned(), false));
    world.ends_well().await;
}

#[tokio::test]
async fn an_order_whose_answer_was_lost_is_not_paid_twice() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    olga.sends("/prompt lifestyle_01").await;
    olga.transcript();
    world
        .kie
        .fail_next(Method::CreateTask, Fault::ResetAfterEffect);
    olga.taps("Try it").await;
    world.advance(TimeDelta::minutes(2)).await;
    let said = olga.transcript();
    assert!(
        said.contains("The picture service’s answer was lost."),
        "{said}"
    );
    assert_eq!(world.kie.tasks().len(), 1);
}

#[tokio::test]
async fn an_avatar_that_is_deleted_meanwhile_leaves_nothing_behind() {
    let world = World::with_a_test_avatar().await;
    let olga = world.olga();
    olga.sends("/prompt lifestyle_01").await;
    olga.taps("Try it").await;
    world.execute("delete from reference_photos").await;
    world.execute("delete from avatars").await;
    world.kie_makes_a_trial().await;
    let trials: i64 = world.value("select count(*) from prompt_trials").await;
    assert_eq!(trials, 0);
    assert_eq!(world.stored_trials(), 0);
    world.ends_well().await;
}
