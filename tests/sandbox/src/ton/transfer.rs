//! What a test lets arrive at the wallet: an honest payment, or one of the things that only look
//! like it.

use serde::{Deserialize, Serialize};

use super::address::Address;

/// Where payments come from unless a test says otherwise.
const SOMEBODY: &str = "EQCzQJJBAQ-FrEFcvxO5sNxhV9CaOdK9CCfq2yCBnwZ4aJ9R";

/// A message that reaches the wallet; the default is an empty transfer that went well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// Billionths of a coin.
    pub nano: u64,
    pub comment: Option<String>,
    pub from: Address,
    /// Money that we had sent and that came back. The comment stays readable here, unlike on
    /// the chain, so that nothing but the flag tells it from a payment.
    pub bounced: bool,
    /// The wallet's contract did not run. Alone, as with a wallet not deployed yet, the money
    /// has come all the same; together with `bounced_back` it went back.
    pub aborted: bool,
    /// The money left again in an outgoing message of the same transaction.
    pub bounced_back: bool,
    /// A message from outside the chain: no sender and no money, whatever `nano` says.
    pub external: bool,
    /// The comment is encrypted for the receiver, and so unreadable to the index.
    pub encrypted: bool,
    /// The index has not decoded the body: the comment is only in the bag of cells.
    pub raw_body: bool,
    /// A guess of the index, before any block holds the transaction.
    pub emulated: bool,
    pub finality: Finality,
    /// On the chain, but not shown by the index until `reveal`.
    pub hidden: bool,
}

/// How sure the index is of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Finality {
    #[default]
    Finalized,
    Confirmed,
    Pending,
    /// A server from before the field existed.
    Absent,
}

impl Finality {
    pub(super) fn name(self) -> Option<&'static str> {
        match self {
            Self::Finalized => Some("finalized"),
            Self::Confirmed => Some("confirmed"),
            Self::Pending => Some("pending"),
            Self::Absent => None,
        }
    }
}

impl Transfer {
    /// An honest payment.
    pub fn of(nano: u64, comment: &str) -> Self {
        Self {
            nano,
            comment: Some(comment.to_owned()),
            ..Self::default()
        }
    }
}

impl Default for Transfer {
    fn default() -> Self {
        Self {
            nano: 0,
            comment: None,
            from: SOMEBODY.parse().expect("an address in source is right"),
            bounced: false,
            aborted: false,
            bounced_back: false,
            external: false,
            encrypted: false,
            raw_body: false,
            emulated: false,
            finality: Finality::default(),
            hidden: false,
        }
    }
}
