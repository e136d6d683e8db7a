//! What a coin costs, as TonAPI tells. The price is written as the test gave it: a number in a
//! program would turn `118.30` into something else.

use url::form_urlencoded;

/// Forms of the answer in which no price is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenRates {
    /// The coin is there, without a price.
    EmptyPrices,
    Zero,
    Negative,
    /// A text that is no number.
    Text,
    /// The coin is unknown, as after it was renamed.
    Missing,
}

#[derive(Debug)]
pub(super) struct Rates {
    pub rub: String,
    pub usd: String,
    pub broken: Option<BrokenRates>,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            rub: "118.3".to_owned(),
            usd: "1.47".to_owned(),
            broken: None,
        }
    }
}

/// Which prices are asked for, in upper case.
#[derive(Debug)]
pub(super) struct RatesQuery {
    tokens: Vec<String>,
    currencies: Vec<String>,
}

impl RatesQuery {
    /// Reads what follows the question mark; an error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut tokens, mut currencies) = (Vec::new(), Vec::new());
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let (list, known) = match &*name {
                "tokens" => (&mut tokens, ["TON", "GRAM"]),
                "currencies" => (&mut currencies, ["RUB", "USD"]),
                _ => return Err(format!("{name} is no parameter")),
            };
            if !list.is_empty() {
                return Err(format!("{name} comes twice"));
            }
            *list = value.split(',').map(str::to_uppercase).collect();
            if !list.iter().all(|word| known.contains(&word.as_str())) {
                return Err(format!("{name} cannot be {value:?}"));
            }
        }
        if tokens.is_empty() || currencies.is_empty() {
            return Err("tokens and currencies are needed".to_owned());
        }
        Ok(Self { tokens, currencies })
    }
}

impl Rates {
    pub fn json(&self, query: &RatesQuery) -> String {
        if self.broken == Some(BrokenRates::Missing) {
            return r#"{"rates":{}}"#.to_owned();
        }
        let prices = match self.broken {
            Some(BrokenRates::EmptyPrices) => "{}".to_owned(),
            _ => object(&query.currencies, |currency| self.price(currency)),
        };
        let changes = object(&query.currencies, |_| r#""-1.28%""#.to_owned());
        let token = format!(
            r#"{{"prices":{prices},"diff_24h":{changes},"diff_7d":{changes},"diff_30d":{changes}}}"#
        );
        let rates = object(&query.tokens, |_| token.clone());
        format!(r#"{{"rates":{rates}}}"#)
    }

    fn price(&self, currency: &str) -> String {
        let price = if currency == "RUB" {
            &self.rub
        } else {
            &self.usd
        };
        match self.broken {
            Some(BrokenRates::Zero) => "0".to_owned(),
            Some(BrokenRates::Negative) => format!("-{price}"),
            Some(BrokenRates::Text) => r#""n/a""#.to_owned(),
            _ => price.clone(),
        }
    }
}

fn object(names: &[String], value: impl Fn(&str) -> String) -> String {
    let fields: Vec<String> = names
        .iter()
        .map(|name| format!(r#""{name}":{}"#, value(name)))
        .collect();
    format!("{{{}}}", fields.join(","))
}
