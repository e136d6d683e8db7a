//! The price of a coin.

use reqwest::StatusCode;
use sandbox::ton::{BrokenRates, Method, Options};
use serde_json::{Value, json};

use crate::client::Client;

const QUERY: &str = "tokens=ton&currencies=rub,usd";

#[tokio::test]
async fn a_price_is_written_as_it_was_given() {
    let client = Client::start(Options::default()).await;
    client.ton.set_rate("118.300000000000000001");
    let url = format!("{}?{QUERY}", client.ton.rates_url());
    let response = client.http.get(url).send().await.expect("an answer");
    let text = response.text().await.expect("a text");
    let prices = r#"{"rates":{"TON":{"prices":{"RUB":118.300000000000000001,"USD":1.47}"#;
    assert!(text.starts_with(prices), "{text}");
    assert_eq!(client.ton.problems(), [""; 0]);
    let calls = client.ton.calls();
    assert_eq!(calls[0].method, Method::Rates);
    assert_eq!(calls[0].parameter("currencies").as_deref(), Some("rub,usd"));
}

#[tokio::test]
async fn prices_break_in_many_ways_until_one_is_set() {
    let client = Client::start(Options::default()).await;
    for (broken, prices) in [
        (BrokenRates::EmptyPrices, json!({})),
        (BrokenRates::Zero, json!({ "RUB": 0, "USD": 0 })),
        (
            BrokenRates::Negative,
            json!({ "RUB": -118.3, "USD": -1.47 }),
        ),
        (BrokenRates::Text, json!({ "RUB": "n/a", "USD": "n/a" })),
        (BrokenRates::Missing, Value::Null),
    ] {
        client.ton.break_rates(broken);
        let answer = client.get(&client.ton.rates_url(), QUERY).await;
        let (status, answer) = answer.expect("an answer");
        assert_eq!(status, StatusCode::OK);
        assert_eq!(answer["rates"]["TON"]["prices"], prices, "{broken:?}");
    }
    client.ton.set_rate("99");
    let answer = client
        .get(&client.ton.rates_url(), "tokens=gram&currencies=rub")
        .await;
    let (_, answer) = answer.expect("an answer");
    assert_eq!(answer["rates"]["GRAM"]["prices"], json!({ "RUB": 99 }));
}

#[tokio::test]
async fn unknown_coins_and_parameters_are_refused() {
    let client = Client::start(Options::default()).await;
    for query in [
        "",
        "tokens=ton",
        "tokens=btc&currencies=rub",
        "tokens=ton&currencies=eur",
        "tokens=ton&currencies=rub&currencies=usd",
        "tokens=ton&currencies=rub&precision=2",
    ] {
        let answer = client.get(&client.ton.rates_url(), query).await;
        let (status, answer) = answer.expect("an answer");
        assert_eq!(status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer["error"].is_string(), "{answer}");
        assert_eq!(client.ton.take_problems().len(), 1, "{query}");
    }
}
