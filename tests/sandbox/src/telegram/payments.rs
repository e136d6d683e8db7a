//! Stars.

use chrono::{DateTime, Utc};
use serde::Serialize;

/// One try to pay; cheap to clone.
#[derive(Clone)]
pub struct PaymentAttempt;

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PaymentState {
    /// The bot has not answered the pre-checkout query.
    Waiting,
    /// The bot refused with this text, which the buyer sees.
    Refused { text: String },
    /// Telegram took the Stars.
    Charged { charge_id: String },
    /// The bot did not answer within 10 seconds; the buyer sees that it failed.
    TimedOut,
}

/// A line of the bot's Stars account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StarTransaction {
    /// The charge id; a refund has the one of its payment.
    pub id: String,
    pub user_id: i64,
    /// Stars.
    pub amount: i64,
    pub date: DateTime<Utc>,
    pub payload: String,
    pub is_refund: bool,
}

impl PaymentAttempt {
    /// How far it is now.
    pub fn state(&self) -> PaymentState {
        unimplemented!()
    }

    /// Waits until the bot has answered or the time is up.
    pub async fn settled(&self) -> PaymentState {
        unimplemented!()
    }
}
