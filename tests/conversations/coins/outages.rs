//! The watch over the wallet: floods, holes, repetitions, and toncenter away.

use chrono::TimeDelta;
use sandbox::{
    faults::Fault,
    ton::{Method, Transfer},
};

use crate::world::World;

#[tokio::test]
async fn a_payment_is_found_among_thousands_of_others() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.ton.dust(3000);
    world.ton.receive(Transfer::of(nano, &comment));
    world.ton.dust(300);
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    let seen: i64 = world.value("select count(*) from ton_transfers").await;
    assert_eq!(seen, 3301);
    let asked = world.ton.calls().len();
    world.upkeep().await;
    assert_eq!(
        world.ton.calls().len(),
        asked + 1,
        "what was read is not read again"
    );
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_page_that_repeats_itself_loses_and_doubles_nothing() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(1_000_000_000, &comment).await;
    world.ton.dust(150);
    world
        .ton
        .receive(Transfer::of(nano - 1_000_000_000, &comment));
    // The page repeats the transfer before and leaves the rest of the price to the
    // next one, while the quote is over by the clock.
    world.clock.advance(TimeDelta::minutes(40));
    world.ton.duplicate_next_page();
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    let paid: i64 = world
        .value("select count(*) from ton_transfers where outcome = 'paid'")
        .await;
    assert_eq!(paid, 2);
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_hole_in_the_history_is_waited_for_and_nothing_behind_it_is_lost() {
    let world = World::selling_for_ton().await;
    let (anna, boris, olga) = (world.anna(), world.boris(), world.olga());
    let (annas, nano) = anna.is_new_with_a_quote().await;
    let (boriss, _) = boris.is_new_with_a_quote().await;
    // The very first transaction of the wallet is missing from the index.
    let hidden = world.ton.receive(Transfer {
        hidden: true,
        ..Transfer::of(nano, &annas)
    });
    world.receives_nano(nano, &boriss).await;
    world.watches_for(3).await;
    assert_eq!(world.grants().await, (0, 0));
    world.ton.reveal(&hidden).unwrap();
    world.upkeep().await;
    assert_eq!(world.grants().await, (2, 2));
    assert_eq!(olga.transcript(), "");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_hole_that_does_not_fill_is_passed_told_and_found_by_comparing() {
    let world = World::selling_for_ton().await;
    let (anna, boris, olga) = (world.anna(), world.boris(), world.olga());
    let (annas, nano) = anna.is_new_with_a_quote().await;
    let (boriss, _) = boris.is_new_with_a_quote().await;
    world.receives_nano(1, "the first of all").await;
    // The bot was down for an hour: that is not yet patience.
    world.clock.advance(TimeDelta::hours(1));
    let hidden = world.ton.receive(Transfer {
        hidden: true,
        ..Transfer::of(nano, &annas)
    });
    world.receives_nano(nano, &boriss).await;
    assert_eq!(
        (world.grants().await, olga.transcript()),
        ((0, 0), String::new())
    );
    world.watches_for(6).await;
    assert_eq!(world.grants().await, (1, 1));
    let position: i64 = world
        .value("select lt from ton_transfers where comment = 'the first of all'")
        .await;
    let told = olga.transcript().replace(&position.to_string(), "LT");
    insta::assert_snapshot!(told, @"Bot: ⚠️ The chain's index skips a transaction after LT. We read on and compare again tomorrow.");
    world.ton.reveal(&hidden).unwrap();
    world.watches_for(2).await;
    assert_eq!(world.grants().await, (1, 1), "the watch does not look back");
    let found = pinglass::payments::reconcile(&world.app.money, None)
        .await
        .unwrap();
    assert_eq!((found.healed.len(), found.open.len()), (1, 0));
    world.settle().await;
    assert_eq!(world.grants().await, (2, 2));
    insta::assert_snapshot!(olga.transcript().replace(&hidden, "HASH"), @"Bot: 🩹 Charge HASH had not reached us; it is payment № 1 now and its set is being made.");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn nothing_is_lost_while_toncenter_is_away() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.ton.receive(Transfer::of(nano, &comment));
    for fault in [
        Fault::Code(429),
        Fault::Code(500),
        Fault::Http(502),
        Fault::ResetBeforeEffect,
        Fault::ResetAfterEffect,
        Fault::CutAnswer,
    ] {
        world.ton.fail_next(Method::Transactions, fault);
        world.upkeep().await;
        assert_eq!(world.grants().await, (0, 0));
    }
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    assert_eq!(olga.transcript(), "");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_wallet_that_can_not_be_read_for_long_is_told_to_the_staff_once() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.upkeep().await;
    world.ton.receive(Transfer::of(nano, &comment));
    // Two looks a minute.
    for _ in 0..80 {
        world.ton.fail_next(Method::Transactions, Fault::Http(503));
    }
    world.watches_for(40).await;
    insta::assert_snapshot!(olga.transcript(), @"Bot: ⚠️ The TON wallet could not be read since 02.03.2026 09:00 (UTC). Whoever has paid since then waits; nothing is lost. Check TON_API_URL and TON_API_KEY.");
    let status: String = world.value("select status from orders").await;
    assert_eq!(status, "open", "nothing ends while nobody can look");
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn the_watch_goes_on_where_it_was_whoever_restarts() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(1_000_000_000, &comment).await;
    // Another process, with nothing but the database.
    let app = pinglass::app::App::build(
        pinglass::config::Config::clone(&world.app.config),
        world.clock.clone(),
        pinglass::telegram::Limits::default(),
    )
    .unwrap();
    world
        .ton
        .receive(Transfer::of(nano - 1_000_000_000, &comment));
    let mut connection = app.db.connection().await.unwrap();
    pinglass::payments::plan_recurring(&mut connection, &world.clock)
        .await
        .unwrap();
    drop(connection);
    app.worker.run_due().await.unwrap();
    let asked = world.ton.calls().pop().unwrap();
    let first_lt: i64 = world.value("select min(lt) from ton_transfers").await;
    assert_eq!(
        asked.parameter("start_lt"),
        Some((first_lt + 1).to_string())
    );
    world.settle().await;
    assert_eq!(world.outcomes().await, ["paid", "paid"]);
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn what_the_wallet_did_before_the_bot_is_none_of_its_business() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    world.ton.receive(Transfer::of(7_000_000_000, "rent"));
    world.ton.dust(20);
    anna.is_new_with_a_quote().await;
    world.upkeep().await;
    pinglass::payments::reconcile(&world.app.money, None)
        .await
        .unwrap();
    assert_eq!(
        (world.outcomes().await, olga.transcript()),
        (Vec::new(), String::new())
    );
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_transaction_that_can_not_be_read_hides_nobodys_payment() {
    let world = World::selling_for_ton_as_told_by(|mut page| {
        for transaction in page["transactions"].as_array_mut().into_iter().flatten() {
            if transaction["in_msg"]["value"] == "7" {
                transaction["in_msg"]["source"] = "a new kind of address".into();
            }
        }
        page
    })
    .await;
    let (anna, boris, olga) = (world.anna(), world.boris(), world.olga());
    let (annas, nano) = anna.is_new_with_a_quote().await;
    let (boriss, _) = boris.is_new_with_a_quote().await;
    world.ton.receive(Transfer::of(nano, &annas));
    world.ton.receive(Transfer::of(7, "odd"));
    world.ton.receive(Transfer::of(nano, &boriss));
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1), "what comes before it is read");
    world.watches_for(6).await;
    assert_eq!(
        world.grants().await,
        (2, 2),
        "what comes after it waits a little"
    );
    let told = olga.transcript();
    let (before, after) = told.split_once("lt ").unwrap();
    let after = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
    insta::assert_snapshot!(format!("{before}lt LT{after}"), @"Bot: ⚠️ The chain's index shows a transaction (lt LT) that we can't understand. We read on; please look at the wallet yourself.");
    world.watches_for(3).await;
    assert_eq!(olga.transcript(), "", "the staff hear of it once");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}
