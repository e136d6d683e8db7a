//! What a coin costs in roubles, as TonAPI publishes it, and whether to believe it.
//! The price becomes a decimal from its own digits, never by way of a float.

use std::collections::BTreeMap;

use anyhow::{Context, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use url::Url;

use crate::outbound;

/// Names of the coin: it was renamed in June 2026, and TonAPI answers to both.
const COINS: [&str; 2] = ["TON", "GRAM"];
const CURRENCY: &str = "RUB";

/// How far a rate may be, in per cent, from one that is still fresh. What is
/// further away is more likely a mistake of the source than the market.
const MOST_DEVIATION_PERCENT: i64 = 25;

/// For how long a known rate says something about a new one.
const FRESH: TimeDelta = TimeDelta::hours(6);

/// A rate that was good, and when.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownRate {
    /// In roubles a coin.
    pub rate: Decimal,
    pub at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Answer {
    rates: BTreeMap<String, Coin>,
}

#[derive(Deserialize)]
struct Coin {
    prices: BTreeMap<String, Box<RawValue>>,
}

/// Asks the service at `rates_url` for roubles a coin.
///
/// # Errors
/// When it can't be reached or names no price above zero.
pub(super) async fn fetch_rate(http: &Client, rates_url: &Url) -> anyhow::Result<Decimal> {
    let request = http
        .get(rates_url.clone())
        .query(&[("tokens", "ton"), ("currencies", "rub")]);
    let response = outbound::send("ton_rates", "rates", request)
        .await
        .context("cannot ask for the rate of TON; is TON_RATES_URL right?")?;
    let status = response.status();
    ensure!(
        status.is_success(),
        "the service of rates at TON_RATES_URL answered {status}"
    );
    let body = response
        .bytes()
        .await
        .map_err(reqwest::Error::without_url)
        .context("cannot read the rate of TON to its end")?;
    read_rate(&body)
}

/// Whether `new` may be used `now`, given the last rate that was.
pub fn is_plausible(new: Decimal, last_known: Option<KnownRate>, now: DateTime<Utc>) -> bool {
    if new <= Decimal::ZERO {
        return false;
    }
    let Some(last) = last_known.filter(|last| now - last.at < FRESH) else {
        return true;
    };
    let within = || -> Option<bool> {
        let moved = new.checked_sub(last.rate)?.abs();
        let most = last
            .rate
            .checked_mul(Decimal::new(MOST_DEVIATION_PERCENT, 2))?;
        Some(moved <= most)
    };
    within().unwrap_or(false)
}

/// The price in an answer of the service.
///
/// # Errors
/// When it names no price above zero.
pub fn read_rate(body: &[u8]) -> anyhow::Result<Decimal> {
    let answer: Answer =
        serde_json::from_slice(body).context("the answer about rates is not TonAPI's")?;
    let price = COINS
        .iter()
        .find_map(|coin| answer.rates.get(*coin))
        .and_then(|coin| coin.prices.get(CURRENCY))
        .context("the answer about rates has no price of TON in roubles")?
        .get();
    let rate = price
        .parse()
        .or_else(|_| Decimal::from_scientific(price))
        .with_context(|| format!("the price of TON is no number that can be used: {price:.40}"))?;
    ensure!(rate > Decimal::ZERO, "the price of TON is {rate}");
    Ok(rate)
}

#[cfg(test)]
mod tests {
    use rust_decimal::dec;

    use super::*;

    fn priced(price: &str) -> anyhow::Result<Decimal> {
        read_rate(format!(r#"{{"rates":{{"TON":{{"prices":{{"RUB":{price}}}}}}}}}"#).as_bytes())
    }

    #[test]
    fn the_price_keeps_its_digits() {
        let answer = br#"{"rates":{"TON":{"prices":{"RUB":118.3,"USD":1.47},
            "diff_24h":{"RUB":"-1.28%","USD":"-1.10%"},"diff_7d":{"RUB":"0%"},"diff_30d":{}}}}"#;
        assert_eq!(read_rate(answer).unwrap(), dec!(118.3));
        let exact = priced("118.30000000000000071").unwrap();
        assert_eq!(exact, dec!(118.30000000000000071));
        assert_eq!(priced("1.183e2").unwrap(), dec!(118.3));
        assert_eq!(priced("120").unwrap(), dec!(120));
    }

    #[test]
    fn the_coin_may_be_called_by_its_new_name() {
        let answer = br#"{"rates":{"GRAM":{"prices":{"RUB":118.3}}}}"#;
        assert_eq!(read_rate(answer).unwrap(), dec!(118.3));
    }

    #[test]
    fn what_is_no_price_is_refused() {
        for price in [
            "0",
            "0.0",
            "-118.3",
            "\"118.3\"",
            "null",
            "{}",
            "1e99",
            "1e-99",
            "true",
        ] {
            assert!(priced(price).is_err(), "{price}");
        }
        for answer in [
            &br#"{"rates":{}}"#[..],
            br#"{"rates":{"TON":{"prices":{}}}}"#,
            br#"{"rates":{"TON":{"prices":{"USD":1.47}}}}"#,
            br#"{"rates":{"NOT":{"prices":{"RUB":118.3}}}}"#,
            br#"{"error":"rate limit"}"#,
            b"<html>",
            b"",
        ] {
            assert!(read_rate(answer).is_err());
        }
    }

    #[test]
    fn a_sudden_jump_is_not_believed() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let known = |hours_ago| {
            Some(KnownRate {
                rate: dec!(100),
                at: now - TimeDelta::hours(hours_ago),
            })
        };
        assert!(is_plausible(dec!(125), known(1), now));
        assert!(is_plausible(dec!(75), known(1), now));
        assert!(!is_plausible(dec!(125.01), known(1), now));
        assert!(!is_plausible(dec!(74.99), known(5), now));
        // Nothing fresh is known that would speak against it.
        assert!(is_plausible(dec!(300), known(6), now));
        assert!(is_plausible(dec!(300), None, now));
    }

    #[test]
    fn a_rate_that_cannot_be_is_never_plausible() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let last = |rate| Some(KnownRate { rate, at: now });
        assert!(!is_plausible(dec!(0), None, now));
        assert!(!is_plausible(dec!(-1), None, now));
        assert!(!is_plausible(Decimal::MAX, last(dec!(100)), now));
        assert!(!is_plausible(dec!(100), last(Decimal::MIN), now));
    }
}
