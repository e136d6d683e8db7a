//! Row 15: limits that are not got around, and what is caught up on.

use chrono::TimeDelta;
use pinglass::referral::{
    self,
    withdrawals::{self, Moved, Requested},
};
use rust_decimal::{Decimal, dec};
use uuid::Uuid;

use super::with_a_friend;
use crate::world::World;

#[tokio::test]
async fn row_15_a_sum_that_is_split_takes_two_approvals_all_the_same() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let anna_id = anna.user_id().await;
    let payment = world.is_paid_by(&boris, dec!(300000)).await;
    world.credits(payment).await;
    let mut taken = Vec::new();
    for number in 1..=3 {
        let asked = world.asks_for(anna_id, Uuid::from_u128(number), dec!(4000));
        let Requested::Taken(id) = asked.await else {
            panic!("request {number} was not taken");
        };
        taken.push(id);
    }
    // The third reaches the limit, and with it each of them does.
    let needed: Vec<i16> =
        sqlx::query_scalar("select approvals_needed from withdrawal_requests order by id")
            .fetch_all(&world.db)
            .await
            .unwrap();
    assert_eq!(needed, [1, 1, 2]);
    for id in taken {
        assert_eq!(world.is_approved(id).await, Moved::NeedsAnother);
    }
    world
        .execute(
            "update withdrawal_requests
             set status = 'completed',
                 processed_at = timestamp '2000-01-01'",
        )
        .await;
    let asked = world.asks_for(anna_id, Uuid::from_u128(4), dec!(4000));
    let Requested::Taken(id) = asked.await else {
        panic!("what was paid long ago stands in the way");
    };
    assert_eq!(world.is_approved(id).await, Moved::Done);
    world.balances().await;
}

#[tokio::test]
async fn row_15_nobody_asks_for_more_withdrawals_a_day_than_the_staff_can_read() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let anna_id = anna.user_id().await;
    let payment = world.is_paid_by(&boris, dec!(20000)).await;
    world.credits(payment).await;
    for number in 0..10 {
        let asked = world.asks_for(anna_id, Uuid::from_u128(number), dec!(1000));
        let Requested::Taken(id) = asked.await else {
            panic!("request {number} was not taken");
        };
        let mut tx = world.app.db.begin().await.unwrap();
        let now = world.clock.now();
        let moved = withdrawals::cancel(&mut tx, id, anna_id, now).await;
        tx.commit().await.unwrap();
        assert_eq!(moved.unwrap(), Moved::Done);
    }
    let more = world.asks_for(anna_id, Uuid::from_u128(10), dec!(1000));
    assert_eq!(more.await, Requested::TooMany);
    world.turn_clock(TimeDelta::days(1));
    let more = world.asks_for(anna_id, Uuid::from_u128(10), dec!(1000));
    assert!(matches!(more.await, Requested::Taken(_)));
    world.balances().await;
}

#[tokio::test]
async fn row_15_what_a_refund_has_stuck_can_be_taken_back() {
    let world = World::new().await;
    let (anna, boris) = with_a_friend(&world).await;
    let anna_id = anna.user_id().await;
    let payment = world.is_paid_by(&boris, dec!(20000)).await;
    world.credits(payment).await;
    let asked = world.asks_for(anna_id, Uuid::from_u128(1), dec!(2000));
    let Requested::Taken(id) = asked.await else {
        panic!("it was not taken");
    };
    assert_eq!(world.is_approved(id).await, Moved::Done);
    let cancels = async || {
        let mut tx = world.app.db.begin().await.unwrap();
        let now = world.clock.now();
        let moved = withdrawals::cancel(&mut tx, id, anna_id, now).await;
        tx.commit().await.unwrap();
        moved.unwrap()
    };
    assert_eq!(cancels().await, Moved::NotNow, "approved and on its way");
    world.takes_back(payment, Decimal::ZERO).await;
    assert_eq!(cancels().await, Moved::Done);
    assert_eq!(
        world.balances().await,
        ["CDFGHJ has 0.00, earned 0.00, brought 1"]
    );
}

#[tokio::test]
async fn row_15_what_an_older_process_settled_earns_with_the_next_sweep() {
    let world = World::new().await;
    let (_anna, boris) = with_a_friend(&world).await;
    let payer = boris.user_id().await;
    world.turn_clock(TimeDelta::hours(1));
    // The second is going back, the third came before the link.
    for (key, wanted, settled_before) in [
        ("a", None, TimeDelta::zero()),
        ("b", Some(world.clock.now()), TimeDelta::zero()),
        ("c", None, TimeDelta::hours(2)),
    ] {
        sqlx::query(
            "insert into payments
                 (user_id, payment_id, amount, status, refund_requested_at, settled_at)
             values ($1, $2, 499, 'succeeded', $3, $4)",
        )
        .bind(payer)
        .bind(key)
        .bind(wanted)
        .bind(world.clock.now() - settled_before)
        .execute(&world.db)
        .await
        .unwrap();
    }
    let now = world.clock.now();
    referral::plan_recurring(&mut *world.connection().await, now)
        .await
        .unwrap();
    world.advance(TimeDelta::days(1)).await;
    assert_eq!(
        world.earnings().await,
        ["payment 1: 49.90 at 0.10, pending, 0.00 taken back"]
    );
    world.balances().await;
}
