//! The question for transactions, read as strictly as a client should write it: a parameter that
//! a server overlooks is a page of the wrong transactions.

use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_URL_SAFE},
};
use url::form_urlencoded;

use super::{
    address::{Address, hash_from_hex, is_test_only},
    transaction::{Hash, Transaction},
};

const DEFAULT_LIMIT: usize = 10;
const MOST_PER_PAGE: usize = 1000;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    pub account: Option<Address>,
    hash: Option<Hash>,
    start_lt: Option<u64>,
    end_lt: Option<u64>,
    start_utime: Option<u64>,
    end_utime: Option<u64>,
    limit: Option<usize>,
    pub offset: usize,
    pub oldest_first: bool,
}

impl Query {
    /// Reads what follows the question mark; an error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut query = Self::default();
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            if seen.contains(&name) {
                return Err(format!("{name} comes twice"));
            }
            query
                .set(&name, &value)
                .ok_or_else(|| format!("{name} cannot be {value:?}"))?;
            seen.push(name);
        }
        if query.account.is_none() && query.hash.is_none() {
            return Err("neither account nor hash is given".to_owned());
        }
        Ok(query)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        match name {
            "account" if is_test_only(value) => return None,
            "account" => self.account = Some(value.parse().ok()?),
            "hash" => self.hash = Some(read_hash(value)?),
            "start_lt" => self.start_lt = Some(number(value)?),
            "end_lt" => self.end_lt = Some(number(value)?),
            "start_utime" => self.start_utime = Some(number(value)?),
            "end_utime" => self.end_utime = Some(number(value)?),
            "limit" => {
                let limit = usize::try_from(number(value)?).ok()?;
                self.limit = Some((1..=MOST_PER_PAGE).contains(&limit).then_some(limit)?);
            }
            "offset" => self.offset = usize::try_from(number(value)?).ok()?,
            "sort" if value == "asc" => self.oldest_first = true,
            "sort" if value == "desc" => self.oldest_first = false,
            _ => return None,
        }
        Some(())
    }

    pub fn limit(&self) -> usize {
        self.limit.unwrap_or(DEFAULT_LIMIT)
    }

    pub fn matches(&self, transaction: &Transaction) -> bool {
        let moment = u64::try_from(transaction.now).unwrap_or_default();
        self.hash.is_none_or(|hash| hash == transaction.hash)
            && self.start_lt.is_none_or(|start| transaction.lt >= start)
            && self.end_lt.is_none_or(|end| transaction.lt <= end)
            && self.start_utime.is_none_or(|start| moment >= start)
            && self.end_utime.is_none_or(|end| moment <= end)
    }
}

fn number(value: &str) -> Option<u64> {
    let has_only_digits = value.bytes().all(|letter| letter.is_ascii_digit());
    value.parse().ok().filter(|_| has_only_digits)
}

fn read_hash(value: &str) -> Option<Hash> {
    let from_base64 = || {
        BASE64_STANDARD
            .decode(value)
            .or_else(|_| BASE64_URL_SAFE.decode(value))
            .ok()?
            .try_into()
            .ok()
    };
    hash_from_hex(value).or_else(from_base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WALLET: &str = "account=EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";

    #[test]
    fn both_forms_of_a_hash_are_the_same() {
        let base64 = "hash=swpaG6pTBXwYI2024NAisIFp59Fw3k1DRQ5fa5SuKAE%3D";
        let hex = "hash=b30a5a1baa53057c18236d36e0d022b08169e7d170de4d43450e5f6b94ae2801";
        assert_eq!(Query::parse(base64), Query::parse(hex));
        assert!(Query::parse(hex).expect("a question").hash.is_some());
    }

    #[test]
    fn slips_are_named() {
        for (parameters, complaint) in [
            ("limit=0", "limit cannot be \"0\""),
            ("limit=1001", "limit cannot be \"1001\""),
            ("start_lt=-1", "start_lt cannot be \"-1\""),
            ("end_lt=1.5", "end_lt cannot be \"1.5\""),
            ("offset=", "offset cannot be \"\""),
            ("sort=ASC", "sort cannot be \"ASC\""),
            ("api_key=a", "api_key cannot be \"a\""),
            ("limit=1&limit=1", "limit comes twice"),
            ("hash=abc", "hash cannot be \"abc\""),
        ] {
            let parsed = Query::parse(&format!("{WALLET}&{parameters}"));
            assert_eq!(parsed, Err(complaint.to_owned()));
        }
        for text in [
            "",
            "limit=1",
            "account=kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
        ] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }
}
