//! Who may do what with withdrawals: each button and command for each role, and what of
//! it the audit log holds.

use super::TOPIC;
use crate::world::{Friend, World};

/// What is tapped or sent in order, with the permission that it takes and what is written
/// down.
const STEPS: [(&str, bool, &[&str]); 14] = [
    ("/withdrawals", false, &[]),
    ("/withdrawal 1", false, &[]),
    ("/withdrawals 2026-03", true, &["withdrawals_exported"]),
    ("/reject 1 no", true, &[]),
    ("No", true, &[]),
    ("✅ Approve", true, &[]),
    ("Yes, approve", true, &["withdrawal_approved"]),
    ("💸 Send", true, &["withdrawal_taken"]),
    ("📋 Details", true, &[]),
    ("As a popup", true, &["withdrawal_details_seen"]),
    ("Not sent", true, &[]),
    ("Nothing was sent", true, &["withdrawal_given_back"]),
    ("✖️ Reject", true, &[]),
    ("Payments behind it", true, &[]),
];

async fn does(friend: &Friend<'_>, step: &str) {
    if step.starts_with('/') {
        friend.sends(step).await;
    } else {
        friend.taps(step).await;
    }
}

#[tokio::test]
async fn each_role_does_what_it_may_and_what_moves_money_is_written_down() {
    for role in ["admin", "operator"] {
        let world = World::with_staff().await;
        let member = world.staff_member(202, "Oleg", role).await;
        world.has_a_payout(&world.anna(), 3000, 0).await;
        let member = world.in_topic(TOPIC, &member);
        let mut written = 0;
        for (step, _, expected) in STEPS {
            member.transcript();
            does(&member, step).await;
            let said = member.transcript();
            assert!(!said.contains("Your role here"), "{role}, {step}: {said}");
            let actions = world.actions().await;
            assert_eq!(actions[written..], *expected, "{role}, {step}: {said}");
            written = actions.len();
        }
        does(&member, "Yes, reject").await;
        assert_eq!(world.payout_states().await, [(1, "rejected".to_owned())]);
        world.ends_well().await;
    }
}

#[tokio::test]
async fn a_viewer_looks_and_a_stranger_gets_nowhere() {
    let world = World::with_staff().await;
    let olga = world.olga();
    let vera = world.staff_member(203, "Vera", "viewer").await;
    let igor = world.in_staff_group(204, "Igor");
    world.has_a_payout(&world.anna(), 3000, 0).await;
    let [olga, vera, igor] = [&olga, &vera, &igor].map(|friend| world.in_topic(TOPIC, friend));
    let mut written = 0;
    for (step, moves_money, _) in STEPS {
        for (other, words) in [
            (&vera, "Your role here is viewer"),
            (&igor, "only staff can"),
        ] {
            if step == "No" {
                continue;
            }
            other.transcript();
            does(other, step).await;
            let said = other.transcript();
            let is_viewer = std::ptr::eq(other, &raw const vera);
            let is_refused = said.contains(words);
            assert_eq!(is_refused, moves_money || !is_viewer, "{step}: {said}");
        }
        assert_eq!(world.actions().await.len(), written, "{step}");
        does(&olga, step).await;
        written = world.actions().await.len();
    }
    world.ends_well().await;
}
