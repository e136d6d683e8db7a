//! Row 5 for T-Bank: prices that changed, orders that closed, amounts that differ.

use chrono::TimeDelta;
use sandbox::tbank::Status;

use super::{ends_with_one_set, grants, with_a_link};
use crate::world::World;

#[tokio::test]
async fn row_5_a_link_keeps_its_price_when_the_catalogue_changes() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world
        .execute("update pricing_tiers set price = 599 where id = 'starter'")
        .await;
    anna.pays_at_bank().await;
    let amount: rust_decimal::Decimal = world.value("select amount from payments").await;
    assert_eq!(amount, 499.into());
    world.kie_finishes().await;
    anna.chooses_card().await;
    assert_eq!(world.bank_payment().amount, 59_900);
    anna.pays_at_bank().await;
    assert_eq!(grants(&world).await, (2, 2));
    world.kie_finishes().await;
    world.advance(TimeDelta::minutes(1)).await;
    world.ends_well().await;
}

#[tokio::test]
async fn row_5_a_payment_of_an_order_that_was_closed_meanwhile_is_honoured() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    world.execute("update orders set status = 'closed'").await;
    world
        .execute("update payments set status = 'canceled'")
        .await;
    anna.pays_at_bank().await;
    assert_eq!(grants(&world).await, (1, 1));
    ends_with_one_set(&world, &anna).await;
}

#[tokio::test]
async fn row_5_an_amount_that_is_not_the_orders_goes_back_and_makes_no_set() {
    for is_told in [true, false] {
        let world = World::selling_by("tbank").await;
        let anna = with_a_link(&world).await;
        world.execute("update orders set amount_rub = 599").await;
        world.tbank.pays(world.bank_payment().payment_id).unwrap();
        if is_told {
            world.bank_notifies().await;
        } else {
            world.tbank.take_notifications();
            world.advance(TimeDelta::minutes(1)).await;
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(anna.transcript(), @r"
            Bot: We have received 499 ₽, but this payment belongs to no offer of ours. It is on its way back to you already.
            Bot: ✅ The bank is sending 499 ₽ back to where you paid from. It may take a few days to show.
                 [☰ Menu]
            ");
        }
        assert_eq!(grants(&world).await, (0, 0));
        assert_eq!(world.bank_statuses(), ["REFUNDED"]);
        world.bank_notifies().await;
        world.advance(TimeDelta::hours(25)).await;
        world.upkeep().await;
        let open: i64 = world
            .value("select count(*) from payments where status not in ('refunded', 'canceled')")
            .await;
        assert_eq!(open, 0);
        world.ends_well().await;
    }
}

#[tokio::test]
async fn row_5_another_amount_is_not_believed_before_the_bank_was_asked() {
    let world = World::selling_by("tbank").await;
    let anna = with_a_link(&world).await;
    let payment = world.bank_payment();
    let mut told = world
        .tbank
        .notification(payment.payment_id, Status::Confirmed)
        .unwrap();
    told["Amount"] = 49_899.into();
    world.tbank.sign(&mut told);
    // Nobody has paid, whatever was signed.
    assert_eq!(world.bank_says(&told).await, (200, "OK".to_owned()));
    world.settle().await;
    assert_eq!(grants(&world).await, (0, 0));
    // It was paid in full, whatever was signed.
    world.tbank.pays(payment.payment_id).unwrap();
    world.tbank.take_notifications();
    assert_eq!(world.bank_says(&told).await, (200, "OK".to_owned()));
    world.settle().await;
    let amount: rust_decimal::Decimal = world.value("select amount from payments").await;
    assert_eq!(amount, 499.into());
    ends_with_one_set(&world, &anna).await;
}
