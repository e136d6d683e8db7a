//! Transfers that name no order, and transactions that only look like a payment.

use sandbox::ton::{Finality, Transfer};

use crate::world::World;

const TON: u64 = 1_000_000_000;

#[tokio::test]
async fn what_names_no_order_goes_back_by_the_staffs_hand() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    anna.transcript();
    let nameless = Transfer {
        nano,
        ..Transfer::default()
    };
    let encrypted = Transfer {
        encrypted: true,
        ..Transfer::of(nano, &comment)
    };
    for transfer in [nameless, Transfer::of(nano, "hello there"), encrypted] {
        world.receives(transfer).await;
    }
    insta::assert_snapshot!(olga.transcript(), @r"
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: it names no order: no comment, or another one.
         It is no payment in our books.
         [✅ It is sent]
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: it names no order: no comment, or another one.
         It is no payment in our books.
         [✅ It is sent]
    Bot: Please send back 4.219 TON

         To: UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU
         Why: it names no order: no comment, or another one.
         It is no payment in our books.
         [✅ It is sent]
    ");
    assert_eq!(anna.transcript(), "");
    assert_eq!(world.outcomes().await, ["owed"; 3]);
    assert_eq!(world.grants().await, (0, 0));
    olga.taps("It is sent").await;
    olga.taps("Yes, sent").await;
    assert_eq!(anna.transcript(), "", "whoever it was is nobody to us");
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_comment_counts_only_as_a_whole() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let shorter = &comment[..comment.len() - 1];
    for other in [
        shorter.to_owned(),
        format!("{comment}2"),
        format!("for {comment}"),
        comment.to_lowercase(),
        comment.replace('-', ""),
        "PG".to_owned(),
        "PG-%".to_owned(),
    ] {
        world.receives_nano(nano, &other).await;
    }
    assert_eq!(world.outcomes().await, ["owed"; 7]);
    assert_eq!(world.grants().await, (0, 0));
    // Phones like to add spaces, and the index may not have read the words.
    let raw = Transfer {
        raw_body: true,
        ..Transfer::of(nano, &format!(" {comment} "))
    };
    world.receives(raw).await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn dust_from_strangers_is_kept_in_silence() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    anna.is_new_with_a_quote().await;
    world.receives_nano(TON / 20 - 1, "You won 1000 TON").await;
    assert_eq!(
        (world.outcomes().await, olga.transcript()),
        (vec!["kept".to_owned()], String::new())
    );
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_transfer_of_ours_that_bounced_is_told_to_the_staff() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let bounced = Transfer {
        bounced: true,
        ..Transfer::of(nano, &comment)
    };
    world.receives(bounced).await;
    insta::assert_snapshot!(olga.transcript(), @"Bot: ⚠️ A transfer of ours came back: 4.219 TON, UQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aMKU. Whoever it was for still waits.");
    assert_eq!(world.outcomes().await, ["bounced"]);
    assert_eq!(world.grants().await, (0, 0));
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn what_the_chain_returned_by_itself_was_never_here() {
    let world = World::selling_for_ton().await;
    let (anna, olga) = (world.anna(), world.olga());
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let returned = |aborted| Transfer {
        aborted,
        bounced_back: true,
        ..Transfer::of(nano, &comment)
    };
    let external = Transfer {
        external: true,
        ..Transfer::of(nano, &comment)
    };
    for transfer in [returned(true), returned(false), external] {
        world.receives(transfer).await;
    }
    world.ton.send_out(world.ton.wallet(), nano, Some(&comment));
    world.upkeep().await;
    assert_eq!(world.outcomes().await, Vec::<String>::new());
    assert_eq!(
        (world.grants().await, olga.transcript()),
        ((0, 0), String::new())
    );
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn coins_that_stayed_though_the_wallets_contract_did_not_run_are_paid() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let credited = Transfer {
        aborted: true,
        ..Transfer::of(nano, &comment)
    };
    world.receives(credited).await;
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_transfer_counts_as_soon_as_it_is_final_and_not_before() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    let unsure = |emulated, finality| Transfer {
        emulated,
        finality,
        ..Transfer::of(nano, &comment)
    };
    let mut granted = 0;
    for transfer in [
        unsure(true, Finality::Pending),
        unsure(false, Finality::Pending),
        unsure(false, Finality::Confirmed),
    ] {
        let hash = world.receives(transfer).await;
        world.watches_for(7).await;
        assert_eq!(world.grants().await.0, granted);
        world.ton.finalize(&hash).unwrap();
        world.upkeep().await;
        granted += 1;
        assert_eq!(world.grants().await.0, granted);
    }
    world.receives(unsure(false, Finality::Absent)).await;
    assert_eq!(
        world.grants().await,
        (4, 1),
        "older servers know final ones only"
    );
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}

#[tokio::test]
async fn a_quote_does_not_end_while_money_for_it_is_on_its_way() {
    let world = World::selling_for_ton().await;
    let anna = world.anna();
    let (comment, nano) = anna.is_new_with_a_quote().await;
    world.receives_nano(TON, &comment).await;
    let slow = Transfer {
        finality: Finality::Pending,
        ..Transfer::of(nano - TON, &comment)
    };
    let hash = world.receives(slow).await;
    world.quotes_end().await;
    assert_eq!(world.outcomes().await, ["held"]);
    world.ton.finalize(&hash).unwrap();
    world.upkeep().await;
    assert_eq!(world.outcomes().await, ["paid", "paid"]);
    assert_eq!(world.grants().await, (1, 1));
    world.kie_finishes().await;
    world.ends_well_to_the_nano().await;
}
