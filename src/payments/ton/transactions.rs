//! Pages of transactions as toncenter's API v3 writes them, read into what matters
//! to a seller: who sent how much with which words, and whether it stayed.

use anyhow::{Context, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Utc};
use serde::{Deserialize, de::IgnoredAny};
use serde_json::Value;

use super::{
    Address, Nano,
    comment::{Comment, Content},
};

/// The `type` of a bounce phase that sent the money back.
const BOUNCE_SENT: &str = "ok";

/// A change of one account, as the chain keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Transaction {
    pub account: Address,
    /// 64 hexadecimal digits in lower case.
    pub hash: String,
    /// Logical time: it grows with every transaction of an account.
    pub lt: i64,
    /// That of the account's transaction before. None for its first, or when
    /// toncenter does not say.
    pub previous_lt: Option<i64>,
    pub at: DateTime<Utc>,
    /// Whether it can't vanish any more. Others are to be asked for again.
    pub is_final: bool,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Somebody's coins came and stayed.
    Incoming(Incoming),
    /// The account answered a message by sending: mostly the coins themselves, back.
    Returned,
    /// A transfer of our own came back from where it could not stay.
    BouncedBack(Incoming),
    /// A transfer of our own, or an affair of the chain's.
    Other,
    /// It can't be understood, for this reason; only its lt is to be relied on.
    Unreadable(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    pub from: Address,
    pub nano: Nano,
    pub comment: Comment,
    /// The wallet's contract did not run: it is not deployed, or the amount is too
    /// small to pay for that. The coins were credited all the same.
    pub aborted: bool,
}

#[derive(Deserialize)]
struct Page {
    transactions: Vec<Value>,
}

#[derive(Deserialize)]
struct RawTransaction {
    account: String,
    hash: String,
    lt: Whole,
    prev_trans_lt: Option<Whole>,
    now: Whole,
    #[serde(default)]
    description: Option<Description>,
    in_msg: Option<Message>,
    out_msgs: Option<Vec<IgnoredAny>>,
    emulated: Option<bool>,
    /// Older servers know finished transactions only and do not say so.
    finality: Option<String>,
}

/// What places a transaction in the history, whatever else is wrong with it.
#[derive(Deserialize)]
struct Place {
    account: String,
    lt: Whole,
    prev_trans_lt: Option<Whole>,
}

#[derive(Default, Deserialize)]
struct Description {
    aborted: Option<bool>,
    bounce: Option<BouncePhase>,
}

#[derive(Deserialize)]
struct BouncePhase {
    #[serde(rename = "type")]
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    source: Option<String>,
    value: Option<Whole>,
    opcode: Option<Written>,
    bounced: Option<bool>,
    message_content: Option<Content>,
}

/// Toncenter writes most integers as text, for the sake of JavaScript.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Number(i64),
    Text(String),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "Written")]
struct Whole(i64);

impl TryFrom<Written> for Whole {
    type Error = std::num::ParseIntError;

    fn try_from(written: Written) -> Result<Self, Self::Error> {
        match written {
            Written::Number(number) => Ok(Self(number)),
            Written::Text(text) => text.parse().map(Self),
        }
    }
}

/// Reads a page of `/api/v3/transactions`, in the order of the page.
///
/// A transaction that can't be understood is not skipped, as it may be a payment,
/// but neither does it hide the others: it is [`Kind::Unreadable`].
///
/// # Errors
/// When the page is none, or a transaction's place in the history can't be read.
pub fn read_page(bytes: &[u8]) -> anyhow::Result<Vec<Transaction>> {
    // Anybody can put broken text into a comment; it must not hide everybody's payments.
    let text = String::from_utf8_lossy(bytes);
    let page: Page =
        serde_json::from_str(&text).context("the answer is no page of transactions")?;
    page.transactions
        .into_iter()
        .map(|value| {
            let name = name(&value);
            let place = Place::deserialize(&value);
            read(value)
                .or_else(|error| place_of_unreadable(place?, &error))
                .with_context(|| format!("cannot read {name}"))
        })
        .collect()
}

fn place_of_unreadable(place: Place, error: &anyhow::Error) -> anyhow::Result<Transaction> {
    ensure!(place.lt.0 > 0, "its lt is not above zero");
    Ok(Transaction {
        account: place.account.parse().context("its account is no address")?,
        hash: String::new(),
        lt: place.lt.0,
        previous_lt: previous_lt(place.prev_trans_lt),
        at: DateTime::UNIX_EPOCH,
        is_final: true,
        kind: Kind::Unreadable(format!("{error:#}")),
    })
}

fn previous_lt(raw: Option<Whole>) -> Option<i64> {
    raw.map(|lt| lt.0).filter(|lt| *lt > 0)
}

/// How an error calls a transaction that could not be read.
fn name(value: &Value) -> String {
    match value.get("lt") {
        Some(Value::String(lt)) => format!("the transaction with lt {lt:.20}"),
        Some(Value::Number(lt)) => format!("the transaction with lt {lt}"),
        _ => "a transaction without lt".to_owned(),
    }
}

fn read(value: Value) -> anyhow::Result<Transaction> {
    let raw: RawTransaction = serde_json::from_value(value)?;
    ensure!(raw.lt.0 > 0, "its lt is not above zero");
    let kind = read_kind(&raw)?;
    let is_emulated = raw.emulated == Some(true);
    Ok(Transaction {
        account: raw.account.parse().context("its account is no address")?,
        hash: read_hash(&raw.hash)?,
        lt: raw.lt.0,
        previous_lt: previous_lt(raw.prev_trans_lt),
        at: read_time(raw.now.0).context("its time is out of range")?,
        is_final: !is_emulated && raw.finality.is_none_or(|finality| finality == "finalized"),
        kind,
    })
}

/// The chain counts seconds in 32 bits; what lies outside, PostgreSQL may not keep.
fn read_time(seconds: i64) -> Option<DateTime<Utc>> {
    let seconds = u32::try_from(seconds).ok()?;
    DateTime::from_timestamp(seconds.into(), 0)
}

fn read_kind(raw: &RawTransaction) -> anyhow::Result<Kind> {
    // What comes from outside the chain, such as our own orders to the wallet, has no source.
    let with_source = raw.in_msg.as_ref().and_then(|message| {
        let source = message.source.as_deref()?;
        (!source.is_empty()).then_some((message, source))
    });
    let Some((message, source)) = with_source else {
        return Ok(Kind::Other);
    };
    let nano = message.value.and_then(|value| Nano::new(value.0));
    let description = raw.description.as_ref();
    let no_content = Content::default();
    let incoming = Incoming {
        from: source.parse().context("its sender is no address")?,
        nano: nano.context("its value is no amount")?,
        comment: Comment::read(
            message.opcode.as_ref().and_then(read_opcode),
            message.message_content.as_ref().unwrap_or(&no_content),
        ),
        aborted: description.is_some_and(|description| description.aborted == Some(true)),
    };
    let has_sent = raw.out_msgs.as_ref().is_some_and(|sent| !sent.is_empty());
    let bounce = description.and_then(|description| description.bounce.as_ref());
    let has_bounced = bounce.is_some_and(|phase| phase.kind.as_deref() == Some(BOUNCE_SENT));
    Ok(if message.bounced == Some(true) {
        Kind::BouncedBack(incoming)
    } else if has_sent || has_bounced {
        Kind::Returned
    } else {
        Kind::Incoming(incoming)
    })
}

fn read_opcode(written: &Written) -> Option<u32> {
    match written {
        // Written with a sign by some versions.
        Written::Number(number) => u32::try_from(number & 0xffff_ffff).ok(),
        Written::Text(text) => u32::from_str_radix(text.strip_prefix("0x")?, 16).ok(),
    }
}

/// Base64 as toncenter writes it, or hexadecimal, into lower-case hexadecimal.
fn read_hash(hash: &str) -> anyhow::Result<String> {
    let bytes = hex::decode(hash)
        .or_else(|_| BASE64_STANDARD.decode(hash))
        .ok()
        .filter(|bytes| bytes.len() == 32)
        .context("its hash is not 32 bytes in base64")?;
    Ok(hex::encode(bytes))
}

#[cfg(test)]
mod tests;
