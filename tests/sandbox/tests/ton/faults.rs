//! Servers that a test has told to misbehave.

use reqwest::StatusCode;
use sandbox::ton::{Fault, Method, Options, Transfer};
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn ordered_faults_strike_the_method_they_are_meant_for() {
    let client = Client::start(Options::default()).await;
    client.ton.receive(Transfer::of(1, "PG1"));
    let url = format!("{}/transactions", client.ton.api_url());
    let query = format!("account={}", client.ton.wallet());
    let ask = || client.get(&url, &query);
    let faults = [
        Fault::Code(429),
        Fault::Code(500),
        Fault::Http(502),
        Fault::ResetBeforeEffect,
        Fault::CutAnswer,
    ];
    for fault in faults {
        client.ton.fail_next(Method::Transactions, fault);
    }
    client.ton.fail_next(Method::Rates, Fault::Code(429));

    let (status, answer) = ask().await.expect("an answer");
    assert_eq!(status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer, json!({ "error": "Ratelimit exceed" }));
    let (status, answer) = ask().await.expect("an answer");
    assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer, json!({ "error": "LITE_SERVER_NOTREADY" }));
    for trouble in ["a gateway's page", "a reset", "half an answer"] {
        assert!(ask().await.is_err(), "{trouble}");
    }
    assert_eq!(ask().await.expect("an answer").0, StatusCode::OK);

    let rates = client.ton.rates_url();
    let answer = client.get(&rates, "tokens=ton&currencies=rub").await;
    assert_eq!(answer.expect("an answer").0, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(client.ton.calls().len(), 7);
    assert_eq!(client.ton.problems(), [""; 0]);
}
