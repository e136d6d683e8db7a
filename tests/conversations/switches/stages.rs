//! Each switch at each stage of a purchase: what was shown before it was off is not sold
//! any more, and what was paid is made.

use sandbox::telegram::PaymentState;

use super::at_the_sets;
use crate::world::World;

/// How far somebody had come when the switch was set, and what is said then.
#[tokio::test]
async fn what_is_off_is_not_sold_at_any_stage() {
    let cases = [
        ("sales", "set", "The studio is having a short break"),
        ("sales", "method", "The studio is having a short break"),
        ("sales", "invoice", "The studio is having a short break"),
        ("style.lifestyle", "set", "This style is not offered"),
        ("style.lifestyle", "method", "This style is not offered"),
        ("style.lifestyle", "invoice", "the way to pay or the style"),
        ("method.stars", "method", "This way to pay is not in use"),
        ("method.stars", "invoice", "the way to pay or the style"),
    ];
    for (switch, stage, expected) in cases {
        let world = World::selling_by("stars,tbank").await;
        let anna = at_the_sets(&world).await;
        let next = match stage {
            "set" => "Starter",
            _ => {
                anna.taps("Starter").await;
                "Stars"
            }
        };
        let said = if stage == "invoice" {
            anna.taps("Stars").await;
            world.has_switched(switch, false).await;
            match anna.pays().await {
                PaymentState::Refused { text } => text,
                other => panic!("{switch}: {other:?}"),
            }
        } else {
            world.has_switched(switch, false).await;
            anna.transcript();
            anna.taps(next).await;
            anna.transcript()
        };
        assert!(said.contains(expected), "{switch} at the {stage}: {said}");
        let sold: i64 = world
            .value("select count(*) from payments where status <> 'pending'")
            .await;
        assert_eq!(sold, 0);
        world.ends_well().await;
    }
}

#[tokio::test]
async fn what_was_paid_is_made_whatever_is_off() {
    let world = World::selling_by("stars,tbank").await;
    let anna = at_the_sets(&world).await;
    anna.taps("Starter").await;
    anna.taps("Stars").await;
    anna.person.pays().unwrap();
    world.deliver_updates().await;
    for switch in ["sales", "style.lifestyle", "method.stars"] {
        world.has_switched(switch, false).await;
    }
    world
        .execute("update custom_prompts set is_active = false where style_category = 'lifestyle'")
        .await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn an_unused_set_is_used_in_a_style_that_is_on_even_while_nothing_is_sold() {
    let world = World::selling_by("stars").await;
    let anna = crate::conversations::staff_money::with_an_unused_set(&world).await;
    world.execute("update avatars set status = 'ready'").await;
    anna.sends("/portraits").await;
    anna.taps("Lifestyle").await;
    world.has_switched("style.lifestyle", false).await;
    world.has_switched("sales", false).await;
    anna.transcript();
    anna.taps("Yes, use it").await;
    let said = anna.transcript();
    assert!(said.contains("This style is not offered"), "{said}");
    anna.taps("Creative").await;
    anna.taps("Yes, use it").await;
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn a_style_without_a_prompt_that_is_on_is_not_offered() {
    let world = World::with_staff().await;
    world
        .execute("update custom_prompts set is_active = false where style_category = 'creative'")
        .await;
    let anna = at_the_sets(&world).await;
    anna.sends("/portraits").await;
    assert!(!anna.transcript().contains("[🎨 Creative]"));
    world
        .execute("update custom_prompts set is_active = false")
        .await;
    anna.sends("/portraits").await;
    let said = anna.transcript();
    assert!(
        said.contains("The studio is having a short break"),
        "{said}"
    );
    world.ends_well().await;
}
