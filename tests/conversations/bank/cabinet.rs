//! What was done at the bank without us: refunds in its cabinet, and what
//! `pinglass reconcile` finds.

use chrono::TimeDelta;
use pinglass::payments::{Reconciliation, reconcile};

use crate::world::World;

impl World {
    pub async fn reconciles(&self) -> Reconciliation {
        let found = reconcile(&self.app.money, None).await.unwrap();
        self.settle().await;
        found
    }
}

#[tokio::test]
async fn a_refund_in_the_cabinet_stops_the_set_and_is_told_of() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    anna.transcript();
    let payment = world.bank_payment();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    world.bank_notifies().await;
    // Two jobs, in whichever order.
    let told = anna.transcript();
    assert!(told.contains("Bot (edited): ↩️ This set was stopped, its payment goes back."));
    assert!(told.contains("Bot: ✅ The bank is sending"));
    insta::assert_snapshot!(olga.transcript(), @"Bot: 🩹 Payment № 1 was refunded at the provider, not by us. It is marked refunded, and a set of which nothing was sent is stopped.");
    assert_eq!(world.payment_status().await, "refunded");
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 0);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_part_refunded_in_the_cabinet_is_the_staffs_to_look_up() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    let payment = world.bank_payment();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, 10_000)
        .unwrap();
    world.bank_notifies().await;
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: ⚠️ A part of payment № 1 (3093639567 at the bank) was refunded, and not by us. Look it up in the cabinet.
    ");
    assert_eq!(world.payment_status().await, "succeeded");
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn a_payment_of_which_a_part_went_back_unseen_is_still_honoured() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_bank_link().await;
    let payment = world.bank_payment();
    world.tbank.pays(payment.payment_id).unwrap();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, 10_000)
        .unwrap();
    world.tbank.take_notifications();
    world.advance(TimeDelta::minutes(1)).await;
    assert_eq!(world.payment_status().await, "succeeded");
    assert!(olga.transcript().contains("A part of payment"));
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.ends_well().await;
}

#[tokio::test]
async fn reconciling_finds_a_payment_that_never_reached_us() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_bank_link().await;
    world.tbank.pays(world.bank_payment().payment_id).unwrap();
    world.tbank.take_notifications();
    let found = world.reconciles().await;
    assert_eq!(found.compared, 1);
    assert_eq!(found.healed.len(), 1);
    assert_eq!(found.open, Vec::<String>::new());
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: 🩹 Charge 3093639567 had not reached us; it is payment № 1 now and its set is being made.
    ");
    assert_eq!(world.payment_status().await, "succeeded");
    let again = world.reconciles().await;
    assert_eq!((again.healed, again.open), (Vec::new(), Vec::new()));
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 7);
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn reconciling_finds_refunds_other_amounts_and_payments_that_the_bank_does_not_know() {
    let world = World::selling_by("tbank").await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.has_a_bank_link().await;
    anna.pays_at_bank().await;
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    let clean = world.reconciles().await;
    assert_eq!((clean.healed, clean.open), (Vec::new(), Vec::new()));

    world.execute("update payments set amount = 599").await;
    world.reconciles().await;
    world
        .execute("update payments set amount = 499, status = 'refunded'")
        .await;
    world.reconciles().await;
    world
        .execute("update payments set status = 'succeeded'")
        .await;
    let payment = world.bank_payment();
    world
        .tbank
        .refunds_in_cabinet(payment.payment_id, payment.amount)
        .unwrap();
    world.tbank.take_notifications();
    let found = world.reconciles().await;
    assert_eq!((found.healed.len(), found.open.len()), (1, 0));
    assert_eq!(world.payment_status().await, "refunded");
    world
        .execute("update payments set status = 'succeeded', payment_id = '404'")
        .await;
    world
        .execute("update tbank_attempts set bank_payment_id = '404'")
        .await;
    for _ in 0..2 {
        let found = world.reconciles().await;
        assert_eq!((found.healed.len(), found.open.len()), (0, 1));
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: ⚠️ Charge 3093639567 has another amount than payment № 1 in our books.
    Bot: ⚠️ Payment № 1 was given back by our books, but for the provider it is still paid (3093639567). Look it up there.
    Bot: 🩹 Payment № 1 was refunded at the provider, not by us. It is marked refunded, and a set of which nothing was sent is stopped.
    Bot: ⚠️ Payment № 1 is paid in our books, but the provider does not know charge 404.
    ");
    assert_eq!(world.tbank.take_problems().len(), 2);
    world.ends_well().await;
}
