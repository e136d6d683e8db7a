//! The books against the chain: what was missed is healed, what is unknown there
//! is told.

use chrono::TimeDelta;
use pinglass::payments::{Reconciliation, reconcile};
use sandbox::ton::Transfer;

use crate::world::World;

/// As if the database had been restored from before the watch saw anything.
async fn forget_transfers(world: &World) {
    for statement in [
        "delete from refunds",
        "delete from ton_transfers",
        "update payments set status = 'pending', settled_at = null, ton_tx_hash = null, ton_amount = null",
        "update orders set status = 'open'",
    ] {
        world.execute(statement).await;
    }
}

async fn compared(world: &World, since: Option<TimeDelta>) -> Reconciliation {
    let since = since.map(|ago| world.clock.now() - ago);
    let found = reconcile(&world.app.money, since).await.unwrap();
    world.settle().await;
    found
}

#[tokio::test]
async fn transfers_that_were_missed_are_healed() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let paid = world.ton.receive(Transfer::of(nano, &comment));
    let stranger = world.ton.receive(Transfer::of(nano, "hello"));
    world
        .execute("update provider_cursors set position = 9223372036854775000")
        .await;
    world.upkeep().await;
    assert_eq!(world.grants().await, (0, 0));
    let found = compared(&world, None).await;
    let lines = found
        .healed
        .join("\n")
        .replace(&paid, "PAID")
        .replace(&stranger, "STRANGER");
    for words in [
        "Charge PAID had not reached us; it is payment № 1 now and its set is being made.",
        "Transfer STRANGER had not reached us; it waits as a task or for its rest.",
    ] {
        assert!(lines.contains(words), "{lines}");
    }
    assert_eq!((found.compared, found.open.len()), (2, 0));
    assert_eq!(world.grants().await, (1, 1));
    let told = olga
        .transcript()
        .replace(&paid, "PAID")
        .replace(&stranger, "STRANGER");
    for words in [
        "Charge PAID had not reached us; it is payment № 1 now and its set is being made.",
        "Transfer STRANGER had not reached us; it waits as a task or for its rest.",
    ] {
        assert!(told.contains(words), "{told}");
    }
    let again = compared(&world, None).await;
    assert_eq!((again.healed, again.open), (Vec::new(), Vec::new()));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn what_is_merely_new_is_no_difference() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.ton.receive(Transfer::of(nano, &comment));
    let found = compared(&world, None).await;
    assert_eq!((found.healed, found.open), (Vec::new(), Vec::new()));
    assert_eq!(
        (world.grants().await, olga.transcript()),
        ((1, 1), String::new())
    );
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn only_what_came_since_is_compared() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    world.advance(TimeDelta::days(3)).await;
    let (second, nano) = anna.has_a_quote().await;
    world.receives_nano(nano, &second).await;
    world.kie_finishes().await;
    assert_eq!(compared(&world, Some(TimeDelta::days(1))).await.compared, 1);
    assert_eq!(
        compared(&world, Some(TimeDelta::days(100))).await.compared,
        2
    );
    assert_eq!(compared(&world, None).await.compared, 2);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn hundreds_of_transfers_are_compared_though_a_page_repeats_itself() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.ton.dust(250);
    world.receives_nano(nano, &comment).await;
    world.ton.duplicate_next_page();
    let found = compared(&world, None).await;
    assert_eq!(
        (found.compared, found.healed.len(), found.open.len()),
        (251, 0, 0)
    );
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_payment_that_the_chain_does_not_know_is_told() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let hash = world.receives_nano(nano, &comment).await;
    world.kie_finishes().await;
    world.ton.hide(&hash).unwrap();
    let found = compared(&world, None).await;
    assert_eq!((found.healed.len(), found.open.len()), (0, 1));
    compared(&world, None).await;
    let told = olga.transcript();
    let words = "Payment № 1 is paid in our books, but the provider does not know charge";
    assert_eq!(told.matches(words).count(), 1, "{told}");
    assert!(told.contains(&hash));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_restored_database_gets_its_payments_back() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(1_000_000_000, &comment).await;
    world.receives_nano(nano, &comment).await;
    world
        .execute("delete from jobs where kind = 'order_paid'")
        .await;
    forget_transfers(&world).await;
    let found = compared(&world, None).await;
    assert_eq!((found.compared, found.healed.len()), (2, 2));
    assert_eq!(world.outcomes().await, ["paid", "paid"]);
    world.kie_finishes().await;
    world.no_nano_is_lost().await;
}
