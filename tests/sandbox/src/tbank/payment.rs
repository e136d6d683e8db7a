//! A payment and its states.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The states that this fake leads payments through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    New,
    /// The payer has opened the form.
    FormShowed,
    /// The payer's bank is being asked.
    Authorizing,
    /// The money is held, not taken.
    Authorized,
    Confirmed,
    /// The payer's bank said no. Another attempt of the same payment may still succeed.
    Rejected,
    PartialReversed,
    Reversed,
    /// SBP gives back the money in its own time.
    AsyncRefunding,
    PartialRefunded,
    Refunded,
    Canceled,
    DeadlineExpired,
}

impl Status {
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "NEW",
            Self::FormShowed => "FORM_SHOWED",
            Self::Authorizing => "AUTHORIZING",
            Self::Authorized => "AUTHORIZED",
            Self::Confirmed => "CONFIRMED",
            Self::Rejected => "REJECTED",
            Self::PartialReversed => "PARTIAL_REVERSED",
            Self::Reversed => "REVERSED",
            Self::AsyncRefunding => "ASYNC_REFUNDING",
            Self::PartialRefunded => "PARTIAL_REFUNDED",
            Self::Refunded => "REFUNDED",
            Self::Canceled => "CANCELED",
            Self::DeadlineExpired => "DEADLINE_EXPIRED",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

/// A payment as the bank knows it. Money is in kopecks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Payment {
    pub payment_id: u64,
    pub order_id: String,
    pub amount: i64,
    /// What was given back, by releasing a hold too. Counts an SBP refund that is under way.
    pub refunded: i64,
    pub status: Status,
    /// The bank's form.
    pub url: String,
    pub description: Option<String>,
    pub notification_url: Option<String>,
    pub success_url: Option<String>,
    pub fail_url: Option<String>,
    /// From the receipt, or else from `DATA`.
    pub email: Option<String>,
    /// The `Receipt` of `Init`.
    pub receipt: Option<Value>,
    pub is_two_stage: bool,
    pub is_sbp: bool,
    /// The last refusal of the payer's bank, while it stands.
    pub refusal: Option<i32>,
    pub created_at: DateTime<Utc>,
    /// `RedirectDueDate`: the form takes no money afterwards.
    pub due_at: DateTime<Utc>,
    pub returns: Vec<Return>,
}

/// Money on its way back, or a hold released.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Return {
    pub amount: i64,
    pub origin: Origin,
    pub external_request_id: Option<String>,
    pub receipt: Option<Value>,
    /// The status of the payment before, to which a failed SBP refund returns.
    pub from: Status,
    pub at: DateTime<Utc>,
}

/// Who gave money back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    Bot,
    Cabinet,
}

impl Payment {
    /// What was not given back yet.
    pub fn left(&self) -> i64 {
        self.amount - self.refunded
    }

    /// The bank's "current sum of the transaction": what is left after a return in part. A full
    /// return shows the whole amount.
    pub(super) fn current_amount(&self) -> i64 {
        match self.status {
            Status::PartialReversed | Status::PartialRefunded | Status::Confirmed => self.left(),
            _ => self.amount,
        }
    }

    /// `Route` and `Source`, once the payer has tried to pay.
    pub(super) fn route(&self) -> (&'static str, &'static str) {
        if self.is_sbp {
            ("ACQ", "qrsbp")
        } else {
            ("ACQ", "cards")
        }
    }

    pub(super) fn was_tried(&self) -> bool {
        !matches!(
            self.status,
            Status::New | Status::FormShowed | Status::Canceled | Status::DeadlineExpired
        )
    }

    /// The end of the form's address, which tells payments apart there.
    pub(super) fn form_code(&self) -> &str {
        self.url.rsplit('/').next().unwrap_or_default()
    }
}
