//! The wallet's history and the pages in which the index shows it.

use sandbox::{
    kie::Clock,
    ton::{Options, Transfer},
};
use serde_json::Value;

use crate::client::{Client, comments, hex_hash, lt};

#[tokio::test]
async fn a_history_is_a_chain_of_growing_times() {
    let client = Client::start(Options::default()).await;
    let paid = client.ton.receive(Transfer::of(1_000_000_000, "PG1"));
    let other = client.ton.wallet();
    client.ton.send_out(other, 5, Some("refund"));
    client.ton.dust(3);

    let history = client.page("sort=asc").await;
    assert_eq!(history.len(), 5);
    assert_eq!(hex_hash(&history[0]), paid);
    assert_eq!(history[0]["prev_trans_lt"], "0");
    for pair in history.windows(2) {
        assert!(lt(&pair[1]) >= lt(&pair[0]) + 1_000_000);
        assert_eq!(pair[1]["prev_trans_lt"], pair[0]["lt"]);
        assert_eq!(pair[1]["prev_trans_hash"], pair[0]["hash"]);
    }
    let mut newest_first = client.page("").await;
    newest_first.reverse();
    assert_eq!(newest_first, history);
    assert_eq!(client.ton.problems(), [""; 0]);
}

#[tokio::test]
async fn pages_are_cut_by_logical_time_moment_and_place() {
    let client = Client::start(Options {
        clock: hourly_clock(),
        ..Options::default()
    })
    .await;
    for number in 0..12 {
        client.ton.receive(Transfer::of(1, &number.to_string()));
    }
    let all = client.page("sort=asc&limit=1000").await;
    let [third, fifth] = [&all[3], &all[5]];
    let ask = async |parameters: String| {
        let page = client.page(&parameters).await;
        comments(&page).join(" ")
    };

    assert_eq!(ask(String::new()).await, "11 10 9 8 7 6 5 4 3 2");
    assert_eq!(ask("sort=asc&limit=3&offset=2".to_owned()).await, "2 3 4");
    let (start, end) = (lt(third), lt(fifth));
    assert_eq!(
        ask(format!("start_lt={start}&end_lt={end}")).await,
        "5 4 3",
        "both ends belong to the page"
    );
    let (start, end) = (&third["now"], &fifth["now"]);
    assert_eq!(
        ask(format!("start_utime={start}&end_utime={end}&sort=asc")).await,
        "3 4 5"
    );
    assert_eq!(ask("offset=12".to_owned()).await, "");
    assert_eq!(ask(format!("hash={}", hex_hash(third))).await, "3");
}

/// A clock that goes on by an hour whenever it is asked.
fn hourly_clock() -> Clock {
    use std::sync::atomic::{AtomicI64, Ordering};
    let now_secs = AtomicI64::new(1_790_000_000);
    Clock::new(move || {
        let now_secs = now_secs.fetch_add(3600, Ordering::Relaxed);
        chrono::DateTime::from_timestamp(now_secs, 0).expect("a moment")
    })
}

#[tokio::test]
async fn a_payment_under_dust_is_found_by_who_reads_on() {
    let client = Client::start(Options::default()).await;
    client.ton.dust(1500);
    let paid = client.ton.receive(Transfer::of(7, "PG7"));
    client.ton.dust(1500);

    let is_paid = |transaction: &Value| hex_hash(transaction) == paid;
    assert!(!client.page("limit=1000").await.iter().any(is_paid));
    let all = client.poll(0).await;
    assert_eq!(all.len(), 3001);
    assert!(all.iter().any(is_paid));
    assert_eq!(client.ton.problems(), [""; 0]);
}

#[tokio::test]
async fn the_index_may_show_a_transaction_after_later_ones() {
    let client = Client::start(Options::default()).await;
    client.ton.receive(Transfer::of(1, "first"));
    let late = client.ton.receive(Transfer {
        hidden: true,
        ..Transfer::of(1, "late")
    });
    client.ton.receive(Transfer::of(1, "last"));

    let page = client.page("sort=asc").await;
    assert_eq!(comments(&page), ["first", "last"]);
    assert_ne!(
        page[1]["prev_trans_hash"], page[0]["hash"],
        "the chain tells that one is missing"
    );
    let next_lt = lt(&page[1]) + 1;

    client.ton.reveal(&late).expect("revealed");
    assert_eq!(
        comments(&client.page("sort=asc").await),
        ["first", "late", "last"]
    );
    assert_eq!(
        client.poll(next_lt).await.len(),
        0,
        "it came in behind the cursor"
    );
    client.ton.hide(&late).expect("hidden");
    assert_eq!(client.page("").await.len(), 2);
    assert!(client.ton.hide("ab").is_err());
}

#[tokio::test]
async fn a_page_can_repeat_the_end_of_the_one_before() {
    let client = Client::start(Options::default()).await;
    for text in ["a", "b", "c", "d"] {
        client.ton.receive(Transfer::of(1, text));
    }
    client.ton.duplicate_next_page();
    let first = client.page("sort=asc&limit=2").await;
    assert_eq!(comments(&first), ["a", "b"], "there is nothing to repeat");
    client.ton.duplicate_next_page();
    let next = format!("sort=asc&limit=2&start_lt={}", lt(&first[1]) + 1);
    assert_eq!(comments(&client.page(&next).await), ["b", "c"]);
    assert_eq!(comments(&client.page(&next).await), ["c", "d"]);
}
