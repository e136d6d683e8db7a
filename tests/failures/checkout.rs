//! Rows 5 and 6: pre-checkouts that are late or blind, and forged messages.

use sandbox::telegram::{Fault, PaymentState};

use super::money::{charge, grants, with_an_invoice};
use crate::world::World;

#[tokio::test]
async fn row_5_a_stalled_database_leads_to_a_polite_refusal_in_time() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let mut stall = world.db.begin().await.unwrap();
    sqlx::query("lock table orders in access exclusive mode")
        .execute(&mut *stall)
        .await
        .unwrap();
    let attempt = anna.person.pays().unwrap();
    for update in world.telegram.take_updates() {
        assert_eq!(world.post_update(update).await, 200);
    }
    stall.rollback().await.unwrap();
    let PaymentState::Refused { text } = attempt.state() else {
        panic!(
            "the buyer was left without an answer: {:?}",
            attempt.state()
        );
    };
    insta::assert_snapshot!(text, @"We are very busy this second and don't want to take money blindly. Please try again in a minute. You were not charged.");
    world.ends_well().await;
}

#[tokio::test]
async fn row_5_every_reason_against_a_payment_has_its_own_sentence() {
    let cases = [
        (
            "update orders set expires_at = '2026-03-02T08:00:00Z'",
            "run out",
        ),
        ("update orders set status = 'closed'", "run out"),
        ("update orders set status = 'paid'", "paid already"),
        (
            "update orders set stars_amount = 1",
            "does not fit our offer",
        ),
        ("update pricing_tiers set is_active = false", "not on sale"),
        ("update users set is_banned = true", "can't buy"),
        ("delete from orders", "not one of ours"),
        (
            "with other as (insert into users (telegram_user_id) values (999) returning id)
             update orders set user_id = other.id from other",
            "made for somebody else",
        ),
    ];
    for (change, reason) in cases {
        let world = World::new().await;
        let anna = with_an_invoice(&world).await;
        world.execute(change).await;
        let PaymentState::Refused { text } = anna.pays().await else {
            panic!("not refused after: {change}");
        };
        assert!(
            text.contains(reason) && text.contains("You were not charged"),
            "{change}: {text}"
        );
        world.ends_well().await;
    }
}

#[tokio::test]
async fn row_5_a_lost_answer_to_a_pre_checkout_is_repeated_in_time() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    world
        .telegram
        .fail_next("answerPreCheckoutQuery", Fault::Gateway502);
    world
        .telegram
        .fail_next("answerPreCheckoutQuery", Fault::ResetBeforeEffect);
    assert!(matches!(anna.pays().await, PaymentState::Charged { .. }));
    world.kie_finishes().await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_6_a_forged_webhook_changes_nothing() {
    let world = World::new().await;
    let anna = with_an_invoice(&world).await;
    let payload = anna
        .person
        .messages()
        .into_iter()
        .rev()
        .find_map(|message| message.invoice)
        .unwrap()
        .payload;
    let mut forged = charge(101, "forged", &payload, 350);
    forged["update_id"] = 900_000_001.into();
    let secrets = ["", "wrong", "webhook-secret-of-the-test"].map(Some);
    for secret in secrets.into_iter().chain([None]) {
        let status = world
            .post("/telegram/webhook", secret, forged.to_string())
            .await;
        assert_eq!(status, 401);
    }
    assert_eq!(world.post_update("{}".to_owned()).await, 400);
    assert_eq!(world.post_update("not json".to_owned()).await, 400);
    let tbank = world
        .post("/tbank/notification", None, "{}".to_owned())
        .await;
    assert_eq!(tbank, 403);
    world.settle().await;
    assert_eq!(grants(&world).await, (0, 0));
    world.ends_well().await;
}
