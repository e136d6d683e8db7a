//! Rows 1–6 and 11 for TON: paid twice, told again, watched at once, paid while
//! the bot is away, quotes that are over, forgeries, and refunds that race.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use chrono::TimeDelta;
use pinglass::{payments::plan_recurring, queue::Worker};
use sandbox::{
    faults::Fault,
    ton::{Finality, Method, Transfer},
};
use serde_json::json;

use crate::world::{Friend, World};

async fn with_a_quote(world: &World) -> (Friend<'_>, String, u64) {
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    anna.transcript();
    (anna, comment, nano)
}

/// Has the whole wallet read again, as after a database was restored.
async fn reads_again(world: &World) {
    world
        .execute("update provider_cursors set position = 0 where name = 'ton_wallet'")
        .await;
    world.upkeep().await;
}

#[tokio::test]
async fn row_1_ton_sent_twice_or_by_a_stranger_ends_as_payments_of_the_orders_owner() {
    let world = World::selling_for_ton().await;
    let (anna, comment, nano) = with_a_quote(&world).await;
    world.ton.receive(Transfer::of(nano, &comment));
    // Somebody else pays the quote that they were shown.
    let friend = Transfer {
        from: world.ton.wallet(),
        ..Transfer::of(nano, &comment)
    };
    world.receives(friend).await;
    assert_eq!(world.grants().await, (2, 1));
    let owners: i64 = world
        .value("select count(distinct user_id) from payments")
        .await;
    assert_eq!(owners, 1);
    anna.taps("Give me back").await;
    let olga = world.olga();
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_2_ton_read_five_times_grants_one_set() {
    let world = World::selling_for_ton().await;
    let (_anna, comment, nano) = with_a_quote(&world).await;
    world.receives_nano(nano + 1_000_000_000, &comment).await;
    for _ in 0..5 {
        reads_again(&world).await;
    }
    assert_eq!(world.grants().await, (1, 1));
    let tasks: i64 = world.value("select count(*) from refunds").await;
    assert_eq!(tasks, 1, "the surplus goes back once");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_3_fifty_watchers_of_one_transfer_grant_one_set() {
    let world = World::selling_for_ton().await;
    let (_anna, comment, nano) = with_a_quote(&world).await;
    world.ton.receive(Transfer::of(1_000_000_000, &comment));
    world.ton.receive(Transfer::of(nano, &comment));
    world
        .execute("delete from jobs where kind = 'watch_ton'")
        .await;
    // As many processes, each with a watch that it believes to be its own.
    sqlx::query(
        "insert into jobs (kind, payload, key, priority, run_at)
         select 'watch_ton', '{}', number::text, 100, '2026-01-01' from generate_series(1, 50) as number",
    )
    .execute(&world.db)
    .await
    .unwrap();
    let workers: Vec<Worker> = (0..3).map(|_| world.app.worker.clone()).collect();
    let running = workers.iter().map(|worker| worker.run_due());
    let ran: usize = futures::future::join_all(running)
        .await
        .into_iter()
        .map(Result::unwrap)
        .sum();
    assert!(ran >= 50, "{ran}");
    world
        .execute("delete from jobs where kind = 'watch_ton'")
        .await;
    world.settle().await;
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    assert_eq!(world.outcomes().await, ["paid", "paid"]);
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_4_ton_sent_while_the_bot_is_down_is_settled_when_it_is_back() {
    let world = World::selling_for_ton().await;
    let (anna, comment, nano) = with_a_quote(&world).await;
    world.ton.dust(150);
    world.ton.receive(Transfer::of(nano, &comment));
    // Nothing is running here while time goes by.
    world.clock.advance(TimeDelta::hours(12));
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    assert_eq!(anna.portraits(), 8);
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_4_a_watch_that_dies_with_a_page_half_written_leaves_nothing_half() {
    let world = World::selling_for_ton().await;
    let (_anna, comment, nano) = with_a_quote(&world).await;
    world.ton.receive(Transfer::of(nano, &comment));
    world.ton.receive(Transfer::of(nano, "whatever"));
    // The second transfer of the page can't be written, so neither is the first.
    world
        .execute("alter table ton_transfers add constraint breakage check (comment <> 'whatever')")
        .await;
    world.upkeep().await;
    assert_eq!(
        (world.grants().await, world.outcomes().await),
        ((0, 0), Vec::new())
    );
    world
        .execute("alter table ton_transfers drop constraint breakage")
        .await;
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    assert_eq!(world.outcomes().await, ["paid", "owed"]);
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_5_ton_waits_for_a_stalled_chain_and_a_closed_order_is_honoured() {
    let world = World::selling_for_ton().await;
    let (anna, comment, nano) = with_a_quote(&world).await;
    world.ton.receive(Transfer::of(nano, &comment));
    // The index does not answer beyond the quote's end: nothing is closed blindly.
    world.clock.advance(TimeDelta::minutes(40));
    world.ton.fail_next(Method::Transactions, Fault::Code(500));
    world.upkeep().await;
    let status: String = world.value("select status from orders").await;
    assert_eq!((status.as_str(), world.grants().await), ("open", (0, 0)));
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    // Closed by hand, by a sweep, by whomever: money for it still buys the set.
    let (second, nano) = anna.has_a_quote().await;
    world.quotes_end().await;
    let status: String = world
        .value("select status from orders order by created_at desc limit 1")
        .await;
    assert_eq!(status, "closed");
    world.receives_nano(nano, &second).await;
    assert_eq!(world.grants().await, (2, 2));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_6_forged_ton_grants_nothing() {
    let world = World::selling_for_ton().await;
    let (_anna, comment, nano) = with_a_quote(&world).await;
    let payment = Transfer::of(nano, &comment);
    for forged in [
        Transfer {
            emulated: true,
            finality: Finality::Pending,
            ..payment.clone()
        },
        Transfer {
            emulated: true,
            ..payment.clone()
        },
        Transfer {
            finality: Finality::Confirmed,
            ..payment.clone()
        },
        Transfer {
            external: true,
            ..payment.clone()
        },
        Transfer {
            bounced: true,
            ..payment.clone()
        },
        Transfer {
            bounced_back: true,
            ..payment.clone()
        },
        Transfer {
            aborted: true,
            bounced_back: true,
            ..payment.clone()
        },
        Transfer {
            nano: 0,
            ..payment.clone()
        },
        Transfer {
            encrypted: true,
            ..payment.clone()
        },
    ] {
        let hash = world.receives(forged).await;
        world.ton.hide(&hash).unwrap();
        world.watches_for(1).await;
    }
    assert_eq!(world.grants().await, (0, 0));
    assert!(!world.outcomes().await.contains(&"paid".to_owned()));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_6_answers_that_are_forged_or_broken_grant_nothing() {
    let turn = Arc::new(AtomicUsize::new(0));
    let turns = turn.clone();
    let world = World::selling_for_ton_as_told_by(move |page| {
        let text = page.to_string();
        let other = text.replace("0:CA6E", "0:CA6F");
        match turns.load(Ordering::SeqCst) {
            // About another account, as if its money were ours.
            1 => serde_json::from_str(&other).unwrap(),
            2 => json!({ "transactions": null }),
            3 => json!({ "ok": true, "result": page["transactions"] }),
            4 => json!([page]),
            5 => json!({ "transactions": [[page["transactions"][0]]] }),
            6 => json!({ "error": "rate limit" }),
            7 => json!("x".repeat(3_000_000)),
            _ => page,
        }
    })
    .await;
    let (_anna, comment, nano) = with_a_quote(&world).await;
    world.ton.receive(Transfer::of(nano, &comment));
    for kind in 1..=7 {
        turn.store(kind, Ordering::SeqCst);
        world.upkeep().await;
        assert_eq!(
            (world.grants().await, world.outcomes().await),
            ((0, 0), Vec::new())
        );
    }
    turn.store(0, Ordering::SeqCst);
    world.upkeep().await;
    assert_eq!(world.grants().await, (1, 1), "the true answer still counts");
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_11_a_ton_refund_while_the_last_photo_arrives_stops_the_set_or_is_asked_again() {
    let world = World::selling_for_ton().await;
    let (anna, comment, nano) = with_a_quote(&world).await;
    let olga = world.olga();
    world.receives_nano(nano, &comment).await;
    anna.sends("/payments").await;
    anna.taps("№").await;
    anna.taps("Something is wrong").await;
    // Olga confirms while the last photo is on its way from Kie.
    olga.taps("Give 4.219 TON back").await;
    world.kie.finish_all();
    world.kie.send_callbacks().await;
    olga.person.taps("Yes, give it back").unwrap();
    world.settle().await;
    let refunds: i64 = world.value("select count(*) from refunds").await;
    let sent = anna.portraits() - 1;
    assert!(
        (refunds, sent) == (1, 0) || (refunds, sent) == (0, 7),
        "{refunds} refunds and {sent} portraits"
    );
    world.kie_works_through().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn row_11_a_ton_refund_that_two_members_of_the_staff_decide_and_send_at_once_is_one() {
    let world = World::selling_for_ton().await;
    let (anna, comment, nano) = with_a_quote(&world).await;
    let (olga, ivan) = (world.olga(), world.staff_member(202, "Ivan", "admin").await);
    world.receives_nano(nano, &comment).await;
    anna.sends("/payments").await;
    anna.taps("№").await;
    anna.taps("Something is wrong").await;
    olga.taps("Give 4.219 TON back").await;
    for member in [&olga, &ivan] {
        member.person.taps("Yes, give it back").unwrap();
    }
    world.settle().await;
    olga.taps("It is sent").await;
    anna.transcript();
    for member in [&olga, &ivan, &olga] {
        member.person.taps("Yes, sent").unwrap();
    }
    world.settle().await;
    insta::assert_snapshot!(anna.transcript(), @r"
    Bot: ✅ We have sent 4.219 TON back to the wallet it came from.
         [☰ Menu]
    ");
    let rows: (i64, i64, String) = (
        world
            .value("select count(*) from refunds where status = 'done'")
            .await,
        world
            .value("select count(*) from admin_audit_log where action = 'refund_sent'")
            .await,
        world.value("select status from payments").await,
    );
    assert_eq!(rows, (1, 1, "refunded".to_owned()));
    world.kie_finishes().await;
    // Whatever still looked after the stopped set finds nothing left to do.
    world.advance(TimeDelta::minutes(30)).await;
    assert_eq!(anna.portraits(), 1, "only the quote's picture");
    let mut connection = world.connection().await;
    plan_recurring(&mut connection, &world.clock).await.unwrap();
    drop(connection);
    world.ends_well_to_the_nano().await;
}
