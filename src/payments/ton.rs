//! TON over HTTP: what came to our wallet, as toncenter tells it, and what a coin
//! costs. Nothing here decides what is paid; it says what the chain says.

mod amount;
mod comment;
mod links;
mod rates;
mod transactions;

use std::time::Duration;

use anyhow::{Context, anyhow};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use reqwest::{Client, StatusCode};
use rust_decimal::Decimal;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

pub use self::{
    amount::{Nano, quote},
    comment::{Comment, generate_code},
    links::transfer_link,
    rates::{KnownRate, is_plausible, read_rate},
    transactions::{Incoming, Kind, Transaction, read_page},
};
pub use crate::config::TonAddress as Address;
use crate::{config::TonConfig, outbound};

/// Toncenter answers within a second; a busy index takes some more.
const PATIENCE: Duration = Duration::from_secs(20);

/// API v3, `transactions`: at most 1000 a page.
pub const MOST_PER_PAGE: usize = 1000;

/// How much of a refusal's text goes into an error.
const REASON_LETTERS: usize = 200;

/// A client of toncenter for one wallet. Clones share their connections.
#[derive(Clone, Debug)]
pub struct Ton {
    http: Client,
    base: String,
    api_key: Option<SecretString>,
    wallet: Address,
    rates_url: Url,
    wallet_url: Url,
}

/// A part of the wallet's history, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub transactions: Vec<Transaction>,
    /// Whether nothing follows, for now.
    pub is_last: bool,
}

/// Why toncenter's answer is missing.
#[derive(Debug, thiserror::Error)]
pub enum TonError {
    /// Asked too often: the next round will do.
    #[error("toncenter is busy: too many calls for TON_API_KEY, or without one")]
    Busy,
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Ton {
    pub fn new(config: &TonConfig) -> Self {
        Self {
            http: outbound::client(PATIENCE),
            base: config.api_url.as_str().trim_end_matches('/').to_owned(),
            api_key: config.api_key.clone(),
            wallet: config.wallet,
            rates_url: config.rates_url.clone(),
            wallet_url: config.wallet_url.clone(),
        }
    }

    /// An https link that opens a wallet with the transfer filled in.
    ///
    /// # Errors
    /// When `TON_WALLET_URL` can't be the beginning of an address.
    pub fn wallet_link(
        &self,
        nano: Nano,
        comment: &str,
        expires: DateTime<Utc>,
    ) -> anyhow::Result<Url> {
        links::wallet_link(&self.wallet_url, &self.wallet, nano, comment, expires)
    }

    /// Where payments go.
    pub fn wallet(&self) -> &Address {
        &self.wallet
    }

    /// The wallet's transactions after the logical time `after_lt`, at most `limit`
    /// (up to [`MOST_PER_PAGE`]).
    ///
    /// # Errors
    /// See [`TonError`].
    pub async fn page(&self, after_lt: i64, limit: usize) -> Result<Page, TonError> {
        let start_lt = after_lt.saturating_add(1).to_string();
        self.ask_in_order("page", ("start_lt", start_lt), after_lt, limit)
            .await
    }

    /// The logical time of the wallet's last transaction; none for a new wallet.
    ///
    /// # Errors
    /// See [`TonError`].
    pub async fn newest_lt(&self) -> Result<Option<i64>, TonError> {
        let query = [("sort", "desc".to_owned())];
        let page = self.ask("newest", &query, 1).await?;
        Ok(page.iter().map(|transaction| transaction.lt).max())
    }

    /// The wallet's transactions from the moment `from` on, at most `limit` (up to
    /// [`MOST_PER_PAGE`]); what follows them is a [`Ton::page`].
    ///
    /// # Errors
    /// See [`TonError`].
    pub async fn since(&self, from: DateTime<Utc>, limit: usize) -> Result<Page, TonError> {
        let start_utime = from.timestamp().to_string();
        self.ask_in_order("since", ("start_utime", start_utime), 0, limit)
            .await
    }

    /// What a coin costs at the moment, in roubles. See [`is_plausible`].
    ///
    /// # Errors
    /// When the source of rates can't be reached or names no price above zero.
    pub async fn rate(&self) -> anyhow::Result<Decimal> {
        rates::fetch_rate(&self.http, &self.rates_url).await
    }

    async fn ask_in_order(
        &self,
        operation: &'static str,
        from: (&'static str, String),
        after_lt: i64,
        limit: usize,
    ) -> Result<Page, TonError> {
        let query = [from, ("sort", "asc".to_owned())];
        let mut transactions = self.ask(operation, &query, limit).await?;
        // Counted before repetitions go: a full page is followed by more.
        let is_full = transactions.len() >= limit;
        // A page that comes twice must not lead the reader in circles.
        transactions.retain(|transaction| transaction.lt > after_lt);
        transactions.sort_by_key(|transaction| transaction.lt);
        Ok(Page {
            is_last: !is_full || transactions.is_empty(),
            transactions,
        })
    }

    async fn ask(
        &self,
        operation: &'static str,
        query: &[(&'static str, String)],
        limit: usize,
    ) -> Result<Vec<Transaction>, TonError> {
        let mut request = self
            .http
            .get(format!("{}/transactions", self.base))
            .query(&[("account", self.wallet.raw())])
            .query(query)
            .query(&[("limit", limit.clamp(1, MOST_PER_PAGE))]);
        if let Some(key) = &self.api_key {
            request = request.header("X-API-Key", key.expose_secret());
        }
        let response = outbound::send("ton", operation, request)
            .await
            .context("cannot reach toncenter; is TON_API_URL right?")?;
        let status = response.status();
        if status == StatusCode::TOO_MANY_REQUESTS {
            return Err(TonError::Busy);
        }
        let body = response
            .bytes()
            .await
            .map_err(reqwest::Error::without_url)
            .context("cannot read toncenter's answer to its end")?;
        if !status.is_success() {
            return Err(refusal(status, &body).into());
        }
        let page = read_page(&body).context("cannot understand toncenter")?;
        if page.iter().any(|found| found.account != self.wallet) {
            return Err(anyhow!("toncenter answered about another account").into());
        }
        Ok(page)
    }
}

fn refusal(status: StatusCode, body: &Bytes) -> anyhow::Error {
    let reason: String = serde_json::from_slice::<Refusal>(body)
        .map(|refusal| refusal.error.chars().take(REASON_LETTERS).collect())
        .unwrap_or_default();
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            anyhow!("toncenter answered {status} ({reason}); is TON_API_KEY right?")
        }
        _ => anyhow!("toncenter answered {status} ({reason})"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use axum::{
        Router,
        http::{HeaderMap, Uri},
        routing::get,
    };
    use serde_json::{Value, json};

    use super::*;

    const WALLET: &str = "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e";

    /// What was asked: the query, and the key.
    type Asked = Arc<Mutex<Vec<(String, Option<String>)>>>;

    /// A client of a server that answers every question with `status` and `body`.
    async fn client_of(status: u16, body: Value) -> (Ton, Asked) {
        let asked = Asked::default();
        let notes = asked.clone();
        let answer = move |address: Uri, headers: HeaderMap| async move {
            let key = headers.get("X-API-Key");
            let key = key.map(|key| key.to_str().unwrap().to_owned());
            let query = address.query().unwrap().to_owned();
            notes.lock().unwrap().push((query, key));
            (StatusCode::from_u16(status).unwrap(), body.to_string())
        };
        let router = Router::new()
            .route("/api/v3/transactions", get(answer.clone()))
            .route("/v2/rates", get(answer));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let config = TonConfig {
            api_url: format!("http://{address}/api/v3/").parse().unwrap(),
            api_key: Some("key-1".into()),
            wallet: WALLET.parse().unwrap(),
            rates_url: format!("http://{address}/v2/rates").parse().unwrap(),
            wallet_url: "https://app.tonkeeper.com".parse().unwrap(),
        };
        (Ton::new(&config), asked)
    }

    fn tick(account: &str, lt: i64) -> Value {
        let hash = "swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE=";
        json!({
            "account": account, "hash": hash, "lt": lt.to_string(), "now": 1_625_243_795,
            "prev_trans_lt": "0", "in_msg": null, "out_msgs": []
        })
    }

    fn lts(page: &Page) -> Vec<i64> {
        let transactions = page.transactions.iter();
        transactions.map(|transaction| transaction.lt).collect()
    }

    #[tokio::test]
    async fn a_page_begins_after_what_is_known() {
        let transactions = json!([tick(WALLET, 43), tick(WALLET, 42), tick(WALLET, 44)]);
        let (ton, asked) = client_of(200, json!({"transactions": transactions})).await;
        assert_eq!(lts(&ton.page(42, 100).await.unwrap()), [43, 44]);
        assert_eq!(ton.newest_lt().await.unwrap(), Some(44));
        let from = DateTime::from_timestamp(1_625_000_000, 0).unwrap();
        assert_eq!(lts(&ton.since(from, 1000).await.unwrap()), [42, 43, 44]);
        let account = format!("account={}", WALLET.replace(':', "%3A"));
        let key = Some("key-1".to_owned());
        let expected = [
            "&start_lt=43&sort=asc&limit=100",
            "&sort=desc&limit=1",
            "&start_utime=1625000000&sort=asc&limit=1000",
        ]
        .map(|rest| (format!("{account}{rest}"), key.clone()));
        assert_eq!(*asked.lock().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_full_page_is_not_the_last_though_it_repeats_something() {
        let transactions = json!([tick(WALLET, 42), tick(WALLET, 43)]);
        let (ton, _) = client_of(200, json!({"transactions": transactions})).await;
        let page = ton.page(42, 2).await.unwrap();
        assert_eq!((lts(&page), page.is_last), (vec![43], false));
        assert!(ton.page(42, 3).await.unwrap().is_last);
        // Nothing but repetitions: to go on would be to go in circles.
        let page = ton.page(43, 2).await.unwrap();
        assert_eq!((lts(&page), page.is_last), (Vec::new(), true));
    }

    #[tokio::test]
    async fn a_new_wallet_has_no_transactions() {
        let (ton, _) = client_of(200, json!({"transactions": []})).await;
        assert_eq!(ton.newest_lt().await.unwrap(), None);
        let page = ton.page(0, 100).await.unwrap();
        assert_eq!((lts(&page), page.is_last), (Vec::new(), true));
    }

    #[tokio::test]
    async fn too_many_calls_are_told_from_failures() {
        let (ton, _) = client_of(429, json!({"error": "rate limit"})).await;
        let error = ton.page(0, 100).await.unwrap_err();
        assert!(matches!(error, TonError::Busy));
        assert!(error.to_string().contains("busy"));
        for (status, hint) in [(403, "is TON_API_KEY right"), (500, "500"), (422, "sorry")] {
            let (ton, _) = client_of(status, json!({"error": "sorry"})).await;
            match ton.page(0, 100).await.unwrap_err() {
                TonError::Failed(error) => assert!(error.to_string().contains(hint), "{error}"),
                TonError::Busy => panic!("{status}"),
            }
        }
    }

    #[tokio::test]
    async fn transactions_of_others_are_not_ours() {
        let other = format!("0:{}", "5".repeat(64));
        let (ton, _) = client_of(200, json!({"transactions": [tick(&other, 43)]})).await;
        assert!(ton.page(0, 100).await.is_err());
    }

    #[tokio::test]
    async fn the_rate_is_asked_for_in_roubles() {
        let rates = json!({"rates": {"TON": {"prices": {"RUB": 118.25}}}});
        let (ton, asked) = client_of(200, rates).await;
        assert_eq!(ton.rate().await.unwrap(), Decimal::new(11825, 2));
        let query = "tokens=ton&currencies=rub".to_owned();
        assert_eq!(*asked.lock().unwrap(), [(query, None)]);
        let (ton, _) = client_of(503, json!({})).await;
        assert!(ton.rate().await.is_err());
    }
}
