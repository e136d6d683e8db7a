//! What the fake refuses, and what it holds against the bot.

use std::time::Duration;

use reqwest::StatusCode;
use sandbox::{
    kie::{Clock, Rate},
    ton::{Options, Transfer},
};
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn every_form_of_the_wallet_is_the_same_account() {
    let client = Client::start(Options::default()).await;
    client.ton.receive(Transfer::of(1, "a"));
    let url = format!("{}/transactions", client.ton.api_url());
    let wallet = client.ton.wallet();
    for form in [
        wallet.raw(),
        wallet.raw().to_lowercase(),
        wallet.bounceable(),
        wallet.non_bounceable(),
        wallet.raw().replace(':', "%3A"),
    ] {
        let (_, answer) = client
            .get(&url, &format!("account={form}"))
            .await
            .expect("an answer");
        assert!(answer["transactions"][0]["lt"].is_string(), "{form}");
    }
    assert_eq!(client.ton.problems(), [""; 0]);

    let stranger = Transfer::default().from;
    let (status, answer) = client
        .get(&url, &format!("account={stranger}"))
        .await
        .expect("an answer");
    assert_eq!(status, StatusCode::OK);
    assert_eq!(answer["transactions"], json!([]));
    assert_eq!(client.ton.take_problems().len(), 1);
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_remembered() {
    let client = Client::start(Options::default()).await;
    for parameters in ["limit=0", "limit=1001", "sort=up", "to_lt=1", "start_lt=x"] {
        let (status, answer) = client.ask(parameters).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{parameters}");
        assert!(answer["error"].is_string(), "{answer}");
        let problems = client.ton.take_problems();
        assert_eq!(problems.len(), 1, "{problems:?}");
    }
    let url = client.ton.api_url();
    for (path, status) in [
        ("/messages", StatusCode::NOT_FOUND),
        ("/transactions", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let request = client.http.post(format!("{url}{path}"));
        assert_eq!(request.send().await.expect("an answer").status(), status);
        assert_eq!(client.ton.take_problems().len(), 1, "{path}");
    }
}

#[tokio::test]
async fn a_key_must_be_the_right_one() {
    let with_key = Client::start(Options {
        api_key: Some("secret".to_owned()),
        ..Options::default()
    })
    .await;
    let without_key = Client::start(Options::default()).await;
    for (client, key, status) in [
        (&with_key, None, 401),
        (&with_key, Some("wrong"), 401),
        (&with_key, Some("secret"), 200),
        (&without_key, Some("secret"), 401),
    ] {
        let url = format!("{}/transactions", client.ton.api_url());
        let account = client.ton.wallet().raw();
        let mut request = client.http.get(url).query(&[("account", account)]);
        if let Some(key) = key {
            request = request.header("X-API-Key", key);
        }
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status().as_u16(), status, "{key:?}");
    }
}

#[tokio::test]
async fn without_a_key_one_request_passes_in_a_second() {
    let noon = chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("a moment");
    let client = Client::start(Options {
        rate: Some(Rate {
            limit: 1,
            window: Duration::from_secs(1),
        }),
        clock: Clock::new(move || noon),
        ..Options::default()
    })
    .await;
    assert_eq!(client.ask("").await.0, StatusCode::OK);
    let (status, answer) = client.ask("").await;
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer, json!({ "error": "Ratelimit exceed" }));
    assert_eq!(client.ton.problems(), [""; 0], "it happens to the best");
    assert_eq!(client.ton.calls().len(), 2);
}
