//! A client of Toncenter and TonAPI as the bot is one.

use std::time::Duration;

use reqwest::StatusCode;
use sandbox::ton::{Options, Ton};
use serde_json::Value;

pub struct Client {
    pub ton: Ton,
    pub http: reqwest::Client,
}

impl Client {
    pub async fn start(options: Options) -> Self {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build()
            .expect("an HTTP client");
        Self {
            ton: Ton::start(options).await.expect("a fake"),
            http,
        }
    }

    pub async fn get(&self, url: &str, query: &str) -> reqwest::Result<(StatusCode, Value)> {
        let response = self.http.get(format!("{url}?{query}")).send().await?;
        Ok((response.status(), response.json().await?))
    }

    /// Asks about the wallet, with these further parameters.
    pub async fn ask(&self, parameters: &str) -> (StatusCode, Value) {
        let url = format!("{}/transactions", self.ton.api_url());
        let query = format!("account={}&{parameters}", self.ton.wallet());
        self.get(&url, query.trim_end_matches('&'))
            .await
            .expect("an answer")
    }

    /// A page of the wallet's transactions.
    pub async fn page(&self, parameters: &str) -> Vec<Value> {
        let (status, mut answer) = self.ask(parameters).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        match answer["transactions"].take() {
            Value::Array(transactions) => transactions,
            other => panic!("no transactions: {other}"),
        }
    }

    /// The newest transaction.
    pub async fn newest(&self) -> Value {
        let mut page = self.page("limit=1").await;
        page.pop().expect("a transaction")
    }

    /// Reads on from a logical time to the end of the history, as a careful poller does.
    pub async fn poll(&self, mut start_lt: u64) -> Vec<Value> {
        const PAGE: usize = 100;
        let mut found = Vec::new();
        loop {
            let parameters = format!("start_lt={start_lt}&sort=asc&limit={PAGE}");
            let page = self.page(&parameters).await;
            let is_last = page.len() < PAGE;
            start_lt = page.last().map_or(start_lt, |last| lt(last) + 1);
            found.extend(page);
            if is_last {
                return found;
            }
        }
    }
}

pub fn lt(transaction: &Value) -> u64 {
    let text = transaction["lt"].as_str().expect("lt is a string");
    text.parse().expect("lt is a number")
}

pub fn comment(transaction: &Value) -> &str {
    transaction["in_msg"]["message_content"]["decoded"]["comment"]
        .as_str()
        .unwrap_or_default()
}

pub fn comments(page: &[Value]) -> Vec<&str> {
    page.iter().map(comment).collect()
}

/// The hash of a transaction in lower-case hex, as the handle names it.
pub fn hex_hash(transaction: &Value) -> String {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let text = transaction["hash"].as_str().expect("a hash");
    let bytes = BASE64_STANDARD.decode(text).expect("base64");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
